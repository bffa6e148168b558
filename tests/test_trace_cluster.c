/* Stories and threads of invented articles, of which only the pairs are known. */
#include "base/vec.h"
#include "trace/trace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct pile {
    arena a;
    trace_node *nodes;
    uint32_t n;
    VEC(rt_pair) pairs;
    VEC(trace_verdict) verdicts;
    trace_groups of;
} pile;

static void pile_init(pile *p, uint32_t n) {
    *p = (pile){.n = n};
    arena_init(&p->a, 0);
    p->nodes = arena_many(&p->a, trace_node, n);
    for (uint32_t i = 0; i < n; i++)
        p->nodes[i] = (trace_node){.day = INT32_MIN, .words = 300};
    p->of.story = arena_many(&p->a, uint32_t, n);
    p->of.thread = arena_many(&p->a, uint32_t, n);
}

static void relate(pile *p, uint32_t a, uint32_t b, float similarity) {
    float covered = similarity > 0.5F ? 0.3F : 0;
    *vec_push(&p->a, &p->pairs) = (rt_pair){.a = a,
                                            .b = b,
                                            .similarity = similarity,
                                            .a_covered = covered,
                                            .b_covered = covered};
}

static void relate_all(pile *p, uint32_t from, uint32_t to, float similarity) {
    for (uint32_t i = from; i < to; i++)
        for (uint32_t j = i + 1; j < to; j++) relate(p, i, j, similarity);
}

static void cluster(pile *p) {
    trace_cluster_input in = {.nodes = p->nodes,
                              .n = p->n,
                              .pairs = p->pairs.at,
                              .pairs_n = p->pairs.n,
                              .verdicts = p->verdicts.at,
                              .verdicts_n = p->verdicts.n};
    trace_cluster(&in, &p->a, &p->of);
}

static void two_events_are_two_stories(void **state) {
    (void)state;
    pile p;
    pile_init(&p, 7);
    relate_all(&p, 0, 3, 0.8F);
    relate_all(&p, 3, 6, 0.8F);
    relate(&p, 2, 3, 0.3F);
    cluster(&p);
    for (uint32_t i = 0; i < 3; i++) assert_int_equal(p.of.story[i], 0);
    for (uint32_t i = 3; i < 6; i++) assert_int_equal(p.of.story[i], 3);
    assert_int_equal(p.of.story[6], 6);
    assert_int_equal(p.of.thread[6], 6);
    arena_release(&p.a);
}

static void one_bridge_does_not_join_two_stories(void **state) {
    (void)state;
    pile p;
    pile_init(&p, 8);
    relate_all(&p, 0, 4, 0.8F);
    relate_all(&p, 4, 8, 0.8F);
    relate(&p, 3, 4, 0.8F);
    cluster(&p);
    assert_int_equal(p.of.story[3], 0);
    assert_int_equal(p.of.story[7], 4);
    arena_release(&p.a);
}

static void time_tells_like_events_apart(void **state) {
    (void)state;
    pile p;
    pile_init(&p, 4);
    relate_all(&p, 0, 4, 0.65F);
    cluster(&p);
    assert_int_equal(p.of.story[3], 0);
    p.nodes[0].day = p.nodes[1].day = 20000;
    p.nodes[2].day = p.nodes[3].day = 20050;
    cluster(&p);
    assert_int_equal(p.of.story[1], 0);
    assert_int_equal(p.of.story[2], 2);
    assert_int_equal(p.of.story[3], 2);
    arena_release(&p.a);
}

static void stories_on_one_subject_make_a_thread(void **state) {
    (void)state;
    pile p;
    pile_init(&p, 6);
    relate_all(&p, 0, 3, 0.8F);
    relate_all(&p, 3, 6, 0.8F);
    for (uint32_t i = 0; i < 3; i++)
        for (uint32_t j = 3; j < 6; j++) relate(&p, i, j, 0.5F);
    cluster(&p);
    assert_int_equal(p.of.story[3], 3);
    assert_int_equal(p.of.thread[3], 0);
    arena_release(&p.a);
}

static void the_order_of_pairs_changes_nothing(void **state) {
    (void)state;
    enum { N = 60 };
    pile p, q;
    pile_init(&p, N), pile_init(&q, N);
    uint32_t seed = 7;
    for (uint32_t i = 0; i < N; i++)
        for (uint32_t j = i + 1; j < N; j++) {
            seed = seed * 1664525 + 1013904223;
            relate(&p, i, j, (float)(seed >> 24) / 255 * (i / 6 == j / 6 ? 1 : 0.6F));
        }
    for (uint32_t i = p.pairs.n; i-- > 0;) {
        rt_pair turned = p.pairs.at[i];
        relate(&q, turned.b, turned.a, turned.similarity);
    }
    cluster(&p), cluster(&q);
    assert_memory_equal(p.of.story, q.of.story, N * sizeof *p.of.story);
    assert_memory_equal(p.of.thread, q.of.thread, N * sizeof *p.of.thread);
    arena_release(&p.a), arena_release(&q.a);
}

