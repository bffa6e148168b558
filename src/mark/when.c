#include "mark/when.h"

#include "base/civil.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "mark/number.h"
#include "mark/quote.h"

enum { YEAR_FIRST = 1900, YEAR_LAST = 2100, FUTURE_REACH = 14 };

/* Days from 1970-01-01, both inside. */
typedef struct days {
    int64_t from, to;
    bool known;
} days;

/* A date being read: its tokens and what it stands for. */
typedef struct when {
    uint32_t first, end;
    days days;
} when;

/* A period that is so many before (less than 0) or after the one now. */
typedef struct period {
    period_kind kind;
    int offset;
} period;

typedef struct calendar {
    const mark_text *t;
    bool dated; /* the article's day is known */
    int64_t today;
} calendar;

/* ---------------------------------------------------------------- words */

period_kind period_of(const mark_text *t, uint32_t i) {
    if (i >= t->token_n || !token_in(t, i, BOOK_PERIODS)) return PERIOD_NONE;
    return book_period(t->book, t->token[i].entry);
}

/* The number in "week -1". */
static int period_offset(rt_str value) {
    int offset = 0;
    for (size_t i = 0; i < value.n; i++)
        if (value.s[i] >= '0' && value.s[i] <= '9') offset = value.s[i] - '0';
    return str_find(value, STR(" -"), 0) == SIZE_MAX ? offset : -offset;
}

