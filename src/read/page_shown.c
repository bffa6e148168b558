#include "read/page_shown.h"

#include "base/utf8.h"

/* Blocks after the title in which a line with its date stands, and the words such a line
 * has at most; bytes at the head of a longer line in which a date begins. The first year
 * that a page can bear without saying so. */
enum {
    NEAR_TITLE = 25,
    BEFORE_TITLE = 10,
    IN_TEXT = 3,
    AFTER_TEXT = 5,
    MAX_DATE_WORDS = 25,
    MAX_BARE_WORDS = 12,
    MAX_LABEL_WORDS = 4,
    MAX_LABEL_STEPS = 3,
    MAX_LINE_NODES = 60,
    DATELINE = 40,
    LONGEST_DATE = 40,
    FIRST_YEAR = 1995
};

typedef struct shower {
    page *p;
    rt_time captured;
} shower;

static bool is_day(const shower *s, rt_time t) {
    return t.precision >= RT_TIME_DAY && date_plausible(t, s->captured);
}

static bool is_date_place(const page *p, uint32_t node) {
    switch ((page_role)p->role[node]) {
        case PAGE_RELATED:
        case PAGE_COMMENTS:
        case PAGE_NAVIGATION:
        case PAGE_ADVERT: return false;
        default: return true;
    }
}

/* A line of copyright: its year is that of the site. */
static bool is_copyright(rt_str text) {
    return str_find(text, STR("\xC2\xA9"), 0) != SIZE_MAX ||
           str_find_nocase(text, STR("copyright"), 0) != SIZE_MAX;
}

static bool has_letter(rt_str text) {
    for (size_t i = 0; i < text.n;)
        if (utf8_is_letter(utf8_next(text, &i))) return true;
    return false;
}

/* Whether the name of an element says that what it holds is the day of an update. */
static bool names_update(rt_str name) {
    return name.s &&
           (str_find_nocase(name, STR("updated"), 0) != SIZE_MAX ||
            str_find_nocase(name, STR("modified"), 0) != SIZE_MAX ||
            str_find_nocase(name, STR("changed"), 0) != SIZE_MAX) &&
           str_find_nocase(name, STR("published"), 0) == SIZE_MAX;
}

static bool is_named_update(const page *p, uint32_t node) {
    return names_update(html_get(&p->tree, node, HTML_CLASS)) ||
           names_update(html_get(&p->tree, node, HTML_ITEMPROP));
}

/* Whether an element of the block that holds the date, or one close round the block, is
 * named as an update. */
static bool stands_in_update(shower *s, const page_block *b, rt_str date) {
    page *p = s->p;
    uint32_t at = b->node;
    for (int step = 0; at && step < MAX_LABEL_STEPS; step++, at = p->tree.node[at].parent)
        if (is_named_update(p, at)) return true;
    uint32_t end = p->tree.node[b->node].end;
    if (end - b->node > MAX_LINE_NODES) return false;
    for (uint32_t i = b->node + 1; i < end; i++)
        if (p->tree.node[i].attributes_n && is_named_update(p, i) &&
            str_find(facts_inner_text(p, i), date, 0) != SIZE_MAX)
            return true;
    return false;
}

/* What the words before a date say it is of; where none stand in its own block, the names
 * of its elements or those of a short block before it: "Published" in one box, the day in
 * the next. */
static date_role role_of(shower *s, uint32_t block, date_found d) {
    page *p = s->p;
    const page_block *b = &p->block[block];
    if (d.role != DATE_BARE) return d.role;
    if (stands_in_update(s, b, str_span(b->text, d.span))) return DATE_UPDATED;
    if (has_letter((rt_str){b->text.s, d.span.start}) || !block) return DATE_BARE;
    const page_block *label = b - 1;
    if (label->words > MAX_LABEL_WORDS) return DATE_BARE;
    return date_role_after(p->lex, p->a, label->text, p->manner);
}

static void take(shower *s, uint32_t block, date_found d, shown_dates *out) {
    const page_block *b = &s->p->block[block];
    switch (role_of(s, block, d)) {
        case DATE_PUBLISHED:
            if (!out->published.precision) out->published = d.time;
            break;
        case DATE_UPDATED:
            if (!out->updated.precision) out->updated = d.time;
            break;
        case DATE_BARE:
            if (d.time.year < FIRST_YEAR) break;
            if (is_copyright(b->text)) {
                /* to the minute: when the page was made, not what is claimed */
                if (!out->updated.precision && d.time.precision >= RT_TIME_MINUTE)
                    out->updated = d.time;
            } else if (!out->bare.precision &&
                       (b->words <= MAX_BARE_WORDS || d.span.end <= DATELINE ||
                        (b->words <= MAX_DATE_WORDS && b->role == PAGE_BYLINE))) {
                out->bare = d.time;
            }
            break;
        case DATE_OF_OTHER: break;
    }
}

