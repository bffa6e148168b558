#include "base/err.h"
#include "base/hash.h"
#include "base/vec.h"
#include "run/corpus.h"
#include "run/corrections.h"
#include "run/number.h"
#include "run/pile.h"

#include <stdlib.h>

/* Regrouping follows pairs from the new articles on, so that articles far from them stay
 * as they are. It stops here, where all of a large corpus would hang together by weak
 * likeness, and keeps stories whole. */
enum { FAR_ENOUGH = 400 };

/* An article reached, with its head. */
typedef struct seat {
    trace_node node;
    uint32_t number, story, thread;
} seat;

typedef VEC(rt_pair) pair_vec;
typedef VEC(uint32_t) number_vec;
typedef VEC(seat) seat_vec;

typedef struct regrouping {
    rt_corpus *c;
    const uint32_t *fresh; /* articles to begin with */
    uint32_t fresh_n;
    bool theirs_only; /* only their stories may change */
    /* Where set, they are taken to be absent, and nothing is written: the groups go here,
     * in the other arena. */
    without *parts;
    arena *keep;
    corrections said;
    uint32_t last_story;
    bool *reached;      /* by number */
    bool *taken;        /* by number of story: all its articles are reached */
    number_vec numbers; /* of the articles reached; by id in the end */
    seat_vec seats;     /* theirs; by id in the end */
    pair_vec pairs;     /* among them; numbers first, then positions */
    trace_node *nodes;
    uint32_t *old, *old_thread;
    arena a, scratch;
    rt_code code;
    rt_err *err;
} regrouping;

static trace_node node_of(const store_head *head) {
    rt_article article = {.id = head->id,
                          .outlet = head->outlet,
                          .language = head->language,
                          .published = head->published};
    return article_node(&article, head->words);
}

static void reach(regrouping *r, uint32_t number) {
    if (r->reached[number]) return;
    r->reached[number] = true;
    *vec_push(&r->a, &r->numbers) = number;
}

/* So do the articles that a user puts into one story with it. */
static rt_code reach_partners(regrouping *r, rt_id id) {
    uint32_t n, number;
    const rt_id *partners = corrections_partners(&r->said, id, &r->scratch, &n);
    rt_code code = RT_OK;
    for (uint32_t i = 0; code == RT_OK && i < n; i++) {
        code = store_find(r->c->store, partners[i], &number, r->err);
        if (code == RT_OK) reach(r, number);
    }
    return code;
}

/* Takes an article's seat; its story comes with it. */
static rt_code reach_story(regrouping *r, uint32_t number) {
    store_head head;
    rt_code code = store_article_head(r->c->store, number, &r->scratch, &head, r->err);
    if (code == RT_OK)
        *vec_push(&r->a, &r->seats) =
            (seat){node_of(&head), number, head.story, head.thread};
    if (code == RT_OK) code = reach_partners(r, head.id);
    if (code != RT_OK || !head.story || head.story > r->last_story ||
        r->taken[head.story])
        return code;
    r->taken[head.story] = true;
    const uint32_t *members;
    uint32_t n;
    code = store_members(r->c->store, head.story, &r->scratch, &members, &n, r->err);
    for (uint32_t i = 0; code == RT_OK && i < n; i++) reach(r, members[i]);
    return code;
}

/* Follows the pairs of all articles reached, which reaches more. */
static rt_code follow(regrouping *r) {
    rt_code code = RT_OK;
    uint32_t limit = r->fresh_n + FAR_ENOUGH;
    for (uint32_t i = 0; code == RT_OK && i < r->numbers.n; i++) {
        uint32_t number = r->numbers.at[i], n = 0;
        const rt_pair *pairs;
        arena_reset(&r->scratch);
        code = store_pairs_of(r->c->store, number, &r->scratch, &pairs, &n, r->err);
        for (uint32_t k = 0; code == RT_OK && k < n; k++) {
            if (r->numbers.n < limit)
                reach(r, pairs[k].a == number ? pairs[k].b : pairs[k].a);
            if (pairs[k].a == number) *vec_push(&r->a, &r->pairs) = pairs[k];
        }
        if (code == RT_OK) code = reach_story(r, number);
    }
    return code;
}

