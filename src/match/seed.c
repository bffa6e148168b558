#include "match/seed.h"

#include <math.h>

/* Thresholds of the paper (reword.h): cosine and Dice of two units. */
static const float COSINE = 0.3F, DICE = 0.25F;

/* Looking for the units of side 0 that weigh like one of side 1. */
typedef struct comparing {
    const pair_texts *p;
    float furthest; /* no unit of side 0 has a larger share of shared weights */
    float *dot;     /* of each unit of side 0, as far as rare stems tell */
    float *weight;  /* of each shared stem in the unit of side 1, when `spread` */
    bool spread;
    uint32_t *touched;
    uint32_t touched_n;
    seed_vec seeds;
} comparing;

/* Adds up what the units of side 0 have in common with unit `v` of side 1 in its rarest
 * stems, until what is left cannot make another one alike. Returns the length of the
 * weights left. */
static float touch(comparing *c, const pair_unit *v) {
    const pair_texts *p = c->p;
    const unit_stem *stem = p->stem[1] + v->first;
    float least = COSINE * v->norm / c->furthest, left = v->shared * v->shared;
    least *= least;
    for (uint32_t i = 0; i < v->n && left > least && stem[i].of < p->rare_n; i++) {
        const pair_stem *shared = &p->shared[stem[i].of];
        const side_stem *other = &p->side[0]->stem[shared->number[0]];
        const side_count *at = p->side[0]->posting + other->first;
        float weight = stem[i].weight * shared->isf;
        left -= stem[i].weight * stem[i].weight;
        for (uint32_t k = 0; k < other->units; k++) {
            uint32_t u = at[k].of;
            c->touched[c->touched_n] = u;
            c->touched_n += c->dot[u] <= 0;
            c->dot[u] += weight * at[k].times;
        }
    }
    return left > 0 ? sqrtf(left) : 0;
}

static void spread(comparing *c, const pair_unit *v, bool on) {
    const unit_stem *stem = c->p->stem[1] + v->first;
    for (uint32_t i = 0; i < v->n; i++) c->weight[stem[i].of] = on ? stem[i].weight : 0;
    c->spread = on;
}

/* Whether so many stems are enough of those of two units, which Dice tells. */
static bool enough(uint32_t shared, const pair_unit *a, const pair_unit *b) {
    return 2.0F * (float)shared > DICE * (float)(a->stems + b->stems);
}

/* Compares two units stem by stem. */
static void compare_units(comparing *c, uint32_t u, uint32_t v, arena *mem) {
    const pair_unit *a = &c->p->unit[0][u], *b = &c->p->unit[1][v];
    const unit_stem *stem = c->p->stem[0] + a->first;
    float dot = 0;
    uint32_t shared = 0;
    if (!c->spread) spread(c, b, true);
    for (uint32_t i = 0; i < a->n; i++) dot += c->weight[stem[i].of] * stem[i].weight;
    float cosine = dot / (a->norm * b->norm);
    if (!(cosine > COSINE)) return;
    for (uint32_t i = 0; i < a->n; i++) shared += c->weight[stem[i].of] > 0;
    if (enough(shared, a, b)) *vec_push(mem, &c->seeds) = (unit_seed){u, v, cosine, 0};
}

static void compare_unit(comparing *c, uint32_t v, arena *mem) {
    const pair_unit *b = &c->p->unit[1][v];
    uint32_t most = c->seeds.n + SEED_A_UNIT;
    float left = touch(c, b), least = COSINE * b->norm;
    for (uint32_t i = 0; i < c->touched_n; i++) {
        uint32_t u = c->touched[i];
        const pair_unit *a = &c->p->unit[0][u];
        float likely = c->dot[u] + left * a->shared;
        c->dot[u] = 0;
        if (likely > least * a->norm && enough(a->n < b->n ? a->n : b->n, a, b) &&
            c->seeds.n < most)
            compare_units(c, u, v, mem);
    }
    c->touched_n = 0;
    if (c->spread) spread(c, b, false);
}

/* The part of a unit's weight that is of shared stems. */
static float reach(const pair_unit *u) { return u->norm > 0 ? u->shared / u->norm : 0; }

seed_vec seed_units(const pair_texts *p, arena *mem) {
    comparing c = {.p = p};
    uint32_t n[2] = {p->side[0]->units_n, p->side[1]->units_n};
    c.dot = arena_many(mem, float, n[0]);
    c.weight = arena_many(mem, float, p->shared_n);
    c.touched = arena_raw(mem, n[0] + (size_t)1, sizeof *c.touched);
    for (uint32_t u = 0; u < n[0]; u++)
        if (reach(&p->unit[0][u]) > c.furthest) c.furthest = reach(&p->unit[0][u]);
    for (uint32_t v = 0; v < n[1] && c.seeds.n < SEED_MOST; v++)
        if (p->unit[1][v].shared * c.furthest > COSINE * p->unit[1][v].norm)
            compare_unit(&c, v, mem);
    return c.seeds;
}
