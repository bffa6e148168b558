#include "read/date.h"

#include "base/civil.h"
#include "read/date_token.h"

/* Bytes before and after a year within which the rest of its date stands. */
enum { REACH = 80, TOKENS = 96, LONGEST_DATE = 160, LAST_YEAR = 2199 };

/* A text cut into tokens. */
typedef struct reading {
    const date_lists *lists;
    arena *a;
    date_token at[TOKENS];
    uint32_t n;
    bool whole; /* the text is nothing but a date: rarer forms are allowed */
} reading;

static bool number(const reading *r, uint32_t i, unsigned least, unsigned most) {
    return i < r->n && r->at[i].kind == DATE_NUMBER && r->at[i].digits >= least &&
           r->at[i].digits <= most;
}

static bool sign(const reading *r, uint32_t i, char c) {
    return i < r->n && r->at[i].kind == DATE_SIGN && r->at[i].sign == c;
}

static bool word(const reading *r, uint32_t i, date_word w) {
    return i < r->n && r->at[i].kind == DATE_WORD && r->at[i].word == w;
}

static int month(const reading *r, uint32_t i) {
    return i < r->n && r->at[i].kind == DATE_WORD ? r->at[i].month : 0;
}

static int value(const reading *r, uint32_t i) {
    return r->at[i].value > 999999 ? 999999 : (int)r->at[i].value;
}

static bool set_day(rt_time *t, int year, int mon, int day) {
    if (year < 1800 || year > LAST_YEAR || !civil_valid(year, mon, day)) return false;
    *t = (rt_time){.year = (int16_t)year,
                   .month = (uint8_t)mon,
                   .day = (uint8_t)day,
                   .precision = RT_TIME_DAY};
    return true;
}

/* Past a full stop or comma, and words such as "of" and "de". */
static uint32_t past_joins(const reading *r, uint32_t i) {
    for (int k = 0; k < 3 && i < r->n; k++) {
        if (!sign(r, i, '.') && !sign(r, i, ',') && !word(r, i, DATE_JOIN) &&
            !(sign(r, i, '-') && r->at[i].glued))
            break;
        i++;
    }
    return i;
}

/* Past "st", "er", "º" behind a number of a day. */
static uint32_t past_ordinal(const reading *r, uint32_t i) {
    if (i < r->n && r->at[i].kind == DATE_WORD && r->at[i].glued &&
        r->at[i].text.n <= 3 && !r->at[i].month)
        return i + 1;
    return i;
}

/* "2018-07-16", "2018/07/16", "2018. 07. 16."; "20180716" where nothing else can be. */
static uint32_t year_first(const reading *r, uint32_t i, rt_time *t) {
    if (r->whole && number(r, i, 8, 8)) {
        int v = (int)r->at[i].value;
        return set_day(t, v / 10000, v / 100 % 100, v % 100) ? i + 1 : 0;
    }
    if (!number(r, i, 4, 4) || !number(r, i + 2, 1, 2)) return 0;
    char c = r->at[i + 1].kind == DATE_SIGN ? r->at[i + 1].sign : 0;
    if (c == 'Y') {
        if (!sign(r, i + 3, 'M') || !number(r, i + 4, 1, 2) || !sign(r, i + 5, 'D'))
            return 0;
        return set_day(t, value(r, i), value(r, i + 2), value(r, i + 4)) ? i + 6 : 0;
    }
    if ((c != '-' && c != '/' && c != '.') || !sign(r, i + 3, c) ||
        !number(r, i + 4, 1, 2))
        return 0;
    return set_day(t, value(r, i), value(r, i + 2), value(r, i + 4)) ? i + 5 : 0;
}

/* "27 November 2025", "27. November 2025", "27 de noviembre de 2025", "27-Nov-2025". */
static uint32_t day_first(const reading *r, uint32_t i, rt_time *t) {
    if (!number(r, i, 1, 2)) return 0;
    uint32_t m = past_joins(r, past_ordinal(r, i + 1));
    if (!month(r, m)) return 0;
    uint32_t y = past_joins(r, m + 1);
    if (!number(r, y, 4, 4)) return 0;
    return set_day(t, value(r, y), month(r, m), value(r, i)) ? y + 1 : 0;
}

/* "November 27, 2025", "Jul.15.2018". */
static uint32_t month_first(const reading *r, uint32_t i, rt_time *t) {
    if (!month(r, i)) return 0;
    uint32_t d = past_joins(r, i + 1);
    if (!number(r, d, 1, 2)) return 0;
    uint32_t y = past_joins(r, past_ordinal(r, d + 1));
    if (!number(r, y, 4, 4)) return 0;
    return set_day(t, value(r, y), month(r, i), value(r, d)) ? y + 1 : 0;
}

