/* vocabulary.h: what is known of the single words of a language.
 * Stop words and number words from the lists of data/, stems, and how the language writes
 * numbers and nouns. Constant to its users, shared by all threads. Private to mark. */
#ifndef MARK_VOCABULARY_H
#define MARK_VOCABULARY_H

#include "base/lexicon.h"

typedef struct vocabulary vocabulary;
typedef struct vocabulary_all vocabulary_all;

/* NULL when memory runs out. */
vocabulary_all *vocabulary_new(const lexicon *lex);
void vocabulary_free(vocabulary_all *all);

/* That of a language (ISO 639-1). One without a folder in data/lang has stems at most; a
 * text of unknown language counts as English. */
const vocabulary *vocabulary_of(const vocabulary_all *all, rt_str iso);

/* Its decimal mark, '.' or ','. */
char vocabulary_decimal(const vocabulary *v);
/* Whether common nouns have capitals, so that a capital does not tell a name. */
bool vocabulary_capital_nouns(const vocabulary *v);

/* What tells whether a full stop behind a word ends a sentence. */
enum {
    VOCABULARY_ABBREVIATION = 16, /* written with a full stop that does not */
    VOCABULARY_STARTER = 32       /* begins sentences, and hardly ever a name */
};
unsigned vocabulary_punctuation(const vocabulary *v, uint64_t hash);

/* Fills stem[i] and adds RT_TERM_STOP and RT_TERM_NUMBER to flags[i] of `n` words of
 * `text`, given by hash and span. What is flagged as a number
 * already is its own stem. */
typedef struct vocabulary_words {
    rt_str text;
    const uint64_t *hash;
    const rt_span *span;
    uint64_t *stem;
    uint8_t *flags;
    uint32_t n;
} vocabulary_words;
void vocabulary_look_up(const vocabulary *v, const vocabulary_words *words, arena *a);

#endif
