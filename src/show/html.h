/* html.h: writing the page, for the files html*.c.
 * Every text of an article goes through html_text: escaped, valid, and unable to change
 * the order of the text around it. Everything is deterministic and needs no script. */
#ifndef SHOW_HTML_H
#define SHOW_HTML_H

#include "base/str.h"
#include "show/show.h"

typedef struct html {
    FILE *out;
    arena *tmp;     /* lasts as long as the story */
    arena *scratch; /* for one piece of evidence; reset by its writer */
    rt_str folder;  /* as of show_report_new */
} html;

/* Markup of our own, as it is. */
void html_raw(html *h, const char *markup);
void html_printf(html *h, const char *markup, ...) __attribute__((format(printf, 2, 3)));
/* Says how many of `all` stand behind the first `shown`, when any do; `what` they are. */
void html_left_out(html *h, uint32_t shown, uint32_t all, const char *what);
/* Text of others: "&<>\"'" escaped, bytes that are no UTF-8 and control characters as
 * U+FFFD, directional controls left out. */
void html_text(html *h, rt_str text);
/* The same, isolated from the direction of what surrounds it. */
void html_name(html *h, rt_str text);
/* At most `most` bytes of it, cut between characters, with an ellipsis when cut. */
void html_cut(html *h, rt_str text, size_t most);

/* Where an article was read from, with a link to the file. */
void html_source(html *h, rt_str source);
/* A part of the page that can be scrolled by itself; its name is told to those who do not
 * see it. */
void html_scroll_begin(html *h, const rt_story *story, const char *name);
void html_scroll_end(html *h);
/* A link to article `i` of the story, with its name; only the name when the article
 * belongs to another story. */
void html_article_link(html *h, const rt_story *story, uint32_t i);
/* The parent of an edge: an article of the story, or an outlet outside the corpus. */
void html_parent(html *h, const rt_story *story, const rt_edge *edge);

/* The parts of a story, each with its own heading; nothing when there is nothing. */
void html_lineage(html *h, const rt_story *story);
void html_evidence(html *h, const rt_story *story);
void html_quotations(html *h, const rt_story *story);
void html_articles(html *h, const rt_story *story);
/* All parts. */
void html_story_section(html *h, const rt_story *story);

#endif
