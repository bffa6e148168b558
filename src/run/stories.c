#include "run/stories.h"

#include "base/err.h"
#include "base/pipe.h"

#include <stdlib.h>

typedef struct tracing {
    const story_feed *feed;
    const trace_options *options;
    const story_sink *sink;
    uint64_t last_story; /* the highest number given */
} tracing;

/* One story on its way. */
typedef struct slot {
    arena memory;
    story_task task;
    rt_story story;  /* as it is */
    rt_story *parts; /* as it would be; NULL: as it is */
    uint32_t parts_n;
    tracing *run;
    rt_code code;
    rt_err *err;
    bool good;
} slot;

static void fetch(void *context) {
    slot *s = context;
    s->code = s->run->feed->next(s->run->feed->context, &s->memory, &s->task, s->err);
}

static rt_code produce(void *context, void *item, rt_err *err) {
    tracing *t = context;
    slot *s = item;
    if (t->options->stop && *t->options->stop)
        return err_set(err, RT_E_STOPPED, NULL, "interrupted");
    s->run = t;
    s->err = err;
    arena_reset(&s->memory);
    if (!arena_try(&s->memory, fetch, s))
        return err_set(err, RT_E_STOPPED, NULL, "memory ran out while reading a story");
    return s->code;
}

static void mark_item(const run_words *words, trace_item *item, arena *a) {
    rt_marks *marks = arena_new(a, rt_marks);
    rt_terms *terms = arena_new(a, rt_terms);
    mark_article(words->mark, item->article, a, marks);
    mark_terms(words->mark, item->article, marks, a, terms);
    item->marks = marks;
    item->terms = terms;
}

static const rt_marks *const *marks_of(const story_task *task, arena *a) {
    const rt_marks **marks = arena_many(a, const rt_marks *, task->n + task->others_n);
    for (uint32_t i = 0; i < task->n + task->others_n; i++)
        marks[i] = task->items[i].marks;
    return marks;
}

static void trace_task(const trace_options *options, const story_task *task, arena *a,
                       rt_story *out) {
    trace_input input = {.items = task->items,
                         .n = task->n,
                         .others_n = task->others_n,
                         .pairs = task->pairs,
                         .pairs_n = task->pairs_n,
                         .lex = options->words->lex};
    const corrections *said = options->corrections;
    if (said)
        input.corrections =
            corrections_of(said, task->items, task->n, a, &input.corrections_n);
    trace_story(&input, a, out);
    out->number = task->number;
    out->thread = task->thread;
    out->marks = marks_of(task, a);
}

/* Traces what is left of a story; something empty when that is nothing. */
static void trace_parts(slot *s, const story_split *split) {
    const trace_options *options = s->run->options;
    s->parts_n = split->parts_n ? split->parts_n : 1;
    s->parts = arena_many(&s->memory, rt_story, s->parts_n);
    rt_change *change = arena_many(&s->memory, rt_change, s->parts_n);
    s->parts[0] = (rt_story){.number = s->task.number, .thread = s->task.thread};
    for (uint32_t i = 0; i < split->parts_n; i++)
        trace_task(options, &split->parts[i], &s->memory, &s->parts[i]);
    for (uint32_t i = 0; i < s->parts_n; i++) {
        change[i] = (rt_change){.before = &s->story,
                                .without = split->absent,
                                .without_n = split->absent_n,
                                .part = split->parts_n ? i + 1 : 0,
                                .parts = split->parts_n};
        s->parts[i].change = &change[i];
    }
}

static void trace_one(void *context) {
    slot *s = context;
    const trace_options *options = s->run->options;
    story_task *task = &s->task;
    for (uint32_t i = 0; i < task->n + task->others_n; i++)
        if (!task->items[i].marks) mark_item(options->words, &task->items[i], &s->memory);
    trace_task(options, task, &s->memory, &s->story);
    story_split split;
    s->parts = NULL;
    if (options->without && without_split(options->without, task, &s->memory, &split))
        trace_parts(s, &split);
}

static void work(void *context, void *item, unsigned worker) {
    (void)context, (void)worker;
    slot *s = item;
    s->good = arena_try(&s->memory, trace_one, s);
}

static void hand_out(void *context) {
    slot *s = context;
    const story_sink *sink = s->run->sink;
    if (!s->parts) s->code = sink->take(sink->context, &s->story, &s->memory, s->err);
    for (uint32_t i = 0; s->parts && i < s->parts_n && s->code == RT_OK; i++) {
        if (i) s->parts[i].number = ++s->run->last_story;
        s->code = sink->take(sink->context, &s->parts[i], &s->memory, s->err);
    }
}

static rt_code consume(void *context, void *item, rt_err *err) {
    (void)context;
    slot *s = item;
    s->err = err;
    if (!s->good || !arena_try(&s->memory, hand_out, s))
        return err_set(err, RT_E_STOPPED, NULL, "memory ran out while tracing");
    return s->code;
}

rt_code trace_each(const story_feed *feed, const trace_options *options,
                   const story_sink *sink, rt_err *err) {
    enum { SLOTS_A_WORKER = 4 };
    tracing t = {feed, options, sink,
                 options->without ? options->without->last_story : 0};
    unsigned threads = run_threads(options->threads), slots_n = threads * SLOTS_A_WORKER;
    slot *slots = calloc(slots_n, sizeof *slots);
    void **at = calloc(slots_n, sizeof *at);
    rt_code code = RT_OK;
    if (slots && at) {
        for (unsigned i = 0; i < slots_n; i++) at[i] = &slots[i];
        pipe_steps steps = {produce, work, consume, &t};
        code = pipe_run(&steps, at, slots_n, threads, err);
        for (unsigned i = 0; i < slots_n; i++) arena_release(&slots[i].memory);
    } else {
        code = err_set(err, RT_E_STOPPED, NULL, "memory ran out while tracing");
    }
    free(at);
    free(slots);
    return code;
}
