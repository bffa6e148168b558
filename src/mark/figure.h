/* figure.h: figures with what they count.
 * Money, people, shares, lengths of time, "28-point plan", "33-nation", ranks; times of
 * day, dates, ages and numbers of lists are none. Private to mark. */
#ifndef MARK_FIGURE_H
#define MARK_FIGURE_H

#include "mark/outlet.h"

/* All figures in text order, those in the names of outlets ("60 Minutes") left out;
 * `marks` has the quotations already. Sets *n. */
const rt_figure *figure_find(const mark_text *t, const outlet_mentions *outlets,
                             const rt_marks *marks, uint32_t *n);

#endif
