#include "trace/kin.h"

#include "trace/correct.h"
#include "trace/place.h"

#include <stdlib.h>

/* Narrative in other words proves less than words that are the same: this much of an
 * article is needed, and of copied words only so much that it is no formula. */
static const float RETOLD_SHARE = 0.25F, COPIED_SHARE = 0.05F;
/* Rule 17 of the evaluation's guide to labelling: copies of four fifths of a text are the
 * same text. */
static const float SAME_TEXT = 0.8F;
/* Content words that two stretches have in common at least to tell the same. */
static const float RETOLD_ALIKE = 0.45F;

static uint32_t unquoted(const rt_terms *terms, place_run run) {
    uint32_t n = 0;
    for (uint32_t i = run.first; i < run.last; i++)
        n += !(terms->flags[i] & RT_TERM_QUOTED);
    return n;
}

/* Words of `passage` in quotations whose speaker has no name, by index of the quotation.
 */
static uint32_t unnamed_words(const trace_item *item, rt_span passage) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < item->marks->quotations_n; i++) {
        const rt_quotation *q = &item->marks->quotations[i];
        if (q->speaker_class != RT_SPEAKER_ANONYMOUS || q->type == RT_QUOTE_INDIRECT)
            continue;
        for (uint32_t j = 0; j < q->content_n; j++) {
            if (!span_overlap(q->content[j], passage)) continue;
            rt_span part = q->content[j];
            if (part.start < passage.start) part.start = passage.start;
            if (part.end > passage.end) part.end = passage.end;
            place_run run = place_terms(item->terms, part);
            n += run.last - run.first;
        }
    }
    return n;
}

static uint32_t lesser(uint32_t x, uint32_t y) { return x < y ? x : y; }

