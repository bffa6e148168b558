/* Stories keep their numbers: what is handed on, what is new, and in which order. */
#include "run/number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { N = 6 };

/* Articles 0 to 5, all with ids and days of their own. */
static void number(const uint32_t *groups, const uint32_t *old, uint32_t last,
                   uint32_t *story, uint32_t *thread) {
    trace_node nodes[N];
    uint32_t leaders[N], threads[N];
    memset(nodes, 0, sizeof nodes);
    for (uint32_t i = 0; i < N; i++) {
        nodes[i].id.byte[0] = (uint8_t)i;
        nodes[i].day = 20000 - (int32_t)i;
        leaders[i] = groups[i];
        threads[i] = 0;
    }
    numbering in = {
        .nodes = nodes, .n = N, .groups = {leaders, threads}, .old = old, .last = last};
    arena a;
    arena_init(&a, 0);
    number_stories(&in, &a, story, thread);
    arena_release(&a);
}

static void new_stories_go_by_size_then_day(void **state) {
    (void)state;
    const uint32_t groups[N] = {0, 1, 2, 2, 2, 1};
    uint32_t story[N], thread[N];
    number(groups, NULL, 0, story, thread);
    const uint32_t expected[N] = {3, 2, 1, 1, 1, 2};
    assert_memory_equal(story, expected, sizeof expected);
    for (int i = 0; i < N; i++) assert_int_equal(thread[i], 1);
}

static void a_story_keeps_its_number_when_it_grows(void **state) {
    (void)state;
    const uint32_t groups[N] = {0, 0, 2, 2, 2, 5};
    const uint32_t old[N] = {7, 7, 3, 3, 0, 0};
    uint32_t story[N], thread[N];
    number(groups, old, 9, story, thread);
    const uint32_t expected[N] = {7, 7, 3, 3, 3, 10};
    assert_memory_equal(story, expected, sizeof expected);
}

static void a_merged_story_has_the_number_of_the_larger(void **state) {
    (void)state;
    const uint32_t groups[N] = {0, 0, 0, 0, 0, 5};
    const uint32_t old[N] = {2, 2, 4, 4, 4, 6};
    uint32_t story[N], thread[N];
    number(groups, old, 6, story, thread);
    for (int i = 0; i < 5; i++) assert_int_equal(story[i], 4);
    assert_int_equal(story[5], 6);
}

static void a_split_story_leaves_its_number_to_the_larger_part(void **state) {
    (void)state;
    const uint32_t groups[N] = {0, 0, 2, 2, 2, 5};
    const uint32_t old[N] = {1, 1, 1, 1, 1, 1};
    uint32_t story[N], thread[N];
    number(groups, old, 1, story, thread);
    const uint32_t expected[N] = {2, 2, 1, 1, 1, 3};
    assert_memory_equal(story, expected, sizeof expected);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_stories_go_by_size_then_day),
        cmocka_unit_test(a_story_keeps_its_number_when_it_grows),
        cmocka_unit_test(a_merged_story_has_the_number_of_the_larger),
        cmocka_unit_test(a_split_story_leaves_its_number_to_the_larger_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
