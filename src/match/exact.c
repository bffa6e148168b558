#include "match/exact.h"

#include "base/vec.h"

#include <stdlib.h>

enum { NONE = 0 }; /* positions are stored plus one */

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

/* Bits of a table of at least `n` places, or as many as half a hash can tell. */
static unsigned bits_for(uint64_t n) {
    unsigned bits = 6;
    while (bits < 32 && n >> bits) bits++;
    return bits;
}

exact_table exact_tabulate(exact_words words, arena *mem) {
    enum { BITS_A_GRAM = 16 };
    uint32_t grams = gram_count(words);
    unsigned bits = bits_for((uint64_t)grams * BITS_A_GRAM), places = bits_for(grams / 2);
    uint64_t *filter = arena_many(mem, uint64_t, (uint64_t)1 << bits >> 6);
    uint32_t *head = arena_many(mem, uint32_t, (uint64_t)1 << places);
    uint32_t *next = arena_raw(mem, grams, sizeof *next);
    uint32_t *gram = arena_raw(mem, grams, sizeof *gram);
    for (uint32_t i = grams; i-- > 0;) {
        uint32_t half = (uint32_t)(gram_hash(words.hash + i) >> 32);
        uint32_t bit = half >> (32 - bits);
        filter[bit >> 6] |= (uint64_t)1 << (bit & 63);
        next[i] = head[half >> (32 - places)];
        head[half >> (32 - places)] = i + 1;
        gram[i] = half;
    }
    return (exact_table){words, gram, filter, head, next, 32 - bits, 32 - places};
}

static bool same_gram(const uint64_t *v, const uint64_t *w) {
    return v[0] == w[0] && v[1] == w[1] && v[2] == w[2] && v[3] == w[3];
}

/* False of most grams that `b` has not. */
static inline bool may_have(const exact_table *b, uint32_t gram) {
    uint32_t bit = gram >> b->filter_shift;
    return b->filter[bit >> 6] >> (bit & 63) & 1;
}

/* Where the gram at `words` stands in `b`, at most EXACT_REPEATS places; 0 when there are
 * more. */
static uint32_t occurrences(const exact_table *b, uint32_t gram, const uint64_t *words,
                            uint32_t at[EXACT_REPEATS]) {
    uint32_t n = 0, steps = 0;
    for (uint32_t p = b->head[gram >> b->head_shift]; p != NONE; p = b->next[p - 1]) {
        if (++steps > 2 * EXACT_REPEATS) return 0;
        if (b->gram[p - 1] != gram || !same_gram(b->words.hash + p - 1, words)) continue;
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

static int run_order(const void *p, const void *q) {
    const exact_run *r = p, *s = q;
    if (r->x != s->x) return r->x < s->x ? -1 : 1;
    return r->y < s->y ? -1 : r->y > s->y;
}

/* Looking for the runs of two texts. */
typedef struct finding {
    exact_words a, b;
    /* Where the last run with words as far apart as these ends in `a`: each is found
     * once, and no word is looked at oftener than there are runs over it. NULL: no run
     * yet. */
    uint32_t *end;
    run_vec runs;
    arena *mem;
} finding;

/* Adds the run through a[x], b[y] unless it is there. */
static void add_run(finding *f, uint32_t x, uint32_t y) {
    if (!f->end) f->end = arena_many(f->mem, uint32_t, (size_t)f->a.n + f->b.n);
    uint32_t *end = &f->end[(uint64_t)f->a.n - x + y];
    if (*end > x) return;
    exact_run run = widen(f->a, f->b, x, y);
    *end = run.x + run.n;
    *vec_push(f->mem, &f->runs) = run;
}

const exact_run *exact_runs(const exact_table *a, const exact_table *b, arena *mem,
                            uint32_t *n) {
    finding f = {.a = a->words, .b = b->words, .mem = mem};
    uint32_t grams = gram_count(a->words);
    for (uint32_t x = 0; x < grams; x++) {
        if (!may_have(b, a->gram[x])) continue;
        uint32_t at[EXACT_REPEATS];
        uint32_t found = occurrences(b, a->gram[x], a->words.hash + x, at);
        for (uint32_t i = 0; i < found; i++) add_run(&f, x, at[i]);
        if (f.runs.n >= EXACT_RUNS) break;
    }
    if (f.runs.n > 1) qsort(f.runs.at, f.runs.n, sizeof *f.runs.at, run_order);
    *n = f.runs.n;
    return f.runs.at;
}
