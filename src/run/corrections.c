#include "run/corrections.h"

#include "base/hash.h"
#include "base/vec.h"

#include <stdlib.h>

static bool about_stories(const rt_correction *c) {
    return c->kind == RT_SAME_STORY || c->kind == RT_NOT_SAME_STORY;
}
static bool names_two(const rt_correction *c) {
    return about_stories(c) || (c->kind == RT_WRONG_EDGE && !c->outlet.n);
}

static int by_id(const void *x, const void *y) {
    const correction_mention *a = x, *b = y;
    int order = id_cmp(a->id, b->id);
    return order ? order
                 : (a->correction > b->correction) - (a->correction < b->correction);
}

rt_code corrections_load(store *s, arena *a, corrections *out, rt_err *err) {
    *out = (corrections){0};
    rt_code code = store_corrections(s, a, &out->at, &out->n, err);
    VEC(correction_mention) all = {0};
    for (uint32_t i = 0; code == RT_OK && i < out->n; i++) {
        const rt_correction *c = &out->at[i];
        if (c->kind == RT_CLIENT_OF) continue;
        *vec_push(a, &all) = (correction_mention){c->a, i};
        if (names_two(c)) *vec_push(a, &all) = (correction_mention){c->b, i};
    }
    if (all.n) qsort(all.at, all.n, sizeof *all.at, by_id);
    out->mentions = all.at;
    out->mentions_n = all.n;
    return code;
}

/* Position of the first mention of the article or of a later one. */
static uint32_t first_mention(const corrections *c, rt_id id) {
    uint32_t low = 0, high = c->mentions_n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (id_cmp(c->mentions[middle].id, id) < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

static bool is_mention(const corrections *c, uint32_t i, rt_id id) {
    return i < c->mentions_n && id_eq(c->mentions[i].id, id);
}

/* ---- for a story */

static int by_number(const void *x, const void *y) {
    const trace_correction *a = x, *b = y;
    return (a->is->number > b->is->number) - (a->is->number < b->is->number);
}

static void seat(trace_correction *c, rt_id id, uint32_t position) {
    if (id_eq(c->is->a, id)) c->a = position;
    else c->b = position;
}

const trace_correction *corrections_of(const corrections *c, const trace_item *items,
                                       uint32_t n, arena *a, uint32_t *out_n) {
    VEC(trace_correction) found = {0};
    for (uint32_t i = 0; i < n; i++) {
        rt_id id = items[i].article->id;
        for (uint32_t m = first_mention(c, id); is_mention(c, m, id); m++) {
            trace_correction *new = vec_push(a, &found);
            *new = (trace_correction){&c->at[c->mentions[m].correction], RT_OUTSIDE,
                                      RT_OUTSIDE};
            seat(new, id, i);
        }
    }
    for (uint32_t i = 0; i < c->n; i++)
        if (c->at[i].kind == RT_CLIENT_OF)
            *vec_push(a, &found) = (trace_correction){&c->at[i], RT_OUTSIDE, RT_OUTSIDE};
    if (found.n) qsort(found.at, found.n, sizeof *found.at, by_number);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < found.n; i++) {
        trace_correction *last = kept ? &found.at[kept - 1] : NULL;
        if (last && last->is == found.at[i].is) {
            if (found.at[i].a != RT_OUTSIDE) last->a = found.at[i].a;
            if (found.at[i].b != RT_OUTSIDE) last->b = found.at[i].b;
        } else {
            found.at[kept++] = found.at[i];
        }
    }
    *out_n = kept;
    return found.at;
}

/* ---- for grouping */

const rt_id *corrections_partners(const corrections *c, rt_id id, arena *a, uint32_t *n) {
    VEC(rt_id) found = {0};
    for (uint32_t m = first_mention(c, id); is_mention(c, m, id); m++) {
        const rt_correction *one = &c->at[c->mentions[m].correction];
        if (one->kind == RT_SAME_STORY)
            *vec_push(a, &found) = id_eq(one->a, id) ? one->b : one->a;
    }
    *n = found.n;
    return found.at;
}

static uint32_t node_of(const trace_node *nodes, uint32_t n, rt_id id) {
    uint32_t low = 0, high = n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (id_cmp(nodes[middle].id, id) < 0) low = middle + 1;
        else high = middle;
    }
    return low < n && id_eq(nodes[low].id, id) ? low : UINT32_MAX;
}

