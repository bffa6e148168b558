#include "base/vec.h"
#include "store/pack.h"
#include "store/statement.h"

#include <stdlib.h>

rt_code store_put_pair(store *s, const rt_pair *pair, arena *tmp, rt_err *err) {
    statement st = statement_of(s, SQL_PUT_PAIR, err);
    bind_number(&st, 1, pair->a);
    bind_number(&st, 2, pair->b);
    bind_share(&st, 3, (double)pair->similarity);
    bind_share(&st, 4, (double)pair->a_covered);
    bind_share(&st, 5, (double)pair->b_covered);
    bind_bytes(&st, 6, pack_passages(tmp, pair->passages, pair->passages_n));
    statement_do(&st);
    return statement_end(&st);
}

rt_code store_pairs_of(store *s, uint32_t number, arena *a, const rt_pair **out,
                       uint32_t *n, rt_err *err) {
    VEC(rt_pair) pairs = {0};
    statement st = statement_of(s, SQL_PAIRS_OF, err);
    bind_number(&st, 1, number);
    while (statement_row(&st))
        *vec_push(a, &pairs) = (rt_pair){.a = column_count(&st, 0, UINT32_MAX),
                                         .b = column_count(&st, 1, UINT32_MAX),
                                         .similarity = column_share(&st, 2),
                                         .a_covered = column_share(&st, 3),
                                         .b_covered = column_share(&st, 4)};
    *out = pairs.at;
    *n = pairs.n;
    return statement_end(&st);
}

rt_code store_put_story(store *s, uint32_t number, uint32_t story, uint32_t thread,
                        rt_err *err) {
    statement st = statement_of(s, SQL_PUT_STORY, err);
    bind_number(&st, 1, story);
    bind_number(&st, 2, thread);
    bind_number(&st, 3, number);
    statement_do(&st);
    return statement_end(&st);
}

rt_code store_last_story(store *s, uint32_t *story, rt_err *err) {
    *story = 0;
    statement st = statement_of(s, SQL_LAST_STORY, err);
    if (statement_row(&st)) *story = column_count(&st, 0, UINT32_MAX);
    return statement_end(&st);
}

rt_code store_set_stories(store *s, uint32_t last, int64_t more, rt_err *err) {
    statement st = statement_of(s, SQL_SET_STORIES, err);
    bind_number(&st, 1, last);
    bind_number(&st, 2, more);
    statement_do(&st);
    return statement_end(&st);
}

rt_code store_index_seal(store *s, uint64_t *directory, uint64_t *stamp, rt_err *err) {
    *directory = *stamp = 0;
    statement st = statement_of(s, SQL_INDEX_SEAL, err);
    if (statement_row(&st)) {
        *directory = (uint64_t)column_number(&st, 0);
        *stamp = (uint64_t)column_number(&st, 1);
    }
    return statement_end(&st);
}

rt_code store_set_index_seal(store *s, uint64_t directory, uint64_t stamp, rt_err *err) {
    statement st = statement_of(s, SQL_SET_INDEX_SEAL, err);
    bind_number(&st, 1, (int64_t)directory);
    bind_number(&st, 2, (int64_t)stamp);
    statement_do(&st);
    return statement_end(&st);
}

/* The first column of all rows. */
static rt_code collect(statement *st, arena *a, const uint32_t **out, uint32_t *n) {
    VEC(uint32_t) numbers = {0};
    while (statement_row(st)) *vec_push(a, &numbers) = column_count(st, 0, UINT32_MAX);
    *out = numbers.at;
    *n = numbers.n;
    return statement_end(st);
}

rt_code store_stories(store *s, bool by_size, arena *a, const uint32_t **out, uint32_t *n,
                      rt_err *err) {
    statement st = statement_of(s, by_size ? SQL_STORIES_BY_SIZE : SQL_STORIES, err);
    return collect(&st, a, out, n);
}

