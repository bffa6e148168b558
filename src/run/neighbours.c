#include "run/neighbours.h"

#include "base/vec.h"

#include <stdlib.h>

/* Keys that are kept: half a gigabyte. */
enum { KEYS_MOST = 1 << 26 };

/* An article of another story and how many keys, weighed by their rarity, it shares. */
typedef struct near {
    uint32_t story, article, keys;
    float weight;
} near;

typedef VEC(near) near_vec;

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

/* ---- keys */

void neighbours_keys_release(neighbours_keys *k) {
    free(k->at);
    arena_release(&k->scratch);
    *k = (neighbours_keys){0};
}

/* Which keys stay depends on all keys alone, not on their order. */
static void thin_out(neighbours_keys *k) {
    while (k->n > KEYS_MOST) {
        size_t kept = 0;
        k->sparse = k->sparse << 1 | 1;
        for (size_t i = 0; i < k->n; i++)
            if (!(k->at[i] >> 32 & k->sparse)) k->at[kept++] = k->at[i];
        k->n = kept;
    }
}

static bool make_room(neighbours_keys *k, size_t more) {
    if (k->n + more <= k->cap) return true;
    size_t cap = k->cap + k->cap / 2 + more + 1024;
    posting *at = realloc(k->at, cap * sizeof *at);
    if (!at) return false;
    k->at = at;
    k->cap = cap;
    return true;
}

typedef struct adding {
    neighbours_keys *keys;
    uint32_t article;
    const trace_item *item;
    bool good;
} adding;

static void add_keys(void *context) {
    adding *job = context;
    neighbours_keys *k = job->keys;
    uint32_t n;
    const uint64_t *key = trace_quotation_keys(job->item, &k->scratch, &n);
    job->good = make_room(k, n);
    for (uint32_t i = 0; job->good && i < n; i++)
        if (!(key[i] >> 32 & k->sparse))
            k->at[k->n++] = (key[i] >> 32 << 32) | job->article;
}

bool neighbours_add(neighbours_keys *k, uint32_t article, const trace_item *item) {
    adding job = {k, article, item, false};
    bool good = arena_try(&k->scratch, add_keys, &job) && job.good;
    arena_reset(&k->scratch);
    thin_out(k);
    return good;
}

/* ---- neighbours */

/* Every two articles of different stories that share a key. A key in many articles is a
 * common phrase and says nothing. */
static void gather_near(const posting *p, size_t n, const uint32_t *story, arena *a,
                        near_vec *out) {
    enum { COMMON = 24 };
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && p[end] >> 32 == p[i] >> 32; end++) {
        }
        if (end - i < 2 || end - i > COMMON) continue;
        float weight = 1.0F / (float)(end - i);
        for (size_t x = i; x < end; x++)
            for (size_t y = i; y < end; y++) {
                uint32_t one = story[(uint32_t)p[x]], other = story[(uint32_t)p[y]];
                if (one != other)
                    *vec_push(a, out) = (near){one, (uint32_t)p[y], 1, weight};
            }
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
            last->weight += all->at[i].weight, last->keys++;
        else all->at[kept++] = all->at[i];
    }
    all->n = kept;
}

/* `from` is one story's. Fewer keys than KEYS_LEAST are a turn of speech: a sentence of
 * eight words has more. */
static uint32_t choose(near *from, size_t all, uint32_t *out) {
    enum { KEYS_LEAST = 3 };
    size_t n = 0;
    for (size_t i = 0; i < all; i++)
        if (from[i].keys >= KEYS_LEAST) from[n++] = from[i];
    uint32_t kept = n < NEIGHBOURS_MOST ? (uint32_t)n : NEIGHBOURS_MOST;
    if (n > 1) qsort(from, n, sizeof *from, by_weight);
    for (uint32_t i = 0; i < kept; i++) out[i] = from[i].article;
    qsort(out, kept, sizeof *out, by_number);
    return kept;
}

typedef struct finding {
    const posting *sorted;
    size_t n;
    const uint32_t *story;
    uint32_t stories;
    neighbours *out;
    arena a;
    bool good;
} finding;

static void find(void *context) {
    finding *f = context;
    near_vec all = {0};
    gather_near(f->sorted, f->n, f->story, &f->a, &all);
    add_up(&all);
    *f->out = (neighbours){.article = calloc((size_t)all.n + 1, sizeof(uint32_t)),
                           .first = calloc((size_t)f->stories + 3, sizeof(uint32_t))};
    f->good = f->out->article && f->out->first;
    uint32_t at = 0, filled = 0;
    for (uint32_t s = 1; f->good && s <= f->stories; s++) {
        uint32_t end = at;
        while (end < all.n && all.at[end].story == s) end++;
        f->out->first[s] = filled;
        filled += choose(all.at + at, end - at, f->out->article + filled);
        at = end;
    }
    if (f->good) f->out->first[f->stories + 1] = filled;
}

bool neighbours_find(neighbours_keys *k, const uint32_t *story, uint32_t stories,
                     neighbours *out) {
    *out = (neighbours){0};
    posting *room = malloc((k->n + 1) * sizeof *room);
    if (!room) return false;
    finding f = {.n = k->n, .story = story, .stories = stories, .out = out};
    if (k->n) f.sorted = posting_sort(k->at, room, k->n);
    bool good = arena_try(&f.a, find, &f) && f.good;
    arena_release(&f.a);
    free(room);
    neighbours_keys_release(k);
    if (!good) neighbours_release(out);
    return good;
}

void neighbours_release(neighbours *n) {
    free(n->article);
    free(n->first);
    *n = (neighbours){0};
}
