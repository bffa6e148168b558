#include "base/civil.h"
#include "base/utf8.h"
#include "read/date.h"
#include "read/page_head.h"

/* Blocks after the title in which a line with its date stands, and the words such a line
 * has at most. */
enum {
    NEAR_TITLE = 25,
    MAX_DATE_WORDS = 25,
    MAX_BARE_WORDS = 12,
    AFTER_TEXT = 5,
    DATELINE = 40,
    BEFORE_TITLE = 10
};

typedef struct when {
    page *p;
    rt_time captured;
    page_head *head;
} when;

static bool is_day(rt_time t) { return t.precision >= RT_TIME_DAY; }

static rt_time parse(when *w, rt_str value) {
    rt_time none = {0};
    if (!value.n || value.n > 100) return none;
    value = str_trim(value);
    rt_time t = civil_parse_iso(value);
    if (!t.precision && value.n > 10 && (value.s[10] == 'T' || value.s[10] == ' '))
        t = civil_parse_iso((rt_str){value.s, 10}); /* a day with a time out of shape */
    if (!t.precision)
        t = date_parse(w->p->lex, w->p->a, page_plain(w->p, value), w->p->language);
    return is_day(t) && date_plausible(t, w->captured) ? t : none;
}

static rt_time first_of(when *w, const page_facts *facts, fact_kind kind,
                        fact_source source) {
    for (uint32_t i = 0; i < facts->n; i++) {
        const page_fact *f = &facts->at[i];
        if (f->kind != kind || f->source != source) continue;
        rt_time t = parse(w, f->value);
        if (t.precision) return t;
    }
    return (rt_time){0};
}

static bool set(rt_time t, rt_date_source source, page_head *head) {
    if (!t.precision) return false;
    head->published = t;
    head->published_from = source;
    return true;
}

/* ---------------------------------------------------------------- the address */

static bool number_at(rt_str s, size_t i, size_t digits, int *out) {
    int value = 0;
    for (size_t k = 0; k < digits; k++) {
        if (i + k >= s.n || s.s[i + k] < '0' || s.s[i + k] > '9') return false;
        value = value * 10 + (s.s[i + k] - '0');
    }
    *out = value;
    return i + digits >= s.n || s.s[i + digits] < '0' || s.s[i + digits] > '9';
}

/* A day in the path: /2025/11/27/, /2025-11-27-, /2025/1/7/, /20251127/. */
static rt_time day_in_url(rt_str url) {
    for (size_t i = 8; i + 8 <= url.n; i++) {
        int year, month, day;
        char before = url.s[i - 1];
        if (before >= '0' && before <= '9') continue;
        rt_time t = {.precision = RT_TIME_DAY};
        if (number_at(url, i, 4, &year)) {
            char sep = url.s[i + 4];
            if (sep != '/' && sep != '-' && sep != '_') continue;
            size_t m =
                number_at(url, i + 5, 2, &month) ? 2 : number_at(url, i + 5, 1, &month);
            if (!m || i + 5 + m >= url.n || url.s[i + 5 + m] != sep) continue;
            size_t at = i + 6 + m;
            if (!number_at(url, at, 2, &day) && !number_at(url, at, 1, &day)) continue;
        } else if (number_at(url, i, 8, &year)) {
            day = year % 100, month = year / 100 % 100, year /= 10000;
        } else continue;
        if (year < 1995 || !civil_valid(year, month, day)) continue;
        t.year = (int16_t)year, t.month = (uint8_t)month, t.day = (uint8_t)day;
        return t;
    }
    return (rt_time){0};
}

/* ---------------------------------------------------------------- time elements */

static bool is_date_place(const page *p, uint32_t node) {
    switch ((page_role)p->role[node]) {
        case PAGE_RELATED:
        case PAGE_COMMENTS:
        case PAGE_NAVIGATION:
        case PAGE_ADVERT: return false;
        default: return true;
    }
}

static bool says_updated(when *w, uint32_t node) {
    rt_str names[] = {html_get(&w->p->tree, node, HTML_CLASS),
                      html_get(&w->p->tree, node, HTML_ITEMPROP)};
    for (int i = 0; i < 2; i++)
        if (names[i].s &&
            (str_find_nocase(names[i], STR("updated"), 0) != SIZE_MAX ||
             str_find_nocase(names[i], STR("modified"), 0) != SIZE_MAX) &&
            str_find_nocase(names[i], STR("published"), 0) == SIZE_MAX)
            return true;
    return false;
}

/* The first <time datetime> at or after `from` that is not the time of an update. */
static rt_time time_element(when *w, uint32_t from) {
    for (uint32_t i = from; i < w->p->tree.n; i++) {
        if (w->p->tree.node[i].tag != HTML_TIME || !is_date_place(w->p, i)) continue;
        if (says_updated(w, i)) continue;
        rt_time t = parse(w, html_get(&w->p->tree, i, HTML_DATETIME));
        if (t.precision) return t;
    }
    return (rt_time){0};
}

/* ---------------------------------------------------------------- what is shown */