/* Pieces of a short line that are dates each by itself; between inline elements no blank
 * needs to stand. */
static void take_pieces(shower *s, uint32_t block, shown_dates *out) {
    const page *p = s->p;
    const page_block *b = &p->block[block];
    for (uint32_t i = b->node; i < p->tree.node[b->node].end; i++) {
        rt_str text = str_trim(p->tree.node[i].text);
        if (p->tree.node[i].tag != HTML_TEXT || text.n < 6 || text.n > LONGEST_DATE)
            continue;
        date_found d = {.time = date_parse(p->lex, p->a, text, p->manner)};
        size_t at = str_find(b->text, text, 0);
        if (!strchr("0123456789", text.s[0]) && !has_letter(text)) continue;
        if (text.n >= 10 && !memchr(text.s, '.', text.n) &&
            !memchr(text.s, '/', text.n) && !has_letter(text) &&
            !memchr(text.s, '-', text.n))
            continue; /* a long number */
        if (!is_day(s, d.time) || at == SIZE_MAX) continue;
        d.span = (rt_span){(uint32_t)at, (uint32_t)(at + text.n)};
        d.role = date_role_after(p->lex, p->a, (rt_str){b->text.s, at}, p->manner);
        take(s, block, d, out);
    }
}

static void take_block(shower *s, uint32_t block, shown_dates *out) {
    const page *p = s->p;
    const page_block *b = &p->block[block];
    if (!is_date_place(p, b->node)) return;
    rt_str text = b->text;
    if (b->words > MAX_DATE_WORDS && text.n > 2 * DATELINE) text.n = 2 * DATELINE;
    date_found d;
    bool any = false;
    for (size_t at = 0; date_find(p->lex, p->a, text, p->manner, at, &d);
         at = d.span.end) {
        if (!is_day(s, d.time)) continue;
        if (b->words > MAX_DATE_WORDS && d.span.start > DATELINE) break;
        take(s, block, d, out);
        any = true;
    }
    if (!any && b->words <= MAX_DATE_WORDS) take_pieces(s, block, out);
}

/* Takes the dates of blocks [from, to) up to the first one of publication. */
static bool take_between(shower *s, uint32_t from, uint32_t to, shown_dates *out) {
    for (uint32_t i = from; i < to && i < s->p->blocks_n; i++) {
        take_block(s, i, out);
        if (out->published.precision) return true;
    }
    return out->bare.precision != RT_TIME_UNKNOWN;
}

static uint32_t back(uint32_t i, uint32_t n) { return i > n ? i - n : 0; }

static uint32_t first_kept(const page *p) {
    uint32_t first = 0;
    while (first < p->blocks_n && !page_kept(&p->block[first])) first++;
    return first;
}

/* The block that the title stands in; the last one before the article (block `first`)
 * that reads like it where no heading does; 0 when there is none. */
static uint32_t title_block(page *p, const page_head *head, uint32_t first) {
    if (head->title_node) return p->first_block[head->title_node];
    rt_str title = head->title.n ? utf8_fold(p->a, head->title) : head->title;
    for (uint32_t i = title.n ? first : 0; i > 0; i--) {
        const page_block *b = &p->block[i - 1];
        if (b->text.n > 2 * title.n || b->text.n * 2 < title.n) continue;
        if (p->role[b->node] == PAGE_HIDDEN || p->role[b->node] == PAGE_NAVIGATION)
            continue;
        if (str_eq(utf8_fold(p->a, b->text), title)) return i - 1;
    }
    return 0;
}

shown_dates shown_by_title(page *p, const page_head *head, rt_time captured) {
    shower s = {p, captured};
    shown_dates out = {0};
    uint32_t title = title_block(p, head, first_kept(p)), paragraphs = 0;
    if (!title) return out;
    shown_dates lines = {0};
    for (uint32_t i = title; i < title + NEAR_TITLE && i < p->blocks_n; i++) {
        const page_block *b = &p->block[i];
        if (b->words <= MAX_BARE_WORDS) take_block(&s, i, &lines);
        if (page_kept(b) && b->sentence && b->words > MAX_DATE_WORDS) paragraphs++;
        if (paragraphs < 2) out.bare = lines.bare; /* a standfirst may come before it */
    }
    out.published = lines.published;
    out.updated = lines.updated;
    return out;
}

