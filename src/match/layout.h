/* layout.h: all that aligning asks of one text again and again.
 * Its grams for finding equal wording, its stems by unit for finding rewording; made once
 * for the many pairs that a text stands in. */
#ifndef MATCH_LAYOUT_H
#define MATCH_LAYOUT_H

#include "match/exact.h"
#include "match/match.h"
#include "match/side.h"

struct match_layout {
    rt_terms terms;
    exact_table grams;
    text_side side; /* empty with match_options.verbatim_only */
};

#endif
