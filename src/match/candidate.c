#include "match/finds.h"
#include "match/furniture.h"

#include "base/hash.h"
#include "base/vec.h"

#include <math.h>
#include <stdlib.h>

enum {
    CANDIDATES = 64, /* returned for their wording */
    WINDOW = 366     /* days between texts that are looked at, where both are known */
};

/* What the shared seeds of a candidate tell at least: one of wording that few texts hold,
 * or two of stems. */
static const float WORDING_LEAST = 1, STEMS_LEAST = 2.0F;
/* Long texts share pairs of stems by chance: as a share of the geometric mean of how many
 * pairs were sampled of each, so many more are needed. */
static const float STEMS_SHARE = 0.012F;
/* So many are no chance; fewer are believed of texts that are so much alike. */
static const float STEMS_SURE = 4, CONFIRMING = 0.2F;
/* Texts as alike as this are worth aligning even when no seed says so. */
static const float ALIKE = 0.5F;

typedef struct met {
    uint32_t text; /* plus one; 0 marks a free place */
    float wording, stems;
} met;

typedef struct meeting {
    const match_index *index;
    const match_text *asked;
    uint32_t self;
    met *at; /* open addressing */
    uint32_t places, n;
} meeting;

/* Whether texts are close enough in time to be looked at. */
static bool in_window(const meeting *m, const ledger_row *t) {
    if (t->day == INT32_MIN || m->asked->day == INT32_MIN) return true;
    int64_t days = (int64_t)t->day - m->asked->day;
    return days >= -WINDOW && days <= WINDOW;
}

static bool same_language(const meeting *m, const ledger_row *t) {
    return !t->language || !m->asked->language || t->language == m->asked->language;
}

static met *meet(meeting *m, uint32_t text) {
    uint32_t i = (uint32_t)hash_mix(text) & (m->places - 1);
    while (m->at[i].text && m->at[i].text != text + 1) i = (i + 1) & (m->places - 1);
    m->n += m->at[i].text == 0;
    m->at[i].text = text + 1;
    return &m->at[i];
}

/* What sharing a seed tells that so many texts hold. */
static float telling(uint32_t texts) {
    if (texts > INDEX_SEED_TEXTS) return 0;
    return texts <= 8 ? 1 : texts <= 64 ? 0.5F : 0.25F;
}

static void meet_hits(meeting *m, const posting_hits *hits, float weight, bool reworded) {
    for (uint32_t j = 0; j < hits->n && weight > 0; j++) {
        if (hits->text[j] == m->self) continue;
        met *t = meet(m, hits->text[j]);
        *(reworded ? &t->stems : &t->wording) += weight;
    }
}

static void meet_stems(meeting *m, const posting_hits *hits, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) meet_hits(m, &hits[i], telling(hits[i].n), true);
}

/* A seed that stands next to furniture most often reaches into it, and then tells no more
 * than that an everyday word stands before it: that alone makes no candidate. */
static void meet_wording(meeting *m, const posting_hits *hits, uint32_t n) {
    bool before = false, here = n > 0 && furniture_is(m->index, m->asked, &hits[0]);
    for (uint32_t i = 0; i < n; i++) {
        bool next = i + 1 < n && furniture_is(m->index, m->asked, &hits[i + 1]);
        float weight = here ? 0 : telling(hits[i].n);
        meet_hits(m, &hits[i], before || next ? weight / 2 : weight, false);
        before = here;
        here = next;
    }
}

static uint32_t hits_in(const posting_hits *hits, uint32_t n) {
    uint32_t sum = 0;
    for (uint32_t i = 0; i < n; i++)
        if (hits[i].n <= INDEX_SEED_TEXTS) sum += hits[i].n;
    return sum;
}

static int met_order(const void *p, const void *q) {
    const met *x = p, *y = q;
    float a = 2 * x->wording + x->stems, b = 2 * y->wording + y->stems;
    if (a != b) return a > b ? -1 : 1;
    return x->text < y->text ? -1 : x->text > y->text;
}

