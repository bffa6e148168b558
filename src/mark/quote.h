/* quote.h: inside the reading of quotations: stretches, cues and what joins them.
 * Stages: pair the quotation marks; find the cues and their sources; find what each cue
 * reports; attribute the stretches left over; resolve who the sources are.
 * The order is that of S. Pareti's and of G. Newell's systems (Citron). */
#ifndef MARK_QUOTE_H
#define MARK_QUOTE_H

#include "base/vec.h"
#include "mark/token.h"

/* What stands between two quotation marks. */
typedef struct stretch {
    uint32_t outer, outer_end; /* tokens, the marks included where they are there */
    uint32_t first, end;       /* tokens inside the marks */
    bool opened, closed;       /* the mark is there */
    bool single;
    bool title; /* the name of a programme or a work: nothing is said */
    bool taken; /* some quotation has it as content */
} stretch;

typedef struct stretches {
    stretch *at;
    uint32_t n;
    uint32_t
        *in; /* for each token: the stretch it stands in (marks included) + 1, or 0 */
} stretches;

/* A reporting expression and its source; token ranges are empty (equal) when absent. */
typedef struct cue {
    uint32_t first, end; /* auxiliaries and adverbs included */
    uint32_t verb;       /* first token of the phrase in the list of cues */
    uint32_t bits;       /* cue_bit */
    uint32_t source, source_end;
    uint32_t addressee, addressee_end;
    uint32_t frame, frame_end; /* all of these */
    bool inverted;             /* the source stands after the cue */
    bool shared;               /* the source is that of an earlier cue of the sentence */
    bool passive;
} cue;

typedef struct cues {
    VEC(cue) list;
} cues;

/* A quotation in the making. */
typedef struct draft {
    rt_quote_type type;
    VEC(rt_span) content;
    uint32_t cue;                /* index of its cue; UINT32_MAX when there is none */
    uint32_t source, source_end; /* tokens; empty when there is none */
    uint32_t first;              /* first token of its content */
    bool carried;                /* the source is that of the quotation before */
} draft;

typedef struct drafts {
    VEC(draft) list;
} drafts;

/* The stretches of a text in order; nested ones are part of the outer one. A mark that
 * lacks its partner does no harm beyond its paragraph. */
stretches quote_pair(const mark_text *t);

/* Stretch that token `i` stands in; NULL when it stands in none. */
static inline stretch *stretch_of(const stretches *s, uint32_t i) {
    return s->in[i] ? &s->at[s->in[i] - 1] : NULL;
}

/* All cues outside the stretches, in text order, with their sources. */
cues cue_find(const mark_text *t, const stretches *s);

/* The noun phrase that opens the sentence of token `first`, before token `end`: a
 * pronoun, or names, or a plain phrase. False when there is none. */
bool cue_opening(const mark_text *t, const stretches *s, uint32_t first, uint32_t end,
                 uint32_t *phrase, uint32_t *phrase_end);

/* Grammar of a word; by its ending where it stands in no list. */
static inline uint32_t word_grammar(const mark_text *t, uint32_t i) {
    return t->token[i].likely;
}
/* First token of the noun phrase that ends before token `end`, not before `limit`; `end`
 * when there is none. */
uint32_t phrase_left(const mark_text *t, const stretches *s, uint32_t end,
                     uint32_t limit);
/* End of the noun phrase that begins at token `first`, not after `limit`; `first` when
 * there is none. phrase_plain leaves out what follows a comma. */
uint32_t phrase_plain(const mark_text *t, const stretches *s, uint32_t first,
                      uint32_t limit);
uint32_t phrase_right(const mark_text *t, const stretches *s, uint32_t first,
                      uint32_t limit);

/* What each cue reports, and what the stretches without a cue are. */
drafts quote_draft(const mark_text *t, stretches *s, const cues *c);

#endif
