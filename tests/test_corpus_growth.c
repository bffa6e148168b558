/* A corpus that grows: from files too large for one portion, interrupted, reopened with
 * the index beside it; and inputs made to be awkward. All texts are invented. */
#include "base/hash.h"
#include "base/str.h"
#include "invented.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static char corpus[512], index_file[600], input[600];

static int make_paths(void **state) {
    (void)state;
    const char *folder = getenv("TMPDIR");
    snprintf(corpus, sizeof corpus, "%s/test_growth.%ld.retold",
             folder ? folder : P_tmpdir, (long)getpid());
    snprintf(index_file, sizeof index_file, "%s-index", corpus);
    snprintf(input, sizeof input, "%s.jsonl", corpus);
    return 0;
}
static int remove_paths(void **state) {
    (void)state;
    unlink(corpus);
    unlink(index_file);
    unlink(input);
    return 0;
}

/* A word for each number. */
static void put_word(FILE *out, uint32_t n) {
    for (n += 1000; n; n /= 20) fputc("bcdfghklmnprstvwaeio"[n % 20], out);
}

/* `n` articles of `words` random words, one in five a common one. */
static void write_articles(uint32_t n, uint32_t words) {
    static const char *const common[] = {"the", "and", "was", "with", "from"};
    FILE *out = fopen(input, "w");
    assert_non_null(out);
    dice d = {21};
    for (uint32_t i = 0; i < n; i++) {
        fprintf(out, "{\"outlet\":\"Outlet %u\",\"text\":\"", i % 7);
        for (uint32_t w = 0; w < words; w++) {
            if (w) fputc(' ', out);
            if (w % 5) put_word(out, roll(&d, 50000));
            else fputs(common[roll(&d, 5)], out);
        }
        fputs(".\"}\n", out);
    }
    assert_int_equal(fclose(out), 0);
}

static rt_corpus *open_with(const rt_options *given) {
    rt_options options = given ? *given : (rt_options){.threads = 2};
    options.size = sizeof options;
    rt_corpus *c;
    rt_err err;
    if (rt_open(corpus, &options, &c, &err) != RT_OK)
        fail_msg("%s: %s", err.place, err.text);
    return c;
}

static rt_counts count(rt_corpus *c) {
    rt_counts n;
    assert_int_equal(rt_count(c, &n, NULL), RT_OK);
    return n;
}

static rt_added add_input(rt_corpus *c) {
    const char *const paths[] = {input};
    rt_added added;
    rt_err err;
    if (rt_add_paths(c, paths, 1, &added, &err) != RT_OK)
        fail_msg("%s: %s", err.place, err.text);
    assert_int_equal(rt_settle(c, NULL), RT_OK);
    return added;
}

static atomic_int stop;

static void stop_after_reading(void *context, const rt_progress *progress) {
    (void)context;
    if (progress->articles) stop = 1;
}

static void what_came_before_an_interruption_is_kept(void **state) {
    (void)state;
    enum { ARTICLES = 2500 };
    write_articles(ARTICLES, 12);
    stop = 0;
    rt_corpus *c = open_with(
        &(rt_options){.threads = 2, .progress = stop_after_reading, .stop = &stop});
    const char *const paths[] = {input};
    rt_added added;
    assert_int_equal(rt_add_paths(c, paths, 1, &added, NULL), RT_E_STOPPED);
    assert_true(added.articles > 0 && added.articles < ARTICLES);
    rt_close(c);
    c = open_with(NULL);
    assert_int_equal(count(c).articles, added.articles);
    assert_int_equal(count(c).waiting, added.articles);
    rt_added rest = add_input(c);
    assert_int_equal(rest.known, added.articles);
    assert_int_equal(rest.known + rest.articles, ARTICLES);
    assert_int_equal(count(c).waiting, 0);
    rt_close(c);
}

