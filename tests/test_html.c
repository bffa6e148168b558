/* HTML pages become articles: body without furniture, title, outlet, authors, dates,
 * links; hostile pages are stopped. All pages are invented. */
#include "pages.h"

#include "base/str.h"
#include "read/html_tree.h"

#include <stdio.h>

static rt_code read_bytes(fixture *f, rt_str bytes, rt_article *out, rt_err *err) {
    read_options options = {.lex = f->lex};
    read_record record = {
        .source = STR("page.html"), .bytes = bytes, .format = READ_HTML};
    return read_article(&record, &options, &f->a, out, err);
}

static rt_article read_page(fixture *f, const char *html) {
    rt_article article;
    assert_int_equal(read_bytes(f, str_of(html), &article, NULL), RT_OK);
    return article;
}

static void assert_text(rt_str got, const char *wanted) {
    char *z = malloc(got.n + 1);
    assert_non_null(z);
    if (got.n) memcpy(z, got.s, got.n);
    z[got.n] = '\0';
    assert_string_equal(z, wanted);
    free(z);
}

static bool holds(rt_str text, const char *part) {
    return str_find(text, str_of(part), 0) != SIZE_MAX;
}

#define FIRST                                                                            \
    "The ferry to Lower Wick will not sail before Friday, the harbour office said, "     \
    "because the pier was damaged in the storm of last week."
#define SECOND                                                                           \
    "About two hundred islanders depend on the boat, and the shop has bread for three "  \
    "days, according to its owner, who has asked the council for help."
#define THIRD                                                                            \
    "A fishing boat will carry post and medicine until then, the office added in a "     \
    "short statement that it put on its door on Tuesday."

static const char page[] =
    "<!doctype html><html lang='en-GB'><head>"
    "<title>No ferry before Friday - The Wick Lantern</title>"
    "<meta property='og:site_name' content='The Wick Lantern'>"
    "<link rel='canonical' href='https://wicklantern.example/news/no-ferry'>"
    "<meta property='article:published_time' content='2024-02-06T07:30:00+00:00'>"
    "<meta property='article:modified_time' content='2024-02-07T09:00:00+00:00'>"
    "</head><body>"
    "<nav><ul><li><a href='/'>Home</a><li><a href='/sport'>Sport</a></ul></nav>"
    "<article><h1>No ferry before Friday</h1>"
    "<p class='byline'>By Orla Finch and Tam Reed</p>"
    "<figure><img src='a.jpg'><figcaption>Photo: Wick Harbour "
    "Office</figcaption></figure>"
    "<p>" FIRST "</p>"
    "<div class='share-bar'><p>Share this article with all your friends and neighbours "
    "today.</p></div>"
    "<p>" SECOND "</p><h2>What comes next</h2>"
    "<p>A <a href='/boats/heron'>fishing boat</a> will carry post and medicine until "
    "then.</p>"
    "<p>" THIRD "</p></article>"
    "<div id='comments'><p>I saw the pier myself and it looked quite whole to me, so "
    "what is "
    "this about?</p></div>"
    "<footer><p>&copy; 2024 The Wick Lantern, all rights reserved.</p></footer>"
    "</body></html>";

static void body_is_kept_and_furniture_is_not(void **state) {
    rt_article a = read_page(*state, page);
    assert_text(a.text,
                FIRST "\n" SECOND "\nWhat comes next\n"
                      "A fishing boat will carry post and medicine until then.\n" THIRD);
    assert_int_equal(a.paragraphs_n, 5);
}

static void head_is_read(void **state) {
    rt_article a = read_page(*state, page);
    assert_text(a.title, "No ferry before Friday");
    assert_text(a.outlet, "The Wick Lantern");
    assert_text(a.url, "https://wicklantern.example/news/no-ferry");
    assert_text(a.language, "en");
    assert_int_equal(a.authors_n, 2);
    assert_text(a.authors[0], "Orla Finch");
    assert_text(a.authors[1], "Tam Reed");
    assert_int_equal(a.published.day, 6);
    assert_int_equal(a.modified.day, 7);
    assert_int_equal(a.published_from, RT_DATE_META);
}

