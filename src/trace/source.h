/* source.h: what an article says it rests on.
 * Reads an article's credits as sources: whose text it prints, whose account it retells,
 * and which names stand there for a sentence only. */
#ifndef TRACE_SOURCE_H
#define TRACE_SOURCE_H

#include "trace/trace.h"

typedef enum source_role {
    SOURCE_TEXT,   /* prints it: a byline or dateline of somebody else */
    SOURCE_ACCOUNT /* retells what it reported or was told */
} source_role;

typedef struct source {
    rt_str name;
    uint64_t key; /* as of outlet_key */
    source_role role;
    bool whole; /* the article as a whole rests on it; else only some statements */
    uint32_t correction; /* number of the user's that it comes from; 0: none */
    bool reported;       /* what it published is named, not only what it was told */
    float confidence;
    const rt_evidence *evidence; /* credits, or what an inference rests on */
    uint32_t evidence_n;
    uint32_t witness; /* article that an inferred source was learned from, or RT_OUTSIDE
                         when the article names the source itself */
} source;

/* Whether the article names it: nobody inferred it, and no user said it. */
static inline bool source_is_named(const source *s) {
    return s->witness == RT_OUTSIDE && !s->correction;
}

/* The sources of one article, those of the whole first. */
typedef struct article_sources {
    uint64_t self; /* key of its own outlet; one of its own where that is unknown */
    uint64_t head; /* where it leads when it rests on nobody: `self`, or the same for all
                      that share a text of which nobody can say who had it first */
    rt_str head_name;    /* null when it cannot be said */
    bool signed_by_self; /* names its own outlet or newsroom as the author */
    source *at;
    uint32_t n;
} article_sources;

/* The sources that every article of a story names, `in->n` of them, in `a`. */
article_sources *source_find(const trace_input *in, arena *a);

/* Weighs what articles name against one another: an article that names below its lead
 * what much of the story leads with rests on it too; one that leads with an account does
 * not rest on those that come up below. */
void source_weigh(const trace_input *in, article_sources *all, arena *a);

/* The source of that key and role among an article's; NULL when there is none. */
source *source_of(const article_sources *of, uint64_t key, source_role role);
/* The text that an article as a whole prints; NULL when it names none. */
const source *source_text(const article_sources *of);
/* Who wrote the words of an article, as far as is known: whose text it prints, else its
 * own newsroom. */
uint64_t source_newsroom(const article_sources *of);
/* Whether the article as a whole rests on somebody. */
bool source_any(const article_sources *of);
/* Appends a source; returns its place. */
source *source_add(article_sources *of, const source *s, arena *a);

#endif
