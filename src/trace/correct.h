/* correct.h: what a user knows better.
 * Applies corrections to sources before anything is drawn from them; what comes of them
 * says that it is the user's. */
#ifndef TRACE_CORRECT_H
#define TRACE_CORRECT_H

#include "trace/source.h"

/* Adds the agencies that clients print, and takes away the sources of edges that are
 * wrong: those of outlets and those that were learned from an article. */
void correct_sources(const trace_input *in, article_sources *sources, arena *a);

/* Whether the user says that `child` does not rest on the article `parent`. */
bool correct_denies(const trace_input *in, uint32_t child, uint32_t parent);

#endif
