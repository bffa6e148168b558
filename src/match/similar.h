/* similar.h: the texts of an index as stories: what each is about, and its neighbours.
 * An inverted index over each text's telling terms finds neighbours without comparing all
 * pairs; the weights of terms are learned from the texts themselves. */
#ifndef MATCH_SIMILAR_H
#define MATCH_SIMILAR_H

#include "match/digest.h"

/* Rows and telling terms of the texts seen so far. Texts are numbered from 0 in the order
 * they are added; about 900 bytes a text. */
typedef struct similar_index similar_index;

/* NULL when memory runs out. */
similar_index *similar_new(void);
void similar_free(similar_index *index);
/* Adds one text; false when memory runs out. */
bool similar_add(similar_index *index, const match_text *text,
                 const match_digest *digest);

/* Sorts what was added and learns the weights of terms anew where many texts were added
 * since the last time: to be called after the last text is added. Without it finding
 * neighbours is slower. False when memory runs out. */
bool similar_settle(similar_index *index);

typedef struct similar_neighbour {
    uint32_t text;
    float similarity; /* 0 to 1, as in rt_pair */
} similar_neighbour;

/* A text ready to be compared with those of an index. */
typedef struct similar_question similar_question;
const similar_question *similar_ask(const similar_index *index, const match_text *text,
                                    arena *a);
/* How alike it is to a text of the index, 0 to 1. */
float similar_to(const similar_question *asked, uint32_t text);

/* The texts most like the one asked about (at most 64, none below `least`),
 * best first, then by number; texts more than two months away are left out where both
 * days are known. `self` is its own number, UINT32_MAX when it is not in the index. Time
 * does not grow with the index: the lists that are searched are cut. Safe from several
 * threads while nothing is added. */
const similar_neighbour *similar_near(const similar_question *asked, uint32_t self,
                                      float least, arena *a, uint32_t *n);

/* How alike two texts are, 0 to 1. `index` gives the weights and may be NULL. Symmetric.
 * Texts in two languages are compared by their names and numbers alone. */
float similar_between(const similar_index *index, const match_text *a,
                      const match_text *b, arena *mem);

/* Texts in it, and what is known of one. */
uint32_t similar_count(const similar_index *index);
const ledger_row *similar_row(const similar_index *index, uint32_t text);

/* The index as arrays of a file. One that was read is checked for numbers out of range,
 * else cache->failed. */
void similar_write(similar_index *index, cache *c);
void similar_read(similar_index *index, cache *c);

/* The part of `index` that knows how alike texts are; NULL of NULL, and of one that was
 * made for passages alone. */
const similar_index *match_index_similar(const match_index *index);

#endif
