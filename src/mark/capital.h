/* capital.h: whether the capital that begins a sentence tells a name.
 * It does when the article writes the word with a capital inside a sentence too.
 * Private to mark. */
#ifndef MARK_CAPITAL_H
#define MARK_CAPITAL_H

#include "mark/token.h"

/* The words that begin sentences of one article, as an open table; zero to begin with,
 * filled when first needed. */
typedef struct capital_table {
    uint64_t *key;
    uint8_t *seen;
    size_t mask;
} capital_table;

/* Whether token `i`, which has a capital, has it as a name: it stands inside a sentence,
 * the article writes it so elsewhere, it is a first name or an initialism; or the article
 * has it nowhere else and it is neither in a list nor in the plural. */
bool capital_tells(capital_table *c, const mark_text *t, uint32_t i);

#endif
