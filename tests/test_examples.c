/* What a careful editor would say about the articles in examples/. */
#include <retold.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static rt_corpus *corpus;

/* A question about the stories, answered by walking over them. */
typedef struct question {
    const char *a, *b; /* ends of the sources of two articles */
    unsigned found;
} question;

static bool ends(rt_str s, const char *end) {
    size_t n = strlen(end);
    return s.n >= n && memcmp(s.s + s.n - n, end, n) == 0;
}

static bool holds(rt_str s, const char *what) {
    return s.n && memmem(s.s, s.n, what, strlen(what)) != NULL;
}

static bool is(rt_str s, const char *what) {
    return s.n == strlen(what) && ends(s, what);
}

/* Position of the article in the story; RT_OUTSIDE when it is not there. */
static uint32_t position(const rt_story *s, const char *source) {
    for (uint32_t i = 0; i < s->articles_n; i++)
        if (ends(s->articles[i]->source, source)) return i;
    return RT_OUTSIDE;
}

static unsigned ask(rt_story_taker *take, const char *a, const char *b) {
    question q = {a, b, 0};
    rt_err err;
    assert_int_equal(rt_each_story(corpus, true, take, &q, &err), RT_OK);
    return q.found;
}

static rt_code count_together(void *context, const rt_story *s, rt_err *err) {
    (void)err;
    question *q = context;
    q->found += position(s, q->a) != RT_OUTSIDE && position(s, q->b) != RT_OUTSIDE;
    return RT_OK;
}

static bool one_story(const char *a, const char *b) {
    return ask(count_together, a, b) == 1;
}

/* The thread of the story of article a. */
static rt_code thread_of(void *context, const rt_story *s, rt_err *err) {
    (void)err;
    question *q = context;
    if (position(s, q->a) != RT_OUTSIDE) q->found = (unsigned)s->thread;
    return RT_OK;
}

/* Edges between the two, whichever way. */
static rt_code count_edges(void *context, const rt_story *s, rt_err *err) {
    (void)err;
    question *q = context;
    uint32_t a = position(s, q->a), b = position(s, q->b);
    for (uint32_t i = 0; a != RT_OUTSIDE && b != RT_OUTSIDE && i < s->edges_n; i++) {
        const rt_edge *e = &s->edges[i];
        q->found +=
            (e->child == a && e->parent == b) || (e->child == b && e->parent == a);
    }
    return RT_OK;
}

/* Edges from a to b that rest on a credit; b is an article or an outlet outside. */
static rt_code count_credited(void *context, const rt_story *s, rt_err *err) {
    (void)err;
    question *q = context;
    uint32_t a = position(s, q->a), b = position(s, q->b);
    for (uint32_t i = 0; a != RT_OUTSIDE && i < s->edges_n; i++) {
        const rt_edge *e = &s->edges[i];
        bool there = e->parent == RT_OUTSIDE ? holds(e->outside, q->b) : e->parent == b;
        q->found += e->child == a && there && e->direction == RT_CREDITED;
    }
    return RT_OK;
}

/* Credits of any kind that lead from article a to anywhere. */
static rt_code count_all_credited(void *context, const rt_story *s, rt_err *err) {
    (void)err;
    question *q = context;
    for (uint32_t i = 0; i < s->edges_n; i++)
        q->found += s->edges[i].child == position(s, q->a) &&
                    s->edges[i].direction == RT_CREDITED;
    return RT_OK;
}

/* The most origins that the story of article a may have. */
static rt_code most_origins(void *context, const rt_story *s, rt_err *err) {
    (void)err;
    question *q = context;
    if (position(s, q->a) != RT_OUTSIDE) q->found = s->origins.max;
    return RT_OK;
}

/* 1 + the relation of the first edge that leads from article a to b, an article or an
 * outlet outside, whatever shows its direction. */
static rt_code first_relation(void *context, const rt_story *s, rt_err *err) {
    (void)err;
    question *q = context;
    uint32_t a = position(s, q->a), b = position(s, q->b);
    for (uint32_t i = 0; a != RT_OUTSIDE && i < s->edges_n && !q->found; i++) {
        const rt_edge *e = &s->edges[i];
        bool there = e->parent == RT_OUTSIDE ? holds(e->outside, q->b) : e->parent == b;
        if (e->child == a && there) q->found = 1 + (unsigned)e->relation;
    }
    return RT_OK;
}

