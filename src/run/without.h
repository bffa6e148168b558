/* without.h: stories as they would be if some of their articles were not there.
 * A story falls apart where nothing but the absent articles held its others together. */
#ifndef RUN_WITHOUT_H
#define RUN_WITHOUT_H

#include "run/pile.h"
#include "run/relate.h"

/* A story to be traced. Items without marks are marked on the way. */
typedef struct story_task {
    uint32_t number, thread;
    trace_item *items; /* the story's, then `others_n` neighbours */
    uint32_t n, others_n;
    const rt_pair *pairs; /* positions in items, a < b */
    uint32_t pairs_n;
} story_task;

/* Which group an article would be in. */
typedef struct without_part {
    rt_id id;
    uint32_t part;
} without_part;

typedef struct without {
    const rt_id *ids; /* ascending */
    uint32_t n;
    uint64_t last_story; /* the highest number that a story has */
    const without_part
        *parts; /* of all articles in stories that have an absent one; by id */
    uint32_t parts_n;
} without;

/* What a task becomes: the positions of absent articles, and the parts left, the largest
 * first. */
typedef struct story_split {
    uint32_t *absent;
    uint32_t absent_n;
    story_task *parts;
    uint32_t parts_n;
} story_split;

/* Sets w->parts for the stories of a pile, in `a`, by comparing all but the absent. */
rt_code without_group(without *w, const pile *p, const related *r, arena *a, rt_err *err);

/* False when the story has none of the articles. Memory comes from `a`; items of the
 * parts are those of the task. */
bool without_split(const without *w, const story_task *task, arena *a, story_split *out);

#endif
