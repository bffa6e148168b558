/* byline.h: the names in a line that says who wrote the article.
 * Agencies, functions and places that stand beside the names are left out. */
#ifndef READ_BYLINE_H
#define READ_BYLINE_H

#include "base/arena.h"
#include "base/lexicon.h"
#include "base/str.h"

enum { BYLINE_MOST = 12 };

/* Adds the names of people in `line` to authors[*n], up to BYLINE_MOST in all; none is
 * named twice. Names are views of `line`, save for those in capitals. */
void byline_authors(const lexicon *lex, arena *a, rt_str line, rt_str *authors,
                    uint32_t *n);

#endif