/* Edges whose relation goes beyond what their evidence shows. */
static rt_code count_unshown(void *context, const rt_story *s, rt_err *err) {
    (void)err;
    question *q = context;
    for (uint32_t i = 0; i < s->edges_n; i++) {
        const rt_edge *e = &s->edges[i];
        bool shown = e->relation == RT_CREDITS_ONLY && e->evidence_n;
        for (uint32_t k = 0; k < e->evidence_n; k++)
            shown |= e->evidence[k].kind < RT_BY_CREDIT;
        q->found += !shown;
    }
    return RT_OK;
}

/* Stories with article a that bear title b. */
static rt_code count_titled(void *context, const rt_story *s, rt_err *err) {
    (void)err;
    question *q = context;
    q->found += position(s, q->a) != RT_OUTSIDE && is(s->title, q->b);
    return RT_OK;
}

/* Families with a member in both articles. */
static rt_code count_families(void *context, const rt_story *s, rt_err *err) {
    (void)err;
    question *q = context;
    uint32_t a = position(s, q->a), b = position(s, q->b);
    for (uint32_t i = 0; i < s->families_n; i++) {
        bool in_a = false, in_b = false;
        for (uint32_t k = 0; k < s->families[i].members_n; k++) {
            in_a |= s->families[i].members[k].article == a;
            in_b |= s->families[i].members[k].article == b;
        }
        q->found += a != RT_OUTSIDE && b != RT_OUTSIDE && in_a && in_b;
    }
    return RT_OK;
}

static rt_code count_finding(void *context, const rt_story *s, rt_err *err) {
    (void)err;
    question *q = context;
    if (position(s, q->a) == RT_OUTSIDE) return RT_OK;
    for (uint32_t i = 0; i < s->findings_n; i++)
        q->found +=
            s->findings[i].kind == (*q->b == 'l' ? RT_FINDING_LOOP : RT_FINDING_DEAD_END);
    return RT_OK;
}

static void copies_and_rewording_are_one_story(void **state) {
    (void)state;
    assert_true(one_story("ferry/harbour-post.txt", "ferry/northgate-herald.html"));
    assert_true(one_story("ferry/harbour-post.txt", "ferry/inland-review.txt"));
    assert_true(one_story("ferry/harbour-post.txt", "ferry/vallmar-today.html"));
    assert_true(one_story("dam/meridian-courier.html", "dam/lakeside-echo.txt"));
    assert_true(one_story("dam/meridian-courier.html", "dam/pressa24.txt"));
    assert_true(
        one_story("transfer/touchline-courier.txt", "transfer/goalmouth-gazette.html"));
}

/* A report in another language, one of a newsroom's own reporters, and what came of the
 * news the day after. */
static void one_subject_is_one_thread(void **state) {
    (void)state;
    unsigned ferry = ask(thread_of, "ferry/harbour-post.txt", "");
    assert_int_equal(ask(thread_of, "ferry/tageblatt-brennau.txt", ""), ferry);
    assert_int_equal(ask(thread_of, "ferry/corvane-gazette.txt", ""), ferry);
    unsigned council = ask(thread_of, "wire.jsonl#1", "");
    assert_int_equal(ask(thread_of, "wire.jsonl#2", ""), council);
    assert_int_not_equal(council, ferry);
}

static void agency_report_has_one_origin(void **state) {
    (void)state;
    assert_int_equal(ask(most_origins, "ferry/northgate-herald.html", ""), 1);
    const char *agency = "Kestrel News Agency";
    assert_int_equal(ask(count_credited, "ferry/northgate-herald.html", agency), 1);
    assert_int_equal(ask(count_credited, "ferry/harbour-post.txt", agency), 1);
}

static void rewording_without_credit_is_never_credited(void **state) {
    (void)state;
    assert_int_equal(ask(count_all_credited, "ferry/vallmar-today.html", ""), 0);
    assert_int_equal(ask(count_all_credited, "dam/pressa24.txt", ""), 0);
    assert_int_equal(ask(count_all_credited, "wire.jsonl#4", ""), 0);
}

