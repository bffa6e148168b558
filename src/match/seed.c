#include "match/seed.h"

#include <math.h>

/* Thresholds of the paper (reword.h): cosine and Dice of two units. */
static const float COSINE = 0.3F, DICE = 0.25F;

/* Looking for the units of side 0 that weigh like one of side 1. */
typedef struct comparing {
    const pair_texts *p;
    float *common[2]; /* length of the common stems' weights in each unit */
    float *dot;       /* of each unit of side 0, as far as rare stems tell */
    float *weight;    /* of each shared stem in the unit of side 1, when `weighed` */
    bool weighed;
    uint32_t *touched;
    uint32_t touched_n;
    seed_vec seeds;
} comparing;

static uint64_t product_of(const pair_texts *p, const pair_stem *stem) {
    return (uint64_t)p->side[0]->stem[stem->number[0]].units *
           p->side[1]->stem[stem->number[1]].units;
}

/* Tells the common stems: those with the largest products of the units on both sides, so
 * that the others all together stay within what the words of the texts allow. */
static void find_common(const pair_texts *p) {
    uint64_t sum[65] = {0}, all = 0, rare = UINT64_MAX;
    for (uint32_t i = 0; i < p->shared_n; i++) {
        uint64_t product = product_of(p, &p->shared[i]);
        sum[64 - __builtin_clzll(product)] += product;
    }
    uint64_t budget =
        SEED_PRODUCTS_LEAST + (uint64_t)SEED_PRODUCTS_A_WORD *
                                  ((uint64_t)p->side[0]->terms->n + p->side[1]->terms->n);
    for (unsigned bits = 1; bits < 40 && rare == UINT64_MAX; bits++) {
        all += sum[bits];
        if (all > budget) rare = ((uint64_t)1 << (bits - 1)) - 1;
    }
    for (uint32_t i = 0; i < p->shared_n; i++)
        p->shared[i].common = product_of(p, &p->shared[i]) > rare;
}

/* What the common stems can add to a cosine at most, unit by unit. */
static float *common_lengths(const pair_texts *p, int s, arena *mem) {
    const text_side *side = p->side[s];
    float *length = arena_many(mem, float, side->units_n);
    for (uint32_t i = 0; i < p->shared_n; i++) {
        if (!p->shared[i].common) continue;
        const side_stem *stem = &side->stem[p->shared[i].number[s]];
        const side_count *at = side->posting + stem->first;
        float square = p->shared[i].isf * p->shared[i].isf;
        for (uint32_t k = 0; k < stem->units; k++)
            length[at[k].of] += at[k].times * at[k].times * square;
    }
    for (uint32_t u = 0; u < side->units_n; u++) length[u] = sqrtf(length[u]);
    return length;
}

/* Adds up what the units of side 0 have in common with one of side 1 in rare stems. */
static void touch(comparing *c, const side_unit *unit) {
    const pair_texts *p = c->p;
    for (uint32_t i = 0; i < unit->stems_n; i++) {
        uint32_t place = p->place[1][unit->stem[i].of];
        if (!place || p->shared[place - 1].common) continue;
        const pair_stem *shared = &p->shared[place - 1];
        const side_stem *stem = &p->side[0]->stem[shared->number[0]];
        const side_count *at = p->side[0]->posting + stem->first;
        float weight = unit->stem[i].times * shared->isf * shared->isf;
        for (uint32_t k = 0; k < stem->units; k++) {
            uint32_t u = at[k].of;
            c->touched[c->touched_n] = u;
            c->touched_n += c->dot[u] <= 0;
            c->dot[u] += weight * at[k].times;
        }
    }
}

static void weigh(comparing *c, const side_unit *unit, bool on) {
    for (uint32_t i = 0; i < unit->stems_n; i++) {
        uint32_t place = c->p->place[1][unit->stem[i].of];
        if (!place) continue;
        c->weight[place - 1] = on ? unit->stem[i].times * c->p->shared[place - 1].isf : 0;
    }
    c->weighed = on;
}

/* Compares two units stem by stem. */
static void compare_units(comparing *c, uint32_t u, uint32_t v, arena *mem) {
    const side_unit *a = &c->p->side[0]->unit[u], *b = &c->p->side[1]->unit[v];
    float dot = 0;
    uint32_t shared = 0;
    if (!c->weighed) weigh(c, b, true);
    for (uint32_t i = 0; i < a->stems_n; i++) {
        uint32_t place = c->p->place[0][a->stem[i].of];
        if (!place || c->weight[place - 1] <= 0) continue;
        dot += c->weight[place - 1] * a->stem[i].times * c->p->shared[place - 1].isf;
        shared++;
    }
    float cosine = dot / (c->p->norm[0][u] * c->p->norm[1][v]);
    float dice = 2.0F * (float)shared / (float)(a->stems_n + b->stems_n);
    if (cosine > COSINE && dice > DICE)
        *vec_push(mem, &c->seeds) = (unit_seed){u, v, cosine, 0};
}

static void compare_unit(comparing *c, uint32_t v, arena *mem) {
    const side_unit *b = &c->p->side[1]->unit[v];
    uint32_t most = c->seeds.n + SEED_A_UNIT;
    touch(c, b);
    for (uint32_t i = 0; i < c->touched_n; i++) {
        uint32_t u = c->touched[i];
        float likely = c->dot[u] + c->common[0][u] * c->common[1][v];
        c->dot[u] = 0;
        if (likely > COSINE * c->p->norm[0][u] * c->p->norm[1][v] && c->seeds.n < most)
            compare_units(c, u, v, mem);
    }
    c->touched_n = 0;
    if (c->weighed) weigh(c, b, false);
}

seed_vec seed_units(const pair_texts *p, arena *mem) {
    comparing c = {.p = p};
    find_common(p);
    for (int s = 0; s < 2; s++) c.common[s] = common_lengths(p, s, mem);
    c.dot = arena_many(mem, float, p->side[0]->units_n);
    c.touched = arena_raw(mem, p->side[0]->units_n + (size_t)1, sizeof *c.touched);
    c.weight = arena_many(mem, float, p->shared_n);
    float furthest = 0;
    for (uint32_t u = 0; u < p->side[0]->units_n; u++)
        if (p->reach[0][u] > furthest) furthest = p->reach[0][u];
    for (uint32_t v = 0; v < p->side[1]->units_n && c.seeds.n < SEED_MOST; v++)
        if (p->reach[1][v] * furthest > COSINE) compare_unit(&c, v, mem);
    return c.seeds;
}
