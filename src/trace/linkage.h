/* linkage.h: average-link clustering of a sparse graph.
 * Two groups are joined as long as their members are linked strongly enough on average;
 * links that are not there count as nothing. */
#ifndef TRACE_LINKAGE_H
#define TRACE_LINKAGE_H

#include "trace/affinity.h"
#include "trace/group.h"

/* Joins the nodes of `groups` (one group each, or joined already) whose average link is
 * at least `least`. Source: nearest-neighbour chains, F. Murtagh, "A Survey of Recent
 * Advances in Hierarchical Clustering Algorithms". Time is near-linear in links. */
void linkage_join(const affinity_graph *graph, float least, arena *a, group_set *groups);

#endif
