/* utterance.h: what was said, sentence by sentence, ready to be compared.
 * Cuts the quotations of a story's articles into sentences and weighs their words, so
 * that variants of one utterance can be told from two alike ones. */
#ifndef TRACE_UTTERANCE_H
#define TRACE_UTTERANCE_H

#include "trace/bag.h"

/* One sentence (or part of one) inside one quotation. */
typedef struct utterance {
    uint32_t article, quotation;
    rt_span span;
    place_run run;    /* its words */
    uint64_t speaker; /* hash of the folded last word of the name; 0 unknown */
    uint64_t voice;   /* hash of what an unnamed speaker is called; 0 of a named one */
    bag bag;          /* its content words */
} utterance;

/* All utterances of the items' quotations but scare quotes, by article and then position.
 * Sets *n and *index; memory comes from `a`. */
const utterance *utterance_gather(const trace_input *in, arena *a, uint32_t *n,
                                  bag_index *index);

/* What two utterances share. */
typedef struct utterance_match {
    float dice;           /* weight of the shared stems against both, 0 to 1 */
    float containment;    /* against the lighter of the two, 0 to 1 */
    uint32_t stems;       /* shared content stems */
    uint32_t run;         /* longest run of equal words, in words */
    uint32_t run_content; /* content words in it */
    int speaker;          /* 1 the same, 0 not known of one, -1 two different ones */
} utterance_match;

/* `run` is left 0 when too few words are shared for it to matter. */
utterance_match utterance_compare(const trace_input *in, const utterance *x,
                                  const utterance *y, arena *scratch);

/* Candidates for comparing: for every utterance the others that share its rarest stems,
 * at most UTTERANCE_NEAR of them each, as positions (x < y), without repetitions. One of
 * the two is always of the story's own articles. */
enum { UTTERANCE_NEAR = 48 };
typedef struct utterance_pair {
    uint32_t x, y;
} utterance_pair;
const utterance_pair *utterance_candidates(const trace_input *in, const utterance *u,
                                           uint32_t n, const bag_index *index, arena *a,
                                           uint32_t *pairs_n);

#endif
