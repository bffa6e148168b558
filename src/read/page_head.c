#include "read/page_head.h"

#include "base/utf8.h"
#include "read/page_shown.h"

/* The character references that pages leave in their data. */
static size_t reference_at(rt_str s, size_t i, uint32_t *c) {
    static const struct {
        const char *name;
        uint32_t c;
    } names[] = {{"amp", '&'},      {"quot", '"'},     {"apos", '\''},
                 {"lt", '<'},       {"gt", '>'},       {"nbsp", ' '},
                 {"rsquo", 0x2019}, {"lsquo", 0x2018}, {"rdquo", 0x201D},
                 {"ldquo", 0x201C}, {"ndash", 0x2013}, {"mdash", 0x2014},
                 {"hellip", 0x2026}};
    size_t end = i + 1;
    while (end < s.n && end < i + 10 && s.s[end] != ';' && s.s[end] != ' ') end++;
    if (end >= s.n || s.s[end] != ';') return 0;
    rt_str name = {s.s + i + 1, end - i - 1};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (str_eq(name, str_of(names[k].name))) {
            *c = names[k].c;
            return end + 1 - i;
        }
    if (name.n < 2 || name.s[0] != '#') return 0;
    bool hex = name.s[1] == 'x' || name.s[1] == 'X';
    uint32_t value = 0;
    for (size_t k = hex ? 2 : 1; k < name.n; k++) {
        char d = name.s[k];
        uint32_t digit = d >= '0' && d <= '9'          ? (uint32_t)(d - '0')
                         : hex && d >= 'a' && d <= 'f' ? (uint32_t)(d - 'a' + 10)
                         : hex && d >= 'A' && d <= 'F' ? (uint32_t)(d - 'A' + 10)
                                                       : 99;
        if (digit == 99) return 0;
        value = value * (hex ? 16 : 10) + digit;
    }
    if (!value || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return 0;
    *c = value;
    return end + 1 - i;
}

static rt_str resolve_once(page *p, rt_str value) {
    strbuf b;
    strbuf_init(&b, p->a);
    bool blank = false;
    for (size_t i = 0; i < value.n;) {
        size_t start = i, n = 0;
        uint32_t c = 0;
        if (value.s[i] == '<') { /* a tag */
            size_t end = str_find(value, STR(">"), i);
            if (end != SIZE_MAX && end - i < 200) {
                i = end + 1;
                continue;
            }
        }
        if (value.s[i] == '&') n = reference_at(value, i, &c);
        if (n) i += n;
        else c = utf8_next(value, &i);
        if (c <= ' ' || utf8_is_space(c)) {
            blank = b.n > 0;
            continue;
        }
        if (blank) strbuf_char(&b, ' ');
        blank = false;
        char out[4];
        if (n) strbuf_add(&b, (rt_str){out, utf8_put(c, out)});
        else strbuf_add(&b, (rt_str){value.s + start, i - start});
    }
    return strbuf_str(&b);
}

rt_str page_plain(page *p, rt_str value) {
    value = resolve_once(p, value);
    for (int i = 0; i < 2 && str_find(value, STR("&"), 0) != SIZE_MAX; i++)
        value = resolve_once(p, value);
    return value;
}

/* The host of a URL without "www."; null when it has none. */
static rt_str host_of(rt_str url) {
    size_t at = str_find(url, STR("//"), 0);
    if (!url.s || at == SIZE_MAX) return (rt_str){NULL, 0};
    rt_str rest = str_from(url, at + 2);
    size_t n = 0;
    while (n < rest.n && rest.s[n] != '/' && rest.s[n] != ':' && rest.s[n] != '?') n++;
    rt_str host = {rest.s, n};
    if (str_starts_nocase(host, STR("www."))) host = str_from(host, 4);
    return host;
}

static bool is_absolute(rt_str url) {
    return str_starts_nocase(url, STR("http://")) ||
           str_starts_nocase(url, STR("https://"));
}

/* The address: the canonical one when it is whole, else the page's own, else the
 * record's.
 */
static rt_str find_url(const page_facts *facts, rt_str given) {
    static const fact_source order[] = {FACT_OF_LINK, FACT_OF_META, FACT_OF_ARTICLE};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const page_fact *f = facts_first(facts, FACT_URL, order[i]);
        if (f && is_absolute(f->value)) return f->value;
    }
    return given;
}

/* "en-US", "en_GB" and "EN" are "en"; null when it is no code. */
static rt_str language_code(page *p, rt_str value) {
    value = str_trim(value);
    size_t n = 0;
    while (n < value.n && ((value.s[n] | 32) >= 'a' && (value.s[n] | 32) <= 'z')) n++;
    if (n != 2 || (n < value.n && value.s[n] != '-' && value.s[n] != '_'))
        return (rt_str){NULL, 0};
    return utf8_fold(p->a, (rt_str){value.s, n});
}

static rt_str find_language(page *p, const page_facts *facts) {
    static const fact_source order[] = {FACT_OF_LINK, FACT_OF_ARTICLE, FACT_OF_META,
                                        FACT_OF_PAGE};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const page_fact *f = facts_first(facts, FACT_LANGUAGE, order[i]);
        rt_str code = f ? language_code(p, f->value) : (rt_str){NULL, 0};
        if (code.s) return code;
    }
    return (rt_str){NULL, 0};
}

/* The first statement of the page's language that names a region too. */
static rt_str find_region(page *p, const page_facts *facts) {
    for (uint32_t i = 0; i < facts->n; i++) {
        const page_fact *f = &facts->at[i];
        if (f->kind == FACT_LANGUAGE && str_trim(f->value).n == 5 &&
            str_eq(language_code(p, f->value), p->language))
            return f->value;
    }
    return (rt_str){NULL, 0};
}

enum { MANY_WORDS = 6 }; /* in the name of a site */

/* Some pages give their title where the name of the site belongs: the same words, or so
 * many that begin with it that no site is called so. */
static bool is_title(page *p, const page_facts *facts, rt_str name) {
    bool many = page_words(name) >= MANY_WORDS;
    for (uint32_t i = 0; i < facts->n; i++) {
        if (facts->at[i].kind != FACT_TITLE) continue;
        rt_str title = page_plain(p, facts->at[i].value);
        if (str_eq(title, name) || (many && str_starts(title, name))) return true;
    }
    return false;
}

/* og:site_name first: it is what the outlet calls itself to readers. */
static rt_str find_outlet(page *p, const page_facts *facts) {
    static const fact_source order[] = {FACT_OF_META, FACT_OF_ARTICLE, FACT_OF_PAGE};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        for (uint32_t k = 0; k < facts->n; k++) {
            const page_fact *f = &facts->at[k];
            if (f->kind != FACT_OUTLET || f->source != order[i]) continue;
            rt_str name = page_plain(p, f->value);
            if (name.n && name.n < 100 && !is_absolute(name) && !is_title(p, facts, name))
                return name;
        }
    return (rt_str){NULL, 0};
}

void page_find_head(page *p, const page_facts *facts, const read_record *record,
                    page_head *out) {
    *out = (page_head){0};
    out->url = find_url(facts, record->url);
    out->host = host_of(out->url);
    out->outlet = find_outlet(p, facts);
    out->language = find_language(p, facts);
    p->language = out->language;
    p->manner = shown_manner(p, find_region(p, facts), out->host);
    page_find_title(p, facts, out);
    p->title = out->title;
    p->title_node = out->title_node;
    page_find_authors(p, facts, out);
}
