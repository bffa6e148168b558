#include "run/corpus.h"
#include "base/civil.h"
#include "base/err.h"
#include "read/read.h"
#include "run/corpus_sites.h"
#include "run/pile.h"
#include "run/stories.h"
#include "run/survey.h"
#include "show/show.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- opening */

static rt_options options_of(const rt_options *given) {
    rt_options options = {.size = sizeof options};
    if (given)
        memcpy(&options, given,
               given->size < sizeof options ? given->size : sizeof options);
    return options;
}

rt_code rt_open(const char *path, const rt_options *options, rt_corpus **out,
                rt_err *err) {
    *out = NULL;
    rt_corpus *c = calloc(1, sizeof *c);
    if (!c) return err_memory(err, path);
    c->options = options_of(options);
    c->cache = text_cache_new();
    rt_code code = run_words_init(&c->words, err);
    if (code == RT_OK)
        code = store_open(path, c->options.read_only ? STORE_READ : STORE_CREATE,
                          &c->store, err);
    if (code != RT_OK) rt_close(c);
    else *out = c;
    return code;
}

void rt_close(rt_corpus *c) {
    if (!c) return;
    if (c->store) corpus_save_index(c, NULL);
    store_close(c->store);
    match_index_free(c->index);
    text_cache_free(c->cache);
    run_words_release(&c->words);
    free(c);
}

/* ---- adding */

/* Articles that are written at once: enough to make the cost of a transaction small, and
 * little to lose when the program dies. */
enum { BATCH = 4000, REPORTED = 1000 /* after so many the user hears of it */ };

/* Articles that are compared at once, so that all their texts are in the cache then. */
enum { PORTION = TEXT_CACHE_PLACES / 2 / BATCH * BATCH };

typedef struct adding {
    rt_corpus *c;
    rt_added added;
    unsigned in_batch, in_portion;
    rt_code code; /* of noting rejects */
    rt_err *err;
} adding;

static void report(const adding *a) {
    const rt_options *options = &a->c->options;
    rt_progress progress = {.articles = a->added.articles + a->added.known,
                            .rejects = a->added.rejects};
    if (options->progress) options->progress(options->context, &progress);
}

static rt_code end_of_batch(adding *a, rt_err *err) {
    if (++a->in_batch % REPORTED == 0) report(a);
    if (a->in_batch < BATCH) return RT_OK;
    a->in_batch = 0;
    rt_code code = store_commit(a->c->store, err);
    if (code == RT_OK && a->in_portion >= PORTION) {
        a->in_portion = 0;
        code = rt_settle(a->c, err);
    }
    return code == RT_OK ? store_begin(a->c->store, err) : code;
}

static rt_code add_item(void *context, ingest_item *item, rt_err *err) {
    adding *a = context;
    rt_corpus *c = a->c;
    if (a->code != RT_OK) return a->code;
    store_arrival arrival = {&item->article, &item->marks, item->terms.n};
    store_added stored;
    rt_code code = store_add_article(c->store, &arrival, &item->memory, &stored, err);
    if (code != RT_OK) return code;
    if (!stored.is_new) {
        a->added.known++;
        return end_of_batch(a, err);
    }
    a->added.articles++;
    a->in_portion++;
    cached_text text = {stored.number, item->article.id, item_text(item)};
    text_cache_put(c->cache, &text);
    if (c->indexed + 1 == stored.number) code = corpus_index(c, &text, err);
    if (code != RT_OK) return code;
    return end_of_batch(a, err);
}

static void add_reject(void *context, const rt_err *why) {
    adding *a = context;
    a->added.rejects++;
    if (a->c->options.rejected) a->c->options.rejected(a->c->options.context, why);
    if (a->code == RT_OK) a->code = store_put_reject(a->c->store, why, a->err);
}

static rt_code recall_sites(void *context, site_memory *sites, rt_err *err) {
    rt_corpus *c = context;
    return corpus_recall_sites(c->store, sites, err);
}

rt_code rt_add_paths(rt_corpus *c, const char *const *paths, size_t n, rt_added *out,
                     rt_err *err) {
    rt_err unused;
    adding a = {.c = c, .err = err ? err : &unused};
    ingest_options options = {.words = &c->words,
                              .depth = INGEST_DIGESTS,
                              .threads = c->options.threads,
                              .stop = c->options.stop};
    ingest_sink sink = {add_item, add_reject, &a};
    survey_recall known = {recall_sites, c};
    site_memory *sites = NULL;
    rt_code code = corpus_fill_index(c, err);
    if (code == RT_OK) code = survey_run(paths, n, &options, &known, &sites, err);
    options.sites = sites;
    if (code == RT_OK) code = store_begin(c->store, err);
    if (code == RT_OK) code = ingest_run(paths, n, &options, &sink, a.err);
    if (code == RT_OK) code = a.code;
    if (code == RT_OK) code = corpus_keep_sites(c->store, sites, a.err);
    site_memory_free(sites);
    if (out) *out = a.added;
    if (code == RT_OK || corpus_stopped(c)) {
        rt_code end = store_commit(c->store, code == RT_OK ? err : NULL);
        if (end == RT_OK) return code;
        code = code == RT_OK ? end : code;
    }
    store_rollback(c->store);
    corpus_forget(c);
    return code;
}

/* An article at hand goes the way of all others: as a JSON record. */
static rt_code read_text(const rt_text *text, ingest_item *item, const run_words *words,
                         rt_err *err) {
    char *bytes = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&bytes, &n);
    if (!out) return err_memory(err, NULL);
    rt_article given = {
        .source = str_of(text->source ? text->source : "text"),
        .url = str_of(text->url),
        .outlet = str_of(text->outlet),
        .title = str_of(text->title),
        .text = str_of(text->text ? text->text : ""),
        .published = civil_parse_iso(str_of(text->published ? text->published : ""))};
    show_article_json(out, &given, &item->memory);
    bool good = fclose(out) == 0;
    read_record record = {.source = str_copy(&item->memory, given.source),
                          .bytes = str_copy(&item->memory, (rt_str){bytes, n}),
                          .format = READ_JSON};
    free(bytes);
    read_options reading = {.lex = words->lex};
    return good ? read_article(&record, &reading, &item->memory, &item->article, err)
                : err_memory(err, NULL);
}

typedef struct text_task {
    rt_corpus *c;
    rt_text text;
    ingest_item item;
    rt_code code;
    rt_err *err;
} text_task;

static void add_text(void *context) {
    text_task *t = context;
    rt_corpus *c = t->c;
    ingest_item *item = &t->item;
    t->code = read_text(&t->text, item, &c->words, t->err);
    if (t->code != RT_OK) return;
    item_work_up(&c->words, INGEST_DIGESTS, item);
    adding a = {.c = c};
    t->code = store_begin(c->store, t->err);
    if (t->code == RT_OK) t->code = add_item(&a, item, t->err);
    if (t->code == RT_OK) t->code = store_commit(c->store, t->err);
}

rt_code rt_add_text(rt_corpus *c, const rt_text *text, rt_id *id, rt_err *err) {
    text_task t = {.c = c, .err = err};
    rt_code code = corpus_fill_index(c, err);
    if (code != RT_OK) return code;
    memcpy(&t.text, text, text->size < sizeof t.text ? text->size : sizeof t.text);
    if (!arena_try(&t.item.memory, add_text, &t)) t.code = err_memory(err, NULL);
    if (t.code != RT_OK) {
        store_rollback(c->store);
        corpus_forget(c);
    }
    if (t.code == RT_OK && id) *id = t.item.article.id;
    arena_release(&t.item.memory);
    return t.code;
}
