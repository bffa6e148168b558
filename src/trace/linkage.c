#include "trace/linkage.h"

#include "base/vec.h"

/* A node is compared with so many others at most (see match), so that a group of more
 * cannot be linked to every member of another. */
enum { COMPARED = 64 };

typedef VEC(affinity_link) link_vec;

typedef struct linkage {
    group_set *groups;
    link_vec *links; /* of roots: sums of weights to other groups */
    float *sum;      /* scratch: by root */
    uint32_t *chain;
    uint32_t chain_n;
    bool *done;
    float least;
    arena *a;
} linkage;

/* Makes the links of a root one a neighbouring group, in the order in which the groups
 * were met first. */
static link_vec *tidy(linkage *l, uint32_t root) {
    link_vec *v = &l->links[root];
    for (uint32_t i = 0; i < v->n; i++) {
        v->at[i].to = group_root(l->groups, v->at[i].to);
        l->sum[v->at[i].to] += v->at[i].weight;
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        uint32_t to = v->at[i].to;
        if (l->sum[to] > 0 && to != root) v->at[n++] = (affinity_link){to, l->sum[to]};
        l->sum[to] = 0;
    }
    v->n = n;
    return v;
}

static float average(const linkage *l, uint32_t a, uint32_t b, float sum) {
    float x = (float)l->groups->size[a], y = (float)l->groups->size[b];
    float fewer = x < y ? x : y, more = x < y ? y : x;
    return sum / (fewer * (more < COMPARED ? more : COMPARED));
}

/* The group most strongly linked to a root, itself when there is none strong enough. */
static uint32_t nearest(linkage *l, uint32_t root) {
    const link_vec *v = tidy(l, root);
    uint32_t best = root;
    float most = l->least;
    for (uint32_t i = 0; i < v->n; i++) {
        uint32_t to = v->at[i].to;
        float weight = average(l, root, to, v->at[i].weight);
        if (l->done[to] || weight < most) continue;
        if (weight > most || best == root || to < best) best = to, most = weight;
    }
    return best;
}

/* Joins two roots; the shorter list of links goes to the longer. */
static void join(linkage *l, uint32_t x, uint32_t y) {
    link_vec *a = &l->links[x], *b = &l->links[y];
    link_vec longer = a->n < b->n ? *b : *a, shorter = a->n < b->n ? *a : *b;
    for (uint32_t i = 0; i < shorter.n; i++) *vec_push(l->a, &longer) = shorter.at[i];
    *a = *b = (link_vec){0};
    group_join(l->groups, x, y);
    l->links[group_root(l->groups, x)] = longer;
}

/* Follows nearest neighbours from a root until two are each other's nearest, joins them,
 * and goes on until nothing near the start is left to join. */
static void follow(linkage *l, uint32_t root) {
    l->chain_n = 0;
    l->chain[l->chain_n++] = root;
    while (l->chain_n) {
        uint32_t last = l->chain[l->chain_n - 1], next = nearest(l, last);
        if (next == last) {
            l->done[last] = true;
            l->chain_n--;
        } else if (l->chain_n > 1 && next == l->chain[l->chain_n - 2]) {
            l->chain_n -= 2;
            join(l, last, next);
            if (!l->chain_n) l->chain[l->chain_n++] = group_root(l->groups, last);
        } else {
            l->chain[l->chain_n++] = next;
        }
    }
}

static void gather_links(linkage *l, const affinity_graph *graph) {
    for (uint32_t i = 0; i < graph->n; i++) {
        link_vec *v = &l->links[group_root(l->groups, i)];
        for (size_t j = graph->first[i]; j < graph->first[i + 1]; j++)
            *vec_push(l->a, v) = graph->links[j];
    }
}

void linkage_join(const affinity_graph *graph, float least, arena *a, group_set *groups) {
    uint32_t n = graph->n;
    linkage l = {.groups = groups, .least = least, .a = a};
    l.links = arena_many(a, link_vec, n);
    l.sum = arena_many(a, float, n);
    l.chain = arena_many(a, uint32_t, (size_t)n + 1);
    l.done = arena_many(a, bool, n);
    gather_links(&l, graph);
    for (uint32_t i = 0; i < n; i++)
        if (group_root(groups, i) == i && !l.done[i]) follow(&l, i);
}
