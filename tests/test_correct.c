/* A user's corrections: they hold at once and for what is added later, touch only the
 * stories concerned, and can be taken back. All texts, outlets and people are invented.
 */
#include "corpora.h"

#include "base/hash.h"

static const char quarry[] =
    "The quarry above Velm will be flooded this spring to make a lake for bathing, the "
    "council of the valley decided on Thursday evening.\n"
    "\"We have looked at that hole for forty years, and now we want to swim in it,\" "
    "said "
    "Ilse Tarrow, who chairs the council.\n"
    "The pumps that keep the quarry dry cost 90,000 crowns a year and will be sold to a "
    "mine in the north of the country.\n"
    "Climbers, who have used the eastern wall since the quarry closed, asked for a path "
    "above the water line.\n";
static const char tramway[] =
    "Drivers of the tramway in Oberlind will stop work on Saturday morning because their "
    "night shifts were lengthened without notice.\n"
    "\"Nobody asked us, and nobody could have driven these hours safely,\" said Paul "
    "Mendry of the union of transport workers.\n"
    "The company expects that two trams out of three will stay in the depot and has "
    "hired forty buses.\n";

/* The corpus of most tests: three prints of one text, and another story. */
typedef struct valley {
    rt_corpus *c;
    rt_id post, echo, mail, tram;
} valley;

static valley valley_of(const char *where) {
    valley v = {.c = open_corpus(where, false)};
    v.post = add(v.c, "Velm Post", quarry);
    v.echo = add(v.c, "Valley Echo", quarry);
    v.mail = add(v.c, "Lake Mail", quarry);
    v.tram = add(v.c, "Oberlind Courier", tramway);
    return v;
}

/* What is asked of a story. */
typedef struct glance {
    uint64_t number;
    uint32_t articles, corrections, noted, user_edges;
    rt_range origins;
    char agency[32];
} glance;

static rt_code look(void *context, const rt_story *s, rt_err *err) {
    (void)err;
    glance *g = context;
    *g = (glance){.number = s->number,
                  .articles = s->articles_n,
                  .corrections = s->corrections_n,
                  .origins = s->origins};
    for (uint32_t i = 0; i < s->corrections_n; i++)
        g->noted += str_eq(s->corrections[i].note, STR("seen both"));
    for (uint32_t i = 0; i < s->edges_n; i++) {
        if (!s->edges[i].correction) continue;
        g->user_edges++;
        snprintf(g->agency, sizeof g->agency, "%.*s", (int)s->edges[i].outside.n,
                 s->edges[i].outside.s);
    }
    return RT_OK;
}

static glance story_of(rt_corpus *c, rt_id article) {
    glance g = {0};
    rt_err err;
    if (rt_story_of(c, article, look, &g, &err) != RT_OK) fail_msg("%s", err.text);
    return g;
}

static uint32_t say(rt_corpus *c, rt_correction what) {
    uint32_t number = 0;
    rt_err err;
    if (rt_correct(c, &what, &number, &err) != RT_OK) fail_msg("%s", err.text);
    return number;
}

static void refuse(rt_corpus *c, rt_correction what, const char *why) {
    rt_err err;
    assert_int_equal(rt_correct(c, &what, NULL, &err), RT_E_USAGE);
    if (!strstr(err.text, why)) fail_msg("'%s' does not say '%s'", err.text, why);
}

static void two_articles_are_parted_for_good(void **state) {
    (void)state;
    valley v = valley_of(path);
    glance before = story_of(v.c, v.post), tram = story_of(v.c, v.tram);
    assert_int_equal(before.articles, 3);
    uint32_t number = say(v.c, (rt_correction){.kind = RT_NOT_SAME_STORY,
                                               .a = v.post,
                                               .b = v.echo,
                                               .note = STR("seen both")});
    glance post = story_of(v.c, v.post), echo = story_of(v.c, v.echo);
    assert_int_not_equal(post.number, echo.number);
    assert_int_equal(post.articles + echo.articles, 3);
    assert_true(post.number == before.number || echo.number == before.number);
    assert_int_equal(post.noted, 1);
    assert_int_equal(echo.noted, 1);
    assert_int_equal(story_of(v.c, v.tram).number, tram.number);
    assert_int_equal(story_of(v.c, v.tram).corrections, 0);
    rt_close(v.c);

    v.c = open_corpus(path, false);
    add(v.c, "Harbour Sheet", quarry);
    assert_int_not_equal(story_of(v.c, v.post).number, story_of(v.c, v.echo).number);
    assert_int_equal(rt_uncorrect(v.c, number, NULL), RT_OK);
    assert_int_equal(story_of(v.c, v.post).articles, 4);
    assert_int_equal(story_of(v.c, v.echo).number, story_of(v.c, v.post).number);
    assert_int_equal(rt_uncorrect(v.c, number, NULL), RT_E_USAGE);
    rt_close(v.c);
}

