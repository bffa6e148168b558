/* neighbours.h: articles of other stories that repeat a story's quotations.
 * One utterance travels through many stories; word combinations inside quotations say
 * where to look for it. */
#ifndef RUN_NEIGHBOURS_H
#define RUN_NEIGHBOURS_H

#include "run/stories.h"

/* For each story at most so many: those that share most. */
enum { NEIGHBOURS_MOST = 32 };

/* False when memory runs out; both arrays are made with malloc. */
bool neighbours_find(const pile *p, const grouping *g, neighbours *out);
void neighbours_release(neighbours *n);

#endif
