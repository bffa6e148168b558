/* pair.h: two texts over one small vocabulary.
 * What rewording is looked for in: units as vectors of stems weighted by how rare these
 * are in the two texts (tf-isf). First only what both share, which tells whether any
 * units are alike; the weights of everything when some are. */
#ifndef MATCH_PAIR_H
#define MATCH_PAIR_H

#include "match/side.h"

/* Pairs of units with a stem in common that may be looked at: so many, and one more for
 * every few words of the texts. More of them find little but units that have everyday
 * words in common. */
enum { PAIR_PRODUCTS_LEAST = 64, PAIR_WORDS_A_PRODUCT = 16 };

/* A stem that both texts have: its numbers in them. */
typedef struct pair_stem {
    uint32_t number[2];
    float isf;
    uint32_t class; /* grows with the number of units that have it */
} pair_stem;

/* A shared stem of a unit, by its place among all that are shared. */
typedef struct unit_stem {
    uint32_t of;
    float weight; /* times × isf */
} unit_stem;

/* What a unit weighs next to the other text. */
typedef struct pair_unit {
    float norm;        /* Euclidean length of all its weights */
    float shared;      /* of those of shared stems */
    uint32_t first;    /* its shared stems: `n` of them */
    uint16_t n, stems; /* UNIT_LONGEST at most; distinct ones of the unit in all */
} pair_unit;

/* Two texts met: what they share, the rarest first, and what their units weigh. */
typedef struct pair_texts {
    const text_side *side[2];
    const pair_stem *shared;
    uint32_t shared_n;
    uint32_t rare_n; /* of them are rare: the units on both sides that have them make no
                        more pairs than the words of the texts allow */
    float most;      /* isf of a stem held by one unit: logarithm of all units */
    const pair_unit *unit[2];
    const unit_stem *stem[2];           /* those of each unit in order of `of` */
    const struct pair_weights *weights; /* NULL until pair_weigh */
} pair_texts;

/* Linear in the distinct stems of both and the units that hold shared ones. Memory comes
 * from `mem`. */
void pair_meet(pair_texts *p, const text_side *a, const text_side *b, arena *mem);

/* What a stem of a side weighs next to the other text. */
typedef struct pair_word {
    float isf;
    uint32_t place; /* among the shared stems, plus one; 0: the other side has it not */
} pair_word;

/* The weights of all stems of both sides, by their numbers. */
typedef struct pair_weights {
    const pair_word *of[2];
} pair_weights;

/* Those of the pair, worked out when they are asked for first. Memory comes from `mem`.
 */
const pair_weights *pair_weigh(pair_texts *p, arena *mem);

#endif
