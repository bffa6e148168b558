/* term.h: what cutting a text into terms needs to know beforehand.
 * Letter tables, stop words and number words by language, and the memory of stems.
 * Private to mark. */
#ifndef MARK_TERM_H
#define MARK_TERM_H

#include "base/lexicon.h"

/* Constant to its users; the stems it remembers are a pure function of the word, so
 * results never depend on what other threads have asked. */
typedef struct term_words term_words;

/* NULL when memory runs out. */
term_words *term_words_new(const lexicon *lex);
void term_words_free(term_words *words);

#endif
