#include "match/similar.h"

#include "base/hash.h"
#include "match/measure.h"
#include "match/posting.h"

#include <math.h>
#include <stdlib.h>

enum {
    SEARCHED = 1024, /* postings looked at for one text */
    COMPARED = 64,   /* texts compared in full for one text */
    WINDOW = 60,     /* days */
    /* Lengths of vectors are worked out again when the index has grown by this part of
     * itself, or is no larger than that: weights change with its logarithm only. */
    GROWN = 2,
    SMALL = 1024
};
/* Of the product of two vectors that makes texts alike, the telling terms that both can
 * be found by have at least this part. */
static const float TELLING_PART = 0.3F;

struct similar_index {
    ledger ledger;
    census census;
    posting_list posted;
    uint32_t settled; /* texts when all lengths of vectors were worked out */
};

similar_index *similar_new(void) { return calloc(1, sizeof(similar_index)); }

void similar_free(similar_index *x) {
    if (!x) return;
    ledger_release(&x->ledger);
    census_release(&x->census);
    posting_release(&x->posted);
    free(x);
}

uint32_t similar_count(const similar_index *x) { return x->ledger.n; }

const ledger_row *similar_row(const similar_index *x, uint32_t text) {
    return ledger_at(&x->ledger, text);
}

static measure_base base_of(const similar_index *x) {
    return x ? (measure_base){&x->census, x->ledger.n} : (measure_base){NULL, 0};
}

/* ---- adding */

static bool count_terms(census *c, const ledger_terms *terms) {
    census_fetch(c, terms->term, terms->n);
    for (uint32_t i = 0; i < terms->n; i++)
        if (!census_count(c, terms->term[i])) return false;
    return true;
}

bool similar_add(similar_index *x, const match_text *text, const match_digest *d) {
    ledger_row row = {.group = text->group,
                      .language = text->language,
                      .day = text->day,
                      .stems = d->stems_n,
                      .length = d->length};
    ledger_terms terms = digest_terms(d);
    uint32_t number = x->ledger.n;
    return posting_add(&x->posted, digest_posted(d), d->posted_n, number) &&
           count_terms(&x->census, &terms) && ledger_add(&x->ledger, &row, &terms);
}

static void learn_norm(similar_index *x, uint32_t text) {
    measure_base base = base_of(x);
    ledger_terms terms = ledger_terms_of(&x->ledger, text);
    ledger_set_norm(&x->ledger, text, measure_norm(&base, &terms));
}

bool similar_settle(similar_index *x) {
    uint32_t n = x->ledger.n;
    if (!posting_settle(&x->posted)) return false;
    bool all = n <= SMALL || n - x->settled > x->settled / GROWN;
    if (all) x->settled = n;
    for (uint32_t i = n; i-- > 0 && (all || ledger_norm(&x->ledger, i) <= 0);)
        learn_norm(x, i);
    return true;
}

/* ---- comparing */

static measure_text stored_text(const similar_index *x, uint32_t i) {
    const ledger_row *row = ledger_at(&x->ledger, i);
    return (measure_text){ledger_terms_of(&x->ledger, i), row->length, row->language};
}

static measure_text given_text(const similar_index *x, const match_text *text, arena *a) {
    if (x && text->known && text->known <= x->ledger.n)
        return stored_text(x, text->known - 1);
    const match_digest *d = digest_of(NULL, text, a);
    return (measure_text){digest_terms(d), d->length, text->language};
}

float similar_between(const similar_index *x, const match_text *a, const match_text *b,
                      arena *mem) {
    measure_base base = base_of(x);
    measure_text p = given_text(x, a, mem), q = given_text(x, b, mem);
    return measure_compare(&base, &p, &q);
}

enum { PLACES = 1024 };
struct similar_question {
    const similar_index *index;
    measure_text text;
    int32_t day;
    uint32_t texts[VECTOR_TERMS];                     /* that have each term */
    float rarity[VECTOR_TERMS], weight[VECTOR_TERMS]; /* of each term, as in articles */
    float norm;
    uint8_t place[PLACES]; /* term → its number + 1, open addressing; 0 free */
};
_Static_assert(VECTOR_TERMS < UINT8_MAX, "terms have a place");

