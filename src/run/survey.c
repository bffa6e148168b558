#include "run/survey.h"

#include "base/err.h"
#include "base/pipe.h"

#include <stdlib.h>
#include <sys/stat.h>

enum { MEMORY_LIMIT = 2000 << 20, SLOTS_A_WORKER = 8 };

typedef struct survey {
    const ingest_options *options;
    read_options reading;
    read_input *input;
    site_memory *memory;
    uint32_t least; /* pages that a site must have to be looked at */
    bool learning;
} survey;

typedef struct slot {
    arena memory;
    const survey *of;
    read_record record;
    rt_str host;
    site_page page;
    rt_code code;
} slot;

static void next_record(void *context) {
    slot *s = context;
    s->code = read_next(s->of->input, &s->memory, &s->record, NULL);
    if (s->code != RT_OK) return;
    s->host = site_host(&s->record);
    s->page.page = site_page_hash(&s->record);
}

static rt_code produce(void *context, void *item, rt_err *err) {
    survey *v = context;
    slot *s = item;
    if (v->options->stop && *v->options->stop)
        return err_set(err, RT_E_STOPPED, NULL, "interrupted");
    arena_reset(&s->memory);
    s->of = v;
    s->host = (rt_str){NULL, 0};
    if (!arena_try(&s->memory, next_record, s)) return err_memory(err, NULL);
    return s->code == RT_END ? RT_END : RT_OK;
}

static void look(void *context) {
    slot *s = context;
    s->code = site_page_of(&s->record, &s->of->reading, &s->memory, &s->page, NULL);
}

static void work(void *context, void *item, unsigned worker) {
    (void)context, (void)worker;
    slot *s = item;
    const survey *v = s->of;
    if (s->code != RT_OK || !s->host.n || !v->learning) return;
    if (!site_wants(v->memory, s->host, s->page.page, v->least)) s->host.n = 0;
    else if (!arena_try(&s->memory, look, s)) s->code = RT_E_LIMIT;
}

static rt_code consume(void *context, void *item, rt_err *err) {
    survey *v = context;
    slot *s = item;
    if (s->code != RT_OK || !s->host.n) return RT_OK;
    bool room = v->learning ? site_learn(v->memory, s->host, &s->page)
                            : site_expect(v->memory, s->host, s->page.page);
    return room ? RT_OK : err_memory(err, NULL);
}

/* Goes through the inputs once. */
static rt_code go_through(survey *v, const char *const *paths, size_t n, rt_err *err) {
    rt_code code = read_open(paths, n, &v->reading, &v->input, err);
    if (code != RT_OK) return code;
    unsigned threads = v->learning ? run_threads(v->options->threads) : 1;
    unsigned slots_n = threads * SLOTS_A_WORKER;
    slot *slots = calloc(slots_n, sizeof *slots);
    void **at = calloc(slots_n, sizeof *at);
    if (slots && at) {
        for (unsigned i = 0; i < slots_n; i++) {
            arena_init(&slots[i].memory, MEMORY_LIMIT);
            at[i] = &slots[i];
        }
        pipe_steps steps = {produce, work, consume, v};
        code = pipe_run(&steps, at, slots_n, threads, err);
        for (unsigned i = 0; i < slots_n; i++) arena_release(&slots[i].memory);
    } else {
        code = err_memory(err, NULL);
    }
    free(at);
    free(slots);
    read_close(v->input);
    return code;
}

static rt_code survey_all(survey *v, const char *const *paths, size_t n,
                          const survey_recall *recall, rt_err *err) {
    v->reading.heads_only = true;
    rt_code code = go_through(v, paths, n, err);
    v->reading.heads_only = false;
    if (code == RT_OK && recall) code = recall->take(recall->context, v->memory, err);
    v->learning = true;
    if (code == RT_OK && site_wants_any(v->memory, v->least))
        code = go_through(v, paths, n, err);
    if (code == RT_OK && !site_settle(v->memory)) code = err_memory(err, NULL);
    return code;
}

/* The paths that can be read more than once: files and folders. */
static size_t lasting(const char *const *paths, size_t n, const char **out) {
    size_t kept = 0;
    struct stat st;
    for (size_t i = 0; i < n; i++)
        if (stat(paths[i], &st) == 0 && (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode)))
            out[kept++] = paths[i];
    return kept;
}

rt_code survey_run(const char *const *paths, size_t n, const ingest_options *options,
                   const survey_recall *recall, site_memory **out, rt_err *err) {
    *out = NULL;
    if (options->raw) return RT_OK;
    survey v = {.options = options,
                .reading = {.lex = options->words->lex, .pages_only = true},
                .memory = site_memory_new(),
                .least = recall ? 1 : SITE_RECURS};
    const char **files = malloc((n + 1) * sizeof *files);
    rt_code code = v.memory && files ? RT_OK : err_memory(err, NULL);
    if (code == RT_OK)
        code = survey_all(&v, files, lasting(paths, n, files), recall, err);
    free(files);
    if (code == RT_OK) *out = v.memory;
    else site_memory_free(v.memory);
    return code;
}