/* "2025. november 27.", "2025 m. lapkričio 27 d." */
static uint32_t year_month(const reading *r, uint32_t i, rt_time *t) {
    if (!number(r, i, 4, 4)) return 0;
    uint32_t m = past_joins(r, i + 1);
    uint32_t d = past_joins(r, m + 1);
    if (!month(r, m) || !number(r, d, 1, 2)) return 0;
    return set_day(t, value(r, i), month(r, m), value(r, d)) ? d + 1 : 0;
}

/* The weekday that stands right before token `i`; -1 for none. */
static int weekday_before(const reading *r, uint32_t i) {
    while (i > 0 &&
           (sign(r, i - 1, ',') || sign(r, i - 1, '.') || word(r, i - 1, DATE_JOIN)))
        i--;
    return i > 0 && r->at[i - 1].kind == DATE_WORD ? r->at[i - 1].weekday : -1;
}

static bool falls_on(int year, int mon, int day, int weekday) {
    return weekday >= 0 && civil_valid(year, mon, day) &&
           civil_weekday(civil_days(year, mon, day)) == weekday;
}

static int full_year(const reading *r, uint32_t i) {
    int y = value(r, i);
    if (r->at[i].digits == 4) return y;
    return y < 70 ? 2000 + y : 1900 + y;
}

/* "27.11.2025", "11/27/2025": which is the day must follow from the values, the sign, the
 * language or the weekday. */
static uint32_t figures(const reading *r, uint32_t i, rt_time *t) {
    if (!number(r, i, 1, 2) || !number(r, i + 2, 1, 2)) return 0;
    char c = r->at[i + 1].kind == DATE_SIGN ? r->at[i + 1].sign : 0;
    if ((c != '.' && c != '/' && c != '-' && c != '|') || !sign(r, i + 3, c)) return 0;
    if (!number(r, i + 4, 4, 4) && !(r->whole && number(r, i + 4, 2, 2))) return 0;
    int a = value(r, i), b = value(r, i + 2), y = full_year(r, i + 4);
    int weekday = weekday_before(r, i);
    bool day_leads = a > 12 || a == b || c == '.' || r->lists->order == 'd';
    bool month_leads = b > 12 || r->lists->order == 'm';
    if (!day_leads && !month_leads) {
        day_leads = falls_on(y, b, a, weekday);
        month_leads = falls_on(y, a, b, weekday);
        if (day_leads == month_leads) return 0;
    }
    if (b > 12) day_leads = false;
    return (day_leads ? set_day(t, y, b, a) : set_day(t, y, a, b)) ? i + 5 : 0;
}

/* "November 2025", "2025-11", "2025". */
static uint32_t less_than_a_day(const reading *r, uint32_t i, rt_time *t) {
    uint32_t y = month(r, i) ? past_joins(r, i + 1) : i;
    if (!number(r, y, 4, 4) || value(r, y) < 1800 || value(r, y) > LAST_YEAR) return 0;
    *t = (rt_time){.year = (int16_t)value(r, y), .precision = RT_TIME_YEAR};
    int m = month(r, i);
    uint32_t end = y + 1;
    if (!m && sign(r, y + 1, '-') && number(r, y + 2, 2, 2))
        m = value(r, y + 2), end = y + 3;
    if (m < 0 || m > 12) return 0;
    if (m) t->month = (uint8_t)m, t->precision = RT_TIME_MONTH;
    return end;
}

/* Second Sunday of March to first Sunday of November (Energy Policy Act of 2005); before
 * 2007 first Sunday of April to last of October. */
static bool us_daylight(rt_time t) {
    int64_t day = civil_days(t.year, t.month, t.day);
    bool now = t.year >= 2007;
    int64_t from = civil_days(t.year, now ? 3 : 4, now ? 8 : 1);
    int64_t to = civil_days(t.year, now ? 11 : 10, now ? 1 : 25);
    from += 6 - civil_weekday(from);
    to += 6 - civil_weekday(to);
    return day >= from && day < to;
}

