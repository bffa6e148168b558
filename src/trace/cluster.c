#include "trace/affinity.h"
#include "trace/group.h"
#include "trace/linkage.h"

/* Average links at which articles make a story, and stories a thread. Among few articles
 * nothing is set against surroundings, and links are weaker. */
static const float STORY = 0.425F, STORY_OF_FEW = 0.28F;
static const float THREAD = 0.2F, THREAD_OF_FEW = 0.09F;
/* Copies of one text: what both share of it at least. */
static const float COPY = 0.9F;

static void join_copies(const trace_cluster_input *in, group_set *groups) {
    for (size_t i = 0; i < in->pairs_n; i++) {
        const rt_pair *p = &in->pairs[i];
        if (p->a_covered >= COPY && p->b_covered >= COPY &&
            group_may_join(groups, p->a, p->b))
            group_join(groups, p->a, p->b);
    }
}

static void keep_apart(const trace_cluster_input *in, group_set *groups, arena *a) {
    for (uint32_t i = 0; i < in->verdicts_n; i++)
        if (!in->verdicts[i].same)
            group_keep_apart(groups, in->verdicts[i].a, in->verdicts[i].b, a);
}

/* False when others in their groups are to be kept apart. */
static bool join_same(const trace_cluster_input *in, group_set *groups) {
    bool all = true;
    for (uint32_t i = 0; i < in->verdicts_n; i++) {
        const trace_verdict *v = &in->verdicts[i];
        if (!v->same) continue;
        if (group_may_join(groups, v->a, v->b)) group_join(groups, v->a, v->b);
        else all = false;
    }
    return all;
}

/* Whole stories are joined by the word of a user once they are found. Where that would
 * bring together what is to be apart, the articles named come first, and the others find
 * their place round them. */
static void find_stories(const trace_cluster_input *in, const affinity_graph *graph,
                         arena *a, group_set *groups) {
    float least = affinity_between(STORY, STORY_OF_FEW, graph);
    for (bool named_first = false;; named_first = true) {
        group_init(groups, in->n, a);
        keep_apart(in, groups, a);
        if (named_first) join_same(in, groups);
        join_copies(in, groups);
        linkage_join(graph, least, a, groups);
        if (join_same(in, groups) || named_first) break;
    }
    groups->foes = NULL; /* two stories may still be on one subject */
}

static void tell_groups(group_set *groups, uint32_t *out) {
    for (uint32_t i = 0; i < groups->n; i++) out[i] = group_root(groups, i);
}

void trace_cluster(const trace_cluster_input *in, arena *a, trace_groups *out) {
    affinity_graph graph;
    group_set groups;
    affinity_of(in->nodes, in->n, in->pairs, in->pairs_n, a, &graph);
    find_stories(in, &graph, a, &groups);
    tell_groups(&groups, out->story);
    linkage_join(&graph, affinity_between(THREAD, THREAD_OF_FEW, &graph), a, &groups);
    tell_groups(&groups, out->thread);
}
