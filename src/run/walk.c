#include "base/err.h"
#include "base/hash.h"
#include "run/overview.h"
#include "run/stories.h"

#include <stdlib.h>

/* The functions of retold.h that walk over a corpus and call the user back. Each body
 * runs inside arena_try, so that it can take memory without asking. */
typedef struct walk {
    rt_corpus *c;
    arena a;
    void *context;
    rt_story_taker *take_story;
    rt_article_taker *take_article;
    rt_reject_taker *take_reject;
    rt_hit_taker *take_hit;
    rt_correction_taker *take_correction;
    const rt_query *query;
    rt_id id;
    const uint32_t *stories; /* numbers of those to be traced */
    uint32_t stories_n, next;
    rt_view view;
    without absent;
    overview around; /* of a walk over all stories */
    corrections said;
    rt_code code;
    rt_err *err;
} walk;

/* Inside one transaction, so that the corpus stays as it is for the whole walk. */
static rt_code walk_run(walk *w, void (*body)(void *walk)) {
    if (!arena_try(&w->a, body, w)) w->code = err_memory(w->err, NULL);
    store_rollback(w->c->store);
    overview_release(&w->around);
    arena_release(&w->a);
    return w->code;
}

/* ---- stories */

/* The articles of other stories that repeat its quotations. */
static const uint32_t *others_of(const walk *w, uint32_t story, uint32_t *n) {
    const neighbours *o = &w->around.others;
    *n = 0;
    if (!o->first || story > w->around.stories) return NULL;
    *n = o->first[story + 1] - o->first[story];
    return o->article + o->first[story];
}

static rt_code next_story(void *context, arena *a, story_task *out, rt_err *err) {
    walk *w = context;
    if (w->next == w->stories_n) return RT_END;
    store_story story;
    rt_code code = store_story_get(w->c->store, w->stories[w->next++], a, &story, err);
    if (code != RT_OK) return code;
    *out = (story_task){.number = story.number,
                        .thread = story.thread,
                        .n = story.articles_n,
                        .pairs = story.pairs,
                        .pairs_n = story.pairs_n};
    uint32_t others_n, from = 0;
    const uint32_t *others = others_of(w, story.number, &others_n);
    out->items = arena_many(a, trace_item, (size_t)out->n + others_n);
    for (uint32_t i = 0; i < out->n; i++) out->items[i].article = &story.articles[i];
    rt_article *more = arena_many(a, rt_article, others_n);
    for (; code == RT_OK && from < others_n; from++) {
        uint32_t number = w->around.number[others[from]];
        code = store_article(w->c->store, number, a, &more[from], err);
        out->items[out->n + from].article = &more[from];
    }
    out->others_n = from;
    return code;
}

static rt_code hand_on(void *context, const rt_story *story, arena *tmp, rt_err *err) {
    (void)tmp;
    walk *w = context;
    return w->take_story(w->context, story, err);
}

static void trace_stories(walk *w) {
    story_feed feed = {next_story, w};
    story_sink sink = {hand_on, w};
    trace_options options = {&w->c->words, w->c->options.threads, w->c->options.stop,
                             &w->said, w->absent.n ? &w->absent : NULL};
    w->code = corrections_load(w->c->store, &w->a, &w->said, w->err);
    if (w->code == RT_OK) w->code = trace_each(&feed, &options, &sink, w->err);
}

static int by_id(const void *x, const void *y) {
    return id_cmp(*(const rt_id *)x, *(const rt_id *)y);
}

