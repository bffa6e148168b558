/* Which of the dates on a page is that of its article. All pages are invented. */
#include "pages.h"

#include "base/civil.h"
#include "base/str.h"

/* What the head of a page states and what stands under its title, above the text. */
typedef struct dated_page {
    const char *language, *head, *lines;
    const char *published; /* as civil_iso writes it */
    rt_date_source from;
} dated_page;

static rt_article read_dated(fixture *f, const dated_page *page) {
    rt_str html = str_printf(
        &f->a,
        "<!doctype html><html lang='%s'><head><title>Heron Quay floods</title>%s</head>"
        "<body><main><h1>Heron Quay floods</h1>%s"
        "<p>The river rose by two hand's breadths over night and stands in the cellars "
        "of "
        "the lower street, the warden of the quay said in the morning.</p>"
        "<p>Nobody was hurt, but the library has carried its maps to the upper floor and "
        "will stay closed until the water has gone, she added.</p></main></body></html>",
        page->language, page->head, page->lines);
    read_options options = {.lex = f->lex};
    read_record record = {.source = STR("page.html"), .bytes = html, .format = READ_HTML};
    rt_article article;
    assert_int_equal(read_article(&record, &options, &f->a, &article, NULL), RT_OK);
    return article;
}

static void check(fixture *f, const dated_page *pages, size_t n) {
    for (size_t i = 0; i < n; i++) {
        rt_article a = read_dated(f, &pages[i]);
        const char *got =
            a.published.precision ? str_z(&f->a, civil_iso(&f->a, a.published)) : "";
        if (strcmp(got, pages[i].published) != 0)
            print_message("page %zu: %s %s\n", i, pages[i].head, pages[i].lines);
        assert_string_equal(got, pages[i].published);
        assert_int_equal(a.published_from, pages[i].from);
    }
}

#define SIZE(a) (sizeof(a) / sizeof *(a))
#define STATED(day) "<meta property='article:published_time' content='" day "'>"
#define MODIFIED(day) "<meta property='article:modified_time' content='" day "'>"
#define ADDRESS(path) "<link rel='canonical' href='https://heronpost.example" path "'>"

static void data_is_held_against_what_is_shown(void **state) {
    static const dated_page pages[] = {
        /* they agree, and the page tells its own time */
        {"en", STATED("2024-03-05T02:10:30Z"), "<p>March 4, 2024 9:10 pm</p>",
         "2024-03-04T21:10:30-05:00", RT_DATE_META},
        {"en", STATED("2024-03-05T02:10:30Z"), "<p>March 4, 2024</p>",
         "2024-03-05T02:10:30+00:00", RT_DATE_META},
        /* dated anew by a program: the earlier day shown holds */
        {"en", STATED("2025-06-12T08:00:00Z"), "<p>November 2, 2022</p>", "2022-11-02",
         RT_DATE_TEXT},
        /* a later day without a word is that of an update */
        {"en", STATED("2022-11-02T08:00:00Z") MODIFIED("2025-06-12T08:00:00Z"),
         "<p>June 12, 2025</p>", "2022-11-02T08:00:00+00:00", RT_DATE_META},
        {"en", STATED("2022-11-02T08:00:00Z"), "<p>June 12, 2025</p>",
         "2022-11-02T08:00:00+00:00", RT_DATE_META},
        {"en", STATED("2022-11-02T08:00:00Z"), "<p>Published on June 12, 2025</p>",
         "2025-06-12", RT_DATE_TEXT},
        {"en", STATED("2022-11-02T08:00:00Z"), "<p>Updated on June 12, 2025</p>",
         "2022-11-02T08:00:00+00:00", RT_DATE_META},
        /* data that does not say of what it is the date */
        {"en", "<meta name='dc.date' content='2024-03-01'>", "<p>7 April 2024</p>",
         "2024-04-07", RT_DATE_TEXT},
        {"en", "<meta name='date' content='2024-03-01'>", "", "2024-03-01", RT_DATE_META},
    };
    check(*state, pages, SIZE(pages));
}

