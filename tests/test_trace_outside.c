/* Sources that no article is: a broadcast, and a post that everybody can read; from text
 * to edges through the public library. */
#include "base/str.h"
#include "retold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

/* An edge that is looked for. */
typedef struct wanted {
    const char *outlet, *outside;
    unsigned found, edges, origins;
    rt_relation relation;
} wanted;

static rt_code see(void *context, const rt_story *s, rt_err *err) {
    (void)err;
    wanted *w = context;
    w->edges += s->edges_n;
    w->origins += s->origins.max;
    for (uint32_t i = 0; i < s->edges_n; i++) {
        const rt_edge *e = &s->edges[i];
        bool child = str_eq(s->articles[e->child]->outlet, str_of(w->outlet));
        if (!child || !str_eq(e->outside, str_of(w->outside))) continue;
        assert_true(e->evidence_n > 0);
        w->relation = e->relation;
        w->found++;
    }
    return RT_OK;
}

static void look(const rt_text *texts, size_t n, wanted *w) {
    rt_corpus *corpus;
    rt_err err;
    assert_int_equal(rt_open(NULL, NULL, &corpus, &err), RT_OK);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(rt_add_text(corpus, &texts[i], NULL, &err), RT_OK);
    assert_int_equal(rt_each_story(corpus, true, see, w, &err), RT_OK);
    rt_close(corpus);
}

static void a_broadcaster_rests_on_its_own_programme(void **state) {
    (void)state;
    rt_text text = {.size = sizeof text, .outlet = "CBS News", .title = "Oster on tolls"};
    text.text = "The toll on the Marrow bridge will stay for two more winters.\n"
                "\"Nobody likes it, and nobody has a better idea,\" Senator Wilma Oster "
                "told \"Face the Nation\" on Sunday.\n"
                "The bridge was opened in 1962 and carries 41,000 cars a day.\n";
    wanted w = {.outlet = "CBS News", .outside = "CBS News"};
    look(&text, 1, &w);
    assert_int_equal(w.found, 1);
    assert_int_equal(w.relation, RT_CREDITS_ONLY);
    assert_int_equal(w.origins, 1);
    text.text = "The toll on the Marrow bridge will stay for two more winters.\n"
                "\"Nobody likes it, and nobody has a better idea,\" Senator Wilma Oster "
                "told CBS News on Sunday.\n"
                "The bridge was opened in 1962 and carries 41,000 cars a day.\n";
    w = (wanted){.outlet = "CBS News", .outside = "CBS News"};
    look(&text, 1, &w);
    assert_int_equal(w.edges, 0);
}

static void a_transcript_rests_on_the_programme_it_is_named_after(void **state) {
    (void)state;
    rt_text text = {.size = sizeof text, .outlet = "NBC News"};
    text.title = "Meet the Press - March 3, 2019";
    text.text = "Good Sunday morning. The Marrow bridge needs a new deck, and the two "
                "counties cannot agree on who should pay for it.\n"
                "Senator, the toll was meant to end last autumn. Why did it not?\n";
    wanted w = {.outlet = "NBC News", .outside = "NBC News"};
    look(&text, 1, &w);
    assert_int_equal(w.found, 1);
}

/* Two prints of one dispatch: the shorter has moved up what somebody told a network. */
static void prints_of_one_text_take_the_same_way(void **state) {
    (void)state;
    static const char *const deck =
        "The Marrow bridge will be closed for eleven months from June while its deck of "
        "1962 is taken off and a new one is laid, the county council decided.\n";
    static const char *const toll =
        "\"Nobody likes it, and nobody has a better idea,\" Senator Wilma Oster told CBS "
        "News on Sunday about the toll that pays for the work.\n";
    static const char *const rest =
        "Lorries will be sent round by Great Tarn, which adds forty minutes to the way "
        "to "
        "the harbour.\nShopkeepers on both banks asked for a foot ferry, and the council "
        "put aside 90,000 crowns for one.\nThe last repair of the bridge in 1994 took "
        "twice as long as had been planned.\nThe council votes on the contract in May.\n"
        "\"We have waited for this long enough,\" council leader Piet Hallorsen said.\n"
        "\"I sell bread on the wrong side of the river,\" said Rolf Amundi, a baker.\n";
    static const char *const more =
        "Two firms from Selwick and one from the capital have handed in offers, and the "
        "cheapest of them is a third above what the engineers had reckoned with.\n";
    char full[2000], cut[2000];
    snprintf(full, sizeof full, "ORLUND (AP) - %s%s%s%s", deck, rest, more, toll);
    snprintf(cut, sizeof cut, "ORLUND (AP) - %s%s%s", deck, toll, rest);
    rt_text texts[2] = {{.size = sizeof *texts, .outlet = "Harbour Post", .text = full},
                        {.size = sizeof *texts, .outlet = "Inland Review", .text = cut}};
    wanted w = {.outlet = "Inland Review", .outside = "Associated Press"};
    look(texts, 2, &w);
    assert_int_equal(w.found, 1);
    assert_int_equal(w.origins, 1);
}

static const char post_told[] =
    "Governor Ilse Tamm called the ferry strike in Orlund harbour a disgrace on Monday.\n"
    "\"Three days without a ferry and the union calls it progress, what a disgrace,\" "
    "Tamm wrote on Twitter.\n"
    "The strike began on Friday, when talks over night shifts broke down.\n";
static const char post_mocked[] =
    "The union of ferrymen in Orlund mocked Governor Ilse Tamm on Monday after she "
    "attacked its strike.\n"
    "\"Three days without a ferry and the union calls it progress, what a disgrace,\" "
    "the governor had tweeted before breakfast.\n"
    "\"She has never taken the ferry,\" said the union's head, Bo Rask.\n";
static const char post_weighed[] =
    "A strike of ferrymen keeps the islands off Orlund cut off for a third day, and the "
    "governor is losing patience.\n"
    "\"Three days without a ferry and the union calls it progress, what a disgrace,\" "
    "Ilse Tamm said in a tweet on Monday.\n"
    "Shops on Great Holm have run out of milk, the mayor said.\n";

static void a_post_is_what_three_newsrooms_rest_on(void **state) {
    (void)state;
    rt_text texts[3] = {{.text = post_told, .outlet = "Orlund Post"},
                        {.text = post_mocked, .outlet = "Holm Herald"},
                        {.text = post_weighed, .outlet = "Island Mail"}};
    for (size_t i = 0; i < 3; i++) {
        texts[i].size = sizeof texts[i];
        texts[i].title = "Governor Tamm attacks ferry strike in Orlund";
    }
    wanted w = {.outlet = "Holm Herald", .outside = "Ilse Tamm"};
    look(texts, 3, &w);
    assert_int_equal(w.found, 1);
    assert_int_equal(w.relation, RT_CREDITS_ONLY);
    texts[1].outlet = texts[2].outlet = "Orlund Post";
    w = (wanted){.outlet = "Orlund Post", .outside = "Ilse Tamm"};
    look(texts, 3, &w);
    assert_int_equal(w.found, 0); /* one newsroom's own quotation */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_broadcaster_rests_on_its_own_programme),
        cmocka_unit_test(a_transcript_rests_on_the_programme_it_is_named_after),
        cmocka_unit_test(prints_of_one_text_take_the_same_way),
        cmocka_unit_test(a_post_is_what_three_newsrooms_rest_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
