#include "trace/affinity.h"

#include <math.h>
#include <stdlib.h>

enum {
    MOST_LINKS = 512,
    NEAREST = 5,        /* links that say how close a node's surroundings are */
    NEIGHBOURHOOD = 12, /* links that make up a node's neighbourhood */
    CROWD = 20,         /* nodes that halve the say of surroundings */
    FEW = 25            /* nodes halfway from a small pile to a large one */
};
/* Days in which a report's pull falls to a third; the day after still is the same day. */
static const float FADING = 20;
/* An outlet rarely reports one event twice. */
static const float SAME_OUTLET = 0.85F;
/* How far a weight is set against the surroundings of its ends (0 not at all, 1 wholly);
 * local scaling as in Zelnik-Manor and Perona, "Self-tuning spectral clustering". */
static const float LOCAL = 0.5F;
/* The share of what two nodes have in common with others in the weight between them. */
static const float COMMON = 0.5F;
/* Weights below it make no neighbourhood. */
static const float NEIGHBOURLY = 0.1F;

static float time_apart(int32_t a, int32_t b) {
    if (a == INT32_MIN || b == INT32_MIN) return 1;
    int64_t days = (int64_t)a - b;
    if (days < 0) days = -days;
    return days > 1 ? expf(-(float)(days - 1) / FADING) : 1;
}

/* The part of a link's weight that aligned wording has to confirm, and the coverage that
 * confirms it fully, among many articles and among few. A small pile holds too little to
 * tell a subject from an event by its words; wording in common tells them all the more.
 */
static const float CONFIRMED = 0.3F, CONFIRMING = 0.25F;
static const float CONFIRMED_FEW = 0.5F, CONFIRMING_FEW = 0.15F;
/* Of coverage the larger side counts more: a short article may lie whole in a long one.
 */
static const float LARGER = 0.7F;

/* A few lines beside an article have few of its words to be alike in, however well they
 * tell the event: the more their likeness counts. */
static float brevity(uint32_t shorter, uint32_t longer) {
    enum { ARTICLE = 200, STUB = 30 };
    static const float power = 0.4F;
    uint32_t least = shorter > STUB ? shorter : STUB;
    uint32_t most = longer < ARTICLE ? longer : ARTICLE;
    return most > least ? powf((float)most / (float)least, power) : 1;
}

/* 0 to 1. `similarity` is the root of a cosine; the cosine itself adds up better. */
static float strength(const trace_node *a, const trace_node *b, const rt_pair *pair,
                      const affinity_graph *g) {
    float weight = pair->similarity * pair->similarity * time_apart(a->day, b->day);
    float x = pair->a_covered, y = pair->b_covered;
    float shared = powf(x > y ? x : y, LARGER) * powf(x > y ? y : x, 1 - LARGER) /
                   affinity_between(CONFIRMING, CONFIRMING_FEW, g);
    float confirmed = affinity_between(CONFIRMED, CONFIRMED_FEW, g);
    /* Two languages have no wording in common. */
    if (a->language && b->language && a->language != b->language) shared = 1;
    weight *= 1 - confirmed + confirmed * (shared < 1 ? shared : 1);
    bool first = a->words < b->words;
    weight *= brevity(first ? a->words : b->words, first ? b->words : a->words);
    if (weight > 1) weight = 1;
    return a->outlet && a->outlet == b->outlet ? weight * SAME_OUTLET : weight;
}

/* The weaker of two links comes later; among equals the one to the later node. */
static int by_weight(const void *x, const void *y) {
    const affinity_link *a = x, *b = y;
    if (a->weight != b->weight) return (a->weight < b->weight) - (a->weight > b->weight);
    return (a->to > b->to) - (a->to < b->to);
}

static int by_node(const void *x, const void *y) {
    const affinity_link *a = x, *b = y;
    return (a->to > b->to) - (a->to < b->to);
}

static void place_links(const trace_node *nodes, const rt_pair *pairs, size_t pairs_n,
                        arena *a, affinity_graph *g) {
    size_t *first = arena_many(a, size_t, (size_t)g->n + 2);
    for (size_t i = 0; i < pairs_n; i++) first[pairs[i].a + 2]++, first[pairs[i].b + 2]++;
    for (uint32_t i = 2; i < g->n + 2; i++) first[i] += first[i - 1];
    g->links = arena_many(a, affinity_link, pairs_n * 2);
    for (size_t i = 0; i < pairs_n; i++) {
        const rt_pair *p = &pairs[i];
        float weight = strength(&nodes[p->a], &nodes[p->b], p, g);
        g->links[first[p->a + 1]++] = (affinity_link){p->b, weight};
        g->links[first[p->b + 1]++] = (affinity_link){p->a, weight};
    }
    g->first = first;
}

static uint32_t degree(const affinity_graph *g, uint32_t i) {
    return (uint32_t)(g->first[i + 1] - g->first[i]);
}

