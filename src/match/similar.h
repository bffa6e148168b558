/* similar.h: how alike two texts are as stories, and the neighbours of a text.
 * Cosine of weighted stems, the weights learned from the texts themselves; an inverted
 * index over each text's telling terms finds neighbours without comparing all pairs. */
#ifndef MATCH_SIMILAR_H
#define MATCH_SIMILAR_H

#include "match/cache.h"
#include "match/match.h"

/* The telling terms of the texts seen so far. Texts are numbered from 0 in the order they
 * are added; about 1 KB a text. */
typedef struct similar_index similar_index;

/* NULL when memory runs out. */
similar_index *similar_new(void);
void similar_free(similar_index *index);
/* Adds one text; false when memory runs out. Only the first 16,384 terms count. */
bool similar_add(similar_index *index, const match_text *text);

/* Works out once what finding neighbours would do over and over; to be called after the
 * last text is added. Changes no result. False when memory runs out. */
bool similar_settle(similar_index *index);

typedef struct similar_neighbour {
    uint32_t text;
    float similarity; /* 0 to 1, as in rt_pair */
} similar_neighbour;

/* The texts most like `text` (at most 64), best first, then by number; texts more than
 * two months away are left out where both days are known. `self` is its own number,
 * UINT32_MAX when it is not in the index. Time does not grow with the index: the lists
 * that are searched are cut. Safe from several threads while nothing is added. */
const similar_neighbour *similar_near(const similar_index *index, const match_text *text,
                                      uint32_t self, arena *a, uint32_t *n);

/* How alike two texts are, 0 to 1. `index` gives the weights and may be NULL. Symmetric.
 * Texts in two languages are compared by their names and numbers alone. */
float similar_between(const similar_index *index, const match_text *a,
                      const match_text *b, arena *mem);

/* Texts in it. */
uint32_t similar_count(const similar_index *index);

/* The index as pieces of a file. One that was read is checked for numbers out of range,
 * else cache->failed; NULL then. */
void similar_write(const similar_index *index, cache *c);
similar_index *similar_read(cache *c);

/* The part of `index` that knows how alike texts are; NULL of NULL. */
const similar_index *match_index_similar(const match_index *index);

#endif
