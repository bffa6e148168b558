#include "trace/origin.h"

#include "base/hash.h"
#include "base/vec.h"
#include "trace/outlet.h"
#include "trace/place.h"

#include <stdlib.h>

enum { DEPTH = 32 }; /* credits followed one after the other */

/* An origin of one article. */
typedef struct root {
    uint64_t key;
    rt_str name;
    bool in_corpus;
    bool sure; /* not merely inferred */
} root;
typedef VEC(root) root_vec;

/* An origin of the story under way. */
typedef struct tally {
    uint64_t key;
    rt_str name;
    bool in_corpus;
    VEC(uint32_t) articles;
} tally;

typedef struct roots {
    const lineage *l;
    root_vec *of;   /* of each article */
    uint32_t *mark; /* scratch: articles on the way, by the article asked about */
    VEC(tally) tallies;
    arena *a;
} roots;

static void add_root(roots *r, root_vec *to, const root *new) {
    for (uint32_t i = 0; i < to->n; i++)
        if (to->at[i].key == new->key) {
            to->at[i].sure |= new->sure;
            return;
        }
    *vec_push(r->a, to) = *new;
}

static bool has_account(const article_sources *s) {
    for (uint32_t i = 0; i < s->n; i++)
        if (s->at[i].whole && s->at[i].role == SOURCE_ACCOUNT) return true;
    return false;
}

static void own_root(roots *r, uint32_t article, bool sure, root_vec *out) {
    const article_sources *s = &r->l->sources[article];
    add_root(r, out, &(root){s->head, s->head_name, true, sure});
}

/* The origins that `article` leads to. An account outranks the text that carries it: who
 * prints an agency's words about an interview rests on the interview. Articles already on
 * the way (a loop of credits) count as where the way ends. */
static void follow(roots *r, uint32_t article, uint32_t asked, bool sure, int depth,
                   root_vec *out) {
    const article_sources *s = &r->l->sources[article];
    bool account = has_account(s), any = false;
    r->mark[article] = asked + 1;
    for (uint32_t i = 0; i < s->n; i++) {
        const source *from = &s->at[i];
        if (!from->whole || (account && from->role == SOURCE_TEXT)) continue;
        any = true;
        bool still = sure && from->witness == RT_OUTSIDE; /* named, or by the user */
        uint32_t parent = lineage_parent(r->l, article, from->key);
        if (parent != RT_OUTSIDE && r->mark[parent] != asked + 1 && depth < DEPTH)
            follow(r, parent, asked, still, depth + 1, out);
        else
            add_root(r, out, &(root){from->key, from->name, parent != RT_OUTSIDE, still});
    }
    if (!any) own_root(r, article, sure, out);
}

static tally *tally_of(roots *r, const root *of) {
    for (uint32_t i = 0; i < r->tallies.n; i++)
        if (r->tallies.at[i].key == of->key) return &r->tallies.at[i];
    tally *new = vec_push(r->a, &r->tallies);
    *new = (tally){.key = of->key, .name = of->name, .in_corpus = of->in_corpus};
    return new;
}

static int most_first(const void *x, const void *y) {
    const tally *a = x, *b = y;
    if (a->articles.n != b->articles.n) return a->articles.n < b->articles.n ? 1 : -1;
    int order = str_cmp(a->name, b->name);
    return order ? order : (a->key > b->key) - (a->key < b->key);
}

static void list_origins(roots *r, rt_story *story) {
    for (uint32_t i = 0; i < r->l->in->n; i++)
        for (uint32_t j = 0; j < r->of[i].n; j++)
            *vec_push(r->a, &tally_of(r, &r->of[i].at[j])->articles) = i;
    if (r->tallies.n)
        qsort(r->tallies.at, r->tallies.n, sizeof *r->tallies.at, most_first);
    rt_origin *origin = arena_many(r->a, rt_origin, r->tallies.n);
    for (uint32_t i = 0; i < r->tallies.n; i++) {
        const tally *t = &r->tallies.at[i];
        origin[i] = (rt_origin){t->name, t->in_corpus, t->articles.at, t->articles.n};
    }
    story->origin = origin;
    story->origin_n = r->tallies.n;
}

