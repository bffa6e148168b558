/* What changes when a report is told again: quotation families, statements, differences,
 * and the evidence of edges, from text to story through the public library. */
#include "base/str.h"
#include "retold.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const char first[] =
    "The harbour board of Tollan will close the eastern pier on Friday because its piles "
    "are rotten, the Quayside Gazette reported on Monday.\n"
    "\"We cannot let another ferry tie up there before every pile has been replaced,\" "
    "said "
    "Mira Valdane, the chairwoman of the harbour board.\n"
    "The repair will cost 48 million marks, and the number of berths was cut from 14 to "
    "9 "
    "berths last year.\n"
    "\"Nobody listened to the divers,\" one engineer said. \"They wrote to the board "
    "three "
    "times.\"\n"
    "The Ministry of Ports did not respond to a request for comment.\n"
    "Valdane told the council that the ferry company had refused to pay for the new "
    "piles, "
    "according to two council members.\n"
    "The pier was built in 1931 and carries some 2,600 passengers a day in summer.\n";

static const char second[] =
    "Tollan's harbour board is to shut the eastern pier on Saturday since its piles are "
    "rotten, according to the Quayside Gazette.\n"
    "\"We can not allow one more ferry to tie up at that place until all the piles are "
    "replaced,\" Valdane, chairwoman of the harbour board, was quoted as saying.\n"
    "The repair of the pier is to cost 55 million marks, it said, and the pier has 14 "
    "berths.\n"
    "\"Nobody listened to the divers,\" a second engineer said. \"They wrote to the "
    "board "
    "three times.\"\n"
    "\"The pier is safe, and the ministry inspects it every spring,\" Ministry of Ports "
    "spokesman Odo Brenn said.\n"
    "Valdane told the town council that the company that runs the ferry had refused any "
    "payment for new piles, according to two council members.\n"
    "Built in 1931, the pier carries some 2,600 passengers a day in summer.\n";

typedef struct seen {
    unsigned stories, spread, families, statements, evidence;
    bool same_words, reworded, cost, berths, silence, counted;
    bool reported, layers;
} seen;

static bool has(rt_str text, rt_str part) { return str_find(text, part, 0) != SIZE_MAX; }

static rt_str value_of(const rt_difference *d, uint32_t i) { return d->values[i].value; }

static void see_families(seen *s, const rt_story *story) {
    for (uint32_t f = 0; f < story->families_n; f++) {
        const rt_family *family = &story->families[f];
        for (uint32_t m = 1; m < family->members_n; m++) {
            const rt_member *x = &family->members[0], *y = &family->members[m];
            if (x->article == y->article) continue;
            rt_str words = str_span(story->articles[x->article]->text, x->content[0]);
            s->families++;
            if (has(words, STR("listened to the divers")))
                s->same_words = x->variant == RT_VARIANT_VERBATIM &&
                                y->variant == RT_VARIANT_VERBATIM;
            if (has(words, STR("tie up")))
                s->reworded = (x->variant == RT_VARIANT_REWORDED ||
                               y->variant == RT_VARIANT_REWORDED) &&
                              str_ends(family->speaker, STR("Valdane"));
        }
    }
}

static void see_differences(seen *s, const rt_story *story) {
    for (uint32_t i = 0; i < story->differences_n; i++) {
        const rt_difference *d = &story->differences[i];
        assert_true(d->values_n > 1);
        bool million = has(value_of(d, 0), STR("million"));
        s->cost |= d->kind == RT_DIFF_FIGURE && d->type == RT_DIFF_CONFLICT && million;
        s->berths |= d->kind == RT_DIFF_FIGURE && d->type == RT_DIFF_UPDATE && !million;
        s->silence |= d->kind == RT_DIFF_RESPONSE && d->type == RT_DIFF_CONFLICT;
        s->counted |= d->kind == RT_DIFF_SPEAKER && d->type == RT_DIFF_CONFLICT &&
                      has(value_of(d, 0), STR("engineer"));
        s->reported |= d->kind == RT_DIFF_QUOTATION && d->type == RT_DIFF_WORDING &&
                       has(value_of(d, 0), STR("had refused"));
        for (uint32_t v = 0; v < d->values_n; v++)
            s->layers |= (d->kind == RT_DIFF_SPEAKER || d->kind == RT_DIFF_ATTRIBUTION) &&
                         has(value_of(d, v), STR("council members"));
    }
}

static rt_code see_story(void *context, const rt_story *story, rt_err *err) {
    (void)err;
    seen *s = context;
    s->stories++;
    if (story->articles_n != 2) return RT_OK;
    see_families(s, story);
    see_differences(s, story);
    for (uint32_t i = 0; i < story->statements_n; i++) {
        const rt_statement *statement = &story->statements[i];
        s->spread += statement->places_n == 2;
        for (uint32_t p = 1; p < statement->places_n; p++)
            assert_int_not_equal(statement->places[p].article,
                                 statement->places[p - 1].article);
    }
    for (uint32_t e = 0; e < story->edges_n; e++)
        for (uint32_t k = 0; k < story->edges[e].evidence_n; k++)
            s->evidence += story->edges[e].evidence[k].kind == RT_BY_CREDIT;
    return RT_OK;
}

static void add(rt_corpus *corpus, const char *text, const char *outlet,
                const char *day) {
    rt_text article = {.size = sizeof article,
                       .text = text,
                       .outlet = outlet,
                       .published = day,
                       .title = "Tollan to close its eastern pier"};
    assert_int_equal(rt_add_text(corpus, &article, NULL, NULL), RT_OK);
}

static void look(void **state) {
    static seen s;
    rt_options options = {.size = sizeof options};
    rt_corpus *corpus;
    assert_int_equal(rt_open(NULL, &options, &corpus, NULL), RT_OK);
    add(corpus, first, "Tollan Morning", "2024-10-08");
    add(corpus, second, "Northern Tide", "2024-10-09");
    assert_int_equal(rt_each_story(corpus, false, see_story, &s, NULL), RT_OK);
    rt_close(corpus);
    *state = &s;
}

static int set_up(void **state) {
    look(state);
    return 0;
}

static void both_tell_one_story(void **state) {
    const seen *s = *state;
    assert_int_equal(s->stories, 1);
    assert_true(s->evidence >= 2);
}

static void utterances_meet_in_spite_of_rewording(void **state) {
    const seen *s = *state;
    assert_true(s->same_words);
    assert_true(s->reworded);
}

static void sentences_that_say_the_same_are_one_statement(void **state) {
    const seen *s = *state;
    assert_true(s->spread >= 4);
}

static void figures_and_sources_are_compared(void **state) {
    const seen *s = *state;
    assert_true(s->cost);    /* 48 against 55 million */
    assert_true(s->silence); /* no answer here, a spokesman there */
    assert_true(s->counted); /* one engineer, a second engineer */
}

static void reported_speech_is_compared_layer_by_layer(void **state) {
    const seen *s = *state;
    assert_true(s->reported); /* refused to pay, refused any payment */
    assert_false(s->layers);  /* the same two layers in both */
}

static void a_change_that_is_told_is_no_conflict(void **state) {
    const seen *s = *state;
    assert_true(s->berths); /* cut from 14 to 9; 14 */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_tell_one_story),
        cmocka_unit_test(utterances_meet_in_spite_of_rewording),
        cmocka_unit_test(sentences_that_say_the_same_are_one_statement),
        cmocka_unit_test(figures_and_sources_are_compared),
        cmocka_unit_test(reported_speech_is_compared_layer_by_layer),
        cmocka_unit_test(a_change_that_is_told_is_no_conflict),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
