/* seed.h: units of two texts that weigh alike.
 * Found through the stems that few units have; the commoner ones add little to a cosine
 * and most of the work, and are looked at only where the others leave it open.
 * Method: D. Anastasiu, G. Karypis, "L2AP: Fast Cosine Similarity Search With Prefix L-2
 * Norm Bounds" (2014). */
#ifndef MATCH_SEED_H
#define MATCH_SEED_H

#include "base/vec.h"
#include "match/pair.h"

enum {
    SEED_A_UNIT = 64, /* seeds of one unit of side 1 */
    SEED_MOST = 1 << 18
};

/* Unit `a` of side 0 weighs like unit `b` of side 1. */
typedef struct unit_seed {
    uint32_t a, b;
    float cosine;
    uint32_t wide; /* for growing fragments (reword.c); 0 before */
} unit_seed;
typedef VEC(unit_seed) seed_vec;

/* All seeds, those of a unit of side 1 together, in its order. Memory comes from `mem`.
 */
seed_vec seed_units(const pair_texts *p, arena *mem);

#endif
