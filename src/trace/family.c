#include "trace/family.h"

#include "base/vec.h"
#include "trace/group.h"
#include "trace/utterance.h"

#include <stdlib.h>

/* How much two stretches must share, by what is known of their speakers. Hand-chosen:
 * with one speaker half of the rarer words suffice, with two different names nearly all
 * words. */
typedef struct family_bar {
    float dice, containment;
    uint32_t stems, run;
} family_bar;

/* Indirect speech on both sides has no words of the speaker's to go by: what is alike
 * there may just be what the story is about. */
static const family_bar bar_indirect_same = {
    .dice = 0.34F, .containment = 0.55F, .stems = 4, .run = 6};
static const family_bar bar_indirect = {
    .dice = 0.50F, .containment = 0.65F, .stems = 5, .run = 8};
static const family_bar bar_same = {
    .dice = 0.26F, .containment = 0.45F, .stems = 3, .run = 4};
static const family_bar bar_open = {
    .dice = 0.40F, .containment = 0.55F, .stems = 4, .run = 6};
static const family_bar bar_other = {
    .dice = 0.80F, .containment = 0.85F, .stems = 6, .run = 12};

/* A fragment ("continued constant contacts") may be far lighter than the sentence that
 * holds it: then nearly all of it has to be there. */
static const float fragment_containment = 0.85F;

typedef struct family_link {
    uint32_t x, y; /* utterances */
    float score;
} family_link;

typedef VEC(family_link) link_vec;

typedef struct family_work {
    const trace_input *in;
    const utterance *u;
    uint32_t n;
    group_set joined; /* utterances, by position in u */
    link_vec links;   /* by their utterances, when all are found */
} family_work;

static const rt_quotation *quotation_of(const family_work *w, uint32_t i) {
    const utterance *u = &w->u[i];
    return &w->in->items[u->article].marks->quotations[u->quotation];
}

static bool has_marks(const family_work *w, uint32_t i) {
    return quotation_of(w, i)->type != RT_QUOTE_INDIRECT;
}

static const family_bar *bar_for(const utterance_match *m, bool marked) {
    if (m->speaker < 0) return &bar_other;
    if (m->speaker > 0) return marked ? &bar_same : &bar_indirect_same;
    return marked ? &bar_open : &bar_indirect;
}

/* Score of a pair that belongs together, 0 of one that does not. */
static float judge(const family_work *w, uint32_t x, uint32_t y,
                   const utterance_match *m) {
    const utterance *ux = &w->u[x], *uy = &w->u[y];
    bool marked = has_marks(w, x) || has_marks(w, y);
    bool one_story = ux->article < w->in->n && uy->article < w->in->n;
    const family_bar *bar = bar_for(m, marked);
    uint32_t nx = ux->run.last - ux->run.first, ny = uy->run.last - uy->run.first;
    uint32_t shorter = nx < ny ? nx : ny;
    bool same = m->speaker > 0;
    bool verbatim =
        m->run >= bar->run && m->run * 10 >= shorter * 7 && m->run_content >= 2;
    bool whole = m->run == shorter && same && shorter >= 3 && m->stems >= 2;
    bool reworded = m->dice >= bar->dice && m->containment >= bar->containment &&
                    m->stems >= bar->stems && (marked || one_story);
    bool fragment = same && marked && m->containment >= fragment_containment &&
                    m->stems >= bar->stems;
    if (!verbatim && !whole && !reworded && !fragment) return 0;
    return m->dice + 0.5F * m->containment + 0.2F * (float)m->speaker +
           (verbatim ? 0.5F : 0.0F);
}

static int compare_ends(const void *x, const void *y) {
    const family_link *a = x, *b = y;
    if (a->x != b->x) return a->x < b->x ? -1 : 1;
    return (a->y > b->y) - (a->y < b->y);
}

static bool linked(const family_work *w, uint32_t i, uint32_t j) {
    family_link key = {i < j ? i : j, i < j ? j : i, 0};
    return w->u[i].bag.words == w->u[j].bag.words ||
           bsearch(&key, w->links.at, w->links.n, sizeof key, compare_ends);
}

/* Whether enough of the pairs between two groups are alike: one link between two large
 * groups is rather a mistake than a bridge. */
static bool well_linked(const family_work *w, uint32_t x, uint32_t y) {
    enum { MOST = 24, SHARE = 3 };
    uint32_t pairs = 0, alike = 0, i = x, ni = 0;
    do {
        uint32_t j = y, nj = 0;
        do {
            /* two articles of other stories were never compared */
            bool known = w->u[i].article < w->in->n || w->u[j].article < w->in->n;
            pairs += known;
            alike += known && linked(w, i, j);
            j = w->joined.next[j];
        } while (j != y && ++nj < MOST);
        i = w->joined.next[i];
    } while (i != x && ++ni < MOST);
    return alike * SHARE >= pairs;
}

