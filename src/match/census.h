/* census.h: how many texts hold a term.
 * A table by the upper half of the term's hash, open addressing; 8 bytes a place, so that
 * the words of a million articles take 40 MB. */
#ifndef MATCH_CENSUS_H
#define MATCH_CENSUS_H

#include "match/cache.h"

typedef struct census_place {
    uint32_t term; /* 0: free */
    uint32_t texts;
} census_place;

/* All zero is an empty one. */
typedef struct census {
    census_place *at;
    uint64_t places, used; /* places: 0 or a power of two */
    bool mapped;           /* `at` lies in a file */
    /* What the file holds: the table as it was after so many texts. */
    cache_part part;
    uint64_t kept_places, kept_used;
    uint32_t kept_texts;
} census;

void census_release(census *c);
/* One more text holds the term; false when memory runs out. */
bool census_count(census *c, uint32_t term);
uint32_t census_texts(const census *c, uint32_t term);
/* Has the memory fetched that asking for, or counting, these terms will touch: they lie
 * far apart, and waiting for one after the other would take most of the time. */
void census_fetch(const census *c, const uint32_t *term, uint32_t n);

/* Writes it as it is after `texts` texts, unless the file holds it after nearly as many.
 */
void census_write(census *c, uint32_t texts, cache *file);
/* Returns after how many texts it is; those that follow are to be counted again. */
uint32_t census_read(census *c, cache *file);

#endif
