/* Dates as people and programs write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/civil.h"
#include "base/lexicon.h"
#include "read/date.h"

static const lexicon *lex;
static arena memory;

static const char *iso(rt_time t) {
    rt_str s = civil_iso(&memory, t);
    return s.s ? str_z(&memory, s) : "unknown";
}

/* language | what is written | what it means */
static const char *const whole[][3] = {
    {"", "2025-11-27T11:52:00+02:00", "2025-11-27T11:52:00+02:00"},
    {"", "2025-11-27T11:52:00.123Z", "2025-11-27T11:52:00+00:00"},
    {"", "20251127T115200Z", "2025-11-27T11:52:00+00:00"},
    {"", "20251127", "2025-11-27"},
    {"", "Thu, 27 Nov 2025 11:52:00 +0200", "2025-11-27T11:52:00+02:00"},
    {"", "Thu, 27 Nov 2025 11:52:00 GMT", "2025-11-27T11:52:00+00:00"},
    {"", "Mon Jul 16 10:19:50 EDT 2018", "2018-07-16T10:19:50-04:00"},
    {"en", "Friday Nov 28 2025 00:00", "2025-11-28"},
    {"en", "Published: July 16, 2018 at 9:45 a.m. ET", "2018-07-16T09:45-04:00"},
    {"en", "January 16, 2018, 12:05 am ET", "2018-01-16T00:05-05:00"},
    {"en", "16th of July 2018", "2018-07-16"},
    {"en", "Jul.15.2018 / 2:57 PM ET", "2018-07-15T14:57-04:00"},
    {"en", "2:02 p.m. PDT July 16, 2018", "2018-07-16T14:02-07:00"},
    {"en", "27-Nov-2025", "2025-11-27"},
    {"en", "July 2018", "2018-07"},
    {"", "2018-07", "2018-07"},
    {"", "1531736390", "2018-07-16T10:19:50+00:00"},
    {"", "1531736390000", "2018-07-16T10:19:50+00:00"},
    {"de", "Veröffentlicht am 27. November 2025 um 11.52 Uhr", "2025-11-27T11:52"},
    {"de", "Do, 27.11.2025, 11:52 MEZ", "2025-11-27T11:52+01:00"},
    {"de", "27.11.25", "2025-11-27"},
    {"", "3. März 2024", "2024-03-03"},
    {"fr", "Publié le 1er août 2023 à 7h05", "2023-08-01T07:05"},
    {"es", "27 de noviembre de 2025 a las 18:30", "2025-11-27T18:30"},
    {"it", "27 novembre 2025, alle 18:30", "2025-11-27T18:30"},
    {"nl", "donderdag 27 november 2025 om 09:15 uur", "2025-11-27T09:15"},
    {"ru", "27 ноября 2025 г., 11:52", "2025-11-27T11:52"},
    {"uk", "27 листопада 2025, 11:52", "2025-11-27T11:52"},
    {"hu", "2025. november 27. 11:52", "2025-11-27T11:52"},
    {"cs", "27. 11. 2025 11:52", "2025-11-27T11:52"},
    {"fi", "27.11.2025 klo 11.52", "2025-11-27T11:52"},
    {"", "2025年11月27日", "2025-11-27"},
    {"", "2025년 11월 27일", "2025-11-27"},
    {"en", "11/27/2025", "2025-11-27"},
    {"en", "27/11/2025", "2025-11-27"},
    {"fr", "07/06/2024", "2024-06-07"},
    {"en", "07/06/2024", "unknown"},
    {"en", "Friday 07/06/2024", "2024-06-07"},
    {"en", "July 15", "unknown"},
    {"en", "31 February 2018", "unknown"},
    {"en", "by Mara Quill, 15 July 2018", "unknown"},
    {"", "9999-12-31T00:00:00Z", "unknown"},
    {"", "99999999999999999999999", "unknown"},
    {"", "", "unknown"},
    {"en", "5 min read", "unknown"},
};

static void test_whole(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        rt_time t = date_parse(lex, &memory, str_of(whole[i][1]), str_of(whole[i][0]));
        if (strcmp(iso(t), whole[i][2]) != 0) print_message("%s\n", whole[i][1]);
        assert_string_equal(iso(t), whole[i][2]);
    }
}

static void test_find(void **state) {
    (void)state;
    rt_str text = STR("By Mara Quill | Last updated: 3 May 2021, 10:15 GMT\n"
                      "In 1998 the mill closed. First published on 1 May 2021 in Tarn.");
    date_found found;
    assert_true(date_find(lex, &memory, text, STR("en"), 0, &found));
    assert_string_equal(iso(found.time), "2021-05-03T10:15+00:00");
    assert_int_equal(found.role, DATE_UPDATED);
    assert_string_equal(str_z(&memory, str_span(text, found.span)),
                        "3 May 2021, 10:15 GMT");
    assert_true(date_find(lex, &memory, text, STR("en"), found.span.end, &found));
    assert_string_equal(iso(found.time), "2021-05-01");
    assert_int_equal(found.role, DATE_PUBLISHED);
    assert_false(date_find(lex, &memory, text, STR("en"), found.span.end, &found));
}

static void test_plausible(void **state) {
    (void)state;
    rt_time captured = civil_parse_iso(STR("2018-07-16T10:00:00Z"));
    assert_true(
        date_plausible(civil_parse_iso(STR("2018-07-16T11:00:00+02:00")), captured));
    assert_false(date_plausible(civil_parse_iso(STR("2018-07-16T11:00:00Z")), captured));
    assert_true(date_plausible(civil_parse_iso(STR("2018-07-16")), captured));
    assert_false(date_plausible(civil_parse_iso(STR("2018-07-18")), captured));
    assert_false(date_plausible(civil_parse_iso(STR("1899-12-31")), (rt_time){0}));
}

int main(void) {
    lex = lexicon_all();
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_whole),
                                       cmocka_unit_test(test_find),
                                       cmocka_unit_test(test_plausible)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&memory);
    return failed;
}
