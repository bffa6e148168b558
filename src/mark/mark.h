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

/* The article's words as terms, sentence by sentence as in marks->sentences. `marks` may
 * be NULL; without sentences in it they are cut at line ends and . ! ?, without names
 * capitals inside a sentence tell them (not where nouns have capitals). A sentence
 * without words is an empty range of terms. A word is a run of letters and digits that
 * starts with a letter; hyphens and apostrophes cut it, a possessive "'s" is left out
 * ("Trump's" is "Trump"). Its hash is hash_word of its utf8_fold. A number is one term,
 * thousands joined and the decimal mark a full stop ("1,000" is "1000", German "1,5" is
 * "1.5"); "67bn" is two terms. Scripts without blanks give a term a character. Stems are
 * those of Snowball for the article's language (unknown: English); stop words, numbers
 * and words of other languages are their own stems. Pure; linear in the text. Memory
 * comes from `a`; safe from several threads. */
void mark_terms(const mark_words *words, const rt_article *article, const rt_marks *marks,
                arena *a, rt_terms *out);

/* The same words as hashes and spans alone, whatever the language: all that equal wording
 * takes. Numbers are those of English. The other arrays of *out are NULL, and there are
 * no sentences in it. */
void mark_wording(const rt_article *article, arena *a, rt_terms *out);

#endif
