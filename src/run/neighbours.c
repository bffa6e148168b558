#include "run/neighbours.h"

#include "base/vec.h"

#include <stdlib.h>

/* A key of an article's quotations. */
typedef struct posting {
    uint64_t key;
    uint32_t article;
} posting;

typedef VEC(posting) posting_vec;

/* An article of another story and how many keys, weighed by their rarity, it shares. */
typedef struct near {
    uint32_t story, article;
    float weight;
} near;

typedef VEC(near) near_vec;

static int by_key(const void *x, const void *y) {
    const posting *a = x, *b = y;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->article > b->article) - (a->article < b->article);
}

static int by_article(const void *x, const void *y) {
    const near *a = x, *b = y;
    if (a->story != b->story) return a->story < b->story ? -1 : 1;
    if (a->article != b->article) return a->article < b->article ? -1 : 1;
    return (a->weight < b->weight) - (a->weight > b->weight);
}

static int by_weight(const void *x, const void *y) {
    const near *a = x, *b = y;
    if (a->weight != b->weight) return a->weight > b->weight ? -1 : 1;
    return (a->article > b->article) - (a->article < b->article);
}

static int by_number(const void *x, const void *y) {
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

static void gather_postings(const pile *p, arena *a, posting_vec *out) {
    arena scratch;
    arena_init(&scratch, 0);
    for (uint32_t i = 0; i < p->n; i++) {
        trace_item item = item_trace(p->items[i]);
        uint32_t n;
        const uint64_t *key = trace_quotation_keys(&item, &scratch, &n);
        for (uint32_t k = 0; k < n; k++) *vec_push(a, out) = (posting){key[k], i};
        arena_reset(&scratch);
    }
    arena_release(&scratch);
    if (out->n > 1) qsort(out->at, out->n, sizeof *out->at, by_key);
}

/* Every two articles of different stories that share a key. A key in many articles is a
 * common phrase and says nothing. */
static void gather_near(const posting_vec *postings, const grouping *g, arena *a,
                        near_vec *out) {
    enum { COMMON = 24 };
    for (uint32_t i = 0, end; i < postings->n; i = end) {
        const posting *p = postings->at;
        for (end = i + 1; end < postings->n && p[end].key == p[i].key; end++) {
        }
        if (end - i < 2 || end - i > COMMON) continue;
        float weight = 1.0F / (float)(end - i);
        for (uint32_t x = i; x < end; x++)
            for (uint32_t y = i; y < end; y++)
                if (g->story[p[x].article] != g->story[p[y].article])
                    *vec_push(a, out) =
                        (near){g->story[p[x].article], p[y].article, weight};
    }
}

/* Adds up what was found of one article in one story. */
static void add_up(near_vec *all) {
    if (all->n > 1) qsort(all->at, all->n, sizeof *all->at, by_article);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        near *last = kept ? &all->at[kept - 1] : NULL;
        if (last && last->story == all->at[i].story &&
            last->article == all->at[i].article)
            last->weight += all->at[i].weight;
        else all->at[kept++] = all->at[i];
    }
    all->n = kept;
}

/* `from` is one story's. */
static uint32_t choose(near *from, size_t n, uint32_t *out) {
    uint32_t kept = n < NEIGHBOURS_MOST ? (uint32_t)n : NEIGHBOURS_MOST;
    if (n > 1) qsort(from, n, sizeof *from, by_weight);
    for (uint32_t i = 0; i < kept; i++) out[i] = from[i].article;
    qsort(out, kept, sizeof *out, by_number);
    return kept;
}

typedef struct finding {
    const pile *pile;
    const grouping *grouping;
    neighbours *out;
    arena a;
    bool good;
} finding;

static void find(void *context) {
    finding *f = context;
    const grouping *g = f->grouping;
    posting_vec postings = {0};
    near_vec all = {0};
    gather_postings(f->pile, &f->a, &postings);
    gather_near(&postings, g, &f->a, &all);
    add_up(&all);
    *f->out = (neighbours){.article = calloc((size_t)all.n + 1, sizeof(uint32_t)),
                           .first = calloc((size_t)g->stories_n + 3, sizeof(uint32_t))};
    f->good = f->out->article && f->out->first;
    uint32_t at = 0, filled = 0;
    for (uint32_t s = 1; f->good && s <= g->stories_n; s++) {
        uint32_t end = at;
        while (end < all.n && all.at[end].story == s) end++;
        f->out->first[s] = filled;
        filled += choose(all.at + at, end - at, f->out->article + filled);
        at = end;
    }
    if (f->good) f->out->first[g->stories_n + 1] = filled;
}

bool neighbours_find(const pile *p, const grouping *g, neighbours *out) {
    finding f = {.pile = p, .grouping = g, .out = out};
    *out = (neighbours){0};
    bool good = arena_try(&f.a, find, &f) && f.good;
    arena_release(&f.a);
    if (!good) neighbours_release(out);
    return good;
}

void neighbours_release(neighbours *n) {
    free(n->article);
    free(n->first);
    *n = (neighbours){0};
}
