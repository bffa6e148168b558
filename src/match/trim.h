/* trim.h: the exact ends of a reworded passage, and what speaks for it.
 * Units are cut by punctuation; a passage need not be. Its ends are put where the words
 * that the other side has too outweigh those that it has not.
 */
#ifndef MATCH_TRIM_H
#define MATCH_TRIM_H

#include "match/pair.h"

/* Words [from[s], to[s]) of the two texts. */
typedef struct pair_block {
    uint32_t from[2], to[2];
} pair_block;

/* What two sides of a block share, in sums of isf. */
typedef struct pair_evidence {
    float shared;   /* of the words that both have, each as often as both have it */
    float total[2]; /* of all words of a side */
} pair_evidence;

/* Room for looking at blocks of one pair, made once. */
typedef struct trim_bench {
    const pair_texts *p;
    const pair_weights *w;
    float *count[2]; /* of each place among the shared stems; zero between uses */
} trim_bench;

trim_bench trim_bench_for(pair_texts *p, arena *mem);

/* Moves the ends of a block, outwards by at most TRIM_REACH words; the block becomes
 * empty when nothing in it is shared. Linear in the block. */
void trim_block(const trim_bench *t, pair_block *k);
pair_evidence trim_evidence(const trim_bench *t, const pair_block *k);

#endif
