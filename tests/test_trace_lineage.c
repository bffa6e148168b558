/* Lineage, origins and findings of invented stories: articles are runs of words, marks
 * and passages are given. */
#include "base/hash.h"
#include "base/str.h"
#include "base/vec.h"
#include "trace/trace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { WORD = 6 }; /* bytes of a word with its blank */

/* An article under construction. */
typedef struct piece {
    rt_article article;
    rt_marks marks;
    rt_terms terms;
    VEC(rt_credit) credits;
} piece;

typedef struct story {
    arena a;
    piece *piece;
    uint32_t n;
    VEC(rt_pair) pairs;
    VEC(trace_correction) corrections;
    rt_story out;
} story;

static void begin(story *s, uint32_t n) {
    memset(s, 0, sizeof *s);
    arena_init(&s->a, 0);
    s->n = n;
    s->piece = arena_many(&s->a, piece, n);
}

/* Article `i` of `outlet` holds the words numbered [from, from + n); those numbered below
 * 1000 are quoted. Every word is a sentence's tenth. */
static void article(story *s, uint32_t i, const char *outlet, uint64_t from, uint32_t n) {
    piece *p = &s->piece[i];
    uint64_t *hash = arena_many(&s->a, uint64_t, n);
    uint8_t *flags = arena_many(&s->a, uint8_t, n);
    rt_span *span = arena_many(&s->a, rt_span, n);
    for (uint32_t w = 0; w < n; w++) {
        hash[w] = hash_mix(from + w + 1);
        flags[w] = from + w < 1000 ? RT_TERM_QUOTED : 0;
        span[w] = (rt_span){w * WORD, w * WORD + WORD - 1};
    }
    uint32_t sentences = (n + 9) / 10;
    rt_span *sentence = arena_many(&s->a, rt_span, sentences);
    uint32_t *first = arena_many(&s->a, uint32_t, sentences + 1);
    for (uint32_t k = 0; k < sentences; k++) {
        uint32_t end = k + 1 < sentences ? (k + 1) * 10 : n;
        sentence[k] = (rt_span){k * 10 * WORD, end * WORD - 1};
        first[k] = k * 10;
    }
    if (sentences) first[sentences] = n;
    char *text = arena_alloc(&s->a, (size_t)n * WORD + 1);
    memset(text, 'x', (size_t)n * WORD);
    p->article.text = (rt_str){text, (size_t)n * WORD};
    p->article.outlet = outlet ? str_of(outlet) : (rt_str){NULL, 0};
    p->article.id = hash_article(p->article.text, str_printf(&s->a, "%u", i));
    p->marks.sentences = sentence, p->marks.sentences_n = sentences;
    p->terms = (rt_terms){hash, hash, span, flags, n, first, sentences};
}

static void credit(story *s, uint32_t i, const char *outlet, rt_credit_kind kind,
                   uint32_t word) {
    piece *p = &s->piece[i];
    rt_reach reach = kind == RT_CREDIT_BYLINE ? RT_REACH_ARTICLE : RT_REACH_SENTENCE;
    *vec_push(&s->a, &p->credits) =
        (rt_credit){str_of(outlet), kind, reach, {word * WORD, word * WORD + WORD - 1}};
}

/* Words [x, x + n) of `a` are words [y, y + n) of `b`. */
static void share(story *s, uint32_t a, uint32_t b, uint32_t x, uint32_t y, uint32_t n) {
    rt_passage *p = arena_new(&s->a, rt_passage);
    *p = (rt_passage){{x * WORD, (x + n) * WORD - 1},
                      {y * WORD, (y + n) * WORD - 1},
                      RT_PASSAGE_VERBATIM,
                      1};
    *vec_push(&s->a, &s->pairs) =
        (rt_pair){.a = a,
                  .b = b,
                  .passages = p,
                  .passages_n = 1,
                  .a_covered = (float)n / (float)s->piece[a].terms.n,
                  .b_covered = (float)n / (float)s->piece[b].terms.n,
                  .similarity = 0.8F};
}

