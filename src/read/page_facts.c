#include "read/page_facts.h"

#include "base/utf8.h"
#include "base/vec.h"

enum { MAX_FACTS = 2000, MAX_VALUE = 1 << 20 };

void facts_add(page *p, page_facts *out, page_fact fact) {
    fact.value = str_trim(fact.value);
    if (!fact.value.n || fact.value.n > MAX_VALUE || out->n >= MAX_FACTS) return;
    *vec_push(p->a, out) = fact;
}

const page_fact *facts_first(const page_facts *facts, fact_kind kind,
                             fact_source source) {
    for (uint32_t i = 0; i < facts->n; i++)
        if (facts->at[i].kind == kind && facts->at[i].source == source)
            return &facts->at[i];
    return NULL;
}

rt_str facts_value(const page_facts *facts, fact_kind kind) {
    for (int source = 0; source < FACT_SOURCES; source++) {
        const page_fact *f = facts_first(facts, kind, (fact_source)source);
        if (f) return f->value;
    }
    return (rt_str){NULL, 0};
}

static bool kind_of_key(rt_str key, fact_kind *out) {
    static const struct {
        const char *key;
        fact_kind kind;
    } kinds[] = {{"title", FACT_TITLE},       {"outlet", FACT_OUTLET},
                 {"author", FACT_AUTHOR},     {"published", FACT_PUBLISHED},
                 {"modified", FACT_MODIFIED}, {"url", FACT_URL},
                 {"language", FACT_LANGUAGE}, {"account", FACT_ACCOUNT},
                 {"dated", FACT_DATED}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eq(key, str_of(kinds[i].key))) {
            *out = kinds[i].kind;
            return true;
        }
    return false;
}

rt_str facts_inner_text(page *p, uint32_t node) {
    strbuf b;
    strbuf_init(&b, p->a);
    for (uint32_t i = node; i < p->tree.node[node].end && b.n < 400; i++) {
        rt_str text = str_trim(p->tree.node[i].text);
        if (p->tree.node[i].tag != HTML_TEXT || !text.n) continue;
        if (b.n) strbuf_char(&b, ' ');
        strbuf_add(&b, text);
    }
    return strbuf_str(&b);
}

static void from_meta(page *p, uint32_t node, page_facts *out) {
    rt_str content = html_get(&p->tree, node, HTML_CONTENT);
    static const html_key keys[] = {HTML_PROPERTY, HTML_NAME, HTML_ITEMPROP,
                                    HTML_HTTP_EQUIV};
    for (size_t i = 0; content.s && i < sizeof keys / sizeof *keys; i++) {
        rt_str name = html_get(&p->tree, node, keys[i]);
        if (!name.s || name.n > 64) continue;
        const lex_entry *entry =
            lex_find(lex_get(p->lex, "page", "meta"), utf8_fold(p->a, str_trim(name)));
        fact_kind kind;
        if (!entry || !kind_of_key(entry->value, &kind)) continue;
        fact_source source = keys[i] == HTML_ITEMPROP ? FACT_OF_MICRODATA : FACT_OF_META;
        facts_add(p, out, (page_fact){kind, source, node, content});
        return;
    }
}

static bool has_word(rt_str list, rt_str word) {
    rt_str field;
    while (str_field(&list, ' ', &field))
        if (str_eq_nocase(str_trim(field), word)) return true;
    return false;
}

/* itemprop on elements that are shown. */
static void from_itemprop(page *p, uint32_t node, rt_str names, page_facts *out) {
    fact_kind kind;
    if (has_word(names, STR("datePublished"))) kind = FACT_PUBLISHED;
    else if (has_word(names, STR("dateCreated"))) kind = FACT_DATED;
    else if (has_word(names, STR("dateModified"))) kind = FACT_MODIFIED;
    else if (has_word(names, STR("author")) || has_word(names, STR("creator")))
        kind = FACT_AUTHOR;
    else if (has_word(names, STR("headline"))) kind = FACT_TITLE;
    else return;
    rt_str value = html_get(&p->tree, node, HTML_CONTENT);
    if (!value.s || !value.n) value = html_get(&p->tree, node, HTML_DATETIME);
    if (!value.n && (kind == FACT_PUBLISHED || kind == FACT_DATED))
        value = html_get(&p->tree, node, HTML_TITLE_KEY); /* <abbr title="2025-..."> */
    if (kind == FACT_AUTHOR && !value.n) /* the name inside the author's item, if told */
        for (uint32_t i = node + 1; i < p->tree.node[node].end; i++)
            if (has_word(html_get(&p->tree, i, HTML_ITEMPROP), STR("name"))) {
                node = i;
                value = html_get(&p->tree, i, HTML_CONTENT);
                break;
            }
    if (!value.n) value = facts_inner_text(p, node);
    facts_add(p, out, (page_fact){kind, FACT_OF_MICRODATA, node, value});
}

static void from_element(page *p, uint32_t node, page_facts *out) {
    const html_node *n = &p->tree.node[node];
    rt_str rel = html_get(&p->tree, node, HTML_REL);
    rt_str href = html_get(&p->tree, node, HTML_HREF);
    if (n->tag == HTML_LINK && has_word(rel, STR("canonical")))
        facts_add(p, out, (page_fact){FACT_URL, FACT_OF_LINK, node, href});
    if (n->tag == HTML_A && has_word(rel, STR("author")))
        facts_add(
            p, out,
            (page_fact){FACT_AUTHOR, FACT_OF_LINK, node, facts_inner_text(p, node)});
    if (n->tag == HTML_HTML) {
        rt_str lang = html_get(&p->tree, node, HTML_LANG);
        if (!lang.n) lang = html_get(&p->tree, node, HTML_XML_LANG);
        facts_add(p, out, (page_fact){FACT_LANGUAGE, FACT_OF_LINK, node, lang});
    }
    rt_str itemprop = html_get(&p->tree, node, HTML_ITEMPROP);
    if (itemprop.n && p->role[node] != PAGE_COMMENTS)
        from_itemprop(p, node, itemprop, out);
}

void facts_collect(page *p, page_facts *out) {
    *out = (page_facts){0};
    for (uint32_t i = 1; i < p->tree.n; i++) {
        switch (p->tree.node[i].tag) {
            case HTML_TEXT: break;
            case HTML_META: from_meta(p, i, out); break;
            case HTML_JSON_LD: facts_from_json(p, i, out); break;
            default: from_element(p, i, out);
        }
    }
}