const similar_question *similar_ask(const similar_index *x, const match_text *text,
                                    arena *a) {
    similar_question *q = arena_new(a, similar_question);
    measure_base base = base_of(x);
    q->index = x;
    q->text = given_text(x, text, a);
    q->day = text->day;
    const ledger_terms *t = &q->text.terms;
    census_fetch(&x->census, t->term, t->n);
    for (uint32_t i = 0; i < t->n && i < VECTOR_TERMS; i++) {
        if (t->weight[i] & VECTOR_STOP) continue;
        q->texts[i] = census_texts(&x->census, t->term[i]);
        q->rarity[i] = measure_rarity(&base, q->texts[i], t->weight[i]);
        q->weight[i] = measure_weight(q->rarity[i], t->weight[i]);
        q->norm += q->weight[i] * q->weight[i];
        uint32_t at = t->term[i] % PLACES;
        while (q->place[at]) at = (at + 1) % PLACES;
        q->place[at] = (uint8_t)(i + 1);
    }
    return q;
}

/* The number of a term in the text asked about plus one; 0 when it does not have it. */
static uint32_t question_term(const similar_question *q, uint32_t term) {
    uint32_t at = term % PLACES;
    while (q->place[at] && q->text.terms.term[q->place[at] - 1] != term)
        at = (at + 1) % PLACES;
    return q->place[at];
}

/* As measure_compare, of articles in one language, one of which has been looked at. */
static float compare_article(const similar_question *q, uint32_t text) {
    const similar_index *x = q->index;
    ledger_terms other = ledger_terms_of(&x->ledger, text);
    float sum = 0, norms = q->norm * ledger_norm(&x->ledger, text);
    for (uint32_t j = 0; j < other.n; j++) {
        uint32_t i = question_term(q, other.term[j]);
        if (!i) continue;
        float theirs = measure_weight(q->rarity[i - 1], other.weight[j]);
        sum += q->weight[i - 1] * theirs;
    }
    if (norms <= 0) return 0;
    float alike = sqrtf(sum / sqrtf(norms));
    return alike < 1 ? alike : 1;
}

/* ---- neighbours */

/* A text met in the lists, and what it has in common with the one asked about. */
typedef struct met {
    uint32_t text; /* + 1; 0 marks a free place */
    float common;
} met;

typedef struct search {
    const similar_question *asked;
    uint32_t self;
    uint32_t left; /* postings that may still be looked at */
    float least;   /* likeness of a neighbour */
    met *at;       /* open addressing */
    uint32_t places;
} search;

static void meet(search *s, uint32_t text, float weight) {
    if (text == s->self) return;
    uint32_t i = (uint32_t)hash_mix(text) & (s->places - 1);
    while (s->at[i].text && s->at[i].text != text + 1) i = (i + 1) & (s->places - 1);
    s->at[i].text = text + 1;
    s->at[i].common += weight;
}

static bool in_window(const search *s, uint32_t text) {
    int32_t day = ledger_at(&s->asked->index->ledger, text)->day;
    if (day == INT32_MIN || s->asked->day == INT32_MIN) return true;
    int64_t days = (int64_t)day - s->asked->day;
    return days >= -WINDOW && days <= WINDOW;
}

/* A term asked about and how many texts have it. */
typedef struct list {
    uint32_t texts, term;
} list;

static int by_length(const void *x, const void *y) {
    const list *a = x, *b = y;
    return a->texts != b->texts ? (a->texts > b->texts) - (a->texts < b->texts)
                                : (a->term > b->term) - (a->term < b->term);
}

static float common_weight(const similar_question *q, uint32_t term) {
    return q->weight[term] * q->rarity[term];
}

/* As the texts with that term were posted. */
static uint64_t posted_hash(const similar_question *q, uint32_t term) {
    return (uint64_t)q->text.terms.term[term] << 32;
}

/* The newest texts first. */
static void walk_list(search *s, uint32_t term) {
    posting_stretch part[POSTING_RUNS];
    const posting_list *posted = &s->asked->index->posted;
    unsigned n = posting_stretches(posted, posted_hash(s->asked, term), part);
    float weight = common_weight(s->asked, term);
    for (unsigned p = 0; p < n; p++)
        for (uint64_t i = part[p].n; i-- > 0 && s->left; s->left--)
            meet(s, posting_text(part[p].at[i]), weight);
}

/* What is not sorted yet. */
static void walk_fresh(search *s) {
    const posting_list *posted = &s->asked->index->posted;
    for (uint64_t i = posted->fresh_n; i-- > 0 && s->left;) {
        uint32_t term = question_term(s->asked, (uint32_t)(posted->fresh[i] >> 32));
        if (!term) continue;
        meet(s, posting_text(posted->fresh[i]), common_weight(s->asked, term - 1));
        s->left--;
    }
}

