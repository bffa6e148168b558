/* relate.h: texts → the pairs of them that share something.
 * Index, candidates, alignment, in parallel; the result does not depend on the number of
 * threads. */
#ifndef RUN_RELATE_H
#define RUN_RELATE_H

#include "match/match.h"
#include "run/ingest.h"

typedef struct relate_options {
    unsigned threads;
    bool verbatim_only, passages_only, faint; /* as in match_options */
    const atomic_int *stop;
} relate_options;

/* Pairs, sorted by a and then b. */
typedef struct related {
    rt_pair *pairs; /* made with malloc */
    size_t n;
    arena *memory; /* of the passages: one for each thread */
    unsigned memory_n;
} related;

/* Texts and the index they are in, in which text i has number numbers[i]. */
typedef struct relate_input {
    const match_text *texts;
    uint32_t n;
    const match_index *index;
    const uint32_t *numbers; /* NULL: i */
} relate_input;

/* Works out in `a` what the index takes of each text, once for adding it and for looking
 * it up. False when memory runs out. */
bool relate_digest(match_text *texts, uint32_t n, const relate_options *options,
                   arena *a);
/* Makes an index of the texts, which are all that may be looked up in it;
 * match_index_free gives it back. */
rt_code relate_index(const match_text *texts, uint32_t n, const relate_options *options,
                     match_index **index, rt_err *err);
/* The pairs of the texts with those of the index that are candidates for
 * sharing wording or a subject; a and b are numbers in the index. Nothing is aligned:
 * `similarity` is 0 for pairs that are to be. */
rt_code relate_find(const relate_input *in, const relate_options *options, related *out,
                    rt_err *err);
/* Aligns those of r->pairs whose similarity is 0; a and b are positions among the texts.
 */
rt_code relate_align(const relate_input *in, const relate_options *options, related *r,
                     rt_err *err);
/* Leaves out pairs that share no passage and are no more alike than chance makes texts.
 */
void related_prune(related *r);
void related_release(related *r);

#endif
