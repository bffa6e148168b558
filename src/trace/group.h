/* group.h: things joined step by step into groups whose members can be walked.
 * Disjoint sets with path halving; the root of a group is its smallest member, so the
 * result does not depend on the order of equal joins. Members can be kept apart. */
#ifndef TRACE_GROUP_H
#define TRACE_GROUP_H

#include "base/arena.h"

#include <stdint.h>

/* One that must not come into the group. */
typedef struct group_foe group_foe;
struct group_foe {
    uint32_t member;
    group_foe *next;
};

typedef struct group_set {
    uint32_t n;
    uint32_t *root, *next, *size; /* next: circular list of the members; size: of roots */
    group_foe **foes;             /* of roots; NULL: nobody is kept apart */
} group_set;

/* `n` groups of one. Memory comes from `a`. */
void group_init(group_set *g, uint32_t n, arena *a);
uint32_t group_root(group_set *g, uint32_t i);
void group_join(group_set *g, uint32_t i, uint32_t j);
/* From now on group_may_join is false of their groups, which must be two. */
void group_keep_apart(group_set *g, uint32_t i, uint32_t j, arena *a);
bool group_may_join(group_set *g, uint32_t i, uint32_t j);
/* The members of the group with this root, ascending, in `a`; their count is
 * g->size[root]. */
uint32_t *group_members(const group_set *g, uint32_t root, arena *a);

#endif
