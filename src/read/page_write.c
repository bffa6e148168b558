#include "read/page_write.h"

#include "base/utf8.h"
#include "base/vec.h"

/* Words of the longest line taken for a notice; notices and links of one page. */
enum { MAX_NOTICE_WORDS = 40, MAX_NOTICES = 100, MAX_LINKS = 5000, MAX_URL = 2000 };

static const rt_str cell_separator = {" | ", 3};

typedef struct writer {
    page *p;
    const page_head *head;
    strbuf text;
    VEC(rt_link) links;
    VEC(rt_notice) notices;
} writer;

/* The table row that a block stands in; 0 when in none. */
static uint32_t row_of(const page *p, const page_block *b) {
    html_tag tag = p->tree.node[b->node].tag;
    if (tag != HTML_TD && tag != HTML_TH) return 0;
    for (uint32_t i = p->tree.node[b->node].parent; i; i = p->tree.node[i].parent)
        if (p->tree.node[i].tag == HTML_TR) return i;
    return 0;
}

/* ---------------------------------------------------------------- links */

/* Scheme and host of a URL: "https://example.org". */
static rt_str origin_of(rt_str url) {
    size_t at = str_find(url, STR("://"), 0);
    if (!url.s || at == SIZE_MAX) return (rt_str){NULL, 0};
    size_t n = at + 3;
    while (n < url.n && url.s[n] != '/' && url.s[n] != '?' && url.s[n] != '#') n++;
    return (rt_str){url.s, n};
}

/* A target as a whole address; null when it is none: a place on the page, a script. */
static rt_str resolve(writer *w, rt_str href) {
    rt_str none = {NULL, 0}, base = w->head->url;
    href = str_trim(href);
    if (!href.n || href.n > MAX_URL || href.s[0] == '#') return none;
    if (str_starts_nocase(href, STR("http://")) ||
        str_starts_nocase(href, STR("https://")))
        return href;
    size_t colon = str_find(href, STR(":"), 0), slash = str_find(href, STR("/"), 0);
    if (colon != SIZE_MAX && colon < slash) return none; /* mailto:, javascript: */
    rt_str origin = origin_of(base);
    if (!origin.n) return none;
    if (str_starts(href, STR("//"))) {
        size_t scheme = str_find(base, STR("//"), 0);
        return str_printf(w->p->a, "%.*s%.*s", (int)scheme, base.s, (int)href.n, href.s);
    }
    if (href.s[0] == '/')
        return str_printf(w->p->a, "%.*s%.*s", (int)origin.n, origin.s, (int)href.n,
                          href.s);
    size_t folder = origin.n;
    for (size_t i = origin.n; i < base.n && base.s[i] != '?' && base.s[i] != '#'; i++)
        if (base.s[i] == '/') folder = i;
    return str_printf(w->p->a, "%.*s/%.*s", (int)folder, base.s, (int)href.n, href.s);
}

static void add_links(writer *w, const page_block *b, size_t start) {
    for (uint32_t i = 0; i < b->links_n && w->links.n < MAX_LINKS; i++) {
        const page_link *link = &w->p->link[b->link + i];
        rt_str url = resolve(w, link->href);
        if (!url.s || link->span.end <= link->span.start) continue;
        uint32_t at = (uint32_t)start;
        *vec_push(w->p->a, &w->links) =
            (rt_link){{at + link->span.start, at + link->span.end}, url};
    }
}

/* ---------------------------------------------------------------- notices */

/* What kind of notice a line is by how it begins or what it holds; false when none. */
static bool notice_kind(const page *p, rt_str text, rt_notice_kind *out) {
    static const struct {
        const char *value;
        rt_notice_kind kind;
    } kinds[] = {{"byline", RT_NOTICE_BYLINE},
                 {"copyright", RT_NOTICE_COPYRIGHT},
                 {"source", RT_NOTICE_SOURCE},
                 {"caption", RT_NOTICE_CAPTION}};
    const lex_list *list = lex_get(p->lex, "page", "notices");
    rt_str folded = utf8_fold(p->a, text);
    size_t n;
    const lex_entry *entry = lex_entries(list, &n);
    for (size_t i = 0; i < n; i++) {
        if (!str_starts(folded, entry[i].phrase)) continue;
        size_t end = entry[i].phrase.n;
        if (end < folded.n && folded.s[end] != ' ' && folded.s[end] != ':') continue;
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            if (str_eq(entry[i].value, str_of(kinds[k].value))) {
                *out = kinds[k].kind;
                return true;
            }
    }
    return false;
}

static bool is_signed(const page *p) {
    for (uint32_t i = 0; i < p->blocks_n; i++)
        if (p->block[i].role == PAGE_BYLINE) return true;
    return false;
}

/* Keeps lines of furniture round the article that say where it comes from. Captions,
 * bylines and footers are looked at wherever they stand, other lines beside the text. */
static void add_notice(writer *w, const page_block *b) {
    rt_notice_kind kind;
    if (b->words > MAX_NOTICE_WORDS || w->notices.n >= MAX_NOTICES) return;
    switch (b->role) {
        case PAGE_BYLINE:
        case PAGE_CAPTION:
        case PAGE_AUTHOR:
        case PAGE_FOOTER:
        case PAGE_LEFTOVER:
        case PAGE_OUTSIDE: break;
        default: return;
    }
    if (b->has_notice) kind = b->notice;
    else if (!notice_kind(w->p, b->text, &kind)) {
        if (b->role != PAGE_CAPTION || b->words < 2) return;
        kind = RT_NOTICE_CAPTION;
    }
    /* Beside an article that is signed, bylines are those of teasers. */
    if (b->role == PAGE_OUTSIDE && kind == RT_NOTICE_BYLINE && is_signed(w->p)) return;
    *vec_push(w->p->a, &w->notices) = (rt_notice){kind, b->text};
}

void page_write(page *p, const page_head *head, rt_article *out) {
    writer w = {.p = p, .head = head};
    uint32_t row = 0;
    strbuf_init(&w.text, p->a);
    for (uint32_t i = 0; i < p->blocks_n; i++) {
        const page_block *b = &p->block[i];
        if (!page_kept(b)) {
            add_notice(&w, b);
            continue;
        }
        uint32_t mine = row_of(p, b);
        if (w.text.n && mine && mine == row) strbuf_add(&w.text, cell_separator);
        else if (w.text.n) strbuf_char(&w.text, '\n');
        row = mine;
        add_links(&w, b, w.text.n);
        strbuf_add(&w.text, b->text);
    }
    out->text = strbuf_str(&w.text);
    out->links = w.links.at;
    out->links_n = w.links.n;
    out->notices = w.notices.at;
    out->notices_n = w.notices.n;
}
