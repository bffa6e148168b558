#include "base/str.h"
#include "show/show.h"
#include "show/wording.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* Two articles that credit each other, and an outlet outside; every text is hostile. */
#define EVIL "</details><script>alert(1)</script>\"'&\x01\xe2\x80\xae\xff"

#define TEXT(literal)                                                                    \
    { ("" literal), sizeof(literal) - 1 }

static const rt_paragraph paragraph[] = {{{0, 60}, {NULL, 0}}, {{61, 120}, {NULL, 0}}};
static const char text_a[] =
    "The harbour master said \"the fog was thick\", the Post wrote.\n"
    "Nobody was hurt <b>but</b> the crane fell on the old quay wall.";
static const char text_b[] =
    "The harbour master said \"fog was very thick\", a post wrote.\n"
    "Nobody was hurt <i>yet</i> the crane came down onto the quay. .";

static rt_article article(const char *text, const char *outlet, const char *url) {
    return (rt_article){
        .source = STR("folder/" EVIL ".txt"),
        .url = str_of(url),
        .outlet = str_of(outlet),
        .title = STR("Crane falls " EVIL),
        .text = str_of(text),
        .paragraphs = paragraph,
        .paragraphs_n = 2,
        .published = {.year = 2024, .month = 3, .day = 12, .precision = RT_TIME_DAY},
        .published_from = RT_DATE_META};
}

typedef struct page {
    char *s;
    size_t n;
} page;

static page write_page(show_report *r) {
    page p;
    FILE *out = open_memstream(&p.s, &p.n);
    rt_err err;
    assert_int_equal(show_report_write(r, out, &err), RT_OK);
    fclose(out);
    return p;
}

static const rt_span content = {25, 42};
static const uint32_t zero_one[] = {0, 1};

static rt_marks marks_of_a(void) {
    static const rt_quotation quotation = {.type = RT_QUOTE_DIRECT,
                                           .content = &content,
                                           .content_n = 1,
                                           .cue = {UINT32_MAX, UINT32_MAX},
                                           .mention = {UINT32_MAX, UINT32_MAX},
                                           .speaker = TEXT("Ida " EVIL),
                                           .speaker_class = RT_SPEAKER_NAMED,
                                           .via = TEXT("Wire" EVIL),
                                           .via_role = RT_VIA_RELAY};
    static const rt_credit credit = {
        .outlet = TEXT("Post" EVIL), .kind = RT_CREDIT_REPORTED, .span = {45, 59}};
    return (rt_marks){
        .quotations = &quotation, .quotations_n = 1, .credits = &credit, .credits_n = 1};
}

static void add_edges(rt_story *story) {
    static const rt_evidence evidence[] = {
        {RT_BY_QUOTATION, {25, 42}, {25, 43}},
        {RT_BY_CREDIT, {45, 59}, {UINT32_MAX, UINT32_MAX}},
        {RT_BY_CREDIT, {UINT32_MAX, UINT32_MAX}, {UINT32_MAX, UINT32_MAX}}};
    static const rt_edge edges[] = {{.child = 0,
                                     .parent = 1,
                                     .relation = RT_REWORDED,
                                     .direction = RT_CREDITED,
                                     .confidence = 0.93F,
                                     .evidence = evidence,
                                     .evidence_n = 3},
                                    {.child = 1,
                                     .parent = 0,
                                     .relation = RT_PARTIAL_COPY,
                                     .direction = RT_INFERRED,
                                     .confidence = 0.5F},
                                    {.child = 1,
                                     .parent = RT_OUTSIDE,
                                     .outside = TEXT("Wire " EVIL),
                                     .relation = RT_CREDITS_ONLY,
                                     .direction = RT_CREDITED,
                                     .confidence = 1}};
    static const rt_origin origin = {
        .name = TEXT("Wire " EVIL), .articles = zero_one, .articles_n = 2};
    story->edges = edges, story->edges_n = 3;
    story->origin = &origin, story->origin_n = 1;
}