const trace_verdict *corrections_verdicts(const corrections *c, const trace_node *nodes,
                                          uint32_t n, arena *a, uint32_t *out_n) {
    VEC(trace_verdict) found = {0};
    for (uint32_t i = 0; i < c->n; i++) {
        const rt_correction *one = &c->at[i];
        if (!about_stories(one)) continue;
        trace_verdict v = {node_of(nodes, n, one->a), node_of(nodes, n, one->b),
                           one->kind == RT_SAME_STORY};
        if (v.a != UINT32_MAX && v.b != UINT32_MAX && v.a != v.b)
            *vec_push(a, &found) = v;
    }
    *out_n = found.n;
    return found.at;
}

/* ---- beside each other */

const rt_correction *corrections_equal(const corrections *c, const rt_correction *to) {
    for (uint32_t i = 0; i < c->n; i++) {
        const rt_correction *one = &c->at[i];
        if (one->kind == to->kind && id_eq(one->a, to->a) && id_eq(one->b, to->b) &&
            str_eq_nocase(one->outlet, to->outlet) &&
            str_eq_nocase(one->agency, to->agency))
            return one;
    }
    return NULL;
}

/* Marks the mentions of all articles that are in one story with `id` by the user's word;
 * `new` counts too when it joins. */
static bool *joined_with(const corrections *c, rt_id id, arena *a) {
    bool *joined = arena_many(a, bool, c->mentions_n);
    VEC(rt_id) todo = {0};
    *vec_push(a, &todo) = id;
    for (uint32_t i = 0; i < todo.n; i++) {
        uint32_t m = first_mention(c, todo.at[i]), partners_n;
        if (!is_mention(c, m, todo.at[i]) || joined[m]) continue;
        for (uint32_t k = m; is_mention(c, k, todo.at[i]); k++) joined[k] = true;
        const rt_id *partners = corrections_partners(c, todo.at[i], a, &partners_n);
        for (uint32_t k = 0; k < partners_n; k++) *vec_push(a, &todo) = partners[k];
    }
    return joined;
}

static bool is_joined(const corrections *c, const bool *joined, rt_id id) {
    uint32_t m = first_mention(c, id);
    return is_mention(c, m, id) && joined[m];
}

/* What keeps the stories of two articles apart. */
static const rt_correction *between(const corrections *c, const rt_correction *new,
                                    arena *a) {
    const bool *x = joined_with(c, new->a, a), *y = joined_with(c, new->b, a);
    for (uint32_t i = 0; i < c->n; i++) {
        const rt_correction *one = &c->at[i];
        if (one->kind != RT_NOT_SAME_STORY) continue;
        if ((is_joined(c, x, one->a) && is_joined(c, y, one->b)) ||
            (is_joined(c, x, one->b) && is_joined(c, y, one->a)) ||
            (id_eq(one->a, new->a) && id_eq(one->b, new->b)))
            return one;
    }
    return NULL;
}

/* What holds two articles together: itself, or the first step on the way. */
static const rt_correction *bond(const corrections *c, const rt_correction *new,
                                 arena *a) {
    const bool *joined = joined_with(c, new->a, a);
    const rt_correction *step = NULL;
    if (!is_joined(c, joined, new->b)) return NULL;
    for (uint32_t i = 0; i < c->n; i++) {
        const rt_correction *one = &c->at[i];
        if (one->kind != RT_SAME_STORY) continue;
        if (id_eq(one->a, new->a) && id_eq(one->b, new->b)) return one;
        if (!step && (id_eq(one->a, new->a) || id_eq(one->b, new->a))) step = one;
    }
    return step;
}

/* An agency that is said to be its client's client. */
static const rt_correction *client_back(const corrections *c, const rt_correction *new) {
    for (uint32_t i = 0; i < c->n; i++)
        if (c->at[i].kind == RT_CLIENT_OF &&
            str_eq_nocase(c->at[i].outlet, new->agency) &&
            str_eq_nocase(c->at[i].agency, new->outlet))
            return &c->at[i];
    return NULL;
}

const rt_correction *corrections_against(const corrections *c, const rt_correction *new,
                                         arena *a) {
    switch (new->kind) {
        case RT_SAME_STORY: return between(c, new, a);
        case RT_NOT_SAME_STORY: return bond(c, new, a);
        case RT_CLIENT_OF: return client_back(c, new);
        default: return NULL;
    }
}
