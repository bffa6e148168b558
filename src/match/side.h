/* side.h: a text laid out for being compared with others.
 * Its distinct stems, the units they stand in and how often: all of tf-isf that does not
 * depend on the other text, worked out once for many pairs. */
#ifndef MATCH_SIDE_H
#define MATCH_SIDE_H

#include "base/arena.h"
#include "retold.h"

/* A distinct stem of a unit, by number, or a unit that has a stem; and how often it
 * stands there. */
typedef struct side_count {
    uint32_t of;
    float times;
} side_count;

/* Terms [from, to) of the text. */
typedef struct side_unit {
    uint32_t from, to;
    const side_count *stem; /* in order of first occurrence */
    uint32_t stems_n;
    /* Sums over the stems of times² × held^k: what the unit weighs next to any text that
     * shares no stem with it follows from these. */
    float sum[3];
} side_unit;

/* A distinct stem of the text; its number is that of its place. */
typedef struct side_stem {
    uint64_t hash;
    uint32_t units; /* that have it */
    uint32_t first; /* of its postings: `units` of them, in order */
    float held;     /* logarithm of `units` and of those around them thought to have it */
    bool stop;
} side_stem;

typedef struct text_side {
    const rt_terms *terms;
    const uint32_t *word; /* of each term: the number of its stem */
    const side_unit *unit;
    const side_stem *stem;
    const side_count *posting;
    const uint32_t *slot;   /* stem → number plus one, open addressing */
    const uint64_t *filter; /* a set of bits that holds the stems, and some others */
    uint32_t units_n, stems_n;
    unsigned shift, filter_shift; /* of a stem's hash, to its slot and bit */
} text_side;

/* Units thought to stand around the two texts compared, in which only function words are
 * thought to stand (SIDE_AROUND_STOP of them): two short texts tell little of what is
 * rare. */
enum { SIDE_AROUND = 20, SIDE_AROUND_STOP = 6 };

/* Linear in the terms, about 40 bytes each, in `mem`. `terms` must outlive it. */
void side_of(const rt_terms *terms, arena *mem, text_side *out);

/* False of most stems that the text does not have. */
static inline bool side_may_have(const text_side *side, uint64_t stem) {
    uint64_t bit = stem * 0x9E3779B97F4A7C15U >> side->filter_shift;
    return side->filter[bit >> 6] >> (bit & 63) & 1;
}

/* The number of a stem; UINT32_MAX when the text does not have it. */
static inline uint32_t side_number(const text_side *side, uint64_t stem) {
    uint32_t mask = (uint32_t)(UINT64_MAX >> side->shift);
    uint32_t i = (uint32_t)(stem * 0x9E3779B97F4A7C15U >> side->shift);
    while (side->slot[i] && side->stem[side->slot[i] - 1].hash != stem)
        i = (i + 1) & mask;
    return side->slot[i] - 1;
}

#endif
