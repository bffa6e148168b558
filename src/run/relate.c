#include "run/relate.h"

#include "base/err.h"
#include "base/pipe.h"
#include "base/vec.h"

#include <stdatomic.h>
#include <stdlib.h>

typedef VEC(uint64_t) key_vec;

/* What one thread has to itself. */
typedef struct bench {
    arena keep, scratch;
    key_vec keys; /* pairs found: the lower position in the upper half */
} bench;

typedef struct relating {
    const pile *pile;
    const relate_options *options;
    match_options matching;
    match_index *index;
    bench *benches;
    unsigned threads;
    rt_pair *pairs;
    size_t pairs_n;
    atomic_bool full;
} relating;

/* One item of parallel work. */
typedef struct task {
    relating *r;
    bench *bench;
    size_t i;
    void (*body)(void *task);
    bool done;
} task;

static rt_code no_memory(rt_err *err) {
    return err_set(err, RT_E_STOPPED, NULL, "memory ran out while comparing");
}

static bool stopped(const relate_options *options) {
    return options->stop && *options->stop;
}

static void with_scratch(void *context) {
    task *t = context;
    t->done = arena_try(&t->bench->scratch, t->body, t);
}

static void in_bench(relating *r, size_t i, unsigned worker, void (*body)(void *task)) {
    if (atomic_load(&r->full) || stopped(r->options)) return;
    task t = {.r = r, .bench = &r->benches[worker], .i = i, .body = body};
    arena_reset(&t.bench->scratch);
    if (!arena_try(&t.bench->keep, with_scratch, &t) || !t.done)
        atomic_store(&r->full, true);
}

static void look_up(void *context) {
    task *t = context;
    match_text text = item_text(t->r->pile->items[t->i]);
    uint32_t n = 0, self = (uint32_t)t->i;
    const match_candidate *c =
        match_candidates(t->r->index, &text, self, &t->bench->scratch, &n);
    for (uint32_t i = 0; i < n; i++) {
        uint64_t low = c[i].text < self ? c[i].text : self;
        uint64_t high = c[i].text < self ? self : c[i].text;
        if (low != high) *vec_push(&t->bench->keep, &t->bench->keys) = low << 32 | high;
    }
}
static void look_up_each(void *context, size_t i, unsigned worker) {
    in_bench(context, i, worker, look_up);
}

static void align(void *context) {
    task *t = context;
    rt_pair *pair = &t->r->pairs[t->i];
    ingest_item *const *items = t->r->pile->items;
    match_text a = item_text(items[pair->a]), b = item_text(items[pair->b]);
    match_align(t->r->index, &t->r->matching, &a, &b, &t->bench->scratch, pair);
    rt_passage *kept = arena_many(&t->bench->keep, rt_passage, pair->passages_n);
    if (pair->passages_n) memcpy(kept, pair->passages, pair->passages_n * sizeof *kept);
    pair->passages = kept;
}
static void align_each(void *context, size_t i, unsigned worker) {
    in_bench(context, i, worker, align);
}

static int by_key(const void *x, const void *y) {
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

/* Makes the pairs of the keys that the threads found, each once, in order. */
static rt_code collect_pairs(relating *r, rt_err *err) {
    size_t n = 0, unique = 0;
    for (unsigned i = 0; i < r->threads; i++) n += r->benches[i].keys.n;
    uint64_t *keys = malloc((n + 1) * sizeof *keys);
    if (!keys) return no_memory(err);
    n = 0;
    for (unsigned i = 0; i < r->threads; i++) {
        const key_vec *found = &r->benches[i].keys;
        if (found->n) memcpy(keys + n, found->at, found->n * sizeof *keys);
        n += found->n;
    }
    qsort(keys, n, sizeof *keys, by_key);
    for (size_t i = 0; i < n; i++)
        if (!i || keys[i] != keys[i - 1]) keys[unique++] = keys[i];
    r->pairs = calloc(unique + 1, sizeof *r->pairs);
    for (size_t i = 0; r->pairs && i < unique; i++) {
        r->pairs[i].a = (uint32_t)(keys[i] >> 32);
        r->pairs[i].b = (uint32_t)keys[i];
    }
    r->pairs_n = unique;
    free(keys);
    return r->pairs ? RT_OK : no_memory(err);
}

static rt_code build_index(relating *r, rt_err *err) {
    r->matching = (match_options){.verbatim_only = r->options->verbatim_only,
                                  .threads = r->threads};
    r->index = match_index_new(&r->matching);
    if (!r->index) return no_memory(err);
    for (uint32_t i = 0; i < r->pile->n; i++) {
        match_text text = item_text(r->pile->items[i]);
        if (match_index_add(r->index, &text) == UINT32_MAX) return no_memory(err);
        if (stopped(r->options)) break;
    }
    return RT_OK;
}

static rt_code relate(relating *r, bool find, rt_err *err) {
    rt_code code = build_index(r, err);
    if (code == RT_OK && find) {
        pipe_each(r->pile->n, r->threads, look_up_each, r);
        code = collect_pairs(r, err);
    }
    if (code == RT_OK) pipe_each(r->pairs_n, r->threads, align_each, r);
    if (code == RT_OK && stopped(r->options))
        code = err_set(err, RT_E_STOPPED, NULL, "interrupted");
    if (code == RT_OK && atomic_load(&r->full)) code = no_memory(err);
    return code;
}

static rt_code relate_with_benches(const pile *p, const relate_options *options,
                                   bool find, related *out, rt_err *err) {
    relating r = {.pile = p,
                  .options = options,
                  .threads = run_threads(options->threads),
                  .pairs = out->pairs,
                  .pairs_n = out->n};
    *out = (related){.pairs = out->pairs, .n = out->n};
    r.benches = calloc(r.threads, sizeof *r.benches);
    out->memory = calloc(r.threads, sizeof *out->memory);
    rt_code code = r.benches && out->memory ? relate(&r, find, err) : no_memory(err);
    for (unsigned i = 0; r.benches && i < r.threads; i++) {
        arena_release(&r.benches[i].scratch);
        if (out->memory) out->memory[i] = r.benches[i].keep;
    }
    out->memory_n = out->memory && r.benches ? r.threads : 0;
    out->pairs = r.pairs;
    out->n = r.pairs_n;
    match_index_free(r.index);
    free(r.benches);
    if (code != RT_OK) related_release(out);
    return code;
}

rt_code relate_all(const pile *p, const relate_options *options, related *out,
                   rt_err *err) {
    *out = (related){0};
    return relate_with_benches(p, options, true, out, err);
}

rt_code relate_these(const pile *p, const relate_options *options, related *out,
                     rt_err *err) {
    return relate_with_benches(p, options, false, out, err);
}

void related_release(related *r) {
    for (unsigned i = 0; i < r->memory_n; i++) arena_release(&r->memory[i]);
    free(r->memory);
    free(r->pairs);
    *r = (related){0};
}