/* Two different sentences of one article are two utterances. */
static bool may_join(family_work *w, uint32_t x, uint32_t y) {
    enum { MOST = 4096 };
    if ((uint64_t)w->joined.size[x] * w->joined.size[y] > MOST)
        return true; /* copies: joined by equality */
    uint32_t i = x;
    do {
        uint32_t j = y;
        do {
            if (w->u[i].article == w->u[j].article &&
                w->u[i].bag.words != w->u[j].bag.words &&
                !span_overlap(w->u[i].span, w->u[j].span))
                return false;
            j = w->joined.next[j];
        } while (j != y);
        i = w->joined.next[i];
    } while (i != x);
    return true;
}

static void join(family_work *w, uint32_t i, uint32_t j) {
    uint32_t x = group_root(&w->joined, i), y = group_root(&w->joined, j);
    if (x == y || !may_join(w, x, y) || !well_linked(w, x, y)) return;
    group_join(&w->joined, x, y);
}

typedef struct family_key {
    uint64_t words, speaker;
    uint32_t utterance;
} family_key;

static int compare_keys(const void *x, const void *y) {
    const family_key *a = x, *b = y;
    if (a->words != b->words) return a->words < b->words ? -1 : 1;
    if (a->speaker != b->speaker) return a->speaker < b->speaker ? -1 : 1;
    return (a->utterance > b->utterance) - (a->utterance < b->utterance);
}

/* Equal words by the same (or the same unknown) speaker are one utterance at once; two
 * words suffice for a named speaker, five are asked for without a name. */
static void join_equal(family_work *w, arena *a) {
    family_key *key = arena_many(a, family_key, w->n ? w->n : 1);
    for (uint32_t i = 0; i < w->n; i++)
        key[i] = (family_key){w->u[i].bag.words, w->u[i].speaker, i};
    if (w->n > 1) qsort(key, w->n, sizeof *key, compare_keys);
    for (uint32_t k = 1; k < w->n; k++) {
        if (key[k].words != key[k - 1].words || key[k].speaker != key[k - 1].speaker)
            continue;
        const utterance *u = &w->u[key[k].utterance];
        uint32_t words = u->run.last - u->run.first;
        if (words >= (u->speaker ? 2 : 5) && u->bag.n)
            join(w, key[k - 1].utterance, key[k].utterance);
    }
}

static int compare_links(const void *x, const void *y) {
    const family_link *a = x, *b = y;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    if (a->x != b->x) return a->x < b->x ? -1 : 1;
    return (a->y > b->y) - (a->y < b->y);
}

static void find_links(family_work *w, const bag_index *index, arena *a) {
    uint32_t n;
    const utterance_pair *pair = utterance_candidates(w->in, w->u, w->n, index, a, &n);
    arena scratch;
    arena_init(&scratch, 0);
    for (uint32_t i = 0; i < n; i++) {
        utterance_match m =
            utterance_compare(w->in, &w->u[pair[i].x], &w->u[pair[i].y], &scratch);
        float score = judge(w, pair[i].x, pair[i].y, &m);
        if (score > 0)
            *vec_push(a, &w->links) = (family_link){pair[i].x, pair[i].y, score};
        arena_reset(&scratch);
    }
    arena_release(&scratch);
}

/* Best links first, so that a doubtful one cannot keep a sure one out. */
static void join_alike(family_work *w, arena *a) {
    family_link *best = arena_many(a, family_link, w->links.n + (size_t)1);
    if (w->links.n) memcpy(best, w->links.at, w->links.n * sizeof *best);
    qsort(best, w->links.n, sizeof *best, compare_links);
    for (uint32_t i = 0; i < w->links.n; i++) join(w, best[i].x, best[i].y);
}

/* Whether the words of `part` stand in `whole`, in their order; *contiguous tells whether
 * without gaps. */
static bool words_within(const family_work *w, const utterance *part,
                         const utterance *whole, bool *contiguous) {
    const rt_terms *tp = w->in->items[part->article].terms;
    const rt_terms *tw = w->in->items[whole->article].terms;
    uint32_t n = part->run.last - part->run.first, at = 0;
    *contiguous = false;
    for (uint32_t i = whole->run.first; i + n <= whole->run.last && !*contiguous; i++) {
        uint32_t k = 0;
        while (k < n && tw->hash[i + k] == tp->hash[part->run.first + k]) k++;
        *contiguous = k == n;
    }
    for (uint32_t i = whole->run.first; i < whole->run.last && at < n; i++)
        if (tw->hash[i] == tp->hash[part->run.first + at]) at++;
    return at == n;
}

/* What became of `u` against the fullest member in quotation marks. */
static rt_variant variant_of(const family_work *w, const utterance *u,
                             const utterance *full) {
    if (u->bag.words == full->bag.words) return RT_VARIANT_VERBATIM;
    bool contiguous, within = words_within(w, u, full, &contiguous);
    if (within) return contiguous ? RT_VARIANT_TRUNCATED : RT_VARIANT_SPLICED;
    rt_str x = w->in->items[u->article].article->language;
    rt_str y = w->in->items[full->article].article->language;
    if (x.n && y.n && !str_eq(x, y)) return RT_VARIANT_TRANSLATED;
    return RT_VARIANT_REWORDED;
}

