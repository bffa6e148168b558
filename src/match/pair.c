#include "match/pair.h"

#include <math.h>

/* isf of a stem that only one side has, and that of one which `units` more have. */
static float lone_isf(const pair_texts *p, const side_stem *stem) {
    return p->most - stem->held;
}

static float shared_isf(const pair_texts *p, const side_stem *a, const side_stem *b) {
    uint32_t around = a->stop || b->stop ? SIDE_AROUND_STOP : 0;
    return p->most - logf((float)(a->units + b->units + around));
}

/* Finds the stems that both sides have, in the order of side 0. */
static void find_shared(pair_texts *p, arena *mem) {
    const text_side *a = p->side[0], *b = p->side[1];
    uint32_t *place[2] = {arena_many(mem, uint32_t, a->stems_n),
                          arena_many(mem, uint32_t, b->stems_n)};
    uint32_t most = a->stems_n < b->stems_n ? a->stems_n : b->stems_n, n = 0;
    pair_stem *shared = arena_raw(mem, most, sizeof *shared);
    for (uint32_t i = 0; i < a->stems_n; i++) {
        uint32_t j = side_number(b, a->stem[i].hash);
        if (j == UINT32_MAX) continue;
        shared[n++] = (pair_stem){{i, j}, shared_isf(p, &a->stem[i], &b->stem[j]), false};
        place[0][i] = place[1][j] = n;
    }
    p->shared = shared;
    p->shared_n = n;
    for (int s = 0; s < 2; s++) p->place[s] = place[s];
}

/* Lengths of the units of a side: as if nothing were shared, and then put right. */
static void measure_units(pair_texts *p, int s, arena *mem) {
    const text_side *side = p->side[s];
    float *norm = arena_raw(mem, side->units_n, sizeof *norm);
    float *reach = arena_many(mem, float, side->units_n);
    for (uint32_t u = 0; u < side->units_n; u++) {
        const float *sum = side->unit[u].sum;
        norm[u] = p->most * (p->most * sum[0] - 2 * sum[1]) + sum[2];
    }
    for (uint32_t i = 0; i < p->shared_n; i++) {
        const side_stem *stem = &side->stem[p->shared[i].number[s]];
        float lone = lone_isf(p, stem), isf = p->shared[i].isf, square = isf * isf;
        float more = square - lone * lone;
        const side_count *at = side->posting + stem->first;
        for (uint32_t k = 0; k < stem->units; k++) {
            float times = at[k].times * at[k].times;
            norm[at[k].of] += times * more;
            reach[at[k].of] += times * square;
        }
    }
    for (uint32_t u = 0; u < side->units_n; u++) {
        norm[u] = norm[u] > 0 ? sqrtf(norm[u]) : 0;
        reach[u] = norm[u] > 0 ? sqrtf(reach[u]) / norm[u] : 0;
    }
    p->norm[s] = norm;
    p->reach[s] = reach;
}

void pair_meet(pair_texts *p, const text_side *a, const text_side *b, arena *mem) {
    *p = (pair_texts){.side = {a, b}};
    p->most = logf((float)a->units_n + (float)b->units_n + (float)SIDE_AROUND);
    find_shared(p, mem);
    for (int s = 0; s < 2; s++) measure_units(p, s, mem);
}

void pair_weigh(pair_weights *w, const pair_texts *p, arena *mem) {
    const text_side *a = p->side[0], *b = p->side[1];
    float *isf = arena_raw(mem, (size_t)a->stems_n + b->stems_n, sizeof *isf);
    uint32_t *common = arena_raw(mem, b->stems_n, sizeof *common), n = a->stems_n;
    for (uint32_t i = 0; i < a->stems_n; i++) {
        uint32_t place = p->place[0][i];
        isf[i] = place ? p->shared[place - 1].isf : lone_isf(p, &a->stem[i]);
    }
    for (uint32_t j = 0; j < b->stems_n; j++) {
        uint32_t place = p->place[1][j];
        common[j] = place ? p->shared[place - 1].number[0] : n;
        if (!place) isf[n++] = lone_isf(p, &b->stem[j]);
    }
    uint32_t *word = arena_raw(mem, b->terms->n, sizeof *word);
    for (uint32_t i = 0; i < b->terms->n; i++) word[i] = common[b->word[i]];
    *w = (pair_weights){
        .p = p, .words = n, .isf = isf, .common = common, .word = {a->word, word}};
}