shown_dates shown_anywhere(page *p, const page_head *head, rt_time captured) {
    shower s = {p, captured};
    shown_dates out = {0};
    uint32_t first = first_kept(p), last = p->blocks_n;
    uint32_t title = title_block(p, head, first);
    while (last > first && !page_kept(&p->block[last - 1])) last--;
    if (take_between(&s, title, title + NEAR_TITLE, &out) ||
        take_between(&s, back(title, BEFORE_TITLE), title, &out) ||
        take_between(&s, back(first, BEFORE_TITLE), first + IN_TEXT, &out) ||
        take_between(&s, last, last + AFTER_TEXT, &out))
        return out;
    shown_dates rest = {0};
    for (uint32_t i = title; i < p->blocks_n && !rest.published.precision; i++)
        take_block(&s, i, &rest);
    out.published = rest.published;
    if (!out.updated.precision) out.updated = rest.updated;
    return out;
}

/* ---------------------------------------------------------------- time elements */

/* Whether the names of a time element, of those close round it or the words before it
 * say that it is of an update. */
static bool is_of_update(const shower *s, uint32_t node) {
    const page *p = s->p;
    uint32_t at = node;
    for (int step = 0; at && step < MAX_LABEL_STEPS; step++, at = p->tree.node[at].parent)
        if (is_named_update(p, at)) return true;
    uint32_t block = p->first_block[node];
    if (block && block < p->blocks_n && p->block[block].node > node) block--;
    if (block >= p->blocks_n) return false;
    const page_block *b = &p->block[block];
    rt_str before = {NULL, 0};
    if (page_inside(p, node, b->node)) {
        rt_str text = facts_inner_text(s->p, node);
        size_t found = str_find(b->text, text, 0);
        before = (rt_str){b->text.s, found == SIZE_MAX ? 0 : found};
    }
    if (!has_letter(before) && block && b[-1].words <= MAX_LABEL_WORDS)
        before = b[-1].text;
    return date_role_after(p->lex, p->a, before, p->manner) == DATE_UPDATED;
}

rt_time shown_time_element(page *p, uint32_t from, rt_time captured) {
    shower s = {p, captured};
    for (uint32_t i = from; i < p->tree.n; i++) {
        if (p->tree.node[i].tag != HTML_TIME || !is_date_place(p, i)) continue;
        rt_str value = html_get(&p->tree, i, HTML_DATETIME);
        if (!value.n) value = html_get(&p->tree, i, HTML_CONTENT);
        if (!value.n || value.n > 100) continue;
        rt_time t = date_parse(p->lex, p->a, value, p->manner);
        if (is_day(&s, t) && !is_of_update(&s, i)) return t;
    }
    return (rt_time){0};
}

/* ---------------------------------------------------------------- named elements */

/* Whether a word of the name is one of those that elements with dates bear. */
static bool names_date(const page *p, rt_str name) {
    const lex_list *words = lex_get(p->lex, "page", "dated");
    char word[16];
    size_t n = 0;
    bool low = false;
    for (size_t i = 0; i <= name.n; i++) {
        char c = i < name.n ? name.s[i] : ' ';
        bool high = c >= 'A' && c <= 'Z', letter = high || (c >= 'a' && c <= 'z');
        if ((!letter || (high && low)) && n) {
            if (n <= sizeof word && lex_find(words, (rt_str){word, n})) return true;
            n = 0;
        }
        if (letter && n < sizeof word) word[n] = (char)(c | 32);
        n += letter;
        low = letter && !high;
    }
    return false;
}

/* The date of an element so named: in an attribute, or all that it shows. */
static rt_time date_of_element(const shower *s, uint32_t node) {
    static const html_key keys[] = {
        HTML_DATETIME,  HTML_CONTENT,   HTML_DATA_DATETIME, HTML_DATA_DATE,
        HTML_DATA_TIME, HTML_TITLE_KEY, HTML_DATA_TIMESTAMP};
    page *p = s->p;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        rt_str value = html_get(&p->tree, node, keys[i]);
        rt_time t = {0};
        if (value.n) t = date_parse(p->lex, p->a, value, p->manner);
        if (is_day(s, t)) return t;
    }
    if (p->tree.node[node].end - node > MAX_LINE_NODES) return (rt_time){0};
    rt_str text = facts_inner_text(p, node);
    rt_time t = {0};
    if (text.n <= LONGEST_DATE) t = date_parse(p->lex, p->a, text, p->manner);
    return is_day(s, t) ? t : (rt_time){0};
}

