/* layouts.h: texts laid out for aligning, kept while there is room.
 * A text stands in many pairs; laying it out anew for each would take longer than
 * aligning. One for each thread. */
#ifndef RUN_LAYOUTS_H
#define RUN_LAYOUTS_H

#include "match/match.h"

enum { LAYOUTS_ROOM = 192 << 20 }; /* bytes beyond which all are given up */

/* All zero holds none. */
typedef struct layouts {
    arena memory;
    const match_layout **of; /* of each text, in `memory`; NULL: not there */
} layouts;

void layouts_release(layouts *l);

/* Before each pair: gives up all layouts when they take too much room. `n` texts. */
void layouts_tidy(layouts *l, uint32_t n);
/* Gives `text`, number `i` of `n`, its layout. May leave by arena_try of l->memory. */
void layouts_take(layouts *l, const match_options *options, uint32_t i, match_text *text);

#endif
