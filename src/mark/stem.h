/* stem.h: stems of words as hashes, remembered across texts and threads.
 * A stem costs some 200 ns, a remembered one 2; news repeats its words. Stemmers:
 * Snowball (libstemmer), by ISO 639-1 code. Private to mark. */
#ifndef MARK_STEM_H
#define MARK_STEM_H

#include "base/str.h"

typedef struct stem_memory stem_memory;

/* NULL when memory runs out. */
stem_memory *stem_memory_new(void);
void stem_memory_free(stem_memory *memory);

/* A word whose stem is not remembered. */
typedef struct stem_word {
    uint64_t hash; /* of `folded` */
    rt_str folded;
    uint64_t stem; /* set by stem_words */
} stem_word;

/* Distinguishes the languages in the memory; 0 when Snowball has no stemmer for it. */
uint64_t stem_language(const char *iso);
/* The remembered stem of the word with that hash; false when there is none. Lock-free. */
bool stem_recall(const stem_memory *memory, uint64_t language, uint64_t hash,
                 uint64_t *stem);
/* Stems `n` words of a language that has a stemmer and remembers them. A word that cannot
 * be stemmed is its own stem. */
void stem_words(stem_memory *memory, const char *iso, stem_word *words, size_t n);

#endif
