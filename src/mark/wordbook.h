/* wordbook.h: all word lists of one language, arranged for one look-up a word.
 * The phrases of every list hang in one trie of folded words; a node says in which lists
 * the phrase that ends there stands. Constant once made, shared by all threads. */
#ifndef MARK_WORDBOOK_H
#define MARK_WORDBOOK_H

#include "base/lexicon.h"

/* The lists that mark/ knows; a file of the same name in data/lang/LL each, but those of
 * data/outlets. docs/LANGUAGES.md says what stands in them. */
typedef enum book_list {
    BOOK_ABBREVIATIONS,
    BOOK_CLITICS,
    BOOK_ELISIONS,
    BOOK_STARTERS,
    BOOK_CUES,
    BOOK_SOURCE_PHRASES,
    BOOK_TITLES,
    BOOK_ROLES,
    BOOK_ANONYMOUS,
    BOOK_ORGANISATIONS,
    BOOK_DOCUMENTS,
    BOOK_PRONOUNS,
    BOOK_FIRST_NAMES,
    BOOK_STOP_WORDS,
    BOOK_GRAMMAR,
    BOOK_OUTLETS,
    BOOK_LISTS
} book_list;

typedef struct wordbook wordbook;

enum { BOOK_ROOT = 0 };

/* The book of data/lang/CODE and data/outlets; memory comes from `a`. */
const wordbook *book_new(const lexicon *lex, const char *code, arena *a);
rt_str book_code(const wordbook *book);

/* The node reached from `node` by a word (the hash of its folded form); BOOK_ROOT when no
 * phrase goes on so. */
uint32_t book_step(const wordbook *book, uint32_t node, uint64_t word);
/* Whether a phrase of `list` ends at `node`; never at BOOK_ROOT. */
bool book_has(const wordbook *book, uint32_t node, book_list list);
/* Its value in that list; empty when it has none or does not stand there. */
rt_str book_value(const wordbook *book, uint32_t node, book_list list);
/* Whether longer phrases go on from here. */
bool book_goes_on(const wordbook *book, uint32_t node);

#endif
