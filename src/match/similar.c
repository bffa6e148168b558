#include "match/similar.h"

#include "base/hash.h"
#include "match/vector.h"

#include <math.h>
#include <stdlib.h>

/* The weight of a term comes from the number of texts that have it, these texts and an
 * imagined background of BACKGROUND others of which every second has a function word and
 * none a content word: so five articles on one subject still have weights. */
enum {
    BACKGROUND = 100,
    POSTED = 32,     /* terms of a text that it can be found by */
    SEARCHED = 2048, /* postings looked at for one text */
    COMPARED = 64,   /* texts compared in full for one text */
    NEIGHBOURS = 64, /* of these, returned */
    WINDOW = 60,     /* days */
    SHORT = 40,      /* words: below it a text is a sentence rather than an article */
};
/* Names tell stories apart better than other words. */
static const float name_weight = 1.5F;
/* Less than this is chance. */
static const float least = 0.25F;

typedef struct entry {
    uint32_t term;
    uint8_t weight, flags;
} entry;

typedef struct posted {
    uint32_t text, next; /* next: index of the posting before, UINT32_MAX at the end */
} posted;

typedef struct known_term {
    uint64_t stem;
    uint32_t texts; /* that have it */
    uint32_t last;  /* its newest posting, UINT32_MAX if it has none */
} known_term;

typedef struct known_text {
    uint64_t language;
    uint64_t first; /* of its entries */
    uint32_t n, length;
    int32_t day;
} known_text;

/* A growing array of the index. */
typedef struct room {
    void *at;
    size_t n, cap, size;
} room;

struct similar_index {
    room entries, postings, terms, texts;
    uint32_t *slot; /* stem → term number + 1, open addressing */
    size_t slots;   /* a power of two */
    arena scratch;  /* of one adding */
    float *weight;  /* of each entry between articles, as settled */
    float *norm;    /* of each text, likewise */
    size_t settled; /* texts when it was */
};

static void *room_add(room *r, size_t count) {
    if (r->n + count > r->cap) {
        size_t cap = r->cap + r->cap / 2 + count + 64;
        void *at = realloc(r->at, cap * r->size);
        if (!at) return NULL;
        r->at = at, r->cap = cap;
    }
    void *new = (char *)r->at + r->n * r->size;
    r->n += count;
    return new;
}

static known_term *terms_of(const similar_index *x) { return x->terms.at; }
static known_text *texts_of(const similar_index *x) { return x->texts.at; }
static entry *entries_of(const similar_index *x) { return x->entries.at; }
static posted *postings_of(const similar_index *x) { return x->postings.at; }

similar_index *similar_new(void) {
    similar_index *x = calloc(1, sizeof *x);
    if (!x) return NULL;
    x->entries.size = sizeof(entry), x->postings.size = sizeof(posted);
    x->terms.size = sizeof(known_term), x->texts.size = sizeof(known_text);
    arena_init(&x->scratch, 0);
    x->slots = 1024;
    x->slot = calloc(x->slots, sizeof *x->slot);
    if (!x->slot) {
        free(x);
        return NULL;
    }
    return x;
}

void similar_free(similar_index *x) {
    if (!x) return;
    free(x->entries.at), free(x->postings.at), free(x->terms.at), free(x->texts.at);
    free(x->weight), free(x->norm);
    free(x->slot);
    arena_release(&x->scratch);
    free(x);
}

/* The slot of a stem: its own or the free one where it belongs. */
static uint32_t *slot_of(const similar_index *x, uint64_t stem) {
    size_t i = (size_t)hash_mix(stem) & (x->slots - 1);
    while (x->slot[i] && terms_of(x)[x->slot[i] - 1].stem != stem)
        i = (i + 1) & (x->slots - 1);
    return &x->slot[i];
}

static bool more_slots(similar_index *x) {
    if ((x->terms.n + 1) * 2 < x->slots) return true;
    uint32_t *bigger = calloc(x->slots * 2, sizeof *bigger);
    if (!bigger) return false;
    free(x->slot);
    x->slot = bigger, x->slots *= 2;
    for (size_t i = 0; i < x->terms.n; i++)
        *slot_of(x, terms_of(x)[i].stem) = (uint32_t)i + 1;
    return true;
}

