/* Marks of arbitrary bytes, taken as a text in one of the languages. */
#include "base/utf8.h"
#include "mark/mark.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void mark_input(const mark_words *words, const uint8_t *data, size_t size) {
    static const char *const language[] = {"en", "de", "fr", "es", "uk", "ru"};
    if (!size) return;
    arena a;
    arena_init(&a, 0);
    rt_str text = {(const char *)data + 1, size - 1};
    rt_article article = {.language = str_of(language[data[0] % 6]),
                          .text = utf8_mend(&a, text)};
    rt_marks marks;
    mark_article(words, &article, &a, &marks);
    rt_terms terms;
    mark_terms(words, &article, &marks, &a, &terms);
    arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const lexicon *lex;
    static mark_words *words;
    if (!lex) lex = lexicon_all();
    if (lex && !words) words = mark_words_new(lex);
    if (words) mark_input(words, data, size);
    return 0;
}
