#include "base/err.h"
#include "base/pipe.h"
#include "run/corpus.h"

#include <stdlib.h>

/* Articles on their way from the store to a sink. */
typedef struct loading {
    rt_corpus *c;
    const uint32_t *numbers;
    uint32_t n, next;
    ingest_depth depth;
    const ingest_sink *sink;
} loading;

typedef struct slot {
    ingest_item item;
    const loading *of;
    uint32_t number;
    rt_code code;
    rt_err *err;
    bool good;
} slot;

static void fetch(void *context) {
    slot *s = context;
    s->code = store_article(s->of->c->store, s->number, &s->item.memory, &s->item.article,
                            s->err);
}

static rt_code produce(void *context, void *item, rt_err *err) {
    loading *l = context;
    slot *s = item;
    if (corpus_stopped(l->c)) return err_set(err, RT_E_STOPPED, NULL, "interrupted");
    if (l->next == l->n) return RT_END;
    arena_reset(&s->item.memory);
    s->of = l;
    s->err = err;
    s->number = l->numbers[l->next++];
    if (!arena_try(&s->item.memory, fetch, s))
        return err_set(err, RT_E_STOPPED, NULL, "memory ran out while reading articles");
    return s->code;
}

static void mark(void *context) {
    slot *s = context;
    item_work_up(&s->of->c->words, s->of->depth, &s->item);
}

static void work(void *context, void *item, unsigned worker) {
    (void)context, (void)worker;
    slot *s = item;
    s->good = arena_try(&s->item.memory, mark, s);
}

static rt_code consume(void *context, void *item, rt_err *err) {
    loading *l = context;
    slot *s = item;
    if (!s->good)
        return err_set(err, RT_E_STOPPED, NULL, "memory ran out while reading articles");
    return l->sink->take(l->sink->context, &s->item, err);
}

rt_code corpus_load(rt_corpus *c, const uint32_t *numbers, uint32_t n, ingest_depth depth,
                    const ingest_sink *sink, rt_err *err) {
    enum { SLOTS_A_WORKER = 8 };
    loading l = {.c = c, .numbers = numbers, .n = n, .depth = depth, .sink = sink};
    unsigned threads = run_threads(c->options.threads);
    unsigned slots_n = threads * SLOTS_A_WORKER;
    slot *slots = calloc(slots_n, sizeof *slots);
    void **at = calloc(slots_n, sizeof *at);
    rt_code code;
    if (slots && at) {
        for (unsigned i = 0; i < slots_n; i++) at[i] = &slots[i];
        pipe_steps steps = {produce, work, consume, &l};
        code = pipe_run(&steps, at, slots_n, threads, err);
        for (unsigned i = 0; i < slots_n; i++) arena_release(&slots[i].item.memory);
    } else {
        code = err_memory(err, NULL);
    }
    free(at);
    free(slots);
    return code;
}