static void trace(story *s) {
    const lexicon *lex = lexicon_all();
    trace_item *items = arena_many(&s->a, trace_item, s->n);
    for (uint32_t i = 0; i < s->n; i++) {
        piece *p = &s->piece[i];
        p->marks.credits = p->credits.at, p->marks.credits_n = p->credits.n;
        items[i] = (trace_item){&p->article, &p->marks, &p->terms};
    }
    trace_input in = {.items = items,
                      .n = s->n,
                      .pairs = s->pairs.at,
                      .pairs_n = s->pairs.n,
                      .corrections = s->corrections.at,
                      .corrections_n = s->corrections.n,
                      .lex = lex};
    trace_story(&in, &s->a, &s->out);
}

static const rt_edge *edge(const story *s, uint32_t child, const char *outside) {
    for (uint32_t i = 0; i < s->out.edges_n; i++) {
        const rt_edge *e = &s->out.edges[i];
        if (e->child == child && e->parent == RT_OUTSIDE &&
            str_eq(e->outside, str_of(outside)))
            return e;
    }
    return NULL;
}

static const rt_edge *edge_to(const story *s, uint32_t child, uint32_t parent) {
    for (uint32_t i = 0; i < s->out.edges_n; i++)
        if (s->out.edges[i].child == child && s->out.edges[i].parent == parent)
            return &s->out.edges[i];
    return NULL;
}

static void assert_origins(const story *s, uint32_t min, uint32_t max) {
    assert_int_equal(s->out.origins.min, min);
    assert_int_equal(s->out.origins.max, max);
}

static void an_agency_outside_is_one_origin(void **state) {
    (void)state;
    story s;
    begin(&s, 2);
    article(&s, 0, "Harbour Post", 5000, 200);
    article(&s, 1, "Valley Echo", 5000, 200);
    credit(&s, 0, "Nordwire", RT_CREDIT_BYLINE, 0);
    credit(&s, 1, "Nordwire", RT_CREDIT_BYLINE, 0);
    share(&s, 0, 1, 0, 0, 200);
    trace(&s);
    assert_origins(&s, 1, 1);
    assert_string_equal(s.out.origin[0].name.s, "Nordwire");
    assert_false(s.out.origin[0].in_corpus);
    assert_int_equal(s.out.origin[0].articles_n, 2);
    const rt_edge *e = edge(&s, 1, "Nordwire");
    assert_non_null(e);
    assert_int_equal(e->direction, RT_CREDITED);
    assert_int_equal(e->relation, RT_SAME_TEXT);
    assert_int_equal(e->evidence[0].kind, RT_BY_CREDIT);
    arena_release(&s.a);
}

static void shared_writing_passes_a_source_on(void **state) {
    (void)state;
    story s;
    begin(&s, 2);
    article(&s, 0, "Harbour Post", 5000, 200);
    article(&s, 1, "Valley Echo", 5000, 180);
    credit(&s, 0, "Nordwire", RT_CREDIT_BYLINE, 0);
    share(&s, 0, 1, 0, 0, 180);
    trace(&s);
    assert_origins(&s, 1, 1);
    const rt_edge *named = edge(&s, 0, "Nordwire"), *learned = edge(&s, 1, "Nordwire");
    assert_non_null(learned);
    assert_int_equal(learned->direction, RT_INFERRED);
    assert_true(learned->confidence < named->confidence);
    assert_int_equal(learned->evidence[0].kind, RT_BY_PASSAGE);
    assert_non_null(edge_to(&s, 0, 1) ? edge_to(&s, 0, 1) : edge_to(&s, 1, 0));
    arena_release(&s.a);
}

static void a_print_is_known_by_narrative_among_quotations(void **state) {
    (void)state;
    /* 300 quoted words and then 100, or none, of narrative in common */
    for (unsigned told = 0; told <= 100; told += 100) {
        story s;
        begin(&s, 2);
        article(&s, 0, "Harbour Post", 450, 550 + told);
        article(&s, 1, "Valley Echo", 700, 700);
        credit(&s, 0, "Nordwire", RT_CREDIT_BYLINE, 0);
        credit(&s, 1, "Channel Nine", RT_CREDIT_TOLD, 2);
        share(&s, 0, 1, 250, 0, 300 + told);
        trace(&s);
        const rt_edge *learned = edge(&s, 1, "Nordwire");
        assert_int_equal(learned != NULL, told > 0);
        if (learned) assert_int_equal(learned->direction, RT_INFERRED);
        assert_non_null(edge(&s, 1, "Channel Nine"));
        arena_release(&s.a);
    }
}