static void add_findings(rt_story *story) {
    static const rt_member member[] = {{0, &content, 1, RT_VARIANT_VERBATIM, true},
                                       {1, &content, 1, RT_VARIANT_REWORDED, false}};
    static const rt_family family = {TEXT("Ida " EVIL), member, 2};
    static const rt_value value[] = {{0, {0, 11}, TEXT("x")},
                                     {1, {UINT32_MAX, UINT32_MAX}, {NULL, 0}}};
    static const rt_difference difference = {RT_DIFF_FIGURE, RT_DIFF_CONFLICT,
                                             TEXT("crane " EVIL), value, 2};
    static const rt_place place[] = {{0, {0, 60}}, {1, {0, 60}}};
    static const rt_statement statement = {TEXT("Fog " EVIL), place, 2, {1, 2}};
    static const rt_finding finding = {RT_FINDING_LOOP, zero_one, 2,
                                       TEXT("Each credits the other " EVIL)};
    story->families = &family, story->families_n = 1;
    story->differences = &difference, story->differences_n = 1;
    story->statements = &statement, story->statements_n = 1;
    story->findings = &finding, story->findings_n = 1;
    static const rt_correction correction = {.number = 7,
                                             .kind = RT_CLIENT_OF,
                                             .outlet = TEXT("Bay Post"),
                                             .agency = TEXT("Wire " EVIL),
                                             .note = TEXT("seen")};
    story->corrections = &correction, story->corrections_n = 1;
}

static void give_stories(show_report *r, arena *tmp) {
    rt_article a = article(text_a, "Bay " EVIL " Post", "javascript:alert(1)");
    rt_article b = article(text_b, NULL, "https://example.org/" EVIL);
    rt_marks marks = marks_of_a();
    const rt_article *both[] = {&a, &b};
    const rt_marks *each[] = {&marks, NULL};
    rt_story story = {.number = 1,
                      .thread = 1,
                      .title = TEXT("Crane " EVIL),
                      .articles = both,
                      .marks = each,
                      .articles_n = 2,
                      .origins = {1, 2}};
    add_edges(&story);
    add_findings(&story);
    show_report_story(r, &story, tmp);
    rt_story single = {
        .number = 2, .thread = 1, .articles = both, .articles_n = 1, .origins = {1, 1}};
    show_report_story(r, &single, tmp);
    rt_err why = {.place = "in/" EVIL, .text = "is a PDF " EVIL};
    show_report_reject(r, &why, tmp);
}

static page make_page(void) {
    arena tmp;
    arena_init(&tmp, 0);
    show_report *r = NULL;
    rt_err err;
    assert_int_equal(show_report_new("", &r, &err), RT_OK);
    give_stories(r, &tmp);
    page p = write_page(r);
    show_report_free(r);
    arena_release(&tmp);
    return p;
}

static size_t count(const page *p, const char *what) {
    size_t n = 0;
    for (const char *at = p->s; (at = strstr(at, what)); at++) n++;
    return n;
}

static void hostile_text_stays_text(void **state) {
    (void)state;
    page p = make_page();
    assert_int_equal(count(&p, "<script"), 0);
    assert_int_equal(count(&p, "<b>but"), 0);
    assert_int_equal(count(&p, "\x01"), 0);
    assert_int_equal(count(&p, "\xff"), 0);
    assert_int_equal(count(&p, "\xe2\x80\xae"), 0);
    assert_int_equal(count(&p, "href=\"javascript"), 0);
    assert_true(count(&p, "&lt;script&gt;") > 5);
    assert_int_equal(count(&p, "<details"), count(&p, "</details>"));
    assert_int_equal(strlen(p.s), p.n);
    free(p.s);
}

static void page_needs_nothing_from_outside(void **state) {
    (void)state;
    page p = make_page();
    assert_int_equal(count(&p, "src="), 0);
    assert_int_equal(count(&p, "<link"), 0);
    assert_int_equal(count(&p, "@import"), 0);
    assert_int_equal(count(&p, "default-src 'none'"), 1);
    free(p.s);
}

