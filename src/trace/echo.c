#include "trace/echo.h"

#include "base/hash.h"

/* Positions of b's runs by their hash. A run that b repeats is known by its first places.
 */
enum { TRIES = 8 };

typedef struct places {
    uint32_t *at; /* position + 1; 0 is free */
    uint32_t mask;
} places;

static uint64_t run_hash(const rt_terms *t, uint32_t at) {
    uint64_t h = 0;
    for (uint32_t i = at; i < at + ECHO_RUN; i++) h = hash_mix(h ^ t->hash[i]);
    return h;
}

static places places_of(const rt_terms *b, arena *a) {
    uint32_t size = 64;
    while (size < b->n * 2) size *= 2;
    places p = {arena_many(a, uint32_t, size), size - 1};
    for (uint32_t i = 0; i + ECHO_RUN <= b->n; i++) {
        uint32_t at = (uint32_t)run_hash(b, i) & p.mask;
        for (int tries = 0; tries < TRIES && p.at[at]; tries++) at = (at + 1) & p.mask;
        if (!p.at[at]) p.at[at] = i + 1;
    }
    return p;
}

static uint32_t run_length(const rt_terms *a, uint32_t i, const rt_terms *b, uint32_t j) {
    uint32_t n = 0;
    while (i + n < a->n && j + n < b->n && a->hash[i + n] == b->hash[j + n]) n++;
    return n;
}

/* Length of the longest run from position i of `a`, and its place in `b`. */
static uint32_t longest_run(const rt_terms *a, uint32_t i, const rt_terms *b,
                            const places *p, uint32_t *place) {
    uint32_t best = 0, at = (uint32_t)run_hash(a, i) & p->mask;
    for (int tries = 0; tries <= TRIES && p->at[at]; tries++, at = (at + 1) & p->mask) {
        uint32_t n = run_length(a, i, b, p->at[at] - 1);
        if (n > best) best = n, *place = p->at[at] - 1;
    }
    return best >= ECHO_RUN ? best : 0;
}

static void count_run(const rt_terms *a, uint32_t i, const rt_terms *b, uint32_t j,
                      uint32_t n, echo *sum) {
    uint32_t stretch = 0;
    sum->words += n;
    for (uint32_t k = 0; k < n; k++) {
        if ((a->flags[i + k] | b->flags[j + k]) & RT_TERM_QUOTED) {
            sum->quoted++;
            stretch = 0;
        } else if (++stretch >= ECHO_NARRATIVE) {
            sum->narrative += stretch == ECHO_NARRATIVE ? ECHO_NARRATIVE : 1;
        }
    }
}

echo echo_of(const rt_terms *a, const rt_terms *b, arena *scratch) {
    echo sum = {0};
    if (a->n < ECHO_RUN || b->n < ECHO_RUN) return sum;
    places p = places_of(b, scratch);
    for (uint32_t i = 0; i + ECHO_RUN <= a->n;) {
        uint32_t j = 0, n = longest_run(a, i, b, &p, &j);
        if (n) count_run(a, i, b, j, n, &sum);
        i += n ? n : 1;
    }
    return sum;
}
