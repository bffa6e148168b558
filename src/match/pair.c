#include "match/pair.h"

#include <math.h>
#include <string.h>

/* isf of a stem that only one side has. */
static float lone_isf(const pair_texts *p, const side_stem *stem) {
    return p->most - stem->held;
}

/* Logarithms of small numbers, each worked out when it is first asked for; 0: not yet. */
enum { LOGS = 64 };
typedef struct log_table {
    float of[LOGS];
} log_table;

static float log_of(log_table *logs, uint64_t n) {
    if (n >= LOGS) return logf((float)n);
    if (logs->of[n] <= 0) logs->of[n] = logf((float)n);
    return logs->of[n];
}

/* Classes of numbers in ascending order, four for each power of two. */
enum { CLASSES = 4 * 34 };
static unsigned class_of(uint64_t units) {
    unsigned bits = 63 - (unsigned)__builtin_clzll(units);
    return bits * 4 + (unsigned)((units << 2 >> bits) & 3);
}

/* Finds the stems that both sides have, in the order of side 0. Sets *n. */
static const pair_stem *find_shared(const pair_texts *p, arena *mem, uint32_t *n) {
    const text_side *a = p->side[0], *b = p->side[1];
    uint32_t *likely = arena_raw(mem, a->stems_n, sizeof *likely), likely_n = 0;
    for (uint32_t i = 0; i < a->stems_n; i++) {
        likely[likely_n] = i;
        likely_n += side_may_have(b, a->stem[i].hash);
    }
    pair_stem *shared = arena_raw(mem, likely_n, sizeof *shared);
    log_table logs = {{0}};
    *n = 0;
    for (uint32_t k = 0; k < likely_n; k++) {
        uint32_t i = likely[k], j = side_number(b, a->stem[i].hash);
        if (j == UINT32_MAX) continue;
        pair_stem *stem = &shared[(*n)++];
        *stem = (pair_stem){.number = {i, j}};
        bool stop = a->stem[i].stop || b->stem[j].stop;
        uint64_t units = (uint64_t)a->stem[i].units + b->stem[j].units;
        stem->class = class_of(units);
        stem->isf = p->most - log_of(&logs, units + (stop ? SIDE_AROUND_STOP : 0));
    }
    return shared;
}

/* Puts the shared stems in order, those of few units first, and tells the rare ones. */
static void order_shared(pair_texts *p, const pair_stem *found, arena *mem) {
    uint32_t start[CLASSES + 1] = {0};
    pair_stem *shared = arena_raw(mem, p->shared_n, sizeof *shared);
    for (uint32_t i = 0; i < p->shared_n; i++) start[found[i].class + 1]++;
    for (unsigned c = 1; c <= CLASSES; c++) start[c] += start[c - 1];
    for (uint32_t i = 0; i < p->shared_n; i++) shared[start[found[i].class]++] = found[i];
    p->shared = shared;
    uint64_t words = (uint64_t)p->side[0]->terms->n + p->side[1]->terms->n, products = 0;
    uint64_t budget = PAIR_PRODUCTS_LEAST + words / PAIR_WORDS_A_PRODUCT;
    for (; p->rare_n < p->shared_n; p->rare_n++) {
        const pair_stem *s = &shared[p->rare_n];
        products += (uint64_t)p->side[0]->stem[s->number[0]].units *
                    p->side[1]->stem[s->number[1]].units;
        if (products > budget) break;
    }
}

/* Lengths of the units of a side: as if nothing were shared, and then put right; and
 * lists the shared stems of each, in their order. */
static void measure_units(pair_texts *p, int s, arena *mem) {
    const text_side *side = p->side[s];
    pair_unit *unit = arena_raw(mem, side->units_n, sizeof *unit);
    uint32_t stems_n = 0;
    for (uint32_t u = 0; u < side->units_n; u++) {
        const side_unit *from = &side->unit[u];
        unit[u] = (pair_unit){p->most * (p->most * from->sum[0] - 2 * from->sum[1]) +
                                  from->sum[2],
                              0, stems_n, 0, (uint16_t)from->stems_n};
        stems_n += from->stems_n;
    }
    unit_stem *stems = arena_raw(mem, stems_n, sizeof *stems);
    for (uint32_t i = 0; i < p->shared_n; i++) {
        const side_stem *stem = &side->stem[p->shared[i].number[s]];
        const side_count *at = side->posting + stem->first, *end = at + stem->units;
        float lone = lone_isf(p, stem), isf = p->shared[i].isf;
        float square = isf * isf, more = square - lone * lone;
        for (; at < end; at++) {
            pair_unit *u = &unit[at->of];
            float times = at->times;
            stems[u->first + u->n++] = (unit_stem){i, times * isf};
            u->norm += times * times * more;
            u->shared += times * times * square;
        }
    }
    for (uint32_t u = 0; u < side->units_n; u++) {
        unit[u].norm = unit[u].norm > 0 ? sqrtf(unit[u].norm) : 0;
        unit[u].shared = sqrtf(unit[u].shared);
    }
    p->unit[s] = unit;
    p->stem[s] = stems;
}

void pair_meet(pair_texts *p, const text_side *a, const text_side *b, arena *mem) {
    *p = (pair_texts){.side = {a, b}};
    p->most = logf((float)a->units_n + (float)b->units_n + (float)SIDE_AROUND);
    order_shared(p, find_shared(p, mem, &p->shared_n), mem);
    for (int s = 0; s < 2; s++) measure_units(p, s, mem);
}

const pair_weights *pair_weigh(pair_texts *p, arena *mem) {
    if (p->weights) return p->weights;
    pair_weights *w = arena_new(mem, pair_weights);
    for (int s = 0; s < 2; s++) {
        const text_side *side = p->side[s];
        pair_word *word = arena_raw(mem, side->stems_n, sizeof *word);
        for (uint32_t i = 0; i < side->stems_n; i++)
            word[i] = (pair_word){lone_isf(p, &side->stem[i]), 0};
        for (uint32_t i = 0; i < p->shared_n; i++)
            word[p->shared[i].number[s]] = (pair_word){p->shared[i].isf, i + 1};
        w->of[s] = word;
    }
    p->weights = w;
    return w;
}
