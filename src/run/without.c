#include "run/without.h"

#include "base/hash.h"
#include "base/vec.h"
#include "run/pile.h"

#include <stdlib.h>

static int by_id(const void *x, const void *y) {
    return id_cmp(*(const rt_id *)x, *(const rt_id *)y);
}

static bool is_absent(const without *w, const trace_item *item) {
    return bsearch(&item->article->id, w->ids, w->n, sizeof *w->ids, by_id) != NULL;
}

/* The groups that articles of the story form by themselves, as trace_cluster tells them;
 * with `absent` only by the pairs of the others. */
static uint32_t *group(const story_task *task, const bool *absent, arena *a) {
    trace_node *nodes = arena_many(a, trace_node, task->n);
    VEC(rt_pair) pairs = {0};
    for (uint32_t i = 0; i < task->n; i++)
        nodes[i] = article_node(task->items[i].article, task->items[i].terms->n);
    for (uint32_t i = 0; i < task->pairs_n; i++) {
        const rt_pair *p = &task->pairs[i];
        if (!absent || (!absent[p->a] && !absent[p->b])) *vec_push(a, &pairs) = *p;
    }
    trace_cluster_input in = {
        .nodes = nodes, .n = task->n, .pairs = pairs.at, .pairs_n = pairs.n};
    trace_groups groups = {arena_many(a, uint32_t, task->n),
                           arena_many(a, uint32_t, task->n)};
    trace_cluster(&in, a, &groups);
    return groups.story;
}

static void join(uint32_t *part, uint32_t n, uint32_t x, uint32_t y) {
    uint32_t from = part[x], to = part[y];
    for (uint32_t i = 0; from != to && i < n; i++)
        if (part[i] == from) part[i] = to;
}

/* The part of each article that is left. Seen by themselves, the articles of a story may
 * form several groups although those around it hold them together: that they do is not
 * for the absent to change, so that these groups stay joined. */
static uint32_t *parts_of(const story_task *task, const bool *absent, arena *a) {
    uint32_t *whole = group(task, NULL, a), *part = group(task, absent, a);
    bool *seen = arena_many(a, bool, task->n);
    uint32_t first = UINT32_MAX;
    for (uint32_t i = 0; i < task->n; i++) {
        if (absent[i] || seen[whole[i]]) continue;
        seen[whole[i]] = true;
        if (first == UINT32_MAX) first = i;
        else join(part, task->n, i, first);
    }
    return part;
}

/* The articles of one part and the pairs among them, in the order that they had. */
static story_task cut(const story_task *task, const uint32_t *part, uint32_t which,
                      const bool *absent, arena *a) {
    story_task out = {.number = task->number, .thread = task->thread};
    uint32_t *place = arena_many(a, uint32_t, task->n);
    rt_pair *pairs = arena_many(a, rt_pair, task->pairs_n);
    out.items = arena_many(a, trace_item, (size_t)task->n + task->others_n);
    for (uint32_t i = 0; i < task->n; i++) {
        place[i] = UINT32_MAX;
        if (absent[i] || part[i] != which) continue;
        place[i] = out.n;
        out.items[out.n++] = task->items[i];
    }
    for (uint32_t i = 0; i < task->others_n; i++)
        out.items[out.n + out.others_n++] = task->items[task->n + i];
    for (uint32_t i = 0; i < task->pairs_n; i++) {
        rt_pair p = task->pairs[i];
        p.a = place[p.a], p.b = place[p.b];
        if (p.a != UINT32_MAX && p.b != UINT32_MAX) pairs[out.pairs_n++] = p;
    }
    out.pairs = pairs;
    return out;
}

static int largest_first(const void *x, const void *y) {
    const story_task *a = x, *b = y;
    if (a->n != b->n) return a->n < b->n ? 1 : -1;
    return id_cmp(a->items[0].article->id, b->items[0].article->id);
}

bool without_split(const without *w, const story_task *task, arena *a, story_split *out) {
    *out = (story_split){0};
    bool *absent = arena_many(a, bool, task->n);
    out->absent = arena_many(a, uint32_t, task->n);
    for (uint32_t i = 0; i < task->n; i++) {
        absent[i] = is_absent(w, &task->items[i]);
        if (absent[i]) out->absent[out->absent_n++] = i;
    }
    if (!out->absent_n) return false;
    uint32_t *part = parts_of(task, absent, a);
    bool *done = arena_many(a, bool, task->n);
    VEC(story_task) parts = {0};
    for (uint32_t i = 0; i < task->n; i++) {
        if (absent[i] || done[part[i]]) continue;
        done[part[i]] = true;
        *vec_push(a, &parts) = cut(task, part, part[i], absent, a);
    }
    if (parts.n) qsort(parts.at, parts.n, sizeof *parts.at, largest_first);
    out->parts = parts.at;
    out->parts_n = parts.n;
    return true;
}
