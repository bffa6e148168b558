/* speaker.h: who the source of a quotation is, and through which outlet it came.
 * Names, roles and pronouns are resolved within the article; what stays unclear is null.
 * Classes and roles of outlets are those of rt_speaker_class and rt_via_role. */
#ifndef MARK_SPEAKER_H
#define MARK_SPEAKER_H

#include "mark/name.h"
#include "mark/outlet.h"
#include "mark/quote.h"

/* What was found in the text before speakers are resolved. */
typedef struct findings {
    const mark_text *t;
    const stretches *s;
    const names *n;
    const outlet_mentions *outlets;
    const cues *c;
    const drafts *d;
    const rt_credit *credits; /* those of the text first, in text order */
    uint32_t credits_n;
} findings;

/* Fills speaker, class, via and role of `q`, whose items were made of the drafts in the
 * same order. */
void speaker_resolve(const findings *f, rt_quotation *q);

/* The outlet that is named at token `i` or in the tokens right after it, before `end`;
 * NULL when there is none. */
const outlet_mention *speaker_outlet(const findings *f, uint32_t i, uint32_t end);

/* Index of the first credit of the text that begins at or after byte `offset`. */
uint32_t speaker_credit(const findings *f, uint32_t offset);

/* Fills via and role of the quotations, whose speakers are known. */
void speaker_via(const findings *f, rt_quotation *q);

#endif
