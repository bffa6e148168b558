/* exact.h: runs of equal words between two texts.
 * The verbatim half of the reuse engine starts here: every maximal run is a seed that
 * chain.h joins into passages. Linear time: words that repeat too often seed nothing. */
#ifndef MATCH_EXACT_H
#define MATCH_EXACT_H

#include "base/arena.h"

#include <stdint.h>

enum {
    EXACT_GRAM = 4,      /* words of the shortest run found */
    EXACT_REPEATS = 32,  /* a gram that stands more often in `b` starts no run */
    EXACT_RUNS = 1 << 22 /* found at most, the first of them */
};

/* Words a[x .. x + n) equal words b[y .. y + n). */
typedef struct exact_run {
    uint32_t x, y, n;
} exact_run;

typedef struct exact_words {
    const uint64_t *hash;
    uint32_t n;
} exact_words;

/* All maximal runs of at least EXACT_GRAM words that hold a gram standing at most
 * EXACT_REPEATS times in `b`, in order of (x, y). At most EXACT_REPEATS runs begin at one
 * word of `a`, and at most twice as many reach over it: the work is linear in the words of
 * both. Memory comes from `mem`; sets *n. */
const exact_run *exact_runs(exact_words a, exact_words b, arena *mem, uint32_t *n);

#endif
