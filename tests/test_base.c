/* What base/ promises: arenas, text, folding, calendars, article names, ordered pipes. */
#include "base/civil.h"
#include "base/hash.h"
#include "base/lexicon.h"
#include "base/pipe.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void take_too_much(void *context) {
    arena *a = context;
    assert_non_null(arena_alloc(a, 900));
    arena_alloc(a, 200);
    fail();
}

static void arena_limit_ends_the_body(void **state) {
    (void)state;
    arena a;
    arena_init(&a, 1000);
    assert_false(arena_try(&a, take_too_much, &a));
    arena_release(&a);
}

static void an_arena_takes_the_end_of_its_last_piece_back(void **state) {
    (void)state;
    arena a;
    arena_init(&a, 2000);
    char *piece = arena_raw(&a, 1500, 1);
    memcpy(piece, "kept", 5);
    arena_shrink(&a, piece, 5);
    size_t used = a.used;
    assert_true(used >= 5 && used < 100);
    char *next = arena_alloc(&a, 1000); /* within the limit again */
    assert_ptr_equal(next, piece + used);
    assert_string_equal(piece, "kept");
    arena_release(&a);
}

static void vec_keeps_its_items(void **state) {
    (void)state;
    arena a;
    arena_init(&a, 0);
    VEC(int) v = {0};
    for (int i = 0; i < 1000; i++) *vec_push(&a, &v) = i;
    for (int i = 0; i < 1000; i++) assert_int_equal(v.at[i], i);
    arena_release(&a);
}

static void broken_utf8_is_mended(void **state) {
    (void)state;
    arena a;
    arena_init(&a, 0);
    rt_str s = utf8_mend(&a, (rt_str){"a\xC3(\xF0\x9F", 5});
    assert_true(str_eq(s, STR("a\xEF\xBF\xBD(\xEF\xBF\xBD\xEF\xBF\xBD")));
    assert_int_equal(utf8_valid(STR("Bra\xC5\xBE")), 5);
    assert_true(str_eq(utf8_fold(&a, STR("Bra\xC5\xBD\xC2\xAD"
                                         "E")),
                       STR("bra\xC5\xBE"
                           "e")));
    assert_true(str_eq(utf8_fold_plain(&a, STR("Bra\xC5\xBD"
                                               "E")),
                       STR("braze")));
    arena_release(&a);
}

static void times_survive_iso(void **state) {
    (void)state;
    arena a;
    arena_init(&a, 0);
    static const char *const forms[] = {"2025", "2025-11", "2025-11-27",
                                        "2025-11-27T11:52+02:00",
                                        "2025-11-27T11:52:00-04:30"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        assert_true(
            str_eq(civil_iso(&a, civil_parse_iso(str_of(forms[i]))), str_of(forms[i])));
    assert_int_equal(civil_parse_iso(STR("2025-02-30")).precision, RT_TIME_UNKNOWN);
    assert_int_equal(civil_weekday(civil_days(2025, 11, 27)), 3);
    assert_int_equal(civil_seconds(civil_parse_iso(STR("1970-01-02T01:00+01:00"))),
                     86400);
    arena_release(&a);
}

static void ids_survive_hex(void **state) {
    (void)state;
    arena a;
    arena_init(&a, 0);
    rt_id id = hash_article(STR("text"), STR("outlet")), back[2];
    assert_true(id_range(id_hex(&a, id), back));
    assert_true(id_eq(id, back[0]) && id_eq(id, back[1]));
    assert_false(id_eq(id, hash_article(STR("text"), STR("other"))));
    assert_false(id_range(STR("xyz"), back));
    arena_release(&a);
}

static void lists_are_found(void **state) {
    (void)state;
    const lexicon *lex = lexicon_all();
    assert_non_null(lex);
    assert_non_null(lex_find(lex_get(lex, "lang/en", "cues"), STR("said")));
    assert_null(lex_find(lex_get(lex, "lang/xx", "cues"), STR("said")));
}

/* lex_next against asking lex_at at every word, with all entries in the text at all
 * places of an eight and with near misses between. */
static void lists_are_walked_through(void **state) {
    (void)state;
    const lexicon *lex = lexicon_all();
    const lex_list *list = lex_get(lex, "lang/all", "furniture_within");
    arena a;
    arena_init(&a, 0);
    strbuf text;
    strbuf_init(&text, &a);
    size_t n;
    const lex_entry *entries = lex_entries(list, &n);
    assert_true(n > 20);
    for (size_t i = 0; i < n; i++) {
        strbuf_add(&text, str_from(STR("  and sixfold it is so "), i % 9));
        strbuf_add(&text, entries[i].phrase);
        strbuf_add(&text, i % 3 ? STR(" ") : STR("s, "));
        strbuf_add(&text, str_span(entries[i].phrase, (rt_span){0, 7}));
    }
    rt_str s = strbuf_str(&text);
    size_t found = 0, next = 0;
    for (size_t at = 0; at < s.n; at++) {
        bool begins = at == 0 || s.s[at - 1] == ' ';
        const lex_entry *want = begins ? lex_at(list, s, at, NULL) : NULL;
        if (!want) continue;
        assert_ptr_equal(lex_next(list, s, &next), want);
        assert_int_equal(next++, at);
        found++;
    }
    assert_null(lex_next(list, s, &next));
    assert_true(found * 2 > n);
    arena_release(&a);
}

typedef struct count {
    int next, seen;
} count;

static rt_code count_produce(void *context, void *slot, rt_err *err) {
    (void)err;
    count *c = context;
    if (c->next == 5000) return RT_END;
    *(int *)slot = c->next++;
    return RT_OK;
}
static void count_work(void *context, void *slot, unsigned worker) {
    (void)context, (void)worker;
    *(int *)slot *= 2;
}
static rt_code count_consume(void *context, void *slot, rt_err *err) {
    (void)err;
    count *c = context;
    assert_int_equal(*(int *)slot, 2 * c->seen++);
    return RT_OK;
}

static void pipes_keep_order(void **state) {
    (void)state;
    for (unsigned workers = 1; workers <= 8; workers *= 2) {
        int slot[16];
        void *slots[16];
        for (int i = 0; i < 16; i++) slots[i] = &slot[i];
        count c = {0};
        pipe_steps steps = {count_produce, count_work, count_consume, &c};
        assert_int_equal(pipe_run(&steps, slots, 16, workers, NULL), RT_OK);
        assert_int_equal(c.seen, 5000);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_limit_ends_the_body),
        cmocka_unit_test(an_arena_takes_the_end_of_its_last_piece_back),
        cmocka_unit_test(vec_keeps_its_items),
        cmocka_unit_test(broken_utf8_is_mended),
        cmocka_unit_test(times_survive_iso),
        cmocka_unit_test(ids_survive_hex),
        cmocka_unit_test(lists_are_found),
        cmocka_unit_test(lists_are_walked_through),
        cmocka_unit_test(pipes_keep_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
