#include "match/vector.h"

#include <stdlib.h>

/* News puts first what it is about: terms of the title and the first sentences count
 * twice. */
enum { TITLE = 50, LEAD = 50 };

static int by_stem(const void *x, const void *y) {
    uint64_t a = ((const vector_term *)x)->stem, b = ((const vector_term *)y)->stem;
    return (a > b) - (a < b);
}

/* How much a term tells without knowing other texts: names before words, often before
 * rarely; function words last. */
static int telling(const vector_term *t) {
    if (t->flags & VECTOR_STOP) return -1;
    return t->weight * (t->flags & VECTOR_NAME ? 3 : 2);
}

static int by_telling(const void *x, const void *y) {
    int a = telling(x), b = telling(y);
    return a != b ? (a < b) - (a > b) : by_stem(x, y);
}

static uint8_t flags_of(uint8_t term) {
    return (uint8_t)((term & RT_TERM_NAME ? VECTOR_NAME : 0) |
                     (term & RT_TERM_NUMBER ? VECTOR_NUMBER : 0) |
                     (term & RT_TERM_STOP ? VECTOR_STOP : 0));
}

/* One entry a stem, in the order of the stems; `term` holds one an occurrence. */
static uint32_t merge_stems(vector_term *term, uint32_t n) {
    if (n > 1) qsort(term, n, sizeof *term, by_stem);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (kept && term[kept - 1].stem == term[i].stem) {
            vector_term *t = &term[kept - 1];
            unsigned sum = (unsigned)t->weight + term[i].weight;
            t->weight = (uint8_t)(sum < 255 ? sum : 255);
            /* A function word now and then in capitals is still one. */
            t->flags |= term[i].flags;
        } else term[kept++] = term[i];
    }
    return kept;
}

static uint32_t add_terms(const rt_terms *terms, uint32_t most, uint32_t lead,
                          vector_term *out) {
    uint32_t n = terms->n < most ? terms->n : most;
    for (uint32_t i = 0; i < n; i++)
        out[i] =
            (vector_term){terms->stem[i], i < lead ? 2 : 1, flags_of(terms->flags[i])};
    return n;
}

void vector_of(const match_text *text, arena *a, vector *out) {
    uint32_t room = text->terms.n < VECTOR_READ ? text->terms.n : VECTOR_READ;
    vector_term *term = arena_many(a, vector_term, (size_t)room + TITLE);
    uint32_t n = add_terms(&text->title, TITLE, TITLE, term);
    n += add_terms(&text->terms, VECTOR_READ, LEAD, term + n);
    uint32_t kept = merge_stems(term, n);
    if (kept > 1) qsort(term, kept, sizeof *term, by_telling);
    if (kept > VECTOR_TERMS) kept = VECTOR_TERMS;
    *out = (vector){term, kept, n};
}
