#include "mark/mark.h"

#include <stdlib.h>

struct mark_words {
    const lexicon *lex;
};

mark_words *mark_words_new(const lexicon *lex) {
    mark_words *w = calloc(1, sizeof *w);
    if (w) w->lex = lex;
    return w;
}
void mark_words_free(mark_words *words) { free(words); }
void mark_article(const mark_words *words, const rt_article *article, arena *a,
                  rt_marks *out) {
    (void)words, (void)article, (void)a;
    *out = (rt_marks){0};
}