/* Number of the term of a stem, new if need be; UINT32_MAX when memory runs out. */
static uint32_t term_number(similar_index *x, uint64_t stem) {
    uint32_t *slot = slot_of(x, stem);
    if (*slot) return *slot - 1;
    if (!more_slots(x)) return UINT32_MAX;
    known_term *t = room_add(&x->terms, 1);
    if (!t) return UINT32_MAX;
    *t = (known_term){stem, 0, UINT32_MAX};
    *slot_of(x, stem) = (uint32_t)x->terms.n;
    return (uint32_t)x->terms.n - 1;
}

/* ---- weights */

/* A text ready to be compared: entries in the order of their term numbers. */
typedef struct profile {
    const entry *at;
    uint32_t n, length;
    uint64_t language;
} profile;

/* Terms the index does not know get a number of their own in the upper half. */
static uint32_t known_or_new(const similar_index *x, uint64_t stem) {
    uint32_t slot = x ? *slot_of(x, stem) : 0;
    return slot ? slot - 1 : 1U << 31 | (uint32_t)(stem >> 33);
}

static int by_term(const void *a, const void *b) {
    uint32_t x = ((const entry *)a)->term, y = ((const entry *)b)->term;
    return (x > y) - (x < y);
}

static profile stored_profile(const similar_index *x, uint32_t i) {
    const known_text *t = &texts_of(x)[i];
    return (profile){entries_of(x) + t->first, t->n, t->length, t->language};
}

static profile profile_of(const similar_index *x, const match_text *text, arena *a) {
    if (x && text->known && text->known <= x->texts.n)
        return stored_profile(x, text->known - 1);
    vector v;
    vector_of(text, a, &v);
    entry *at = arena_many(a, entry, v.n);
    for (uint32_t i = 0; i < v.n; i++)
        at[i] = (entry){known_or_new(x, v.at[i].stem), v.at[i].weight, v.at[i].flags};
    if (v.n > 1) qsort(at, v.n, sizeof *at, by_term);
    return (profile){at, v.n, v.length, text->language};
}

static float rarity(const similar_index *x, uint32_t number, uint8_t flags) {
    bool known = x && number < x->terms.n;
    float texts = (x ? (float)x->texts.n : 0) + BACKGROUND;
    float have = (known ? (float)terms_of(x)[number].texts : 0) + 1;
    if (flags & VECTOR_STOP) have += BACKGROUND / 2.0F;
    return logf(texts / have);
}

/* How two texts are to be compared. The shorter of them decides: between sentences every
 * word counts and so does length; between articles neither function words nor length do.
 */
typedef struct measure {
    const similar_index *index;
    float brief;      /* 1 for sentences, towards 0 for articles */
    bool names_alone; /* two languages */
} measure;

static measure measure_of(const similar_index *x, const profile *a, const profile *b) {
    float shorter = (float)(a->length < b->length ? a->length : b->length) / SHORT;
    return (measure){x, 1 / (1 + shorter * shorter * shorter),
                     a->language && b->language && a->language != b->language};
}

static float weight_of(const measure *m, const entry *e) {
    if (m->names_alone && !(e->flags & (VECTOR_NAME | VECTOR_NUMBER))) return 0;
    float weight = e->weight > 1 ? 1 + logf(e->weight) : 1;
    float rare = rarity(m->index, e->term, e->flags);
    if (m->brief > 0.05F) rare = powf(rare, 1 - m->brief / 2);
    if (e->flags & VECTOR_NAME) weight *= 1 + (name_weight - 1) * (1 - m->brief);
    if (e->flags & VECTOR_STOP) weight *= m->brief;
    return weight * rare;
}

static float norm_of(const measure *m, const profile *p) {
    float sum = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        float w = weight_of(m, &p->at[i]);
        sum += w * w;
    }
    return sum;
}

