/* chain.h: runs of equal words → chains, the verbatim passages of two texts.
 * A chain goes forward in both texts and bridges small edits; several chains of one pair
 * may stand in any order (moved paragraphs) and never share a word.
 * Method: the chaining of minimap2 (H. Li 2018), with words for bases. */
#ifndef MATCH_CHAIN_H
#define MATCH_CHAIN_H

#include "match/exact.h"

enum {
    CHAIN_GAP = 12,       /* most words skipped between two runs, on either side */
    CHAIN_LOOK_BACK = 64, /* runs tried as predecessor of one run */
    CHAIN_WORDS = 8       /* fewest equal words of a chain */
};

/* Words [a0, a1) of one text and [b0, b1) of the other, of which `equal` are aligned. */
typedef struct match_chain {
    uint32_t a0, a1, b0, b1, equal;
} match_chain;

/* What the best chain ending in a run is worth, for each of `n` runs in order of (x, y);
 * `from[i]` is the run before i in it, or i itself. Linear in n. */
void chain_score(const exact_run *runs, uint32_t n, float *score, uint32_t *from);

/* Chains that share no word with each other on either side, the best first. `a_n` and
 * `b_n` are the words of the two texts. Memory comes from `mem`; sets *n. */
const match_chain *chain_runs(const exact_run *runs, uint32_t runs_n,
                              const uint32_t words[2], arena *mem, uint32_t *n);

#endif
