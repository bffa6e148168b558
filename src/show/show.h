/* show.h: values → what people and programs read.
 * JSON Lines as docs promise them, the terminal's view and the HTML report.
 */
#ifndef SHOW_SHOW_H
#define SHOW_SHOW_H

#include "base/arena.h"
#include "retold.h"

#include <stdio.h>

/* The two sources of a pair. */
typedef struct show_sides {
    rt_str a, b;
} show_sides;

/* Each writes one object and a newline; ferror(out) tells of a full disk. `tmp` is
 * scratch. */
void show_article_json(FILE *out, const rt_article *article, arena *tmp);
void show_marks_json(FILE *out, const rt_article *article, const rt_marks *marks,
                     arena *tmp);
void show_pair_json(FILE *out, show_sides sides, const rt_pair *pair, arena *tmp);
void show_relation_json(FILE *out, show_sides sides, const rt_pair *pair,
                        rt_relation relation, bool same_story, arena *tmp);
void show_story_json(FILE *out, const rt_story *story, arena *tmp);

/* The lineage of stories as a GraphML document, for programs that draw and measure
 * graphs. Nodes are articles and the outlets outside that they rest on; edges lead from
 * the parent to the child, and are undirected where the direction is unknown. */
void show_graphml_begin(FILE *out);
void show_graphml_story(FILE *out, const rt_story *story, arena *tmp);
void show_graphml_end(FILE *out);

/* The same as comma-separated values (RFC 4180, but lines end in a line feed): a row for
 * each edge, and one without a parent for each article that has no edge upwards. A field
 * that a spreadsheet would take for a formula gets an apostrophe before it. */
void show_csv_begin(FILE *out);
void show_csv_story(FILE *out, const rt_story *story, arena *tmp);

/* What the terminal can do. */
typedef struct show_style {
    bool colour;
    bool utf8; /* false: lines and dots are drawn in ASCII */
} show_style;

/* A story for reading in a terminal: count of origins, lineage as a tree, differences,
 * quotations. Control characters of the texts do not get through. */
void show_story_terminal(FILE *out, const show_style *style, const rt_story *story,
                         arena *tmp);
/* What a story with `change` is, beside what it was: counts, parts, and origins that stay
 * by name. */
void show_change_terminal(FILE *out, const show_style *style, const rt_story *story,
                          arena *tmp);
/* A hit of a search. */
void show_hit_terminal(FILE *out, const show_style *style, const rt_hit *hit, arena *tmp);
void show_hit_json(FILE *out, const rt_hit *hit, arena *tmp);

/* A correction with its number; `names` is what the corpus calls its articles, null
 * where it has none. */
void show_correction_terminal(FILE *out, const show_style *style, const rt_correction *c,
                              const rt_str names[2], arena *tmp);
void show_correction_json(FILE *out, const rt_correction *c, arena *tmp);
/* One line: the number of a story, its title and counts. */
void show_counts_terminal(FILE *out, const show_style *style, const rt_story *story,
                          arena *tmp);

/* The HTML report: one self-contained page, readable without network and without script.
 * Takes stories in the order of their numbers and keeps their markup in memory; once that
 * is more than 16 MB, later stories appear in its index only. */
typedef struct show_report show_report;
/* `folder`, which must last as long as the report, is the absolute path of the folder
 * that relative paths of sources begin in; "" when the report will lie there. */
rt_code show_report_new(const char *folder, show_report **out, rt_err *err);
void show_report_free(show_report *r);
/* Nothing of what is given need outlast the call. `tmp` is in use by arena_try: when
 * memory runs out, this leaves the way it says. */
void show_report_story(show_report *r, const rt_story *story, arena *tmp);
/* An input that was not read, and why. */
void show_report_reject(show_report *r, const rt_err *why, arena *tmp);
/* Writes the whole page; ferror(out) tells of a full disk. RT_E_STOPPED when memory ran
 * out on the way. */
rt_code show_report_write(show_report *r, FILE *out, rt_err *err);

#endif