/* "+0200", "+02:00", "-5". */
static uint32_t zone_in_figures(const reading *r, uint32_t i, rt_time *t) {
    bool minus = sign(r, i, '-');
    if ((!minus && !sign(r, i, '+')) || !number(r, i + 1, 1, 4) || !r->at[i + 1].glued)
        return i;
    int v = value(r, i + 1), minutes;
    uint32_t end = i + 2;
    if (r->at[i + 1].digits >= 3) minutes = v / 100 * 60 + v % 100;
    else minutes = v * 60;
    if (r->at[i + 1].digits <= 2 && sign(r, end, ':') && number(r, end + 1, 2, 2))
        minutes += value(r, end + 1), end += 2;
    if (minutes > 14 * 60) return i;
    t->zoned = true;
    t->zone = (int16_t)(minus ? -minutes : minutes);
    return end;
}

static uint32_t zone_after(const reading *r, uint32_t i, rt_time *t) {
    uint32_t at = sign(r, i, '(') ? i + 1 : i;
    if (at < r->n && r->at[at].kind == DATE_WORD && r->at[at].zoned) {
        t->zoned = true;
        t->zone = (int16_t)r->at[at].zone;
        if (r->at[at].by_us && us_daylight(*t)) t->zone = (int16_t)(t->zone + 60);
        bool utc = r->at[at].zone == 0;
        at++;
        return utc ? zone_in_figures(r, at, t) : at;
    }
    return zone_in_figures(r, i, t);
}

/* The time of day that begins at token `i`; t keeps its date. 0 when there is none. */
static uint32_t clock_at(const reading *r, uint32_t i, bool told, rt_time *t) {
    if (r->whole && number(r, i, 6, 6)) { /* "20251127T115200Z" */
        int v = value(r, i);
        if (v / 10000 > 23 || v / 100 % 100 > 59 || v % 100 > 59) return 0;
        t->hour = (uint8_t)(v / 10000), t->minute = (uint8_t)(v / 100 % 100);
        t->second = (uint8_t)(v % 100), t->precision = RT_TIME_SECOND;
        return zone_after(r, i + 1, t);
    }
    if (!number(r, i, 1, 2) || i + 2 >= r->n) return 0;
    bool point = sign(r, i + 1, '.'), mark = word(r, i + 1, DATE_CLOCK);
    bool cjk = sign(r, i + 1, 'h');
    if (!(sign(r, i + 1, ':') || point || mark || cjk) || !number(r, i + 2, 2, 2))
        return 0;
    int hour = value(r, i), minute = value(r, i + 2), second = 0;
    uint32_t end = i + 3;
    bool seconds =
        (sign(r, end, ':') || (point && sign(r, end, '.'))) && number(r, end + 1, 2, 2);
    if (seconds) second = value(r, end + 1), end += 2;
    if (seconds && sign(r, end, '.') && number(r, end + 1, 1, 9) && r->at[end + 1].glued)
        end += 2;
    if (cjk && sign(r, end, 'm')) end++;
    bool after = word(r, end, DATE_CLOCK);
    if (after) end++;
    if (point && !after && !told) return 0;
    bool pm = word(r, end, DATE_PM), am = word(r, end, DATE_AM);
    if (am || pm) end += sign(r, end + 1, '.') ? 2 : 1;
    if (pm && hour < 12) hour += 12;
    if (am && hour == 12) hour = 0;
    if (hour > 23 || minute > 59 || second > 60) return 0;
    t->hour = (uint8_t)hour, t->minute = (uint8_t)minute;
    t->second = (uint8_t)(second > 59 ? 59 : second);
    t->precision = seconds ? RT_TIME_SECOND : RT_TIME_MINUTE;
    return zone_after(r, end, t);
}

/* A bare midnight is how programs write that they know the day only. */
static rt_time without_midnight(rt_time t) {
    bool midnight = t.hour == 0 && t.minute == 0 && t.second == 0;
    return midnight && !t.zoned ? civil_day_of(t) : t;
}

static bool between_parts(const reading *r, uint32_t i) {
    if (i >= r->n) return false;
    const date_token *t = &r->at[i];
    if (t->kind == DATE_SIGN) return strchr(",|-/(@.\1:", t->sign) != NULL;
    return t->kind == DATE_WORD &&
           (t->word == DATE_JOIN || t->weekday >= 0 || str_eq_nocase(t->text, STR("T")));
}

/* A time of day behind the date that ends at `end`; else before the date at `start`.
 * Moves the ends of the date over what was read. */