static void what_anybody_could_hear_joins_nobody(void **state) {
    (void)state;
    story s;
    begin(&s, 2);
    article(&s, 0, "Harbour Post", 900, 200); /* a hundred quoted words, then its own */
    article(&s, 1, "Valley Echo", 900, 100);
    credit(&s, 0, "Nordwire", RT_CREDIT_BYLINE, 0);
    share(&s, 0, 1, 0, 0, 100);
    trace(&s);
    assert_origins(&s, 2, 2);
    assert_null(edge(&s, 1, "Nordwire"));
    trace_item a = {&s.piece[0].article, &s.piece[0].marks, &s.piece[0].terms};
    trace_item b = {&s.piece[1].article, &s.piece[1].marks, &s.piece[1].terms};
    assert_int_equal(trace_relation(&a, &b, &s.pairs.at[0], &s.a), RT_QUOTES_ONLY);
    arena_release(&s.a);
}

static void an_interview_outranks_who_wrote_it_up(void **state) {
    (void)state;
    story s;
    begin(&s, 3);
    article(&s, 0, "Harbour Post", 5000, 200);
    article(&s, 1, "Valley Echo", 7000, 200);
    article(&s, 2, "Lakeside Times", 9000, 200);
    credit(&s, 0, "Nordwire", RT_CREDIT_BYLINE, 0);
    credit(&s, 1, "Sudagency", RT_CREDIT_BYLINE, 0);
    for (uint32_t i = 0; i < 3; i++) credit(&s, i, "Channel Nine", RT_CREDIT_TOLD, 12);
    trace(&s);
    assert_origins(&s, 1, 1);
    assert_string_equal(s.out.origin[0].name.s, "Channel Nine");
    assert_non_null(edge(&s, 0, "Nordwire"));
    assert_non_null(edge(&s, 0, "Channel Nine"));
    arena_release(&s.a);
}

static void two_newsrooms_are_two_origins(void **state) {
    (void)state;
    story s;
    begin(&s, 2);
    article(&s, 0, "Harbour Post", 5000, 200);
    article(&s, 1, "Valley Echo", 7000, 200);
    s.piece[0].article.published =
        (rt_time){.year = 2031, .month = 5, .day = 1, .precision = RT_TIME_DAY};
    s.piece[1].article.published =
        (rt_time){.year = 2031, .month = 5, .day = 2, .precision = RT_TIME_DAY};
    trace(&s);
    assert_origins(&s, 2, 2);
    assert_int_equal(s.out.edges_n, 0);
    arena_release(&s.a);
}

static void dates_alone_give_no_direction(void **state) {
    (void)state;
    story s;
    begin(&s, 2);
    article(&s, 0, "Harbour Post", 5000, 200);
    article(&s, 1, "Valley Echo", 5000, 200);
    s.piece[0].article.published =
        (rt_time){.year = 2031, .month = 5, .day = 1, .precision = RT_TIME_DAY};
    s.piece[1].article.published =
        (rt_time){.year = 2039, .month = 5, .day = 2, .precision = RT_TIME_DAY};
    share(&s, 0, 1, 0, 0, 200);
    trace(&s);
    assert_origins(&s, 1, 1);
    assert_null(s.out.origin[0].name.s);
    assert_int_equal(s.out.edges_n, 1);
    assert_int_equal(s.out.edges[0].direction, RT_DIRECTION_UNKNOWN);
    arena_release(&s.a);
}

static void a_cut_rests_on_the_whole(void **state) {
    (void)state;
    story s;
    begin(&s, 2);
    article(&s, 0, "Harbour Post", 5000, 60);
    article(&s, 1, "Valley Echo", 5000, 300);
    share(&s, 0, 1, 0, 0, 60);
    trace(&s);
    const rt_edge *e = edge_to(&s, 0, 1);
    assert_non_null(e);
    assert_int_equal(e->direction, RT_INFERRED);
    assert_origins(&s, 1, 1);
    assert_string_equal(s.out.origin[0].name.s, "Valley Echo");
    arena_release(&s.a);
}