static float product(const measure *m, const profile *a, const profile *b) {
    float sum = 0;
    for (uint32_t i = 0, j = 0; i < a->n && j < b->n;) {
        if (a->at[i].term < b->at[j].term) i++;
        else if (a->at[i].term > b->at[j].term) j++;
        else sum += weight_of(m, &a->at[i++]) * weight_of(m, &b->at[j++]);
    }
    return sum;
}

/* Texts so long that the measure is that of articles alone. */
enum { LONG = 4 * SHORT };

static float compare(const similar_index *x, const profile *a, const profile *b) {
    measure m = measure_of(x, a, b);
    float norms = norm_of(&m, a) * norm_of(&m, b);
    if (norms <= 0) return 0;
    /* The root spreads what articles on one subject share over the scale. */
    float alike = sqrtf(product(&m, a, b) / sqrtf(norms));
    float shorter = (float)(a->length < b->length ? a->length : b->length);
    float longer = (float)(a->length < b->length ? b->length : a->length);
    alike *= powf(shorter / longer, 0.3F * m.brief);
    return alike < 1 ? alike : 1;
}

float similar_between(const similar_index *x, const match_text *a, const match_text *b,
                      arena *mem) {
    profile p = profile_of(x, a, mem), q = profile_of(x, b, mem);
    return compare(x, &p, &q);
}

/* ---- adding */

static bool post(similar_index *x, uint32_t number, uint32_t in_text) {
    posted *p = room_add(&x->postings, 1);
    if (!p) return false;
    *p = (posted){in_text, terms_of(x)[number].last};
    terms_of(x)[number].last = (uint32_t)x->postings.n - 1;
    return true;
}

static bool add_vector(similar_index *x, const match_text *text, const vector *v) {
    uint32_t number = (uint32_t)x->texts.n;
    known_text *t = room_add(&x->texts, 1);
    if (!t) return false;
    *t = (known_text){text->language, x->entries.n, 0, v->length, text->day};
    for (uint32_t i = 0; i < v->n; i++) {
        uint32_t term = term_number(x, v->at[i].stem);
        if (term == UINT32_MAX) return false;
        entry *e = room_add(&x->entries, 1);
        if (!e) return false;
        *e = (entry){term, v->at[i].weight, v->at[i].flags};
        texts_of(x)[number].n++;
        terms_of(x)[term].texts++;
        if (i < POSTED && !(e->flags & VECTOR_STOP) && !post(x, term, number))
            return false;
    }
    if (v->n > 1)
        qsort(entries_of(x) + texts_of(x)[number].first, v->n, sizeof(entry), by_term);
    return true;
}

typedef struct adding {
    similar_index *index;
    const match_text *text;
    bool done;
} adding;

static void add_text(void *context) {
    adding *job = context;
    vector v;
    vector_of(job->text, &job->index->scratch, &v);
    job->done = add_vector(job->index, job->text, &v);
}

bool similar_add(similar_index *x, const match_text *text) {
    adding job = {x, text, false};
    bool enough = arena_try(&x->scratch, add_text, &job);
    arena_reset(&x->scratch);
    return enough && job.done;
}

/* ---- settling */

bool similar_settle(similar_index *x) {
    float *weight = malloc((x->entries.n + 1) * sizeof *weight);
    float *norm = malloc((x->texts.n + 1) * sizeof *norm);
    if (!weight || !norm) {
        free(weight), free(norm);
        return false;
    }
    measure m = {.index = x};
    for (size_t i = 0; i < x->entries.n; i++)
        weight[i] = weight_of(&m, &entries_of(x)[i]);
    for (size_t i = 0; i < x->texts.n; i++) {
        const known_text *t = &texts_of(x)[i];
        norm[i] = 0;
        for (uint32_t j = 0; j < t->n; j++)
            norm[i] += weight[t->first + j] * weight[t->first + j];
    }
    free(x->weight), free(x->norm);
    x->weight = weight, x->norm = norm, x->settled = x->texts.n;
    return true;
}

/* The weights of a profile between articles. */
static const float *weights_of(const similar_index *x, const profile *p, arena *a) {
    measure m = {.index = x};
    float *weight = arena_many(a, float, p->n);
    for (uint32_t i = 0; i < p->n; i++) weight[i] = weight_of(&m, &p->at[i]);
    return weight;
}

