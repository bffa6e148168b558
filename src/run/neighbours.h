/* neighbours.h: articles of other stories that repeat a story's quotations.
 * One utterance travels through many stories; word combinations inside quotations say
 * where to look for it. */
#ifndef RUN_NEIGHBOURS_H
#define RUN_NEIGHBOURS_H

#include "match/posting.h"
#include "trace/trace.h"

/* For each story at most so many: those that share most. */
enum { NEIGHBOURS_MOST = 32 };

/* For each story s the articles article[first[s]] up to article[first[s + 1]] of other
 * stories that may repeat its quotations, ascending. Made with malloc. */
typedef struct neighbours {
    uint32_t *article, *first;
} neighbours;

/* The quotations of all articles. All zero is none. */
typedef struct neighbours_keys {
    posting *at; /* key and article */
    size_t n, cap;
    uint64_t
        sparse; /* keys with one of these bits are left out, so that memory is bounded */
    arena scratch;
} neighbours_keys;

/* Articles are added in ascending order; false when memory runs out. */
bool neighbours_add(neighbours_keys *k, uint32_t article, const trace_item *item);
void neighbours_keys_release(neighbours_keys *k);

/* Empties `k`. `story` is that of each article, from 1 to `stories`. False when memory
 * runs out. */
bool neighbours_find(neighbours_keys *k, const uint32_t *story, uint32_t stories,
                     neighbours *out);
void neighbours_release(neighbours *n);

#endif
