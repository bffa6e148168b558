#include "base/civil.h"
#include "read/page_shown.h"

/* Letters of the longest month; the first year of which there are pages. */
enum { MONTH_LETTERS = 12, FIRST_YEAR = 1995 };

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
        t = date_parse(w->p->lex, w->p->a, page_plain(w->p, value), w->p->manner);
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

/* "/2025/november/27/": the month by its name. */
static rt_time named_day_in_url(when *w, rt_str url, size_t year) {
    rt_time none = {0};
    size_t month = year + 5, end = month;
    int day;
    while (end < url.n && end - month <= MONTH_LETTERS && (url.s[end] | 32) >= 'a' &&
           (url.s[end] | 32) <= 'z')
        end++;
    if (end - month < 3 || end >= url.n || url.s[end] != url.s[year + 4]) return none;
    if (!number_at(url, end + 1, 2, &day) && !number_at(url, end + 1, 1, &day))
        return none;
    rt_str text = str_printf(w->p->a, "%d %.*s %.4s", day, (int)(end - month),
                             url.s + month, url.s + year);
    return date_parse(w->p->lex, w->p->a, text, w->p->manner);
}

/* "27-11-2025" or "27/11/2025": which is the day must be known otherwise. */
static rt_time year_last_in_url(when *w, rt_str url, size_t i) {
    int day, month, year;
    char sep = url.s[i + 2];
    if (i + 10 > url.n || (sep != '-' && sep != '/' && sep != '_') ||
        url.s[i + 5] != sep || !number_at(url, i, 2, &day) ||
        !number_at(url, i + 3, 2, &month) || !number_at(url, i + 6, 4, &year))
        return (rt_time){0};
    rt_str text = str_printf(w->p->a, "%02d/%02d/%04d", day, month, year);
    return date_parse(w->p->lex, w->p->a, text, w->p->manner);
}

/* A day in the path: /2025/11/27/, /2025-11-27-, /2025/1/7/, /20251127/,
 * /2025/november/27/, /27-11-2025/. */
static rt_time day_in_url(when *w, rt_str url) {
    for (size_t i = 8; i + 8 <= url.n; i++) {
        int year, month, day;
        char before = url.s[i - 1];
        if (before >= '0' && before <= '9') continue;
        rt_time t = {.precision = RT_TIME_DAY};
        if (number_at(url, i, 4, &year)) {
            char sep = url.s[i + 4];
            if (sep != '/' && sep != '-' && sep != '_') continue;
            if (is_day(t = named_day_in_url(w, url, i)) && t.year >= FIRST_YEAR) return t;
            t = (rt_time){.precision = RT_TIME_DAY};
            size_t m =
                number_at(url, i + 5, 2, &month) ? 2 : number_at(url, i + 5, 1, &month);
            if (!m || i + 5 + m >= url.n || url.s[i + 5 + m] != sep) continue;
            size_t at = i + 6 + m;
            if (!number_at(url, at, 2, &day) && !number_at(url, at, 1, &day)) continue;
        } else if (number_at(url, i, 8, &year)) {
            day = year % 100, month = year / 100 % 100, year /= 10000;
        } else {
            t = year_last_in_url(w, url, i);
            if (is_day(t) && t.year >= FIRST_YEAR) return t;
            continue;
        }
        if (year < FIRST_YEAR || !civil_valid(year, month, day)) continue;
        t.year = (int16_t)year, t.month = (uint8_t)month, t.day = (uint8_t)day;
        return t;
    }
    return (rt_time){0};
}

/* ---------------------------------------------------------------- data of scripts */

/* The date that stands behind a name in a script: a text that begins with a day, or
 * seconds or thousandths of them since 1970. */
