/* ties.h: whether two articles of a story say something in common.
 * A retelling in other words or in another language shares no wording with its source,
 * but it carries its quotations and statements. */
#ifndef TRACE_TIES_H
#define TRACE_TIES_H

#include "trace/trace.h"

/* Quotation families and statements by article, ascending. */
typedef struct ties {
    const uint32_t *first, *of; /* those of article i: of[first[i]] to of[first[i + 1]] */
    const bool *narrative;      /* of each of them: its words there are narrative */
} ties;

/* Of the families and statements that `story` has already, `items` being its articles.
 * Time is linear in them, but for a search in each article's words. */
ties ties_find(const trace_item *items, const rt_story *story, arena *a);
/* Whether a family or statement has a place in both. */
bool ties_any(const ties *t, uint32_t x, uint32_t y);
/* Whether so many statements that are narrative in both have: what somebody said in
 * public shows no reading of another article, what an article tells in its own words
 * does. */
bool ties_told(const ties *t, uint32_t x, uint32_t y);

#endif
