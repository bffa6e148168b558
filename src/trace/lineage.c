#include "trace/lineage.h"

#include "base/vec.h"
#include "trace/group.h"

#include <stdlib.h>

/* Share of an article's words that makes it a cut version of another. */
static const float CONTAINED = 0.85F, MUCH_LONGER = 1.5F;
static const float CONTAINMENT_SURETY = 0.6F, UNDIRECTED_SURETY = 0.5F;
/* Of an article that says of a document's words that they were published. */
static const float PUBLISHED = 0.8F;

typedef struct drawing {
    const lineage *l;
    arena *a;
    VEC(rt_edge) edges;
} drawing;

/* An article of the outlet that `child` retells in words, or a language, of its own. What
 * somebody told the outlet may have been heard there: a report must have been read, and
 * so must an article that is retold from end to end. */
static uint32_t retold_article(const lineage *l, uint32_t child, uint64_t key) {
    const source *s = source_of(&l->sources[child], key, SOURCE_ACCOUNT);
    if (!s) return RT_OUTSIDE;
    for (uint32_t i = 0; i < l->in->n; i++) {
        if (i == child || l->sources[i].self != key) continue;
        if (kin_whole(l->kins, child, i)) return i;
        if (s->reported && ties_told(l->ties, child, i)) return i;
    }
    return RT_OUTSIDE;
}

/* A longer article of its own outlet that `child` is a print of; RT_OUTSIDE when there is
 * none. */
static uint32_t fuller_print(const lineage *l, uint32_t child) {
    uint32_t words = l->in->items[child].terms->n;
    for (uint32_t i = l->kins->first[child]; i < l->kins->first[child + 1]; i++) {
        const kin *k = &l->kins->at[l->kins->of[i]];
        uint32_t other = kin_other(k, child);
        if (l->sources[other].self == l->sources[child].self &&
            l->in->items[other].terms->n > words && kin_is_print(k, words))
            return other;
    }
    return RT_OUTSIDE;
}

uint32_t lineage_parent(const lineage *l, uint32_t child, uint64_t key) {
    if (key == l->sources[child].self) return fuller_print(l, child); /* a programme */
    for (uint32_t i = l->kins->first[child]; i < l->kins->first[child + 1]; i++) {
        uint32_t other = kin_other(&l->kins->at[l->kins->of[i]], child);
        if (l->sources[other].self == key) return other;
    }
    return retold_article(l, child, key);
}

static rt_relation kin_relation(const lineage *l, const kin *k, uint32_t child) {
    if (kin_is_print(k, l->in->items[child].terms->n)) return RT_SAME_TEXT;
    return kin_reworded(k) ? RT_REWORDED : RT_PARTIAL_COPY;
}

/* What shows what an article took from its source: what it shares with the source's
 * article or, when that is not here, with one that prints the source's text; NULL when
 * nothing does.
 */
static const kin *kin_to(const drawing *d, uint32_t child, const source *s,
                         uint32_t parent) {
    if (parent != RT_OUTSIDE) return kin_between(d->l->kins, child, parent);
    const kin *k = kin_copied(d->l->kins, child);
    if (!k || s->role != SOURCE_ACCOUNT) return k;
    /* An account may be copied all the same: then others print its text. */
    return source_of(&d->l->sources[kin_other(k, child)], s->key, SOURCE_TEXT) ? k : NULL;
}

/* The credits of a named source outside, then the passages that its print shares with
 * another: what both have stands for what neither can be held against. */
static void show_print(drawing *d, uint32_t child, const kin *k, rt_edge *e) {
    uint32_t passages_n;
    const rt_evidence *passages = kin_evidence(k, child, true, d->a, &passages_n);
    rt_evidence *all = arena_many(d->a, rt_evidence, e->evidence_n + passages_n);
    for (uint32_t i = 0; i < e->evidence_n; i++) all[i] = e->evidence[i];
    for (uint32_t i = 0; i < passages_n; i++) all[e->evidence_n + i] = passages[i];
    e->evidence = all;
    e->evidence_n += passages_n;
}

static void draw_source(drawing *d, uint32_t child, const source *s) {
    uint32_t parent = lineage_parent(d->l, child, s->key);
    const kin *k = kin_to(d, child, s, parent);
    rt_edge *e = vec_push(d->a, &d->edges);
    *e = (rt_edge){.child = child,
                   .parent = parent,
                   .outside = parent == RT_OUTSIDE ? s->name : (rt_str){NULL, 0},
                   .relation = k ? kin_relation(d->l, k, child) : RT_REWORDED,
                   .direction = source_is_named(s) ? RT_CREDITED : RT_INFERRED,
                   .confidence = s->confidence,
                   .correction = s->correction,
                   .evidence = s->evidence,
                   .evidence_n = s->evidence_n};
    if (k && parent == RT_OUTSIDE && source_is_named(s)) show_print(d, child, k, e);
}

