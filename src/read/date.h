/* date.h: dates as people and programs write them → rt_time.
 * Month names, weekdays and the words round a date are data (data/lang/LL); formats are
 * rules. What is not clear stays unknown: an order of day and month is never guessed
 * against the language, a missing year is never supplied. */
#ifndef READ_DATE_H
#define READ_DATE_H

#include "base/arena.h"
#include "base/lexicon.h"
#include "base/str.h"

/* What the words before a date say it is the date of. */
typedef enum date_role { DATE_BARE, DATE_PUBLISHED, DATE_UPDATED } date_role;

typedef struct date_found {
    rt_time time;
    date_role role;
    rt_span span; /* of the date in the text searched, words before it left out */
} date_found;

/* The time that the whole of `text` writes (weekday and such words round it allowed):
 * ISO 8601, RFC 2822, "27 November 2025, 11:52 CET", "27.11.2025", Unix time of 10 or 13
 * digits, ... `language` is an ISO 639-1 code, null if unknown. Precision
 * RT_TIME_UNKNOWN when it is not a date. `a` is scratch. */
rt_time date_parse(const lexicon *lex, arena *a, rt_str text, rt_str language);

/* The first date in `text` at or after `from`, wherever it stands; false when there is
 * none. */
bool date_find(const lexicon *lex, arena *a, rt_str text, rt_str language, size_t from,
               date_found *out);

/* Whether an article read at `captured` (unknown: no bound) can bear this date: a real
 * day, from 1900 on, and not after the capture (a day's grace where a zone is missing).
 */
bool date_plausible(rt_time t, rt_time captured);

#endif