bool period_unit(rt_str unit) {
    static const char *const units[] = {"hours",  "days",  "weeks",
                                        "months", "years", "decades"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (str_eq(unit, str_of(units[i]))) return true;
    return false;
}

static bool goes_on(const mark_text *t, uint32_t i) {
    return i < t->token_n && !(t->token[i].flags & TOKEN_LINE);
}

/* The number in a list of single words, its full stop left out; -1 when not there. */
static int listed(const mark_text *t, uint32_t i, book_list list) {
    if (i >= t->token_n || !(t->token[i].flags & TOKEN_WORD)) return -1;
    uint32_t node = t->token[i].entry;
    if (!node || !book_has(t->book, node, list)) {
        rt_str word = token_str(t, i);
        if (!(t->token[i].flags & TOKEN_ABBREV) || word.n > 12) return -1;
        node = book_word(t->book, utf8_fold(t->a, (rt_str){word.s, word.n - 1}));
        if (!node || !book_has(t->book, node, list)) return -1;
    }
    rt_str value = book_value(t->book, node, list);
    int found = 0;
    for (size_t k = 0; k < value.n && k < 2; k++) found = found * 10 + (value.s[k] - '0');
    return found;
}

static int month_at(const mark_text *t, uint32_t i) { return listed(t, i, BOOK_MONTHS); }

/* Short forms are words of other kinds too; they count with a full stop or a capital. */
static int weekday_at(const mark_text *t, uint32_t i) {
    int day = listed(t, i, BOOK_WEEKDAYS);
    bool brief = day >= 0 && span_length(t->token[i].span) <= 3;
    if (brief && !(t->token[i].flags & TOKEN_ABBREV)) return -1;
    return day;
}

/* The digits of a plain number of `least` to `most` digits; -1 when it is none. */
static int plain_number(const mark_text *t, uint32_t i, uint32_t least, uint32_t most) {
    if (i >= t->token_n || !(t->token[i].flags & TOKEN_NUMBER)) return -1;
    rt_str s = token_str(t, i);
    int v = 0;
    if (s.n < least || s.n > most) return -1;
    for (size_t k = 0; k < s.n; k++) {
        if (s.s[k] < '0' || s.s[k] > '9') return -1;
        v = v * 10 + (s.s[k] - '0');
    }
    return v;
}

static int year_at(const mark_text *t, uint32_t i) {
    int year = plain_number(t, i, 4, 4);
    return year >= YEAR_FIRST && year <= YEAR_LAST ? year : -1;
}

/* A day of the month, "15", "15th", "15."; sets *end. */
static int day_at(const mark_text *t, uint32_t i, uint32_t *end) {
    int day = plain_number(t, i, 1, 2);
    if (day < 1 || day > 31) return -1;
    *end = i + 1;
    if (!goes_on(t, *end) || t->token[*end].flags & TOKEN_SPACE) return day;
    bool suffix =
        t->token[*end].flags & TOKEN_WORD && span_length(t->token[*end].span) <= 2;
    if (suffix || t->token[*end].sign == '.') ++*end;
    return day;
}

/* ---------------------------------------------------------------- days */

static days one_day(int64_t day) { return (days){day, day, true}; }

static days month_days(int year, int month) {
    int64_t from = civil_days(year, month, 1);
    int64_t to =
        month == 12 ? civil_days(year + 1, 1, 1) : civil_days(year, month + 1, 1);
    return (days){from, to - 1, true};
}

static days year_days(int year) {
    return (days){civil_days(year, 1, 1), civil_days(year, 12, 31), true};
}

/* The year, of those next to the article's, in which this day of the year is nearest. */
static int nearest_year(const calendar *c, int month, int day) {
    int year = civil_from_days(c->today).year, best = year;
    int64_t least = INT64_MAX;
    for (int y = year - 1; y <= year + 1; y++) {
        int64_t away = civil_days(y, month, day) - c->today;
        if (away < 0) away = -away;
        if (away < least) least = away, best = y;
    }
    return best;
}

static days dated_days(const calendar *c, int year, int month, int first, int last) {
    days none = {0, 0, false};
    if (year < 0 && !c->dated) return none;
    if (year < 0) year = nearest_year(c, month, first ? first : 15);
    if (!first) return month_days(year, month);
    if (!civil_valid(year, month, first) || !civil_valid(year, month, last)) return none;
    return (days){civil_days(year, month, first), civil_days(year, month, last), true};
}

/* ---------------------------------------------------------------- calendar dates */

static bool is_joint(const mark_text *t, uint32_t i) {
    return goes_on(t, i) && sign_is_joint(t->token[i].sign);
}

/* Year behind a day and month: "2025", ", 2025"; -1 when there is none. Moves *end. */
static int year_behind(const mark_text *t, uint32_t *end) {
    uint32_t i = *end;
    if (goes_on(t, i) && t->token[i].sign == ',') i++;
    if (!goes_on(t, i)) return -1;
    int year = year_at(t, i);
    if (year >= 0) *end = i + 1;
    return year;
}

/* "15 July 2018", "15.-16. Juli", "the 4th of July". */
static bool day_month(const calendar *c, uint32_t i, when *w) {
    const mark_text *t = c->t;
    uint32_t end, last_end;
    int first = day_at(t, i, &end), last = first;
    if (first < 0 || !goes_on(t, end)) return false;
    if (is_joint(t, end) && (last = day_at(t, end + 1, &last_end)) >= first)
        end = last_end;
    else last = first;
    if (goes_on(t, end) && word_grammar(t, end) & G_OF) end++;
    int month = goes_on(t, end) ? month_at(t, end) : -1;
    if (month < 1) return false;
    w->first = i, w->end = end + 1;
    w->days = dated_days(c, year_behind(t, &w->end), month, first, last);
    return true;
}

/* "July 15, 2018", "July 15-16", "July 2018". */
static bool month_day(const calendar *c, uint32_t i, when *w) {
    const mark_text *t = c->t;
    int month = month_at(t, i);
    uint32_t end = i + 1, last_end;
    if (month < 1 || !goes_on(t, end)) return false;
    bool capital = t->token[i].flags & TOKEN_CAPITAL;
    int year = year_at(t, end), first, last;
    w->first = i;
    if (year >= 0) {
        w->end = end + 1;
        w->days = month_days(year, month);
        return true;
    }
    if (!capital || (first = last = day_at(t, end, &end)) < 0) return false;
    if (is_joint(t, end) && (last = day_at(t, end + 1, &last_end)) > first)
        end = last_end;
    else last = first;
    w->end = end;
    w->days = dated_days(c, year_behind(t, &w->end), month, first, last);
    return true;
}

/* "27.11.2025" in one token. */
static bool dotted_date(const calendar *c, uint32_t i, when *w) {
    rt_str s = token_str(c->t, i);
    int part[3] = {0}, n = 0, digits = 0;
    if (!(c->t->token[i].flags & TOKEN_NUMBER) || s.n < 8 || s.n > 10) return false;
    for (size_t k = 0; k < s.n; k++) {
        if (s.s[k] == '.' && digits && n < 2) n++, digits = 0;
        else if (s.s[k] >= '0' && s.s[k] <= '9')
            part[n] = part[n] * 10 + s.s[k] - '0', digits++;
        else return false;
    }
    if (n != 2 || digits != 4 || !civil_valid(part[2], part[1], part[0])) return false;
    *w = (when){i, i + 1, one_day(civil_days(part[2], part[1], part[0]))};
    return true;
}

/* "2025-11-27" in five tokens. */
static bool iso_date(const calendar *c, uint32_t i, when *w) {
    const mark_text *t = c->t;
    if (i + 4 >= t->token_n || year_at(t, i) < 0) return false;
    rt_time time = civil_parse_iso(str_span(t->text, tokens_span(t, i, i + 5)));
    if (time.precision != RT_TIME_DAY) return false;
    *w = (when){i, i + 5, one_day(civil_days(time.year, time.month, time.day))};
    return true;
}

static bool calendar_date(const calendar *c, uint32_t i, when *w) {
    if (!(c->t->token[i].flags & TOKEN_NUMBER)) return month_day(c, i, w);
    return iso_date(c, i, w) || dotted_date(c, i, w) || day_month(c, i, w);
}

/* ---------------------------------------------------------------- relative dates */

static period_kind direction_before(const mark_text *t, uint32_t i) {
    if (!i || t->token[i].flags & TOKEN_LINE) return PERIOD_NONE;
    return period_of(t, i - 1);
}

static bool is_cue(const mark_text *t, uint32_t i) {
    return i < t->token_n && t->token[i].entry &&
           (book_cue(t->book, t->token[i].entry) ||
            book_credit(t->book, t->token[i].entry) & CREDIT_AFTER);
}

/* Whether what is told happens later: "will meet on Tuesday"; not where the day is that
 * of the telling: "said on Tuesday". */
static bool is_ahead(const mark_text *t, uint32_t i) {
    uint32_t first = t->sentence_token[t->token[i].sentence];
    if (is_cue(t, i + 1) || (i > first && is_cue(t, i - 1)) ||
        (i > first + 1 && is_cue(t, i - 2)))
        return false;
    if (first + FUTURE_REACH < i) first = i - FUTURE_REACH;
    for (uint32_t k = first; k < i; k++)
        if (period_of(t, k) == PERIOD_FUTURE) return true;
    return false;
}

/* The last such weekday up to the article's day, or the next one where the words say so.
 */
static days weekday_days(const calendar *c, int weekday, period_kind direction,
                         bool ahead) {
    if (!c->dated) return (days){0, 0, false};
    int behind = (civil_weekday(c->today) - weekday + 7) % 7;
    if (direction == PERIOD_LAST) return one_day(c->today - (behind ? behind : 7));
    if (direction == PERIOD_NEXT) return one_day(c->today + (behind ? 7 - behind : 7));
    if (ahead && behind) return one_day(c->today + 7 - behind);
    return one_day(c->today - behind);
}

/* "Sunday", "Sunday, 23 November", "Thursday (Nov 27)", "next Tuesday". */
static bool weekday_date(const calendar *c, uint32_t i, when *w) {
    const mark_text *t = c->t;
    int weekday = weekday_at(t, i);
    if (weekday < 0) return false;
    uint32_t next = i + 1;
    while (goes_on(t, next) && next < i + 3 &&
           (t->token[next].sign == ',' || t->token[next].sign == '(' ||
            word_grammar(t, next) & G_DET))
        next++;
    if (goes_on(t, next) && calendar_date(c, next, w)) {
        w->first = i;
        return true;
    }
    period_kind direction = direction_before(t, i);
    bool directed = direction == PERIOD_LAST || direction == PERIOD_NEXT;
    *w = (when){directed ? i - 1 : i, i + 1,
                weekday_days(c, weekday, direction, is_ahead(t, i))};
    return true;
}

static days shifted(const calendar *c, period p) {
    if (!c->dated) return (days){0, 0, false};
    rt_time day = civil_from_days(c->today);
    int64_t monday = c->today - civil_weekday(c->today);
    int months = day.year * 12 + day.month - 1 + p.offset;
    switch (p.kind) {
        case PERIOD_DAY: return one_day(c->today + p.offset);
        case PERIOD_WEEK:
            return (days){monday + 7 * p.offset, monday + 7 * p.offset + 6, true};
        case PERIOD_WEEKEND:
            return (days){monday + 7 * p.offset + 5, monday + 7 * p.offset + 6, true};
        case PERIOD_MONTH: return month_days(months / 12, months % 12 + 1);
        default: return year_days(day.year + p.offset);
    }
}

static bool period_date(const calendar *c, uint32_t i, when *w) {
    uint32_t end, node = text_phrase(c->t, i, BOOK_PERIODS, &end);
    if (!node) return false;
    period p = {book_period(c->t->book, node),
                period_offset(book_value(c->t->book, node, BOOK_PERIODS))};
    if (p.kind == PERIOD_NONE || p.kind > PERIOD_YEAR) return false;
    *w = (when){i, end, shifted(c, p)};
    return true;
}

static period ago_period(rt_str unit, int n) {
    period_kind kind = PERIOD_NONE;
    if (str_eq(unit, STR("days"))) kind = PERIOD_DAY;
    if (str_eq(unit, STR("weeks"))) kind = PERIOD_WEEK;
    if (str_eq(unit, STR("months"))) kind = PERIOD_MONTH;
    if (str_eq(unit, STR("years"))) kind = PERIOD_YEAR;
    if (str_eq(unit, STR("decades"))) kind = PERIOD_YEAR, n *= 10;
    return (period){kind, -n};
}

/* "two years ago", "a week ago", "vor drei Tagen". */
static bool ago_date(const calendar *c, uint32_t i, when *w) {
    const mark_text *t = c->t;
    bool before = period_of(t, i) == PERIOD_AGO_BEFORE;
    uint32_t at = before ? i + 1 : i, end;
    number n = {.first = at, .end = at + 1, .value = 1};
    if (!goes_on(t, at) && before) return false;
    bool single = word_grammar(t, at) & G_INDEF && !token_in(t, at, BOOK_NUMBERS);
    if (!single && !number_read(t, at, &n)) return false;
    if (n.value > 200 || n.tail.s || !goes_on(t, n.end)) return false;
    uint32_t node = text_phrase(t, n.end, BOOK_UNITS, &end);
    if (!node || (!before && period_of(t, end) != PERIOD_AGO)) return false;
    period p = ago_period(book_value(t->book, node, BOOK_UNITS), (int)n.value);
    if (p.kind == PERIOD_NONE) return false;
    *w = (when){i, before ? end : end + 1, shifted(c, p)};
    return true;
}

/* "in 2016", "since March", "Ende November": alone only behind a preposition or a word of
 * order, since May is a name and 2016 a number. */
static bool bare_date(const calendar *c, uint32_t i, when *w) {
    const mark_text *t = c->t;
    if (!i || t->token[i].flags & TOKEN_LINE) return false;
    period_kind direction = direction_before(t, i);
    uint32_t g = word_grammar(t, i - 1);
    if (!(g & (G_PREP | G_SUB | G_TIME)) && direction == PERIOD_NONE) return false;
    int year = year_at(t, i), month = month_at(t, i);
    if (goes_on(t, i + 1) && t->token[i + 1].sign == '%') return false;
    if (year >= 0) {
        *w = (when){i, i + 1, year_days(year)};
        return true;
    }
    if (month < 1 || span_length(t->token[i].span) < 3) return false;
    bool small = t->book->traits.small_months;
    if (!small && !(t->token[i].flags & TOKEN_CAPITAL)) return false;
    *w = (when){i, i + 1, dated_days(c, -1, month, 0, 0)};
    return true;
}

/* Each kind of date is tried where its first word may begin one. */
static bool when_at(const calendar *c, uint32_t i, when *w) {
    const mark_text *t = c->t;
    bool digits = t->token[i].flags & TOKEN_NUMBER,
         brief = t->token[i].flags & TOKEN_ABBREV;
    bool weekday = brief || token_begins(t, i, BOOK_WEEKDAYS);
    bool named = digits || brief || token_begins(t, i, BOOK_MONTHS);
    return (weekday && weekday_date(c, i, w)) || (named && calendar_date(c, i, w)) ||
           period_date(c, i, w) || ago_date(c, i, w) || (named && bare_date(c, i, w));
}

const rt_date *when_find(const mark_text *t, const outlet_mentions *outlets,
                         uint32_t *n) {
    VEC(rt_date) out = {0};
    rt_time published = t->article->published;
    calendar c = {.t = t, .dated = published.precision >= RT_TIME_DAY};
    if (c.dated) c.today = civil_days(published.year, published.month, published.day);
    uint32_t named = 0;
    for (uint32_t i = 0; (i = text_next(t, HINT_DATE, i)) < t->token_n;) {
        when w;
        if (outlet_skip(outlets, &named, &i)) continue;
        if (!when_at(&c, i, &w)) {
            i++;
            continue;
        }
        rt_date *d = vec_push(t->a, &out);
        d->span = tokens_span(t, w.first, w.end);
        if (w.days.known) {
            d->from = civil_from_days(w.days.from);
            d->to = civil_from_days(w.days.to);
        }
        i = w.end > i ? w.end : i + 1;
    }
    *n = out.n;
    return out.at;
}
