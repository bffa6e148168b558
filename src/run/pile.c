#include "run/pile.h"

#include "base/civil.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/utf8.h"

#include <stdlib.h>

static rt_code no_memory(rt_err *err) {
    return err_set(err, RT_E_STOPPED, NULL, "memory ran out");
}

static void item_free(ingest_item *item) {
    arena_release(&item->memory);
    free(item);
}

void pile_release(pile *p) {
    for (uint32_t i = 0; i < p->n; i++) item_free(p->items[i]);
    for (uint32_t i = 0; i < p->doubles_n; i++) item_free(p->doubles[i]);
    free(p->items);
    free(p->doubles);
    free(p->places);
    free(p->first_place);
    *p = (pile){0};
}

rt_code pile_take(void *context, ingest_item *item, rt_err *err) {
    pile *p = context;
    if (p->n == p->cap) {
        uint32_t cap = p->cap ? p->cap * 2 : 64;
        ingest_item **items = realloc(p->items, cap * sizeof *items);
        if (!items) return no_memory(err);
        p->items = items;
        p->cap = cap;
    }
    ingest_item *kept = malloc(sizeof *kept);
    if (!kept) return no_memory(err);
    *kept = *item;
    kept->memory = arena_move(&item->memory);
    p->items[p->n++] = kept;
    return RT_OK;
}

static int by_id_and_place(const void *x, const void *y) {
    const ingest_item *a = *(ingest_item *const *)x, *b = *(ingest_item *const *)y;
    int order = id_cmp(a->article.id, b->article.id);
    return order ? order : str_cmp(a->article.source, b->article.source);
}

rt_code pile_settle(pile *p, rt_err *err) {
    if (!p->n) return RT_OK;
    p->places = calloc(p->n, sizeof *p->places);
    p->first_place = calloc((size_t)p->n + 1, sizeof *p->first_place);
    p->doubles = calloc(p->n, sizeof(ingest_item *));
    if (!p->places || !p->first_place || !p->doubles) return no_memory(err);
    qsort(p->items, p->n, sizeof *p->items, by_id_and_place);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        ingest_item *item = p->items[i];
        p->places[i] = item->article.source;
        if (kept && id_eq(p->items[kept - 1]->article.id, item->article.id)) {
            p->doubles[p->doubles_n++] = item;
        } else {
            p->first_place[kept] = i;
            p->items[kept++] = item;
        }
    }
    p->first_place[kept] = p->n;
    p->n = kept;
    return RT_OK;
}

/* 0 for what is not known. */
static uint64_t name_hash(rt_str name) {
    if (!name.n) return 0;
    arena a;
    arena_init(&a, 0);
    uint64_t h = hash_str(utf8_fold(&a, name));
    arena_release(&a);
    return h ? h : 1;
}

static int32_t day_of(rt_time t) {
    if (t.precision < RT_TIME_DAY) return INT32_MIN;
    return (int32_t)civil_days(t.year, t.month, t.day);
}

match_text item_text(const ingest_item *item) {
    return (match_text){.terms = item->terms,
                        .title = item->title,
                        .group = name_hash(item->article.outlet),
                        .language = name_hash(item->article.language),
                        .day = day_of(item->article.published)};
}

const match_text *pile_texts(const pile *p, arena *a) {
    match_text *texts = arena_many(a, match_text, p->n);
    for (uint32_t i = 0; i < p->n; i++) {
        texts[i] = item_text(p->items[i]);
        texts[i].known = i + 1;
    }
    return texts;
}

trace_node article_node(const rt_article *article, uint32_t words) {
    return (trace_node){.id = article->id,
                        .outlet = name_hash(article->outlet),
                        .language = name_hash(article->language),
                        .day = day_of(article->published),
                        .words = words};
}
