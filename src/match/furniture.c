#include "match/furniture.h"

#include "match/sketch.h"
#include "match/unit.h"

#include "base/hash.h"

#include <string.h>

bool furniture_is(const match_index *index, const match_text *text,
                  const posting_hits *hits) {
    if (hits->n > INDEX_SEED_TEXTS) return true;
    if (!text->group || hits->n < FURNITURE_TEXTS) return false;
    uint32_t n = 0;
    int64_t first = INT64_MAX, last = INT64_MIN;
    for (uint32_t i = 0; i < hits->n; i++) {
        const ledger_row *t = similar_row(index->similar, hits->text[i]);
        if (t->group != text->group) continue;
        n++;
        if (t->day == INT32_MIN) continue;
        if (t->day < first) first = t->day;
        if (t->day > last) last = t->day;
    }
    bool spread = first > last || last - first > FURNITURE_DAYS;
    return n >= FURNITURE_TEXTS && spread;
}

/* Terms [from, to) as a text of their own. */
static rt_terms part(const rt_terms *t, uint32_t from, uint32_t to) {
    return (rt_terms){.hash = t->hash + from, .n = to - from};
}

/* Marks the furniture among words [from, to); words between two of its seeds that share
 * a window are furniture too. */
static bool mark_words(const match_index *index, const match_text *text, unit_range in,
                       uint8_t *furniture, arena *mem) {
    rt_terms words = part(&text->terms, in.from, in.to);
    uint32_t n, end = 0;
    const sketch_seed *seeds = sketch_wording(&words, mem, &n);
    uint64_t *hash = arena_many(mem, uint64_t, n);
    for (uint32_t i = 0; i < n; i++) hash[i] = seeds[i].hash;
    const posting_hits *hits =
        posting_find(&index->wording, hash, n, INDEX_SEED_TEXTS, mem);
    for (uint32_t i = 0; i < n; i++) {
        if (!furniture_is(index, text, &hits[i])) continue;
        uint32_t start = seeds[i].at;
        if (end > 0 && start < end + SKETCH_WINDOW) start = end;
        end = seeds[i].at + SKETCH_GRAM;
        if (end > words.n) end = words.n;
        if (start < end) memset(furniture + in.from + start, 1, end - start);
    }
    return end > 0;
}

/* A copy whose marked words equal no others. */
static void blank(match_text *text, const uint8_t *furniture, uint64_t salt, arena *mem) {
    rt_terms *t = &text->terms;
    uint64_t *hash = arena_raw(mem, t->n, sizeof *hash), *stem = NULL;
    if (t->stem) stem = arena_raw(mem, t->n, sizeof *stem);
    for (uint32_t i = 0; i < t->n; i++) {
        hash[i] = furniture[i] ? hash_mix(salt ^ i) : t->hash[i];
        if (stem) stem[i] = furniture[i] ? hash[i] : t->stem[i];
    }
    t->hash = hash;
    t->stem = stem;
    text->layout = NULL;
}

bool furniture_blank(const match_index *index, const match_chain *chains,
                     uint32_t chains_n, match_text text[2], arena *mem) {
    /* Different in the upper half for both sides, so that they do not meet either. */
    static const uint64_t salt[2] = {(uint64_t)1 << 62, (uint64_t)2 << 62};
    bool any = false;
    if (match_index_count(index) < FURNITURE_TEXTS) return false;
    for (int s = 0; s < 2; s++) {
        bool some = false;
        if (!text[s].group && match_index_count(index) <= INDEX_SEED_TEXTS) continue;
        uint8_t *furniture = arena_many(mem, uint8_t, text[s].terms.n);
        for (uint32_t i = 0; i < chains_n; i++) {
            unit_range in = s ? (unit_range){chains[i].b0, chains[i].b1}
                              : (unit_range){chains[i].a0, chains[i].a1};
            some |= mark_words(index, &text[s], in, furniture, mem);
        }
        if (some) blank(&text[s], furniture, salt[s], mem);
        any |= some;
    }
    return any;
}
