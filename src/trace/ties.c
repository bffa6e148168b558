#include "trace/ties.h"

#include "base/vec.h"
#include "trace/place.h"

/* Statements of narrative in common that are no chance any more. */
enum { TOLD = 2 };

/* One place of a family or statement. */
typedef struct tie {
    uint32_t article, what;
    bool narrative;
} tie;
typedef VEC(tie) tie_vec;

static bool is_narrative(const rt_terms *terms, rt_span span) {
    place_run run = place_terms(terms, span);
    uint32_t quoted = 0;
    for (uint32_t i = run.first; i < run.last; i++)
        quoted += (terms->flags[i] & RT_TERM_QUOTED) != 0;
    return quoted * 4 < run.last - run.first;
}

static tie_vec list_ties(const trace_item *items, const rt_story *story, arena *a) {
    tie_vec all = {0};
    for (uint32_t i = 0; i < story->families_n; i++) {
        const rt_family *f = &story->families[i];
        for (uint32_t m = 0; m < f->members_n; m++)
            if (f->members[m].article < story->articles_n)
                *vec_push(a, &all) = (tie){f->members[m].article, i, false};
    }
    for (uint32_t i = 0; i < story->statements_n; i++) {
        const rt_statement *s = &story->statements[i];
        for (uint32_t p = 0; p < s->places_n; p++) {
            const rt_terms *terms = items[s->places[p].article].terms;
            *vec_push(a, &all) = (tie){s->places[p].article, story->families_n + i,
                                       is_narrative(terms, s->places[p].span)};
        }
    }
    return all;
}

ties ties_find(const trace_item *items, const rt_story *story, arena *a) {
    tie_vec all = list_ties(items, story, a);
    uint32_t n = story->articles_n;
    uint32_t *first = arena_many(a, uint32_t, (size_t)n + 2);
    uint32_t *of = arena_many(a, uint32_t, all.n);
    bool *narrative = arena_many(a, bool, all.n);
    for (uint32_t i = 0; i < all.n; i++) first[all.at[i].article + 2]++;
    for (uint32_t i = 2; i < n + 2; i++) first[i] += first[i - 1];
    for (uint32_t i = 0; i < all.n; i++) {
        uint32_t at = first[all.at[i].article + 1]++;
        of[at] = all.at[i].what;
        narrative[at] = all.at[i].narrative;
    }
    return (ties){first, of, narrative};
}

/* How many have places in both, `told` only those of narrative; stops at `enough`. */
static uint32_t in_both(const ties *t, uint32_t x, uint32_t y, bool told,
                        uint32_t enough) {
    uint32_t i = t->first[x], j = t->first[y], n = 0;
    while (i < t->first[x + 1] && j < t->first[y + 1] && n < enough) {
        uint32_t p = t->of[i], q = t->of[j];
        n += p == q && (!told || (t->narrative[i] && t->narrative[j]));
        i += p <= q;
        j += q <= p;
    }
    return n;
}

bool ties_any(const ties *t, uint32_t x, uint32_t y) {
    return in_both(t, x, y, false, 1) == 1;
}

bool ties_told(const ties *t, uint32_t x, uint32_t y) {
    return in_both(t, x, y, true, TOLD) == TOLD;
}