static rt_code see_size(void *context, const rt_story *story, rt_err *err) {
    (void)err;
    *(uint32_t *)context = story->articles_n;
    return RT_OK;
}

/* Adds a text of the input's first article under another outlet; how many articles are
 * in its story then. */
static uint32_t add_copy(rt_corpus *c, const char *outlet, const char *text) {
    rt_text given = {.size = sizeof given, .text = text, .outlet = outlet};
    rt_id id;
    rt_err err;
    if (rt_add_text(c, &given, &id, &err) != RT_OK) fail_msg("%s", err.text);
    uint32_t articles = 0;
    assert_int_equal(rt_story_of(c, id, see_size, &articles, &err), RT_OK);
    return articles;
}

static void the_index_beside_is_used_renewed_and_not_needed(void **state) {
    (void)state;
    enum { ARTICLES = 1200 };
    write_articles(ARTICLES, 40);
    static const char text[] =
        "Rangers of the Tessaly reserve counted nineteen lynx this spring, the most "
        "since "
        "the count began, the forest office of Krain said on Monday. \"They cross the "
        "motorway by the new bridge,\" said Oskar Brandl, who has counted them for "
        "years.";
    rt_corpus *c = open_with(NULL);
    add_input(c);
    assert_int_equal(add_copy(c, "Krain Courier", text), 1);
    assert_int_equal(count(c).stories, ARTICLES + 1);
    rt_close(c);
    assert_int_equal(access(index_file, F_OK), 0);

    c = open_with(NULL);
    assert_int_equal(add_copy(c, "Nordholm Post", text), 2);
    rt_close(c);
    FILE *f = fopen(index_file, "r+b"); /* somebody touches it */
    assert_non_null(f);
    fseek(f, 20000, SEEK_SET);
    fputs("no index any more", f);
    fclose(f);
    c = open_with(NULL);
    assert_int_equal(add_copy(c, "Sundvik Herald", text), 3);
    rt_close(c);
    unlink(index_file);
    c = open_with(NULL);
    assert_int_equal(add_copy(c, "Maro Times", text), 4);
    assert_int_equal(count(c).stories, ARTICLES + 1);
    rt_close(c);
}

static rt_code no_hit(void *context, const rt_hit *hit, rt_err *err) {
    (void)hit, (void)err;
    ++*(unsigned *)context;
    return RT_OK;
}

static void searching_fills_the_index_of_words(void **state) {
    (void)state;
    static const char text[] = "The lime trees of Krain flower before the snow is gone, "
                               "the gardeners of the town said on Tuesday.";
    rt_corpus *c = open_with(NULL);
    add_copy(c, "Krain Courier", text);
    rt_close(c);
    unsigned hits = 0;
    rt_query query = {.size = sizeof query, .words = "gardeners"};
    c = open_with(&(rt_options){.read_only = true});
    assert_int_equal(rt_search(c, &query, no_hit, &hits, NULL), RT_E_STORE);
    rt_close(c);
    c = open_with(NULL);
    assert_int_equal(count(c).searchable, 0);
    assert_int_equal(rt_search(c, &query, no_hit, &hits, NULL), RT_OK);
    assert_int_equal(hits, 1);
    rt_close(c);
    c = open_with(&(rt_options){.read_only = true});
    assert_int_equal(rt_search(c, &query, no_hit, &hits, NULL), RT_OK);
    assert_int_equal(hits, 2);
    rt_close(c);
}

/* ---- awkward inputs */

static const char report[] = "The ferry Aurelia will stay in port until the end of "
                             "March, the harbour authority of "
                             "Nordholm said on Tuesday.\n\"We found cracks in both "
                             "shafts, and no captain should sail "
                             "with them,\" said Marit Ekdahl, the head of the "
                             "authority.\nAbout 1,400 passengers a day "
                             "will have to take the bridge at Sundvik instead.\n";

typedef struct tally {
    unsigned stories, articles, largest;
} tally;

