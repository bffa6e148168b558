#include "trace/affinity.h"
#include "trace/group.h"
#include "trace/linkage.h"

/* Average links at which articles make a story, and stories a thread. */
static const float STORY = 0.38F, THREAD = 0.2F;
/* Copies of one text: what both share of it at least. */
static const float COPY = 0.9F;

static void join_copies(const rt_pair *pairs, size_t n, group_set *groups) {
    for (size_t i = 0; i < n; i++)
        if (pairs[i].a_covered >= COPY && pairs[i].b_covered >= COPY)
            group_join(groups, pairs[i].a, pairs[i].b);
}

static void tell_groups(group_set *groups, uint32_t *out) {
    for (uint32_t i = 0; i < groups->n; i++) out[i] = group_root(groups, i);
}

void trace_cluster(const trace_node *nodes, uint32_t n, const rt_pair *pairs,
                   size_t pairs_n, arena *a, trace_groups *out) {
    affinity_graph graph;
    group_set groups;
    group_init(&groups, n, a);
    affinity_of(nodes, n, pairs, pairs_n, a, &graph);
    join_copies(pairs, pairs_n, &groups);
    linkage_join(&graph, STORY, a, &groups);
    tell_groups(&groups, out->story);
    linkage_join(&graph, THREAD, a, &groups);
    tell_groups(&groups, out->thread);
}
