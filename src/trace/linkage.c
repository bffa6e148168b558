#include "trace/linkage.h"

#include "base/vec.h"

/* A node is compared with so many others at most (see match), so that a group of more
 * cannot be linked to every member of another. */
enum { COMPARED = 64 };

/* What links a group to another, in whole units: sums are exact, so that both sides see
 * the same and a chain never turns back on itself. */
typedef struct bond {
    uint32_t to;
    uint64_t sum;
} bond;
static const float UNIT = 1.0F / 1048576;

typedef VEC(bond) bond_vec;

typedef struct linkage {
    group_set *groups;
    bond_vec *bonds; /* of roots */
    uint64_t *sum;   /* scratch: by root */
    uint32_t *chain;
    bool *done; /* nothing is near enough any more */
    double least;
    arena *a;
} linkage;

/* Makes the bonds of a root one a neighbouring group. */
static const bond_vec *tidy(linkage *l, uint32_t root) {
    bond_vec *v = &l->bonds[root];
    for (uint32_t i = 0; i < v->n; i++) {
        v->at[i].to = group_root(l->groups, v->at[i].to);
        l->sum[v->at[i].to] += v->at[i].sum;
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        uint32_t to = v->at[i].to;
        if (l->sum[to] > 0 && to != root) v->at[n++] = (bond){to, l->sum[to]};
        l->sum[to] = 0;
    }
    v->n = n;
    return v;
}

static double average(const linkage *l, uint32_t a, const bond *b) {
    double x = l->groups->size[a], y = l->groups->size[b->to];
    double fewer = x < y ? x : y, more = x < y ? y : x;
    return (double)b->sum * (double)UNIT / (fewer * (more < COMPARED ? more : COMPARED));
}

/* The group most strongly linked to a root, the smaller root among equals; itself when
 * there is none strong enough. */
static uint32_t nearest(linkage *l, uint32_t root) {
    const bond_vec *v = tidy(l, root);
    uint32_t best = root;
    double most = l->least;
    for (uint32_t i = 0; i < v->n; i++) {
        uint32_t to = v->at[i].to;
        double weight = average(l, root, &v->at[i]);
        if (l->done[to] || weight < most || !group_may_join(l->groups, root, to))
            continue;
        if (weight > most || best == root || to < best) best = to, most = weight;
    }
    return best;
}

/* Joins two roots; the shorter list of bonds goes to the longer. Returns the new root. */
static uint32_t join(linkage *l, uint32_t x, uint32_t y) {
    bond_vec *a = &l->bonds[x], *b = &l->bonds[y];
    bond_vec longer = a->n < b->n ? *b : *a, shorter = a->n < b->n ? *a : *b;
    for (uint32_t i = 0; i < shorter.n; i++) *vec_push(l->a, &longer) = shorter.at[i];
    *a = *b = (bond_vec){0};
    group_join(l->groups, x, y);
    uint32_t root = group_root(l->groups, x);
    l->bonds[root] = longer;
    return root;
}

/* Follows nearest neighbours from a root until two are each other's nearest, joins them
 * and starts again from there; ends where nothing is near enough. */
static void follow(linkage *l, uint32_t root) {
    uint32_t n = 0;
    l->chain[n++] = root;
    for (;;) {
        uint32_t last = l->chain[n - 1], next = nearest(l, last);
        if (next == last) {
            l->done[last] = true;
            return;
        }
        if (n > 1 && next == l->chain[n - 2]) {
            l->chain[0] = join(l, last, next);
            n = 1;
        } else {
            l->chain[n++] = next;
        }
    }
}

static void gather_links(linkage *l, const affinity_graph *graph) {
    for (uint32_t i = 0; i < graph->n; i++) {
        bond_vec *v = &l->bonds[group_root(l->groups, i)];
        for (size_t j = graph->first[i]; j < graph->first[i + 1]; j++) {
            const affinity_link *link = &graph->links[j];
            *vec_push(l->a, v) = (bond){link->to, (uint64_t)(link->weight / UNIT)};
        }
    }
}

void linkage_join(const affinity_graph *graph, float least, arena *a, group_set *groups) {
    uint32_t n = graph->n;
    linkage l = {.groups = groups, .least = (double)least, .a = a};
    l.bonds = arena_many(a, bond_vec, n);
    l.sum = arena_many(a, uint64_t, n);
    l.chain = arena_many(a, uint32_t, (size_t)n + 1);
    l.done = arena_many(a, bool, n);
    gather_links(&l, graph);
    for (uint32_t i = 0; i < n; i++)
        while (group_root(groups, i) == i && !l.done[i]) follow(&l, i);
}
