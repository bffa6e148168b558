/* ingest.h: paths → articles with their marks and terms.
 * One thread cuts the inputs into records, N read and mark them, each in an arena of its
 * own, and the caller gets the results in input order, rejected inputs included. */
#ifndef RUN_INGEST_H
#define RUN_INGEST_H

#include "base/arena.h"
#include "base/lexicon.h"
#include "mark/mark.h"
#include "match/match.h"
#include "read/read.h"
#include "retold.h"

/* Word lists, constant; shared by threads. */
typedef struct run_words {
    const lexicon *lex;
    mark_words *mark;
} run_words;

rt_code run_words_init(run_words *w, rt_err *err);
void run_words_release(run_words *w);

typedef enum ingest_depth {
    INGEST_ARTICLES,
    INGEST_WORDS, /* hashes of the words: all that equal wording takes */
    INGEST_STEMS, /* terms without marks: all that shared wording takes */
    INGEST_MARKS,
    INGEST_TERMS,  /* marks and terms */
    INGEST_DIGESTS /* and what an index needs of them */
} ingest_depth;

typedef struct ingest_options {
    const run_words *words;
    ingest_depth depth; /* how far each article is worked up */
    bool raw;           /* as in read_options */
    const site_memory
        *sites;             /* what is known of the sites; NULL: what these inputs tell */
    unsigned threads;       /* 0: as many as there are processors */
    const atomic_int *stop; /* ends the run when not 0; may be NULL */
} ingest_options;

/* One article worked up. All memory is in `memory`; a taker that wants to keep it takes
 * it with arena_move. */
typedef struct ingest_item {
    arena memory;
    rt_article article;
    rt_marks marks;
    rt_terms terms;
    rt_terms title; /* terms of article.title, spans into it */
    const match_digest *digest;
} ingest_item;

/* Finds what `depth` asks for in item->article. */
void item_work_up(const run_words *words, ingest_depth depth, ingest_item *item);

/* Called in input order, by one thread at a time. */
typedef struct ingest_sink {
    /* An error ends the run. */
    rt_code (*take)(void *context, ingest_item *item, rt_err *err);
    void (*reject)(void *context, const rt_err *why);
    void *context;
} ingest_sink;

/* Reads all paths ("-" is standard input). Inputs that are no articles go to
 * sink->reject and the rest goes on. */
rt_code ingest_run(const char *const *paths, size_t n, const ingest_options *options,
                   const ingest_sink *sink, rt_err *err);

/* `threads` as given, or the number of processors for 0; at most 64. */
unsigned run_threads(unsigned threads);

#endif