/* The shortest lists first, as far as the budget goes. */
static void walk_lists(search *s) {
    enum { AHEAD = 4 };
    const similar_question *q = s->asked;
    const posting_list *posted = &q->index->posted;
    list lists[VECTOR_TERMS];
    uint32_t n = 0, alone = s->self != UINT32_MAX;
    for (uint32_t i = 0; i < q->text.terms.n && i < VECTOR_TERMS; i++) {
        if (q->text.terms.weight[i] & VECTOR_STOP) continue;
        if (q->texts[i] > alone) lists[n++] = (list){q->texts[i], i};
    }
    if (n > 1) qsort(lists, n, sizeof *lists, by_length);
    walk_fresh(s);
    for (uint32_t i = 0; i < n && s->left; i++) {
        if (i + 2 * AHEAD < n)
            posting_fetch(posted, posted_hash(q, lists[i + 2 * AHEAD].term), false);
        if (i + AHEAD < n)
            posting_fetch(posted, posted_hash(q, lists[i + AHEAD].term), true);
        walk_list(s, lists[i].term);
    }
}

static int by_common(const void *x, const void *y) {
    const met *a = x, *b = y;
    if (a->common != b->common) return (a->common < b->common) - (a->common > b->common);
    return (a->text > b->text) - (a->text < b->text);
}

/* The COMPARED texts that have most in common, in a heap whose top is the least of them.
 */
static const met *most_common(const search *s, arena *a, uint32_t *n) {
    met *heap = arena_many(a, met, COMPARED);
    *n = 0;
    float least = TELLING_PART * s->least * s->least;
    if (!measure_long(s->asked->text.length)) least = 0;
    for (uint32_t i = 0; i < s->places; i++) {
        const met *new = &s->at[i];
        if (!new->text || new->common < least * s->asked->norm ||
            (*n == COMPARED && by_common(new, &heap[0]) > 0))
            continue;
        if (!in_window(s, new->text - 1)) continue;
        uint32_t at;
        if (*n < COMPARED) {
            for (at = (*n)++; at && by_common(new, &heap[(at - 1) / 2]) > 0;
                 at = (at - 1) / 2)
                heap[at] = heap[(at - 1) / 2];
        } else {
            at = 0;
            for (uint32_t down; (down = 2 * at + 1) < COMPARED; at = down) {
                if (down + 1 < COMPARED && by_common(&heap[down + 1], &heap[down]) > 0)
                    down++;
                if (by_common(&heap[down], new) <= 0) break;
                heap[at] = heap[down];
            }
        }
        heap[at] = *new;
    }
    return heap;
}

static int by_similarity(const void *x, const void *y) {
    const similar_neighbour *a = x, *b = y;
    if (a->similarity != b->similarity)
        return (a->similarity < b->similarity) - (a->similarity > b->similarity);
    return (a->text > b->text) - (a->text < b->text);
}

/* With what was learned when the index was settled, where that holds. */
float similar_to(const similar_question *q, uint32_t text) {
    const similar_index *x = q->index;
    const ledger_row *row = ledger_at(&x->ledger, text);
    bool articles = measure_long(q->text.length) || measure_long(row->length);
    if (articles && q->text.language == row->language &&
        ledger_norm(&x->ledger, text) > 0)
        return compare_article(q, text);
    measure_base base = base_of(x);
    measure_text other = stored_text(x, text);
    return measure_compare(&base, &q->text, &other);
}

const similar_neighbour *similar_near(const similar_question *q, uint32_t self,
                                      float least, arena *a, uint32_t *n) {
    search s = {q, self, SEARCHED, least, NULL, SEARCHED * 2};
    s.at = arena_many(a, met, s.places);
    walk_lists(&s);
    uint32_t found_n;
    const met *found = most_common(&s, a, &found_n);
    similar_neighbour *near = arena_many(a, similar_neighbour, found_n);
    *n = 0;
    for (uint32_t i = 0; i < found_n; i++) {
        uint32_t number = found[i].text - 1;
        float alike = similar_to(q, number);
        if (alike >= least) near[(*n)++] = (similar_neighbour){number, alike};
    }
    if (*n > 1) qsort(near, *n, sizeof *near, by_similarity);
    return near;
}

/* ---- keeping */

void similar_write(similar_index *x, cache *c) {
    cache_put_number(c, x->settled);
    ledger_write(&x->ledger, c);
    posting_write(&x->posted, c);
    census_write(&x->census, x->ledger.n, c);
}

void similar_read(similar_index *x, cache *c) {
    x->settled = (uint32_t)cache_number(c);
    ledger_read(&x->ledger, VECTOR_TERMS, c);
    posting_read(&x->posted, x->ledger.n, c);
    uint32_t counted = census_read(&x->census, c);
    for (uint32_t i = counted; i < x->ledger.n && !c->failed; i++) {
        ledger_terms terms = ledger_terms_of(&x->ledger, i);
        if (!count_terms(&x->census, &terms)) c->failed = true;
    }
}
