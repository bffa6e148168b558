#include "trace/cover.h"

#include "base/vec.h"
#include "trace/bag.h"
#include "trace/group.h"

#include <stdlib.h>

/* Two sentences that a passage puts side by side. */
typedef struct cover_link {
    uint32_t x, y; /* sentences of the story */
    float score;
} cover_link;

typedef VEC(cover_link) cover_links;

/* All sentences of the story are numbered through: article i's begin at first[i]. */
typedef struct cover_work {
    const trace_input *in;
    uint32_t *first;   /* [n + 1] */
    uint32_t *article; /* of each sentence */
    bag *bags;         /* its content words */
    group_set joined;
} cover_work;

/* Sentences share a statement from this share of content words on; a passage that aligns
 * just the two needs less, since it was found by more than these words. */
static const float share_among_many = 0.28F, share_alone = 0.18F;

static rt_span sentence_span(const cover_work *w, uint32_t s) {
    const rt_marks *marks = w->in->items[w->article[s]].marks;
    return marks->sentences[s - w->first[w->article[s]]];
}

/* What two sentences share of the weight of their content words, 0 to 1; 0 when it is a
 * word or two. */
static float sentence_share(const cover_work *w, uint32_t x, uint32_t y) {
    enum { FEWEST = 3 };
    uint32_t stems;
    float shared = bag_shared(&w->bags[x], &w->bags[y], &stems);
    if (stems < FEWEST) return 0;
    return 2.0F * shared / (w->bags[x].total + w->bags[y].total);
}

/* The sentences of an article that a passage covers by half or more: [*from, result). */
static uint32_t covered(const cover_work *w, uint32_t article, rt_span passage,
                        uint32_t *from) {
    const rt_marks *marks = w->in->items[article].marks;
    uint32_t s = place_sentence(marks, passage.start), end;
    if (s == UINT32_MAX) s = 0;
    while (s < marks->sentences_n && 2 * span_overlap(marks->sentences[s], passage) <
                                         span_length(marks->sentences[s]))
        if (marks->sentences[s++].start >= passage.end) break;
    for (end = s; end < marks->sentences_n; end++)
        if (2 * span_overlap(marks->sentences[end], passage) <
            span_length(marks->sentences[end]))
            break;
    *from = w->first[article] + s;
    return w->first[article] + end;
}

/* Links the sentences that a passage puts side by side: in a short one any two, since a
 * rewording moves them about, in a long one those near each other's place. */
static void link_passage(const cover_work *w, const rt_pair *pair, const rt_passage *p,
                         arena *a, cover_links *out) {
    enum { ALL = 64, BAND = 3 };
    uint32_t ax, bx, ay = covered(w, pair->a, p->a, &ax),
                     by = covered(w, pair->b, p->b, &bx);
    uint32_t na = ay - ax, nb = by - bx;
    if (!na || !nb) return;
    bool alone = na == 1 && nb == 1, all = na <= ALL && nb <= ALL;
    for (uint32_t i = 0; i < na; i++) {
        uint32_t middle = (uint32_t)((uint64_t)i * nb / na);
        uint32_t low = all || middle < BAND ? 0 : middle - BAND;
        uint32_t high = all || middle + BAND >= nb ? nb : middle + BAND + 1;
        for (uint32_t j = low; j < high; j++) {
            float share = sentence_share(w, ax + i, bx + j);
            if (share >= (alone ? share_alone : share_among_many))
                *vec_push(a, out) = (cover_link){ax + i, bx + j, share};
        }
    }
}

static int compare_links(const void *x, const void *y) {
    const cover_link *a = x, *b = y;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    if (a->x != b->x) return a->x < b->x ? -1 : 1;
    return (a->y > b->y) - (a->y < b->y);
}

/* Two sentences of one article go into one statement only as neighbours. */
static bool may_join(cover_work *w, uint32_t x, uint32_t y) {
    enum { MOST = 1 << 12 };
    if ((uint64_t)w->joined.size[x] * w->joined.size[y] > MOST) return false;
    uint32_t i = x;
    do {
        uint32_t j = y;
        do {
            uint32_t apart = i > j ? i - j : j - i;
            if (w->article[i] == w->article[j] && apart > 1) return false;
            j = w->joined.next[j];
        } while (j != y);
        i = w->joined.next[i];
    } while (i != x);
    return true;
}

