/* cover.h: which statement of a story stands in which of its articles.
 * A statement is one thing said; its places are the sentences that passages align, at
 * most one place (of neighbouring sentences) an article. */
#ifndef TRACE_COVER_H
#define TRACE_COVER_H

#include "trace/trace.h"

/* The statements of all articles, those of a single article included, in the order of
 * their first places; sets *n. Their ranges of origins are left 0. Memory comes from `a`.
 */
rt_statement *cover_find(const trace_input *in, arena *a, uint32_t *n);

#endif
