/* stories.h: related articles → stories, numbered and traced.
 * Groups the pile into stories, gives them their numbers, and traces them one after the
 * other, in the order of their numbers. */
#ifndef RUN_STORIES_H
#define RUN_STORIES_H

#include "run/relate.h"

/* Which article is in which story. Stories are numbered from 1: largest first, then by
 * the earliest known day (unknown last), then by the smallest id. */
typedef struct grouping {
    uint32_t *story;   /* [articles] number of its story */
    uint32_t *thread;  /* [stories + 1] number of the first story of its thread */
    uint32_t *members; /* positions of articles, story by story, by position inside */
    uint32_t *first;   /* [stories + 2] story s has members[first[s]..first[s + 1]) */
    uint32_t stories_n;
} grouping;

rt_code group_pile(const pile *p, const related *r, grouping *out, rt_err *err);
void grouping_release(grouping *g);

/* Called for each story in the order of their numbers, by one thread at a time; story and
 * tmp are gone afterwards. An error ends the run. */
typedef struct story_sink {
    rt_code (*take)(void *context, const rt_story *story, arena *tmp, rt_err *err);
    void *context;
} story_sink;

typedef struct stories_input {
    const pile *pile;
    const related *related;
    const grouping *grouping;
    const lexicon *lex;
    unsigned threads;
    const volatile sig_atomic_t *stop;
} stories_input;

rt_code trace_each(const stories_input *in, const story_sink *sink, rt_err *err);

#endif