static void exclusive_is_the_one_origin_whatever_the_dates(void **state) {
    (void)state;
    assert_int_equal(ask(most_origins, "dam/meridian-courier.html", ""), 1);
    assert_true(
        ask(count_credited, "dam/lakeside-echo.txt", "dam/meridian-courier.html") > 0);
    assert_true(ask(count_credited, "dam/grenzbote.html", "dam/meridian-courier.html") >
                0);
    assert_true(ask(count_edges, "dam/pressa24.txt", "dam/meridian-courier.html") > 0);
    assert_int_equal(ask(count_all_credited, "dam/meridian-courier.html", ""), 0);
}

static void story_bears_the_title_of_what_most_rest_on(void **state) {
    (void)state;
    assert_int_equal(ask(count_titled, "pressa24.txt",
                         "Ministry plans to drain Stavna reservoir, memo shows"),
                     1);
}

static void own_reporters_rest_on_nobody(void **state) {
    (void)state;
    const char *agency[] = {"ferry/harbour-post.txt", "ferry/northgate-herald.html",
                            "ferry/inland-review.txt", "ferry/vallmar-today.html"};
    for (size_t i = 0; i < sizeof agency / sizeof *agency; i++)
        assert_int_equal(ask(count_edges, "ferry/corvane-gazette.txt", agency[i]), 0);
    assert_int_equal(ask(count_all_credited, "ferry/corvane-gazette.txt", ""), 0);
}

static void public_words_do_not_link_two_newsrooms(void **state) {
    (void)state;
    assert_int_equal(ask(count_edges, "wire.jsonl#1", "wire.jsonl#2"), 0);
    assert_true(ask(count_credited, "wire.jsonl#3", "wire.jsonl#1") > 0);
    assert_true(ask(count_edges, "wire.jsonl#4", "wire.jsonl#2") > 0);
}

static void relations_go_by_the_words_that_are_equal(void **state) {
    (void)state;
    const char *agency = "Kestrel News Agency";
    const char *prints[] = {"ferry/northgate-herald.html", "ferry/harbour-post.txt"};
    for (size_t i = 0; i < sizeof prints / sizeof *prints; i++)
        assert_int_equal(ask(first_relation, prints[i], agency), 1 + RT_SAME_TEXT);
    assert_int_equal(ask(first_relation, "ferry/inland-review.txt", agency),
                     1 + RT_PARTIAL_COPY);
    assert_int_equal(ask(first_relation, "ferry/vallmar-today.html", agency),
                     1 + RT_REWORDED);
    assert_int_equal(ask(first_relation, "wire.jsonl#3", "wire.jsonl#1"),
                     1 + RT_PARTIAL_COPY);
    assert_int_equal(ask(first_relation, "wire.jsonl#4", "wire.jsonl#2"),
                     1 + RT_PARTIAL_COPY);
    assert_int_equal(ask(first_relation, "dam/pressa24.txt", "dam/meridian-courier.html"),
                     1 + RT_REWORDED);
}

static void no_relation_goes_beyond_its_evidence(void **state) {
    (void)state;
    assert_int_equal(ask(count_unshown, "", ""), 0);
}

static void quotations_meet_across_articles(void **state) {
    (void)state;
    assert_true(
        ask(count_families, "dam/meridian-courier.html", "dam/lakeside-echo.txt") > 0);
    assert_true(
        ask(count_families, "ferry/harbour-post.txt", "ferry/vallmar-today.html") > 0);
    /* translated there and back */
    assert_true(ask(count_families, "dam/meridian-courier.html", "dam/pressa24.txt") > 0);
}

static void credits_in_a_circle_are_told(void **state) {
    (void)state;
    assert_true(ask(count_finding, "transfer/goalmouth-gazette.html", "loop") > 0);
}

static void credit_that_leads_nowhere_is_told(void **state) {
    (void)state;
    assert_int_equal(ask(count_finding, "transfer/stadium-voice.txt", "dead end"), 1);
    assert_int_equal(ask(count_finding, "dam/grenzbote.html", "dead end"), 0);
}