/* An edge between two articles that share writing: the one that lies wholly in the much
 * longer other is a cut of it; else there is no telling who was first. */
static void draw_kin(drawing *d, const kin *k) {
    const rt_terms *x = d->l->in->items[k->a].terms, *y = d->l->in->items[k->b].terms;
    bool a_in_b =
        k->pair->a_covered >= CONTAINED && (float)y->n > MUCH_LONGER * (float)x->n;
    bool b_in_a =
        k->pair->b_covered >= CONTAINED && (float)x->n > MUCH_LONGER * (float)y->n;
    uint32_t child = b_in_a ? k->b : k->a;
    rt_edge *e = vec_push(d->a, &d->edges);
    *e = (rt_edge){.child = child,
                   .parent = kin_other(k, child),
                   .relation = kin_relation(d->l, k, child),
                   .direction = a_in_b || b_in_a ? RT_INFERRED : RT_DIRECTION_UNKNOWN,
                   .confidence =
                       a_in_b || b_in_a ? CONTAINMENT_SURETY : UNDIRECTED_SURETY};
    e->evidence = kin_evidence(k, child, false, d->a, &e->evidence_n);
}

/* An article that rests on nobody else, quotes the document and says that it was
 * published goes back to it. */
static void draw_document(drawing *d, const document *doc) {
    for (uint32_t i = 0; i < doc->prints_n && doc->speaker.n; i++) {
        const document_print *p = &doc->prints[i];
        const article_sources *s = &d->l->sources[p->article];
        if (!p->said || source_any(s) || s->head != s->self) continue;
        rt_evidence *quoted = arena_new(d->a, rt_evidence);
        *quoted = (rt_evidence){RT_BY_QUOTATION, p->quoted, RT_NO_SPAN};
        *vec_push(d->a, &d->edges) = (rt_edge){.child = p->article,
                                               .parent = RT_OUTSIDE,
                                               .outside = doc->speaker,
                                               .relation = RT_CREDITS_ONLY,
                                               .direction = RT_CREDITED,
                                               .confidence = PUBLISHED,
                                               .evidence = quoted,
                                               .evidence_n = 1};
    }
}

static bool names_a_source(const article_sources *s) {
    for (uint32_t i = 0; i < s->n; i++)
        if (s->at[i].whole && source_is_named(&s->at[i])) return true;
    return false;
}

/* Whether a source of `x` is the article `y`. */
static bool rests_on(const lineage *l, uint32_t x, uint32_t y) {
    const article_sources *s = &l->sources[x];
    for (uint32_t i = 0; i < s->n; i++)
        if (s->at[i].whole && lineage_parent(l, x, s->at[i].key) == y) return true;
    return false;
}

/* A tree over kin of which one side at least rests on nobody by its own word. */
static void draw_kins(drawing *d) {
    group_set joined;
    group_init(&joined, d->l->in->n, d->a);
    for (uint32_t i = 0; i < d->l->kins->n; i++) {
        const kin *k = &d->l->kins->at[i];
        bool named =
            names_a_source(&d->l->sources[k->a]) && names_a_source(&d->l->sources[k->b]);
        if (named || group_root(&joined, k->a) == group_root(&joined, k->b)) continue;
        group_join(&joined, k->a, k->b);
        if (!rests_on(d->l, k->a, k->b) && !rests_on(d->l, k->b, k->a)) draw_kin(d, k);
    }
}

static int by_child(const void *x, const void *y) {
    const rt_edge *a = x, *b = y;
    if (a->child != b->child) return (a->child > b->child) - (a->child < b->child);
    if (a->direction != b->direction) return a->direction < b->direction ? -1 : 1;
    if (a->parent != b->parent) return (a->parent > b->parent) - (a->parent < b->parent);
    return str_cmp(a->outside, b->outside);
}

const rt_edge *lineage_edges(const lineage *l, arena *a, uint32_t *n) {
    drawing d = {.l = l, .a = a};
    for (uint32_t i = 0; i < l->in->n; i++)
        for (uint32_t j = 0; j < l->sources[i].n; j++)
            if (l->sources[i].at[j].whole) draw_source(&d, i, &l->sources[i].at[j]);
    if (l->document) draw_document(&d, l->document);
    draw_kins(&d);
    if (d.edges.n) qsort(d.edges.at, d.edges.n, sizeof *d.edges.at, by_child);
    *n = d.edges.n;
    return d.edges.at;
}
