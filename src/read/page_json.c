#include "base/utf8.h"
#include "read/page_facts.h"

#include <cjson/cJSON.h>

/* Items looked at in one script, and how deep: pages repeat whole catalogues here. */
enum { MAX_ITEMS = 400, MAX_DEPTH = 8 };

typedef struct json_reader {
    page *p;
    page_facts *out;
    uint32_t node;
    const cJSON *root;
    int items;
} json_reader;

static rt_str text_of(const cJSON *value) {
    return cJSON_IsString(value) ? str_of(value->valuestring) : (rt_str){NULL, 0};
}

static const cJSON *member(const cJSON *object, const char *name) {
    return cJSON_IsObject(object) ? cJSON_GetObjectItemCaseSensitive(object, name) : NULL;
}

static bool type_is(rt_str type, const char *const *endings) {
    for (; *endings; endings++)
        if (str_ends(type, str_of(*endings))) return true;
    return false;
}

/* Whether the @type of an object, or one of several, ends in one of the words. */
static bool has_type(const cJSON *object, const char *const *endings) {
    const cJSON *type = member(object, "@type");
    if (cJSON_IsString(type)) return type_is(text_of(type), endings);
    for (const cJSON *t = cJSON_IsArray(type) ? type->child : NULL; t; t = t->next)
        if (cJSON_IsString(t) && type_is(text_of(t), endings)) return true;
    return false;
}

static const char *const article_types[] = {"Article", "Posting", "Report", "Review",
                                            "Recipe",  "HowTo",   NULL};
static const char *const page_types[] = {"WebPage", "CollectionPage", "ItemPage", NULL};
static const char *const person_types[] = {"Person", "person", NULL};
static const char *const site_types[] = {"WebSite", NULL};
static const char *const group_types[] = {"Organization", "Corporation",
                                          "NewsMediaOrganization", "Brand", NULL};

static void add(json_reader *r, fact_kind kind, fact_source source, rt_str value) {
    if (!value.s) return;
    facts_add(r->p, r->out, (page_fact){kind, source, r->node, str_copy(r->p->a, value)});
}

/* The object with the given "@id", looked for in the top level and in "@graph". */
static const cJSON *by_id(const json_reader *r, const cJSON *reference) {
    rt_str id = text_of(member(reference, "@id"));
    const cJSON *graph = member(r->root, "@graph");
    const cJSON *list = graph ? graph : r->root;
    int n = 0;
    if (!id.s || member(reference, "name")) return reference;
    for (const cJSON *o = cJSON_IsArray(list) ? list->child : NULL; o && n < MAX_ITEMS;
         o = o->next, n++)
        if (o != reference && str_eq(text_of(member(o, "@id")), id) && member(o, "name"))
            return o;
    return reference;
}

static void add_authors(json_reader *r, const cJSON *author, fact_source source) {
    const cJSON *one = cJSON_IsArray(author) ? author->child : author;
    for (int n = 0; one && n < 30; one = cJSON_IsArray(author) ? one->next : NULL, n++) {
        const cJSON *who = by_id(r, one);
        rt_str name = text_of(who);
        if (!name.s) name = text_of(member(who, "name"));
        const cJSON *names = member(who, "name");
        fact_kind kind = has_type(who, group_types)    ? FACT_ORGANISATION
                         : has_type(who, person_types) ? FACT_PERSON
                                                       : FACT_AUTHOR;
        add(r, kind, source, name);
        for (const cJSON *m = cJSON_IsArray(names) ? names->child : NULL; m && n < 30;
             m = m->next, n++)
            add(r, kind, source, text_of(m));
    }
}

static rt_str name_of(const json_reader *r, const cJSON *value) {
    if (cJSON_IsArray(value)) value = value->child;
    rt_str name = text_of(value);
    return name.s ? name : text_of(member(by_id(r, value), "name"));
}

