/* dateline.h: what opens the line of a report before its first sentence.
 * "HELSINKI, July 16 (AP) —", "PORT SELWICK –": places in capitals, dates, an agency's
 * tag, then a dash. Private to mark. */
#ifndef MARK_DATELINE_H
#define MARK_DATELINE_H

#include "mark/token.h"

/* Tokens that a dateline has at most. */
enum { LONGEST_DATELINE = 16 };

/* What stands before a dateline's tag: places in capitals, dates, commas. */
bool dateline_word(const mark_text *t, uint32_t i);

/* End of the dateline that opens the line with token `first`, past its dash, not after
 * `limit`; `first` when there is none. Without a tag its place must be in capitals all
 * through. */
uint32_t dateline_end(const mark_text *t, uint32_t first, uint32_t limit);

#endif
