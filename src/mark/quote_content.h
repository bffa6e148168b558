/* quote_content.h: what a cue reports, as ranges of tokens.
 * Right of the frame (cue, source, addressee), left of it, in the line below a colon, and
 * going on after an inserted attribution. An empty range: nothing. */
#ifndef MARK_QUOTE_CONTENT_H
#define MARK_QUOTE_CONTENT_H

#include "mark/quote.h"

typedef struct range {
    uint32_t first, end;
} range;

static inline bool range_empty(range r) { return r.first >= r.end; }

/* End of the sentence of token `i`; past a stretch that runs over it. */
uint32_t sentence_end(const mark_text *t, const stretches *s, uint32_t i);

/* "X said that ...": what stands right of the frame of cue `k`. */
range content_right(const mark_text *t, const stretches *s, const cues *all, uint32_t k);
/* "X went on:" and a stretch that begins the next line. */
range content_below(const mark_text *t, const stretches *s, const cue *c);
/* "..., X said": what stands left of the frame, not before token `floor`. */
range content_left(const mark_text *t, const stretches *s, const cue *c, uint32_t floor);
/* "..., X said, ...": what goes on after the frame; `spoken` when the left part is a
 * stretch. */
range content_after(const mark_text *t, const stretches *s, const cues *all, uint32_t k,
                    bool spoken);

/* A new draft at the end of `out` with the source of `c` (NULL: none). */
draft *draft_new(const mark_text *t, drafts *out, uint32_t cue_index, const cue *c);
/* Adds a range to a draft's content and takes its stretches; the marks are left out when
 * the range is one stretch. */
void draft_add(const mark_text *t, stretches *s, draft *d, range r);

/* Quotations whose source signs them in the line below ("— Ada Brook (@ada) May 4"), in
 * text order: stretches, or whole lines when an account is given. */
drafts quote_signed(const mark_text *t, stretches *s);
/* "“…” — Ada Brook" at the end of a line: the tokens of the name. */
bool quote_signature(const mark_text *t, const stretch *q, uint32_t *first,
                     uint32_t *end);
/* "“BROOK: …”": end of the name inside the marks, before its colon. */
bool quote_inner_name(const mark_text *t, const stretch *q, uint32_t *end);

/* Attributes the stretches that no cue took: they go on from the quotation before, belong
 * to whom their sentence is about, or are scare quotes. */
void quote_rest(const mark_text *t, stretches *s, const cues *all, drafts *out);

/* Sentences in the verb form of reported speech that go on from a quotation right before
 * them ("Er habe gewartet."): the same source, no cue. Languages with such a form only.
 */
void quote_free(const mark_text *t, const stretches *s, const cues *all, drafts *out);

#endif