static int by_number(const void *x, const void *y) {
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

/* The absent articles and, as w->stories, the stories that they are in. */
static void read_absent(walk *w) {
    uint32_t n = (uint32_t)w->view.without_n, last = 0;
    rt_id *ids = arena_many(&w->a, rt_id, n);
    uint32_t *stories = arena_many(&w->a, uint32_t, n);
    uint32_t *numbers = arena_many(&w->a, uint32_t, n);
    for (uint32_t i = 0; w->code == RT_OK && i < n; i++) {
        store_head head;
        ids[i] = w->view.without[i];
        w->code = store_find(w->c->store, ids[i], &numbers[i], w->err);
        if (w->code == RT_END)
            w->code = err_set(w->err, RT_E_USAGE, id_hex(&w->a, ids[i]).s,
                              "no article of the corpus has this id");
        if (w->code == RT_OK)
            w->code = store_article_head(w->c->store, numbers[i], &w->a, &head, w->err);
        if (w->code == RT_OK) stories[i] = head.story;
    }
    if (w->code == RT_OK) w->code = store_last_story(w->c->store, &last, w->err);
    if (w->code != RT_OK) return;
    qsort(ids, n, sizeof *ids, by_id);
    qsort(stories, n, sizeof *stories, by_number);
    for (uint32_t i = 0; i < n; i++)
        if (!i || stories[i] != stories[i - 1]) stories[w->stories_n++] = stories[i];
    w->stories = stories;
    w->absent = (without){.ids = ids, .n = n, .last_story = last};
    w->code = corpus_regroup_without(w->c, numbers, n, &w->a, &w->absent, w->err);
}

static void each_story(void *context) {
    walk *w = context;
    store *s = w->c->store;
    w->code = store_begin_reading(s, w->err);
    if (w->code == RT_OK && w->view.without_n) read_absent(w);
    if (w->code == RT_OK && !w->view.changed_only)
        w->code =
            store_stories(s, w->view.by_size, &w->a, &w->stories, &w->stories_n, w->err);
    if (w->code == RT_OK && w->stories_n)
        w->code = overview_make(w->c, &w->a, &w->around, w->err);
    if (w->code == RT_OK) trace_stories(w);
}

rt_code rt_view_stories(rt_corpus *c, const rt_view *view, rt_story_taker *take,
                        void *context, rt_err *err) {
    walk w = {.c = c, .context = context, .take_story = take, .err = err};
    if (view)
        memcpy(&w.view, view, view->size < sizeof w.view ? view->size : sizeof w.view);
    rt_code code = rt_settle(c, err);
    return code == RT_OK ? walk_run(&w, each_story) : code;
}

rt_code rt_each_story(rt_corpus *c, bool by_size, rt_story_taker *take, void *context,
                      rt_err *err) {
    rt_view view = {.size = sizeof view, .by_size = by_size};
    return rt_view_stories(c, &view, take, context, err);
}

static void one_story(void *context) {
    walk *w = context;
    store *s = w->c->store;
    uint32_t number;
    store_head head;
    w->code = store_begin_reading(s, w->err);
    if (w->code == RT_OK) w->code = store_find(s, w->id, &number, w->err);
    if (w->code == RT_OK) w->code = store_article_head(s, number, &w->a, &head, w->err);
    if (w->code != RT_OK) return;
    w->stories = &head.story;
    w->stories_n = 1;
    trace_stories(w);
}

rt_code rt_story_of(rt_corpus *c, rt_id article, rt_story_taker *take, void *context,
                    rt_err *err) {
    rt_code code = rt_settle(c, err);
    if (code != RT_OK) return code;
    return walk_run(
        &(walk){
            .c = c, .context = context, .take_story = take, .id = article, .err = err},
        one_story);
}

/* ---- articles, hits, rejects */

static void each_article(void *context) {
    walk *w = context;
    rt_counts counts;
    w->code = store_begin_reading(w->c->store, w->err);
    if (w->code == RT_OK) w->code = store_count(w->c->store, &counts, w->err);
    for (uint32_t i = 1; w->code == RT_OK && i <= counts.articles; i++) {
        rt_article article;
        arena_reset(&w->a);
        w->code = store_article(w->c->store, i, &w->a, &article, w->err);
        if (w->code == RT_OK) w->code = w->take_article(w->context, &article, w->err);
    }
}

rt_code rt_each_article(rt_corpus *c, rt_article_taker *take, void *context,
                        rt_err *err) {
    return walk_run(&(walk){.c = c, .context = context, .take_article = take, .err = err},
                    each_article);
}

static void one_article(void *context) {
    walk *w = context;
    uint32_t number;
    rt_article article;
    w->code = store_begin_reading(w->c->store, w->err);
    if (w->code == RT_OK) w->code = store_find(w->c->store, w->id, &number, w->err);
    if (w->code == RT_OK)
        w->code = store_article(w->c->store, number, &w->a, &article, w->err);
    if (w->code == RT_OK) w->code = w->take_article(w->context, &article, w->err);
}

rt_code rt_article_of(rt_corpus *c, rt_id article, rt_article_taker *take, void *context,
                      rt_err *err) {
    return walk_run(
        &(walk){
            .c = c, .context = context, .take_article = take, .id = article, .err = err},
        one_article);
}

/* Makes searchable what is not yet, a transaction every thousand articles. */
static rt_code make_searchable(rt_corpus *c, rt_err *err) {
    enum { BATCH = 1000 };
    arena tmp;
    arena_init(&tmp, 0);
    uint32_t left = 0;
    rt_code code = store_make_searchable(c->store, 0, &tmp, &left, err);
    if (code == RT_OK && left && c->options.read_only)
        code = err_set(err, RT_E_STORE, store_path(c->store),
                       "holds %u articles that are not searchable yet, and is open for "
                       "reading only",
                       left);
    while (code == RT_OK && left) {
        if (corpus_stopped(c)) code = err_set(err, RT_E_STOPPED, NULL, "interrupted");
        if (code == RT_OK) code = store_begin(c->store, err);
        if (code == RT_OK)
            code = store_make_searchable(c->store, BATCH, &tmp, &left, err);
        if (code == RT_OK) code = store_commit(c->store, err);
        else store_rollback(c->store);
        if (code == RT_OK && c->options.progress)
            c->options.progress(c->options.context, &(rt_progress){.unsearchable = left});
    }
    arena_release(&tmp);
    return code;
}

static void search(void *context) {
    walk *w = context;
    w->code = store_begin_reading(w->c->store, w->err);
    if (w->code == RT_OK)
        w->code =
            store_search(w->c->store, w->query, w->take_hit, w->context, &w->a, w->err);
}

rt_code rt_search(rt_corpus *c, const rt_query *query, rt_hit_taker *take, void *context,
                  rt_err *err) {
    rt_query whole = {0};
    memcpy(&whole, query, query->size < sizeof whole ? query->size : sizeof whole);
    if (!whole.words) whole.words = "";
    rt_code code = make_searchable(c, err);
    if (code != RT_OK) return code;
    return walk_run(
        &(walk){
            .c = c, .context = context, .take_hit = take, .query = &whole, .err = err},
        search);
}

static void each_reject(void *context) {
    walk *w = context;
    w->code = store_begin_reading(w->c->store, w->err);
    if (w->code == RT_OK)
        w->code =
            store_each_reject(w->c->store, w->take_reject, w->context, &w->a, w->err);
}

rt_code rt_each_reject(rt_corpus *c, rt_reject_taker *take, void *context, rt_err *err) {
    return walk_run(&(walk){.c = c, .context = context, .take_reject = take, .err = err},
                    each_reject);
}

static void each_correction(void *context) {
    walk *w = context;
    w->code = store_begin_reading(w->c->store, w->err);
    if (w->code == RT_OK)
        w->code = corrections_load(w->c->store, &w->a, &w->said, w->err);
    for (uint32_t i = 0; w->code == RT_OK && i < w->said.n; i++)
        w->code = w->take_correction(w->context, &w->said.at[i], w->err);
}

rt_code rt_each_correction(rt_corpus *c, rt_correction_taker *take, void *context,
                           rt_err *err) {
    return walk_run(
        &(walk){.c = c, .context = context, .take_correction = take, .err = err},
        each_correction);
}

rt_code rt_count(rt_corpus *c, rt_counts *out, rt_err *err) {
    return store_count(c->store, out, err);
}
