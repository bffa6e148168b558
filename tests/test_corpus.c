/* The corpus of retold.h: what is added is kept once, compared, found again, and survives
 * being closed. All texts, outlets and people are invented. */
#include "corpora.h"

#include "base/hash.h"

static const char ferry[] = "The ferry Aurelia will stay in port until the end of March, "
                            "the harbour authority of "
                            "Nordholm said on Tuesday.\n"
                            "\"We found cracks in both shafts, and no captain should "
                            "sail with them,\" said Marit "
                            "Ekdahl, the head of the authority.\n"
                            "About 1,400 passengers a day will have to take the bridge "
                            "at Sundvik instead, which adds "
                            "ninety minutes to the journey.\n"
                            "The owners of the ferry, the company Halvard Lines, had "
                            "asked for a permit to sail at "
                            "reduced speed.\n";
static const char orchard[] = "Growers in the valley of Tessaly expect the smallest "
                              "apple harvest for thirty years after "
                              "a late frost in April.\n"
                              "\"The blossom went brown in a single night,\" said Oskar "
                              "Brandl, who keeps four orchards "
                              "above the village of Krain.\n"
                              "The regional chamber of agriculture puts the loss at two "
                              "thirds of a usual crop and has "
                              "asked for help from the state.\n";

typedef struct seen {
    unsigned stories, articles, largest;
    uint64_t numbers[8];
    rt_id ids[8];
} seen;

static rt_code see_story(void *context, const rt_story *story, rt_err *err) {
    (void)err;
    seen *s = context;
    for (uint32_t i = 0; i < story->articles_n; i++)
        s->ids[s->articles++] = story->articles[i]->id;
    s->numbers[s->stories++] = story->number;
    if (story->articles_n > s->largest) s->largest = story->articles_n;
    return RT_OK;
}

static seen see(rt_corpus *c) {
    seen s = {0};
    rt_err err;
    if (rt_each_story(c, false, see_story, &s, &err) != RT_OK)
        fail_msg("%s: %s", err.place, err.text);
    return s;
}

static rt_counts count(rt_corpus *c) {
    rt_counts n;
    assert_int_equal(rt_count(c, &n, NULL), RT_OK);
    return n;
}

static void an_article_is_kept_once(void **state) {
    (void)state;
    rt_corpus *c = open_corpus(path, false);
    rt_id first = add(c, "Nordholm Post", ferry);
    rt_id again = add(c, "Nordholm Post", ferry);
    assert_true(id_eq(first, again));
    assert_false(id_eq(first, add(c, "Sundvik Herald", ferry)));
    assert_int_equal(count(c).articles, 2);
    rt_close(c);
}

static void stories_survive_closing(void **state) {
    (void)state;
    rt_corpus *c = open_corpus(path, false);
    add(c, "Nordholm Post", ferry);
    add(c, "Tessaly Courier", orchard);
    seen before = see(c);
    assert_int_equal(before.stories, 2);
    rt_close(c);
    c = open_corpus(path, false);
    add(c, "Sundvik Herald", ferry);
    rt_close(c);
    c = open_corpus(path, false);
    seen after = see(c);
    assert_int_equal(after.articles, 3);
    assert_int_equal(after.stories, 2);
    assert_int_equal(after.largest, 2);
    assert_int_equal(after.numbers[0], before.numbers[0]);
    assert_int_equal(after.numbers[1], before.numbers[1]);
    rt_close(c);
    c = open_corpus(path, true);
    assert_int_equal(see(c).stories, 2);
    rt_close(c);
}

static rt_code take_hit(void *context, const rt_hit *hit, rt_err *err) {
    (void)err;
    unsigned *n = context;
    ++*n;
    assert_true(hit->snippet.n > 0);
    return RT_OK;
}

static unsigned hits(rt_corpus *c, const char *words, bool quotations) {
    unsigned n = 0;
    rt_query query = {.size = sizeof query, .words = words, .quotations = quotations};
    rt_err err;
    if (rt_search(c, &query, take_hit, &n, &err) != RT_OK)
        fail_msg("%s: %s", words, err.text);
    return n;
}

static void texts_and_quotations_are_found(void **state) {
    (void)state;
    rt_corpus *c = open_corpus(NULL, false);
    add(c, "Nordholm Post", ferry);
    add(c, "Tessaly Courier", orchard);
    assert_int_equal(hits(c, "ferry port", false), 1);
    assert_int_equal(hits(c, "\"harbour authority\"", false), 1);
    assert_int_equal(hits(c, "\"authority harbour\"", false), 0);
    assert_int_equal(hits(c, "the -ferry", false), 1);
    assert_int_equal(hits(c, "orchar*", false), 1);
    assert_int_equal(hits(c, "cracks", true), 1);
    assert_int_equal(hits(c, "Sundvik", true), 0);
    assert_int_equal(hits(c, "blossom's AND ( NEAR \"", false), 0);
    unsigned n = 0;
    rt_query nothing = {.size = sizeof nothing, .words = " \"\" "};
    assert_int_equal(rt_search(c, &nothing, take_hit, &n, NULL), RT_E_USAGE);
    rt_close(c);
}

static void other_files_are_left_alone(void **state) {
    (void)state;
    FILE *out = fopen(path, "w");
    fputs("Dear diary, this is no corpus but a text of some length.\n", out);
    fclose(out);
    rt_corpus *c;
    rt_err err;
    assert_int_equal(rt_open(path, NULL, &c, &err), RT_E_STORE);
    assert_null(c);
    assert_string_equal(err.place, path);
    FILE *in = fopen(path, "r");
    assert_int_equal(fgetc(in), 'D');
    fclose(in);
    assert_int_equal(rt_open("/nowhere/at/all.retold", NULL, &c, &err), RT_E_IO);
    rt_options reading = {.size = sizeof reading, .read_only = true};
    unlink(path);
    assert_int_equal(rt_open(path, &reading, &c, &err), RT_E_IO);
    assert_int_equal(access(path, F_OK), -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_article_is_kept_once, make_path, remove_path),
        cmocka_unit_test_setup_teardown(stories_survive_closing, make_path, remove_path),
        cmocka_unit_test(texts_and_quotations_are_found),
        cmocka_unit_test_setup_teardown(other_files_are_left_alone, make_path,
                                        remove_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
