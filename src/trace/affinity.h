/* affinity.h: pairs → a graph of how strongly articles belong to one story.
 * Likeness of two articles, weakened by time between them, then set against what each has
 * in common with others: two articles belong together when they are nearest to each other
 * and to the same others. */
#ifndef TRACE_AFFINITY_H
#define TRACE_AFFINITY_H

#include "trace/trace.h"

typedef struct affinity_link {
    uint32_t to;
    float weight;
} affinity_link;

/* The links of node i are links[first[i]] up to links[first[i + 1]], by `to`; each stands
 * on both sides with the same weight. */
typedef struct affinity_graph {
    const size_t *first;
    affinity_link *links;
    uint32_t n;
    float few; /* 1 in a small pile, towards 0 in a large one */
} affinity_graph;

/* A figure that is one among many articles and another among few. */
static inline float affinity_between(float many, float few, const affinity_graph *g) {
    return many + (few - many) * g->few;
}

/* The graph of `pairs` over `n` nodes, in `a`. No node has more than 512 links: the
 * strongest stay. */
void affinity_of(const trace_node *nodes, uint32_t n, const rt_pair *pairs,
                 size_t pairs_n, arena *a, affinity_graph *out);

#endif