/* Drops what does not count between these texts; whether enough is left. */
static bool enough(const meeting *m, met *t, uint32_t stems) {
    if (t->wording < WORDING_LEAST && t->stems < STEMS_LEAST) return false;
    const ledger_row *row = similar_row(m->index->similar, t->text - 1);
    if (!in_window(m, row)) return false;
    if (!same_language(m, row)) t->stems = 0;
    if (t->wording >= WORDING_LEAST) return true;
    float chance = STEMS_SHARE * sqrtf((float)stems * (float)row->stems);
    return t->stems >= STEMS_LEAST && t->stems >= chance;
}

/* Few pairs of stems in common may be chance, of texts that are on other subjects. */
static bool confirmed(const similar_question *asked, const met *t) {
    return !asked || t->wording >= WORDING_LEAST || t->stems >= STEMS_SURE ||
           similar_to(asked, t->text - 1) >= CONFIRMING;
}

/* Texts that share seeds with the one asked about, the most telling first, at most
 * CANDIDATES; `text` plus one. `asked` is NULL where subjects do not matter. */
static const met *share_seeds(const match_index *index, const match_text *text,
                              const similar_question *asked, uint32_t self, arena *mem,
                              uint32_t *n) {
    const match_digest *d = digest_of(&index->options, text, mem);
    uint32_t wording_n = d->wording_n, stems_n = d->stems_n;
    const match_finds *finds = finds_of(index, text, mem);
    meeting m = {.index = index, .asked = text, .self = self, .places = 16};
    uint64_t most = (uint64_t)hits_in(finds->wording, wording_n) +
                    hits_in(finds->stems, stems_n) + finds->same->n;
    while (m.places < 2 * most) m.places *= 2;
    m.at = arena_many(mem, met, m.places);
    meet_wording(&m, finds->wording, wording_n);
    meet_stems(&m, finds->stems, stems_n);
    for (uint32_t i = 0; i < finds->same->n && d->words > 0; i++)
        if (finds->same->text[i] != self)
            meet(&m, finds->same->text[i])->wording += WORDING_LEAST;

    met *out = arena_many(mem, met, m.n);
    *n = 0;
    for (uint32_t i = 0; i < m.places; i++)
        if (m.at[i].text && enough(&m, &m.at[i], stems_n) && confirmed(asked, &m.at[i]))
            out[(*n)++] = m.at[i];
    if (*n > 1) qsort(out, *n, sizeof *out, met_order);
    if (*n > CANDIDATES) *n = CANDIDATES;
    return out;
}

static int by_text(const void *p, const void *q) {
    const match_candidate *x = p, *y = q;
    if (x->text != y->text) return x->text < y->text ? -1 : 1;
    return (int)y->wording - (int)x->wording;
}

static int best_first(const void *p, const void *q) {
    const match_candidate *x = p, *y = q;
    if (x->wording != y->wording) return (int)y->wording - (int)x->wording;
    if (x->similarity != y->similarity) return x->similarity > y->similarity ? -1 : 1;
    return x->text < y->text ? -1 : x->text > y->text;
}

const match_candidate *match_candidates(const match_index *index, const match_text *text,
                                        uint32_t self, arena *a, uint32_t *n) {
    uint32_t share_n, near_n = 0, all = 0, kept = 0;
    const similar_question *asked = NULL;
    if (!index->options.passages_only) asked = similar_ask(index->similar, text, a);
    const met *share = share_seeds(index, text, asked, self, a, &share_n);
    const similar_neighbour *near = NULL;
    float least = index->options.faint ? MATCH_LIKENESS_FAINT : MATCH_LIKENESS_LEAST;
    if (asked) near = similar_near(asked, self, least, a, &near_n);
    match_candidate *out = arena_many(a, match_candidate, share_n + near_n);
    for (uint32_t i = 0; i < share_n; i++)
        out[all++] = (match_candidate){.text = share[i].text - 1, .wording = true};
    for (uint32_t i = 0; i < near_n; i++)
        out[all++] = (match_candidate){near[i].text, near[i].similarity,
                                       near[i].similarity >= ALIKE};
    if (all > 1) qsort(out, all, sizeof *out, by_text);
    for (uint32_t i = 0; i < all; i++) {
        if (kept > 0 && out[kept - 1].text == out[i].text)
            out[kept - 1].similarity = out[i].similarity;
        else out[kept++] = out[i];
    }
    if (kept > 1) qsort(out, kept, sizeof *out, best_first);
    *n = kept;
    return out;
}
