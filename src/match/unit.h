/* unit.h: a text cut into units of a sentence's size.
 * What rewording is looked for in: very short sentences are joined to the next and very
 * long ones cut, so that headlines and lists weigh like prose. */
#ifndef MATCH_UNIT_H
#define MATCH_UNIT_H

#include "base/arena.h"
#include "retold.h"

enum {
    UNIT_SHORTEST = 4, /* words; a shorter sentence is joined to what follows */
    UNIT_LONGEST = 60  /* words; a longer one is cut */
};

/* Terms [from, to) of a text. */
typedef struct unit_range {
    uint32_t from, to;
} unit_range;

/* The units of a text, in order and without gaps, in `mem`. Sets *n. */
const unit_range *unit_cut(const rt_terms *terms, arena *mem, uint32_t *n);

#endif
