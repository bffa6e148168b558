/* corpus.h: the opened corpus.
 * What the functions at the end of retold.h share: the store, the index over its texts,
 * and how both grow together. */
#ifndef RUN_CORPUS_H
#define RUN_CORPUS_H

#include "match/match.h"
#include "run/ingest.h"
#include "run/text_cache.h"
#include "run/without.h"
#include "store/store.h"

struct rt_corpus {
    rt_options options;
    run_words words;
    store *store;
    match_index *index; /* NULL until it is needed */
    uint32_t indexed;   /* articles 1 up to this one are in it, as texts 0 and on */
    uint32_t saved;     /* of those, so many are in the file beside the corpus */
    match_seal seal;    /* of that file */
    text_cache *cache;
};

/* Drops what is in memory, after the store has taken something back. */
void corpus_forget(rt_corpus *c);

/* Adds the article after the last one indexed. */
rt_code corpus_index(rt_corpus *c, const cached_text *text, rt_err *err);

/* Takes the index from the file beside the corpus, if there is a good one. */
rt_code corpus_load_index(rt_corpus *c, uint32_t articles, rt_err *err);
/* Writes there what is new, in a transaction of its own; that it cannot be written is no
 * error. */
rt_code corpus_save_index(rt_corpus *c, rt_err *err);

/* Brings the index up to the last article of the store. */
rt_code corpus_fill_index(rt_corpus *c, rt_err *err);

/* Groups anew whatever is connected with the articles `numbers`. */
rt_code corpus_regroup(rt_corpus *c, const uint32_t *numbers, uint32_t n, rt_err *err);
/* Groups anew the stories of the articles `numbers` and no other; inside a transaction of
 * the caller. */
rt_code corpus_regroup_stories(rt_corpus *c, const uint32_t *numbers, uint32_t n,
                               rt_err *err);
/* Sets out->parts, in `a`, to how the stories of the articles `numbers` would fall into
 * groups if these were not there; inside a transaction of the caller. */
rt_code corpus_regroup_without(rt_corpus *c, const uint32_t *numbers, uint32_t n,
                               arena *a, without *out, rt_err *err);

/* Loads articles of the store and works them up, in parallel; hands them out in the order
 * of `numbers`. */
rt_code corpus_load(rt_corpus *c, const uint32_t *numbers, uint32_t n, ingest_depth depth,
                    const ingest_sink *sink, rt_err *err);

static inline bool corpus_stopped(const rt_corpus *c) {
    return c->options.stop && *c->options.stop;
}

#endif
