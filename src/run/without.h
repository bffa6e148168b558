/* without.h: stories as they would be if some of their articles were not there.
 * A story falls apart where nothing but the absent articles held its others together. */
#ifndef RUN_WITHOUT_H
#define RUN_WITHOUT_H

#include "trace/trace.h"

/* A story to be traced. Items without marks are marked on the way. */
typedef struct story_task {
    uint32_t number, thread;
    trace_item *items; /* the story's, then `others_n` neighbours */
    uint32_t n, others_n;
    const rt_pair *pairs; /* positions in items, a < b */
    uint32_t pairs_n;
} story_task;

typedef struct without {
    const rt_id *ids; /* ascending */
    uint32_t n;
    uint64_t last_story; /* the highest number that a story has */
} without;

/* What a task becomes: the positions of absent articles, and the parts left, the largest
 * first. */
typedef struct story_split {
    uint32_t *absent;
    uint32_t absent_n;
    story_task *parts;
    uint32_t parts_n;
} story_split;

/* False when the story has none of the articles. Items must have their terms; those of
 * the parts are views of them. Memory comes from `a`. */
bool without_split(const without *w, const story_task *task, arena *a, story_split *out);

#endif
