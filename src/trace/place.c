#include "trace/place.h"

/* First term that starts at or after `at`. */
static uint32_t term_from(const rt_terms *terms, uint32_t at) {
    uint32_t low = 0, high = terms->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (terms->span[middle].start < at) low = middle + 1;
        else high = middle;
    }
    return low;
}

place_run place_terms(const rt_terms *terms, rt_span span) {
    if (!span_known(span) || span.end <= span.start) return (place_run){0, 0};
    place_run run = {term_from(terms, span.start), term_from(terms, span.end)};
    if (run.last > run.first && terms->span[run.last - 1].end > span.end) run.last--;
    return run;
}

uint32_t place_sentence(const rt_marks *marks, uint32_t at) {
    uint32_t low = 0, high = marks->sentences_n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (marks->sentences[middle].start <= at) low = middle + 1;
        else high = middle;
    }
    return low ? low - 1 : UINT32_MAX;
}

rt_span place_hull(const rt_span *spans, uint32_t n) {
    if (!n) return RT_NO_SPAN;
    rt_span hull = spans[0];
    for (uint32_t i = 1; i < n; i++) {
        if (spans[i].start < hull.start) hull.start = spans[i].start;
        if (spans[i].end > hull.end) hull.end = spans[i].end;
    }
    return hull;
}
