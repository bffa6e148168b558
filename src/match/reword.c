#include "match/reword.h"

#include "base/vec.h"

#include <math.h>
#include <stdlib.h>

/* Thresholds of the paper: cosine and Dice of two units, cosine of two fragments; units
 * skipped inside a fragment, at first and at last. */
static const float UNIT_COSINE = 0.33F, UNIT_DICE = 0.33F, FRAGMENT_COSINE = 0.34F;
static const int GAP_FIRST = 4, GAP_LAST = 0;

/* Unit a of one text weighs like unit b of the other. */
typedef struct seed {
    uint32_t a, b;
    float cosine;
} seed;
typedef VEC(seed) seed_vec;
typedef VEC(reword_fragment) fragment_vec;

/* Which units of side 0 have a word: unit numbers, word by word. */
typedef struct postings {
    uint32_t *first; /* of each word, into the two below; words + 1 long */
    uint32_t *unit;
    float *weight;
} postings;

static postings post_units(const pair_texts *p, arena *mem) {
    const pair_side *side = &p->side[0];
    postings t = {.first = arena_many(mem, uint32_t, p->words + 2)};
    uint32_t all = 0;
    for (uint32_t u = 0; u < side->units_n; u++) {
        for (uint32_t i = 0; i < side->units[u].n; i++)
            t.first[side->units[u].at[i].word + 2]++;
        all += side->units[u].n;
    }
    t.unit = arena_many(mem, uint32_t, all);
    t.weight = arena_many(mem, float, all);
    for (uint32_t w = 2; w < p->words + 2; w++) t.first[w] += t.first[w - 1];
    for (uint32_t u = 0; u < side->units_n; u++)
        for (uint32_t i = 0; i < side->units[u].n; i++) {
            const unit_word *word = &side->units[u].at[i];
            uint32_t slot = t.first[word->word + 1]++;
            t.unit[slot] = u;
            t.weight[slot] = word->weight;
        }
    return t;
}

/* Sums over the units of side 0 for one unit of side 1. */
typedef struct sums {
    float *dot;
    uint16_t *shared;
    uint32_t *touched;
    uint32_t touched_n;
} sums;

static void add_word(const postings *t, const unit_word *word, sums *s) {
    if (word->weight <= 0) return;
    for (uint32_t i = t->first[word->word]; i < t->first[word->word + 1]; i++) {
        uint32_t u = t->unit[i];
        if (!s->shared[u]) s->touched[s->touched_n++] = u;
        s->shared[u]++;
        s->dot[u] += word->weight * t->weight[i];
    }
}

/* Pairs of units that weigh alike, in order of (b, a). */
static seed_vec find_seeds(const pair_texts *p, arena *mem) {
    const pair_side *a = &p->side[0], *b = &p->side[1];
    postings t = post_units(p, mem);
    sums s = {arena_many(mem, float, a->units_n), arena_many(mem, uint16_t, a->units_n),
              arena_many(mem, uint32_t, a->units_n), 0};
    seed_vec seeds = {0};
    for (uint32_t v = 0; v < b->units_n; v++) {
        const unit *ub = &b->units[v];
        for (uint32_t i = 0; i < ub->n; i++) add_word(&t, &ub->at[i], &s);
        for (uint32_t i = 0; i < s.touched_n; i++) {
            uint32_t u = s.touched[i];
            const unit *ua = &a->units[u];
            float cosine = s.dot[u] / (ua->norm * ub->norm);
            float dice = 2.0F * (float)s.shared[u] / (float)(ua->n + ub->n);
            if (cosine > UNIT_COSINE && dice > UNIT_DICE)
                *vec_push(mem, &seeds) = (seed){u, v, cosine};
            s.dot[u] = 0;
            s.shared[u] = 0;
        }
        s.touched_n = 0;
    }
    return seeds;
}

/* ---- fragments */

static int order_by_a(const void *p, const void *q) {
    const seed *s = p, *t = q;
    if (s->a != t->a) return s->a < t->a ? -1 : 1;
    return s->b < t->b ? -1 : s->b > t->b;
}
static int order_by_b(const void *p, const void *q) {
    const seed *s = p, *t = q;
    if (s->b != t->b) return s->b < t->b ? -1 : 1;
    return s->a < t->a ? -1 : s->a > t->a;
}

/* Seeds [from, to) still to be cut, no two neighbours on the sides done being further
 * apart than `gap` units. */
typedef struct cutting {
    uint32_t from, to;
    int gap;
    int side;     /* to cut by next */
    bool settled; /* the last cut, by the other side, changed nothing */
} cutting;
typedef VEC(cutting) cutting_vec;