static void two_stories_are_joined(void **state) {
    (void)state;
    valley v = valley_of(NULL);
    uint32_t number =
        say(v.c, (rt_correction){.kind = RT_SAME_STORY, .a = v.tram, .b = v.mail});
    assert_int_equal(story_of(v.c, v.tram).articles, 4);
    assert_int_equal(story_of(v.c, v.post).corrections, 1);
    add(v.c, "Harbour Sheet", quarry);
    assert_int_equal(story_of(v.c, v.tram).articles, 5);
    assert_int_equal(rt_uncorrect(v.c, number, NULL), RT_OK);
    assert_int_equal(story_of(v.c, v.tram).articles, 1);
    rt_close(v.c);
}

static void a_wrong_edge_goes(void **state) {
    (void)state;
    char retold[1200];
    snprintf(retold, sizeof retold, "%s%s",
             "Bathers will have a lake at Velm, the newspaper Le Monde reported on "
             "Friday.\n",
             quarry);
    rt_corpus *c = open_corpus(NULL, false);
    rt_id child = add(c, "Velm Post", retold);
    rt_correction wrong = {.kind = RT_WRONG_EDGE, .a = child, .outlet = STR("Le Monde")};
    say(c, wrong);
    glance g = story_of(c, child);
    assert_int_equal(g.corrections, 1);
    assert_int_equal(g.origins.max, 1);
    rt_close(c);
}

static void a_client_prints_its_agency(void **state) {
    (void)state;
    valley v = valley_of(NULL);
    say(v.c, (rt_correction){.kind = RT_CLIENT_OF,
                             .outlet = STR(" Valley Echo "),
                             .agency = STR("Nordwire")});
    glance g = story_of(v.c, v.echo);
    assert_int_equal(g.corrections, 1);
    assert_true(g.user_edges > 0);
    assert_string_equal(g.agency, "Nordwire");
    assert_int_equal(g.origins.max, 1);
    assert_int_equal(story_of(v.c, v.tram).corrections, 0);
    rt_close(v.c);
}

static void what_is_known_is_not_said_twice(void **state) {
    (void)state;
    valley v = valley_of(NULL);
    rt_correction parted = {.kind = RT_NOT_SAME_STORY, .a = v.post, .b = v.echo};
    rt_correction turned = {.kind = RT_NOT_SAME_STORY, .a = v.echo, .b = v.post};
    uint32_t number = say(v.c, parted);
    assert_int_equal(say(v.c, turned), number);
    assert_int_equal(rt_uncorrect(v.c, number, NULL), RT_OK);
    assert_true(say(v.c, parted) > number);
    rt_close(v.c);
}

static void contradictions_are_refused(void **state) {
    (void)state;
    valley v = valley_of(NULL);
    say(v.c, (rt_correction){.kind = RT_SAME_STORY, .a = v.post, .b = v.echo});
    say(v.c, (rt_correction){.kind = RT_SAME_STORY, .a = v.echo, .b = v.tram});
    refuse(v.c, (rt_correction){.kind = RT_NOT_SAME_STORY, .a = v.echo, .b = v.post},
           "contradicts correction 1");
    refuse(v.c, (rt_correction){.kind = RT_NOT_SAME_STORY, .a = v.post, .b = v.tram},
           "contradicts correction");
    say(v.c, (rt_correction){.kind = RT_NOT_SAME_STORY, .a = v.mail, .b = v.tram});
    refuse(v.c, (rt_correction){.kind = RT_SAME_STORY, .a = v.mail, .b = v.post},
           "contradicts correction 3");
    say(v.c, (rt_correction){
                 .kind = RT_CLIENT_OF, .outlet = STR("Echo"), .agency = STR("Wire")});
    refuse(v.c,
           (rt_correction){
               .kind = RT_CLIENT_OF, .outlet = STR("wire"), .agency = STR("echo")},
           "contradicts correction 4");
    rt_close(v.c);
}

