#include "run/stories.h"

#include "base/err.h"
#include "base/pipe.h"

#include <stdlib.h>

/* A group of trace_cluster with what its number depends on. */
typedef struct group {
    uint32_t leader; /* its smallest position, which is also its smallest id */
    uint32_t size;
    int32_t day;
} group;

static int by_size_day_leader(const void *x, const void *y) {
    const group *a = x, *b = y;
    if (a->size != b->size) return a->size < b->size ? 1 : -1;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    return (a->leader > b->leader) - (a->leader < b->leader);
}

void grouping_release(grouping *g) {
    free(g->story);
    free(g->thread);
    free(g->members);
    free(g->first);
    *g = (grouping){0};
}

static bool grouping_init(grouping *g, uint32_t n) {
    *g = (grouping){.story = calloc((size_t)n + 1, sizeof *g->story),
                    .thread = calloc((size_t)n + 2, sizeof *g->thread),
                    .members = calloc((size_t)n + 1, sizeof *g->members),
                    .first = calloc((size_t)n + 2, sizeof *g->first)};
    return g->story && g->thread && g->members && g->first;
}

/* What trace_cluster takes and gives, in `a`. */
typedef struct clustering {
    const pile *pile;
    const related *related;
    arena a;
    trace_groups of;
    trace_node *nodes;
    group *groups;
} clustering;

static void cluster(void *context) {
    clustering *c = context;
    uint32_t n = c->pile->n;
    c->nodes = arena_many(&c->a, trace_node, n);
    c->groups = arena_many(&c->a, group, n);
    c->of.story = arena_many(&c->a, uint32_t, n);
    c->of.thread = arena_many(&c->a, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) c->nodes[i] = item_node(c->pile->items[i]);
    trace_cluster(c->nodes, n, c->related->pairs, c->related->n, &c->a, &c->of);
}

/* Numbers the groups and lists their members. */
static void number_groups(clustering *c, grouping *g) {
    uint32_t n = c->pile->n;
    for (uint32_t i = 0; i < n; i++) {
        group *of = &c->groups[c->of.story[i]];
        int32_t day = c->nodes[i].day == INT32_MIN ? INT32_MAX : c->nodes[i].day;
        if (!of->size++) *of = (group){c->of.story[i], 1, INT32_MAX};
        if (day < of->day) of->day = day;
    }
    for (uint32_t i = 0; i < n; i++)
        if (c->groups[i].size) c->groups[g->stories_n++] = c->groups[i];
    qsort(c->groups, g->stories_n, sizeof *c->groups, by_size_day_leader);
    for (uint32_t s = 0; s < g->stories_n; s++) g->story[c->groups[s].leader] = s + 1;
    for (uint32_t i = 0; i < n; i++) g->story[i] = g->story[c->of.story[i]];
}

/* Fills members and first; and thread, for which members have to be known. */
static void list_members(clustering *c, grouping *g) {
    uint32_t at = 0;
    for (uint32_t s = 1; s <= g->stories_n; s++) {
        g->first[s] = at;
        at += c->groups[s - 1].size;
    }
    g->first[g->stories_n + 1] = at;
    uint32_t *next = arena_many(&c->a, uint32_t, g->stories_n + 1);
    memcpy(next, g->first, (g->stories_n + 1) * sizeof *next);
    for (uint32_t i = 0; i < c->pile->n; i++) g->members[next[g->story[i]]++] = i;
    uint32_t *of_thread = arena_many(&c->a, uint32_t, c->pile->n);
    for (uint32_t s = 1; s <= g->stories_n; s++) {
        uint32_t *number = &of_thread[c->of.thread[g->members[g->first[s]]]];
        if (!*number) *number = s;
        g->thread[s] = *number;
    }
}

static void arrange(void *context) {
    void **both = context;
    clustering *c = both[0];
    grouping *g = both[1];
    cluster(c);
    number_groups(c, g);
    list_members(c, g);
}

rt_code group_pile(const pile *p, const related *r, grouping *out, rt_err *err) {
    clustering c = {.pile = p, .related = r};
    arena_init(&c.a, 0);
    void *both[] = {&c, out};
    bool good = grouping_init(out, p->n) && arena_try(&c.a, arrange, both);
    arena_release(&c.a);
    if (good) return RT_OK;
    grouping_release(out);
    return err_set(err, RT_E_STOPPED, NULL, "memory ran out while grouping");
}

/* The pairs inside stories, story by story: those of story s are pairs[first[s]] up to
 * pairs[first[s + 1]], with a and b as positions in the story. */