/* A line of copyright: its year is that of the site. */
static bool is_copyright(rt_str text) {
    return str_find(text, STR("\xC2\xA9"), 0) != SIZE_MAX ||
           str_find_nocase(text, STR("copyright"), 0) != SIZE_MAX;
}

/* The date of a block that is said to be of publication, else (`bare`) the first that is
 * said to be of nothing. */
static bool block_date(when *w, const page_block *b, rt_time *said, rt_time *bare) {
    const page *p = w->p;
    if (!is_date_place(p, b->node)) return false;
    rt_str text = b->text;
    if (b->words > MAX_DATE_WORDS) text.n = text.n < DATELINE ? text.n : DATELINE;
    date_found d;
    for (size_t at = 0; date_find(p->lex, p->a, text, p->language, at, &d);
         at = d.span.end) {
        if (!is_day(d.time) || !date_plausible(d.time, w->captured)) continue;
        if (d.role == DATE_PUBLISHED) {
            *said = d.time;
            return true;
        }
        if (d.role == DATE_BARE && !bare->precision &&
            (b->words <= MAX_BARE_WORDS || d.span.end <= DATELINE) &&
            !is_copyright(b->text))
            *bare = d.time;
    }
    return false;
}

/* The first date in blocks [from, to): one that is said to be of publication, else the
 * first that is said to be of nothing. */
static rt_time date_between(when *w, uint32_t from, uint32_t to) {
    rt_time said = {0}, bare = {0};
    for (uint32_t i = from; i < to && i < w->p->blocks_n; i++)
        if (block_date(w, &w->p->block[i], &said, &bare)) return said;
    return bare;
}

static uint32_t back(uint32_t i, uint32_t n) { return i > n ? i - n : 0; }

/* A date in the lines round the title, before and after the text, or said to be of
 * publication anywhere. */
static rt_time shown_date(when *w) {
    const page *p = w->p;
    uint32_t title = w->head->title_node ? p->first_block[w->head->title_node] : 0;
    uint32_t first = 0, last = p->blocks_n;
    while (first < p->blocks_n && !page_kept(&p->block[first])) first++;
    while (last > first && !page_kept(&p->block[last - 1])) last--;
    rt_time t = date_between(w, title, title + NEAR_TITLE);
    if (!t.precision) t = date_between(w, back(title, BEFORE_TITLE), title);
    if (!t.precision) t = date_between(w, back(first, BEFORE_TITLE), first + 1);
    if (!t.precision) t = date_between(w, last, last + AFTER_TEXT);
    if (t.precision) return t;
    rt_time said = {0}, bare = {0};
    for (uint32_t i = title; i < p->blocks_n; i++)
        if (block_date(w, &p->block[i], &said, &bare)) return said;
    return t;
}

/* ---------------------------------------------------------------- data of scripts */

/* Names under which pages keep the day of publication in data of their own. */
static rt_time scripted_date(when *w) {
    static const char *const keys[] = {"datePublished",  "published_at",
                                       "publishedAt",    "publishedDate",
                                       "published_date", "first_publication_date",
                                       "publishDate",    "publish_date",
                                       "postDate",       "datePosted"};
    rt_str raw = w->p->raw;
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        size_t at = str_find(raw, str_of(keys[k]), 0);
        if (at == SIZE_MAX) continue;
        at += strlen(keys[k]);
        size_t end = at;
        while (end < raw.n && end < at + 24 && strchr("\\\"':= &;quot#34", raw.s[end]))
            end++;
        rt_str value = {raw.s + end, raw.n - end < 10 ? raw.n - end : 10};
        rt_time t = civil_parse_iso(value);
        if (end > at && is_day(t) && date_plausible(t, w->captured)) return t;
    }
    return (rt_time){0};
}

void page_find_dates(page *p, const page_facts *facts, rt_time captured,
                     page_head *head) {
    when w = {p, captured, head};
    static const fact_source order[] = {FACT_OF_ARTICLE, FACT_OF_META, FACT_OF_MICRODATA,
                                        FACT_OF_PAGE};
    for (size_t i = 0; i < 4 && !head->modified.precision; i++)
        head->modified = first_of(&w, facts, FACT_MODIFIED, order[i]);
    if (set(first_of(&w, facts, FACT_PUBLISHED, FACT_OF_ARTICLE), RT_DATE_JSON_LD,
            head) ||
        set(first_of(&w, facts, FACT_PUBLISHED, FACT_OF_META), RT_DATE_META, head) ||
        set(first_of(&w, facts, FACT_PUBLISHED, FACT_OF_MICRODATA), RT_DATE_META, head) ||
        set(first_of(&w, facts, FACT_PUBLISHED, FACT_OF_PAGE), RT_DATE_JSON_LD, head) ||
        set(day_in_url(head->url), RT_DATE_URL, head))
        return;
    rt_time t = time_element(&w, head->title_node ? head->title_node : 1);
    if (set(t, RT_DATE_TEXT, head)) return;
    if (set(shown_date(&w), RT_DATE_TEXT, head)) return;
    if (set(scripted_date(&w), RT_DATE_META, head)) return;
    set(time_element(&w, 1), RT_DATE_TEXT, head);
}
