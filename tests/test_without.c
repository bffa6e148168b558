/* What changes when articles are thought away. All texts, outlets and people are
 * invented. */
#include "corpora.h"

#include "run/without.h"

#define BRIDGE                                                                           \
    "The footbridge over the Lenne at Wessach was closed on Wednesday after divers "     \
    "found "                                                                             \
    "a hollow under its middle pier.\n"                                                  \
    "\"You could have parked a car in there,\" said Greta Holm, who led the divers.\n"
#define TOLL                                                                             \
    "Shops on the eastern bank say that they lose half of their customers, and want "    \
    "the "                                                                               \
    "town to run a ferry for as long as the repair takes.\n"                             \
    "The mayor, Anton Drees, promised an answer before the summer fair in June.\n"
#define MILL                                                                             \
    "A paper mill that stood empty for eleven years will become a school for "           \
    "carpenters, "                                                                       \
    "its new owners announced.\n"                                                        \
    "\"The roof is the best part of it,\" said the architect Lotte Venn.\n"

typedef struct seen {
    uint32_t stories, changed, articles, parts, empty, before, without;
    uint64_t numbers[8];
} seen;

static rt_code see(void *context, const rt_story *s, rt_err *err) {
    (void)err;
    seen *w = context;
    for (uint32_t i = 0; i < w->stories; i++)
        assert_int_not_equal(w->numbers[i], s->number);
    w->numbers[w->stories++] = s->number;
    w->articles += s->articles_n;
    w->empty += !s->articles_n;
    if (!s->change) return RT_OK;
    w->changed++;
    w->parts = s->change->parts;
    w->before = s->change->before->articles_n;
    w->without = s->change->without_n;
    assert_true(s->change->part <= s->change->parts);
    return RT_OK;
}

static seen view(rt_corpus *c, const rt_id *ids, size_t n, bool changed_only) {
    rt_view view = {.size = sizeof view,
                    .without = ids,
                    .without_n = n,
                    .changed_only = changed_only};
    seen s = {0};
    rt_err err;
    if (rt_view_stories(c, &view, see, &s, &err) != RT_OK) fail_msg("%s", err.text);
    return s;
}

static void counts_before_and_after(void **state) {
    (void)state;
    rt_corpus *c = open_corpus(NULL, false);
    rt_id post = add(c, "Wessach Post", BRIDGE TOLL);
    add(c, "Lenne Echo", BRIDGE TOLL);
    add(c, "Lenne Mail", BRIDGE TOLL);
    add(c, "Carpenter", MILL);
    seen s = view(c, &post, 1, false);
    assert_int_equal(s.stories, 2);
    assert_int_equal(s.changed, 1);
    assert_int_equal(s.articles, 3);
    assert_int_equal(s.before, 3);
    assert_int_equal(s.without, 1);
    assert_int_equal(s.parts, 1);
    assert_int_equal(view(c, &post, 1, true).stories, 1);
    seen all = view(c, NULL, 0, false);
    assert_int_equal(all.articles, 4);
    assert_int_equal(all.changed, 0);
    rt_close(c);
}

/* Articles 0 and 2 share nothing; 1 has all of both. */
static void a_story_falls_apart(void **state) {
    (void)state;
    enum { N = 3 };
    static rt_article articles[N];
    const rt_terms terms = {.n = 200};
    trace_item items[N];
    for (uint32_t i = 0; i < N; i++) {
        articles[i].id.byte[0] = (uint8_t)(i + 1);
        items[i] = (trace_item){&articles[i], NULL, &terms};
    }
    const rt_pair pairs[] = {
        {.a = 0, .b = 1, .a_covered = 1, .b_covered = 0.5F, .similarity = 0.99F},
        {.a = 1, .b = 2, .a_covered = 0.5F, .b_covered = 1, .similarity = 0.99F}};
    story_task task = {.number = 4, .items = items, .n = N, .pairs = pairs, .pairs_n = 2};
    arena a;
    arena_init(&a, 0);
    const without_part apart[] = {
        {articles[0].id, 0}, {articles[1].id, 1}, {articles[2].id, 2}};
    const without_part together[] = {
        {articles[0].id, 0}, {articles[1].id, 0}, {articles[2].id, 2}};
    without absent = {
        .ids = &articles[1].id, .n = 1, .last_story = 9, .parts = apart, .parts_n = N};
    story_split split;
    assert_true(without_split(&absent, &task, &a, &split));
    assert_int_equal(split.absent_n, 1);
    assert_int_equal(split.parts_n, 2);
    assert_int_equal(split.parts[0].items[0].article->id.byte[0], 1);
    assert_int_equal(split.parts[1].items[0].article->id.byte[0], 3);
    assert_int_equal(split.parts[1].pairs_n, 0);
    absent.ids = &articles[2].id;
    absent.parts = together;
    assert_true(without_split(&absent, &task, &a, &split));
    assert_int_equal(split.parts_n, 1);
    assert_int_equal(split.parts[0].pairs_n, 1);
    const rt_id other = {{8}};
    absent.ids = &other;
    assert_false(without_split(&absent, &task, &a, &split));
    arena_release(&a);
}

static void nothing_is_left(void **state) {
    (void)state;
    rt_corpus *c = open_corpus(NULL, false);
    rt_id ids[2] = {add(c, "Wessach Post", BRIDGE TOLL),
                    add(c, "Lenne Echo", BRIDGE TOLL)};
    seen s = view(c, ids, 2, true);
    assert_int_equal(s.stories, 1);
    assert_int_equal(s.empty, 1);
    assert_int_equal(s.without, 2);
    assert_int_equal(s.parts, 0);
    rt_close(c);
}

static void who_is_not_there_cannot_go(void **state) {
    (void)state;
    rt_corpus *c = open_corpus(NULL, false);
    add(c, "Wessach Post", BRIDGE TOLL);
    rt_id nobody = {{7}};
    rt_view view = {.size = sizeof view, .without = &nobody, .without_n = 1};
    seen s = {0};
    assert_int_equal(rt_view_stories(c, &view, see, &s, NULL), RT_E_USAGE);
    assert_int_equal(s.stories, 0);
    rt_close(c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_before_and_after),
        cmocka_unit_test(a_story_falls_apart),
        cmocka_unit_test(nothing_is_left),
        cmocka_unit_test(who_is_not_there_cannot_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