static int by_id(const void *x, const void *y) {
    const seat *a = x, *b = y;
    return id_cmp(a->node.id, b->node.id);
}

/* Where an article is among those reached. */
typedef struct place {
    uint32_t number, position;
} place;

static int by_number(const void *x, const void *y) {
    const place *a = x, *b = y;
    return (a->number > b->number) - (a->number < b->number);
}

static const place *places_of(regrouping *r) {
    uint32_t n = r->seats.n;
    place *places = arena_many(&r->a, place, n);
    for (uint32_t i = 0; i < n; i++) places[i] = (place){r->seats.at[i].number, i};
    if (n) qsort(places, n, sizeof *places, by_number);
    return places;
}

/* From a number to a position. */
static uint32_t position_of(const regrouping *r, const place *places, uint32_t number) {
    place asked = {.number = number};
    const place *at = bsearch(&asked, places, r->seats.n, sizeof asked, by_number);
    return at->position;
}

static bool is_fresh(const regrouping *r, uint32_t number) {
    for (uint32_t i = 0; i < r->fresh_n; i++)
        if (r->fresh[i] == number) return true;
    return false;
}

/* Lays articles and pairs out as trace_cluster wants them; drops pairs that lead out. */
static void lay_out(regrouping *r) {
    uint32_t n = r->seats.n, kept = 0;
    seat *seats = r->seats.at;
    if (n) qsort(seats, n, sizeof *seats, by_id);
    const place *places = places_of(r);
    r->nodes = arena_many(&r->a, trace_node, n);
    r->old = arena_many(&r->a, uint32_t, n);
    r->old_thread = arena_many(&r->a, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        r->numbers.at[i] = seats[i].number;
        r->nodes[i] = seats[i].node;
        r->old[i] = seats[i].story <= r->last_story ? seats[i].story : 0;
        r->old_thread[i] = seats[i].thread;
    }
    for (uint32_t i = 0; i < r->pairs.n; i++) {
        rt_pair pair = r->pairs.at[i];
        if (!r->reached[pair.a] || !r->reached[pair.b]) continue;
        if (r->parts && (is_fresh(r, pair.a) || is_fresh(r, pair.b))) continue;
        pair.a = position_of(r, places, pair.a);
        pair.b = position_of(r, places, pair.b);
        r->pairs.at[kept++] = pair;
    }
    r->pairs.n = kept;
}