static void outlets_have_one_name(void **state) {
    static const struct {
        const char *head, *outlet;
    } cases[] = {
        {"<meta property='og:site_name' content='The Associated Press'>",
         "Associated Press"},
        {"<meta property='og:site_name' content='WSJ'>", "The Wall Street Journal"},
        {"<link rel='canonical' href='https://eu.usatoday.com/a/b'>", "USA Today"},
        {"<meta property='og:site_name' content='@lantern'>"
         "<link rel='canonical' href='https://eu.usatoday.com/a/b'>",
         "USA Today"},
        {"<meta property='og:site_name' content='The Wick Lantern'>"
         "<link rel='canonical' href='https://wicklantern.example/a'>",
         "The Wick Lantern"},
        {"<link rel='canonical' href='https://www.wicklantern.example/a'>",
         "wicklantern.example"},
        {"<meta property='og:title' content='Mill burns'>"
         "<meta name='application-name' content='Mill burns'>"
         "<meta property='og:site_name' content='The Wick Lantern'>",
         "The Wick Lantern"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[4096];
        snprintf(text, sizeof text,
                 "<html><head><title>Mill burns</title>%s</head><body><h1>Mill burns</h1>"
                 "<p>" FIRST "</p><p>" SECOND "</p></body></html>",
                 cases[i].head);
        rt_article a = read_page(*state, text);
        assert_text(a.outlet, cases[i].outlet);
    }
}

static void links_point_into_the_text(void **state) {
    rt_article a = read_page(*state, page);
    assert_int_equal(a.links_n, 1);
    assert_text(str_span(a.text, a.links[0].span), "fishing boat");
    assert_text(a.links[0].url, "https://wicklantern.example/boats/heron");
}

static void notices_name_the_sources(void **state) {
    rt_article a = read_page(*state, page);
    assert_int_equal(a.notices_n, 3);
    assert_int_equal(a.notices[0].kind, RT_NOTICE_BYLINE);
    assert_text(a.notices[0].text, "By Orla Finch and Tam Reed");
    assert_int_equal(a.notices[1].kind, RT_NOTICE_CAPTION);
    assert_int_equal(a.notices[2].kind, RT_NOTICE_COPYRIGHT);
}

static void explain_tells_why(void **state) {
    fixture *f = *state;
    read_options options = {.lex = f->lex};
    read_record record = {
        .source = STR("page.html"), .bytes = str_of(page), .format = READ_HTML};
    read_pieces pieces;
    assert_int_equal(read_explain(&record, &options, &f->a, &pieces, NULL), RT_OK);
    bool comment = false;
    for (uint32_t i = 0; i < pieces.n; i++)
        if (str_starts(pieces.at[i].text, STR("I saw the pier"))) {
            comment = true;
            assert_false(pieces.at[i].kept);
            assert_text(pieces.at[i].reason, "comments");
        }
    assert_true(comment);
}

static void json_ld_is_believed_when_the_page_shows_it(void **state) {
    rt_article a = read_page(
        *state,
        "<html><head><title>Mill burns</title><script type='application/ld+json'>"
        "{\"@graph\":[{\"@id\":\"#w\",\"@type\":\"Person\",\"name\":\"Bea Holt\"},"
        "{\"@type\":\"NewsArticle\",\"headline\":\"Mill "
        "burns\",\"author\":{\"@id\":\"#w\"},"
        "\"datePublished\":\"2023-11-02\",\"publisher\":{\"name\":\"Ash Valley News\"}}]}"
        "</script></head><body><h1>Mill burns</h1><p>Bea Holt</p><p>" FIRST
        "</p><p>" SECOND "</p></body></html>");
    assert_text(a.outlet, "Ash Valley News");
    assert_int_equal(a.authors_n, 1);
    assert_text(a.authors[0], "Bea Holt");
    assert_int_equal(a.published_from, RT_DATE_JSON_LD);
    assert_int_equal(a.published.month, 11);
}

typedef struct bounded_reading {
    const fixture *f;
    rt_str html;
    arena memory;
} bounded_reading;

static void read_bounded(void *context) {
    bounded_reading *b = context;
    read_options options = {.lex = b->f->lex};
    read_record record = {
        .source = STR("page.html"), .bytes = b->html, .format = READ_HTML};
    rt_article article;
    read_article(&record, &options, &b->memory, &article, NULL);
}

/* Wherever memory runs out: what is not the arena's is freed (AddressSanitizer looks). */
static void running_out_leaves_nothing_behind(void **state) {
    fixture *f = *state;
    strbuf html;
    strbuf_init(&html, &f->a);
    strbuf_add(&html, STR("<script type='application/ld+json'>{\"@type\":\"NewsArticle\","
                          "\"datePublished\":\"2024-02-06\",\"author\":["));
    for (int i = 0; i < 30; i++) strbuf_add(&html, STR("{\"name\":\"Orla Finch\"},"));
    strbuf_add(&html, STR("{}],\"articleBody\":\"" FIRST "\"}</script><p>" FIRST));
    bool finished = false;
    for (size_t limit = 4096; !finished; limit += 512) {
        bounded_reading b = {.f = f, .html = strbuf_str(&html)};
        arena_init(&b.memory, limit);
        finished = arena_try(&b.memory, read_bounded, &b);
        arena_release(&b.memory);
        assert_true(limit < 4 << 20);
    }
}

static void broken_json_ld_does_no_harm(void **state) {
    rt_article a = read_page(
        *state, "<script type='application/ld+json'>{\"@type\":\"Article\",,"
                "\"datePublished\": \"2022-05-09\", </script><p>" FIRST "<p>" SECOND);
    assert_int_equal(a.published.day, 9);
    assert_true(holds(a.text, SECOND));
}

static void outlets_are_no_authors(void **state) {
    rt_article a = read_page(
        *state,
        "<html><head><meta property='og:site_name' content='Dale Courier'>"
        "<meta name='author' content='Dale Courier'></head><body>"
        "<h1>Snow on the pass again</h1><p>" FIRST "</p><p>" SECOND "</p></body>");
    assert_int_equal(a.authors_n, 0);
}

static void copyright_years_are_no_dates(void **state) {
    rt_article a =
        read_page(*state, "<h1>Snow on the pass again</h1><p>" FIRST "</p><p>" SECOND
                          "</p><p>Copyright 3 May 2019 Dale Courier</p>");
    assert_int_equal(a.published.precision, RT_TIME_UNKNOWN);
}

static void dates_are_read_from_the_address(void **state) {
    rt_article a = read_page(
        *state,
        "<link rel=canonical href='https://dale.example/2021/04/30/snow'><h1>Snow on "
        "the pass</h1><p>" FIRST "</p>");
    assert_int_equal(a.published_from, RT_DATE_URL);
    assert_int_equal(a.published.day, 30);
}

static void bodies_that_stand_twice_are_read_once(void **state) {
    rt_article a =
        read_page(*state, "<div class=wide><p>" FIRST "<p>" SECOND
                          "</div><div class=narrow><p>" FIRST "<p>" SECOND "</div>");
    assert_int_equal(a.paragraphs_n, 2);
}

static void rows_of_tables_are_lines(void **state) {
    rt_article a =
        read_page(*state, "<p>" FIRST "<table><tr><th>Boat<th>Seats<tr><td>Heron"
                          "<td>12</table><p>" SECOND);
    assert_text(a.text, FIRST "\nBoat | Seats\nHeron | 12\n" SECOND);
}

static void sections_of_furniture_are_dropped(void **state) {
    rt_article a = read_page(
        *state,
        "<article><h1>Snow on the pass again</h1><time>3 May 2019</time><p>" FIRST
        "</p><p>" SECOND "</p><p>" THIRD "</p><h2>Read also:</h2><p>The last snow of "
        "the year fell in June.</p></article>");
    assert_text(a.text, FIRST "\n" SECOND "\n" THIRD);
}

static void odd_documents_are_read(void **state) {
    rt_article a = read_page(*state, FIRST " " SECOND);
    assert_text(a.text, FIRST " " SECOND);
    a = read_page(*state, FIRST "<br><br>" SECOND);
    assert_int_equal(a.paragraphs_n, 2);
    a = read_page(*state, "<body><p>" FIRST "<body><p>" SECOND);
    assert_int_equal(a.paragraphs_n, 2);
    a = read_page(*state, "<html dir=rtl lang=ar><p>\xD9\x82\xD8\xA7\xD9\x84\xD8\xAA "
                          "\xD8\xA7\xD9\x84\xD9\x85\xD8\xAF\xD9\x8A\xD9\x86\xD8\xA9 "
                          "\xD8\xA5\xD9\x86 \xD8\xA7\xD9\x84\xD8\xAC\xD8\xB3\xD8\xB1.");
    assert_int_equal(a.paragraphs_n, 1);
}

/* Scripts and style sheets hold no text, wherever they seem to begin and end. */
static void scripts_are_passed_over(void **state) {
    static const char *const between[] = {
        "<script>var a = '<p>no</p></scripty>';</script>",
        "<SCRIPT type='text/javascript' src='a>b.js'>if (a < b) x();</SCRIPT\n>",
        "<script><!-- <script>document.write('</script>'); --></script>",
        "<style>p::after { content: '</p><h1>' }</style >",
        "<svg><style>.a { fill: red }</style><path d='M0 0'/></svg>",
        "<!-- <script> --><span title='<script>'></span>",
        "<script></script><script/></script>",
        "<textarea><script></textarea>",
    };
    for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
        fixture *f = *state;
        rt_str html =
            str_printf(&f->a, "<article><p>%s</p>%s<p>%s</p>", FIRST, between[i], SECOND);
        assert_text(read_page(f, html.s).text, FIRST "\n" SECOND);
    }
    assert_text(read_page(*state, "<p>" FIRST "</p><p>" SECOND "</p><script>a < b").text,
                FIRST "\n" SECOND);
}

