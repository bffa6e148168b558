#include "run/relate.h"

#include "base/err.h"
#include "base/pipe.h"
#include "base/vec.h"
#include "run/layouts.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* Two texts that may be related: the lower number in the upper half. */
typedef struct found {
    uint64_t key;
    float similarity; /* 0: not known yet, to be aligned */
} found;
typedef VEC(found) found_vec;

/* What one thread has to itself. */
typedef struct bench {
    arena keep, scratch;
    arena finds; /* of one look-up of many texts */
    layouts layouts;
    found_vec found;
} bench;

typedef struct relating {
    const relate_input *in;
    const relate_options *options;
    match_options matching;
    bench *benches;
    unsigned threads;
    uint32_t pieces; /* in which the texts are looked up */
    rt_pair *pairs;
    size_t pairs_n;
    atomic_bool full; /* memory ran out */
} relating;

/* One item of parallel work. */
typedef struct task {
    relating *r;
    bench *bench;
    size_t i;
    void (*body)(void *task);
    bool done;
} task;

static bool stopped(const relate_options *options) {
    return options->stop && *options->stop;
}

static void with_scratch(void *context) {
    task *t = context;
    t->done = arena_try(&t->bench->scratch, t->body, t);
}

static void with_finds(void *context) {
    task *t = context;
    if (!arena_try(&t->bench->finds, with_scratch, t)) t->done = false;
}

static void with_layouts(void *context) {
    task *t = context;
    if (!arena_try(&t->bench->layouts.memory, with_finds, t)) t->done = false;
}

static void in_bench(relating *r, size_t i, unsigned worker, void (*body)(void *task)) {
    if (atomic_load(&r->full) || stopped(r->options)) return;
    task t = {.r = r, .bench = &r->benches[worker], .i = i, .body = body};
    arena_reset(&t.bench->scratch);
    if (!arena_try(&t.bench->keep, with_layouts, &t) || !t.done)
        atomic_store(&r->full, true);
}

/* Texts that are looked up at once: enough to make good use of going through the index in
 * one direction, few enough for what is found to stay small. */
enum { LOOKED_UP = 2048 };

/* Piece `i` of the texts: those from `from` on, `n`. */
typedef struct piece {
    uint32_t from, n;
} piece;

static piece piece_of(const relating *r, size_t i) {
    uint64_t n = r->in->n, pieces = r->pieces;
    uint32_t from = (uint32_t)(n * i / pieces), to = (uint32_t)(n * (i + 1) / pieces);
    return (piece){from, to - from};
}

/* The same number of pieces for each thread. */
static uint32_t count_pieces(const relating *r) {
    uint64_t most = (uint64_t)r->threads * LOOKED_UP;
    return (uint32_t)((r->in->n + most - 1) / most * r->threads);
}

static void note_candidates(bench *b, const relating *r, const match_text *text,
                            uint32_t self) {
    uint32_t n = 0;
    const match_candidate *c =
        match_candidates(r->in->index, text, self, &b->scratch, &n);
    for (uint32_t i = 0; i < n; i++) {
        uint64_t low = c[i].text < self ? c[i].text : self;
        uint64_t high = c[i].text < self ? self : c[i].text;
        if (low == high) continue;
        *vec_push(&b->keep, &b->found) =
            (found){low << 32 | high, c[i].wording ? 0 : c[i].similarity};
    }
}

static void look_up(void *context) {
    task *t = context;
    const relate_input *in = t->r->in;
    piece at = piece_of(t->r, t->i);
    arena *a = &t->bench->finds;
    arena_reset(a);
    match_text *texts = arena_raw(a, at.n, sizeof *texts);
    if (at.n) memcpy(texts, in->texts + at.from, at.n * sizeof *texts);
    match_look_up(in->index, texts, at.n, a);
    for (uint32_t k = 0; k < at.n && !stopped(t->r->options); k++) {
        uint32_t i = at.from + k;
        arena_reset(&t->bench->scratch);
        note_candidates(t->bench, t->r, &texts[k], in->numbers ? in->numbers[i] : i);
    }
}
static void look_up_each(void *context, size_t i, unsigned worker) {
    in_bench(context, i, worker, look_up);
}

static void align(void *context) {
    task *t = context;
    rt_pair *pair = &t->r->pairs[t->i];
    if (pair->similarity > 0) return; /* a neighbour that shares no wording */
    const relate_input *in = t->r->in;
    match_text a = in->texts[pair->a], b = in->texts[pair->b];
    layouts_tidy(&t->bench->layouts, in->n);
    layouts_take(&t->bench->layouts, &t->r->matching, pair->a, &a);
    layouts_take(&t->bench->layouts, &t->r->matching, pair->b, &b);
    match_align(in->index, &t->r->matching, &a, &b, &t->bench->scratch, pair);
    rt_passage *kept = arena_many(&t->bench->keep, rt_passage, pair->passages_n);
    if (pair->passages_n) memcpy(kept, pair->passages, pair->passages_n * sizeof *kept);
    pair->passages = kept;
}
static void align_each(void *context, size_t i, unsigned worker) {
    in_bench(context, i, worker, align);
}

/* Among equals those to be aligned come first. */
static int by_key(const void *x, const void *y) {
    const found *a = x, *b = y;
    if (a->key != b->key) return a->key > b->key ? 1 : -1;
    return (a->similarity > b->similarity) - (a->similarity < b->similarity);
}

