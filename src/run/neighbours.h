/* neighbours.h: articles of other stories that may repeat a story's quotations.
 * One utterance travels through many stories; the passages that a story's articles share
 * with articles outside it say where to look. */
#ifndef RUN_NEIGHBOURS_H
#define RUN_NEIGHBOURS_H

#include "run/stories.h"

/* For each story at most so many: the most similar ones. */
enum { NEIGHBOURS_MOST = 32 };

/* False when memory runs out; both arrays are made with malloc. */
bool neighbours_find(const related *r, const grouping *g, neighbours *out);
void neighbours_release(neighbours *n);

#endif
