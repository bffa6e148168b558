#include "mark/stem.h"

#include "base/hash.h"

#include <libstemmer.h>
#include <stdlib.h>

stem_memory *stem_memory_new(void) { return calloc(1, sizeof(stem_memory)); }
void stem_memory_free(stem_memory *memory) { free(memory); }

uint64_t stem_language(const char *iso) { return hash_bytes(iso, strlen(iso)) | 1; }

bool stem_knows(const char *iso) {
    struct sb_stemmer *stemmer = *iso ? sb_stemmer_new(iso, NULL) : NULL;
    if (stemmer) sb_stemmer_delete(stemmer);
    return stemmer != NULL;
}

void stem_remember(stem_memory *memory, uint64_t language, uint64_t hash,
                   uint64_t value) {
    uint64_t key = hash ^ language;
    stem_entry *first = memory->set[key % STEM_SETS], *second = first + 1;
    uint64_t old = atomic_load_explicit(&first->value, memory_order_relaxed);
    uint64_t old_check = atomic_load_explicit(&first->check, memory_order_relaxed);
    atomic_store_explicit(&second->value, old, memory_order_relaxed);
    atomic_store_explicit(&second->check, old_check, memory_order_relaxed);
    atomic_store_explicit(&first->value, value, memory_order_relaxed);
    atomic_store_explicit(&first->check, key ^ value, memory_order_relaxed);
}

void stem_words(stem_memory *memory, const char *iso, stem_word *words, size_t n) {
    uint64_t language = stem_language(iso);
    struct sb_stemmer *stemmer = n ? sb_stemmer_new(iso, NULL) : NULL;
    for (size_t i = 0; i < n; i++) {
        stem_word *w = &words[i];
        if (stem_recall(memory, language, w->hash, &w->stem)) continue;
        const sb_symbol *s =
            stemmer ? sb_stemmer_stem(stemmer, (const sb_symbol *)w->folded.s,
                                      (int)w->folded.n)
                    : NULL;
        rt_str stem =
            s ? (rt_str){(const char *)s, (size_t)sb_stemmer_length(stemmer)} : w->folded;
        w->stem = hash_word(stem);
        stem_remember(memory, language, w->hash, w->stem);
    }
    if (stemmer) sb_stemmer_delete(stemmer);
}
