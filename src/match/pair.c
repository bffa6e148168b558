#include "match/pair.h"

#include "base/hash.h"
#include "match/unit.h"

#include <math.h>
#include <stdlib.h>

/* Units thought to stand around the two texts; share of them that hold a function word.
 */
static const int BACKGROUND = 20;
static const float BACKGROUND_STOP = 0.3F;

/* Stem hash → number, open addressing; both texts number their stems by it. */
typedef struct numbering {
    uint64_t *key;
    uint32_t *number; /* plus one; 0 marks a free slot */
    uint64_t mask;
    uint32_t n;
} numbering;

static numbering numbering_for(size_t terms, arena *mem) {
    uint64_t size = 16;
    while (size < terms * 2) size *= 2;
    return (numbering){arena_many(mem, uint64_t, size), arena_many(mem, uint32_t, size),
                       size - 1, 0};
}

static uint32_t number_of(numbering *t, uint64_t key) {
    uint64_t i = hash_mix(key) & t->mask;
    while (t->number[i] && t->key[i] != key) i = (i + 1) & t->mask;
    if (!t->number[i]) {
        t->key[i] = key;
        t->number[i] = ++t->n;
    }
    return t->number[i] - 1;
}

static const uint32_t *number_terms(numbering *t, const rt_terms *terms, arena *mem) {
    uint32_t *word = arena_many(mem, uint32_t, terms->n);
    for (uint32_t i = 0; i < terms->n; i++) word[i] = number_of(t, terms->stem[i]);
    return word;
}

/* The sentences of a text as units. */
static void cut_units(pair_side *side, arena *mem) {
    const unit_range *range = unit_cut(side->terms, mem, &side->units_n);
    side->units = arena_many(mem, unit, side->units_n);
    for (uint32_t u = 0; u < side->units_n; u++)
        side->units[u] = (unit){.from = range[u].from, .to = range[u].to};
}

/* The distinct words of each unit with their counts, in order of first occurrence. */
static void count_words(pair_side *side, uint32_t words, arena *mem) {
    unit_word *all = arena_many(mem, unit_word, side->terms->n);
    uint32_t *place = arena_many(mem, uint32_t, words); /* last one in `all`, plus one */
    uint32_t n = 0;
    for (uint32_t u = 0; u < side->units_n; u++) {
        unit *k = &side->units[u];
        uint32_t first = n;
        for (uint32_t i = k->from; i < k->to; i++) {
            uint32_t word = side->word[i];
            if (place[word] > first) {
                all[place[word] - 1].weight++;
            } else {
                all[n] = (unit_word){word, 1};
                place[word] = ++n;
            }
        }
        k->at = all + first;
        k->n = n - first;
    }
}

static void weigh(unit *u, const float *isf) {
    float sum = 0;
    unit_word *at = u->at;
    for (uint32_t i = 0; i < u->n; i++) {
        at[i].weight *= isf[at[i].word];
        sum += at[i].weight * at[i].weight;
    }
    u->norm = sqrtf(sum);
}

/* Inverse sentence frequency over the units of both sides and BACKGROUND more, in which
 * only function words are thought to stand: two short texts tell little of what is rare.
 */
static float *rarity(const pair_texts *p, arena *mem) {
    float *isf = arena_many(mem, float, p->words);
    float units =
        (float)p->side[0].units_n + (float)p->side[1].units_n + (float)BACKGROUND;
    for (int s = 0; s < 2; s++) {
        const pair_side *side = &p->side[s];
        for (uint32_t i = 0; i < side->terms->n; i++)
            if (side->terms->flags[i] & RT_TERM_STOP)
                isf[side->word[i]] = BACKGROUND_STOP * (float)BACKGROUND;
    }
    for (int s = 0; s < 2; s++)
        for (uint32_t u = 0; u < p->side[s].units_n; u++)
            for (uint32_t i = 0; i < p->side[s].units[u].n; i++)
                isf[p->side[s].units[u].at[i].word]++;
    for (uint32_t w = 0; w < p->words; w++)
        if (isf[w] > 0) isf[w] = logf(units / isf[w]);
    return isf;
}

void pair_init(pair_texts *p, const rt_terms *a, const rt_terms *b, arena *mem) {
    const rt_terms *const terms[2] = {a, b};
    numbering t = numbering_for((size_t)a->n + b->n, mem);
    for (int s = 0; s < 2; s++) {
        pair_side *side = &p->side[s];
        *side = (pair_side){.terms = terms[s], .word = number_terms(&t, terms[s], mem)};
        cut_units(side, mem);
    }
    for (int s = 0; s < 2; s++) count_words(&p->side[s], t.n, mem);
    p->words = t.n;
    p->isf = rarity(p, mem);
    for (int s = 0; s < 2; s++)
        for (uint32_t u = 0; u < p->side[s].units_n; u++)
            weigh(&p->side[s].units[u], p->isf);
}