static int by_value(const void *x, const void *y) {
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

/* How many stories there are among the articles reached; 0 is none. */
static uint32_t count_stories(regrouping *r, const uint32_t *story) {
    uint32_t n = r->numbers.n, stories = 0;
    uint32_t *sorted = arena_many(&r->a, uint32_t, n);
    if (n) memcpy(sorted, story, n * sizeof *sorted);
    if (n > 1) qsort(sorted, n, sizeof *sorted, by_value);
    for (uint32_t i = 0; i < n; i++)
        stories += sorted[i] && (!i || sorted[i] != sorted[i - 1]);
    return stories;
}

/* Writes what has changed. */
static rt_code write_groups(regrouping *r, const uint32_t *story, const uint32_t *thread,
                            uint32_t last) {
    store *s = r->c->store;
    rt_code code = RT_OK;
    for (uint32_t i = 0; code == RT_OK && i < r->numbers.n; i++)
        if (story[i] != r->old[i] || thread[i] != r->old_thread[i])
            code = store_put_story(s, r->numbers.at[i], story[i], thread[i], r->err);
    int64_t more = (int64_t)count_stories(r, story) - count_stories(r, r->old);
    if (code == RT_OK && (last != r->last_story || more))
        code = store_set_stories(s, last, more, r->err);
    return code;
}

/* Puts articles of other stories than those asked for back into these. */
static void keep_others(regrouping *r, uint32_t *leader) {
    size_t stories = (size_t)r->last_story + 1;
    bool *theirs = arena_many(&r->a, bool, stories);
    uint32_t *first = arena_many(&r->a, uint32_t, stories); /* of an old story, plus 1 */
    uint32_t *instead = arena_many(&r->a, uint32_t, r->numbers.n); /* leaders, plus 1 */
    for (uint32_t i = 0; i < r->numbers.n; i++)
        if (is_fresh(r, r->numbers.at[i])) theirs[r->old[i]] = true;
    for (uint32_t i = 0; i < r->numbers.n; i++) {
        uint32_t *to = theirs[r->old[i]] ? &instead[leader[i]] : &first[r->old[i]];
        if (!*to) *to = i + 1;
        leader[i] = *to - 1;
    }
}

static rt_code keep_parts(regrouping *r, const uint32_t *leader) {
    without_part *parts = arena_many(r->keep, without_part, r->numbers.n);
    for (uint32_t i = 0; i < r->numbers.n; i++)
        parts[i] = (without_part){r->nodes[i].id, leader[i]};
    r->parts->parts = parts;
    r->parts->parts_n = r->numbers.n;
    return RT_OK;
}

static rt_code group(regrouping *r) {
    uint32_t n = r->numbers.n;
    trace_cluster_input cluster = {
        .nodes = r->nodes, .n = n, .pairs = r->pairs.at, .pairs_n = r->pairs.n};
    cluster.verdicts =
        corrections_verdicts(&r->said, r->nodes, n, &r->a, &cluster.verdicts_n);
    numbering in = {.nodes = r->nodes,
                    .n = n,
                    .groups = {.story = arena_many(&r->a, uint32_t, n),
                               .thread = arena_many(&r->a, uint32_t, n)},
                    .old = r->old,
                    .last = r->last_story};
    uint32_t *story = arena_many(&r->a, uint32_t, n);
    uint32_t *thread = arena_many(&r->a, uint32_t, n);
    trace_cluster(&cluster, &r->a, &in.groups);
    if (r->theirs_only) keep_others(r, in.groups.story);
    if (r->parts) return keep_parts(r, in.groups.story);
    number_stories(&in, &r->a, story, thread);
    return write_groups(r, story, thread, in.last);
}

static void regroup(void *context) {
    regrouping *r = context;
    store_sizes sizes;
    r->code = store_size(r->c->store, &sizes, r->err);
    if (r->code == RT_OK) r->code = store_last_story(r->c->store, &r->last_story, r->err);
    if (r->code == RT_OK)
        r->code = corrections_load(r->c->store, &r->a, &r->said, r->err);
    if (r->code != RT_OK) return;
    r->reached = arena_many(&r->a, bool, (size_t)sizes.articles + 1);
    r->taken = arena_many(&r->a, bool, (size_t)r->last_story + 1);
    for (uint32_t i = 0; i < r->fresh_n; i++) reach(r, r->fresh[i]);
    r->code = follow(r);
    if (r->code != RT_OK) return;
    lay_out(r);
    r->code = group(r);
}

static rt_code regroup_all(regrouping *r) {
    if (!arena_try(&r->a, regroup, r))
        r->code = err_set(r->err, RT_E_STOPPED, NULL, "memory ran out while grouping");
    arena_release(&r->a);
    arena_release(&r->scratch);
    return r->code;
}

rt_code corpus_regroup(rt_corpus *c, const uint32_t *numbers, uint32_t n, rt_err *err) {
    regrouping r = {.c = c, .fresh = numbers, .fresh_n = n, .err = err};
    rt_code code = store_begin(c->store, err);
    if (code == RT_OK) code = regroup_all(&r);
    if (code == RT_OK) code = store_commit(c->store, err);
    if (code != RT_OK) store_rollback(c->store);
    return code;
}

rt_code corpus_regroup_stories(rt_corpus *c, const uint32_t *numbers, uint32_t n,
                               rt_err *err) {
    return regroup_all(&(regrouping){
        .c = c, .fresh = numbers, .fresh_n = n, .theirs_only = true, .err = err});
}

rt_code corpus_regroup_without(rt_corpus *c, const uint32_t *numbers, uint32_t n,
                               arena *a, without *out, rt_err *err) {
    return regroup_all(&(regrouping){.c = c,
                                     .fresh = numbers,
                                     .fresh_n = n,
                                     .theirs_only = true,
                                     .parts = out,
                                     .keep = a,
                                     .err = err});
}