static void an_update_is_told_from_a_publication(void **state) {
    static const dated_page pages[] = {
        {"en", "", "<p>Updated: 12 June 2025</p>", "2025-06-12", RT_DATE_UPDATE},
        {"de", "", "<p>Stand: 12. Juni 2025</p>", "2025-06-12", RT_DATE_UPDATE},
        {"en", MODIFIED("2025-06-12"), "", "2025-06-12", RT_DATE_UPDATE},
        {"en", "", "<p>Last updated</p><p>12 June 2025</p>", "2025-06-12",
         RT_DATE_UPDATE},
        {"en", "", "<p>Updated <time datetime='2025-06-12'>a week ago</time></p>", "",
         RT_DATE_NONE},
        {"en", "", "<p class='changed'>12 June 2025</p>", "2025-06-12", RT_DATE_UPDATE},
        {"en", "", "<p>Published</p><p>3 May 2025</p><p>Updated</p><p>12 June 2025</p>",
         "2025-05-03", RT_DATE_TEXT},
        {"en", "", "<p>Updated 12 June 2025, first published 3 May 2025</p>",
         "2025-05-03", RT_DATE_TEXT},
    };
    check(*state, pages, SIZE(pages));
    dated_page both = {"en", STATED("2025-05-03") MODIFIED("2025-06-12"), "", "", 0};
    rt_article a = read_dated(*state, &both);
    assert_int_equal(a.published.month, 5);
    assert_int_equal(a.modified.month, 6);
}

static void dates_of_other_things_are_left(void **state) {
    static const dated_page pages[] = {
        {"en", "", "<p>Born 3 May 1975</p>", "", RT_DATE_NONE},
        {"en", "", "<p>3 May 1975</p>", "", RT_DATE_NONE},
        {"en", "", "<p>Member since 3 May 2015</p>", "", RT_DATE_NONE},
        {"en", "", "<p>Valid until 3 May 2031</p>", "", RT_DATE_NONE},
        {"en", "", "<ul class='related-posts'><li>3 May 2015</li></ul>", "",
         RT_DATE_NONE},
        {"en", "", "<p>Copyright 3 May 2015 Heron Post</p>", "", RT_DATE_NONE},
    };
    check(*state, pages, SIZE(pages));
}

static void figures_follow_the_region(void **state) {
    static const dated_page pages[] = {
        {"en", "", "<p>02/10/2020</p>", "", RT_DATE_NONE},
        {"en-GB", "", "<p>02/10/2020</p>", "2020-10-02", RT_DATE_TEXT},
        {"en-US", "", "<p>02/10/2020</p>", "2020-02-10", RT_DATE_TEXT},
        {"en", "<meta property='og:locale' content='en_AU'>", "<p>02/10/2020</p>",
         "2020-10-02", RT_DATE_TEXT},
        {"en", "", "<p>02/10/2020</p><nav><p>Fair on 25/12/2020</p></nav>", "2020-10-02",
         RT_DATE_TEXT},
        {"en", "", "<p>02/10/2020</p><nav><p>Fairs 12/25/2020, 25/12/2021</p></nav>", "",
         RT_DATE_NONE},
        {"en", "<link rel='canonical' href='https://heronpost.co.uk/quay'>",
         "<p>02/10/2020</p>", "2020-10-02", RT_DATE_TEXT},
        {"de", "", "<p>02 | 10 | 2020</p>", "2020-10-02", RT_DATE_TEXT},
        {"de", "", "<p>2.10.20</p>", "2020-10-02", RT_DATE_TEXT},
    };
    check(*state, pages, SIZE(pages));
}

static void lines_are_read_in_pieces_and_in_many_languages(void **state) {
    static const dated_page pages[] = {
        {"en", "", "<p><span>May 2nd 2025</span><span>11 mins</span></p>", "2025-05-02",
         RT_DATE_TEXT},
        {"sq", "", "<p>13 gusht 2020, 09:08</p>", "2020-08-13T09:08", RT_DATE_TEXT},
        {"sl", "", "<p>Objavljeno 3. junija 2021</p>", "2021-06-03", RT_DATE_TEXT},
        {"sr", "", "<p>3. јуна 2021</p>", "2021-06-03", RT_DATE_TEXT},
        {"is", "", "<p>3. júní 2021</p>", "2021-06-03", RT_DATE_TEXT},
        {"he", "", "<p>3 ביוני 2021</p>", "2021-06-03", RT_DATE_TEXT},
        {"hi", "", "<p>3 जून 2021</p>", "2021-06-03", RT_DATE_TEXT},
    };
    check(*state, pages, SIZE(pages));
}

