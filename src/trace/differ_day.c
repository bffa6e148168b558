#include "trace/differ.h"

#include "base/civil.h"
#include "base/utf8.h"
#include "trace/place.h"

typedef struct day_at {
    uint32_t article;
    const rt_date *date;
    rt_str words;   /* its words, folded */
    rt_str weekday; /* folded name of the weekday in it; null when there is none */
} day_at;

typedef VEC(day_at) day_list;

static rt_str weekday_in(const differ *d, uint32_t article, rt_str words) {
    const lex_list *weekdays = differ_words(d, article, "weekdays");
    rt_str word;
    while (str_field(&words, ' ', &word)) {
        while (word.n && (word.s[word.n - 1] == ',' || word.s[word.n - 1] == '.'))
            word.n--;
        const lex_entry *entry = lex_find(weekdays, word);
        if (entry) return entry->value.n ? entry->value : entry->phrase;
    }
    return (rt_str){NULL, 0};
}

/* A day that a speaker names inside quotation marks counts from the day of speaking. */
static bool is_spoken(const rt_marks *marks, rt_span span) {
    for (uint32_t q = 0; q < marks->quotations_n; q++) {
        const rt_quotation *quotation = &marks->quotations[q];
        for (uint32_t c = 0;
             quotation->type == RT_QUOTE_DIRECT && c < quotation->content_n; c++)
            if (span_holds(quotation->content[c], span)) return true;
    }
    return false;
}

static day_at day_of(const differ *d, uint32_t article, const rt_date *date) {
    rt_str text = d->in->items[article].article->text;
    rt_str words = utf8_fold(d->a, str_span(text, date->span));
    return (day_at){article, date, words, weekday_in(d, article, words)};
}

/* False when a speaker names a day in that place. */
static bool gather_days(const differ *d, rt_place place, day_list *out) {
    const trace_item *item = &d->in->items[place.article];
    for (uint32_t i = 0; i < item->marks->dates_n; i++) {
        const rt_date *date = &item->marks->dates[i];
        if (!span_holds(place.span, date->span)) continue;
        if (is_spoken(item->marks, date->span)) return false;
        *vec_push(d->a, out) = day_of(d, place.article, date);
    }
    return true;
}

typedef enum day_relation { DAYS_AGREE, DAYS_ROUND, DAYS_CONFLICT } day_relation;

static int64_t first_day(rt_time t) {
    return civil_days(t.year, t.month ? t.month : 1, t.day ? t.day : 1);
}

static day_relation relate(const day_at *x, const day_at *y) {
    if (str_eq(x->words, y->words))
        return DAYS_AGREE; /* only the dates of print differ */
    if (x->date->from.precision >= RT_TIME_DAY &&
        y->date->from.precision >= RT_TIME_DAY) {
        int64_t x0 = first_day(x->date->from), x1 = first_day(x->date->to);
        int64_t y0 = first_day(y->date->from), y1 = first_day(y->date->to);
        if (x0 == y0 && x1 == y1) return DAYS_AGREE;
        return x0 <= y1 && y0 <= x1 ? DAYS_ROUND : DAYS_CONFLICT;
    }
    if (x->weekday.n && y->weekday.n)
        return str_eq(x->weekday, y->weekday) ? DAYS_AGREE : DAYS_CONFLICT;
    return DAYS_AGREE;
}

static bool same_day(const day_at *x, const day_at *y) {
    if (x->weekday.n && y->weekday.n) return str_eq(x->weekday, y->weekday);
    return x->date->from.precision == y->date->from.precision &&
           x->date->from.precision > RT_TIME_UNKNOWN &&
           first_day(x->date->from) == first_day(y->date->from) &&
           first_day(x->date->to) == first_day(y->date->to);
}

/* "last week", "the weekend": of some days that many things happened in; not a day, nor a
 * month or year of the calendar. */
static bool is_some_days(const day_at *at) {
    enum { MONTH = 28 };
    if (at->date->from.precision < RT_TIME_DAY) return false;
    int64_t more = first_day(at->date->to) - first_day(at->date->from);
    return more > 0 && more < MONTH - 1;
}

/* A day that an article names in another sentence is not kept back. */
static bool names_elsewhere(const differ *d, uint32_t article, const day_at *day) {
    if (is_some_days(day)) return false;
    const rt_marks *marks = d->in->items[article].marks;
    for (uint32_t i = 0; i < marks->dates_n; i++) {
        day_at named = day_of(d, article, &marks->dates[i]);
        if (same_day(&named, day)) return true;
    }
    return false;
}

/* The places of a statement, one value each, that give no day where others give `day`. */
static differ_values silent_places(const differ *d, const rt_statement *statement,
                                   uint32_t n, const day_at *day) {
    differ_values out = {0};
    for (uint32_t p = 0; p < n; p++) {
        rt_place place = statement->places[p];
        day_list here = {0};
        gather_days(d, place, &here);
        if (!here.n && !names_elsewhere(d, place.article, day))
            *vec_push(d->a, &out) = (rt_value){place.article, place.span, {NULL, 0}};
    }
    return out;
}

static void add_days(differ *d, rt_difference_type type, const day_list *list,
                     const differ_values *silent, const rt_statement *statement) {
    differ_values values = {0};
    bool weekday = true;
    for (uint32_t i = 0; i < list->n; i++) {
        const day_at *at = &list->at[i];
        weekday &= at->weekday.n > 0;
        *vec_push(d->a, &values) =
            (rt_value){at->article, at->date->span,
                       str_span(d->in->items[at->article].article->text, at->date->span)};
    }
    for (uint32_t i = 0; i < silent->n; i++) *vec_push(d->a, &values) = silent->at[i];
    differ_add(d, weekday ? RT_DIFF_WEEKDAY : RT_DIFF_DATE, type, statement->text,
               &values);
}

/* Statements with one time expression an article; with several it is not clear which
 * belongs to which. */
static void compare_statement(differ *d, const rt_statement *statement) {
    enum { MOST = 64 };
    day_list all = {0};
    differ_values silent = {0};
    uint32_t n = statement->places_n < MOST ? statement->places_n : MOST;
    for (uint32_t p = 0; p < n; p++) {
        uint32_t before = all.n;
        if (!gather_days(d, statement->places[p], &all)) return;
        if (all.n > before + 1) return;
    }
    if (!all.n) return;
    day_relation worst = DAYS_AGREE;
    for (uint32_t i = 1; i < all.n; i++) {
        day_relation r = relate(&all.at[0], &all.at[i]);
        if (r > worst) worst = r;
    }
    rt_difference_type type = worst == DAYS_CONFLICT ? RT_DIFF_CONFLICT
                              : worst == DAYS_ROUND  ? RT_DIFF_ROUNDING
                                                     : RT_DIFF_SCOPE;
    if (worst == DAYS_AGREE) {
        silent = silent_places(d, statement, n, &all.at[0]);
        if (!silent.n) return;
    }
    add_days(d, type, &all, &silent, statement);
}

void differ_days(differ *d) {
    for (uint32_t s = 0; s < d->story->statements_n; s++)
        if (d->story->statements[s].places_n > 1)
            compare_statement(d, &d->story->statements[s]);
}
