#include "trace/kin.h"

/* What is told in other words has to be most of an article to be told from two reports of
 * one event. */
static const float RETOLD = 0.5F;

rt_relation trace_relation(const trace_item *a, const trace_item *b, const rt_pair *pair,
                           arena *scratch) {
    kin k = kin_of(a, b, pair, scratch);
    uint32_t shorter = a->terms->n < b->terms->n ? a->terms->n : b->terms->n;
    /* A copy shares a stretch of narrative; common quotations alone make none. */
    if (k.runs.narrative)
        return kin_is_print(&k, shorter) ? RT_SAME_TEXT : RT_PARTIAL_COPY;
    if ((float)k.reworded >= RETOLD * (float)shorter) return RT_REWORDED;
    return k.runs.quoted >= ECHO_RUN ? RT_QUOTES_ONLY : RT_UNRELATED;
}