static void nonsense_is_refused(void **state) {
    (void)state;
    valley v = valley_of(path);
    rt_id nobody = {{1, 2, 3}};
    refuse(v.c, (rt_correction){.kind = RT_SAME_STORY, .a = v.post, .b = nobody},
           "no article");
    refuse(v.c, (rt_correction){.kind = RT_SAME_STORY, .a = v.post, .b = v.post},
           "these are one");
    refuse(v.c, (rt_correction){.kind = RT_CLIENT_OF, .outlet = STR("Velm Post")},
           "no name");
    refuse(v.c,
           (rt_correction){
               .kind = RT_CLIENT_OF, .outlet = STR("Echo"), .agency = STR("echo")},
           "client of their own");
    refuse(v.c, (rt_correction){.kind = (rt_correction_kind)77}, "no such kind");
    static char chatter[2000];
    memset(chatter, 'x', sizeof chatter);
    refuse(v.c,
           (rt_correction){.kind = RT_SAME_STORY,
                           .a = v.post,
                           .b = v.echo,
                           .note = {chatter, sizeof chatter}},
           "longer than");
    rt_counts settled;
    assert_int_equal(rt_settle(v.c, NULL), RT_OK);
    assert_int_equal(rt_count(v.c, &settled, NULL), RT_OK);
    rt_close(v.c);
    v.c = open_corpus(path, true);
    rt_correction good = {.kind = RT_NOT_SAME_STORY, .a = v.post, .b = v.echo};
    assert_int_equal(rt_correct(v.c, &good, NULL, NULL), RT_E_STORE);
    assert_int_equal(rt_uncorrect(v.c, 1, NULL), RT_E_STORE);
    rt_close(v.c);
}

static void articles_go_by_the_beginnings_of_their_ids(void **state) {
    (void)state;
    valley v = valley_of(NULL);
    arena a;
    arena_init(&a, 0);
    char *digits = str_z(&a, id_hex(&a, v.tram));
    rt_id found;
    rt_err err;
    assert_int_equal(rt_find_article(v.c, digits, &found, NULL), RT_OK);
    assert_true(id_eq(found, v.tram));
    digits[9] = 0;
    assert_int_equal(rt_find_article(v.c, digits, &found, NULL), RT_OK);
    digits[3] = 0;
    assert_int_equal(rt_find_article(v.c, digits, &found, &err), RT_E_USAGE);
    assert_int_equal(rt_find_article(v.c, "harbour", &found, &err), RT_E_USAGE);
    assert_int_equal(rt_find_article(v.c, "", &found, &err), RT_E_USAGE);
    arena_release(&a);
    rt_close(v.c);
}

static void an_id_that_begins_several_names_them(void **state) {
    (void)state;
    rt_corpus *c = open_corpus(NULL, false);
    arena a;
    arena_init(&a, 0);
    /* 1,000 articles: some share their first four digits with all but certainty, and the
     * ids are the same in every run. */
    enum { N = 1000 };
    rt_id *ids = arena_many(&a, rt_id, N);
    for (int i = 0; i < N; i++) {
        char text[400];
        snprintf(text, sizeof text, "%.*s Gauge %d was read twice.\n", 300, tramway, i);
        ids[i] = add(c, "Oberlind Courier", text);
    }
    unsigned ambiguous = 0;
    for (int i = 0; i < N; i++) {
        rt_id found;
        rt_err err;
        char *digits = str_z(&a, id_hex(&a, ids[i]));
        digits[4] = 0;
        if (rt_find_article(c, digits, &found, &err) == RT_OK) continue;
        assert_non_null(strstr(err.text, "Oberlind Courier"));
        ambiguous++;
    }
    assert_true(ambiguous > 0);
    arena_release(&a);
    rt_close(c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(two_articles_are_parted_for_good, make_path,
                                        remove_path),
        cmocka_unit_test(two_stories_are_joined),
        cmocka_unit_test(a_wrong_edge_goes),
        cmocka_unit_test(a_client_prints_its_agency),
        cmocka_unit_test(what_is_known_is_not_said_twice),
        cmocka_unit_test(contradictions_are_refused),
        cmocka_unit_test_setup_teardown(nonsense_is_refused, make_path, remove_path),
        cmocka_unit_test(articles_go_by_the_beginnings_of_their_ids),
        cmocka_unit_test(an_id_that_begins_several_names_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
