#include "match/index.h"

#include "base/pipe.h"

#include <stdlib.h>

match_index *match_index_new(const match_options *options) {
    match_index *index = calloc(1, sizeof *index);
    if (!index) return NULL;
    if (options) index->options = *options;
    index->mapped.fd = index->file.fd = -1;
    arena_init(&index->scratch, 0);
    index->similar = similar_new();
    if (index->similar) return index;
    free(index);
    return NULL;
}

void match_index_free(match_index *index) {
    if (!index) return;
    posting_release(&index->wording);
    posting_release(&index->stems);
    posting_release(&index->names);
    similar_free(index->similar);
    cache_close(&index->mapped);
    cache_close(&index->file);
    arena_release(&index->scratch);
    free(index);
}

const similar_index *match_index_similar(const match_index *index) {
    return index && !index->options.passages_only ? index->similar : NULL;
}

uint32_t match_index_count(const match_index *index) {
    return similar_count(index->similar);
}

typedef struct adding {
    match_index *index;
    const match_text *text;
    bool done;
} adding;

static void add_text(void *context) {
    adding *job = context;
    match_index *x = job->index;
    const match_digest *d = digest_of(&x->options, job->text, &x->scratch);
    uint32_t number = match_index_count(x);
    job->done = posting_add(&x->wording, digest_wording(d), d->wording_n, number) &&
                posting_add(&x->stems, digest_stems(d), d->stems_n, number) &&
                posting_add(&x->names, &d->name, d->words > 0, number) &&
                similar_add(x->similar, job->text, d);
}

uint32_t match_index_add(match_index *index, const match_text *text) {
    adding job = {index, text, false};
    bool enough = arena_try(&index->scratch, add_text, &job);
    arena_reset(&index->scratch);
    return enough && job.done ? match_index_count(index) - 1 : UINT32_MAX;
}

/* Parts of an index that have nothing to do with each other. */
enum { PARTS = 4 };

typedef struct settling {
    match_index *index;
    bool done[PARTS];
} settling;

static void settle_part(void *context, size_t part, unsigned worker) {
    (void)worker;
    settling *job = context;
    match_index *x = job->index;
    posting_list *const lists[PARTS] = {NULL, &x->wording, &x->stems, &x->names};
    job->done[part] =
        lists[part] ? posting_settle(lists[part]) : similar_settle(x->similar);
}

bool match_index_settle(match_index *index) {
    settling job = {.index = index};
    unsigned threads = index->options.threads ? index->options.threads : 1;
    pipe_each(PARTS, threads, settle_part, &job);
    bool done = true;
    for (unsigned i = 0; i < PARTS; i++) done = done && job.done[i];
    return done;
}

bool match_index_close(match_index *index) {
    return match_index_settle(index) && posting_skip_single(&index->wording) &&
           posting_skip_single(&index->stems);
}

/* ---- keeping */

static uint64_t kind_of(const match_index *index) {
    return index->options.verbatim_only | (uint64_t)index->options.passages_only << 1;
}

static void write_all(match_index *index, cache *c) {
    cache_put_number(c, kind_of(index));
    similar_write(index->similar, c);
    posting_write(&index->wording, c);
    posting_write(&index->stems, c);
    posting_write(&index->names, c);
}

/* Whether the file would hold more that does not count any more than is worth sparing:
 * writing all of it again costs less than twice what is new. */
static bool wasteful(match_index *index, cache *c) {
    if (c->fd < 0 || c->failed) return true;
    cache_weigh(c);
    write_all(index, c);
    return c->failed || c->kept < c->live / 2 || c->end / 2 > c->live;
}

/* Behind what the file holds. */
static rt_code write_more(match_index *index, cache *c, const char *path,
                          match_seal *seal, rt_err *err) {
    cache_append(c);
    write_all(index, c);
    cache_seal sealed;
    rt_code code = cache_seal_file(c, path, &sealed, err);
    *seal = (match_seal){sealed.directory, sealed.stamp};
    return code;
}

static rt_code write_anew(match_index *index, const char *path, match_seal *seal,
                          rt_err *err) {
    cache c;
    rt_code code = cache_create(&c, path, err);
    if (code != RT_OK) return code;
    write_all(index, &c);
    cache_seal sealed;
    code = cache_seal_file(&c, path, &sealed, err);
    *seal = (match_seal){sealed.directory, sealed.stamp};
    c.failed = code != RT_OK;
    cache_close(&index->file);
    index->file = c;
    return code;
}

rt_code match_index_save(match_index *index, const char *path, match_seal *seal,
                         rt_err *err) {
    cache *c = index->file.fd >= 0 ? &index->file : &index->mapped;
    if (!match_index_settle(index)) return err_memory(err, path);
    return wasteful(index, c) ? write_anew(index, path, seal, err)
                              : write_more(index, c, path, seal, err);
}

static void read_all(match_index *index, cache *c) {
    if (cache_number(c) != kind_of(index)) c->failed = true;
    similar_read(index->similar, c);
    uint32_t n = match_index_count(index);
    posting_read(&index->wording, n, c);
    posting_read(&index->stems, n, c);
    posting_read(&index->names, n, c);
}

rt_code match_index_load(const match_options *options, const char *path,
                         const match_seal *seal, match_index **out, rt_err *err) {
    *out = NULL;
    match_index *index = match_index_new(options);
    if (!index) return err_memory(err, path);
    cache_seal sealed = {seal->directory, seal->stamp};
    rt_code code = cache_open(&index->mapped, path, &sealed, err);
    if (code == RT_OK) read_all(index, &index->mapped);
    if (code == RT_OK && !cache_whole(&index->mapped))
        code = err_set(err, RT_E_INPUT, path, "the index is damaged or of another kind");
    if (code == RT_OK) *out = index;
    else match_index_free(index);
    return code;
}
