/* group.h: things joined step by step into groups whose members can be walked.
 * Disjoint sets with path halving; the root of a group is its smallest member, so the
 * result does not depend on the order of equal joins. */
#ifndef TRACE_GROUP_H
#define TRACE_GROUP_H

#include "base/arena.h"

#include <stdint.h>

typedef struct group_set {
    uint32_t n;
    uint32_t *root, *next, *size; /* next: circular list of the members; size: of roots */
} group_set;

/* `n` groups of one. Memory comes from `a`. */
void group_init(group_set *g, uint32_t n, arena *a);
uint32_t group_root(group_set *g, uint32_t i);
void group_join(group_set *g, uint32_t i, uint32_t j);
/* The members of the group with this root, ascending, in `a`; their count is
 * g->size[root]. */
uint32_t *group_members(const group_set *g, uint32_t root, arena *a);

#endif
