#include "base/err.h"
#include "base/hash.h"
#include "run/corpus.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* The index of a large corpus is kept in a file beside it, "NAME-index": a cache, which
 * may be deleted and is made again. The corpus remembers the hash of the file that it
 * saved last, so that an index never meets a corpus it does not belong to. */

/* Below so many new texts, making the index again is as fast as writing it. */
enum { WORTH_SAVING = 2000, SHARE_WORTH_SAVING = 20 };

/* With `ending` after it; NULL for a corpus in memory or when memory runs out. */
static char *index_path(const rt_corpus *c, const char *ending) {
    const char *corpus = store_path(c->store);
    if (corpus[0] == ':') return NULL;
    size_t n = strlen(corpus) + strlen(ending) + 1;
    char *path = malloc(n);
    if (path) snprintf(path, n, "%s%s", corpus, ending);
    return path;
}

/* 0 when the file is not there or cannot be read. */
static uint64_t file_hash(const char *path) {
    struct stat what;
    uint64_t hash = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return 0;
    if (fstat(fd, &what) == 0 && S_ISREG(what.st_mode) && what.st_size > 0) {
        size_t n = (size_t)what.st_size;
        void *bytes = mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0);
        if (bytes != MAP_FAILED) {
            hash = hash_bytes(bytes, n);
            munmap(bytes, n);
        }
    }
    close(fd);
    return hash;
}

rt_code corpus_load_index(rt_corpus *c, uint32_t articles, rt_err *err) {
    uint64_t saved;
    rt_code code = store_index_hash(c->store, &saved, err);
    if (code != RT_OK || !saved || c->index) return code;
    char *path = index_path(c, "-index");
    match_options matching = {.threads = run_threads(c->options.threads)};
    if (path && file_hash(path) == saved &&
        match_index_load(&matching, path, &c->index, NULL) == RT_OK) {
        c->indexed = c->saved = match_index_count(c->index);
        if (c->indexed > articles) {
            match_index_free(c->index);
            c->index = NULL;
            c->indexed = c->saved = 0;
        }
    }
    free(path);
    return RT_OK;
}

rt_code corpus_save_index(rt_corpus *c, rt_err *err) {
    uint32_t fresh = c->indexed - c->saved;
    if (fresh < WORTH_SAVING || fresh < c->saved / SHARE_WORTH_SAVING) return RT_OK;
    char *path = index_path(c, "-index"), *half = index_path(c, "-index.new");
    uint64_t hash = 0;
    if (path && half) {
        if (match_index_save(c->index, half, NULL) == RT_OK) hash = file_hash(half);
        if (!hash || rename(half, path)) {
            remove(half);
            hash = 0;
        }
    }
    free(path);
    free(half);
    if (!hash) return RT_OK;
    c->saved = c->indexed;
    return store_set_index_hash(c->store, hash, err);
}