static rt_str repeated(fixture *f, const char *start, const char *part, size_t times) {
    strbuf b;
    strbuf_init(&b, &f->a);
    strbuf_add(&b, str_of(start));
    for (size_t i = 0; i < times; i++) strbuf_add(&b, str_of(part));
    return strbuf_str(&b);
}

/* The parser takes a page in pieces: what stands where one ends and the next begins is
 * read as everywhere else. */
static void nothing_is_lost_between_pieces(void **state) {
    fixture *f = *state;
    static const char end[] = "<p>The mate&#8217;s dog</p><script>1</script><p>" SECOND;
    for (size_t pad = 8192 - sizeof end; pad < 8192; pad++) {
        rt_str space = repeated(f, "", " ", pad);
        rt_str html = str_printf(&f->a, "<article><p>" FIRST "</p>%.*s%s", (int)space.n,
                                 space.s, end);
        assert_text(read_page(f, html.s).text,
                    FIRST "\nThe mate\xE2\x80\x99s dog\n" SECOND);
    }
}

static void pages_without_text_are_rejected(void **state) {
    static const char *const pages[] = {
        "", "<html></html>", "<frameset><frame src=a><frame src=b></frameset>",
        "<nav><a href=/a>Home</a> <a href=/b>News</a></nav>", "<p> &nbsp; </p>"};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        rt_article a;
        rt_err err = {0};
        assert_int_equal(read_bytes(*state, str_of(pages[i]), &a, &err), RT_E_INPUT);
        assert_int_not_equal(err.text[0], 0);
    }
}

