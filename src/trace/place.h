/* place.h: which words and sentences of an article a span holds.
 * Binary searches over what mark found; positions are indexes into rt_terms and rt_marks.
 * Shared by everything in trace that compares stretches of text. */
#ifndef TRACE_PLACE_H
#define TRACE_PLACE_H

#include "base/str.h"
#include "trace/trace.h"

/* A run of terms [first, last) of one article. */
typedef struct place_run {
    uint32_t first, last;
} place_run;

/* The terms that lie wholly inside `span`. */
place_run place_terms(const rt_terms *terms, rt_span span);
/* Index of the sentence that holds byte `at`, or the last one that begins before it;
 * UINT32_MAX when there is none. */
uint32_t place_sentence(const rt_marks *marks, uint32_t at);
/* From the start of the first to the end of the last span; RT_NO_SPAN for none. */
rt_span place_hull(const rt_span *spans, uint32_t n);

#endif
