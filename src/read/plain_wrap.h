/* plain_wrap.h: texts that were broken into lines at a width.
 * Their lines end in mid-sentence where the next word would not have fitted; those of a
 * list of headlines, or of a page with one paragraph a line, do not. */
#ifndef READ_PLAIN_WRAP_H
#define READ_PLAIN_WRAP_H

#include "base/lexicon.h"
#include "base/str.h"

typedef struct plain_wrap {
    unsigned width; /* characters of the longest line; 0: the text is not wrapped */
    bool blanks;    /* blank lines stand between its paragraphs */
} plain_wrap;

/* `text` is valid UTF-8. Linear time. */
plain_wrap wrap_find(const lexicon *lex, rt_str text);

/* Whether `next`, which stands right below `line`, goes on with its paragraph. Both are
 * trimmed and not empty. */
bool wrap_goes_on(const plain_wrap *w, rt_str line, rt_str next);

/* Whether a line ends as sentences do. */
bool wrap_closes_sentence(rt_str line);

#endif
