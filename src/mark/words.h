/* words.h: the word lists of data/, arranged for looking up by each rule of this room.
 * One member per rule, made by that rule's own file; constant once made, shared by all
 * threads. Private to mark. */
#ifndef MARK_WORDS_H
#define MARK_WORDS_H

#include "mark/mark.h"
#include "mark/vocabulary.h"
#include "mark/wordbook.h"

enum { MARK_LANGUAGES = 32 };

struct mark_words {
    arena memory;
    const lexicon *lex;
    const wordbook *book[MARK_LANGUAGES];
    unsigned books;
    vocabulary_all *vocabulary;
};

#endif
