#include "base/err.h"
#include "run/corpus.h"

#include <stdio.h>
#include <stdlib.h>

/* The index of a large corpus is kept in a file beside it, "NAME-index": a cache, which
 * may be deleted and is made again. The corpus remembers the seal of the file that was
 * saved last, so that an index never meets a corpus it does not belong to. */

/* Below so many texts, making the index again is as fast as reading it. */
enum { WORTH_SAVING = 1000 };

/* With `ending` after it; NULL for a corpus in memory or when memory runs out. */
static char *index_path(const rt_corpus *c, const char *ending) {
    const char *corpus = store_path(c->store);
    if (corpus[0] == ':') return NULL;
    size_t n = strlen(corpus) + strlen(ending) + 1;
    char *path = malloc(n);
    if (path) snprintf(path, n, "%s%s", corpus, ending);
    return path;
}

rt_code corpus_load_index(rt_corpus *c, uint32_t articles, rt_err *err) {
    match_seal seal;
    rt_code code = store_index_seal(c->store, &seal.directory, &seal.stamp, err);
    if (code != RT_OK || !seal.directory || c->index) return code;
    char *path = index_path(c, "-index");
    match_options matching = {.threads = run_threads(c->options.threads)};
    if (path && match_index_load(&matching, path, &seal, &c->index, NULL) == RT_OK) {
        c->indexed = c->saved = match_index_count(c->index);
        c->seal = seal;
        if (c->indexed > articles) {
            match_index_free(c->index);
            c->index = NULL;
            c->indexed = c->saved = 0;
        }
    }
    free(path);
    return RT_OK;
}

/* Whether the corpus names the file as this handle knows it: another program may have
 * written another one in the meantime. */
static rt_code same_seal(rt_corpus *c, bool *same, rt_err *err) {
    match_seal seal;
    rt_code code = store_index_seal(c->store, &seal.directory, &seal.stamp, err);
    *same = seal.directory == c->seal.directory;
    return code;
}

rt_code corpus_save_index(rt_corpus *c, rt_err *err) {
    if (!c->index || c->indexed == c->saved || c->options.read_only) return RT_OK;
    if (!c->saved && c->indexed < WORTH_SAVING) return RT_OK;
    char *path = index_path(c, "-index");
    if (!path) return RT_OK;
    bool same = false;
    rt_code code = store_begin(c->store, err);
    if (code == RT_OK) code = same_seal(c, &same, err);
    match_seal seal = c->seal;
    if (code == RT_OK && same && match_index_save(c->index, path, &seal, NULL) == RT_OK) {
        code = store_set_index_seal(c->store, seal.directory, seal.stamp, err);
        if (code == RT_OK) code = store_commit(c->store, err);
        if (code == RT_OK) c->saved = c->indexed;
        if (code == RT_OK) c->seal = seal;
    }
    store_rollback(c->store);
    free(path);
    return code;
}
