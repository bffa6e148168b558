/* proof.h: the quotations and statements an edge rests on.
 * Passages show shared wording; families and statements show what was retold in other
 * words, and with whom an uncredited article shares it. */
#ifndef TRACE_PROOF_H
#define TRACE_PROOF_H

#include "trace/trace.h"

/* A copy of the story's edges (count unchanged) whose evidence also lists, for an edge
 * between two articles, what both carry, and for an inferred edge to an outlet outside,
 * what the child shares with articles that credit it. An edge that only credits speak for
 * is of relation RT_CREDITS_ONLY. Families and statements must be there. */
const rt_edge *proof_extend(const rt_story *story, arena *a);

#endif
