/* lexicon.h: the word lists of data/, compiled into the program.
 * A list is a file "data/FOLDER/NAME.txt": one entry a line, a phrase (folded on
 * building), then, after a tab, an optional value; "#" starts a comment line. Which lists
 * there are and what they mean is said in docs/LANGUAGES.md; those of the folder
 * "outlets" are views of data/outlets.tsv (base/outlets.h). Constants; shared by threads.
 */
#ifndef BASE_LEXICON_H
#define BASE_LEXICON_H

#include "base/str.h"

typedef struct lexicon lexicon;
typedef struct lex_list lex_list;

typedef struct lex_entry {
    rt_str phrase; /* folded, single blanks between its words */
    rt_str value;  /* as written; empty when the line has none */
} lex_entry;

/* All lists, as the build made them (tools/lists.c). */
const lexicon *lexicon_all(void);

/* The list "data/FOLDER/NAME.txt" (FOLDER "lang/en" for English); an empty list when
 * there is none, never NULL. In FOLDER "lang/all" stand the entries of all languages
 * together, in the order of their codes; of equal phrases the first holds. */
const lex_list *lex_get(const lexicon *lex, const char *folder, const char *name);
/* The code of the i-th language that has a folder "data/lang/CODE", in bytewise order;
 * null past the last. */
rt_str lex_language(const lexicon *lex, size_t i);
/* The entry of a folded phrase; NULL when it is not in the list. */
const lex_entry *lex_find(const lex_list *list, rt_str folded);
/* An entry (of two bytes or more) that the folded text holds at byte `at`, ending where a
 * word ends; NULL when there is none. `after` is the answer before, NULL for the first.
 */
const lex_entry *lex_at(const lex_list *list, rt_str folded, size_t at,
                        const lex_entry *after);
/* The first entry that lex_at finds where a word begins, at byte *at or behind it (a word
 * begins the text and behind each blank); moves *at there. NULL when there is none. */
const lex_entry *lex_next(const lex_list *list, rt_str folded, size_t *at);
/* All entries in file order; for lists that are walked or indexed by their user. */
const lex_entry *lex_entries(const lex_list *list, size_t *n);
/* Number of words of the longest phrase; 0 for an empty list. */
unsigned lex_longest(const lex_list *list);
/* The raw lines of "data/NAME" (tables such as outlets.tsv); null when there is none. */
rt_str lex_table(const char *name);

#endif
