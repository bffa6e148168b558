#include "trace/group.h"

#include <stdlib.h>

void group_init(group_set *g, uint32_t n, arena *a) {
    *g = (group_set){.n = n};
    g->root = arena_many(a, uint32_t, (size_t)n + 1);
    g->next = arena_many(a, uint32_t, (size_t)n + 1);
    g->size = arena_many(a, uint32_t, (size_t)n + 1);
    for (uint32_t i = 0; i < n; i++) {
        g->root[i] = g->next[i] = i;
        g->size[i] = 1;
    }
}

uint32_t group_root(group_set *g, uint32_t i) {
    while (g->root[i] != i) i = g->root[i] = g->root[g->root[i]];
    return i;
}

static void add_foe(group_set *g, uint32_t root, uint32_t member, arena *a) {
    group_foe *foe = arena_new(a, group_foe);
    *foe = (group_foe){member, g->foes[root]};
    g->foes[root] = foe;
}

void group_keep_apart(group_set *g, uint32_t i, uint32_t j, arena *a) {
    if (!g->foes) g->foes = arena_many(a, group_foe *, g->n);
    add_foe(g, group_root(g, i), j, a);
    add_foe(g, group_root(g, j), i, a);
}

bool group_may_join(group_set *g, uint32_t i, uint32_t j) {
    if (!g->foes) return true;
    uint32_t x = group_root(g, i), y = group_root(g, j);
    const group_foe *f = g->foes[x], *other = g->foes[y];
    /* Each stands on both sides, so that the shorter list ends the search. */
    for (; f && other; f = f->next, other = other->next)
        if (group_root(g, f->member) == y || group_root(g, other->member) == x)
            return false;
    return true;
}

static void join_foes(group_set *g, uint32_t keep, uint32_t drop) {
    group_foe **x = &g->foes[keep], **y = &g->foes[drop];
    while (*x && *y) x = &(*x)->next, y = &(*y)->next;
    if (*x) {
        *y = g->foes[keep];
        g->foes[keep] = g->foes[drop];
    } else {
        *x = g->foes[drop];
    }
    g->foes[drop] = NULL;
}

void group_join(group_set *g, uint32_t i, uint32_t j) {
    uint32_t x = group_root(g, i), y = group_root(g, j);
    if (x == y) return;
    uint32_t keep = x < y ? x : y, drop = x < y ? y : x;
    g->root[drop] = keep;
    g->size[keep] += g->size[drop];
    uint32_t after = g->next[keep];
    g->next[keep] = g->next[drop];
    g->next[drop] = after;
    if (g->foes) join_foes(g, keep, drop);
}

static int compare_u32(const void *x, const void *y) {
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

uint32_t *group_members(const group_set *g, uint32_t root, arena *a) {
    uint32_t *member = arena_many(a, uint32_t, g->size[root]), n = 0;
    for (uint32_t i = root; n < g->size[root]; i = g->next[i]) member[n++] = i;
    qsort(member, n, sizeof *member, compare_u32);
    return member;
}
