#include "match/reword.h"

#include "base/vec.h"

#include <math.h>
#include <stdlib.h>

/* Thresholds of the paper: cosine and Dice of two units, cosine of two fragments; units
 * skipped inside a fragment, at first and at last. */
static const float UNIT_COSINE = 0.3F, UNIT_DICE = 0.25F, FRAGMENT_COSINE = 0.34F;
static const int GAP_FIRST = 4, GAP_LAST = 0;
static const int SUMMARY_GAP = 24;
static const float SUMMARY_RATIO = 3.5F, SUMMARY_PART = 0.75F;

/* A first look at the rare words alone must promise so much of a cosine. */
static const float UNIT_LIKELY = 0.15F;

enum {
    PRODUCTS_A_WORD = 16,  /* pairs of equal words in two units that are looked at, ... */
    PRODUCTS_LEAST = 4096, /* ... for each word of the texts and beside */
    SEEDS_A_UNIT = 64,
    SEEDS_MOST = 1 << 18
};

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

/* The largest product of a word's counts on both sides that is still followed up, so that
 * all together they stay below PRODUCTS_A_WORD a word: the commonest words add little to
 * a cosine and most of the work. */
static uint64_t rare_enough(const pair_texts *p, const postings *t,
                            const uint32_t *in_b) {
    uint64_t sum[65] = {0}, all = 0;
    for (uint32_t w = 0; w < p->words; w++) {
        uint64_t product = (uint64_t)(t->first[w + 1] - t->first[w]) * in_b[w];
        if (product) sum[64 - __builtin_clzll(product)] += product;
    }
    uint64_t budget =
        PRODUCTS_LEAST +
        (uint64_t)PRODUCTS_A_WORD * ((uint64_t)p->side[0].terms->n + p->side[1].terms->n);
    for (unsigned bits = 1; bits < 40; bits++) {
        all += sum[bits];
        if (all > budget) return ((uint64_t)1 << (bits - 1)) - 1;
    }
    return UINT64_MAX;
}

static uint32_t *units_with(const pair_texts *p, const pair_side *side, arena *mem) {
    uint32_t *n = arena_many(mem, uint32_t, p->words);
    for (uint32_t u = 0; u < side->units_n; u++)
        for (uint32_t i = 0; i < side->units[u].n; i++) n[side->units[u].at[i].word]++;
    return n;
}

/* Looking for the units of side 0 that weigh like one of side 1. */
typedef struct comparing {
    const pair_texts *p;
    postings at;
    const uint32_t *in_b; /* units of side 1 that have a word */
    uint64_t rare;        /* rare_enough() */
    float *dot;           /* of each unit of side 0, as far as rare words tell */
    float *weight;        /* of each word in the unit of side 1 */
    uint32_t *touched;
    uint32_t touched_n;
    seed_vec seeds;
} comparing;

static void touch(comparing *c, const unit_word *word) {
    uint32_t from = c->at.first[word->word], to = c->at.first[word->word + 1];
    if ((uint64_t)(to - from) * c->in_b[word->word] > c->rare) return;
    for (uint32_t i = from; i < to; i++) {
        uint32_t u = c->at.unit[i];
        if (c->dot[u] <= 0) c->touched[c->touched_n++] = u;
        c->dot[u] += word->weight * c->at.weight[i];
    }
}

/* Compares two units word by word. */
static void compare_units(comparing *c, uint32_t u, uint32_t v, arena *mem) {
    const unit *a = &c->p->side[0].units[u], *b = &c->p->side[1].units[v];
    float dot = 0;
    uint32_t shared = 0;
    for (uint32_t i = 0; i < a->n; i++) {
        float weight = c->weight[a->at[i].word];
        if (weight <= 0) continue;
        dot += weight * a->at[i].weight;
        shared++;
    }
    float cosine = dot / (a->norm * b->norm);
    float dice = 2.0F * (float)shared / (float)(a->n + b->n);
    if (cosine > UNIT_COSINE && dice > UNIT_DICE)
        *vec_push(mem, &c->seeds) = (seed){u, v, cosine};
}

static void compare_unit(comparing *c, uint32_t v, arena *mem) {
    const unit *b = &c->p->side[1].units[v];
    for (uint32_t i = 0; i < b->n; i++) {
        if (b->at[i].weight <= 0) continue;
        c->weight[b->at[i].word] = b->at[i].weight;
        touch(c, &b->at[i]);
    }
    uint32_t most = c->seeds.n + SEEDS_A_UNIT;
    for (uint32_t i = 0; i < c->touched_n; i++) {
        uint32_t u = c->touched[i];
        float likely = c->dot[u] / (c->p->side[0].units[u].norm * b->norm);
        if (likely > UNIT_LIKELY && c->seeds.n < most) compare_units(c, u, v, mem);
        c->dot[u] = 0;
    }
    c->touched_n = 0;
    for (uint32_t i = 0; i < b->n; i++) c->weight[b->at[i].word] = 0;
}