static void take_work(json_reader *r, const cJSON *o, fact_source source) {
    add(r, FACT_TITLE, source, text_of(member(o, "headline")));
    add(r, FACT_TITLE, source, text_of(member(o, "name")));
    add(r, FACT_PUBLISHED, source, text_of(member(o, "datePublished")));
    add(r, FACT_DATED, source, text_of(member(o, "dateCreated")));
    add(r, FACT_MODIFIED, source, text_of(member(o, "dateModified")));
    add(r, FACT_LANGUAGE, source, text_of(member(o, "inLanguage")));
    add(r, FACT_OUTLET, source, name_of(r, member(o, "publisher")));
    add(r, FACT_BODY, source, text_of(member(o, "articleBody")));
    add(r, FACT_URL, source, text_of(member(o, "url")));
    if (member(o, "author")) add_authors(r, member(o, "author"), source);
    else add_authors(r, member(o, "creator"), source);
}

static void take_item(json_reader *r, const cJSON *o, int depth);

static void take_list(json_reader *r, const cJSON *list, int depth) {
    for (const cJSON *o = cJSON_IsArray(list) ? list->child : NULL; o; o = o->next)
        take_item(r, o, depth);
}

static void take_item(json_reader *r, const cJSON *o, int depth) {
    if (depth > MAX_DEPTH || ++r->items > MAX_ITEMS) return;
    if (cJSON_IsArray(o)) {
        take_list(r, o, depth + 1);
        return;
    }
    if (!cJSON_IsObject(o)) return;
    if (has_type(o, article_types)) take_work(r, o, FACT_OF_ARTICLE);
    else if (has_type(o, page_types)) take_work(r, o, FACT_OF_PAGE);
    else if (has_type(o, site_types) || has_type(o, group_types))
        add(r, FACT_OUTLET, FACT_OF_PAGE, text_of(member(o, "name")));
    take_list(r, member(o, "@graph"), depth + 1);
    take_item(r, member(o, "mainEntity"), depth + 1);
    take_item(r, member(o, "mainEntityOfPage"), depth + 1);
}

static void take_root(void *context) {
    json_reader *r = context;
    take_item(r, r->root, 0);
}

/* The value of the first `"key": "..."` in text that is no valid JSON; null if none. */
static rt_str scan_string(rt_str text, const char *quoted_key) {
    size_t at = str_find(text, str_of(quoted_key), 0);
    if (at == SIZE_MAX) return (rt_str){NULL, 0};
    rt_str rest = str_trim(str_from(text, at + strlen(quoted_key)));
    if (!rest.n || rest.s[0] != ':') return (rt_str){NULL, 0};
    rest = str_trim(str_from(rest, 1));
    if (!rest.n || rest.s[0] != '"') return (rt_str){NULL, 0};
    size_t n = 1;
    while (n < rest.n && rest.s[n] != '"' && rest.s[n] != '\\') n++;
    return n < rest.n && rest.s[n] == '"' ? (rt_str){rest.s + 1, n - 1}
                                          : (rt_str){NULL, 0};
}

/* What can be told from a script that does not parse. */
static void take_broken(json_reader *r, rt_str text) {
    add(r, FACT_PUBLISHED, FACT_OF_ARTICLE, scan_string(text, "\"datePublished\""));
    add(r, FACT_MODIFIED, FACT_OF_ARTICLE, scan_string(text, "\"dateModified\""));
    add(r, FACT_TITLE, FACT_OF_ARTICLE, scan_string(text, "\"headline\""));
}

/* Without the comment or CDATA marks that some pages wrap scripts in. */
static rt_str unwrap(rt_str text) {
    size_t start = 0, end = text.n;
    while (start < end && text.s[start] != '{' && text.s[start] != '[') start++;
    if (str_starts(str_from(text, start), STR("[CDATA["))) {
        for (start += 7; start < end && text.s[start] != '{' && text.s[start] != '[';)
            start++;
    }
    while (end > start && text.s[end - 1] != '}' && text.s[end - 1] != ']') end--;
    return (rt_str){text.s + start, end - start};
}

void facts_from_json(page *p, uint32_t node, page_facts *out) {
    rt_str text = unwrap(p->tree.node[node].text);
    if (!text.n) return;
    json_reader r = {.p = p, .out = out, .node = node};
    cJSON *root = cJSON_ParseWithLength(text.s, text.n);
    if (!root) {
        take_broken(&r, text);
        return;
    }
    r.root = root;
    bool room = arena_try(p->a, take_root, &r);
    cJSON_Delete(root); /* not the arena's: freed before it is left */
    if (!room) arena_full(p->a);
}
