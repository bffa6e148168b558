/* byline.h: lines that say who wrote or supplied an article.
 * Bylines, datelines with an agency's tag, source and copyright lines, "contributed to
 * this report". Private to mark. */
#ifndef MARK_BYLINE_H
#define MARK_BYLINE_H

#include "mark/outlet.h"

typedef VEC(rt_credit) credit_list;

/* Phrases of credits.txt in a text, by token: credit_bit of the longest one that begins
 * there, and of those that end there. */
typedef struct credit_words {
    const uint32_t *starting, *ending;
} credit_words;

credit_words credit_words_find(const mark_text *t);

/* Adds the credits of such lines to *out, in text order. Sets spent[i] for every token of
 * a mention that is done with: credited here, or a picture's credit. */
void byline_find(const mark_text *t, const outlet_mentions *mentions,
                 const credit_words *words, bool *spent, credit_list *out);

#endif
