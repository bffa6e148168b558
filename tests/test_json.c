/* JSON that others can rely on: escaped, valid UTF-8, null for what is not known; and a
 * terminal that texts cannot steer. */
#include "show/show.h"

#include "base/str.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static char *written(void (*write)(FILE *out, arena *tmp)) {
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);
    arena tmp;
    arena_init(&tmp, 0);
    write(out, &tmp);
    arena_release(&tmp);
    assert_int_equal(fclose(out), 0);
    return text;
}

static void write_article(FILE *out, arena *tmp) {
    rt_article article = {.source = STR("a \"b\"\\c.txt"),
                          .text = STR("one\ntwo\x01\xff\tend\x7f")};
    show_article_json(out, &article, tmp);
}

static void texts_are_escaped_and_mended(void **state) {
    (void)state;
    char *text = written(write_article);
    assert_string_equal(
        text, "{\"id\":\"00000000000000000000000000000000\","
              "\"source\":\"a \\\"b\\\"\\\\c.txt\",\"url\":null,\"outlet\":null,"
              "\"title\":null,\"authors\":[],\"published\":null,"
              "\"published_from\":null,\"language\":null,"
              "\"text\":\"one\\ntwo\\u0001\xef\xbf\xbd\\tend\\u007f\"}\n");
    free(text);
}

static void write_figures(FILE *out, arena *tmp) {
    const rt_figure figures[] = {
        {.span = {0, 2}, .value = 1.5, .value_max = 67e9, .quotation = -1}};
    rt_article article = {.source = STR("x"), .text = STR("1.5")};
    rt_marks marks = {.figures = figures, .figures_n = 1};
    show_marks_json(out, &article, &marks, tmp);
}

static void numbers_do_not_follow_the_locale(void **state) {
    (void)state;
    setlocale(LC_ALL, "de_DE.UTF-8");
    char *text = written(write_figures);
    assert_non_null(strstr(text, "\"value\":1.5,"));
    assert_non_null(strstr(text, "\"value_max\":67000000000}"));
    assert_non_null(strstr(text, "\"unit\":null"));
    free(text);
}

static void write_hostile_story(FILE *out, arena *tmp) {
    rt_article article = {.source = STR("x\x1b[31m"),
                          .outlet = STR("Out\x1b]0;x\x07let"),
                          .text = STR("t")};
    const rt_article *articles[] = {&article};
    rt_story story = {.title = STR("A\x1b[2Jtitle \xe2\x80\xaeturned"),
                      .articles = articles,
                      .articles_n = 1};
    show_style style = {.colour = false, .utf8 = true};
    show_story_terminal(out, &style, &story, tmp);
}

static void a_text_cannot_steer_the_terminal(void **state) {
    (void)state;
    char *text = written(write_hostile_story);
    assert_null(strchr(text, '\x1b'));
    assert_null(strchr(text, '\x07'));
    assert_null(strstr(text, "\xe2\x80\xae"));
    assert_non_null(strstr(text, "title"));
    free(text);
}

static void write_tree(FILE *out, arena *tmp) {
    static const rt_article a = {.source = {"a", 1}, .outlet = {"Alder News", 10}},
                            b = {.source = {"b", 1}, .outlet = {"Birch Post", 10}};
    static const rt_article *const articles[] = {&a, &b};
    static const rt_edge edges[] = {
        {.child = 0, .parent = 1, .direction = RT_CREDITED, .confidence = 0.9F},
        {.child = 1, .parent = 0, .direction = RT_INFERRED, .confidence = 0.5F}};
    rt_story story = {
        .articles = articles, .articles_n = 2, .edges = edges, .edges_n = 2};
    show_style style = {.utf8 = true};
    show_story_terminal(out, &style, &story, tmp);
}

/* Whom each credits in turn: every article is drawn once. */
static void a_circle_is_drawn_as_a_tree(void **state) {
    (void)state;
    char *text = written(write_tree);
    const char *tree = strstr(text, "    Alder News");
    assert_non_null(tree);
    assert_non_null(strstr(tree, "└╌╌ Birch Post"));
    assert_non_null(strstr(tree, "also Birch Post"));
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_escaped_and_mended),
        cmocka_unit_test(numbers_do_not_follow_the_locale),
        cmocka_unit_test(a_text_cannot_steer_the_terminal),
        cmocka_unit_test(a_circle_is_drawn_as_a_tree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