static int by_value(const void *x, const void *y) {
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

/* Sets of origins of which one name each is to be chosen. */
typedef struct choice {
    root_vec *const *sets;
    uint32_t n, names_n, chosen;
    uint64_t *names; /* ascending */
    bool *covered;   /* of each set */
    uint32_t *count; /* scratch, of each name */
} choice;

static uint32_t name_index(const choice *c, uint64_t key) {
    const uint64_t *at = bsearch(&key, c->names, c->names_n, sizeof key, by_value);
    return (uint32_t)(at - c->names);
}

static void list_names(choice *c, arena *a) {
    size_t all = 0;
    for (uint32_t i = 0; i < c->n; i++) all += c->sets[i]->n;
    c->names = arena_many(a, uint64_t, all);
    all = 0;
    for (uint32_t i = 0; i < c->n; i++)
        for (uint32_t j = 0; j < c->sets[i]->n; j++)
            c->names[all++] = c->sets[i]->at[j].key;
    if (all) qsort(c->names, all, sizeof *c->names, by_value);
    for (size_t i = 0; i < all; i++)
        if (!i || c->names[i] != c->names[i - 1]) c->names[c->names_n++] = c->names[i];
    c->covered = arena_many(a, bool, c->n);
    c->count = arena_many(a, uint32_t, c->names_n);
}

static void choose(choice *c, uint32_t name) {
    c->chosen++;
    for (uint32_t i = 0; i < c->n; i++)
        for (uint32_t j = 0; !c->covered[i] && j < c->sets[i]->n; j++)
            c->covered[i] = c->sets[i]->at[j].key == c->names[name];
}

/* The name that most sets not yet covered have; UINT32_MAX when all are covered. */
static uint32_t commonest(choice *c) {
    uint32_t best = UINT32_MAX;
    memset(c->count, 0, c->names_n * sizeof *c->count);
    for (uint32_t i = 0; i < c->n; i++)
        for (uint32_t j = 0; !c->covered[i] && j < c->sets[i]->n; j++) {
            uint32_t name = name_index(c, c->sets[i]->at[j].key);
            if (c->count[name]++ >= (best == UINT32_MAX ? 0 : c->count[best]))
                best = name;
        }
    return best;
}

/* The fewest and the most origins that stand behind sets of them: the most counts every
 * name, the fewest one name for all sets that can share it. Sets of one name leave no
 * choice; the others are covered greedily, at most GREEDY times. */
static rt_range range_of(root_vec *const *sets, uint32_t n, arena *a) {
    enum { GREEDY = 64 };
    choice c = {.sets = sets, .n = n};
    list_names(&c, a);
    bool *forced = arena_many(a, bool, c.names_n);
    for (uint32_t i = 0; i < n; i++)
        if (sets[i]->n == 1) forced[name_index(&c, sets[i]->at[0].key)] = true;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < sets[i]->n; j++)
            c.covered[i] |= forced[name_index(&c, sets[i]->at[j].key)];
    for (uint32_t i = 0; i < c.names_n; i++) c.chosen += forced[i];
    for (uint32_t i = 0, name; i < GREEDY && (name = commonest(&c)) != UINT32_MAX; i++)
        choose(&c, name);
    return (rt_range){c.chosen, c.names_n};
}

/* The source that a credit at this place speaks for; NULL when there is none. */
static const source *credited_at(const article_sources *s, rt_span span) {
    for (uint32_t i = 0; i < s->n; i++)
        for (uint32_t j = 0; j < s->at[i].evidence_n; j++) {
            const rt_evidence *e = &s->at[i].evidence[j];
            if (e->kind == RT_BY_CREDIT && e->child.start == span.start &&
                e->child.end == span.end)
                return &s->at[i];
        }
    return NULL;
}

/* The outlets that a sentence names as its own source; none where it names nobody. */
static root_vec named_in(roots *r, const rt_place *place) {
    root_vec out = {0};
    const rt_marks *marks = r->l->in->items[place->article].marks;
    for (uint32_t i = 0; i < marks->credits_n; i++) {
        const rt_credit *c = &marks->credits[i];
        if (!span_known(c->span) || !span_overlap(c->span, place->span)) continue;
        const source *s = credited_at(&r->l->sources[place->article], c->span);
        if (s) add_root(r, &out, &(root){s->key, s->name, false, true});
    }
    return out;
}

static rt_range statement_range(roots *r, const rt_statement *s) {
    root_vec **sets = arena_many(r->a, root_vec *, s->places_n);
    for (uint32_t i = 0; i < s->places_n; i++) {
        root_vec named = named_in(r, &s->places[i]);
        sets[i] = &r->of[s->places[i].article];
        if (named.n) {
            sets[i] = arena_new(r->a, root_vec);
            *sets[i] = named;
        }
    }
    return range_of(sets, s->places_n, r->a);
}

/* A document that most articles quote may be all that they rest on: it makes the fewest
 * origins fewer, and the most no more. */
static void rest_on_document(roots *r, root_vec *const *sets, rt_story *story) {
    const document *d = r->l->document;
    if (story->origins.max < 2 || !d) return;
    root published = {hash_mix(d->speaker.n ? hash_str(d->speaker) : d->prints_n),
                      d->speaker, false, true};
    for (uint32_t i = 0; i < d->prints_n; i++)
        add_root(r, &r->of[d->prints[i].article], &published);
    story->origins.min = range_of(sets, r->l->in->n, r->a).min;
}

void origin_find(const lineage *l, arena *a, rt_story *story, rt_statement *statements) {
    uint32_t n = l->in->n;
    roots r = {.l = l, .a = a};
    r.of = arena_many(a, root_vec, n);
    r.mark = arena_many(a, uint32_t, n);
    root_vec **sets = arena_many(a, root_vec *, n);
    for (uint32_t i = 0; i < n; i++) {
        follow(&r, i, i, true, 0, &r.of[i]);
        sets[i] = &r.of[i];
    }
    story->origins = range_of(sets, n, a);
    for (uint32_t i = 0; i < story->statements_n; i++)
        statements[i].origins = statement_range(&r, &statements[i]);
    rest_on_document(&r, sets, story);
    list_origins(&r, story);
}
