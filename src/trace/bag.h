/* bag.h: the content words of stretches of text, weighed by how rare they are.
 * The common measure of what two sentences or quotations share, whatever the order of
 * their words; weights hold within one story. */
#ifndef TRACE_BAG_H
#define TRACE_BAG_H

#include "trace/place.h"

typedef struct bag {
    const uint64_t *stem; /* distinct stems of content words, ascending */
    const float *weight;  /* of each; NULL until weighed */
    uint32_t n;
    float total;    /* of all weights */
    uint64_t words; /* hash of all folded words in order */
} bag;

/* Sorts `at` ascending and drops repetitions; returns how many stay. */
uint32_t bag_sort_once(uint64_t *at, uint32_t n);

bag bag_take(const rt_terms *terms, place_run run, arena *a);

/* Which bags hold a stem: entries in the order of stems, then of bags. */
typedef struct bag_entry {
    uint64_t stem;
    uint32_t bag;
} bag_entry;

typedef struct bag_index {
    const bag_entry *entry;
    uint32_t n, bags;
} bag_index;

/* Weighs all bags against each other: log(1 + bags / bags with the stem). */
bag_index bag_weigh(bag *const *bags, uint32_t n, arena *a);
/* The entries of `stem` are [*first, result). */
uint32_t bag_range(const bag_index *index, uint64_t stem, uint32_t *first);

/* Number of the stems that both hold. */
uint32_t bag_common(const bag *x, const bag *y);
/* Weight and (in *stems) number of the stems that both hold. */
float bag_shared(const bag *x, const bag *y, uint32_t *stems);

#endif