static void addresses_name_days(void **state) {
    static const dated_page pages[] = {
        {"en", ADDRESS("/2023/october/03/quay"), "", "2023-10-03", RT_DATE_URL},
        {"en", ADDRESS("/2023/10/03/quay") "<meta name='date' content='2025-01-01'>", "",
         "2023-10-03", RT_DATE_URL},
        {"de", ADDRESS("/03-10-2023/quay"), "", "2023-10-03", RT_DATE_URL},
        {"en", ADDRESS("/03-10-2023/quay"), "", "", RT_DATE_NONE},
        {"en", ADDRESS("/2023/10/03/quay"),
         "<time datetime='2023-10-03T07:30'>Now</time>", "2023-10-03T07:30",
         RT_DATE_TEXT},
        {"en", ADDRESS("/2023/windows/03/quay"), "", "", RT_DATE_NONE},
        {"en", ADDRESS("/2023/13/03/quay"), "", "", RT_DATE_NONE},
    };
    check(*state, pages, SIZE(pages));
}

/* Elements whose names say that they hold a date, and scripts. */
static void names_tell_dates(void **state) {
    static const dated_page pages[] = {
        {"en", "", "<abbr class='published' title='2023-10-03T07:30'>a while ago</abbr>",
         "2023-10-03T07:30", RT_DATE_TEXT},
        {"en", "", "<span class='postDate' data-timestamp='1696318200'>3 h</span>",
         "2023-10-03T07:30:00+00:00", RT_DATE_TEXT},
        {"en", "", "<div class='post-date' data-datetime='2023-10-03 07:30:00'></div>",
         "2023-10-03T07:30:00", RT_DATE_TEXT},
        {"en", "", "<div class=calendar><div>Oct</div><div>03</div><div>2023</div></div>",
         "2023-10-03", RT_DATE_TEXT},
        {"en", "", "<span property='dc:date' content='2023-10-03'>Tuesday</span>",
         "2023-10-03", RT_DATE_TEXT},
        {"en", "", "<span class='candidate' title='2023-10-03'>Moor</span>", "",
         RT_DATE_NONE},
        {"en", "", "<span class='date updated' title='2023-10-03'>a while ago</span>", "",
         RT_DATE_NONE},
        {"en", "<script>a = {\"publishedAt\": 1696318200000, id: 5}</script>", "",
         "2023-10-03T07:30:00+00:00", RT_DATE_META},
        {"de", "<script>a = [{articleDate: '03.10.2023'}]</script>", "", "2023-10-03",
         RT_DATE_META},
        {"en", "<script>a = {unpublished: '2023-10-03', published: true}</script>", "",
         "", RT_DATE_NONE},
        {"en", "<meta name='ptime' content='20231003073000'>", "", "2023-10-03T07:30:00",
         RT_DATE_META},
    };
    check(*state, pages, SIZE(pages));
}

/* A year or day beside the sign is that of the claim; a minute is when the page was made.
 */
static void a_moment_of_copyright_is_the_last_resort(void **state) {
    static const dated_page pages[] = {
        {"en", "", "<p>Copyright \xC2\xA9 3 October 2023, 07:30 Heron Post</p>",
         "2023-10-03T07:30", RT_DATE_UPDATE},
        {"en", "", "<p>Copyright \xC2\xA9 2023 Heron Post</p>", "", RT_DATE_NONE},
        {"en", "", "<p>Copyright \xC2\xA9 3 October 2023, 07:30</p><p>1 October 2023</p>",
         "2023-10-01", RT_DATE_TEXT},
    };
    check(*state, pages, SIZE(pages));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(data_is_held_against_what_is_shown),
        cmocka_unit_test(an_update_is_told_from_a_publication),
        cmocka_unit_test(dates_of_other_things_are_left),
        cmocka_unit_test(figures_follow_the_region),
        cmocka_unit_test(lines_are_read_in_pieces_and_in_many_languages),
        cmocka_unit_test(addresses_name_days),
        cmocka_unit_test(names_tell_dates),
        cmocka_unit_test(a_moment_of_copyright_is_the_last_resort),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
