/* speaker.h: who the source of a quotation is, and through which outlet it came.
 * Names, roles and pronouns are resolved within the article; what stays unclear is null.
 * Classes and roles of outlets are those of rt_speaker_class and rt_via_role. */
#ifndef MARK_SPEAKER_H
#define MARK_SPEAKER_H

#include "mark/name.h"
#include "mark/quote.h"

/* Fills speaker, class, via and role of `q`, whose items were made of the drafts in the
 * same order. */
void speaker_resolve(const mark_text *t, const stretches *s, const names *n,
                     const cues *all, const drafts *d, rt_quotation *q);

/* Outlet named by the capitalised phrase at token `i`; null when there is none. Sets
 * *end to the token after it. */
rt_str speaker_outlet(const mark_text *t, uint32_t i, uint32_t *end);

/* Fills via and role of the quotations, whose speakers are known. */
void speaker_via(const mark_text *t, const cues *all, const drafts *d, rt_quotation *q);

#endif