/* Pairs of units that weigh alike. */
static seed_vec find_seeds(const pair_texts *p, arena *mem) {
    comparing c = {.p = p, .at = post_units(p, mem)};
    c.in_b = units_with(p, &p->side[1], mem);
    c.rare = rare_enough(p, &c.at, c.in_b);
    c.dot = arena_many(mem, float, p->side[0].units_n);
    c.touched = arena_many(mem, uint32_t, p->side[0].units_n);
    c.weight = arena_many(mem, float, p->words);
    for (uint32_t v = 0; v < p->side[1].units_n && c.seeds.n < SEEDS_MOST; v++)
        compare_unit(&c, v, mem);
    return c.seeds;
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

/* Groups seeds that are at most `gap` units apart into fragments. */
static fragment_vec grow(const pair_texts *p, seed_vec *seeds, int gap, arena *mem) {
    growing g = {.p = p, .seeds = seeds->at, .mem = mem};
    for (int s = 0; s < 2; s++) g.bag[s] = arena_many(mem, float, p->words);
    if (seeds->n) *vec_push(mem, &g.todo) = (cutting){0, seeds->n, gap, 0, false};
    while (g.todo.n) cut(&g, g.todo.at[--g.todo.n]);
    return g.found;
}

static uint32_t words_between(const pair_side *side, uint32_t from, uint32_t to) {
    return side->units[to - 1].to - side->units[from].from;
}

static bool seed_inside(const seed *s, const reword_fragment *f) {
    return s->a >= f->a0 && s->a < f->a1 && s->b >= f->b0 && s->b < f->b1;
}

/* Weight of the seeds inside a fragment. */
static float seeds_inside(const seed_vec *seeds, const reword_fragment *f) {
    float sum = 0;
    for (uint32_t i = 0; i < seeds->n; i++)
        if (seed_inside(&seeds->at[i], f)) sum += seeds->at[i].cosine;
    return sum;
}

/* A summary takes from all over a text and says it in few words: one side is long, and
 * no narrow fragment has most of what the wide one holds. */
static bool is_summary(const pair_texts *p, const reword_fragment *wide,
                       const fragment_vec *narrow, const seed_vec *seeds) {
    uint32_t a = words_between(&p->side[0], wide->a0, wide->a1);
    uint32_t b = words_between(&p->side[1], wide->b0, wide->b1);
    if ((float)a < SUMMARY_RATIO * (float)b && (float)b < SUMMARY_RATIO * (float)a)
        return false;
    float all = seeds_inside(seeds, wide);
    for (uint32_t i = 0; i < narrow->n; i++)
        if (seeds_inside(seeds, &narrow->at[i]) > SUMMARY_PART * all &&
            narrow->at[i].a0 >= wide->a0 && narrow->at[i].a1 <= wide->a1)
            return false;
    return true;
}

/* Takes out the seeds inside a fragment. */
static void use_up(seed_vec *seeds, const reword_fragment *f) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < seeds->n; i++)
        if (!seed_inside(&seeds->at[i], f)) seeds->at[kept++] = seeds->at[i];
    seeds->n = kept;
}

/* The unit that holds a word. */
static uint32_t unit_of(const pair_side *side, uint32_t word) {
    uint32_t low = 0, high = side->units_n - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (side->units[middle].to <= word) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Makes every unit that a chain of equal words runs through a seed. */
static void add_chain(const pair_texts *p, const match_chain *c, arena *mem,
                      seed_vec *seeds) {
    uint32_t last = UINT32_MAX;
    for (uint32_t i = 0; i < c->a1 - c->a0; i++) {
        uint32_t a = unit_of(&p->side[0], c->a0 + i);
        if (a == last) continue;
        last = a;
        uint64_t along = (uint64_t)i * (c->b1 - c->b0) / (c->a1 - c->a0);
        uint32_t b = unit_of(&p->side[1], c->b0 + (uint32_t)along);
        *vec_push(mem, seeds) = (seed){a, b, 1};
    }
}

const reword_fragment *reword_fragments(const pair_texts *p, const match_chain *chains,
                                        uint32_t chains_n, arena *mem, uint32_t *n) {
    seed_vec seeds = find_seeds(p, mem);
    for (uint32_t i = 0; i < chains_n; i++) add_chain(p, &chains[i], mem, &seeds);
    fragment_vec out = {0}, wide = grow(p, &seeds, SUMMARY_GAP, mem);
    fragment_vec narrow = grow(p, &seeds, GAP_FIRST, mem);
    bool any = false;
    for (uint32_t i = 0; i < wide.n; i++)
        if (is_summary(p, &wide.at[i], &narrow, &seeds)) {
            *vec_push(mem, &out) = wide.at[i];
            use_up(&seeds, &wide.at[i]);
            any = true;
        }
    if (any) narrow = grow(p, &seeds, GAP_FIRST, mem);
    for (uint32_t i = 0; i < narrow.n; i++) *vec_push(mem, &out) = narrow.at[i];
    if (out.n > 1) qsort(out.at, out.n, sizeof *out.at, fragment_order);
    *n = out.n;
    return out.at;
}
