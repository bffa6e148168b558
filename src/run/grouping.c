#include "base/err.h"
#include "run/number.h"
#include "run/stories.h"

#include <stdlib.h>

void grouping_release(grouping *g) {
    free(g->story);
    free(g->thread);
    free(g->members);
    free(g->first);
    *g = (grouping){0};
}

static bool grouping_init(grouping *g, uint32_t n) {
    *g = (grouping){.story = calloc((size_t)n + 1, sizeof *g->story),
                    .thread = calloc((size_t)n + 1, sizeof *g->thread),
                    .members = calloc((size_t)n + 1, sizeof *g->members),
                    .first = calloc((size_t)n + 2, sizeof *g->first)};
    return g->story && g->thread && g->members && g->first;
}

typedef struct grouping_task {
    const pile *pile;
    const related *related;
    grouping *out;
    arena a;
} grouping_task;

/* Stories are in the order of their numbers, articles in theirs. */
static void list_members(grouping *g, uint32_t n, arena *a) {
    uint32_t *next = arena_many(a, uint32_t, (size_t)g->stories_n + 2);
    for (uint32_t i = 0; i < n; i++) g->first[g->story[i] + 1]++;
    for (uint32_t s = 1; s <= g->stories_n + 1; s++) g->first[s] += g->first[s - 1];
    memcpy(next, g->first, ((size_t)g->stories_n + 2) * sizeof *next);
    for (uint32_t i = 0; i < n; i++) g->members[next[g->story[i]]++] = i;
}

static void group_articles(void *context) {
    grouping_task *t = context;
    uint32_t n = t->pile->n;
    trace_node *nodes = arena_many(&t->a, trace_node, n);
    for (uint32_t i = 0; i < n; i++)
        nodes[i] = article_node(&t->pile->items[i]->article, t->pile->items[i]->terms.n);
    numbering in = {.nodes = nodes,
                    .n = n,
                    .groups = {.story = arena_many(&t->a, uint32_t, n),
                               .thread = arena_many(&t->a, uint32_t, n)}};
    trace_cluster_input cluster = {
        .nodes = nodes, .n = n, .pairs = t->related->pairs, .pairs_n = t->related->n};
    trace_cluster(&cluster, &t->a, &in.groups);
    number_stories(&in, &t->a, t->out->story, t->out->thread);
    t->out->stories_n = in.last;
    list_members(t->out, n, &t->a);
}

rt_code group_pile(const pile *p, const related *r, grouping *out, rt_err *err) {
    grouping_task t = {.pile = p, .related = r, .out = out};
    bool good = grouping_init(out, p->n) && arena_try(&t.a, group_articles, &t);
    arena_release(&t.a);
    if (good) return RT_OK;
    grouping_release(out);
    return err_set(err, RT_E_STOPPED, NULL, "memory ran out while grouping");
}

/* Counts the pairs inside each story, then puts them there. */
static void sort_pairs(pile_stories *p, const related *r, const uint32_t *place) {
    const uint32_t *story = p->grouping->story;
    uint32_t stories_n = p->grouping->stories_n;
    for (size_t i = 0; i < r->n; i++)
        if (story[r->pairs[i].a] == story[r->pairs[i].b])
            p->first[story[r->pairs[i].a] + 2]++;
    for (uint32_t s = 2; s <= stories_n + 2; s++) p->first[s] += p->first[s - 1];
    for (size_t i = 0; i < r->n; i++) {
        uint32_t s = story[r->pairs[i].a];
        if (s != story[r->pairs[i].b]) continue;
        rt_pair *pair = &p->pairs[p->first[s + 1]++];
        *pair = r->pairs[i];
        pair->a = place[pair->a];
        pair->b = place[pair->b];
    }
}

static bool find_others(const pile *p, const grouping *g, neighbours *out) {
    neighbours_keys keys = {0};
    bool good = true;
    for (uint32_t i = 0; good && i < p->n; i++) {
        trace_item item = item_trace(p->items[i]);
        good = neighbours_add(&keys, i, &item);
    }
    good = good && neighbours_find(&keys, g->story, g->stories_n, out);
    neighbours_keys_release(&keys);
    return good;
}

rt_code pile_stories_init(pile_stories *p, const pile *of, const related *r,
                          const grouping *g, rt_err *err) {
    *p = (pile_stories){.pile = of, .grouping = g, .next = 1};
    p->pairs = calloc(r->n + 1, sizeof *p->pairs);
    p->first = calloc((size_t)g->stories_n + 3, sizeof *p->first);
    uint32_t *place = calloc((size_t)of->n + 1, sizeof *place);
    bool good = p->pairs && p->first && place && find_others(of, g, &p->others);
    if (good) {
        for (uint32_t s = 1; s <= g->stories_n; s++)
            for (uint32_t i = g->first[s]; i < g->first[s + 1]; i++)
                place[g->members[i]] = i - g->first[s];
        sort_pairs(p, r, place);
    }
    free(place);
    if (good) return RT_OK;
    pile_stories_release(p);
    return err_set(err, RT_E_STOPPED, NULL, "memory ran out while tracing");
}

void pile_stories_release(pile_stories *p) {
    free(p->pairs);
    free(p->first);
    neighbours_release(&p->others);
    *p = (pile_stories){0};
}

rt_code pile_stories_next(void *context, arena *a, story_task *out, rt_err *err) {
    (void)err;
    pile_stories *p = context;
    const grouping *g = p->grouping;
    if (p->next > g->stories_n) return RT_END;
    uint32_t s = p->next++;
    const uint32_t *members = g->members + g->first[s];
    *out = (story_task){.number = s,
                        .thread = g->thread[members[0]],
                        .n = g->first[s + 1] - g->first[s],
                        .pairs = p->pairs + p->first[s],
                        .pairs_n = (uint32_t)(p->first[s + 1] - p->first[s])};
    const uint32_t *others = p->others.article + p->others.first[s];
    out->others_n = p->others.first[s + 1] - p->others.first[s];
    out->items = arena_many(a, trace_item, (size_t)out->n + out->others_n);
    for (uint32_t i = 0; i < out->others_n; i++)
        out->items[out->n + i] = item_trace(p->pile->items[others[i]]);
    for (uint32_t i = 0; i < out->n; i++)
        out->items[i] = item_trace(p->pile->items[members[i]]);
    return RT_OK;
}