typedef struct growing {
    const pair_texts *p;
    seed *seeds;
    cutting_vec todo;
    fragment_vec found;
    float *bag[2]; /* weight of each word on either side, zero between uses */
    arena *mem;
} growing;

/* Adds up the words of units [from, to). */
static void fill_bag(const pair_side *side, uint32_t from, uint32_t to, float *bag) {
    for (uint32_t u = from; u < to; u++)
        for (uint32_t i = 0; i < side->units[u].n; i++)
            bag[side->units[u].at[i].word] += side->units[u].at[i].weight;
}

/* Cosine of two fragments as bags of words. */
static float alike(growing *g, const reword_fragment *f) {
    const uint32_t from[2] = {f->a0, f->b0}, to[2] = {f->a1, f->b1};
    float dot = 0, norm[2] = {0, 0};
    for (int s = 0; s < 2; s++) fill_bag(&g->p->side[s], from[s], to[s], g->bag[s]);
    for (int s = 0; s < 2; s++)
        for (uint32_t u = from[s]; u < to[s]; u++)
            for (uint32_t i = 0; i < g->p->side[s].units[u].n; i++) {
                float *x = &g->bag[s][g->p->side[s].units[u].at[i].word];
                const float *y = &g->bag[1 - s][g->p->side[s].units[u].at[i].word];
                norm[s] += *x * *x;
                if (s == 0) dot += *x * *y;
                *x = 0;
            }
    return norm[0] > 0 && norm[1] > 0 ? dot / sqrtf(norm[0] * norm[1]) : 0;
}

static reword_fragment bounds(const seed *s, uint32_t n) {
    reword_fragment f = {UINT32_MAX, 0, UINT32_MAX, 0, 0};
    for (uint32_t i = 0; i < n; i++) {
        if (s[i].a < f.a0) f.a0 = s[i].a;
        if (s[i].a + 1 > f.a1) f.a1 = s[i].a + 1;
        if (s[i].b < f.b0) f.b0 = s[i].b;
        if (s[i].b + 1 > f.b1) f.b1 = s[i].b + 1;
    }
    return f;
}

/* Keeps a group that no gap cuts when its sides are alike, else cuts it finer. */
static void judge(growing *g, cutting c) {
    reword_fragment f = bounds(g->seeds + c.from, c.to - c.from);
    f.alike = alike(g, &f);
    if (f.alike >= FRAGMENT_COSINE) *vec_push(g->mem, &g->found) = f;
    else if (c.gap > GAP_LAST)
        *vec_push(g->mem, &g->todo) = (cutting){c.from, c.to, c.gap - 1, 0, false};
}

/* Cuts a group where one side has a gap. */
static void cut(growing *g, cutting c) {
    seed *s = g->seeds;
    qsort(s + c.from, c.to - c.from, sizeof *s, c.side ? order_by_b : order_by_a);
    uint32_t from = c.from;
    for (uint32_t i = c.from + 1; i < c.to; i++) {
        uint32_t step = c.side ? s[i].b - s[i - 1].b : s[i].a - s[i - 1].a;
        if (step <= (uint32_t)c.gap + 1) continue;
        *vec_push(g->mem, &g->todo) = (cutting){from, i, c.gap, 1 - c.side, false};
        from = i;
    }
    if (from > c.from || !c.settled)
        *vec_push(g->mem, &g->todo) =
            (cutting){from, c.to, c.gap, 1 - c.side, from == c.from};
    else judge(g, c);
}

static int fragment_order(const void *p, const void *q) {
    const reword_fragment *f = p, *h = q;
    if (f->a0 != h->a0) return f->a0 < h->a0 ? -1 : 1;
    return f->b0 < h->b0 ? -1 : f->b0 > h->b0;
}

const reword_fragment *reword_fragments(const pair_texts *p, arena *mem, uint32_t *n) {
    seed_vec seeds = find_seeds(p, mem);
    growing g = {.p = p, .seeds = seeds.at, .mem = mem};
    for (int s = 0; s < 2; s++) g.bag[s] = arena_many(mem, float, p->words);
    if (seeds.n) *vec_push(mem, &g.todo) = (cutting){0, seeds.n, GAP_FIRST, 0, false};
    while (g.todo.n) cut(&g, g.todo.at[--g.todo.n]);
    if (g.found.n > 1) qsort(g.found.at, g.found.n, sizeof *g.found.at, fragment_order);
    *n = g.found.n;
    return g.found.at;
}
