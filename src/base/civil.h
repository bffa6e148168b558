/* civil.h: calendar arithmetic and the ISO 8601 form of times.
 * Proleptic Gregorian calendar, no leap seconds, no locale, no clock.
 * Source of the day count: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
#ifndef BASE_CIVIL_H
#define BASE_CIVIL_H

#include "base/str.h"

/* Days from 1970-01-01; negative before it. */
int64_t civil_days(int year, int month, int day);
/* The date that many days from 1970-01-01, with precision RT_TIME_DAY. */
rt_time civil_from_days(int64_t days);
bool civil_valid(int year, int month, int day);
/* 0 Monday to 6 Sunday. */
int civil_weekday(int64_t days);
/* Seconds from 1970-01-01T00:00Z; what is not known counts as its start, a missing zone
 * as UTC. INT64_MIN when not even the year is known. */
int64_t civil_seconds(rt_time t);
/* Year, month and day alone. */
rt_time civil_day_of(rt_time t);

/* "2025", "2025-11", "2025-11-27", "2025-11-27T11:52+02:00", "2025-11-27T11:52:00+02:00";
 * no zone when it is not known; null when the time is unknown. */
rt_str civil_iso(arena *a, rt_time t);
/* Reads what civil_iso writes, "Z" and a blank for "T" too; RT_TIME_UNKNOWN when it is
 * not one. */
rt_time civil_parse_iso(rt_str s);

#endif
