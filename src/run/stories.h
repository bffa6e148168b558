/* stories.h: related articles → stories, numbered and traced.
 * Groups the pile into stories, gives them their numbers, and traces them one after the
 * other, in the order of their numbers. */
#ifndef RUN_STORIES_H
#define RUN_STORIES_H

#include "run/corrections.h"
#include "run/neighbours.h"
#include "run/pile.h"
#include "run/relate.h"
#include "run/without.h"

/* Which article of a pile is in which story; stories have the numbers from 1 on. */
typedef struct grouping {
    uint32_t *story;   /* [articles] number of its story */
    uint32_t *thread;  /* [articles] number of the first story of its thread */
    uint32_t *members; /* positions of articles, story by story, by position inside */
    uint32_t *first;   /* [stories + 2] story s has members[first[s]..first[s + 1]) */
    uint32_t stories_n;
} grouping;

rt_code group_pile(const pile *p, const related *r, grouping *out, rt_err *err);
void grouping_release(grouping *g);

/* Where stories to be traced come from, in the order in which they will be handed out. */
typedef struct story_feed {
    /* RT_OK, RT_END, or an error that ends the run; memory may come from `a`. */
    rt_code (*next)(void *context, arena *a, story_task *out, rt_err *err);
    void *context;
} story_feed;

/* Called for each story in the order of the feed, by one thread at a time; story and
 * tmp are gone afterwards. An error ends the run. */
typedef struct story_sink {
    rt_code (*take)(void *context, const rt_story *story, arena *tmp, rt_err *err);
    void *context;
} story_sink;

typedef struct trace_options {
    const run_words *words;
    unsigned threads;
    const atomic_int *stop;
    const corrections *corrections; /* NULL: none */
    const without *without;         /* NULL: all articles count */
} trace_options;

rt_code trace_each(const story_feed *feed, const trace_options *options,
                   const story_sink *sink, rt_err *err);

/* The stories of a pile, by number. */
typedef struct pile_stories {
    const pile *pile;
    const grouping *grouping;
    rt_pair *pairs; /* inside stories, story by story, with positions in the story */
    size_t *first;  /* [stories + 3] story s has pairs[first[s]] up to first[s + 1] */
    neighbours others;
    uint32_t next;
} pile_stories;

rt_code pile_stories_init(pile_stories *p, const pile *of, const related *r,
                          const grouping *g, rt_err *err);
void pile_stories_release(pile_stories *p);
/* A story_feed.next with the pile_stories as context. */
rt_code pile_stories_next(void *context, arena *a, story_task *out, rt_err *err);

#endif
