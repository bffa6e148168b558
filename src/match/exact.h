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

/* The grams of a text by hash, for finding those of others in it; `words` must outlive
 * it. Some 17 bytes a word. */
typedef struct exact_table {
    exact_words words;
    const uint32_t *gram;   /* upper half of the hash of each */
    const uint64_t *filter; /* a set of bits that holds the grams, and some others */
    const uint32_t *head;   /* first gram of each place, plus one */
    const uint32_t *next;   /* gram of the same place after each, plus one; ascending */
    unsigned filter_shift, head_shift; /* of such a half, to its bit and place */
} exact_table;

/* Linear. Memory comes from `mem`. */
exact_table exact_tabulate(exact_words words, arena *mem);

/* All maximal runs of at least EXACT_GRAM words that hold a gram standing at most
 * EXACT_REPEATS times in `b`, in order of (x, y). At most EXACT_REPEATS runs begin at one
 * word of `a`, and at most twice as many reach over it: the work is linear in the words
 * of both. Memory comes from `mem`; sets *n. */
const exact_run *exact_runs(const exact_table *a, const exact_table *b, arena *mem,
                            uint32_t *n);

#endif
