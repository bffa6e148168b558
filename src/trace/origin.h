/* origin.h: first reporters, and how many of them are independent.
 * Follows the sources of every article to those that rest on nobody further, statement by
 * statement first and then for the story; what is inferred widens a range. */
#ifndef TRACE_ORIGIN_H
#define TRACE_ORIGIN_H

#include "trace/lineage.h"

/* Fills the origins of the story and the ranges of its statements. */
void origin_find(const lineage *l, arena *a, rt_story *story, rt_statement *statements);

#endif
