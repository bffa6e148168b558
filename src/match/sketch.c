#include "match/sketch.h"

#include "base/hash.h"
#include "base/vec.h"
#include "match/unit.h"

#include <stddef.h>
#include <string.h>

/* Odd multiplier of the rolling hash (the golden ratio in 64 bits). */
static const uint64_t MULTIPLIER = 0x9E3779B97F4A7C15U;

/* Hashes of the grams of SKETCH_GRAM words, one for each word that a gram begins with;
 * the hash of all words when there are fewer. */
static const uint64_t *gram_hashes(const rt_terms *terms, arena *mem, uint32_t *n) {
    uint32_t whole = terms->n < SKETCH_GRAM ? terms->n : SKETCH_GRAM;
    *n = terms->n - whole + (whole > 0);
    uint64_t *gram = arena_raw(mem, *n, sizeof *gram);
    uint64_t rolling = 0, oldest = 1;
    for (int i = 0; i <= SKETCH_GRAM; i++) oldest *= MULTIPLIER;
    for (uint32_t i = 0; i < whole; i++)
        rolling = (rolling + terms->hash[i]) * MULTIPLIER;
    if (*n) gram[0] = hash_mix(rolling);
    for (uint32_t i = 1; i < *n; i++) {
        rolling = (rolling + terms->hash[i - 1 + SKETCH_GRAM]) * MULTIPLIER -
                  terms->hash[i - 1] * oldest;
        gram[i] = hash_mix(rolling);
    }
    return gram;
}

/* The last of the least of gram[from .. to). */
static uint32_t least_of(const uint64_t *gram, uint32_t from, uint32_t to) {
    uint32_t least = from;
    for (uint32_t i = from + 1; i < to; i++)
        if (gram[i] <= gram[least]) least = i;
    return least;
}

const sketch_seed *sketch_wording(const rt_terms *terms, arena *mem, uint32_t *n) {
    uint32_t grams, seeds_n = 0;
    const uint64_t *gram = gram_hashes(terms, mem, &grams);
    uint32_t first = grams < SKETCH_WINDOW ? grams : SKETCH_WINDOW;
    sketch_seed *seeds = arena_raw(mem, grams - first + (grams > 0), sizeof *seeds);
    uint32_t least = least_of(gram, 0, first);
    if (grams) seeds[seeds_n++] = (sketch_seed){gram[least], least};
    for (uint32_t i = first; i < grams; i++) {
        uint32_t before = least;
        if (gram[i] <= gram[least]) least = i;
        else if (least + SKETCH_WINDOW == i) least = least_of(gram, least + 1, i + 1);
        if (least != before && gram[least] != seeds[seeds_n - 1].hash)
            seeds[seeds_n++] = (sketch_seed){gram[least], least};
    }
    *n = seeds_n;
    return seeds;
}

/* Keeps each hash once, where it stands first; returns how many stay. */
static uint32_t keep_distinct(uint64_t *hash, uint32_t n, arena *mem) {
    uint32_t kept = 0, size = 16;
    while (size < 2 * (uint64_t)n) size *= 2;
    uint32_t *place = arena_many(mem, uint32_t, size); /* among those kept, plus one */
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = (uint32_t)(hash[i] >> 32) & (size - 1);
        while (place[at] && hash[place[at] - 1] != hash[i]) at = (at + 1) & (size - 1);
        if (place[at]) continue;
        hash[kept++] = hash[i];
        place[at] = kept;
    }
    return kept;
}

const uint64_t *sketch_hashes(const rt_terms *terms, arena *mem, uint32_t *n) {
    const sketch_seed *seeds = sketch_wording(terms, mem, n);
    uint64_t *hash = arena_raw(mem, *n, sizeof *hash);
    for (uint32_t i = 0; i < *n; i++) hash[i] = seeds[i].hash;
    *n = keep_distinct(hash, *n, mem);
    return hash;
}

/* A pair of stems is sampled when so many low bits of their hashes are the same: when
 * neither is a name or number, when one is, when both are. */
enum { BITS_NEITHER = 6, BITS_ONE = 3, BITS_BOTH = 1 };

/* The distinct content stems of a unit, and as sets of their places those of which the
 * same low bits are the same. */
typedef struct unit_stems {
    uint64_t hash[UNIT_LONGEST];
    uint32_t n;
    uint64_t anchors; /* the names and numbers among them */
    uint64_t neither[1 << BITS_NEITHER], one[1 << BITS_ONE], both[1 << BITS_BOTH];
} unit_stems;
_Static_assert(UNIT_LONGEST <= 64, "a set of places of a unit is one number");

static uint64_t *of_low_bits(uint64_t *sets, uint64_t hash, unsigned bits) {
    return &sets[hash & (((uint64_t)1 << bits) - 1)];
}

/* Adds a stem unless it is there; returns its place as a set. */
static uint64_t add_stem(unit_stems *s, uint64_t hash) {
    uint64_t *alike = of_low_bits(s->neither, hash, BITS_NEITHER), set = *alike;
    for (; set; set &= set - 1)
        if (s->hash[__builtin_ctzll(set)] == hash) return set & -set;
    set = (uint64_t)1 << s->n;
    s->hash[s->n++] = hash;
    *alike |= set;
    *of_low_bits(s->one, hash, BITS_ONE) |= set;
    *of_low_bits(s->both, hash, BITS_BOTH) |= set;
    return set;
}

static void collect_stems(const rt_terms *terms, unit_range u, unit_stems *s) {
    memset(&s->n, 0, sizeof *s - offsetof(unit_stems, n));
    for (uint32_t i = u.from; i < u.to; i++) {
        if (terms->flags[i] & RT_TERM_STOP) continue;
        uint64_t place = add_stem(s, terms->stem[i]);
        if (terms->flags[i] & (RT_TERM_NAME | RT_TERM_NUMBER)) s->anchors |= place;
    }
}

/* The stems before the one at `place` that make a sampled pair with it, as a set. */
static uint64_t partners(unit_stems *s, uint32_t place) {
    uint64_t hash = s->hash[place], one = *of_low_bits(s->one, hash, BITS_ONE);
    uint64_t before = ((uint64_t)1 << place) - 1;
    if (s->anchors >> place & 1)
        return before & ((one & ~s->anchors) |
                         (*of_low_bits(s->both, hash, BITS_BOTH) & s->anchors));
    return before & ((one & s->anchors) |
                     (*of_low_bits(s->neither, hash, BITS_NEITHER) & ~s->anchors));
}

const uint64_t *sketch_stems(const rt_terms *terms, arena *mem, uint32_t *n) {
    VEC(uint64_t) pairs = {0};
    uint32_t units_n;
    const unit_range *units = unit_cut(terms, mem, &units_n);
    unit_stems stems;
    for (uint32_t u = 0; u < units_n; u++) {
        collect_stems(terms, units[u], &stems);
        for (uint32_t i = 1; i < stems.n; i++)
            for (uint64_t set = partners(&stems, i); set; set &= set - 1)
                *vec_push(mem, &pairs) =
                    hash_mix(stems.hash[i] ^ stems.hash[__builtin_ctzll(set)]);
    }
    *n = keep_distinct(pairs.at, pairs.n, mem);
    return pairs.at;
}

uint64_t sketch_name(const rt_terms *terms) {
    return hash_bytes(terms->hash, terms->n * sizeof *terms->hash);
}