static rt_code count_single(void *context, const rt_story *s, rt_err *err) {
    (void)err;
    question *q = context;
    q->found += s->articles_n == 1 && position(s, q->a) == 0;
    return RT_OK;
}

static void shared_furniture_joins_nothing(void **state) {
    (void)state;
    assert_int_equal(ask(count_single, "northgate-herald-weather.html", ""), 1);
    assert_int_equal(ask(count_single, "harbour-post-bakery.txt", ""), 1);
}

/* What is looked for in the article whose source ends so. */
typedef struct expected {
    const char *source, *outlet;
    int year, month, day;
} expected;

static rt_code check_facts(void *context, const rt_article *article, rt_err *err) {
    (void)err;
    const expected *e = context;
    if (!ends(article->source, e->source)) return RT_OK;
    if (e->outlet ? !is(article->outlet, e->outlet) : article->outlet.s != NULL)
        fail_msg("outlet of %s is %.*s", e->source, (int)article->outlet.n,
                 article->outlet.s);
    rt_time t = article->published;
    if (t.year != e->year || t.month != e->month || t.day != e->day)
        fail_msg("%s is dated %d-%d-%d", e->source, t.year, t.month, t.day);
    return RT_OK;
}

static void outlets_and_dates_are_read(void **state) {
    (void)state;
    static const expected all[] = {
        {"ferry/harbour-post.txt", "Harbour Post", 2024, 3, 12},
        {"ferry/northgate-herald.html", "Northgate Herald", 2024, 3, 12},
        {"ferry/inland-review.txt", "The Inland Review", 2024, 3, 13},
        {"ferry/tageblatt-brennau.txt", "Tageblatt Brennau", 2024, 3, 12},
        {"dam/meridian-courier.html", "The Meridian Courier", 2024, 5, 6},
        {"dam/pressa24.txt", NULL, 2024, 5, 5},
        {"dam/grenzbote.html", "Grenzbote", 0, 0, 0},
        {"transfer/harrow-bay-chronicle.txt", "Harrow Bay Chronicle", 0, 0, 0},
        {"wire.jsonl#3", "Vallmar Today", 2024, 9, 28},
        {"wire.jsonl#4", NULL, 0, 0, 0}};
    rt_err err;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        expected e = all[i];
        assert_int_equal(rt_each_article(corpus, check_facts, &e, &err), RT_OK);
    }
}

static rt_code check_furniture(void *context, const rt_article *article, rt_err *err) {
    (void)context, (void)err;
    static const char *const furniture[] = {"cookie",
                                            "partners store",
                                            "Read also",
                                            "Sign up",
                                            "Risk warning",
                                            "Past performance",
                                            "Photo:",
                                            "Newsletter:",
                                            "Lesen Sie auch",
                                            "Bet responsibly",
                                            "Most read",
                                            "Facebook",
                                            "Would you sign Marlen",
                                            "Teilen",

                                            "Quellen"};
    for (size_t i = 0; i < sizeof furniture / sizeof *furniture; i++)
        if (holds(article->text, furniture[i]))
            fail_msg("%.*s has \"%s\"", (int)article->source.n, article->source.s,
                     furniture[i]);
    return RT_OK;
}

static void furniture_is_in_no_text(void **state) {
    (void)state;
    rt_err err;
    assert_int_equal(rt_each_article(corpus, check_furniture, NULL, &err), RT_OK);
}

static int open_examples(void **state) {
    (void)state;
    static const char *const paths[] = {EXAMPLES_DIR "/articles"};
    rt_added added;
    rt_err err;
    if (rt_open(NULL, NULL, &corpus, &err) != RT_OK) return -1;
    if (rt_add_paths(corpus, paths, 1, &added, &err) != RT_OK) return -1;
    return added.articles == 20 && added.rejects == 0 ? 0 : -1;
}

/* Differences of which a value is a. */
static rt_code count_valued(void *context, const rt_story *s, rt_err *err) {
    (void)err;
    question *q = context;
    for (uint32_t i = 0; i < s->differences_n; i++)
        for (uint32_t k = 0; k < s->differences[i].values_n; k++)
            q->found += is(s->differences[i].values[k].value, q->a);
    return RT_OK;
}

