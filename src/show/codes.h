/* codes.h: how findings are named to programs.
 * The words of docs and of every export; they do not change between versions without a
 * note in the changelog. What people read is in words.h. */
#ifndef SHOW_CODES_H
#define SHOW_CODES_H

#include "base/arena.h"
#include "retold.h"

/* Each returns a constant string. */
const char *code_relation(rt_relation relation);
const char *code_direction(rt_direction direction);
/* A share between 0 and 1 with four decimals, the same in every locale. */
rt_str code_share(arena *a, float value);
/* "external:NAME", an outlet that is not in the corpus. */
rt_str code_outside(arena *a, rt_str name);

#endif