static void hostile_pages_are_stopped(void **state) {
    fixture *f = *state;
    rt_article a;
    static const char *const nests[] = {"<div>",       "<b>",        "<table><tr><td>",
                                        "<a><p><svg>", "<template>", "<ul><li>",
                                        "<p><b id=x>"};
    for (size_t i = 0; i < sizeof nests / sizeof *nests; i++) {
        rt_code code = read_bytes(f, repeated(f, "<p>" FIRST, nests[i], 20000), &a, NULL);
        assert_true(code == RT_OK || code == RT_E_LIMIT);
    }
    assert_int_equal(read_bytes(f, repeated(f, "", "<div>", 100000), &a, NULL),
                     RT_E_LIMIT);
    assert_int_equal(read_bytes(f, repeated(f, "", "<i>x</i>", 210000), &a, NULL),
                     RT_E_LIMIT);
}

static void attributes_are_capped(void **state) {
    fixture *f = *state;
    rt_article a;
    rt_str many = repeated(f, "<p>" FIRST "</p><body", " a=1", 50000);
    assert_int_equal(read_bytes(f, many, &a, NULL), RT_OK);
    strbuf b;
    strbuf_init(&b, &f->a);
    for (int i = 0; i < 50000; i++) strbuf_add(&b, str_printf(&f->a, "<body a%d=1>", i));
    strbuf_add(&b, STR("<p>" FIRST));
    assert_int_equal(read_bytes(f, strbuf_str(&b), &a, NULL), RT_OK);
    assert_true(holds(a.text, "harbour office"));
}

static void large_pages_are_rejected_by_size(void **state) {
    fixture *f = *state;
    size_t n = HTML_MAX_BYTES + 1;
    char *bytes = malloc(n);
    assert_non_null(bytes);
    memset(bytes, 'x', n);
    rt_article a;
    assert_int_equal(read_bytes(f, (rt_str){bytes, n}, &a, NULL), RT_E_LIMIT);
    free(bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(body_is_kept_and_furniture_is_not),
        cmocka_unit_test(head_is_read),
        cmocka_unit_test(outlets_have_one_name),
        cmocka_unit_test(links_point_into_the_text),
        cmocka_unit_test(notices_name_the_sources),
        cmocka_unit_test(explain_tells_why),
        cmocka_unit_test(json_ld_is_believed_when_the_page_shows_it),
        cmocka_unit_test(broken_json_ld_does_no_harm),
        cmocka_unit_test(running_out_leaves_nothing_behind),
        cmocka_unit_test(outlets_are_no_authors),
        cmocka_unit_test(copyright_years_are_no_dates),
        cmocka_unit_test(dates_are_read_from_the_address),
        cmocka_unit_test(bodies_that_stand_twice_are_read_once),
        cmocka_unit_test(rows_of_tables_are_lines),
        cmocka_unit_test(sections_of_furniture_are_dropped),
        cmocka_unit_test(odd_documents_are_read),
        cmocka_unit_test(scripts_are_passed_over),
        cmocka_unit_test(nothing_is_lost_between_pieces),
        cmocka_unit_test(pages_without_text_are_rejected),
        cmocka_unit_test(hostile_pages_are_stopped),
        cmocka_unit_test(attributes_are_capped),
        cmocka_unit_test(large_pages_are_rejected_by_size),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
