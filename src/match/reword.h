/* reword.h: reworded, reordered, summarised and translated-back passages.
 * Units of two texts that weigh alike are seeds; seeds near each other on both sides
 * grow into fragments that must weigh alike as wholes.
 * Method: M. Sanchez-Perez, G. Sidorov, A. Gelbukh, "A Winning Approach to Text Alignment
 * for Text Reuse Detection at PAN 2014". */
#ifndef MATCH_REWORD_H
#define MATCH_REWORD_H

#include "match/chain.h"
#include "match/seed.h"

/* Units [a0, a1) of one text retell units [b0, b1) of the other. */
typedef struct reword_fragment {
    uint32_t a0, a1, b0, b1;
    float alike; /* cosine of the two sides' words, 0 to 1 */
} reword_fragment;

/* All fragments that grow from the seeds, in order of (a0, b0); they may overlap. Chains
 * of equal words are seeds too. Memory comes from `mem`; sets *n. */
const reword_fragment *reword_fragments(pair_texts *p, seed_vec seeds,
                                        const match_chain *chains, uint32_t chains_n,
                                        arena *mem, uint32_t *n);

#endif
