/* finds.h: which texts of an index hold the seeds of others.
 * Looked up for one text or for many at once; looking many up walks through the postings
 * in one direction and asks for each seed once. */
#ifndef MATCH_FINDS_H
#define MATCH_FINDS_H

#include "match/index.h"

enum { FINDS_NAMESAKES = 4 }; /* of texts that are equal so many are told */

struct match_finds {
    const posting_hits *wording, *stems; /* of each seed of the text's digest */
    const posting_hits *same;            /* texts of equal words */
};

/* Those of the text, looked up unless they are at hand. */
const match_finds *finds_of(const match_index *index, const match_text *text, arena *a);

#endif
