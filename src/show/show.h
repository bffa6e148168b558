/* show.h: values → what people and programs read.
 * JSON Lines as docs promise them, the terminal's view, the HTML report, GraphML and CSV.
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

#endif