typedef struct story_pairs {
    rt_pair *pairs;
    size_t *first;
} story_pairs;

static bool sort_pairs(const stories_input *in, story_pairs *out) {
    const grouping *g = in->grouping;
    const related *r = in->related;
    out->pairs = calloc(r->n + 1, sizeof *out->pairs);
    out->first = calloc((size_t)g->stories_n + 3, sizeof *out->first);
    uint32_t *place = calloc((size_t)in->pile->n + 1, sizeof *place);
    if (!out->pairs || !out->first || !place) {
        free(place);
        return false;
    }
    for (uint32_t s = 1; s <= g->stories_n; s++)
        for (uint32_t i = g->first[s]; i < g->first[s + 1]; i++)
            place[g->members[i]] = i - g->first[s];
    for (size_t i = 0; i < r->n; i++)
        if (g->story[r->pairs[i].a] == g->story[r->pairs[i].b])
            out->first[g->story[r->pairs[i].a] + 2]++;
    for (uint32_t s = 2; s <= g->stories_n + 2; s++) out->first[s] += out->first[s - 1];
    for (size_t i = 0; i < r->n; i++) {
        uint32_t s = g->story[r->pairs[i].a];
        if (s != g->story[r->pairs[i].b]) continue;
        rt_pair *pair = &out->pairs[out->first[s + 1]++];
        *pair = r->pairs[i];
        pair->a = place[pair->a];
        pair->b = place[pair->b];
    }
    free(place);
    return true;
}

typedef struct tracing {
    const stories_input *in;
    const story_sink *sink;
    story_pairs pairs;
    uint32_t next;
} tracing;

/* One story on its way. */
typedef struct slot {
    arena memory;
    uint32_t number;
    rt_story story;
    const tracing *run;
    bool good;
} slot;

static rt_code produce(void *context, void *item, rt_err *err) {
    tracing *t = context;
    slot *s = item;
    if (t->in->stop && *t->in->stop)
        return err_set(err, RT_E_STOPPED, NULL, "interrupted");
    if (t->next > t->in->grouping->stories_n) return RT_END;
    s->number = t->next++;
    s->run = t;
    arena_reset(&s->memory);
    return RT_OK;
}

static void trace_one(void *context) {
    slot *s = context;
    const stories_input *in = s->run->in;
    const grouping *g = in->grouping;
    const size_t *first = &s->run->pairs.first[s->number];
    uint32_t n = g->first[s->number + 1] - g->first[s->number];
    trace_item *items = arena_many(&s->memory, trace_item, n);
    for (uint32_t i = 0; i < n; i++)
        items[i] = item_trace(in->pile->items[g->members[g->first[s->number] + i]]);
    trace_input input = {.items = items,
                         .n = n,
                         .pairs = s->run->pairs.pairs + first[0],
                         .pairs_n = (uint32_t)(first[1] - first[0]),
                         .lex = in->lex};
    trace_story(&input, &s->memory, &s->story);
    s->story.number = s->number;
    s->story.thread = g->thread[s->number];
}

static void work(void *context, void *item, unsigned worker) {
    (void)context, (void)worker;
    slot *s = item;
    s->good = arena_try(&s->memory, trace_one, s);
}

static rt_code consume(void *context, void *item, rt_err *err) {
    tracing *t = context;
    slot *s = item;
    if (!s->good) return err_set(err, RT_E_STOPPED, NULL, "memory ran out while tracing");
    return t->sink->take(t->sink->context, &s->story, &s->memory, err);
}

rt_code trace_each(const stories_input *in, const story_sink *sink, rt_err *err) {
    enum { SLOTS_A_WORKER = 4, MOST_SLOTS = 64 * SLOTS_A_WORKER };
    tracing t = {.in = in, .sink = sink, .next = 1};
    unsigned threads = run_threads(in->threads), slots_n = threads * SLOTS_A_WORKER;
    slot *slots = calloc(slots_n, sizeof *slots);
    void *at[MOST_SLOTS];
    rt_code code = RT_OK;
    if (slots && sort_pairs(in, &t.pairs)) {
        for (unsigned i = 0; i < slots_n; i++) at[i] = &slots[i];
        pipe_steps steps = {produce, work, consume, &t};
        code = pipe_run(&steps, at, slots_n, threads, err);
        for (unsigned i = 0; i < slots_n; i++) arena_release(&slots[i].memory);
    } else {
        code = err_set(err, RT_E_STOPPED, NULL, "memory ran out while tracing");
    }
    free(t.pairs.pairs);
    free(t.pairs.first);
    free(slots);
    return code;
}
