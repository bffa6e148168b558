/* credit.h: the outlets that an article names as where its content comes from.
 * From its text, title, notices, authors and links; an outlet that is only talked about
 * is no credit. Private to mark. */
#ifndef MARK_CREDIT_H
#define MARK_CREDIT_H

#include "mark/outlet.h"

/* All credits: those of the text in text order, then those of the title, the notices, the
 * authors and the links. `mentions` are those of the text. Sets *n. */
const rt_credit *credit_find(const mark_text *t, const outlet_mentions *mentions,
                             uint32_t *n);

#endif
