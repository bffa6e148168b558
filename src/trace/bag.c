#include "trace/bag.h"

#include "base/hash.h"

#include <math.h>
#include <stdlib.h>

static int compare_u64(const void *x, const void *y) {
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

uint32_t bag_sort_once(uint64_t *at, uint32_t n) {
    uint32_t distinct = 0;
    if (n > 1) qsort(at, n, sizeof *at, compare_u64);
    for (uint32_t i = 0; i < n; i++)
        if (!distinct || at[distinct - 1] != at[i]) at[distinct++] = at[i];
    return distinct;
}

bag bag_take(const rt_terms *terms, place_run run, arena *a) {
    uint32_t n = run.last > run.first ? run.last - run.first : 0, kept = 0;
    uint64_t *stem = arena_many(a, uint64_t, n ? n : 1);
    bag out = {.stem = stem, .words = n};
    for (uint32_t i = run.first; i < run.last; i++) {
        out.words = hash_mix(out.words ^ terms->hash[i]);
        if (!(terms->flags[i] & RT_TERM_STOP)) stem[kept++] = terms->stem[i];
    }
    out.n = bag_sort_once(stem, kept);
    return out;
}

static int compare_entries(const void *x, const void *y) {
    const bag_entry *a = x, *b = y;
    if (a->stem != b->stem) return a->stem < b->stem ? -1 : 1;
    return (a->bag > b->bag) - (a->bag < b->bag);
}

/* First entry whose stem is not below `stem`. */
static uint32_t entry_from(const bag_index *index, uint64_t stem) {
    uint32_t low = 0, high = index->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (index->entry[middle].stem < stem) low = middle + 1;
        else high = middle;
    }
    return low;
}

uint32_t bag_range(const bag_index *index, uint64_t stem, uint32_t *first) {
    *first = entry_from(index, stem);
    return stem == UINT64_MAX ? index->n : entry_from(index, stem + 1);
}

bag_index bag_weigh(bag *const *bags, uint32_t n, arena *a) {
    size_t total = 0, at = 0;
    for (uint32_t i = 0; i < n; i++) total += bags[i]->n;
    bag_entry *entry = arena_many(a, bag_entry, total ? total : 1);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < bags[i]->n; k++)
            entry[at++] = (bag_entry){bags[i]->stem[k], i};
    if (total > 1) qsort(entry, total, sizeof *entry, compare_entries);
    bag_index index = {entry, (uint32_t)total, n};
    for (uint32_t i = 0; i < n; i++) {
        float *weight = arena_many(a, float, bags[i]->n);
        for (uint32_t k = 0; k < bags[i]->n; k++) {
            uint32_t first, last = bag_range(&index, bags[i]->stem[k], &first);
            weight[k] = log1pf((float)n / (float)(last - first));
            bags[i]->total += weight[k];
        }
        bags[i]->weight = weight;
    }
    return index;
}

uint32_t bag_common(const bag *x, const bag *y) {
    uint32_t common = 0;
    for (uint32_t i = 0, j = 0; i < x->n && j < y->n;) {
        uint64_t a = x->stem[i], b = y->stem[j];
        common += a == b;
        i += a <= b;
        j += b <= a;
    }
    return common;
}

float bag_shared(const bag *x, const bag *y, uint32_t *stems) {
    float shared = 0;
    *stems = 0;
    for (uint32_t i = 0, j = 0; i < x->n && j < y->n;) {
        if (x->stem[i] == y->stem[j]) {
            shared += x->weight[i];
            ++*stems;
            i++, j++;
        } else if (x->stem[i] < y->stem[j]) {
            i++;
        } else {
            j++;
        }
    }
    return shared;
}