rt_code store_members(store *s, uint32_t story, arena *a, const uint32_t **out,
                      uint32_t *n, rt_err *err) {
    statement st = statement_of(s, SQL_MEMBERS, err);
    bind_number(&st, 1, story);
    return collect(&st, a, out, n);
}

rt_code store_seats(store *s, arena *a, const store_seat **out, uint32_t *n,
                    rt_err *err) {
    VEC(store_seat) seats = {0};
    statement st = statement_of(s, SQL_SEATS, err);
    while (statement_row(&st))
        *vec_push(a, &seats) = (store_seat){column_count(&st, 0, UINT32_MAX),
                                            column_count(&st, 1, UINT32_MAX)};
    *out = seats.at;
    *n = seats.n;
    return statement_end(&st);
}

/* Which position in a story an article has. */
typedef struct seat {
    uint32_t number, position;
} seat;

static int by_number(const void *x, const void *y) {
    const seat *a = x, *b = y;
    return (a->number > b->number) - (a->number < b->number);
}

static const seat *seats_of(const uint32_t *members, uint32_t n, arena *a) {
    seat *seats = arena_many(a, seat, n);
    for (uint32_t i = 0; i < n; i++) seats[i] = (seat){members[i], i};
    qsort(seats, n, sizeof *seats, by_number);
    return seats;
}

/* A story being read. */
typedef struct reading {
    store *s;
    const seat *seats; /* by number */
    store_story *story;
    VEC(rt_pair) pairs;
} reading;

/* Adds the pairs of `first` with articles of the story that have a larger id. */
static rt_code read_pairs(reading *r, const seat *first, arena *a, rt_err *err) {
    const rt_article *articles = r->story->articles;
    statement st = statement_of(r->s, SQL_PAIRS_WITH_PASSAGES, err);
    bind_number(&st, 1, first->number);
    bool good = true;
    while (good && statement_row(&st)) {
        seat asked = {.number = column_count(&st, 0, UINT32_MAX)};
        const seat *other =
            bsearch(&asked, r->seats, r->story->articles_n, sizeof asked, by_number);
        if (!other) continue;
        rt_pair *pair = vec_push(a, &r->pairs);
        *pair = (rt_pair){.a = first->position,
                          .b = other->position,
                          .similarity = column_share(&st, 1),
                          .a_covered = column_share(&st, 2),
                          .b_covered = column_share(&st, 3)};
        good = unpack_passages(column_bytes(&st, 4, a), articles[pair->a].text.n,
                               articles[pair->b].text.n, a, pair);
    }
    rt_code code = statement_end(&st);
    if (code == RT_OK && !good)
        code = err_set(err, RT_E_STORE, store_path(r->s),
                       "pairs of article %u are damaged", first->number);
    return code;
}

rt_code store_story_get(store *s, uint32_t story, arena *a, store_story *out,
                        rt_err *err) {
    *out = (store_story){.number = story};
    const uint32_t *members;
    rt_code code = store_members(s, story, a, &members, &out->articles_n, err);
    if (code == RT_OK && !out->articles_n)
        code = err_set(err, RT_E_STORE, store_path(s), "there is no story %u", story);
    rt_article *articles = arena_many(a, rt_article, out->articles_n);
    for (uint32_t i = 0; code == RT_OK && i < out->articles_n; i++)
        code = store_article(s, members[i], a, &articles[i], err);
    out->articles = articles;
    store_head head = {0};
    if (code == RT_OK) code = store_article_head(s, members[0], a, &head, err);
    out->thread = head.thread;
    reading r = {.s = s, .story = out};
    if (code == RT_OK) r.seats = seats_of(members, out->articles_n, a);
    for (uint32_t i = 0; code == RT_OK && i < out->articles_n; i++)
        code = read_pairs(&r, &r.seats[i], a, err);
    out->pairs = r.pairs.at;
    out->pairs_n = r.pairs.n;
    return code;
}
