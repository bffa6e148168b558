/* when.h: dates, weekdays and periods of a text, as days of the calendar.
 * "27 November 2025", "on Tuesday", "last week", "two years ago", resolved against the
 * article's date; without one only what bears its own year is known. Private to mark. */
#ifndef MARK_WHEN_H
#define MARK_WHEN_H

#include "mark/outlet.h"

/* Of the word alone. */
period_kind period_of(const mark_text *t, uint32_t i);
/* Whether a unit of units.txt is one of time from a day up. */
bool period_unit(rt_str unit);

/* All dates in text order, not in the names of outlets ("Bild am Sonntag"); their ends
 * are days, both unknown where the article's date is needed and unknown. Sets *n. */
const rt_date *when_find(const mark_text *t, const outlet_mentions *outlets, uint32_t *n);

#endif
