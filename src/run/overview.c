#include "run/overview.h"

#include "base/err.h"
#include "run/pile.h"

typedef struct gathering {
    neighbours_keys keys;
    uint32_t next; /* position of the article that comes next */
} gathering;

static rt_code take(void *context, ingest_item *item, rt_err *err) {
    gathering *g = context;
    trace_item traced = item_trace(item);
    return neighbours_add(&g->keys, g->next++, &traced) ? RT_OK : err_memory(err, NULL);
}

rt_code overview_make(rt_corpus *c, arena *a, overview *out, rt_err *err) {
    *out = (overview){0};
    const store_seat *seats;
    uint32_t n;
    rt_code code = store_seats(c->store, a, &seats, &n, err);
    if (code == RT_OK) code = store_last_story(c->store, &out->stories, err);
    if (code != RT_OK) return code;
    uint32_t *number = arena_many(a, uint32_t, n), *story = arena_many(a, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        number[i] = seats[i].number;
        story[i] = seats[i].story;
        if (story[i] == 0 || story[i] > out->stories)
            return err_set(err, RT_E_STORE, store_path(c->store),
                           "article %u has no story", number[i]);
    }
    out->number = number;
    gathering g = {.next = 0};
    ingest_sink sink = {.take = take, .context = &g};
    code = corpus_load(c, number, n, INGEST_TERMS, &sink, err);
    if (code == RT_OK && !neighbours_find(&g.keys, story, out->stories, &out->others))
        code = err_memory(err, NULL);
    neighbours_keys_release(&g.keys);
    return code;
}

void overview_release(overview *o) { neighbours_release(&o->others); }