/* Conflicts that stand behind something else. */
static rt_code count_late_conflicts(void *context, const rt_story *s, rt_err *err) {
    (void)err;
    question *q = context;
    for (uint32_t i = 1; i < s->differences_n; i++)
        q->found += s->differences[i].type == RT_DIFF_CONFLICT &&
                    s->differences[i - 1].type != RT_DIFF_CONFLICT;
    return RT_OK;
}

static void only_what_differs_is_a_difference(void **state) {
    (void)state;
    /* two people say two things about one study */
    assert_int_equal(ask(count_valued, "Engineers at the Polytechnic of Arnholt", ""), 0);
    /* the other article names the year in another sentence */
    assert_int_equal(ask(count_valued, "2021", ""), 0);
    /* "Rovers and Harrow Bay" are no other source than "Kellbrook Rovers" */
    assert_int_equal(ask(count_valued, "Kellbrook Rovers", ""), 0);
    assert_true(ask(count_valued, "Some 3,400 households", "") > 0);
    assert_int_equal(ask(count_late_conflicts, "", ""), 0);
}

/* A corpus of one folder of the examples; returns that of all. */
static rt_corpus *take_alone(const char *folder) {
    rt_added added;
    rt_err err;
    rt_corpus *all = corpus;
    assert_int_equal(rt_open(NULL, NULL, &corpus, &err), RT_OK);
    assert_int_equal(rt_add_paths(corpus, &folder, 1, &added, &err), RT_OK);
    return all;
}

/* Four articles that nothing else surrounds, one of them in two languages. */
static void few_articles_alone_make_their_story(void **state) {
    (void)state;
    rt_corpus *all = take_alone(EXAMPLES_DIR "/articles/dam");
    bool together = one_story("dam/meridian-courier.html", "dam/pressa24.txt") &&
                    one_story("dam/meridian-courier.html", "dam/grenzbote.html");
    rt_close(corpus);
    corpus = all;
    assert_true(together);
}

/* A report in another language, and what one's own reporter saw. */
static void few_articles_alone_make_their_thread(void **state) {
    (void)state;
    rt_corpus *all = take_alone(EXAMPLES_DIR "/articles/ferry");
    unsigned agency = ask(thread_of, "ferry/harbour-post.txt", "");
    unsigned german = ask(thread_of, "ferry/tageblatt-brennau.txt", "");
    unsigned own = ask(thread_of, "ferry/corvane-gazette.txt", "");
    rt_close(corpus);
    corpus = all;
    assert_int_equal(german, agency);
    assert_int_equal(own, agency);
}

static int close_examples(void **state) {
    (void)state;
    rt_close(corpus);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(copies_and_rewording_are_one_story),
        cmocka_unit_test(one_subject_is_one_thread),
        cmocka_unit_test(agency_report_has_one_origin),
        cmocka_unit_test(rewording_without_credit_is_never_credited),
        cmocka_unit_test(exclusive_is_the_one_origin_whatever_the_dates),
        cmocka_unit_test(story_bears_the_title_of_what_most_rest_on),
        cmocka_unit_test(own_reporters_rest_on_nobody),
        cmocka_unit_test(public_words_do_not_link_two_newsrooms),
        cmocka_unit_test(relations_go_by_the_words_that_are_equal),
        cmocka_unit_test(no_relation_goes_beyond_its_evidence),
        cmocka_unit_test(quotations_meet_across_articles),
        cmocka_unit_test(credits_in_a_circle_are_told),
        cmocka_unit_test(credit_that_leads_nowhere_is_told),
        cmocka_unit_test(shared_furniture_joins_nothing),
        cmocka_unit_test(outlets_and_dates_are_read),
        cmocka_unit_test(furniture_is_in_no_text),
        cmocka_unit_test(only_what_differs_is_a_difference),
        cmocka_unit_test(few_articles_alone_make_their_story),
        cmocka_unit_test(few_articles_alone_make_their_thread),
    };
    return cmocka_run_group_tests(tests, open_examples, close_examples);
}