static void add_clock(const reading *r, uint32_t *start, uint32_t *end, rt_time *t) {
    uint32_t i = *end;
    for (int k = 0; k < 4; k++, i++) {
        bool told = i > *end && word(r, i - 1, DATE_JOIN);
        uint32_t past = clock_at(r, i, told || r->whole, t);
        if (past) {
            *end = past;
            return;
        }
        if (!between_parts(r, i)) break;
    }
    for (uint32_t back = 3; back <= 14 && back <= *start; back++) {
        rt_time with = *t;
        uint32_t past = clock_at(r, *start - back, r->whole, &with);
        while (past && past < *start && (between_parts(r, past) || sign(r, past, ')')))
            past++;
        if (past != *start) continue;
        *t = with;
        *start -= back;
        return;
    }
}

/* "Mon Jul 16 10:19:50 EDT 2018", as C's ctime writes it. */
static uint32_t year_last(const reading *r, uint32_t i, rt_time *t) {
    if (!month(r, i) || !number(r, i + 1, 1, 2)) return 0;
    rt_time with = {.year = 2000, .month = 1, .day = 1};
    uint32_t y = clock_at(r, i + 2, false, &with);
    if (!y || !number(r, y, 4, 4) ||
        !set_day(t, value(r, y), month(r, i), value(r, i + 1)))
        return 0;
    return clock_at(r, i + 2, false, t) ? y + 1 : 0;
}

static uint32_t date_at(const reading *r, uint32_t i, rt_time *t) {
    uint32_t end;
    if ((end = year_first(r, i, t)) || (end = day_first(r, i, t)) ||
        (end = month_first(r, i, t)) || (end = year_month(r, i, t)) ||
        (end = figures(r, i, t)))
        return end;
    return year_last(r, i, t);
}

/* What the words that end before token `i` say the date is of. */
static date_role role_before(const reading *r, uint32_t i) {
    for (int step = 0; i > 0 && step < 8; step++, i--) {
        for (uint32_t words = i < 3 ? i : 3; words > 0; words--) {
            const char *from = r->at[i - words].text.s;
            rt_str last = r->at[i - 1].text;
            rt_str phrase = {from, (size_t)(last.s + last.n - from)};
            date_word w =
                phrase.n > 60 ? DATE_OTHER : date_word_of(r->lists, r->a, phrase);
            if (w == DATE_IS_PUBLISHED) return DATE_PUBLISHED;
            if (w == DATE_IS_UPDATED) return DATE_UPDATED;
            if (w == DATE_IS_OF_OTHER) return DATE_OF_OTHER;
        }
        const date_token *t = &r->at[i - 1];
        if (t->kind == DATE_NUMBER) return DATE_BARE;
        if (t->kind == DATE_WORD && t->word != DATE_JOIN && t->weekday < 0)
            return DATE_BARE;
    }
    return DATE_BARE;
}

/* Whether nothing but what goes with dates stands outside tokens [start, end). */
static bool nothing_else(const reading *r, uint32_t start, uint32_t end) {
    for (uint32_t i = 0; i < r->n; i++) {
        const date_token *t = &r->at[i];
        if (i >= start && i < end) continue;
        if (t->kind == DATE_NUMBER) return false;
        if (t->kind == DATE_WORD && t->word == DATE_OTHER && t->weekday < 0 && !t->zoned)
            return false;
    }
    return true;
}

static rt_time unix_time(rt_str text) {
    rt_time none = {.precision = RT_TIME_UNKNOWN};
    int64_t seconds = 0;
    if (text.n != 10 && text.n != 13) return none;
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] < '0' || text.s[i] > '9') return none;
        if (i < 10) seconds = seconds * 10 + (text.s[i] - '0');
    }
    rt_time t = civil_from_days(seconds / 86400);
    t.hour = (uint8_t)(seconds % 86400 / 3600);
    t.minute = (uint8_t)(seconds % 3600 / 60);
    t.second = (uint8_t)(seconds % 60);
    t.precision = RT_TIME_SECOND;
    t.zoned = true;
    return t;
}

/* "20180716101950" and "201807161019" with a blank before the time of day. */
static rt_str apart_from_clock(arena *a, rt_str text) {
    if (text.n != 12 && text.n != 14) return text;
    for (size_t i = 0; i < text.n; i++)
        if (text.s[i] < '0' || text.s[i] > '9') return text;
    return str_printf(a, "%.8s %.*s%s", text.s, (int)text.n - 8, text.s + 8,
                      text.n == 12 ? "00" : "");
}

