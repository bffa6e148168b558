/* finding.h: what the credits of a story do that a reader should know.
 * Credits that pass through several outlets, that go in a circle, or that name an article
 * here which has nothing of the sort. */
#ifndef TRACE_FINDING_H
#define TRACE_FINDING_H

#include "trace/lineage.h"

/* Chains, loops and dead ends of a story, in this order; sets *n. Memory comes from `a`.
 */
const rt_finding *finding_find(const lineage *l, arena *a, uint32_t *n);

#endif
