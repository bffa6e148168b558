#include "trace/kin.h"

/* Rule 17 of the evaluation's guide to labelling: a copy shares a stretch of narrative,
 * common quotations alone make none; copies of four fifths of the shorter text are the
 * same text. */
static const float SAME_TEXT = 0.8F;
/* What is told in other words has to be most of an article to be told from two reports of
 * one event. */
static const float RETOLD = 0.5F;

rt_relation trace_relation(const trace_item *a, const trace_item *b, const rt_pair *pair,
                           arena *scratch) {
    kin k = kin_of(a, b, pair, scratch);
    uint32_t shorter = a->terms->n < b->terms->n ? a->terms->n : b->terms->n;
    if (k.runs.narrative) {
        bool most = (float)k.runs.words >= SAME_TEXT * (float)shorter;
        return most ? RT_SAME_TEXT : RT_PARTIAL_COPY;
    }
    if ((float)k.reworded >= RETOLD * (float)shorter) return RT_REWORDED;
    return k.runs.quoted >= ECHO_RUN ? RT_QUOTES_ONLY : RT_UNRELATED;
}
