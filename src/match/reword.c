#include "match/reword.h"

#include "base/vec.h"

#include <math.h>
#include <stdlib.h>

/* Thresholds of the paper: cosine of two fragments; units skipped inside a fragment, at
 * first and at last. */
static const float FRAGMENT_COSINE = 0.34F;
static const int GAP_FIRST = 4, GAP_LAST = 0;
static const int SUMMARY_GAP = 24;
static const float SUMMARY_RATIO = 3.5F, SUMMARY_PART = 0.75F;

/* A fragment, what its seeds weigh, and the wide fragment that they were in before; its
 * place plus one, 0 none. */
typedef struct fragment {
    reword_fragment is;
    float weight;
    uint32_t wide;
} fragment;
typedef VEC(fragment) fragment_vec;

static int order_by_a(const void *p, const void *q) {
    const unit_seed *s = p, *t = q;
    if (s->a != t->a) return s->a < t->a ? -1 : 1;
    return s->b < t->b ? -1 : s->b > t->b;
}
static int order_by_b(const void *p, const void *q) {
    const unit_seed *s = p, *t = q;
    if (s->b != t->b) return s->b < t->b ? -1 : 1;
    return s->a < t->a ? -1 : s->a > t->a;
}

/* Seeds [from, to) still to be cut, no two neighbours on the sides done being further
 * apart than `gap` units. */
typedef struct cutting {
    uint32_t from, to;
    int gap;
    int side;      /* to cut by next */
    uint32_t step; /* of neighbours on the other side at most, whose cut changed nothing;
                      0: it changed something */
} cutting;
typedef VEC(cutting) cutting_vec;

typedef struct growing {
    pair_texts *p;
    unit_seed *seeds;
    cutting_vec todo;
    fragment_vec found;
    float *bag; /* weight of each shared stem on one side, zero between uses */
    float *own; /* of each stem of a side, the same way; NULL: not asked for yet */
    bool wide;  /* seeds are told which fragment they are in */
    arena *mem;
} growing;

/* Product of the two sides' words. */
static float multiply(growing *g, const reword_fragment *f) {
    const pair_texts *p = g->p;
    float dot = 0;
    for (uint32_t u = f->a0; u < f->a1; u++) {
        const unit_stem *stem = p->stem[0] + p->unit[0][u].first;
        for (uint32_t i = 0; i < p->unit[0][u].n; i++)
            g->bag[stem[i].of] += stem[i].weight;
    }
    for (uint32_t v = f->b0; v < f->b1; v++) {
        const unit_stem *stem = p->stem[1] + p->unit[1][v].first;
        for (uint32_t i = 0; i < p->unit[1][v].n; i++)
            dot += g->bag[stem[i].of] * stem[i].weight;
    }
    for (uint32_t u = f->a0; u < f->a1; u++) {
        const unit_stem *stem = p->stem[0] + p->unit[0][u].first;
        for (uint32_t i = 0; i < p->unit[0][u].n; i++) g->bag[stem[i].of] = 0;
    }
    return dot;
}

/* Length of the words of units [from, to) of a side, squared, as if no unit had a word
 * of another: never longer than it is. */
static float least_square(const growing *g, int s, uint32_t from, uint32_t to) {
    float sum = 0;
    for (uint32_t u = from; u < to; u++)
        sum += g->p->unit[s][u].norm * g->p->unit[s][u].norm;
    return sum;
}

/* As it is. */
static float whole_square(growing *g, int s, uint32_t from, uint32_t to) {
    const text_side *side = g->p->side[s];
    const pair_word *word = pair_weigh(g->p, g->mem)->of[s];
    float sum = 0;
    if (!g->own) {
        const text_side *a = g->p->side[0], *b = g->p->side[1];
        g->own =
            arena_many(g->mem, float, a->stems_n > b->stems_n ? a->stems_n : b->stems_n);
    }
    for (uint32_t u = from; u < to; u++)
        for (uint32_t i = 0; i < side->unit[u].stems_n; i++) {
            side_count stem = side->unit[u].stem[i];
            float more = stem.times * word[stem.of].isf, *held = &g->own[stem.of];
            sum += more * (more + 2 * *held);
            *held += more;
        }
    for (uint32_t u = from; u < to; u++)
        for (uint32_t i = 0; i < side->unit[u].stems_n; i++)
            g->own[side->unit[u].stem[i].of] = 0;
    return sum;
}