/* A text asked about, ready to be compared with many others. */
enum { PLACES = 1024 };
typedef struct question {
    profile p;
    const float *weight; /* of each entry, between articles */
    float norm;
    uint8_t place[PLACES]; /* term → entry + 1, open addressing; 0 free */
} question;
_Static_assert(VECTOR_TERMS < UINT8_MAX, "entries have a place");

static const question *question_of(const similar_index *x, profile p, arena *a) {
    question *q = arena_new(a, question);
    q->p = p;
    q->weight = weights_of(x, &p, a);
    for (uint32_t i = 0; i < p.n; i++) {
        q->norm += q->weight[i] * q->weight[i];
        uint32_t at = p.at[i].term % PLACES;
        while (q->place[at]) at = (at + 1) % PLACES;
        q->place[at] = (uint8_t)(i + 1);
    }
    return q;
}

/* The entry of a term plus one; 0 when the text asked about does not have it. */
static uint32_t question_entry(const question *q, uint32_t term) {
    uint32_t at = term % PLACES;
    while (q->place[at] && q->p.at[q->place[at] - 1].term != term) at = (at + 1) % PLACES;
    return q->place[at];
}

/* As compare, of articles in one language, with weights that are known. */
static float compare_settled(const similar_index *x, const question *q, uint32_t number) {
    const known_text *t = &texts_of(x)[number];
    const entry *at = entries_of(x) + t->first;
    const float *other = x->weight + t->first;
    float sum = 0, norms = q->norm * x->norm[number];
    for (uint32_t j = 0; j < t->n; j++) {
        uint32_t i = question_entry(q, at[j].term);
        if (i) sum += q->weight[i - 1] * other[j];
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
    const similar_index *index;
    const profile *asked;
    uint32_t self;
    int32_t day;
    met *at; /* open addressing */
    uint32_t places, n;
} search;

static void meet(search *s, uint32_t text, float weight) {
    uint32_t i = (uint32_t)hash_mix(text) & (s->places - 1);
    while (s->at[i].text && s->at[i].text != text + 1) i = (i + 1) & (s->places - 1);
    s->n += s->at[i].text == 0;
    s->at[i].text = text + 1;
    s->at[i].common += weight;
}

static bool in_window(int32_t a, int32_t b) {
    if (a == INT32_MIN || b == INT32_MIN) return true;
    int64_t days = (int64_t)a - b;
    return days >= -WINDOW && days <= WINDOW;
}

/* A term asked about: how many texts have it, and its place in what is asked. */
typedef struct list {
    uint32_t texts, entry;
} list;

static int by_length(const void *x, const void *y) {
    const list *a = x, *b = y;
    return a->texts != b->texts ? (a->texts > b->texts) - (a->texts < b->texts)
                                : (a->entry > b->entry) - (a->entry < b->entry);
}

/* The shortest lists first, as far as the budget goes. */
static void walk_lists(search *s, arena *a) {
    const similar_index *x = s->index;
    const profile *p = s->asked;
    list *lists = arena_many(a, list, p->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n; i++)
        if (p->at[i].term < x->terms.n && !(p->at[i].flags & VECTOR_STOP))
            lists[n++] = (list){terms_of(x)[p->at[i].term].texts, i};
    if (n > 1) qsort(lists, n, sizeof *lists, by_length);
    measure m = measure_of(x, p, p);
    uint32_t left = SEARCHED;
    for (uint32_t i = 0; i < n && left; i++) {
        const entry *e = &p->at[lists[i].entry];
        float weight = weight_of(&m, e) * rarity(x, e->term, e->flags);
        for (uint32_t j = terms_of(x)[e->term].last; j != UINT32_MAX && left; left--) {
            posted met_at = postings_of(x)[j];
            if (met_at.text != s->self && in_window(s->day, texts_of(x)[met_at.text].day))
                meet(s, met_at.text, weight);
            j = met_at.next;
        }
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
    for (uint32_t i = 0; i < s->places; i++) {
        const met *new = &s->at[i];
        if (!new->text || (*n == COMPARED && by_common(new, &heap[0]) > 0)) continue;
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

const similar_neighbour *similar_near(const similar_index *x, const match_text *text,
                                      uint32_t self, arena *a, uint32_t *n) {
    profile asked = profile_of(x, text, a);
    search s = {x, &asked, self, text->day, NULL, SEARCHED * 2, 0};
    s.at = arena_many(a, met, s.places);
    walk_lists(&s, a);
    uint32_t found_n;
    const met *found = most_common(&s, a, &found_n);
    similar_neighbour *near = arena_many(a, similar_neighbour, found_n);
    const question *q = question_of(x, asked, a);
    uint32_t near_n = 0;
    for (uint32_t i = 0; i < found_n; i++) {
        uint32_t number = found[i].text - 1;
        profile other = stored_profile(x, number);
        bool usual = x->settled == x->texts.n && asked.length >= LONG &&
                     other.length >= LONG && asked.language == other.language;
        float alike = usual ? compare_settled(x, q, number) : compare(x, &asked, &other);
        if (alike >= least) near[near_n++] = (similar_neighbour){number, alike};
    }
    if (near_n > 1) qsort(near, near_n, sizeof *near, by_similarity);
    *n = near_n < NEIGHBOURS ? near_n : NEIGHBOURS;
    return near;
}

/* ---- keeping */

enum { ROOMS = 4 };

static void rooms_of(similar_index *x, room *out[ROOMS]) {
    out[0] = &x->entries, out[1] = &x->postings;
    out[2] = &x->terms, out[3] = &x->texts;
}

uint32_t similar_count(const similar_index *x) { return (uint32_t)x->texts.n; }

void similar_write(const similar_index *x, cache *c) {
    const room *const rooms[ROOMS] = {&x->entries, &x->postings, &x->terms, &x->texts};
    for (int i = 0; i < ROOMS; i++) {
        uint64_t n = rooms[i]->n;
        cache_write(c, &n, 1, sizeof n);
        cache_write(c, rooms[i]->at, rooms[i]->n, rooms[i]->size);
    }
}

/* Whether every number in the arrays is one of something that is there, and lists end. */
static bool sound(const similar_index *x) {
    for (size_t i = 0; i < x->entries.n; i++)
        if (entries_of(x)[i].term >= x->terms.n) return false;
    for (size_t i = 0; i < x->postings.n; i++) {
        const posted *p = &postings_of(x)[i];
        if (p->text >= x->texts.n || (p->next != UINT32_MAX && p->next >= i))
            return false;
    }
    for (size_t i = 0; i < x->terms.n; i++) {
        uint32_t last = terms_of(x)[i].last;
        if (last != UINT32_MAX && last >= x->postings.n) return false;
    }
    for (size_t i = 0; i < x->texts.n; i++) {
        const known_text *t = &texts_of(x)[i];
        if (t->first > x->entries.n || t->n > x->entries.n - t->first) return false;
        if (t->n > VECTOR_TERMS) return false;
    }
    return true;
}

static bool number_terms(similar_index *x) {
    size_t slots = x->slots;
    while (slots / 2 < x->terms.n + 1) slots *= 2;
    uint32_t *slot = calloc(slots, sizeof *slot);
    if (!slot) return false;
    free(x->slot);
    x->slot = slot, x->slots = slots;
    for (size_t i = 0; i < x->terms.n; i++)
        *slot_of(x, terms_of(x)[i].stem) = (uint32_t)i + 1;
    return true;
}

similar_index *similar_read(cache *c) {
    similar_index *x = similar_new();
    room *rooms[ROOMS];
    if (!x) {
        c->failed = true;
        return NULL;
    }
    rooms_of(x, rooms);
    for (int i = 0; i < ROOMS; i++) {
        uint64_t n = 0;
        cache_read(c, &n, 1, sizeof n);
        rooms[i]->at = cache_read_array(c, n, rooms[i]->size);
        rooms[i]->n = rooms[i]->cap = c->failed ? 0 : (size_t)n;
    }
    if (!c->failed && sound(x) && number_terms(x)) return x;
    c->failed = true;
    similar_free(x);
    return NULL;
}
