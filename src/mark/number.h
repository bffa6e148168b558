/* number.h: numbers in a text, in figures and in words.
 * "1,000", "67 billion", "twenty-eight", "two hundred and fifty", "a dozen", "tens of
 * thousands", German "1,5 Mrd.", "achtundzwanzig". Private to mark. */
#ifndef MARK_NUMBER_H
#define MARK_NUMBER_H

#include "mark/token.h"

typedef struct number {
    uint32_t first, end; /* tokens */
    double value;
    bool digits;  /* written in figures */
    bool grouped; /* with thousands apart or a magnitude word: no year */
    bool vague;   /* "hundreds of", "tens of thousands": a lower bound */
    rt_str tail;  /* what is written onto it: "hour" of "two-hour"; null if nothing */
} number;

/* The number that begins at token `i`, an article before a magnitude ("a dozen")
 * included. False when there is none: times of day, dates in figures and version numbers
 * are none. */
bool number_read(const mark_text *t, uint32_t i, number *out);

#endif
