/* pair.h: two texts over one small vocabulary, cut into units of a sentence's size.
 * What rewording is looked for in: each unit as a vector of stems weighted by how rare
 * they are in the two texts (tf-isf). */
#ifndef MATCH_PAIR_H
#define MATCH_PAIR_H

#include "base/arena.h"
#include "retold.h"

/* A word of a unit and how often it stands there. */
typedef struct unit_word {
    uint32_t word; /* below pair_texts.words */
    float weight;  /* tf-isf */
} unit_word;

/* Terms [from, to) of a text; words in order of first occurrence, each once. */
typedef struct unit {
    uint32_t from, to;
    unit_word *at;
    uint32_t n;
    float norm; /* Euclidean length of the weights */
} unit;

typedef struct pair_side {
    const rt_terms *terms;
    const uint32_t *word; /* of each term: its stem's number, below pair_texts.words */
    unit *units;
    uint32_t units_n;
} pair_side;

typedef struct pair_texts {
    pair_side side[2];
    uint32_t words;   /* distinct stems of both */
    const float *isf; /* of each stem: log(units / units that have it) */
} pair_texts;

/* Linear in the terms of both. Memory comes from `mem`. */
void pair_init(pair_texts *p, const rt_terms *a, const rt_terms *b, arena *mem);

#endif
