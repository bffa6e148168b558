/* Similarity and neighbours of invented texts, given as numbers in place of stems. */
#include "match/similar.h"

#include "base/hash.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { MOST = 4096 };

/* A text of `n` terms numbered from `from`, with the flags given. */
static match_text text_of(arena *a, uint64_t from, uint32_t n, uint8_t flags) {
    uint64_t *stem = arena_many(a, uint64_t, n);
    rt_span *span = arena_many(a, rt_span, n);
    uint8_t *flag = arena_many(a, uint8_t, n);
    for (uint32_t i = 0; i < n; i++) {
        stem[i] = hash_mix(from + i), flag[i] = flags;
        span[i] = (rt_span){i * 5, i * 5 + 4};
    }
    return (match_text){.terms = {stem, stem, span, flag, n, NULL, 0}, .day = INT32_MIN};
}

static bool add(similar_index *x, const match_text *text) {
    arena a;
    arena_init(&a, 0);
    bool added = similar_add(x, text, match_digest_of(NULL, text, &a));
    arena_release(&a);
    return added;
}

static similar_index *index_of(const match_text *text, uint32_t n) {
    similar_index *x = similar_new();
    assert_non_null(x);
    for (uint32_t i = 0; i < n; i++) assert_true(add(x, &text[i]));
    return x;
}

static void the_more_shared_the_more_alike(void **state) {
    (void)state;
    arena a;
    arena_init(&a, 0);
    match_text base = text_of(&a, 1000, 200, 0);
    match_text near = text_of(&a, 1050, 200, 0), far = text_of(&a, 1150, 200, 0);
    match_text other = text_of(&a, 5000, 200, 0), empty = text_of(&a, 0, 0, 0);
    assert_float_equal(similar_between(NULL, &base, &base, &a), 1, 1e-5);
    float one = similar_between(NULL, &base, &near, &a);
    float two = similar_between(NULL, &base, &far, &a);
    assert_true(one < 1 && one > two && two > 0);
    assert_float_equal(similar_between(NULL, &base, &near, &a),
                       similar_between(NULL, &near, &base, &a), 1e-6);
    assert_float_equal(similar_between(NULL, &base, &other, &a), 0, 1e-6);
    assert_float_equal(similar_between(NULL, &base, &empty, &a), 0, 1e-6);
    assert_float_equal(similar_between(NULL, &empty, &empty, &a), 0, 1e-6);
    arena_release(&a);
}

/* Terms [from, from + n) of `into` become the terms numbered from `first`. */
static match_text replaced(arena *a, match_text into, uint32_t from, uint64_t first) {
    uint64_t *stem = arena_many(a, uint64_t, into.terms.n);
    uint8_t *flag = arena_many(a, uint8_t, into.terms.n);
    memcpy(stem, into.terms.stem, into.terms.n * sizeof *stem);
    memcpy(flag, into.terms.flags, into.terms.n);
    for (uint32_t i = from; i < into.terms.n; i++)
        stem[i] = hash_mix(first + i), flag[i] = 0;
    into.terms.stem = into.terms.hash = stem, into.terms.flags = flag;
    return into;
}

static void function_words_do_not_make_articles_alike(void **state) {
    (void)state;
    arena a;
    arena_init(&a, 0);
    match_text stops = text_of(&a, 1, 300, RT_TERM_STOP);
    match_text x = replaced(&a, stops, 100, 70000), y = replaced(&a, stops, 100, 80000);
    assert_true(similar_between(NULL, &x, &y, &a) < 0.2F);
    arena_release(&a);
}

static void two_languages_meet_in_names(void **state) {
    (void)state;
    arena a;
    arena_init(&a, 0);
    match_text names = text_of(&a, 1, 100, RT_TERM_NAME);
    match_text x = replaced(&a, names, 10, 1), y = replaced(&a, names, 0, 1);
    x.language = y.language = 1;
    assert_true(similar_between(NULL, &x, &y, &a) > 0.5F);
    y.language = 2;
    assert_float_equal(similar_between(NULL, &x, &y, &a), 0, 1e-6);
    names.language = 2;
    assert_true(similar_between(NULL, &x, &names, &a) > 0.2F);
    arena_release(&a);
}

static void neighbours_come_best_first(void **state) {
    (void)state;
    arena a;
    arena_init(&a, 0);
    match_text text[] = {text_of(&a, 1000, 200, 0), text_of(&a, 1100, 200, 0),
                         text_of(&a, 1020, 200, 0), text_of(&a, 9000, 200, 0)};
    similar_index *x = index_of(text, 4);
    uint32_t n;
    const similar_neighbour *near =
        similar_near(similar_ask(x, &text[0], &a), 0, 0.1F, &a, &n);
    assert_int_equal(n, 2);
    assert_int_equal(near[0].text, 2);
    assert_int_equal(near[1].text, 1);
    assert_float_equal(near[0].similarity, similar_between(x, &text[0], &text[2], &a),
                       1e-4);
    near = similar_near(similar_ask(x, &text[0], &a), UINT32_MAX, 0.1F, &a, &n);
    assert_int_equal(near[0].text, 0);
    similar_free(x);
    arena_release(&a);
}

static void texts_far_apart_in_time_are_no_neighbours(void **state) {
    (void)state;
    arena a;
    arena_init(&a, 0);
    match_text text[] = {text_of(&a, 1, 100, 0), text_of(&a, 1, 100, 0)};
    text[0].day = 20000, text[1].day = 20400;
    similar_index *x = index_of(text, 2);
    uint32_t n;
    similar_near(similar_ask(x, &text[0], &a), 0, 0.1F, &a, &n);
    assert_int_equal(n, 0);
    text[0].day = INT32_MIN;
    similar_near(similar_ask(x, &text[0], &a), 0, 0.1F, &a, &n);
    assert_int_equal(n, 1);
    similar_free(x);
    arena_release(&a);
}

static void thousands_of_copies_stay_bounded(void **state) {
    (void)state;
    arena a;
    arena_init(&a, 0);
    match_text text = text_of(&a, 1, 50, 0);
    similar_index *x = similar_new();
    for (uint32_t i = 0; i < 20000; i++) assert_true(add(x, &text));
    uint32_t n;
    const similar_neighbour *near =
        similar_near(similar_ask(x, &text, &a), 3, 0.1F, &a, &n);
    assert_int_equal(n, 64);
    assert_float_equal(near[0].similarity, 1, 1e-4);
    similar_free(x);
    arena_release(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_more_shared_the_more_alike),
        cmocka_unit_test(function_words_do_not_make_articles_alike),
        cmocka_unit_test(two_languages_meet_in_names),
        cmocka_unit_test(neighbours_come_best_first),
        cmocka_unit_test(texts_far_apart_in_time_are_no_neighbours),
        cmocka_unit_test(thousands_of_copies_stay_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
