#include "run/ingest.h"

#include "base/err.h"
#include "base/pipe.h"
#include "run/survey.h"

#include <stdlib.h>

/* Memory one record may take on its way: a 16 MiB record with its terms needs about a
 * fifth of it. */
enum { MEMORY_LIMIT = 2000 << 20, SLOTS_A_WORKER = 8 };

rt_code run_words_init(run_words *w, rt_err *err) {
    w->lex = lexicon_all();
    w->mark = w->lex ? mark_words_new(w->lex) : NULL;
    if (w->mark) return RT_OK;
    run_words_release(w);
    return err_memory(err, NULL);
}

void run_words_release(run_words *w) {
    mark_words_free(w->mark);
    *w = (run_words){0};
}

unsigned run_threads(unsigned threads) {
    enum { MOST = 64 };
    if (!threads) threads = pipe_processors();
    return threads < MOST ? threads : MOST;
}

typedef struct ingest {
    const ingest_options *options;
    const ingest_sink *sink;
    read_options reading;
    read_input *input;
} ingest;

typedef struct slot {
    ingest_item item;
    read_record record;
    rt_code code; /* why there is no article, with `why` */
    rt_err why;
    ingest *run;
} slot;

static void next_record(void *context) {
    slot *s = context;
    s->code = read_next(s->run->input, &s->item.memory, &s->record, &s->why);
}

static rt_code produce(void *context, void *item, rt_err *err) {
    ingest *in = context;
    slot *s = item;
    if (in->options->stop && *in->options->stop)
        return err_set(err, RT_E_STOPPED, NULL, "interrupted");
    arena_reset(&s->item.memory);
    s->why = (rt_err){0};
    s->run = in;
    if (!arena_try(&s->item.memory, next_record, s))
        return err_set(err, RT_E_STOPPED, NULL, "memory ran out while reading");
    return s->code == RT_END ? RT_END : RT_OK;
}

void item_work_up(const run_words *words, ingest_depth depth, ingest_item *item) {
    arena *a = &item->memory;
    if (depth >= INGEST_MARKS) mark_article(words->mark, &item->article, a, &item->marks);
    if (depth == INGEST_WORDS) mark_wording(&item->article, a, &item->terms);
    bool terms = depth >= INGEST_TERMS;
    if (!terms && depth != INGEST_STEMS) return;
    const rt_marks *marks = terms ? &item->marks : NULL;
    mark_terms(words->mark, &item->article, marks, a, &item->terms);
    rt_article headline = {.text = item->article.title,
                           .language = item->article.language};
    mark_terms(words->mark, &headline, NULL, a, &item->title);
    if (depth < INGEST_DIGESTS) return;
    match_text text = {.terms = item->terms, .title = item->title};
    item->digest = match_digest_of(NULL, &text, a);
}

static void work_up(void *context) {
    slot *s = context;
    const ingest_options *options = s->run->options;
    s->code = read_article(&s->record, &s->run->reading, &s->item.memory,
                           &s->item.article, &s->why);
    if (s->code == RT_OK) item_work_up(options->words, options->depth, &s->item);
}

static void work(void *context, void *item, unsigned worker) {
    (void)context, (void)worker;
    slot *s = item;
    if (s->code != RT_OK) return;
    if (!arena_try(&s->item.memory, work_up, s)) {
        s->code = err_set(&s->why, RT_E_LIMIT, NULL, "takes too much memory");
        err_place(&s->why, s->record.source);
    }
}

static void hand_out(void *context) {
    slot *s = context;
    const ingest_sink *sink = s->run->sink;
    s->code = sink->take(sink->context, &s->item, &s->why);
}

static rt_code consume(void *context, void *item, rt_err *err) {
    ingest *in = context;
    slot *s = item;
    if (s->code != RT_OK) {
        if (s->why.code == RT_OK) s->why.code = s->code;
        if (in->sink->reject) in->sink->reject(in->sink->context, &s->why);
        return RT_OK;
    }
    if (!arena_try(&s->item.memory, hand_out, s)) return err_memory(err, NULL);
    if (s->code != RT_OK && err) *err = s->why;
    return s->code;
}

static read_depth reading_for(ingest_depth depth) {
    if (depth == INGEST_WORDS) return READ_TEXT;
    return depth == INGEST_STEMS ? READ_LANGUAGE : READ_PARAGRAPHS;
}

static rt_code ingest_surveyed(const char *const *paths, size_t n,
                               const ingest_options *options, const site_memory *sites,
                               const ingest_sink *sink, rt_err *err) {
    ingest in = {.options = options,
                 .sink = sink,
                 .reading = {.lex = options->words->lex,
                             .raw = options->raw,
                             .sites = sites,
                             .depth = reading_for(options->depth)}};
    rt_code code = read_open(paths, n, &in.reading, &in.input, err);
    if (code != RT_OK) return code;
    unsigned threads = run_threads(options->threads), slots_n = threads * SLOTS_A_WORKER;
    slot *slots = calloc(slots_n, sizeof *slots);
    void **at = calloc(slots_n, sizeof *at);
    if (slots && at) {
        for (unsigned i = 0; i < slots_n; i++) {
            arena_init(&slots[i].item.memory, MEMORY_LIMIT);
            at[i] = &slots[i];
        }
        pipe_steps steps = {produce, work, consume, &in};
        code = pipe_run(&steps, at, slots_n, threads, err);
        for (unsigned i = 0; i < slots_n; i++) arena_release(&slots[i].item.memory);
    } else {
        code = err_memory(err, NULL);
    }
    free(at);
    free(slots);
    read_close(in.input);
    return code;
}

rt_code ingest_run(const char *const *paths, size_t n, const ingest_options *options,
                   const ingest_sink *sink, rt_err *err) {
    if (options->sites)
        return ingest_surveyed(paths, n, options, options->sites, sink, err);
    site_memory *sites;
    rt_code code = survey_run(paths, n, options, NULL, &sites, err);
    if (code == RT_OK) code = ingest_surveyed(paths, n, options, sites, sink, err);
    site_memory_free(sites);
    return code;
}