rt_time date_parse(const lexicon *lex, arena *a, rt_str text, rt_str language) {
    rt_time none = {.precision = RT_TIME_UNKNOWN}, t = none;
    text = str_trim(text);
    if (!text.n || text.n > LONGEST_DATE) return none;
    if ((t = unix_time(text)).precision) return t;
    if (text.n >= 16 && text.s[4] == '-' && (t = civil_parse_iso(text)).precision)
        return t.year <= LAST_YEAR && t.year >= 1800 ? without_midnight(t) : none;
    text = apart_from_clock(a, text);
    date_lists lists = date_lists_of(lex, language);
    reading r = {.lists = &lists, .a = a, .whole = true};
    r.n = date_tokens(&lists, a, text, r.at, TOKENS);
    for (uint32_t i = 0; i < r.n; i++) {
        uint32_t start = i, end = date_at(&r, i, &t);
        if (!end) continue;
        if (t.precision == RT_TIME_DAY) add_clock(&r, &start, &end, &t);
        return nothing_else(&r, start, end) ? without_midnight(t) : none;
    }
    for (uint32_t i = 0; i < r.n; i++) {
        uint32_t end = less_than_a_day(&r, i, &t);
        if (end) return nothing_else(&r, i, end) ? t : none;
    }
    return none;
}

static size_t digits_at(rt_str text, size_t i) {
    size_t start = i;
    while (i < text.n && i - start < 8 && text.s[i] >= '0' && text.s[i] <= '9') i++;
    return i - start;
}

/* The next four digits that can be a year and do not belong to a longer number. */
static size_t next_year(rt_str text, size_t from) {
    for (size_t i = from; i + 4 <= text.n; i++) {
        bool century =
            (text.s[i] == '1' && text.s[i + 1] == '9') ||
            (text.s[i] == '2' && (text.s[i + 1] == '0' || text.s[i + 1] == '1'));
        if (century && digits_at(text, i) == 4 && (i == 0 || !digits_at(text, i - 1)))
            return i;
    }
    return SIZE_MAX;
}

static size_t window_start(rt_str text, size_t at, size_t from) {
    size_t start = at > from + REACH ? at - REACH : from;
    while (start > from && ((unsigned char)text.s[start] & 0xC0) == 0x80) start--;
    for (size_t i = at; i > start; i--)
        if (text.s[i - 1] == '\n') return i;
    return start;
}

static size_t window_end(rt_str text, size_t at) {
    size_t end = text.n - at > REACH ? at + REACH : text.n;
    while (end < text.n && ((unsigned char)text.s[end] & 0xC0) == 0x80) end++;
    const char *line = memchr(text.s + at, '\n', end - at);
    return line ? (size_t)(line - text.s) : end;
}

static bool find_in(reading *r, rt_str window, date_found *out) {
    for (uint32_t i = 0; i < r->n; i++) {
        uint32_t start = i, end = date_at(r, i, &out->time);
        if (!end) continue;
        if (out->time.precision == RT_TIME_DAY) add_clock(r, &start, &end, &out->time);
        out->time = without_midnight(out->time);
        out->role = role_before(r, start);
        rt_str last = r->at[end - 1].text;
        out->span = (rt_span){(uint32_t)(r->at[start].text.s - window.s),
                              (uint32_t)(last.s + last.n - window.s)};
        return true;
    }
    return false;
}

bool date_find(const lexicon *lex, arena *a, rt_str text, rt_str language, size_t from,
               date_found *out) {
    date_lists lists = date_lists_of(lex, language);
    for (size_t year; (year = next_year(text, from)) != SIZE_MAX; from = year + 4) {
        size_t start = window_start(text, year, from);
        rt_str window = {text.s + start, window_end(text, year) - start};
        reading r = {.lists = &lists, .a = a};
        r.n = date_tokens(&lists, a, window, r.at, TOKENS);
        if (!find_in(&r, window, out)) continue;
        out->span.start += (uint32_t)start;
        out->span.end += (uint32_t)start;
        return true;
    }
    return false;
}

date_role date_role_after(const lexicon *lex, arena *a, rt_str text, rt_str language) {
    date_lists lists = date_lists_of(lex, language);
    reading r = {.lists = &lists, .a = a};
    size_t start = text.n > REACH ? text.n - REACH : 0;
    while (start < text.n && ((unsigned char)text.s[start] & 0xC0) == 0x80) start++;
    r.n = date_tokens(&lists, a, str_from(text, start), r.at, TOKENS);
    return role_before(&r, r.n);
}

bool date_order_known(const lexicon *lex, rt_str tag) {
    return date_order_of(lex, tag) != 0;
}

bool date_plausible(rt_time t, rt_time captured) {
    if (!t.precision || t.year < 1900) return false;
    if (!captured.precision) return true;
    return civil_seconds(t) <= civil_seconds(captured) + (t.zoned ? 0 : 86400);
}