/* Drops what passes MOST_LINKS at either end, and sorts the rest by node. */
static void cut_hubs(arena *a, affinity_graph *g) {
    affinity_link *weakest = arena_many(a, affinity_link, g->n);
    for (uint32_t i = 0; i < g->n; i++) {
        affinity_link *links = g->links + g->first[i];
        weakest[i] = (affinity_link){UINT32_MAX, -1};
        if (degree(g, i) <= MOST_LINKS) continue;
        qsort(links, degree(g, i), sizeof *links, by_weight);
        weakest[i] = links[MOST_LINKS - 1];
    }
    size_t *first = arena_many(a, size_t, (size_t)g->n + 1), kept = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        first[i] = kept;
        for (size_t j = g->first[i]; j < g->first[i + 1]; j++) {
            affinity_link there = g->links[j], back = {i, there.weight};
            if (by_weight(&there, &weakest[i]) <= 0 &&
                by_weight(&back, &weakest[there.to]) <= 0)
                g->links[kept++] = there;
        }
        if (kept > first[i])
            qsort(g->links + first[i], kept - first[i], sizeof *g->links, by_node);
    }
    first[g->n] = kept;
    g->first = first;
}

/* The strongest links of a node, at most `most`, in `out`; returns how many. */
static uint32_t strongest(const affinity_graph *g, uint32_t i, uint32_t most,
                          affinity_link *out) {
    uint32_t n = 0;
    for (size_t j = g->first[i]; j < g->first[i + 1]; j++) {
        const affinity_link *link = &g->links[j];
        if (n == most && by_weight(link, &out[n - 1]) > 0) continue;
        uint32_t at = n < most ? n++ : n - 1;
        for (; at && by_weight(link, &out[at - 1]) < 0; at--) out[at] = out[at - 1];
        out[at] = *link;
    }
    return n;
}

/* The say of surroundings: few articles make none. */
static float crowd(const affinity_graph *g) {
    return (float)g->n / (float)(g->n + CROWD);
}

static void scale_locally(arena *a, affinity_graph *g) {
    float power = LOCAL * crowd(g) / 2;
    float *closeness = arena_many(a, float, g->n);
    for (uint32_t i = 0; i < g->n; i++) {
        affinity_link best[NEAREST];
        uint32_t n = strongest(g, i, NEAREST, best);
        float sum = 0;
        for (uint32_t j = 0; j < n; j++) sum += best[j].weight;
        closeness[i] = powf(n && sum / (float)n > 0.01F ? sum / (float)n : 0.01F, power);
    }
    for (uint32_t i = 0; i < g->n; i++)
        for (size_t j = g->first[i]; j < g->first[i + 1]; j++)
            g->links[j].weight /= closeness[i] * closeness[g->links[j].to];
}

/* A node and its nearest, as a vector of length 1, by node. */
typedef struct neighbourhood {
    affinity_link at[NEIGHBOURHOOD + 1];
    uint32_t n;
} neighbourhood;

static void look_round(const affinity_graph *g, uint32_t i, neighbourhood *out) {
    out->n = strongest(g, i, NEIGHBOURHOOD, out->at);
    while (out->n && out->at[out->n - 1].weight <= NEIGHBOURLY) out->n--;
    out->at[out->n++] = (affinity_link){i, 1};
    float norm = 0;
    for (uint32_t j = 0; j < out->n; j++) norm += out->at[j].weight * out->at[j].weight;
    for (uint32_t j = 0; j < out->n; j++) out->at[j].weight /= sqrtf(norm);
    qsort(out->at, out->n, sizeof *out->at, by_node);
}

static float in_common(const neighbourhood *a, const neighbourhood *b) {
    float sum = 0;
    for (uint32_t i = 0, j = 0; i < a->n && j < b->n;) {
        if (a->at[i].to < b->at[j].to) i++;
        else if (a->at[i].to > b->at[j].to) j++;
        else sum += a->at[i++].weight * b->at[j++].weight;
    }
    return sum;
}

static void blend_neighbourhoods(arena *a, affinity_graph *g) {
    float common = COMMON * crowd(g);
    neighbourhood *round = arena_many(a, neighbourhood, g->n);
    for (uint32_t i = 0; i < g->n; i++) look_round(g, i, &round[i]);
    for (uint32_t i = 0; i < g->n; i++)
        for (size_t j = g->first[i]; j < g->first[i + 1]; j++) {
            affinity_link *link = &g->links[j];
            link->weight = (1 - common) * link->weight +
                           common * in_common(&round[i], &round[link->to]);
        }
}

void affinity_of(const trace_node *nodes, uint32_t n, const rt_pair *pairs,
                 size_t pairs_n, arena *a, affinity_graph *out) {
    float size = (float)n / FEW;
    *out = (affinity_graph){.n = n, .few = 1 / (1 + size * size)};
    place_links(nodes, pairs, pairs_n, a, out);
    cut_hubs(a, out);
    scale_locally(a, out);
    blend_neighbourhoods(a, out);
}
