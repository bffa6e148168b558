#include "match/side.h"

#include "match/unit.h"

#include <math.h>

/* Numbers the stems in order of first occurrence. */
static side_stem *number_stems(const rt_terms *terms, arena *mem, text_side *out) {
    enum { FILTER = 2 }; /* powers of two by which the filter is finer than the slots */
    unsigned bits = 4;
    while (bits < 40 && (terms->n + (uint64_t)terms->n / 2) >> bits) bits++;
    uint32_t mask = (uint32_t)(((uint64_t)1 << bits) - 1), n = 0;
    uint32_t *slot = arena_many(mem, uint32_t, (size_t)1 << bits);
    unsigned filter_bits = bits + FILTER;
    uint64_t *filter = arena_many(mem, uint64_t, (size_t)1 << filter_bits >> 6);
    uint32_t *word = arena_raw(mem, terms->n, sizeof *word);
    side_stem *stem = arena_raw(mem, terms->n, sizeof *stem);
    for (uint32_t i = 0; i < terms->n; i++) {
        uint64_t hash = terms->stem[i];
        uint64_t spread = hash * 0x9E3779B97F4A7C15U, bit = spread >> (64 - filter_bits);
        uint32_t at = (uint32_t)(spread >> (64 - bits));
        while (slot[at] && stem[slot[at] - 1].hash != hash) at = (at + 1) & mask;
        if (!slot[at]) {
            stem[n] = (side_stem){.hash = hash};
            filter[bit >> 6] |= (uint64_t)1 << (bit & 63);
            slot[at] = ++n;
        }
        word[i] = slot[at] - 1;
        stem[word[i]].stop |= terms->flags[i] & RT_TERM_STOP;
    }
    arena_shrink(mem, stem, n * sizeof *stem);
    *out = (text_side){.terms = terms,
                       .word = word,
                       .stem = stem,
                       .slot = slot,
                       .stems_n = n,
                       .filter = filter,
                       .shift = 64 - bits,
                       .filter_shift = 64 - filter_bits};
    return stem;
}

/* Lists the distinct stems of each unit, and in `stem` how many units have each; `first`
 * is until then where a stem was counted last, plus one. */
static side_unit *cut_units(text_side *side, side_stem *stem, arena *mem) {
    const unit_range *range = unit_cut(side->terms, mem, &side->units_n);
    side_unit *unit = arena_raw(mem, side->units_n, sizeof *unit);
    side_count *count = arena_raw(mem, side->terms->n, sizeof *count);
    uint32_t n = 0;
    for (uint32_t u = 0; u < side->units_n; u++) {
        uint32_t first = n;
        for (uint32_t i = range[u].from; i < range[u].to; i++) {
            side_stem *s = &stem[side->word[i]];
            if (s->first > first) {
                count[s->first - 1].times++;
            } else {
                count[n] = (side_count){side->word[i], 1};
                s->first = ++n;
                s->units++;
            }
        }
        unit[u] = (side_unit){range[u].from, range[u].to, count + first, n - first, {0}};
    }
    arena_shrink(mem, count, n * sizeof *count);
    return unit;
}

/* Lists the units of each stem. */
static void post_stems(text_side *side, side_stem *stem, arena *mem) {
    uint32_t all = 0;
    for (uint32_t i = 0; i < side->stems_n; i++) {
        stem[i].first = all;
        all += stem[i].units;
        uint32_t around = stem[i].stop ? SIDE_AROUND_STOP : 0;
        stem[i].held = logf((float)(stem[i].units + around));
    }
    side_count *posting = arena_raw(mem, all, sizeof *posting);
    for (uint32_t u = 0; u < side->units_n; u++)
        for (uint32_t i = 0; i < side->unit[u].stems_n; i++) {
            side_count c = side->unit[u].stem[i];
            posting[stem[c.of].first++] = (side_count){u, c.times};
        }
    for (uint32_t i = 0; i < side->stems_n; i++) stem[i].first -= stem[i].units;
    side->posting = posting;
}

static void sum_up(const text_side *side, side_unit *unit) {
    for (uint32_t i = 0; i < unit->stems_n; i++) {
        side_count c = unit->stem[i];
        float held = side->stem[c.of].held, square = c.times * c.times;
        unit->sum[0] += square;
        unit->sum[1] += square * held;
        unit->sum[2] += square * held * held;
    }
}

void side_of(const rt_terms *terms, arena *mem, text_side *out) {
    side_stem *stem = number_stems(terms, mem, out);
    side_unit *unit = cut_units(out, stem, mem);
    out->unit = unit;
    post_stems(out, stem, mem);
    for (uint32_t u = 0; u < out->units_n; u++) sum_up(out, &unit[u]);
}
