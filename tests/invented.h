/* invented.h: texts for the tests of match/, made of words that mean nothing.
 * Words are numbers below a vocabulary; a text is written as "w17 w3 ... ." so that spans
 * are those of a real one. Random, and the same in every run. */
#ifndef TESTS_INVENTED_H
#define TESTS_INVENTED_H

#include "base/hash.h"
#include "match/match.h"

typedef struct dice {
    uint64_t state;
} dice;

static inline uint32_t roll(dice *d, uint32_t below) {
    d->state += 0x9E3779B97F4A7C15U;
    return (uint32_t)(hash_mix(d->state) >> 32) % below;
}

/* A text of the given words, ten a sentence, each five bytes of text. */
static inline match_text text_of_words(const uint32_t *word, uint32_t n, arena *a) {
    uint64_t *hash = arena_many(a, uint64_t, n);
    rt_span *span = arena_many(a, rt_span, n);
    uint32_t *sentence = arena_many(a, uint32_t, n / 10 + 2), sentences = 0;
    for (uint32_t i = 0; i < n; i++) {
        hash[i] = hash_mix(word[i] + 1);
        span[i] = (rt_span){5 * i, 5 * i + 4};
        if (i % 10 == 9 || i + 1 == n) sentence[++sentences] = i + 1;
    }
    return (match_text){.day = INT32_MIN,
                        .terms = {.hash = hash,
                                  .stem = hash,
                                  .span = span,
                                  .flags = arena_many(a, uint8_t, n),
                                  .n = n,
                                  .sentence = sentence,
                                  .sentences_n = sentences}};
}

/* `n` random words below `vocabulary`. */
static inline uint32_t *random_words(dice *d, uint32_t n, uint32_t vocabulary, arena *a) {
    uint32_t *word = arena_many(a, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) word[i] = roll(d, vocabulary);
    return word;
}

#endif
