/* posting.h: which texts hold a sampled hash.
 * Sorted runs of (hash, text) in 8 bytes each: appended to, sorted by one radix sort,
 * merged as they grow, so that adding a text never rebuilds what is there. */
#ifndef MATCH_POSTING_H
#define MATCH_POSTING_H

#include "base/arena.h"
#include "match/cache.h"

#include <stdint.h>

/* The upper bits of the hash, then the text's number: hashes are told apart well enough
 * for the seeds of a million texts, of which one in a hundred thousand meets another. */
typedef uint64_t posting;
enum {
    POSTING_TEXT_BITS = 26,
    POSTING_TEXTS = 1 << POSTING_TEXT_BITS /* in a list at most */
};
static inline uint32_t posting_text(posting p) {
    return (uint32_t)p & (POSTING_TEXTS - 1);
}
/* Of a hash, or of a posting. */
static inline uint64_t posting_key(uint64_t hash) { return hash >> POSTING_TEXT_BITS; }

/* Sorts by the hash; equal ones keep their order. `other` is room for n more; the
 * sorted postings are in the array that is returned, one of the two. */
posting *posting_sort(posting *at, posting *other, uint64_t n);

/* Sorted postings; those of hashes that begin with bits `p` start at first[p]. */
typedef struct posting_run {
    posting *at;
    uint64_t n;
    uint64_t *first; /* [(1 << bits) + 1] */
    unsigned bits;
    bool mapped; /* both arrays lie in a file */
    cache_part at_part, first_part;
} posting_run;

enum { POSTING_RUNS = 64 };

/* All zero is an empty list. */
typedef struct posting_list {
    posting_run run[POSTING_RUNS]; /* each at most half as long as the one before */
    unsigned runs_n;
    posting *fresh; /* not yet in a run, in order of text */
    uint64_t fresh_n, fresh_cap;
    uint64_t
        *repeats; /* bits that tell hashes which one text alone holds; NULL: not made */
    unsigned repeats_shift;
} posting_list;

void posting_release(posting_list *list);

/* Adds the hashes of a text whose number is above all before; false when memory runs out,
 * or when it is no number below POSTING_TEXTS. */
bool posting_add(posting_list *list, const uint64_t *hash, uint32_t n, uint32_t text);
/* Sorts what is fresh into a run; false when memory runs out (nothing is lost then). */
bool posting_settle(posting_list *list);

/* Once all texts are in a settled list: from now on posting_find finds nothing of a hash
 * that one text alone holds, and most hashes are such. A byte a posting; undone by
 * adding. False when memory runs out (nothing changes then). */
bool posting_skip_single(posting_list *list);

enum { POSTING_TOLD = 8 };

/* Texts that hold a hash. */
typedef struct posting_hits {
    const uint32_t *text; /* ascending */
    uint32_t n;           /* at most `most` + 1, which says that there are more; then only
                             the first POSTING_TOLD are sure to be told */
} posting_hits;

/* Looks up `n` hashes, for each the first `most` + 1 texts that hold it (or one whose
 * upper bits are equal). What is fresh is searched through in one pass. Those of many
 * texts at once take less time than those of each. Memory comes from `mem`. */
const posting_hits *posting_find(const posting_list *list, const uint64_t *hash,
                                 uint32_t n, uint32_t most, arena *mem);

/* The postings of a hash as stretches of runs, the newest texts
 * first. */
typedef struct posting_stretch {
    const posting *at; /* ascending */
    uint64_t n;
} posting_stretch;
/* Has the memory fetched that posting_stretches will touch: called first for a hash that
 * comes later, then, `near`, for one that comes soon. */
void posting_fetch(const posting_list *list, uint64_t hash, bool near);
/* `out` has POSTING_RUNS places; returns how many are used. What is fresh is left out. */
unsigned posting_stretches(const posting_list *list, uint64_t hash, posting_stretch *out);

/* A settled list as arrays of a file. A list that was read is checked: its postings are
 * in order and of texts below `texts`, else cache->failed. */
void posting_write(posting_list *list, cache *c);
void posting_read(posting_list *list, uint32_t texts, cache *c);

#endif
