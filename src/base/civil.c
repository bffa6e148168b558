#include "base/civil.h"

#include <stdlib.h>

int64_t civil_days(int year, int month, int day) {
    int64_t y = year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t yoe = y - era * 400;
    int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

rt_time civil_from_days(int64_t days) {
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t doe = days - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    int64_t month = mp + (mp < 10 ? 3 : -9);
    return (rt_time){.year = (int16_t)(yoe + era * 400 + (month <= 2)),
                     .month = (uint8_t)month,
                     .day = (uint8_t)(doy - (153 * mp + 2) / 5 + 1),
                     .precision = RT_TIME_DAY};
}

bool civil_valid(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    rt_time t = civil_from_days(civil_days(year, month, day));
    return t.month == month && t.day == day;
}

int civil_weekday(int64_t days) {
    int64_t w = (days + 3) % 7;
    return (int)(w < 0 ? w + 7 : w);
}

int64_t civil_seconds(rt_time t) {
    if (t.precision == RT_TIME_UNKNOWN) return INT64_MIN;
    int64_t days = civil_days(t.year, t.month ? t.month : 1, t.day ? t.day : 1);
    int64_t seconds = days * 86400 + t.hour * 3600 + t.minute * 60 + t.second;
    return t.zoned ? seconds - t.zone * 60 : seconds;
}

rt_time civil_day_of(rt_time t) {
    if (t.precision <= RT_TIME_DAY) return t;
    return (rt_time){
        .year = t.year, .month = t.month, .day = t.day, .precision = RT_TIME_DAY};
}

rt_str civil_iso(arena *a, rt_time t) {
    switch (t.precision) {
        case RT_TIME_UNKNOWN: return (rt_str){NULL, 0};
        case RT_TIME_YEAR: return str_printf(a, "%04d", t.year);
        case RT_TIME_MONTH: return str_printf(a, "%04d-%02d", t.year, t.month);
        case RT_TIME_DAY: return str_printf(a, "%04d-%02d-%02d", t.year, t.month, t.day);
        default: break;
    }
    char second[8] = "", zone[16] = "";
    if (t.precision == RT_TIME_SECOND) {
        rt_str s = str_printf(a, ":%02d", t.second);
        memcpy(second, s.s, s.n);
    }
    if (t.zoned) {
        int minutes = abs(t.zone);
        rt_str z = str_printf(a, "%c%02d:%02d", t.zone < 0 ? '-' : '+',
                              minutes / 60 % 100, minutes % 60);
        memcpy(zone, z.s, z.n);
    }
    return str_printf(a, "%04d-%02d-%02dT%02d:%02d%s%s", t.year, t.month, t.day, t.hour,
                      t.minute, second, zone);
}

/* `digits` digits at the start of *s as a number; -1 when they are not there. */
static int take_number(rt_str *s, size_t digits) {
    if (s->n < digits) return -1;
    int value = 0;
    for (size_t i = 0; i < digits; i++) {
        if (s->s[i] < '0' || s->s[i] > '9') return -1;
        value = value * 10 + (s->s[i] - '0');
    }
    *s = str_from(*s, digits);
    return value;
}

static bool take_char(rt_str *s, char c) {
    if (!s->n || s->s[0] != c) return false;
    *s = str_from(*s, 1);
    return true;
}

static bool take_zone(rt_str *s, rt_time *t) {
    if (take_char(s, 'Z')) {
        t->zoned = true;
        return true;
    }
    int sign = take_char(s, '+') ? 1 : take_char(s, '-') ? -1 : 0;
    if (!sign) return s->n == 0;
    int hours = take_number(s, 2);
    take_char(s, ':');
    int minutes = s->n ? take_number(s, 2) : 0;
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return false;
    t->zone = (int16_t)(sign * (hours * 60 + minutes));
    t->zoned = true;
    return true;
}

static bool take_clock(rt_str *s, rt_time *t) {
    int hour = take_number(s, 2);
    if (hour < 0 || hour > 23 || !take_char(s, ':')) return false;
    int minute = take_number(s, 2), second = 0;
    if (minute < 0 || minute > 59) return false;
    t->precision = RT_TIME_MINUTE;
    if (take_char(s, ':')) {
        second = take_number(s, 2);
        if (second < 0 || second > 60) return false;
        t->precision = RT_TIME_SECOND;
        if (take_char(s, '.') || take_char(s, ','))
            while (take_number(s, 1) >= 0) {
            }
    }
    t->hour = (uint8_t)hour;
    t->minute = (uint8_t)minute;
    t->second = (uint8_t)(second == 60 ? 59 : second);
    return take_zone(s, t);
}

rt_time civil_parse_iso(rt_str s) {
    static const rt_time unknown = {0};
    rt_time t = {0};
    s = str_trim(s);
    int year = take_number(&s, 4);
    if (year < 1) return unknown;
    t.year = (int16_t)year;
    t.precision = RT_TIME_YEAR;
    if (!take_char(&s, '-')) return s.n ? unknown : t;
    int month = take_number(&s, 2);
    if (month < 1 || month > 12) return unknown;
    t.month = (uint8_t)month;
    t.precision = RT_TIME_MONTH;
    if (!take_char(&s, '-')) return s.n ? unknown : t;
    int day = take_number(&s, 2);
    if (day < 1 || !civil_valid(year, month, day)) return unknown;
    t.day = (uint8_t)day;
    t.precision = RT_TIME_DAY;
    if (!s.n) return t;
    if (!take_char(&s, 'T') && !take_char(&s, 't') && !take_char(&s, ' ')) return unknown;
    return take_clock(&s, &t) && !s.n ? t : unknown;
}