/* Makes the pairs that the threads found, each once, in order. */
static rt_code collect_pairs(relating *r, rt_err *err) {
    size_t n = 0, unique = 0;
    for (unsigned i = 0; i < r->threads; i++) n += r->benches[i].found.n;
    found *all = malloc((n + 1) * sizeof *all);
    if (!all) return err_memory(err, NULL);
    n = 0;
    for (unsigned i = 0; i < r->threads; i++) {
        const found_vec *some = &r->benches[i].found;
        if (some->n) memcpy(all + n, some->at, some->n * sizeof *all);
        n += some->n;
    }
    qsort(all, n, sizeof *all, by_key);
    for (size_t i = 0; i < n; i++)
        if (!i || all[i].key != all[unique - 1].key) all[unique++] = all[i];
    r->pairs = calloc(unique + 1, sizeof *r->pairs);
    for (size_t i = 0; r->pairs && i < unique; i++) {
        r->pairs[i] = (rt_pair){.a = (uint32_t)(all[i].key >> 32),
                                .b = (uint32_t)all[i].key,
                                .similarity = all[i].similarity};
    }
    r->pairs_n = unique;
    free(all);
    return r->pairs ? RT_OK : err_memory(err, NULL);
}

static match_options matching_of(const relate_options *options) {
    return (match_options){.verbatim_only = options->verbatim_only,
                           .passages_only = options->passages_only,
                           .faint = options->faint,
                           .threads = run_threads(options->threads)};
}

/* A text to be digested, and where the digest is kept. */
typedef struct digesting {
    const match_options *options;
    match_text *text;
    arena scratch, *keep;
    bool done;
} digesting;

static void digest_into(void *context) {
    digesting *job = context;
    const match_digest *d = match_digest_of(job->options, job->text, &job->scratch);
    size_t size = match_digest_size(d);
    job->text->digest = memcpy(arena_raw(job->keep, size, 1), d, size);
}

static void digest_text(void *context) {
    digesting *job = context;
    job->done = arena_try(&job->scratch, digest_into, job);
}

bool relate_digest(match_text *texts, uint32_t n, const relate_options *options,
                   arena *a) {
    match_options matching = matching_of(options);
    digesting job = {.options = &matching, .keep = a, .done = true};
    for (uint32_t i = 0; i < n && job.done; i++) {
        job.text = &texts[i];
        if (!arena_try(a, digest_text, &job)) job.done = false;
        arena_reset(&job.scratch);
    }
    arena_release(&job.scratch);
    return job.done;
}

rt_code relate_index(const match_text *texts, uint32_t n, const relate_options *options,
                     match_index **index, rt_err *err) {
    match_options matching = matching_of(options);
    *index = match_index_new(&matching);
    if (!*index) return err_memory(err, NULL);
    for (uint32_t i = 0; i < n; i++) {
        if (match_index_add(*index, &texts[i]) == UINT32_MAX)
            return err_memory(err, NULL);
        if (stopped(options)) return err_set(err, RT_E_STOPPED, NULL, "interrupted");
    }
    return match_index_close(*index) ? RT_OK : err_memory(err, NULL);
}

static bool relating_init(relating *r, const relate_input *in,
                          const relate_options *options) {
    *r = (relating){
        .in = in, .options = options, .threads = run_threads(options->threads)};
    r->matching = matching_of(options);
    r->benches = calloc(r->threads, sizeof *r->benches);
    return r->benches != NULL;
}

static rt_code relating_end(relating *r, rt_err *err) {
    for (unsigned i = 0; i < r->threads; i++) {
        arena_release(&r->benches[i].scratch);
        arena_release(&r->benches[i].keep);
        arena_release(&r->benches[i].finds);
        layouts_release(&r->benches[i].layouts);
    }
    free(r->benches);
    if (stopped(r->options)) return err_set(err, RT_E_STOPPED, NULL, "interrupted");
    return atomic_load(&r->full) ? err_memory(err, NULL) : RT_OK;
}

rt_code relate_find(const relate_input *in, const relate_options *options, related *out,
                    rt_err *err) {
    relating r;
    *out = (related){0};
    if (!relating_init(&r, in, options)) return err_memory(err, NULL);
    r.pieces = count_pieces(&r);
    pipe_each(r.pieces, r.threads, look_up_each, &r);
    rt_code code = collect_pairs(&r, err);
    out->pairs = r.pairs;
    out->n = r.pairs_n;
    rt_code end = relating_end(&r, err);
    if (code == RT_OK) code = end;
    if (code != RT_OK) related_release(out);
    return code;
}

rt_code relate_align(const relate_input *in, const relate_options *options, related *r,
                     rt_err *err) {
    relating at;
    if (!relating_init(&at, in, options)) return err_memory(err, NULL);
    r->memory = calloc(at.threads, sizeof *r->memory);
    at.pairs = r->pairs;
    if (r->memory) pipe_each(r->n, at.threads, align_each, &at);
    for (unsigned i = 0; r->memory && i < at.threads; i++) {
        r->memory[i] = at.benches[i].keep;
        arena_init(&at.benches[i].keep, 0);
    }
    r->memory_n = r->memory ? at.threads : 0;
    rt_code code = relating_end(&at, err);
    return r->memory ? code : err_memory(err, NULL);
}

void related_prune(related *r) {
    size_t kept = 0;
    for (size_t i = 0; i < r->n; i++)
        if (r->pairs[i].passages_n || r->pairs[i].similarity >= MATCH_LIKENESS_LEAST)
            r->pairs[kept++] = r->pairs[i];
    r->n = kept;
}

void related_release(related *r) {
    for (unsigned i = 0; i < r->memory_n; i++) arena_release(&r->memory[i]);
    free(r->memory);
    free(r->pairs);
    *r = (related){0};
}