rt_time shown_named_element(page *p, const page_head *head, rt_time captured) {
    shower s = {p, captured};
    uint32_t title = title_block(p, head, first_kept(p));
    if (!p->blocks_n) return (rt_time){0};
    uint32_t last =
        title + NEAR_TITLE < p->blocks_n ? title + NEAR_TITLE : p->blocks_n - 1;
    uint32_t from = title > BEFORE_TITLE ? p->block[title - BEFORE_TITLE].node : 1;
    uint32_t to = p->tree.node[p->block[last].node].end;
    for (uint32_t i = from; i < to; i++) {
        const html_node *n = &p->tree.node[i];
        if (n->tag == HTML_TEXT || !n->attributes_n || !is_date_place(p, i)) continue;
        if (!names_date(p, html_get(&p->tree, i, HTML_CLASS)) &&
            !names_date(p, html_get(&p->tree, i, HTML_ITEMPROP)) &&
            !names_date(p, html_get(&p->tree, i, HTML_PROPERTY)))
            continue;
        rt_time t = date_of_element(&s, i);
        if (t.precision && t.year >= FIRST_YEAR && !is_of_update(&s, i)) return t;
    }
    return (rt_time){0};
}

/* ---------------------------------------------------------------- the manner */

/* The order of day and month in "27/11/2025" where the figures tell; 0 where not. */
static char order_of(rt_str s, size_t slash) {
    unsigned part[3] = {0, 0, 0};
    size_t i = slash, start = slash;
    while (start > 0 && slash - start < 2 && s.s[start - 1] >= '0' &&
           s.s[start - 1] <= '9')
        start--;
    if (start == slash || (start > 0 && s.s[start - 1] >= '0' && s.s[start - 1] <= '9') ||
        (start > 0 && s.s[start - 1] == '/'))
        return 0;
    i = start;
    for (int k = 0; k < 3; k++) {
        size_t digits = 0;
        for (; i < s.n && s.s[i] >= '0' && s.s[i] <= '9' && digits < 5; i++, digits++)
            part[k] = part[k] * 10 + (unsigned)(s.s[i] - '0');
        if (k < 2 && (digits < 1 || digits > 2 || i >= s.n || s.s[i++] != '/')) return 0;
        if (k == 2 && digits != 4) return 0;
    }
    if (part[2] < 1900 || part[2] > 2199 || !part[0] || !part[1]) return 0;
    if (part[0] > 12 && part[0] <= 31 && part[1] <= 12) return 'd';
    if (part[1] > 12 && part[1] <= 31 && part[0] <= 12) return 'm';
    return 0;
}

/* The order that all dates of the page have that leave no doubt; 0 when they differ. */
static char order_seen(const page *p) {
    char order = 0;
    for (uint32_t i = 0; i < p->blocks_n; i++) {
        rt_str text = p->block[i].text;
        for (const char *at = text.s; at < text.s + text.n;) {
            at = memchr(at, '/', (size_t)(text.s + text.n - at));
            if (!at) break;
            char one = order_of(text, (size_t)(at - text.s));
            if (one && order && one != order) return 0;
            if (one) order = one;
            at++;
        }
    }
    return order;
}

/* The last label of a host when it is that of a country: "uk". */
static rt_str country_of(rt_str host) {
    size_t dot = host.n;
    while (dot > 0 && host.s[dot - 1] != '.') dot--;
    return dot > 0 && host.n - dot == 2 ? str_from(host, dot) : (rt_str){NULL, 0};
}

rt_str shown_manner(page *p, rt_str tag, rt_str host) {
    if (!p->language.s || date_order_known(p->lex, p->language)) return p->language;
    rt_str folded = utf8_fold(p->a, str_trim(tag)), country = country_of(host);
    if (folded.n == 5 && folded.s[2] == '_')
        folded = str_printf(p->a, "%.2s-%.2s", folded.s, folded.s + 3);
    if (folded.n == 5 && date_order_known(p->lex, folded)) return folded;
    char order = order_seen(p);
    if (order)
        return str_printf(p->a, "%.2s-%s", p->language.s, order == 'd' ? "dmy" : "mdy");
    if (country.s) {
        folded = str_printf(p->a, "%.2s-%.2s", p->language.s, country.s);
        if (date_order_known(p->lex, folded)) return folded;
    }
    return p->language;
}
