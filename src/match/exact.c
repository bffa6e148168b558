#include "match/exact.h"

#include "base/vec.h"

#include <stdlib.h>

enum { NONE = 0 }; /* positions are stored plus one */

/* The grams of `b` that `a` may have too, by hash; occurrences hang together in ascending
 * order. */
typedef struct gram_table {
    uint32_t *head;
    struct occurrence {
        uint64_t gram;
        uint32_t at, next; /* in `b`; among the occurrences, plus one */
    } * occurrence;
    unsigned shift; /* of a gram's hash, to its head */
} gram_table;

typedef VEC(exact_run) run_vec;

/* A sum whose upper bits depend on all of the words, each with a factor of its own. */
static inline uint64_t gram_hash(const uint64_t *w) {
    return w[0] * 0x9E3779B97F4A7C15U + w[1] * 0xC2B2AE3D27D4EB4FU +
           w[2] * 0x165667B19E3779F9U + w[3] * 0xD6E8FEB86659FD93U;
}
_Static_assert(EXACT_GRAM == 4, "gram_hash takes so many words");

static uint32_t gram_count(exact_words t) {
    return t.n < EXACT_GRAM ? 0 : t.n - EXACT_GRAM + 1;
}

/* Bits of a table of at least `n` places. */
static unsigned bits_for(uint64_t n) {
    unsigned bits = 6;
    while (bits < 40 && n >> bits) bits++;
    return bits;
}

/* The grams of `a` as a set of bits that may hold others too. */
typedef struct gram_filter {
    uint64_t *bits;
    unsigned shift;
} gram_filter;

static gram_filter filter_of(exact_words a, arena *mem) {
    enum { BITS_A_GRAM = 8 };
    uint32_t grams = gram_count(a);
    unsigned bits = bits_for((uint64_t)grams * BITS_A_GRAM);
    gram_filter f = {arena_many(mem, uint64_t, (uint64_t)1 << bits >> 6), 64 - bits};
    for (uint32_t i = 0; i < grams; i++) {
        uint64_t place = gram_hash(a.hash + i) >> f.shift;
        f.bits[place >> 6] |= (uint64_t)1 << (place & 63);
    }
    return f;
}

static gram_table tabulate(exact_words b, const gram_filter *in_a, arena *mem) {
    uint32_t grams = gram_count(b), n = 0;
    gram_table t = {.occurrence = arena_raw(mem, (size_t)grams + 1, sizeof *t.occurrence)};
    for (uint32_t i = 0; i < grams; i++) {
        uint64_t gram = gram_hash(b.hash + i), place = gram >> in_a->shift;
        t.occurrence[n] = (struct occurrence){gram, i, NONE};
        n += in_a->bits[place >> 6] >> (place & 63) & 1;
    }
    unsigned bits = bits_for((uint64_t)n * 2);
    t.head = arena_many(mem, uint32_t, (uint64_t)1 << bits);
    t.shift = 64 - bits;
    for (uint32_t i = n; i-- > 0;) {
        uint32_t *head = &t.head[t.occurrence[i].gram >> t.shift];
        t.occurrence[i].next = *head;
        *head = i + 1;
    }
    return t;
}

/* Where a gram stands in `b`, at most EXACT_REPEATS places; 0 when there are more. */
static uint32_t occurrences(const gram_table *t, uint64_t gram,
                            uint32_t at[EXACT_REPEATS]) {
    uint32_t n = 0, steps = 0;
    for (uint32_t p = t->head[gram >> t->shift]; p != NONE; p = t->occurrence[p - 1].next) {
        if (++steps > 2 * EXACT_REPEATS) return 0;
        if (t->occurrence[p - 1].gram != gram) continue;
        if (n == EXACT_REPEATS) return 0;
        at[n++] = t->occurrence[p - 1].at;
    }
    return n;
}

/* The maximal run through a[x], b[y]. */
static exact_run widen(exact_words a, exact_words b, uint32_t x, uint32_t y) {
    uint32_t n = 0;
    while (x > 0 && y > 0 && a.hash[x - 1] == b.hash[y - 1]) x--, y--;
    while (x + n < a.n && y + n < b.n && a.hash[x + n] == b.hash[y + n]) n++;
    return (exact_run){x, y, n};
}

static int run_order(const void *p, const void *q) {
    const exact_run *r = p, *s = q;
    if (r->x != s->x) return r->x < s->x ? -1 : 1;
    return r->y < s->y ? -1 : r->y > s->y;
}

const exact_run *exact_runs(exact_words a, exact_words b, arena *mem, uint32_t *n) {
    gram_filter in_a = filter_of(a, mem);
    gram_table in_b = tabulate(b, &in_a, mem);
    /* Where the last run with words as far apart as these ends in `a`: each is found once,
     * and no word is looked at oftener than there are runs over it. */
    uint32_t *end = arena_many(mem, uint32_t, (size_t)a.n + b.n);
    run_vec runs = {0};
    for (uint32_t x = 0; x < gram_count(a) && runs.n < EXACT_RUNS; x++) {
        uint32_t at[EXACT_REPEATS];
        uint32_t found = occurrences(&in_b, gram_hash(a.hash + x), at);
        for (uint32_t i = 0; i < found; i++) {
            uint32_t *before = &end[(uint64_t)a.n - x + at[i]];
            if (*before > x) continue;
            exact_run run = widen(a, b, x, at[i]);
            *before = run.x + run.n;
            if (run.n >= EXACT_GRAM) *vec_push(mem, &runs) = run;
        }
    }
    if (runs.n > 1) qsort(runs.at, runs.n, sizeof *runs.at, run_order);
    *n = runs.n;
    return runs.at;
}