/* Cosine of two fragments as bags of words; 0 when it is below FRAGMENT_COSINE. */
static float alike(growing *g, const reword_fragment *f) {
    const uint32_t from[2] = {f->a0, f->b0}, to[2] = {f->a1, f->b1};
    float dot = multiply(g, f), square[2];
    for (int s = 0; s < 2; s++) square[s] = least_square(g, s, from[s], to[s]);
    if (dot < FRAGMENT_COSINE * sqrtf(square[0] * square[1])) return 0;
    for (int s = 0; s < 2; s++)
        if (to[s] - from[s] > 1) square[s] = whole_square(g, s, from[s], to[s]);
    float squares = square[0] * square[1];
    return squares > 0 ? dot / sqrtf(squares) : 0;
}

static reword_fragment bounds(const unit_seed *s, uint32_t n) {
    reword_fragment f = {UINT32_MAX, 0, UINT32_MAX, 0, 0};
    for (uint32_t i = 0; i < n; i++) {
        if (s[i].a < f.a0) f.a0 = s[i].a;
        if (s[i].a + 1 > f.a1) f.a1 = s[i].a + 1;
        if (s[i].b < f.b0) f.b0 = s[i].b;
        if (s[i].b + 1 > f.b1) f.b1 = s[i].b + 1;
    }
    return f;
}

/* Keeps a group that no gap cuts when its sides are alike, else cuts it finer, by the
 * next gap that its widest step does not fit in. */
static void judge(growing *g, cutting c) {
    fragment f = {.is = bounds(g->seeds + c.from, c.to - c.from),
                  .wide = g->seeds[c.from].wide};
    f.is.alike = alike(g, &f.is);
    int gap = (int)c.step - 2;
    if (f.is.alike >= FRAGMENT_COSINE) {
        for (uint32_t i = c.from; i < c.to; i++) f.weight += g->seeds[i].cosine;
        *vec_push(g->mem, &g->found) = f;
        for (uint32_t i = c.from; g->wide && i < c.to; i++) g->seeds[i].wide = g->found.n;
    } else if (gap >= GAP_LAST) {
        *vec_push(g->mem, &g->todo) = (cutting){c.from, c.to, gap, 0, 0};
    }
}

/* Most groups are in order already. */
static void sort_seeds(unit_seed *s, uint32_t n, int side) {
    int (*order)(const void *, const void *) = side ? order_by_b : order_by_a;
    for (uint32_t i = 1; i < n; i++)
        if (order(&s[i - 1], &s[i]) > 0) {
            qsort(s, n, sizeof *s, order);
            return;
        }
}

/* Cuts a group where one side has a gap. */
static void cut(growing *g, cutting c) {
    unit_seed *s = g->seeds;
    sort_seeds(s + c.from, c.to - c.from, c.side);
    uint32_t from = c.from, widest = 1;
    for (uint32_t i = c.from + 1; i < c.to; i++) {
        uint32_t step = c.side ? s[i].b - s[i - 1].b : s[i].a - s[i - 1].a;
        if (step <= (uint32_t)c.gap + 1) {
            if (step > widest) widest = step;
            continue;
        }
        *vec_push(g->mem, &g->todo) = (cutting){from, i, c.gap, 1 - c.side, 0};
        from = i;
    }
    if (from > c.from || !c.step) {
        uint32_t step = from > c.from ? 0 : widest;
        *vec_push(g->mem, &g->todo) = (cutting){from, c.to, c.gap, 1 - c.side, step};
    } else {
        if (widest > c.step) c.step = widest;
        judge(g, c);
    }
}

static int fragment_order(const void *p, const void *q) {
    const reword_fragment *f = p, *h = q;
    if (f->a0 != h->a0) return f->a0 < h->a0 ? -1 : 1;
    return f->b0 < h->b0 ? -1 : f->b0 > h->b0;
}

