#include "run/number.h"

#include "base/hash.h"
#include "base/vec.h"

#include <stdlib.h>

/* One group with what its number depends on. */
typedef struct group {
    uint32_t size, number; /* number 0: none yet */
    int32_t day;           /* earliest; INT32_MAX unknown */
    const rt_id *id;       /* smallest */
} group;

/* So many articles of an old story are in a group. */
typedef struct claim {
    uint32_t old, leader, articles;
    uint32_t rank; /* of `old` among the old numbers */
    const group *group;
} claim;

static int group_order(const group *a, const group *b) {
    if (a->size != b->size) return a->size < b->size ? 1 : -1;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    return id_cmp(*a->id, *b->id);
}
static int by_group(const void *x, const void *y) {
    return group_order(*(group *const *)x, *(group *const *)y);
}
static int by_old_and_leader(const void *x, const void *y) {
    const claim *a = x, *b = y;
    if (a->old != b->old) return a->old < b->old ? -1 : 1;
    return (a->leader > b->leader) - (a->leader < b->leader);
}
static int by_strength(const void *x, const void *y) {
    const claim *a = x, *b = y;
    if (a->articles != b->articles) return a->articles < b->articles ? 1 : -1;
    if (a->old != b->old) return a->old < b->old ? -1 : 1;
    return group_order(a->group, b->group);
}

static group *gather(const numbering *in, arena *a) {
    group *groups = arena_many(a, group, in->n);
    for (uint32_t i = 0; i < in->n; i++) {
        group *g = &groups[in->groups.story[i]];
        int32_t day = in->nodes[i].day == INT32_MIN ? INT32_MAX : in->nodes[i].day;
        if (!g->size++) *g = (group){1, 0, day, &in->nodes[i].id};
        if (day < g->day) g->day = day;
        if (id_cmp(in->nodes[i].id, *g->id) < 0) g->id = &in->nodes[i].id;
    }
    return groups;
}

/* Hands old numbers on, the strongest claim first; each to one group only. */
static void hand_on(const numbering *in, arena *a, group *groups) {
    claim *claims = arena_many(a, claim, in->n);
    uint32_t n = 0, kept = 0;
    for (uint32_t i = 0; i < in->n; i++) {
        uint32_t leader = in->groups.story[i];
        if (in->old[i]) claims[n++] = (claim){in->old[i], leader, 1, 0, &groups[leader]};
    }
    qsort(claims, n, sizeof *claims, by_old_and_leader);
    for (uint32_t i = 0; i < n; i++) {
        claim *last = kept ? &claims[kept - 1] : NULL;
        if (last && !by_old_and_leader(last, &claims[i])) {
            last->articles++;
        } else {
            uint32_t rank = last ? last->rank + (last->old != claims[i].old) : 0;
            claims[kept] = claims[i];
            claims[kept++].rank = rank;
        }
    }
    qsort(claims, kept, sizeof *claims, by_strength);
    bool *taken = arena_many(a, bool, kept);
    for (uint32_t i = 0; i < kept; i++) {
        group *g = &groups[claims[i].leader];
        if (g->number || taken[claims[i].rank]) continue;
        g->number = claims[i].old;
        taken[claims[i].rank] = true;
    }
}

/* Gives new numbers to the groups that have none. */
static void give_new(numbering *in, arena *a, group *groups) {
    group **fresh = arena_many(a, group *, in->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < in->n; i++)
        if (groups[i].size && !groups[i].number) fresh[n++] = &groups[i];
    qsort(fresh, n, sizeof *fresh, by_group);
    for (uint32_t i = 0; i < n; i++) fresh[i]->number = ++in->last;
}

void number_stories(numbering *in, arena *a, uint32_t *story, uint32_t *thread) {
    group *groups = gather(in, a);
    if (in->old) hand_on(in, a, groups);
    give_new(in, a, groups);
    uint32_t *lowest = arena_many(a, uint32_t, in->n); /* of a thread */
    for (uint32_t i = 0; i < in->n; i++) {
        story[i] = groups[in->groups.story[i]].number;
        uint32_t *low = &lowest[in->groups.thread[i]];
        if (!*low || story[i] < *low) *low = story[i];
    }
    for (uint32_t i = 0; i < in->n; i++) thread[i] = lowest[in->groups.thread[i]];
}