/* The member others are compared with: words in marks, held by most others, then longest.
 */
static uint32_t fullest(const family_work *w, const uint32_t *member, uint32_t n) {
    enum { MOST = 64 };
    uint32_t best = 0, best_votes = 0, best_words = 0;
    for (uint32_t i = 0; i < n && i < MOST; i++) {
        const utterance *u = &w->u[member[i]];
        uint32_t votes = has_marks(w, member[i]) ? 1 : 0,
                 words = u->run.last - u->run.first;
        for (uint32_t j = 0; votes && j < n && j < MOST; j++) {
            bool contiguous;
            if (j != i && words_within(w, &w->u[member[j]], u, &contiguous)) votes++;
        }
        if (votes > best_votes || (votes == best_votes && words > best_words)) {
            best = i;
            best_votes = votes;
            best_words = words;
        }
    }
    return best;
}

static rt_str surname(rt_str name) {
    size_t at = name.n;
    while (at > 0 && name.s[at - 1] != ' ') at--;
    return str_from(name, at);
}

/* The name that most members agree on by its last word, in the form that most of those
 * give, then the longest. Unnamed speakers count only where there is no name. */
static rt_str common_name(const family_work *w, const uint32_t *member, uint32_t n) {
    enum { MOST = 64 };
    rt_str best = {NULL, 0};
    uint32_t best_votes = 0;
    for (uint32_t i = 0; i < n && i < MOST; i++) {
        const rt_quotation *q = quotation_of(w, member[i]);
        uint32_t votes = 0;
        if (!q->speaker.n) continue;
        for (uint32_t j = 0; j < n && j < MOST; j++) {
            rt_str other = quotation_of(w, member[j])->speaker;
            votes += 4 * (uint32_t)str_eq_nocase(surname(other), surname(q->speaker)) +
                     (uint32_t)str_eq(other, q->speaker) +
                     (uint32_t)(str_find(q->speaker, STR(" "), 0) != SIZE_MAX);
        }
        if (q->speaker_class == RT_SPEAKER_NAMED || q->speaker_class == RT_SPEAKER_OUTLET)
            votes += 8 * MOST;
        if (votes > best_votes || (votes == best_votes && q->speaker.n > best.n))
            best = q->speaker, best_votes = votes;
    }
    return best;
}

/* Members are in the order of their articles, the story's own first. */
static bool several_articles(const family_work *w, const uint32_t *member, uint32_t n) {
    if (w->u[member[0]].article >= w->in->n) return false;
    for (uint32_t i = 1; i < n; i++)
        if (w->u[member[i]].article != w->u[member[0]].article) return true;
    return false;
}

/* Of two layers ("Doe told them X, according to Roe") the inner one is the utterance,
 * unless next to nothing is left of it. Members are ascending; returns how many stay. */
static uint32_t drop_outer_layers(const family_work *w, uint32_t *member, uint32_t n) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        const utterance *u = &w->u[member[i]];
        bool dropped = false;
        for (uint32_t k = 0; k < n && !dropped; k++) {
            const utterance *v = &w->u[member[k]];
            if (k == i || v->article != u->article || !span_overlap(u->span, v->span))
                continue;
            bool heavier =
                u->bag.total > v->bag.total || (u->bag.total == v->bag.total && i > k);
            bool enough = 2 * v->bag.total >= u->bag.total;
            dropped = heavier == enough;
        }
        if (!dropped) member[kept++] = member[i];
    }
    return kept;
}

static rt_family describe(const family_work *w, const uint32_t *member, uint32_t n,
                          arena *a) {
    const utterance *full = &w->u[member[fullest(w, member, n)]];
    rt_member *out = arena_many(a, rt_member, n);
    for (uint32_t i = 0; i < n; i++) {
        const utterance *u = &w->u[member[i]];
        out[i] = (rt_member){.article = u->article, .content = &u->span, .content_n = 1};
        out[i].variant = variant_of(w, u, full);
        out[i].in_marks = has_marks(w, member[i]);
    }
    return (rt_family){common_name(w, member, n), out, n};
}

static const rt_family *collect(family_work *w, arena *a, uint32_t *n) {
    VEC(rt_family) out = {0};
    for (uint32_t i = 0; i < w->n; i++) {
        uint32_t members_n = w->joined.size[i];
        if (group_root(&w->joined, i) != i || members_n < 2) continue;
        uint32_t *member = group_members(&w->joined, i, a);
        members_n = drop_outer_layers(w, member, members_n);
        if (several_articles(w, member, members_n))
            *vec_push(a, &out) = describe(w, member, members_n, a);
    }
    *n = out.n;
    return out.at;
}

const rt_family *family_find(const trace_input *in, arena *a, uint32_t *n) {
    family_work w = {.in = in};
    bag_index index;
    w.u = utterance_gather(in, a, &w.n, &index);
    group_init(&w.joined, w.n, a);
    find_links(&w, &index, a);
    join_equal(&w, a);
    join_alike(&w, a);
    return collect(&w, a, n);
}
