/* stem.h: stems of words as hashes, remembered across texts and threads.
 * A stem costs some 200 ns, a remembered one 2; news repeats its words. Stemmers:
 * Snowball (libstemmer), by ISO 639-1 code. Private to mark. */
#ifndef MARK_STEM_H
#define MARK_STEM_H

#include "base/str.h"

#include <stdatomic.h>

/* 128k words: the running words of a language with few clashes. A set is as much of the
 * memory as a word may stand in. */
enum { STEM_SETS = 1 << 16, STEM_WAYS = 2 };

/* Lockless table after R. Hyatt: `check` is key ^ value, so an entry torn between two
 * writers does not match any key and counts as absent. What is remembered is a pure
 * function of word and language, so results never depend on it. */
typedef struct stem_entry {
    _Atomic uint64_t check, value;
} stem_entry;

typedef struct stem_memory {
    stem_entry set[STEM_SETS][STEM_WAYS];
} stem_memory;

/* NULL when memory runs out. */
stem_memory *stem_memory_new(void);
void stem_memory_free(stem_memory *memory);

/* Distinguishes the languages in the memory; never 0. */
uint64_t stem_language(const char *iso);
/* Whether Snowball has a stemmer for it. */
bool stem_knows(const char *iso);

/* What is remembered of the word with that hash; false when nothing is. */
static inline bool stem_recall(const stem_memory *memory, uint64_t language,
                               uint64_t hash, uint64_t *value) {
    uint64_t key = hash ^ language;
    const stem_entry *e = memory->set[key % STEM_SETS];
    for (int i = 0; i < STEM_WAYS; i++, e++) {
        *value = atomic_load_explicit(&e->value, memory_order_relaxed);
        uint64_t check = atomic_load_explicit(&e->check, memory_order_relaxed);
        if ((check ^ *value) == key) return true;
    }
    return false;
}
static inline void stem_prefetch(const stem_memory *memory, uint64_t language,
                                 uint64_t hash) {
    __builtin_prefetch(memory->set[(hash ^ language) % STEM_SETS]);
}
/* Remembers a value for a word: always the same one for the same word of a language. */
void stem_remember(stem_memory *memory, uint64_t language, uint64_t hash, uint64_t value);

/* A word whose stem is not remembered. */
typedef struct stem_word {
    uint64_t hash; /* hash_word of `folded` */
    rt_str folded;
    uint64_t stem; /* set by stem_words */
} stem_word;

/* Stems `n` words and remembers them. A word that cannot be stemmed is its own stem. */
void stem_words(stem_memory *memory, const char *iso, stem_word *words, size_t n);

#endif
