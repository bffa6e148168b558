#include "trace/proof.h"

#include "base/str.h"
#include "base/vec.h"
#include "trace/place.h"

/* More than so many of a kind prove no more. */
enum { MOST_OF_A_KIND = 24 };

typedef VEC(rt_evidence) evidence_vec;

/* Whether `other` may witness for the edge: it is its parent, or credits the same outlet.
 */
static bool is_witness(const rt_story *story, const rt_edge *edge, uint32_t other) {
    if (other == edge->child) return false;
    if (edge->parent != RT_OUTSIDE) return other == edge->parent;
    for (uint32_t i = 0; i < story->edges_n; i++) {
        const rt_edge *e = &story->edges[i];
        if (e->child == other && e->parent == RT_OUTSIDE && e->direction == RT_CREDITED &&
            str_eq(e->outside, edge->outside))
            return true;
    }
    return false;
}

static bool is_listed(const evidence_vec *list, rt_span child) {
    for (uint32_t i = 0; i < list->n; i++)
        if (span_overlap(list->at[i].child, child)) return true;
    return false;
}

static void add(const rt_edge *edge, rt_evidence found, arena *a, evidence_vec *out) {
    if (is_listed(out, found.child)) return;
    if (edge->parent == RT_OUTSIDE) found.parent = RT_NO_SPAN;
    *vec_push(a, out) = found;
}

static void add_family(const rt_story *story, const rt_edge *edge, const rt_family *f,
                       arena *a, evidence_vec *out) {
    const rt_member *mine = NULL, *theirs = NULL;
    for (uint32_t m = 0; m < f->members_n; m++) {
        const rt_member *member = &f->members[m];
        if (!mine && member->article == edge->child) mine = member;
        else if (!theirs && is_witness(story, edge, member->article)) theirs = member;
    }
    if (!mine || !theirs) return;
    rt_evidence found = {RT_BY_QUOTATION, place_hull(mine->content, mine->content_n),
                         place_hull(theirs->content, theirs->content_n)};
    add(edge, found, a, out);
}

static void add_statement(const rt_story *story, const rt_edge *edge,
                          const rt_statement *s, arena *a, evidence_vec *out) {
    const rt_place *mine = NULL, *theirs = NULL;
    for (uint32_t p = 0; p < s->places_n; p++) {
        const rt_place *place = &s->places[p];
        if (!mine && place->article == edge->child) mine = place;
        else if (!theirs && is_witness(story, edge, place->article)) theirs = place;
    }
    if (!mine || !theirs) return;
    add(edge, (rt_evidence){RT_BY_STATEMENT, mine->span, theirs->span}, a, out);
}

static void extend(const rt_story *story, rt_edge *edge, arena *a) {
    if (edge->parent == RT_OUTSIDE && edge->direction == RT_CREDITED) return;
    evidence_vec quotations = {0}, statements = {0};
    for (uint32_t i = 0; i < story->families_n && quotations.n < MOST_OF_A_KIND; i++)
        add_family(story, edge, &story->families[i], a, &quotations);
    for (uint32_t i = 0; i < story->statements_n && statements.n < MOST_OF_A_KIND; i++)
        add_statement(story, edge, &story->statements[i], a, &statements);
    uint32_t n = edge->evidence_n + quotations.n + statements.n;
    rt_evidence *all = arena_many(a, rt_evidence, n), *at = all;
    for (uint32_t i = 0; i < edge->evidence_n; i++) *at++ = edge->evidence[i];
    for (uint32_t i = 0; i < quotations.n; i++) *at++ = quotations.at[i];
    for (uint32_t i = 0; i < statements.n; i++) *at++ = statements.at[i];
    edge->evidence = all;
    edge->evidence_n = n;
}

/* Wording that nothing shows is not claimed: what is left is a credit. */
static bool shows_wording(const rt_edge *edge) {
    for (uint32_t i = 0; i < edge->evidence_n; i++)
        if (edge->evidence[i].kind != RT_BY_CREDIT &&
            edge->evidence[i].kind != RT_BY_DATE)
            return true;
    return false;
}

const rt_edge *proof_extend(const rt_story *story, arena *a) {
    rt_edge *edges = arena_many(a, rt_edge, story->edges_n);
    for (uint32_t i = 0; i < story->edges_n; i++) {
        edges[i] = story->edges[i];
        extend(story, &edges[i], a);
        if (!shows_wording(&edges[i])) edges[i].relation = RT_CREDITS_ONLY;
    }
    return edges;
}