static void a_credit_to_an_article_here_leads_there(void **state) {
    (void)state;
    story s;
    begin(&s, 2);
    article(&s, 0, "Harbour Post", 5000, 200);
    article(&s, 1, "Valley Echo", 5100, 200);
    credit(&s, 1, "Harbour Post", RT_CREDIT_REPORTED, 3);
    share(&s, 0, 1, 100, 0, 100);
    trace(&s);
    const rt_edge *e = edge_to(&s, 1, 0);
    assert_non_null(e);
    assert_int_equal(e->direction, RT_CREDITED);
    assert_origins(&s, 1, 1);
    assert_true(s.out.origin[0].in_corpus);
    arena_release(&s.a);
}

static void an_interview_retold_from_end_to_end_was_read(void **state) {
    (void)state;
    /* quoted words, nine tenths or half of either article, that anybody could hear */
    for (uint32_t both = 50; both <= 90; both += 40) {
        story s;
        begin(&s, 2);
        article(&s, 0, "Harbour Post", 100, 100);
        article(&s, 1, "Valley Echo", 200 - both, 100);
        credit(&s, 0, "Harbour Post", RT_CREDIT_TOLD, 3);
        credit(&s, 1, "Harbour Post", RT_CREDIT_TOLD, 3);
        share(&s, 0, 1, 100 - both, 0, both);
        trace(&s);
        const rt_edge *read = edge_to(&s, 1, 0);
        assert_int_equal(read != NULL, both == 90);
        if (read) assert_int_equal(read->direction, RT_CREDITED);
        if (read) assert_int_equal(read->relation, RT_REWORDED);
        assert_int_equal(edge(&s, 1, "Harbour Post") != NULL, both == 50);
        assert_origins(&s, 1, 1);
        arena_release(&s.a);
    }
}

static void crediting_oneself_is_no_edge(void **state) {
    (void)state;
    story s;
    begin(&s, 1);
    article(&s, 0, "The Harbour Post", 5000, 200);
    credit(&s, 0, "Harbour Post", RT_CREDIT_REPORTED, 3);
    credit(&s, 0, "Harbour Post", RT_CREDIT_BYLINE, 0);
    trace(&s);
    assert_int_equal(s.out.edges_n, 0);
    assert_origins(&s, 1, 1);
    assert_true(s.out.origin[0].in_corpus);
    arena_release(&s.a);
}

static const rt_finding *finding(const story *s, rt_finding_kind kind) {
    for (uint32_t i = 0; i < s->out.findings_n; i++)
        if (s->out.findings[i].kind == kind) return &s->out.findings[i];
    return NULL;
}

static void a_chain_of_credits_is_found(void **state) {
    (void)state;
    story s;
    begin(&s, 2);
    article(&s, 0, "Harbour Post", 5000, 200);
    article(&s, 1, "Valley Echo", 5000, 200);
    share(&s, 0, 1, 0, 0, 200);
    credit(&s, 0, "Valley Echo", RT_CREDIT_REPORTED, 3);
    credit(&s, 1, "Nordwire", RT_CREDIT_REPORTED, 3);
    trace(&s);
    const rt_finding *f = finding(&s, RT_FINDING_CHAIN);
    assert_non_null(f);
    assert_int_equal(f->articles_n, 2);
    assert_true(str_eq(f->text,
                       STR("Harbour Post credits Valley Echo, which credits Nordwire.")));
    assert_origins(&s, 1, 1);
    assert_string_equal(s.out.origin[0].name.s, "Nordwire");
    arena_release(&s.a);
}

static void a_loop_of_credits_is_found(void **state) {
    (void)state;
    story s;
    begin(&s, 2);
    article(&s, 0, "Harbour Post", 5000, 200);
    article(&s, 1, "Valley Echo", 5000, 200);
    share(&s, 0, 1, 0, 0, 200);
    credit(&s, 0, "Valley Echo", RT_CREDIT_REPORTED, 3);
    credit(&s, 1, "Harbour Post", RT_CREDIT_REPORTED, 3);
    trace(&s);
    const rt_finding *f = finding(&s, RT_FINDING_LOOP);
    assert_non_null(f);
    assert_int_equal(f->articles_n, 2);
    assert_true(s.out.origins.min >= 1 && s.out.origins.max <= 2);
    arena_release(&s.a);
}

