#include "run/pile.h"

#include "base/civil.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/utf8.h"

#include <stdlib.h>

static void item_free(ingest_item *item) {
    arena_release(&item->memory);
    free(item);
}

void pile_release(pile *p) {
    for (uint32_t i = 0; i < p->n; i++) item_free(p->items[i]);
    for (uint32_t i = 0; i < p->doubles_n; i++) item_free(p->doubles[i]);
    arena_release(&p->memory);
    free(p->items);
    free(p->doubles);
    free(p->places);
    free(p->first_place);
    *p = (pile){0};
}

static const void *copy(arena *a, const void *from, size_t count, size_t size) {
    return from ? memcpy(arena_raw(a, count, size), from, count * size) : NULL;
}

static rt_terms copy_terms(arena *a, const rt_terms *t) {
    return (rt_terms){
        .hash = copy(a, t->hash, t->n, sizeof *t->hash),
        .stem = copy(a, t->stem, t->n, sizeof *t->stem),
        .span = copy(a, t->span, t->n, sizeof *t->span),
        .flags = copy(a, t->flags, t->n, sizeof *t->flags),
        .n = t->n,
        .sentence = copy(a, t->sentence, t->sentences_n + (size_t)1, sizeof *t->sentence),
        .sentences_n = t->sentences_n};
}

typedef struct keeping {
    pile *pile;
    const ingest_item *from;
    ingest_item *to;
} keeping;

static void keep_terms(void *context) {
    const keeping *k = context;
    const rt_article *article = &k->from->article;
    arena *a = &k->pile->memory;
    *k->to = (ingest_item){.article = {.id = article->id,
                                       .source = str_copy(a, article->source),
                                       .outlet = str_copy(a, article->outlet),
                                       .language = str_copy(a, article->language),
                                       .published = article->published},
                           .terms = copy_terms(a, &k->from->terms),
                           .title = copy_terms(a, &k->from->title)};
}

static bool keep_item(pile *p, ingest_item *item, ingest_item *to) {
    if (p->terms_only) return arena_try(&p->memory, keep_terms, &(keeping){p, item, to});
    *to = *item;
    to->memory = arena_move(&item->memory);
    return true;
}

rt_code pile_take(void *context, ingest_item *item, rt_err *err) {
    pile *p = context;
    if (p->n == p->cap) {
        uint32_t cap = p->cap ? p->cap * 2 : 64;
        ingest_item **items = realloc(p->items, cap * sizeof *items);
        if (!items) return err_memory(err, NULL);
        p->items = items;
        p->cap = cap;
    }
    ingest_item *kept = malloc(sizeof *kept);
    if (!kept || !keep_item(p, item, kept)) {
        free(kept);
        return err_memory(err, NULL);
    }
    p->items[p->n++] = kept;
    return RT_OK;
}

static int by_id_and_place(const void *x, const void *y) {
    const ingest_item *a = *(ingest_item *const *)x, *b = *(ingest_item *const *)y;
    int order = id_cmp(a->article.id, b->article.id);
    return order ? order : str_cmp(a->article.source, b->article.source);
}

void pile_order(pile *p) {
    if (p->n > 1) qsort(p->items, p->n, sizeof *p->items, by_id_and_place);
}

rt_code pile_settle(pile *p, rt_err *err) {
    if (!p->n) return RT_OK;
    p->places = calloc(p->n, sizeof *p->places);
    p->first_place = calloc((size_t)p->n + 1, sizeof *p->first_place);
    p->doubles = calloc(p->n, sizeof(ingest_item *));
    if (!p->places || !p->first_place || !p->doubles) return err_memory(err, NULL);
    pile_order(p);
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
                        .digest = item->digest,
                        .group = name_hash(item->article.outlet),
                        .language = name_hash(item->article.language),
                        .day = day_of(item->article.published)};
}

match_text *pile_texts(const pile *p, arena *a) {
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