static void story_shows_counts_and_links(void **state) {
    (void)state;
    page p = make_page();
    assert_non_null(strstr(p.s, "1 to 2 independent origins"));
    assert_int_equal(count(&p, "How many they are is left open"), 1);
    assert_true(
        count(&p,
              "One origin does not make a report false, and many do not make it true.") >=
        2);
    assert_non_null(strstr(p.s, "class=\"inferred\""));
    assert_non_null(strstr(p.s, "class=\"outside\""));
    assert_non_null(strstr(p.s, "<td class=\"n\">0.93</td>"));
    assert_non_null(strstr(p.s, "says nothing about it"));
    assert_non_null(strstr(p.s, "Credits in a circle"));
    assert_non_null(strstr(p.s, "On the same subject"));
    assert_non_null(strstr(p.s, "is a PDF"));
    free(p.s);
}

static void what_a_user_said_is_shown(void **state) {
    (void)state;
    page p = make_page();
    assert_non_null(strstr(p.s, "Your corrections"));
    assert_non_null(strstr(p.s, "<b>7.</b> <bdi>Bay Post is a client of Wire "));
    free(p.s);
}

static void articles_link_to_where_they_were_read_from(void **state) {
    (void)state;
    page p = make_page();
    assert_non_null(strstr(p.s, "href=\"./folder/%3C/details%3E%3Cscript%3E"));
    assert_int_equal(count(&p, "href=\"./folder/<"), 0);
    assert_non_null(strstr(p.s, "<code>00000000</code>"));
    free(p.s);
}

static void index_comes_before_stories(void **state) {
    (void)state;
    page p = make_page();
    const char *index = strstr(p.s, "Stories told by several articles</caption>");
    assert_non_null(index);
    assert_true(index < strstr(p.s, "<section class=\"story\""));
    free(p.s);
}

static void same_stories_make_the_same_page(void **state) {
    (void)state;
    page p = make_page(), q = make_page();
    assert_int_equal(p.n, q.n);
    assert_memory_equal(p.s, q.s, p.n);
    free(p.s);
    free(q.s);
}

static void quotation_is_marked_in_place(void **state) {
    (void)state;
    page p = make_page();
    assert_non_null(strstr(p.s,
                           "said &quot;<span class=\"direct\">the fog was thick</span>"
                           "&quot;<span class=\"tag\"><bdi>Ida "));
    assert_non_null(strstr(p.s, "<span class=\"credit\">the Post wrote</span>"));
    free(p.s);
}

static void shared_words_are_found_in_order(void **state) {
    (void)state;
    arena a;
    arena_init(&a, 0);
    rt_str x = STR("The FOG was thick on the old quay"),
           y = STR("fog was very thick; a boat, the barge");
    wording p = wording_of(&a, x, (rt_span){0, (uint32_t)x.n});
    wording q = wording_of(&a, y, (rt_span){0, (uint32_t)y.n});
    wording_compare(&a, &p, &q);
    assert_int_equal(p.n, 8);
    const bool shared[] = {false, true, true, true, false, false, false, false};
    for (uint32_t i = 0; i < p.n; i++) assert_int_equal(wording_shared(&p, i), shared[i]);
    assert_int_equal(p.at[1].partner, 0);
    assert_int_equal(q.at[3].partner, 3);
    arena_release(&a);
}

static void words_past_the_limit_are_cut(void **state) {
    (void)state;
    arena a;
    arena_init(&a, 0);
    char text[2 * WORDING_MOST + 2];
    for (size_t i = 0; i < sizeof text; i++) text[i] = i % 2 ? ' ' : 'x';
    rt_str s = {text, sizeof text};
    assert_true(wording_of(&a, s, (rt_span){0, (uint32_t)s.n}).cut);
    assert_false(wording_of(&a, s, (rt_span){0, 2 * WORDING_MOST}).cut);
    arena_release(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_text_stays_text),
        cmocka_unit_test(page_needs_nothing_from_outside),
        cmocka_unit_test(story_shows_counts_and_links),
        cmocka_unit_test(what_a_user_said_is_shown),
        cmocka_unit_test(articles_link_to_where_they_were_read_from),
        cmocka_unit_test(index_comes_before_stories),
        cmocka_unit_test(same_stories_make_the_same_page),
        cmocka_unit_test(quotation_is_marked_in_place),
        cmocka_unit_test(shared_words_are_found_in_order),
        cmocka_unit_test(words_past_the_limit_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