static int by_value(const void *x, const void *y) {
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

/* The distinct content stems of a run outside quotations, ascending. */
static uint32_t told_stems(const rt_terms *terms, place_run run, uint64_t **out,
                           arena *a) {
    uint64_t *stem = arena_many(a, uint64_t, run.last - run.first);
    uint32_t n = 0, kept = 0;
    for (uint32_t i = run.first; i < run.last; i++)
        if (!(terms->flags[i] & (RT_TERM_QUOTED | RT_TERM_STOP)))
            stem[n++] = terms->stem[i];
    if (n) qsort(stem, n, sizeof *stem, by_value);
    for (uint32_t i = 0; i < n; i++)
        if (!i || stem[i] != stem[i - 1]) stem[kept++] = stem[i];
    *out = stem;
    return kept;
}

/* Dice's coefficient of what two runs tell outside quotations. */
static float told_alike(const trace_item *a, place_run x, const trace_item *b,
                        place_run y, arena *scratch) {
    uint64_t *p, *q;
    uint32_t n = told_stems(a->terms, x, &p, scratch), both = 0;
    uint32_t m = told_stems(b->terms, y, &q, scratch);
    for (uint32_t i = 0, j = 0; i < n && j < m;) {
        if (p[i] == q[j]) both++, i++, j++;
        else if (p[i] < q[j]) i++;
        else j++;
    }
    return n + m ? 2 * (float)both / (float)(n + m) : 0;
}

static void count_passage(const trace_item *a, const trace_item *b, const rt_passage *p,
                          kin *k, arena *scratch) {
    place_run x = place_terms(a->terms, p->a), y = place_terms(b->terms, p->b);
    uint32_t words = lesser(x.last - x.first, y.last - y.first);
    uint32_t told = lesser(unquoted(a->terms, x), unquoted(b->terms, y));
    if (p->kind == RT_PASSAGE_REWORDED && told_alike(a, x, b, y, scratch) >= RETOLD_ALIKE)
        k->reworded += told;
    if (words > told)
        k->unnamed += lesser(unnamed_words(a, p->a), unnamed_words(b, p->b));
}

kin kin_of(const trace_item *a, const trace_item *b, const rt_pair *pair,
           arena *scratch) {
    kin k = {.pair = pair, .runs = echo_of(a->terms, b->terms, scratch)};
    for (uint32_t i = 0; i < pair->passages_n; i++)
        count_passage(a, b, &pair->passages[i], &k, scratch);
    uint32_t told = k.runs.narrative > k.reworded ? k.runs.narrative : k.reworded;
    float shared = (float)(told + k.unnamed);
    k.a_share = a->terms->n ? shared / (float)a->terms->n : 0;
    k.b_share = b->terms->n ? shared / (float)b->terms->n : 0;
    return k;
}

bool kin_reworded(const kin *k) { return k->reworded > 2 * k->runs.narrative; }

bool kin_is_print(const kin *k, uint32_t words) {
    return k->runs.narrative && (float)k->runs.words >= SAME_TEXT * (float)words;
}

/* Enough that one of the two, or both, rest on somebody else's writing. */
static bool kin_related(const kin *k) {
    float share = kin_share(k);
    return k->runs.narrative + k->unnamed >= ECHO_NARRATIVE ? share >= COPIED_SHARE
                                                            : share >= RETOLD_SHARE;
}

float kin_share(const kin *k) {
    return k->a_share > k->b_share ? k->a_share : k->b_share;
}
float kin_share_of(const kin *k, uint32_t article) {
    return k->a == article ? k->a_share : k->b_share;
}
uint32_t kin_other(const kin *k, uint32_t article) {
    return k->a == article ? k->b : k->a;
}

static int closest_first(const void *x, const void *y) {
    const kin *a = x, *b = y;
    float s = kin_share(a), t = kin_share(b);
    if (s != t) return (s < t) - (s > t);
    if (a->a != b->a) return (a->a > b->a) - (a->a < b->a);
    return (a->b > b->b) - (a->b < b->b);
}

static void list_by_article(kin_list *l, uint32_t articles, arena *a) {
    uint32_t *first = arena_many(a, uint32_t, (size_t)articles + 2);
    uint32_t *of = arena_many(a, uint32_t, (size_t)l->n * 2);
    for (uint32_t i = 0; i < l->n; i++) first[l->at[i].a + 2]++, first[l->at[i].b + 2]++;
    for (uint32_t i = 2; i < articles + 2; i++) first[i] += first[i - 1];
    for (uint32_t i = 0; i < l->n; i++) {
        of[first[l->at[i].a + 1]++] = i;
        of[first[l->at[i].b + 1]++] = i;
    }
    l->first = first, l->of = of;
}

static uint64_t both_of(uint32_t x, uint32_t y) {
    return x < y ? (uint64_t)x << 32 | y : (uint64_t)y << 32 | x;
}

void kin_find(const trace_input *in, arena *a, kin_list *out) {
    kin *all = arena_many(a, kin, in->pairs_n);
    uint64_t *whole = arena_many(a, uint64_t, in->pairs_n);
    uint32_t n = 0, wholes = 0;
    for (uint32_t i = 0; i < in->pairs_n; i++) {
        const rt_pair *p = &in->pairs[i];
        if (p->a >= in->n || p->b >= in->n || p->a == p->b) continue;
        if (correct_denies(in, p->a, p->b)) continue;
        if (p->a_covered >= SAME_TEXT && p->b_covered >= SAME_TEXT)
            whole[wholes++] = both_of(p->a, p->b);
        kin k = kin_of(&in->items[p->a], &in->items[p->b], p, a);
        k.a = p->a, k.b = p->b;
        if (kin_related(&k)) all[n++] = k;
    }
    if (n) qsort(all, n, sizeof *all, closest_first);
    if (wholes) qsort(whole, wholes, sizeof *whole, by_value);
    *out = (kin_list){.at = all, .n = n, .wholes = whole, .wholes_n = wholes};
    list_by_article(out, in->n, a);
}

bool kin_whole(const kin_list *kins, uint32_t x, uint32_t y) {
    uint64_t both = both_of(x, y);
    return kins->wholes_n &&
           bsearch(&both, kins->wholes, kins->wholes_n, sizeof both, by_value);
}

const kin *kin_between(const kin_list *kins, uint32_t article, uint32_t other) {
    for (uint32_t i = kins->first[article]; i < kins->first[article + 1]; i++) {
        const kin *k = &kins->at[kins->of[i]];
        if (kin_other(k, article) == other) return k;
    }
    return NULL;
}

const kin *kin_copied(const kin_list *kins, uint32_t article) {
    const kin *best = NULL;
    for (uint32_t i = kins->first[article]; i < kins->first[article + 1]; i++) {
        const kin *k = &kins->at[kins->of[i]];
        if (!best || k->runs.words > best->runs.words) best = k;
    }
    return best;
}

const rt_evidence *kin_evidence(const kin *k, uint32_t child, bool one_sided, arena *a,
                                uint32_t *n) {
    rt_evidence *evidence = arena_many(a, rt_evidence, k->pair->passages_n);
    for (uint32_t i = 0; i < k->pair->passages_n; i++) {
        const rt_passage *p = &k->pair->passages[i];
        rt_span own = k->a == child ? p->a : p->b, other = k->a == child ? p->b : p->a;
        evidence[i] = (rt_evidence){RT_BY_PASSAGE, own, one_sided ? RT_NO_SPAN : other};
    }
    *n = k->pair->passages_n;
    return evidence;
}
