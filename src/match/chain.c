#include "match/chain.h"

#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

typedef VEC(match_chain) chain_vec;

/* A chain's end and worth, for picking the best first. */
typedef struct tip {
    float score;
    uint32_t run;
} tip;

/* Words that appending `next` after `prev` adds, less what the gap costs; negative when
 * the two cannot stand in one chain. */
static float gain(const exact_run *prev, const exact_run *next) {
    if (next->x <= prev->x || next->y <= prev->y) return -1;
    uint32_t px = prev->x + prev->n, py = prev->y + prev->n;
    uint32_t nx = next->x + next->n, ny = next->y + next->n;
    if (nx <= px || ny <= py) return -1;
    uint32_t dx = next->x > px ? next->x - px : 0, dy = next->y > py ? next->y - py : 0;
    if (dx > CHAIN_GAP || dy > CHAIN_GAP) return -1;
    uint32_t fresh = nx - px < ny - py ? nx - px : ny - py;
    if (fresh > next->n) fresh = next->n;
    uint32_t skipped = dx > dy ? dx : dy;
    return (float)fresh - 0.5F * (float)skipped;
}

void chain_score(const exact_run *runs, uint32_t n, float *score, uint32_t *from) {
    for (uint32_t i = 0; i < n; i++) {
        score[i] = (float)runs[i].n;
        from[i] = i;
        uint32_t stop = i > CHAIN_LOOK_BACK ? i - CHAIN_LOOK_BACK : 0;
        for (uint32_t j = i; j-- > stop;) {
            float g = gain(&runs[j], &runs[i]);
            if (g > 0 && score[j] + g > score[i]) {
                score[i] = score[j] + g;
                from[i] = j;
            }
        }
    }
}

static int tip_order(const void *p, const void *q) {
    const tip *s = p, *t = q;
    if (s->score != t->score) return s->score > t->score ? -1 : 1;
    return s->run < t->run ? -1 : s->run > t->run;
}

/* The work of cutting chains out of the runs, best first. */
typedef struct picking {
    const exact_run *runs;
    uint8_t *taken[2]; /* words that are in a chain already */
    uint8_t *used;     /* runs that are */
    chain_vec chains;
    match_chain open; /* the chain under way; none when `equal` is 0 */
    arena *mem;
} picking;

/* Whether words that another chain has stand in between. */
static bool crosses(const uint8_t *taken, uint32_t from, uint32_t to) {
    return from < to && memchr(taken + from, 1, to - from);
}

static void close_chain(picking *p) {
    match_chain c = p->open;
    p->open = (match_chain){0};
    if (c.equal < CHAIN_WORDS) return;
    memset(p->taken[0] + c.a0, 1, c.a1 - c.a0);
    memset(p->taken[1] + c.b0, 1, c.b1 - c.b0);
    *vec_push(p->mem, &p->chains) = c;
}

/* Adds the words of a run that are free to the chain under way. */
static void add_run(picking *p, const exact_run *run) {
    for (uint32_t i = 0; i < run->n; i++) {
        uint32_t x = run->x + i, y = run->y + i;
        match_chain *c = &p->open;
        if (p->taken[0][x] || p->taken[1][y]) continue;
        if (c->equal && (x < c->a1 || y < c->b1)) continue;
        if (c->equal &&
            (crosses(p->taken[0], c->a1, x) || crosses(p->taken[1], c->b1, y)))
            close_chain(p);
        if (!c->equal) c->a0 = x, c->b0 = y;
        c->a1 = x + 1, c->b1 = y + 1;
        c->equal++;
    }
}

static int chain_order(const void *p, const void *q) {
    const match_chain *c = p, *d = q;
    if (c->equal != d->equal) return c->equal > d->equal ? -1 : 1;
    return c->a0 < d->a0 ? -1 : c->a0 > d->a0;
}

const match_chain *chain_runs(const exact_run *runs, uint32_t runs_n,
                              const uint32_t words[2], arena *mem, uint32_t *n) {
    picking p = {.runs = runs, .mem = mem};
    for (int side = 0; side < 2; side++)
        p.taken[side] = arena_many(mem, uint8_t, words[side]);
    p.used = arena_many(mem, uint8_t, runs_n);
    float *score = arena_many(mem, float, runs_n);
    uint32_t *from = arena_many(mem, uint32_t, runs_n);
    uint32_t *path = arena_many(mem, uint32_t, runs_n);
    tip *tips = arena_many(mem, tip, runs_n);
    chain_score(runs, runs_n, score, from);
    for (uint32_t i = 0; i < runs_n; i++) tips[i] = (tip){score[i], i};
    if (runs_n > 1) qsort(tips, runs_n, sizeof *tips, tip_order);
    for (uint32_t t = 0; t < runs_n && tips[t].score >= CHAIN_WORDS; t++) {
        uint32_t length = 0;
        for (uint32_t i = tips[t].run; !p.used[i]; i = from[i]) {
            p.used[i] = 1;
            path[length++] = i;
        }
        while (length > 0) add_run(&p, &runs[path[--length]]);
        close_chain(&p);
    }
    if (p.chains.n > 1) qsort(p.chains.at, p.chains.n, sizeof *p.chains.at, chain_order);
    *n = p.chains.n;
    return p.chains.at;
}
