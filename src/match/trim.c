#include "match/trim.h"

/* Words that an end may move outwards in one round; rounds; what a word that is not
 * shared costs, as a share of its isf. */
static const int TRIM_REACH = 20, TRIM_ROUNDS = 2;
static const float TRIM_PART = 0.65F;

trim_bench trim_bench_for(pair_texts *p, arena *mem) {
    size_t places = p->shared_n + (size_t)1;
    return (trim_bench){p,
                        pair_weigh(p, mem),
                        {arena_many(mem, float, places), arena_many(mem, float, places)}};
}

/* Counts the words that the other side has somewhere. */
static void count(const trim_bench *t, const pair_block *k, int side) {
    const uint32_t *word = t->p->side[side]->word;
    const pair_word *of = t->w->of[side];
    for (uint32_t i = k->from[side]; i < k->to[side]; i++)
        t->count[side][of[word[i]].place]++;
    t->count[side][0] = 0;
}

static void forget(const trim_bench *t, const pair_block *k, int side) {
    const uint32_t *word = t->p->side[side]->word;
    const pair_word *of = t->w->of[side];
    for (uint32_t i = k->from[side]; i < k->to[side]; i++)
        t->count[side][of[word[i]].place] = 0;
}

/* What a word that the other side has not costs, as a share of its isf: the ends are put
 * where fewer words are shared than TRIM_PART of the share inside. */
static float unshared_cost(const trim_bench *t, const pair_block *k, int side) {
    const uint32_t *word = t->p->side[side]->word;
    const pair_word *of = t->w->of[side];
    float shared = 0, total = 0;
    for (uint32_t i = k->from[side]; i < k->to[side]; i++) {
        pair_word w = of[word[i]];
        total += w.isf;
        if (t->count[1 - side][w.place] > 0) shared += w.isf;
    }
    float limit = total > 0 ? TRIM_PART * shared / total : 0;
    return limit / (1 - limit);
}

/* The stretch of one side, around the block, whose words speak most for it. */
static void trim_side(const trim_bench *t, pair_block *k, int side) {
    const uint32_t *word = t->p->side[side]->word;
    const pair_word *of = t->w->of[side];
    const float *other = t->count[1 - side];
    uint32_t n = t->p->side[side]->terms->n, reach = (uint32_t)TRIM_REACH;
    uint32_t start = k->from[side] > reach ? k->from[side] - reach : 0;
    uint32_t stop = n - k->to[side] > reach ? k->to[side] + reach : n;
    float cost = unshared_cost(t, k, side);
    float sum = 0, best = 0;
    uint32_t open = start;
    k->from[side] = k->to[side] = start;
    for (uint32_t i = start; i < stop; i++) {
        pair_word w = of[word[i]];
        sum += other[w.place] > 0 ? w.isf : -cost * w.isf;
        if (sum <= 0) {
            sum = 0;
            open = i + 1;
        } else if (sum > best) {
            best = sum;
            k->from[side] = open;
            k->to[side] = i + 1;
        }
    }
}

void trim_block(const trim_bench *t, pair_block *k) {
    for (int round = 0; round < TRIM_ROUNDS; round++)
        for (int side = 0; side < 2; side++) {
            count(t, k, 1 - side);
            pair_block old = *k;
            trim_side(t, k, side);
            forget(t, &old, 1 - side);
        }
}

pair_evidence trim_evidence(const trim_bench *t, const pair_block *k) {
    pair_evidence e = {0};
    for (int side = 0; side < 2; side++) count(t, k, side);
    for (int side = 0; side < 2; side++) {
        const uint32_t *word = t->p->side[side]->word;
        for (uint32_t i = k->from[side]; i < k->to[side]; i++) {
            pair_word w = t->w->of[side][word[i]];
            e.total[side] += w.isf;
            if (side == 1 || t->count[0][w.place] <= 0) continue;
            float x = t->count[0][w.place], y = t->count[1][w.place];
            e.shared += w.isf * (x < y ? x : y);
            t->count[0][w.place] = 0;
        }
    }
    for (int side = 0; side < 2; side++) forget(t, k, side);
    return e;
}
