#include "match/vector.h"

/* News puts first what it is about: terms of the title and the first sentences count
 * twice. */
enum { TITLE = 50, LEAD = 50 };

/* Stems are hashes: spread over as many buckets as there are terms they lie nearly in
 * order, and few steps are left to each of them. */
void vector_sort(vector_term *term, uint32_t n, vector_term *room) {
    enum { BUCKETS = 256, SHIFT = 56 };
    uint32_t start[BUCKETS + 1] = {0};
    for (uint32_t i = 0; i < n; i++) start[(term[i].stem >> SHIFT) + 1]++;
    for (uint32_t b = 1; b <= BUCKETS; b++) start[b] += start[b - 1];
    for (uint32_t i = 0; i < n; i++) room[start[term[i].stem >> SHIFT]++] = term[i];
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = i;
        for (; at && term[at - 1].stem > room[i].stem; at--) term[at] = term[at - 1];
        term[at] = room[i];
    }
}

/* How much a term tells without knowing other texts: names before words, often before
 * rarely; function words last. */
enum { TELLING_MOST = UINT8_MAX * 3 };
static uint32_t telling(const vector_term *t) {
    if (t->flags & VECTOR_STOP) return 0;
    return 1 + (uint32_t)t->weight * (t->flags & VECTOR_NAME ? 3 : 2);
}

/* The most telling first; equals keep their order. */
static void sort_by_telling(const vector_term *term, uint32_t n, vector_term *out) {
    uint32_t start[TELLING_MOST + 3] = {0};
    for (uint32_t i = 0; i < n; i++) start[TELLING_MOST + 2 - telling(&term[i])]++;
    for (uint32_t b = 1; b < TELLING_MOST + 3; b++) start[b] += start[b - 1];
    for (uint32_t i = n; i-- > 0;)
        out[--start[TELLING_MOST + 2 - telling(&term[i])]] = term[i];
}

static uint8_t flags_of(uint8_t term) {
    return (uint8_t)((term & RT_TERM_NAME ? VECTOR_NAME : 0) |
                     (term & RT_TERM_NUMBER ? VECTOR_NUMBER : 0) |
                     (term & RT_TERM_STOP ? VECTOR_STOP : 0));
}

static void add_up(vector_term *to, const vector_term *more) {
    unsigned sum = (unsigned)to->weight + more->weight;
    to->weight = (uint8_t)(sum < 255 ? sum : 255);
    /* A function word now and then in capitals is still one. */
    to->flags |= more->flags;
}

/* One entry a stem; `term` holds one an occurrence. */
static uint32_t merge_stems(vector_term *term, uint32_t n, arena *a) {
    uint32_t places = 16, kept = 0;
    while (places < 2 * n) places *= 2;
    uint32_t *place = arena_many(a, uint32_t, places); /* open addressing; 0 free */
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = (uint32_t)(term[i].stem >> 32) & (places - 1);
        while (place[at] && term[place[at] - 1].stem != term[i].stem)
            at = (at + 1) & (places - 1);
        if (place[at]) {
            add_up(&term[place[at] - 1], &term[i]);
        } else {
            term[kept] = term[i];
            place[at] = ++kept;
        }
    }
    return kept;
}

static uint32_t add_terms(const rt_terms *terms, uint32_t most, uint32_t lead,
                          vector_term *out) {
    uint32_t n = terms->n < most ? terms->n : most;
    for (uint32_t i = 0; i < n; i++)
        out[i] =
            (vector_term){terms->stem[i], i < lead ? 2 : 1, flags_of(terms->flags[i])};
    return n;
}

void vector_of(const match_text *text, arena *a, vector *out) {
    uint32_t room = text->terms.n < VECTOR_READ ? text->terms.n : VECTOR_READ;
    vector_term *term = arena_many(a, vector_term, (size_t)room + TITLE);
    uint32_t n = add_terms(&text->title, TITLE, TITLE, term);
    n += add_terms(&text->terms, VECTOR_READ, LEAD, term + n);
    uint32_t kept = merge_stems(term, n, a);
    vector_term *sorted = arena_many(a, vector_term, kept);
    vector_sort(term, kept, sorted);
    sort_by_telling(term, kept, sorted);
    if (kept > VECTOR_TERMS) kept = VECTOR_TERMS;
    *out = (vector){sorted, kept, n};
}
