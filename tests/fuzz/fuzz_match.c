/* Two texts, a byte a word, apart at the first "|"; a point ends a sentence. */
#include "base/hash.h"
#include "match/match.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static match_text text_of(rt_str s, arena *a) {
    uint64_t *hash = arena_many(a, uint64_t, s.n);
    rt_span *span = arena_many(a, rt_span, s.n);
    uint8_t *flags = arena_many(a, uint8_t, s.n);
    uint32_t *sentence = arena_many(a, uint32_t, s.n + 2), n = 0, sentences = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.s[i] == '.') {
            if (n > sentence[sentences]) sentence[++sentences] = n;
            continue;
        }
        hash[n] = hash_mix((uint8_t)s.s[i]);
        flags[n] = (uint8_t)s.s[i] >> 4;
        span[n++] = (rt_span){i, i + 1};
    }
    if (n > sentence[sentences]) sentence[++sentences] = n;
    return (match_text){.day = INT32_MIN,
                        .terms = {hash, hash, span, flags, n, sentence, sentences}};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    arena a;
    arena_init(&a, 0);
    rt_str rest = {(const char *)data, size}, first = {NULL, 0};
    str_field(&rest, '|', &first);
    match_text texts[2] = {text_of(first, &a), text_of(rest, &a)};
    match_index *index = match_index_new(NULL);
    for (int i = 0; index && i < 10; i++) match_index_add(index, &texts[i % 2]);
    if (index && match_index_settle(index)) {
        uint32_t n;
        rt_pair pair = {0};
        match_candidates(index, &texts[0], 0, &a, &n);
        match_align(index, NULL, &texts[0], &texts[1], &a, &pair);
        for (uint32_t i = 0; i < pair.passages_n; i++)
            if (pair.passages[i].a.end > size || pair.passages[i].b.end > size) abort();
    }
    match_index_free(index);
    arena_release(&a);
    return 0;
}