static void a_dead_end_is_found(void **state) {
    (void)state;
    story s;
    begin(&s, 2);
    article(&s, 0, "Harbour Post", 5000, 200);
    article(&s, 1, "Valley Echo", 7000, 200);
    credit(&s, 0, "Valley Echo", RT_CREDIT_REPORTED, 3);
    trace(&s);
    assert_non_null(finding(&s, RT_FINDING_DEAD_END));
    assert_non_null(edge(&s, 0, "Valley Echo"));
    arena_release(&s.a);
}

static void a_thousand_credits_in_a_row_stay_bounded(void **state) {
    (void)state;
    enum { N = 1000 };
    story s;
    begin(&s, N);
    for (uint32_t i = 0; i < N; i++)
        article(&s, i, str_z(&s.a, str_printf(&s.a, "Paper %u", i)), 5000, 40);
    for (uint32_t i = 0; i + 1 < N; i++) {
        credit(&s, i, str_z(&s.a, str_printf(&s.a, "Paper %u", i + 1)),
               RT_CREDIT_REPORTED, 3);
        share(&s, i, i + 1, 0, 0, 40);
    }
    trace(&s);
    assert_int_equal(s.out.edges_n, N - 1);
    assert_true(s.out.origins.min >= 1);
    assert_non_null(finding(&s, RT_FINDING_CHAIN));
    arena_release(&s.a);
}

static void the_user_has_the_last_word(void **state) {
    (void)state;
    story s;
    begin(&s, 2);
    article(&s, 0, "Harbour Post", 5000, 200);
    article(&s, 1, "Valley Echo", 7000, 200);
    credit(&s, 0, "Nordwire", RT_CREDIT_REPORTED, 3);
    const rt_correction wrong = {
        .number = 1, .kind = RT_WRONG_EDGE, .outlet = STR("Nordwire")};
    const rt_correction client = {.number = 2,
                                  .kind = RT_CLIENT_OF,
                                  .outlet = STR("Valley Echo"),
                                  .agency = STR("Sudagency")};
    *vec_push(&s.a, &s.corrections) = (trace_correction){&wrong, 0, RT_OUTSIDE};
    *vec_push(&s.a, &s.corrections) = (trace_correction){&client, RT_OUTSIDE, RT_OUTSIDE};
    trace(&s);
    assert_null(edge(&s, 0, "Nordwire"));
    const rt_edge *e = edge(&s, 1, "Sudagency");
    assert_non_null(e);
    assert_int_equal(e->correction, 2);
    assert_int_equal(e->direction, RT_INFERRED);
    assert_int_equal(e->evidence[0].kind, RT_BY_USER);
    assert_int_equal(s.out.corrections_n, 2);
    arena_release(&s.a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_agency_outside_is_one_origin),
        cmocka_unit_test(shared_writing_passes_a_source_on),
        cmocka_unit_test(a_print_is_known_by_narrative_among_quotations),
        cmocka_unit_test(what_anybody_could_hear_joins_nobody),
        cmocka_unit_test(an_interview_outranks_who_wrote_it_up),
        cmocka_unit_test(two_newsrooms_are_two_origins),
        cmocka_unit_test(dates_alone_give_no_direction),
        cmocka_unit_test(a_cut_rests_on_the_whole),
        cmocka_unit_test(a_credit_to_an_article_here_leads_there),
        cmocka_unit_test(an_interview_retold_from_end_to_end_was_read),
        cmocka_unit_test(crediting_oneself_is_no_edge),
        cmocka_unit_test(a_chain_of_credits_is_found),
        cmocka_unit_test(a_loop_of_credits_is_found),
        cmocka_unit_test(a_dead_end_is_found),
        cmocka_unit_test(a_thousand_credits_in_a_row_stay_bounded),
        cmocka_unit_test(the_user_has_the_last_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
