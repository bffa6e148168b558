/* Which lines of a page are its article, told by words, place and the page's own data.
 * All pages are invented. */
#include "pages.h"

#include "base/str.h"

#define ONE                                                                              \
    "The lighthouse on Gull Rock goes dark on Monday, as its lamp is to be cleaned for " \
    "the first time in eleven years, the keeper told the town on Thursday evening."
#define TWO                                                                              \
    "Two boats of the coast guard will lie off the rock while the work lasts, and a "    \
    "small lamp on a pole will burn through the nights until the large one is back."
#define THREE                                                                            \
    "The cleaning costs four thousand crowns, which the harbour pays out of the fees "   \
    "that it takes from yachts in the summer, said the treasurer of the harbour board."

static const char *read_text(fixture *f, const char *head, const char *body) {
    rt_str html = str_printf(
        &f->a, "<!doctype html><html lang='en'><head>%s</head><body>%s</body></html>",
        head, body);
    read_options options = {.lex = f->lex};
    read_record record = {.source = STR("page.html"), .bytes = html, .format = READ_HTML};
    rt_article article;
    assert_int_equal(read_article(&record, &options, &f->a, &article, NULL), RT_OK);
    return str_z(&f->a, article.text);
}

static void lines_that_are_no_text_are_dropped(void **state) {
    static const char *const lines[] = {
        "<p>Updated on 3 May 2024 at 10:15</p>",
        "<p>Gull Rock in the evening (Photo: Shore Agency)</p>",
        "<p>https://gullpost.example/pictures/rock.jpg</p>",
        "<p>Image 2 of 5</p>",
        "<p>Sign up for our newsletter</p>",
        "<p>Lamp on Gull Rock goes dark</p>",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        rt_str body = str_printf(&((fixture *)*state)->a,
                                 "<main><h1>Lamp on Gull Rock goes dark</h1>%s<p>" ONE
                                 "</p><p>" TWO "</p></main>",
                                 lines[i]);
        assert_string_equal(read_text(*state, "", body.s), ONE "\n" TWO);
    }
}

static void sentences_may_be_links_and_quotations_may_have_any_name(void **state) {
    const char *text = read_text(
        *state, "",
        "<main><h1>Lamp on Gull Rock goes dark</h1><p>" ONE "</p><p><a href='/b'>" TWO
        "</a></p><blockquote class='share-quote'><p>" THREE
        "</p></blockquote><table><tr class='player'><td>Lamp</td><td>4000 "
        "crowns</td></tr></table></main>");
    assert_string_equal(text, ONE "\n" TWO "\n" THREE "\nLamp | 4000 crowns");
}

static void other_articles_in_full_length_are_set_aside(void **state) {
    const char *text = read_text(
        *state, "",
        "<main><h1>Lamp on Gull Rock goes dark</h1><p>" ONE "</p><p>" TWO
        "</p><div><h3>You may also like</h3><h2>A ferry</h2><p>" THREE
        "</p><h2>A pier</h2><p>The pier of Lower Wick has been closed to walkers since a "
        "plank broke under a pram, and nobody can say when it will open again.</p>"
        "<h2>A school</h2><p>The school on the hill has got a new roof of slate, and the "
        "children have painted the old one's pieces for the fair in June.</p></div>"
        "</main>");
    assert_string_equal(text, ONE "\n" TWO);
}

static void text_that_waits_for_a_script_is_read(void **state) {
    const char *text = read_text(
        *state, "",
        "<div style='display:none'><h1>Lamp on Gull Rock goes dark</h1><p>" ONE
        "</p><p>" TWO "</p></div><div style='display:none'><p>" THREE "</p><p>" THREE
        " It did so before.</p></div><p>Loading the page, which takes a "
        "while on slow lines, so please have some patience with us, dear readers.</p>");
    assert_non_null(strstr(text, ONE));
}

#define DATA(body)                                                                       \
    "<script "                                                                           \
    "type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":\"" body      \
    "\"}</script>"