/* Groups seeds that are at most `gap` units apart into fragments. */
static fragment_vec grow(pair_texts *p, seed_vec *seeds, int gap, arena *mem) {
    growing g = {.p = p, .seeds = seeds->at, .mem = mem, .wide = gap == SUMMARY_GAP};
    g.bag = arena_many(mem, float, p->shared_n);
    if (seeds->n) *vec_push(mem, &g.todo) = (cutting){0, seeds->n, gap, 0, 0};
    while (g.todo.n) cut(&g, g.todo.at[--g.todo.n]);
    return g.found;
}

static uint32_t words_between(const text_side *side, uint32_t from, uint32_t to) {
    return side->unit[to - 1].to - side->unit[from].from;
}

/* Whether one side of a fragment is long and the other short. */
static bool is_lopsided(const pair_texts *p, const reword_fragment *f) {
    uint32_t a = words_between(p->side[0], f->a0, f->a1);
    uint32_t b = words_between(p->side[1], f->b0, f->b1);
    return (float)a >= SUMMARY_RATIO * (float)b || (float)b >= SUMMARY_RATIO * (float)a;
}

/* A summary takes from all over a text and says it in few words: one side is long, and
 * no narrow fragment has most of what the wide one holds. Tells which of the wide ones
 * are summaries; whether any is. */
static bool find_summaries(const pair_texts *p, const fragment_vec *wide,
                           const fragment_vec *narrow, bool *summary) {
    bool any = false;
    for (uint32_t i = 0; i < wide->n; i++) summary[i] = is_lopsided(p, &wide->at[i].is);
    for (uint32_t i = 0; i < narrow->n; i++) {
        const fragment *f = &narrow->at[i];
        if (f->wide && f->weight > SUMMARY_PART * wide->at[f->wide - 1].weight)
            summary[f->wide - 1] = false;
    }
    for (uint32_t i = 0; i < wide->n; i++) any |= summary[i];
    return any;
}

/* Takes out the seeds of the summaries. */
static void use_up(seed_vec *seeds, const bool *summary) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < seeds->n; i++)
        if (!seeds->at[i].wide || !summary[seeds->at[i].wide - 1])
            seeds->at[kept++] = seeds->at[i];
    seeds->n = kept;
}

/* The unit that holds a word. */
static uint32_t unit_of(const text_side *side, uint32_t word) {
    uint32_t low = 0, high = side->units_n - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (side->unit[middle].to <= word) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Makes every unit that a chain of equal words runs through a seed. */
static void add_chain(const pair_texts *p, const match_chain *c, arena *mem,
                      seed_vec *seeds) {
    uint32_t last = UINT32_MAX;
    for (uint32_t i = 0; i < c->a1 - c->a0; i++) {
        uint32_t a = unit_of(p->side[0], c->a0 + i);
        if (a == last) continue;
        last = a;
        uint64_t along = (uint64_t)i * (c->b1 - c->b0) / (c->a1 - c->a0);
        uint32_t b = unit_of(p->side[1], c->b0 + (uint32_t)along);
        *vec_push(mem, seeds) = (unit_seed){a, b, 1, 0};
    }
}

const reword_fragment *reword_fragments(pair_texts *p, seed_vec seeds,
                                        const match_chain *chains, uint32_t chains_n,
                                        arena *mem, uint32_t *n) {
    *n = 0;
    for (uint32_t i = 0; i < chains_n; i++) add_chain(p, &chains[i], mem, &seeds);
    if (!seeds.n) return NULL;
    fragment_vec wide = grow(p, &seeds, SUMMARY_GAP, mem);
    fragment_vec narrow = grow(p, &seeds, GAP_FIRST, mem);
    bool *summary = arena_many(mem, bool, wide.n);
    if (find_summaries(p, &wide, &narrow, summary)) {
        use_up(&seeds, summary);
        narrow = grow(p, &seeds, GAP_FIRST, mem);
    }
    reword_fragment *out =
        arena_raw(mem, (size_t)wide.n + narrow.n, sizeof(reword_fragment));
    for (uint32_t i = 0; i < wide.n; i++)
        if (summary[i]) out[(*n)++] = wide.at[i].is;
    for (uint32_t i = 0; i < narrow.n; i++) out[(*n)++] = narrow.at[i].is;
    if (*n > 1) qsort(out, *n, sizeof *out, fragment_order);
    return out;
}
