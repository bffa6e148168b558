/* pair.h: two texts over one small vocabulary.
 * What rewording is looked for in: units as vectors of stems weighted by how rare these
 * are in the two texts (tf-isf). First only what tells whether any units are alike; the
 * weights of everything when some are. */
#ifndef MATCH_PAIR_H
#define MATCH_PAIR_H

#include "match/side.h"

/* A stem that both texts have: its numbers in them. */
typedef struct pair_stem {
    uint32_t number[2];
    float isf;
    bool common; /* so many units have it that only the other stems are followed up */
} pair_stem;

/* Two texts met: what they share, and what their units weigh. */
typedef struct pair_texts {
    const text_side *side[2];
    pair_stem *shared;
    uint32_t shared_n;
    const uint32_t
        *place[2];         /* of each stem of a side: its place in `shared`, plus one */
    float most;            /* isf of a stem held by one unit: logarithm of all units */
    const float *norm[2];  /* Euclidean length of each unit's weights */
    const float *reach[2]; /* share of it that is of shared stems: no cosine of the unit
                              with another is larger */
} pair_texts;

/* Linear in the distinct stems of both and the units that hold shared ones. Memory comes
 * from `mem`. */
void pair_meet(pair_texts *p, const text_side *a, const text_side *b, arena *mem);

/* Both texts over common numbers of stems: those of side 0 as they are, then those that
 * side 1 alone has. */
typedef struct pair_weights {
    const pair_texts *p;
    uint32_t words;          /* distinct stems of both */
    const float *isf;        /* of each */
    const uint32_t *common;  /* of each stem of side 1: its common number */
    const uint32_t *word[2]; /* of each term of a side: that of its stem */
} pair_weights;

void pair_weigh(pair_weights *w, const pair_texts *p, arena *mem);

/* Common number of a stem of a side. */
static inline uint32_t pair_word(const pair_weights *w, int side, uint32_t number) {
    return side ? w->common[number] : number;
}

#endif
