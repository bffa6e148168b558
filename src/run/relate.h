/* relate.h: a pile → the pairs of its articles that share something.
 * Index, candidates, alignment, in parallel; the result does not depend on the number of
 * threads. */
#ifndef RUN_RELATE_H
#define RUN_RELATE_H

#include "run/pile.h"

typedef struct relate_options {
    unsigned threads;
    bool verbatim_only; /* as in match_options */
    const volatile sig_atomic_t *stop;
} relate_options;

/* Related pairs, a < b, in that order; a and b are positions in the pile. */
typedef struct related {
    rt_pair *pairs;
    size_t n;
    arena *memory; /* of the passages: one for each thread */
    unsigned memory_n;
} related;

/* All pairs of the pile that are candidates for sharing wording or a subject. */
rt_code relate_all(const pile *p, const relate_options *options, related *out,
                   rt_err *err);
/* The pairs that `out->pairs` (of length `out->n`, made with malloc) names by a and b. */
rt_code relate_these(const pile *p, const relate_options *options, related *out,
                     rt_err *err);
void related_release(related *r);

#endif