static rt_time date_behind(when *w, rt_str raw, size_t at) {
    size_t end = at;
    while (end < raw.n && end < at + 24 && strchr("\\\"':= &;quot#34", raw.s[end])) end++;
    rt_time none = {0}, t;
    if (end == at || end == raw.n) return none;
    rt_str value = {raw.s + end, raw.n - end < 19 ? raw.n - end : 19};
    size_t digits = 0;
    while (digits < value.n && value.s[digits] >= '0' && value.s[digits] <= '9') digits++;
    if (digits == 10 || digits == 13)
        t = date_parse(w->p->lex, w->p->a, (rt_str){value.s, digits}, w->p->manner);
    else if (value.n < 10) return none;
    else if (digits == 4) t = civil_parse_iso((rt_str){value.s, 10});
    else t = date_parse(w->p->lex, w->p->a, (rt_str){value.s, 10}, w->p->manner);
    return is_day(t) && t.year >= FIRST_YEAR && date_plausible(t, w->captured) ? t : none;
}

static bool is_name_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Names under which pages keep the day of publication in data of their own, the surest
 * first. */
static rt_time scripted_date(when *w) {
    static const char *const keys[] = {
        "datePublished", "published_at",   "publishedAt",
        "publishedDate", "published_date", "first_publication_date",
        "publishDate",   "publish_date",   "publicationDate",
        "publishTime",   "publish_time",   "pub_date",
        "pubDate",       "postDate",       "datePosted",
        "published",     "articleDate",    "article_date",
        "dateCreated"};
    enum { TRIES = 8 };
    rt_str raw = w->p->raw;
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        rt_str key = str_of(keys[k]);
        size_t at = 0;
        for (int i = 0; i < TRIES && (at = str_find(raw, key, at)) != SIZE_MAX; i++) {
            size_t start = at;
            at += key.n;
            if (start && is_name_byte(raw.s[start - 1])) continue;
            rt_time t = date_behind(w, raw, at);
            if (t.precision) return t;
        }
    }
    return (rt_time){0};
}

/* ---------------------------------------------------------------- choosing */

enum {
    DAY = 86400,
    EASTMOST = 14 * 3600, /* of the time zones */
    WESTMOST = 12 * 3600,
    QUARTER = 15 * 60 /* zones differ by quarters of an hour */
};

typedef struct stated_date {
    rt_time time;
    rt_date_source from;
} stated_date;

/* What the page's data states: the first of each kind of place, the surest first. */
typedef struct stated_dates {
    stated_date at[FACT_SOURCES];
    uint32_t n;
} stated_dates;

static stated_dates stated(when *w, const page_facts *facts, fact_kind kind) {
    static const struct {
        fact_source source;
        rt_date_source from;
    } order[] = {{FACT_OF_ARTICLE, RT_DATE_JSON_LD},
                 {FACT_OF_META, RT_DATE_META},
                 {FACT_OF_MICRODATA, RT_DATE_META},
                 {FACT_OF_PAGE, RT_DATE_JSON_LD}};
    stated_dates out = {0};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        rt_time t = first_of(w, facts, kind, order[i].source);
        if (t.precision) out.at[out.n++] = (stated_date){t, order[i].from};
    }
    return out;
}