static void the_body_in_the_data_stands_in_for_one_not_shown(void **state) {
    const char *text =
        read_text(*state, DATA(ONE "\\n\\n" TWO "\\n" THREE),
                  "<main><h1>Lamp on Gull Rock goes dark</h1><p>" ONE "</p></main>");
    assert_string_equal(text, ONE "\n" TWO "\n" THREE);
    /* that of another article does not */
    text = read_text(*state, DATA(TWO " " THREE " " TWO " " THREE),
                     "<main><h1>Lamp on Gull Rock goes dark</h1><p>" ONE "</p></main>");
    assert_string_equal(text, ONE);
}

static void the_body_in_the_data_tells_where_the_article_ends(void **state) {
    const char *text = read_text(
        *state, DATA(ONE " " TWO " " THREE),
        "<main><h1>Lamp on Gull Rock goes dark</h1><p>" ONE "</p><p>" TWO "</p><p>" THREE
        "</p><p>Our house has stood on the quay for ninety years.</p></main>");
    assert_string_equal(text, ONE "\n" TWO "\n" THREE);
}

/* Why a page is rejected; "" when it is read. */
static const char *rejection(fixture *f, const char *body) {
    rt_str html = str_printf(
        &f->a, "<!doctype html><html lang='en'><head></head><body>%s</body></html>",
        body);
    read_options options = {.lex = f->lex};
    read_record record = {.source = STR("wall.html"), .bytes = html, .format = READ_HTML};
    rt_article article;
    rt_err err = {0};
    if (read_article(&record, &options, &f->a, &article, &err) == RT_OK) return "";
    assert_int_equal(err.code, RT_E_INPUT);
    assert_string_equal(err.place, "wall.html");
    return str_printf(&f->a, "%s", err.text).s;
}

#define WALL                                                                             \
    "<div><h1>Before you continue to the Gull Post</h1><p>We and our partners use "      \
    "cookies and similar technologies to store information on a device and to process "  \
    "personal data.</p><p>You can withdraw your consent at any time by way of the "      \
    "privacy settings at the foot of every page.</p><button>Accept all</button></div>"

static void pages_that_only_ask_for_consent_are_rejected(void **state) {
    assert_string_equal(rejection(*state, WALL), "nothing but a request for consent");
    assert_string_equal(rejection(*state, "<div class='cookie-consent'>" WALL "</div>"),
                        "nothing but a request for consent");
    assert_string_equal(rejection(*state,
                                  "<main><h1>Lamp on Gull Rock goes dark</h1><p>" ONE
                                  "</p><p>" TWO "</p><p>" THREE "</p></main>" WALL),
                        "");
    assert_string_equal(
        rejection(
            *state,
            "<main><h1>Harbour fined over cookies</h1><p>" ONE "</p><p>The court "
            "found that the harbour may not use cookies on its page of tides without "
            "having asked the sailors first, and fined it ten crowns.</p><p>" TWO
            "</p></main>"),
        "");
}

static void lists_of_other_pages_are_rejected(void **state) {
    fixture *f = *state;
    strbuf body;
    strbuf_init(&body, &f->a);
    strbuf_add(&body, STR("<main><h1>News</h1>"));
    for (int i = 0; i < 20; i++)
        strbuf_add(&body, str_printf(&f->a,
                                     "<div><h2><a href='/%d'>Storm number %d has passed "
                                     "the island</a></h2></div>",
                                     i, i));
    strbuf_char(&body, 0);
    assert_string_equal(rejection(f, body.s),
                        "a list of other pages, without a text of its own");
    rt_str with_text = str_printf(&f->a, "%s<p>" ONE "</p><p>" TWO "</p>", body.s);
    assert_string_equal(rejection(f, with_text.s), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_that_are_no_text_are_dropped),
        cmocka_unit_test(sentences_may_be_links_and_quotations_may_have_any_name),
        cmocka_unit_test(other_articles_in_full_length_are_set_aside),
        cmocka_unit_test(text_that_waits_for_a_script_is_read),
        cmocka_unit_test(the_body_in_the_data_stands_in_for_one_not_shown),
        cmocka_unit_test(the_body_in_the_data_tells_where_the_article_ends),
        cmocka_unit_test(pages_that_only_ask_for_consent_are_rejected),
        cmocka_unit_test(lists_of_other_pages_are_rejected),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
