/* overview.h: a corpus as a whole.
 * Which article of all stories repeats the quotations of which other story, for a walk
 * over all of them. */
#ifndef RUN_OVERVIEW_H
#define RUN_OVERVIEW_H

#include "run/corpus.h"
#include "run/neighbours.h"

typedef struct overview {
    const uint32_t *number; /* of each article, in the order of their ids */
    neighbours others;      /* articles as positions in `number` */
    uint32_t stories;       /* highest number of one */
} overview;

/* Reads and marks all articles, in parallel, inside a transaction of the caller. Memory
 * comes from `a`; overview_release gives back what does not. */
rt_code overview_make(rt_corpus *c, arena *a, overview *out, rt_err *err);
void overview_release(overview *o);

#endif
