#include "trace/kin.h"

/* Rule 17 of the evaluation's guide to labelling: a copy shares a stretch of narrative,
 * common quotations alone make none; copies of four fifths of the shorter text are the
 * same text. */
enum { NARRATIVE_WORDS = 12, QUOTED_WORDS = 6 };
static const float SAME_TEXT = 0.8F;

rt_relation trace_relation(const trace_item *a, const trace_item *b,
                           const rt_pair *pair) {
    kin k = kin_of(a, b, pair);
    if (k.longest < NARRATIVE_WORDS)
        return k.quoted >= QUOTED_WORDS ? RT_QUOTES_ONLY : RT_UNRELATED;
    if (k.reworded > k.verbatim) return RT_REWORDED;
    float shorter = a->terms->n < b->terms->n ? pair->a_covered : pair->b_covered;
    return shorter >= SAME_TEXT ? RT_SAME_TEXT : RT_PARTIAL_COPY;
}
