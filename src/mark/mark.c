#include "mark/words.h"

#include "mark/token.h"

#include <stdlib.h>

static void words_load(void *context) {
    mark_words *w = context;
    rt_str code;
    while (w->books < MARK_LANGUAGES && (code = lex_language(w->lex, w->books)).s)
        w->book[w->books++] = book_new(w->lex, str_z(&w->memory, code), &w->memory);
}

mark_words *mark_words_new(const lexicon *lex) {
    mark_words *w = calloc(1, sizeof *w);
    if (!w) return NULL;
    w->lex = lex;
    arena_init(&w->memory, 0);
    w->vocabulary = vocabulary_new(lex);
    if (w->vocabulary && arena_try(&w->memory, words_load, w)) return w;
    mark_words_free(w);
    return NULL;
}

void mark_words_free(mark_words *words) {
    if (!words) return;
    vocabulary_free(words->vocabulary);
    arena_release(&words->memory);
    free(words);
}

const wordbook *mark_book(const mark_words *words, rt_str language) {
    const wordbook *english = NULL;
    for (unsigned i = 0; i < words->books; i++) {
        if (str_eq(book_code(words->book[i]), language)) return words->book[i];
        if (str_eq(book_code(words->book[i]), STR("en"))) english = words->book[i];
    }
    return english;
}

void mark_article(const mark_words *words, const rt_article *article, arena *a,
                  rt_marks *out) {
    *out = (rt_marks){0};
    mark_text t = {.article = article,
                   .text = article->text,
                   .book = mark_book(words, article->language),
                   .a = a};
    text_tokens(&t);
    text_sentences(&t);
    out->sentences = t.sentence;
    out->sentences_n = t.sentence_n;
}
