/* echo.h: runs of equal words in two articles.
 * Says how much of what two articles share word for word is narrative and how much stands
 * in quotation marks, down to runs too short to be passages. */
#ifndef TRACE_ECHO_H
#define TRACE_ECHO_H

#include "trace/trace.h"

enum {
    ECHO_RUN = 6,       /* words of the shortest run */
    ECHO_NARRATIVE = 12 /* words outside quotations that are no chance any more */
};

/* Words in runs; a word counts as quoted when it is so in one of the articles. */
typedef struct echo {
    uint32_t words;     /* in all runs */
    uint32_t narrative; /* in stretches of ECHO_NARRATIVE unquoted words or more */
    uint32_t quoted;
} echo;

/* Runs do not overlap on the side of `a`. Time is linear in both articles. */
echo echo_of(const rt_terms *a, const rt_terms *b, arena *scratch);

#endif