static rt_code tally_story(void *context, const rt_story *story, rt_err *err) {
    (void)err;
    tally *t = context;
    t->stories++;
    t->articles += story->articles_n;
    if (story->articles_n > t->largest) t->largest = story->articles_n;
    return RT_OK;
}

static tally tally_all(rt_corpus *c) {
    tally t = {0};
    rt_err err;
    if (rt_each_story(c, false, tally_story, &t, &err) != RT_OK)
        fail_msg("%s: %s", err.place, err.text);
    return t;
}

static void add(rt_corpus *c, const char *outlet, const char *published,
                const char *text) {
    rt_text given = {.size = sizeof given,
                     .text = text,
                     .outlet = outlet,
                     .published = published,
                     .source = outlet};
    rt_err err;
    if (rt_add_text(c, &given, NULL, &err) != RT_OK) fail_msg("%s", err.text);
}

static rt_corpus *open_in_memory(void) {
    rt_corpus *c;
    assert_int_equal(rt_open(NULL, &(rt_options){.size = sizeof(rt_options)}, &c, NULL),
                     RT_OK);
    return c;
}

static void copies_are_one_story(void **state) {
    (void)state;
    enum { COPIES = 300 };
    static const char *const days[] = {"2031-03-04", NULL};
    for (int dated = 0; dated < 2; dated++) {
        rt_corpus *c = open_in_memory();
        for (int i = 0; i < COPIES; i++) {
            char outlet[32];
            snprintf(outlet, sizeof outlet, "Outlet %d", i);
            add(c, outlet, days[dated], report);
        }
        tally t = tally_all(c);
        assert_int_equal(t.articles, COPIES);
        assert_int_equal(t.stories, 1);
        rt_close(c);
    }
}

static void a_long_chain_of_credits_ends(void **state) {
    (void)state;
    enum { LINKS = 60 };
    rt_corpus *c = open_in_memory();
    for (int i = 0; i < LINKS; i++) {
        char outlet[64], text[1024];
        snprintf(outlet, sizeof outlet, "Port %c%c Herald", 'A' + i / 10, 'a' + i % 10);
        snprintf(text, sizeof text,
                 "The Port %c%c Herald reported on Tuesday that the ferry is out of "
                 "service.\n%sTicket office %d is closed.\n",
                 'A' + (i + 1) % LINKS / 10, 'a' + (i + 1) % LINKS % 10, report, i);
        add(c, outlet, "2031-03-04", text);
    }
    tally t = tally_all(c);
    assert_int_equal(t.articles, LINKS);
    rt_close(c);
}

static void languages_do_not_mix(void **state) {
    (void)state;
    static const char german[] =
        "Die Fähre Aurelia bleibt bis Ende März im Hafen, teilte die Hafenbehörde von "
        "Nordholm am Dienstag mit.\nDie Fahrgäste müssen nun die Brücke bei Sundvik "
        "nehmen, "
        "und die Reise dauert damit neunzig Minuten länger als bisher.\n";
    rt_corpus *c = open_in_memory();
    for (int i = 0; i < 40; i++) {
        char outlet[32];
        snprintf(outlet, sizeof outlet, "Outlet %d", i);
        add(c, outlet, "2031-03-04", i % 2 ? report : german);
    }
    tally t = tally_all(c);
    assert_int_equal(t.articles, 40);
    assert_true(t.stories <= 2 && t.largest >= 20);
    rt_close(c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_came_before_an_interruption_is_kept,
                                        make_paths, remove_paths),
        cmocka_unit_test_setup_teardown(the_index_beside_is_used_renewed_and_not_needed,
                                        make_paths, remove_paths),
        cmocka_unit_test_setup_teardown(searching_fills_the_index_of_words, make_paths,
                                        remove_paths),
        cmocka_unit_test(copies_are_one_story),
        cmocka_unit_test(a_long_chain_of_credits_ends),
        cmocka_unit_test(languages_do_not_mix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
