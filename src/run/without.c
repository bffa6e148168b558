#include "run/without.h"

#include "base/hash.h"
#include "base/vec.h"
#include "run/stories.h"

#include <stdlib.h>

static int by_id(const void *x, const void *y) {
    return id_cmp(*(const rt_id *)x, *(const rt_id *)y);
}

static bool is_absent(const without *w, const trace_item *item) {
    return bsearch(&item->article->id, w->ids, w->n, sizeof *w->ids, by_id) != NULL;
}

static int part_by_id(const void *x, const void *y) {
    const without_part *a = x, *b = y;
    return id_cmp(a->id, b->id);
}

/* The part of each article; those of whom nothing is known stay together. */
static uint32_t *parts_of(const without *w, const story_task *task, arena *a) {
    uint32_t *part = arena_many(a, uint32_t, task->n);
    for (uint32_t i = 0; i < task->n; i++) {
        without_part asked = {.id = task->items[i].article->id};
        const without_part *known =
            w->parts_n ? bsearch(&asked, w->parts, w->parts_n, sizeof asked, part_by_id)
                       : NULL;
        part[i] = known ? known->part : UINT32_MAX;
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

rt_code without_group(without *w, const pile *p, const related *r, arena *a,
                      rt_err *err) {
    grouping groups = {0};
    related left = {.pairs = arena_many(a, rt_pair, r->n)};
    without_part *parts = arena_many(a, without_part, p->n);
    for (size_t i = 0; i < r->n; i++) {
        trace_item x = item_trace(p->items[r->pairs[i].a]);
        trace_item y = item_trace(p->items[r->pairs[i].b]);
        if (!is_absent(w, &x) && !is_absent(w, &y)) left.pairs[left.n++] = r->pairs[i];
    }
    rt_code code = group_pile(p, &left, &groups, err);
    if (code != RT_OK) return code;
    for (uint32_t i = 0; i < p->n; i++)
        parts[i] = (without_part){p->items[i]->article.id, groups.story[i]};
    grouping_release(&groups);
    w->parts = parts;
    w->parts_n = p->n;
    return RT_OK;
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
    uint32_t *part = parts_of(w, task, a);
    bool *done = arena_many(a, bool, task->n);
    VEC(story_task) parts = {0};
    for (uint32_t i = 0; i < task->n; i++) {
        if (absent[i] || done[i]) continue;
        for (uint32_t k = i; k < task->n; k++) done[k] |= part[k] == part[i];
        *vec_push(a, &parts) = cut(task, part, part[i], absent, a);
    }
    if (parts.n) qsort(parts.at, parts.n, sizeof *parts.at, largest_first);
    out->parts = parts.at;
    out->parts_n = parts.n;
    return true;
}
