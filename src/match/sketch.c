#include "match/sketch.h"

#include "base/hash.h"
#include "base/vec.h"
#include "match/unit.h"

#include <stdlib.h>

/* Odd multiplier of the rolling hash (the golden ratio in 64 bits). */
static const uint64_t MULTIPLIER = 0x9E3779B97F4A7C15U;

typedef VEC(sketch_seed) seed_vec;

/* Hashes of the last SKETCH_WINDOW grams, and where the least of them is. */
typedef struct window {
    sketch_seed gram[SKETCH_WINDOW];
    uint32_t n;     /* grams that went in */
    uint32_t least; /* of them, the last of the least ones */
} window;

static void find_least(window *w) {
    uint32_t first = w->n > SKETCH_WINDOW ? w->n - SKETCH_WINDOW : 0;
    w->least = first;
    for (uint32_t i = first + 1; i < w->n; i++)
        if (w->gram[i % SKETCH_WINDOW].hash <= w->gram[w->least % SKETCH_WINDOW].hash)
            w->least = i;
}

/* Puts the next gram in; true when the least one is another than before. */
static bool slide(window *w, sketch_seed gram) {
    uint32_t before = w->least;
    bool leaves = w->n >= SKETCH_WINDOW && before == w->n - SKETCH_WINDOW;
    bool less = w->n == 0 || gram.hash <= w->gram[before % SKETCH_WINDOW].hash;
    w->gram[w->n++ % SKETCH_WINDOW] = gram;
    if (less) w->least = w->n - 1;
    else if (leaves) find_least(w);
    return w->n >= SKETCH_WINDOW && (w->n == SKETCH_WINDOW || w->least != before);
}

static void add_seed(seed_vec *seeds, sketch_seed seed, arena *mem) {
    if (seeds->n == 0 || seeds->at[seeds->n - 1].hash != seed.hash)
        *vec_push(mem, seeds) = seed;
}

const sketch_seed *sketch_wording(const rt_terms *terms, arena *mem, uint32_t *n) {
    seed_vec seeds = {0};
    window w = {.n = 0};
    uint64_t rolling = 0, oldest = 1;
    for (int i = 0; i <= SKETCH_GRAM; i++) oldest *= MULTIPLIER;
    for (uint32_t i = 0; i < terms->n; i++) {
        rolling = (rolling + terms->hash[i]) * MULTIPLIER;
        if (i >= SKETCH_GRAM) rolling -= terms->hash[i - SKETCH_GRAM] * oldest;
        if (i + 1 < SKETCH_GRAM) continue;
        sketch_seed gram = {hash_mix(rolling), i + 1 - SKETCH_GRAM};
        if (slide(&w, gram)) add_seed(&seeds, w.gram[w.least % SKETCH_WINDOW], mem);
    }
    if (w.n > 0 && w.n < SKETCH_WINDOW)
        add_seed(&seeds, w.gram[w.least % SKETCH_WINDOW], mem);
    if (w.n == 0 && terms->n > 0)
        add_seed(&seeds, (sketch_seed){hash_mix(rolling), 0}, mem);
    *n = seeds.n;
    return seeds.at;
}

static int hash_order(const void *p, const void *q) {
    const uint64_t *x = p, *y = q;
    return (*x > *y) - (*x < *y);
}

/* Sorts hashes and keeps each once; returns how many stay. */
static uint32_t keep_distinct(uint64_t *hash, uint32_t n) {
    uint32_t kept = 0;
    if (n > 1) qsort(hash, n, sizeof *hash, hash_order);
    for (uint32_t i = 0; i < n; i++)
        if (kept == 0 || hash[kept - 1] != hash[i]) hash[kept++] = hash[i];
    return kept;
}

const uint64_t *sketch_hashes(const rt_terms *terms, arena *mem, uint32_t *n) {
    const sketch_seed *seeds = sketch_wording(terms, mem, n);
    uint64_t *hash = arena_many(mem, uint64_t, *n);
    for (uint32_t i = 0; i < *n; i++) hash[i] = seeds[i].hash;
    *n = keep_distinct(hash, *n);
    return hash;
}

/* A pair of stems is sampled when these bits of their hashes' difference are 0: neither
 * is a name or number, one is, both are. */
static const uint64_t SAMPLE[3] = {63, 15, 3};

typedef struct stem {
    uint64_t hash;
    unsigned anchor; /* 1 for names and numbers */
} stem;

/* The distinct content stems of a unit. */
static uint32_t unit_stems(const rt_terms *terms, unit_range u, stem *out) {
    uint32_t n = 0;
    for (uint32_t i = u.from; i < u.to; i++) {
        if (terms->flags[i] & RT_TERM_STOP) continue;
        uint32_t j = 0;
        while (j < n && out[j].hash != terms->stem[i]) j++;
        if (j == n) out[n++] = (stem){terms->stem[i], 0};
        if (terms->flags[i] & (RT_TERM_NAME | RT_TERM_NUMBER)) out[j].anchor = 1;
    }
    return n;
}

const uint64_t *sketch_stems(const rt_terms *terms, arena *mem, uint32_t *n) {
    VEC(uint64_t) pairs = {0};
    uint32_t units_n;
    const unit_range *units = unit_cut(terms, mem, &units_n);
    for (uint32_t u = 0; u < units_n; u++) {
        stem stems[2 * UNIT_LONGEST];
        uint32_t stems_n = unit_stems(terms, units[u], stems);
        for (uint32_t i = 0; i < stems_n; i++)
            for (uint32_t j = i + 1; j < stems_n; j++) {
                uint64_t both = stems[i].hash ^ stems[j].hash;
                if ((both & SAMPLE[stems[i].anchor + stems[j].anchor]) == 0)
                    *vec_push(mem, &pairs) = hash_mix(both);
            }
    }
    *n = keep_distinct(pairs.at, pairs.n);
    return pairs.at;
}

uint64_t sketch_name(const rt_terms *terms) {
    return hash_bytes(terms->hash, terms->n * sizeof *terms->hash);
}
