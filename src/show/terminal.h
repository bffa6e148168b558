/* terminal.h: writing for people's terminals, for the files terminal*.c.
 * Texts of others are cleaned of whatever could steer a terminal; drawing falls back to
 * ASCII. */
#ifndef SHOW_TERMINAL_H
#define SHOW_TERMINAL_H

#include "base/str.h"
#include "show/show.h"

typedef struct terminal {
    FILE *out;
    const show_style *style;
    arena *tmp;
} terminal;

/* Our own words; "·", "…", "“" and the like become ASCII where they have to. */
void term_put(terminal *t, const char *text);
/* Text of others on one line, cut to about `most` bytes between characters (0: whole). */
void term_text(terminal *t, rt_str text, size_t most);

typedef enum term_look { TERM_PLAIN, TERM_BOLD, TERM_DIM, TERM_ACCENT } term_look;
/* How what follows looks, until the next call; nothing without colour. */
void term_look_as(terminal *t, term_look look);

/* So much of a title, and of an outlet's or a person's name. */
enum { TERM_TITLE_BYTES = 110, TERM_NAME_BYTES = 48 };

/* " · " and the beginning of the article's id. */
void term_id(terminal *t, const rt_article *article);
/* "3 articles · 1 independent origin" */
void term_counts(terminal *t, uint32_t articles, rt_range origins);
/* ": Politico (not among the articles), The Post"; nothing when there is none. */
void term_origins(terminal *t, const rt_story *s);
/* A line with the correction; `names` is what its articles are called. */
void term_correction(terminal *t, const rt_correction *c, const rt_str names[2]);

/* The lineage as a tree. */
void term_lineage(terminal *t, const rt_story *story);

#endif