typedef struct sentence_key {
    uint64_t words;
    uint32_t sentence;
} sentence_key;

static int compare_keys(const void *x, const void *y) {
    const sentence_key *a = x, *b = y;
    if (a->words != b->words) return a->words < b->words ? -1 : 1;
    return (a->sentence > b->sentence) - (a->sentence < b->sentence);
}

/* Equal sentences are one statement at once, however many articles carry them. */
static void join_equal(cover_work *w, arena *a) {
    enum { FEWEST_WORDS = 4 };
    sentence_key *key = arena_many(a, sentence_key, w->joined.n + (size_t)1);
    uint32_t n = 0;
    for (uint32_t s = 0; s < w->joined.n; s++) {
        if (w->bags[s].n >= FEWEST_WORDS) key[n++] = (sentence_key){w->bags[s].words, s};
    }
    qsort(key, n, sizeof *key, compare_keys);
    for (uint32_t k = 1; k < n; k++)
        if (key[k].words == key[k - 1].words &&
            w->article[key[k].sentence] != w->article[key[k - 1].sentence])
            group_join(&w->joined, key[k - 1].sentence, key[k].sentence);
}

static void join_links(cover_work *w, cover_links *links) {
    if (links->n > 1) qsort(links->at, links->n, sizeof *links->at, compare_links);
    for (uint32_t i = 0; i < links->n; i++) {
        uint32_t x = group_root(&w->joined, links->at[i].x);
        uint32_t y = group_root(&w->joined, links->at[i].y);
        if (x != y && may_join(w, x, y)) group_join(&w->joined, x, y);
    }
}

/* One place an article; members are ascending, so neighbours follow each other. */
static rt_statement describe(const cover_work *w, const uint32_t *member, uint32_t n,
                             arena *a) {
    rt_place *place = arena_many(a, rt_place, n);
    uint32_t places = 0;
    for (uint32_t i = 0; i < n; i++) {
        rt_span span = sentence_span(w, member[i]);
        uint32_t article = w->article[member[i]];
        if (places && place[places - 1].article == article)
            place[places - 1].span.end = span.end;
        else place[places++] = (rt_place){article, span};
    }
    rt_statement out = {.places = place, .places_n = places};
    out.text = str_span(w->in->items[place[0].article].article->text, place[0].span);
    return out;
}

static void number_sentences(cover_work *w, arena *a) {
    w->first = arena_many(a, uint32_t, w->in->n + 1);
    for (uint32_t i = 0; i < w->in->n; i++)
        w->first[i + 1] = w->first[i] + w->in->items[i].marks->sentences_n;
    uint32_t total = w->first[w->in->n];
    w->article = arena_many(a, uint32_t, total + 1);
    for (uint32_t i = 0; i < w->in->n; i++)
        for (uint32_t s = w->first[i]; s < w->first[i + 1]; s++) w->article[s] = i;
    w->bags = arena_many(a, bag, total + (size_t)1);
    bag **all = arena_many(a, bag *, total + (size_t)1);
    for (uint32_t s = 0; s < total; s++) {
        const rt_terms *terms = w->in->items[w->article[s]].terms;
        w->bags[s] = bag_take(terms, place_terms(terms, sentence_span(w, s)), a);
        all[s] = &w->bags[s];
    }
    bag_weigh(all, total, a);
    group_init(&w->joined, total, a);
}

rt_statement *cover_find(const trace_input *in, arena *a, uint32_t *n) {
    cover_work w = {.in = in};
    number_sentences(&w, a);
    cover_links links = {0};
    for (uint32_t i = 0; i < in->pairs_n; i++)
        for (uint32_t p = 0; p < in->pairs[i].passages_n; p++)
            link_passage(&w, &in->pairs[i], &in->pairs[i].passages[p], a, &links);
    join_equal(&w, a);
    join_links(&w, &links);
    VEC(rt_statement) out = {0};
    for (uint32_t s = 0; s < w.joined.n; s++) {
        if (group_root(&w.joined, s) != s) continue;
        *vec_push(a, &out) =
            describe(&w, group_members(&w.joined, s, a), w.joined.size[s], a);
    }
    *n = out.n;
    return out.at;
}
