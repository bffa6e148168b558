/* measure.h: how alike two texts are as stories.
 * Cosine of weighted stems; a stem weighs by how few of the texts of an index have it. */
#ifndef MATCH_MEASURE_H
#define MATCH_MEASURE_H

#include "match/census.h"
#include "match/ledger.h"
#include "match/vector.h"

/* The texts that weights are learned from. */
typedef struct measure_base {
    const census *census; /* NULL: none */
    uint32_t texts;
} measure_base;

/* A text ready to be compared. */
typedef struct measure_text {
    ledger_terms terms;
    uint32_t length; /* words */
    uint64_t language;
} measure_text;

/* A term goes by the upper half of its stem's hash. */
static inline uint32_t measure_term(uint64_t stem) { return (uint32_t)(stem >> 32); }
/* Weight and flags of a vector_term in one byte; weights above 31 count as 31. */
enum { MEASURE_FLAGS = 3 };
static inline uint8_t measure_pack(uint8_t weight, uint8_t flags) {
    unsigned most = UINT8_MAX >> MEASURE_FLAGS, w = weight < most ? weight : most;
    return (uint8_t)(w << MEASURE_FLAGS | flags);
}

/* 0 to 1; symmetric. Texts in two languages are compared by their names and numbers
 * alone. */
float measure_compare(const measure_base *base, const measure_text *a,
                      const measure_text *b);

/* Whether a text of this length is an article whatever it is compared with: function
 * words and length say nothing then. */
bool measure_long(uint32_t length);
/* As articles in one language: how rare a term is that `have` of the texts have, the
 * weight of a term by that, and the length of a text's vector, squared. */
float measure_rarity(const measure_base *base, uint32_t have, uint8_t packed);
float measure_weight(float rarity, uint8_t packed);
float measure_norm(const measure_base *base, const ledger_terms *terms);

#endif
