#include "match/exact.h"

#include "base/hash.h"
#include "base/vec.h"

#include <stdlib.h>

enum { NONE = 0 }; /* positions are stored plus one */

/* Every gram of a text, by hash; occurrences hang together in ascending order. */
typedef struct gram_table {
    uint32_t *head, *next;
    uint64_t *gram; /* hash of the gram at each position */
    uint64_t mask;
} gram_table;

typedef VEC(exact_run) run_vec;

static uint64_t gram_hash(const uint64_t *w) {
    uint64_t h = 0;
    for (int i = 0; i < EXACT_GRAM; i++) h = hash_mix(h ^ w[i]) + (uint64_t)i;
    return h;
}

static uint32_t gram_count(exact_words t) {
    return t.n < EXACT_GRAM ? 0 : t.n - EXACT_GRAM + 1;
}

static gram_table tabulate(exact_words t, arena *mem) {
    uint32_t grams = gram_count(t);
    uint64_t size = 16;
    while (size < (uint64_t)grams * 2) size *= 2;
    gram_table g = {arena_many(mem, uint32_t, size), arena_many(mem, uint32_t, grams + 1),
                    arena_many(mem, uint64_t, grams), size - 1};
    for (uint32_t i = grams; i-- > 0;) {
        g.gram[i] = gram_hash(t.hash + i);
        uint32_t *slot = &g.head[g.gram[i] & g.mask];
        g.next[i] = *slot;
        *slot = i + 1;
    }
    return g;
}

/* Occurrences of a gram, at most EXACT_REPEATS; 0 when there are more. */
static uint32_t occurrences(const gram_table *g, uint64_t gram,
                            uint32_t at[EXACT_REPEATS]) {
    uint32_t n = 0, steps = 0;
    for (uint32_t p = g->head[gram & g->mask]; p != NONE; p = g->next[p - 1]) {
        if (++steps > 2 * EXACT_REPEATS) return 0;
        if (g->gram[p - 1] != gram) continue;
        if (n == EXACT_REPEATS) return 0;
        at[n++] = p - 1;
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

static bool same_before(exact_words a, exact_words b, uint32_t x, uint32_t y) {
    return x > 0 && y > 0 && a.hash[x - 1] == b.hash[y - 1];
}

static int run_order(const void *p, const void *q) {
    const exact_run *r = p, *s = q;
    if (r->x != s->x) return r->x < s->x ? -1 : 1;
    return r->y < s->y ? -1 : r->y > s->y;
}

const exact_run *exact_runs(exact_words a, exact_words b, arena *mem, uint32_t *n) {
    gram_table g = tabulate(b, mem);
    run_vec runs = {0};
    bool rare_before = false; /* the gram one word earlier was looked up too */
    for (uint32_t x = 0; x < gram_count(a) && runs.n < EXACT_RUNS; x++) {
        uint32_t at[EXACT_REPEATS];
        uint32_t found = occurrences(&g, gram_hash(a.hash + x), at);
        for (uint32_t i = 0; i < found; i++) {
            if (rare_before && same_before(a, b, x, at[i])) continue;
            exact_run run = widen(a, b, x, at[i]);
            if (run.n >= EXACT_GRAM) *vec_push(mem, &runs) = run;
        }
        rare_before = found > 0;
    }
    if (runs.n > 1) qsort(runs.at, runs.n, sizeof *runs.at, run_order);
    *n = runs.n;
    return runs.at;
}
