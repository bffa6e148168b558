/* plain_line.h: a plain text cut into lines, each with what it is.
 * Lines that were wrapped at a fixed width are one line here; each later step of plain.c
 * looks at the whole run of them. */
#ifndef READ_PLAIN_LINE_H
#define READ_PLAIN_LINE_H

#include "read/furniture.h"

typedef enum plain_form {
    FORM_SHORT, /* as headlines, names and labels are: no sentence ends it */
    FORM_PROSE, /* sentences */
    FORM_DATE   /* a date and nothing else */
} plain_form;

typedef struct plain_line {
    rt_str text;
    line_verdict is;
    plain_form form;
    rt_time date;    /* of a FORM_DATE */
    rt_str language; /* known of kept lines only */
    bool repeated;   /* the same words stand in an earlier line */
    bool keep;
} plain_line;

typedef struct plain_lines {
    plain_line *at;
    uint32_t n;
} plain_lines;

/* The lines of `text` that are not blank. */
plain_lines plain_cut(arena *a, const lexicon *lex, rt_str text);

/* A line that is text of the article for all that its own words tell. */
static inline bool plain_is_prose(const plain_line *l) {
    return l->is.kind == LINE_TEXT && l->form == FORM_PROSE && !l->repeated;
}
static inline bool plain_is_short(const plain_line *l) {
    return l->is.kind == LINE_TEXT && l->form == FORM_SHORT;
}

#endif
