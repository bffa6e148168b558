/* sketch.h: a text as a few sampled hashes, by which an index finds it.
 * For equal wording: minimizers of word 8-grams (winnowing), so that any run of
 * SKETCH_RUN equal words shares one. For rewording: pairs of content stems of a unit,
 * sampled more often when they are names or numbers, since those survive translation.
 * Methods: S. Schleimer, D. Wilkerson, A. Aiken, "Winnowing" (2003); minimap2. */
#ifndef MATCH_SKETCH_H
#define MATCH_SKETCH_H

#include "base/arena.h"
#include "retold.h"

enum {
    SKETCH_GRAM = 8,
    SKETCH_WINDOW = 14, /* grams of which at least one is sampled */
    SKETCH_RUN = SKETCH_GRAM + SKETCH_WINDOW - 1
};

/* The gram of SKETCH_GRAM words from word `at` on. */
typedef struct sketch_seed {
    uint64_t hash;
    uint32_t at;
} sketch_seed;

/* Seeds of the wording in order of `at`, no two neighbours alike; a text shorter than a
 * gram has one seed of all its words. Linear. Memory comes from `mem`; sets *n. */
const sketch_seed *sketch_wording(const rt_terms *terms, arena *mem, uint32_t *n);

/* The hashes of these seeds, each once, in the order in which they come. */
const uint64_t *sketch_hashes(const rt_terms *terms, arena *mem, uint32_t *n);

/* Hashes of pairs of stems, each once, in the order in which they come. At most
 * UNIT_LONGEST / 2 looks a word.
 */
const uint64_t *sketch_stems(const rt_terms *terms, arena *mem, uint32_t *n);

/* Names the words of a text as a whole; texts of equal words have equal names. */
uint64_t sketch_name(const rt_terms *terms);

#endif
