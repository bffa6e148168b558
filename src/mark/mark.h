/* mark.h: article → marks and terms.
 * Who said what according to whom, credits, figures, dates and names as spans into the
 * article's text, by rules and the word lists of data/; and the text as hashed terms. */
#ifndef MARK_MARK_H
#define MARK_MARK_H

#include "base/arena.h"
#include "base/lexicon.h"
#include "retold.h"

/* Word lists arranged for looking up, constant once made and shared by all threads. */
typedef struct mark_words mark_words;

/* NULL when memory runs out. `lex` must outlive it. */
mark_words *mark_words_new(const lexicon *lex);
void mark_words_free(mark_words *words);

/* All marks of an article. Pure; linear in the text. Memory comes from `a`. */
void mark_article(const mark_words *words, const rt_article *article, arena *a,
                  rt_marks *out);

/* The article's words as terms, sentence by sentence as in marks->sentences. */
void mark_terms(const mark_words *words, const rt_article *article, const rt_marks *marks,
                arena *a, rt_terms *out);

#endif
