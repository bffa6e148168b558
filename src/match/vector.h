/* vector.h: a text as its telling terms.
 * The stems of a text with how much room each takes in it, cut to the most telling ones:
 * what similarity is computed from, small enough to keep for millions of texts. */
#ifndef MATCH_VECTOR_H
#define MATCH_VECTOR_H

#include "match/match.h"

enum {
    VECTOR_TERMS = 112,  /* kept of a text */
    VECTOR_READ = 16384, /* terms of a text that are looked at */
    VECTOR_NAME = 1,     /* flags of a term: part of a name, */
    VECTOR_NUMBER = 2,   /* digits or a number word, */
    VECTOR_STOP = 4      /* a function word */
};

typedef struct vector_term {
    uint64_t stem;
    uint8_t weight; /* occurrences, those in the lead twice, cut at 255 */
    uint8_t flags;
} vector_term;

/* The most telling terms first; among equals the order of their stems. */
typedef struct vector {
    const vector_term *at;
    uint32_t n;
    uint32_t length; /* words of the text, as far as it was read */
} vector;

/* Sorts by stem; `room` is for `n` more. Stems that are no hashes make it slow. */
void vector_sort(vector_term *term, uint32_t n, vector_term *room);

/* The vector of `text` in `a`. Depends on nothing but the text. */
void vector_of(const match_text *text, arena *a, vector *out);

#endif
