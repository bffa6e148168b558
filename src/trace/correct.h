/* correct.h: what a user knows better.
 * Applies corrections to sources before anything is drawn from them; what comes of them
 * bears the number of the correction. */
#ifndef TRACE_CORRECT_H
#define TRACE_CORRECT_H

#include "trace/source.h"

/* Takes away the sources of edges that are wrong: those of outlets and those that were
 * learned from an article. */
void correct_sources(const trace_input *in, article_sources *sources, arena *a);

/* Adds the agencies of clients to their articles that nobody signed and that rest on
 * nobody else; false when there are none. */
bool correct_clients(const trace_input *in, article_sources *sources, arena *a);

/* Whether the user says of two articles that one does not rest on the other. */
bool correct_denies(const trace_input *in, uint32_t x, uint32_t y);

/* The corrections that bear on an article of the story. */
const rt_correction *correct_list(const trace_input *in, const article_sources *sources,
                                  arena *a, uint32_t *n);

#endif