static bool same_day(rt_time a, rt_time b) {
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

/* Whether a moment in UTC can fall on the day that the page shows in its own time. */
static bool is_same_date(rt_time moment, rt_time shown) {
    if (same_day(moment, shown)) return true;
    if (!moment.zoned || moment.zone || moment.precision < RT_TIME_MINUTE) return false;
    int64_t start = civil_seconds(civil_day_of(shown)), at = civil_seconds(moment);
    return at >= start - EASTMOST && at < start + DAY + WESTMOST;
}

/* The moment in the page's own time, where the page shows day and time of day. */
static rt_time in_own_time(rt_time moment, rt_time shown) {
    if (moment.precision < RT_TIME_MINUTE || !moment.zoned || moment.zone) return moment;
    if (shown.precision < RT_TIME_MINUTE || shown.zoned) return moment;
    int64_t east = civil_seconds(shown) - (civil_seconds(moment) / 60 * 60);
    if (!east || east % QUARTER || east > EASTMOST || east < -WESTMOST) return moment;
    rt_time own = shown;
    own.second = moment.second;
    own.precision = moment.precision;
    own.zoned = true;
    own.zone = (int16_t)(east / 60);
    return own;
}

/* The first date stated, held against what the page shows by its title. Data is written
 * by programs that date an article anew when they touch it: an earlier day shown is that
 * of publication; a later one only where the data does not say "published" (`vague`) or
 * the line does, and where it is not the day of an update. */
static void settle(when *w, const stated_dates *given, bool vague, shown_dates shown) {
    const stated_date *first = &given->at[0];
    bool said = shown.published.precision != RT_TIME_UNKNOWN;
    rt_time line = said ? shown.published : shown.bare;
    if (!line.precision || is_same_date(first->time, line)) {
        set(in_own_time(first->time, line), first->from, w->head);
        return;
    }
    for (uint32_t i = 1; i < given->n; i++)
        if (is_same_date(given->at[i].time, line)) {
            set(in_own_time(given->at[i].time, line), given->at[i].from, w->head);
            return;
        }
    bool earlier =
        civil_seconds(civil_day_of(line)) < civil_seconds(civil_day_of(first->time));
    bool update = is_same_date(w->head->modified, line) || same_day(shown.updated, line);
    if (earlier || ((vague || said) && !update)) set(line, RT_DATE_TEXT, w->head);
    else set(first->time, first->from, w->head);
}

/* The date of an element so named, where it is not that of an update. */
static rt_time named_date(when *w, rt_time updated) {
    rt_time t = shown_named_element(w->p, w->head, w->captured);
    bool update = is_same_date(w->head->modified, t) || same_day(updated, t);
    return update ? (rt_time){0} : t;
}

/* Where no data states a day of publication: the address, then what the page shows. */
static void look_round(when *w, const page_facts *facts) {
    page_head *head = w->head;
    stated_dates vague = stated(w, facts, FACT_DATED);
    rt_time in_url = day_in_url(w, head->url);
    rt_time by_title =
        shown_time_element(w->p, head->title_node ? head->title_node : 1, w->captured);
    if (in_url.precision && date_plausible(in_url, w->captured)) {
        for (uint32_t i = 0; i < vague.n; i++)
            if (is_same_date(vague.at[i].time, in_url)) {
                set(vague.at[i].time, vague.at[i].from, head);
                return;
            }
        if (!same_day(by_title, in_url) || !set(by_title, RT_DATE_TEXT, head))
            set(in_url, RT_DATE_URL, head);
        return;
    }
    shown_dates shown = shown_anywhere(w->p, head, w->captured);
    if (vague.n) {
        settle(w, &vague, true, shown);
        return;
    }
    if (set(by_title, RT_DATE_TEXT, head) || set(shown.published, RT_DATE_TEXT, head) ||
        set(shown.bare, RT_DATE_TEXT, head) ||
        set(named_date(w, shown.updated), RT_DATE_TEXT, head) ||
        set(scripted_date(w), RT_DATE_META, head) ||
        set(shown_time_element(w->p, 1, w->captured), RT_DATE_TEXT, head))
        return;
    rt_time update = shown.updated.precision ? shown.updated : head->modified;
    if (!head->modified.precision) head->modified = update;
    set(update, RT_DATE_UPDATE, head);
}

void page_find_dates(page *p, const page_facts *facts, rt_time captured,
                     page_head *head) {
    when w = {p, captured, head};
    stated_dates modified = stated(&w, facts, FACT_MODIFIED);
    if (modified.n) head->modified = modified.at[0].time;
    stated_dates published = stated(&w, facts, FACT_PUBLISHED);
    if (published.n) settle(&w, &published, false, shown_by_title(p, head, captured));
    else look_round(&w, facts);
}
