/* date.h: dates as people and programs write them → rt_time.
 * Month names, weekdays and the words round a date are data (data/lang/LL); formats are
 * rules. What is not clear stays unknown: an order of day and month is never guessed
 * against the language, a missing year is never supplied. */
#ifndef READ_DATE_H
#define READ_DATE_H

#include "base/arena.h"
#include "base/lexicon.h"
#include "base/str.h"

/* What the words before a date say it is the date of: nothing, publication, an update, or
 * something else that has a date ("born", "valid until"). */
typedef enum date_role {
    DATE_BARE,
    DATE_PUBLISHED,
    DATE_UPDATED,
    DATE_OF_OTHER
} date_role;

typedef struct date_found {
    rt_time time;
    date_role role;
    rt_span span; /* of the date in the text searched, words before it left out */
} date_found;

/* The time that the whole of `text` writes (weekday and such words round it allowed):
 * ISO 8601, RFC 2822, "27 November 2025, 11:52 CET", "27.11.2025", Unix time of 10 or 13
 * digits, ... `language` is an ISO 639-1 code, null if unknown; with a region ("en-gb")
 * or an order ("en-dmy") behind it, that tells the order of figures where the language
 * does not. Precision RT_TIME_UNKNOWN when it is not a date. `a` is scratch. */
rt_time date_parse(const lexicon *lex, arena *a, rt_str text, rt_str language);

/* The first date in `text` at or after `from`, wherever it stands; false when there is
 * none. */
bool date_find(const lexicon *lex, arena *a, rt_str text, rt_str language, size_t from,
               date_found *out);

/* What the words at the end of `text` say of a date that stands next. */
date_role date_role_after(const lexicon *lex, arena *a, rt_str text, rt_str language);

/* Whether a language tag (date_parse) tells the order of day and month in figures. */
bool date_order_known(const lexicon *lex, rt_str tag);

/* Whether an article read at `captured` (unknown: no bound) can bear this date: a real
 * day, from 1900 on, and not after the capture (a day's grace where a zone is missing).
 */
bool date_plausible(rt_time t, rt_time captured);

#endif