static void ten_thousand_copies_are_one_story(void **state) {
    (void)state;
    enum { N = 10000 };
    pile p;
    pile_init(&p, N);
    for (uint32_t i = 1; i < N; i++)
        for (uint32_t j = i < 8 ? 0 : i % 8; j < i && j < 8; j++)
            *vec_push(&p.a, &p.pairs) = (rt_pair){
                .a = j, .b = i, .similarity = 1, .a_covered = 1, .b_covered = 1};
    cluster(&p);
    for (uint32_t i = 0; i < N; i++) assert_int_equal(p.of.story[i], 0);
    arena_release(&p.a);
}

static void a_star_of_likes_stays_bounded(void **state) {
    (void)state;
    enum { N = 20000 };
    pile p;
    pile_init(&p, N);
    for (uint32_t i = 1; i < N; i++) relate(&p, 0, i, 0.9F);
    cluster(&p);
    for (uint32_t i = 0; i < N; i++) assert_true(p.of.story[i] <= i);
    arena_release(&p.a);
}

static void nothing_at_all(void **state) {
    (void)state;
    pile p;
    pile_init(&p, 0);
    cluster(&p);
    arena_release(&p.a);
    pile_init(&p, 2);
    p.nodes[0].day = INT32_MAX, p.nodes[1].day = INT32_MIN + 1;
    relate(&p, 0, 1, 0);
    cluster(&p);
    assert_int_equal(p.of.story[1], 1);
    arena_release(&p.a);
}

static void judge(pile *p, uint32_t a, uint32_t b, bool same) {
    *vec_push(&p->a, &p->verdicts) = (trace_verdict){a, b, same};
}

static void what_a_user_parts_stays_apart(void **state) {
    (void)state;
    pile p;
    pile_init(&p, 4);
    relate_all(&p, 0, 4, 0.8F);
    for (uint32_t i = 0; i < p.pairs.n; i++)
        p.pairs.at[i].a_covered = p.pairs.at[i].b_covered = 1;
    judge(&p, 3, 1, false);
    cluster(&p);
    assert_int_not_equal(p.of.story[1], p.of.story[3]);
    assert_int_equal(p.of.thread[1], p.of.thread[3]);
    for (uint32_t i = 0; i < 4; i++)
        assert_true(p.of.story[i] == p.of.story[1] || p.of.story[i] == p.of.story[3]);
    arena_release(&p.a);
}

static void what_a_user_joins_brings_its_stories(void **state) {
    (void)state;
    pile p;
    pile_init(&p, 7);
    relate_all(&p, 0, 3, 0.8F);
    relate_all(&p, 3, 6, 0.8F);
    judge(&p, 2, 5, true);
    cluster(&p);
    for (uint32_t i = 0; i < 6; i++) assert_int_equal(p.of.story[i], 0);
    assert_int_equal(p.of.story[6], 6);
    arena_release(&p.a);
}

/* 0 and 1 belong together, and so do 2 and 3; 0 and 2 are joined, 1 and 3 parted. */
static void all_that_a_user_says_holds_together(void **state) {
    (void)state;
    pile p;
    pile_init(&p, 4);
    relate(&p, 0, 1, 0.8F);
    relate(&p, 2, 3, 0.8F);
    judge(&p, 0, 2, true);
    judge(&p, 1, 3, false);
    cluster(&p);
    assert_int_equal(p.of.story[0], p.of.story[2]);
    assert_int_not_equal(p.of.story[1], p.of.story[3]);
    arena_release(&p.a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_events_are_two_stories),
        cmocka_unit_test(one_bridge_does_not_join_two_stories),
        cmocka_unit_test(time_tells_like_events_apart),
        cmocka_unit_test(stories_on_one_subject_make_a_thread),
        cmocka_unit_test(the_order_of_pairs_changes_nothing),
        cmocka_unit_test(ten_thousand_copies_are_one_story),
        cmocka_unit_test(a_star_of_likes_stays_bounded),
        cmocka_unit_test(nothing_at_all),
        cmocka_unit_test(what_a_user_parts_stays_apart),
        cmocka_unit_test(what_a_user_joins_brings_its_stories),
        cmocka_unit_test(all_that_a_user_says_holds_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
