/* Any bytes as the text of an article: terms stay inside it, in order. */
#include "mark/mark.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const lexicon *lex;
    static mark_words *words;
    if (!lex) lex = lexicon_all();
    if (!words) words = mark_words_new(lex);
    arena a;
    arena_init(&a, 0);
    rt_str language = {size % 2 ? "de" : "en", 2};
    rt_article article = {.language = language, .text = {(const char *)data, size}};
    rt_terms t;
    mark_terms(words, &article, NULL, &a, &t);
    uint32_t end = 0;
    for (uint32_t i = 0; i < t.n; i++) {
        if (t.span[i].start < end || t.span[i].end <= t.span[i].start) abort();
        end = t.span[i].end;
    }
    if (end > size || t.sentence[t.sentences_n] != t.n) abort();
    arena_release(&a);
    return 0;
}
