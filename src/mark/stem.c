#include "mark/stem.h"

#include "base/hash.h"

#include <libstemmer.h>
#include <stdatomic.h>
#include <stdlib.h>

/* 64k entries hold the running words of a language with few clashes, and fit a cache. */
enum { ENTRIES = 1 << 16 };

/* Lockless table after R. Hyatt: `check` is key ^ stem, so an entry torn between two
 * writers does not match any key and counts as absent. */
typedef struct stem_entry {
    _Atomic uint64_t check, stem;
} stem_entry;

struct stem_memory {
    stem_entry entry[ENTRIES];
};

stem_memory *stem_memory_new(void) { return calloc(1, sizeof(stem_memory)); }
void stem_memory_free(stem_memory *memory) { free(memory); }

uint64_t stem_language(const char *iso) {
    struct sb_stemmer *stemmer = sb_stemmer_new(iso, NULL);
    if (!stemmer) return 0;
    sb_stemmer_delete(stemmer);
    return hash_bytes(iso, strlen(iso)) | 1;
}

bool stem_recall(const stem_memory *memory, uint64_t language, uint64_t hash,
                 uint64_t *stem) {
    uint64_t key = hash ^ language;
    const stem_entry *e = &memory->entry[key % ENTRIES];
    *stem = atomic_load_explicit(&e->stem, memory_order_relaxed);
    return (atomic_load_explicit(&e->check, memory_order_relaxed) ^ *stem) == key;
}

static void stem_remember(stem_memory *memory, uint64_t language, const stem_word *word) {
    uint64_t key = word->hash ^ language;
    stem_entry *e = &memory->entry[key % ENTRIES];
    atomic_store_explicit(&e->stem, word->stem, memory_order_relaxed);
    atomic_store_explicit(&e->check, key ^ word->stem, memory_order_relaxed);
}

void stem_words(stem_memory *memory, const char *iso, stem_word *words, size_t n) {
    uint64_t language = hash_bytes(iso, strlen(iso)) | 1;
    struct sb_stemmer *stemmer = n ? sb_stemmer_new(iso, NULL) : NULL;
    for (size_t i = 0; i < n; i++) {
        stem_word *w = &words[i];
        if (stem_recall(memory, language, w->hash, &w->stem)) continue;
        const sb_symbol *s =
            stemmer ? sb_stemmer_stem(stemmer, (const sb_symbol *)w->folded.s,
                                      (int)w->folded.n)
                    : NULL;
        w->stem = s ? hash_bytes(s, (size_t)sb_stemmer_length(stemmer)) : w->hash;
        stem_remember(memory, language, w);
    }
    if (stemmer) sb_stemmer_delete(stemmer);
}
