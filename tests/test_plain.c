/* Plain text of scraped pages: what is the article, and what stands round it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/civil.h"
#include "base/lexicon.h"
#include "read/language.h"
#include "read/read.h"

static const lexicon *lex;
static arena memory;

static rt_article read_text(const char *text) {
    read_options options = {.lex = lex};
    read_record record = {
        .source = STR("page.txt"), .bytes = str_of(text), .format = READ_PLAIN};
    rt_article article;
    rt_err err = {0};
    assert_int_equal(read_article(&record, &options, &memory, &article, &err), RT_OK);
    return article;
}

static const char *z(rt_str s) { return s.s ? str_z(&memory, s) : "null"; }
#define is_str(got, want) assert_string_equal(z(got), (want))

static const char exported[] =
    "Ferry line to Tarn Island halted after hull is found cracked\n"
    "news.tarncourier.example\n"
    "Thu, 07 Mar 2024 09:15:00 +0100\n"
    "\n"
    "The ferry line said so in a note.Captain Ilse Moor ordered the ship back to port.\n";

static void test_header_of_an_export(void **state) {
    (void)state;
    rt_article got = read_text(exported);
    is_str(got.title, "Ferry line to Tarn Island halted after hull is found cracked");
    is_str(got.outlet, "news.tarncourier.example");
    is_str(civil_iso(&memory, got.published), "2024-03-07T09:15:00+01:00");
    assert_int_equal(got.published_from, RT_DATE_HEADER);
    is_str(got.text,
           "The ferry line said so in a note.Captain Ilse Moor ordered the ship "
           "back to port.");
}

static const char crawled[] =
    "tarncourier.example\n"
    "2024-03-07T12:00:00+01:00\n"
    "\n"
    "Subscribe to our newsletter\n"
    "Cracked hull halts the ferry to Tarn Island\n"
    "By MARA QUILL, Courier Staff Writer\n"
    "March 6, 2024 | 4:35 PM\n"
    "\n"
    "The ferry at the pier of Tarn Island on Tuesday. (Ned Oake/Reuters)\n"
    "TARN (AP) - The ferry to Tarn Island will stay in port because of a cracked hull, "
    "its "
    "owner said on Wednesday.\n"
    "Advertisement\n"
    "\"We will not sail before the hull is mended,\" Captain Ilse Moor said.\n"
    "Read also: How the island lives without a bridge\n"
    "What happens next\n"
    "The owner expects divers to look at the hull on Friday.\n"
    "Image 1 of 2\n"
    "Captain Ilse Moor looks out over the harbour on Tuesday.\n"
    "Photo: Ned Oake, Reuters\n"
    "Quill reported from Port Elm.\n"
    "\xC2\xA9 2024 The Tarn Courier. All rights reserved.\n"
    "Most Popular\n"
    "Mayor opens a new market hall\n"
    "Storm takes the roof off a school\n"
    "Ten walks for a rainy day\n";

static void test_page_of_a_crawl(void **state) {
    (void)state;
    rt_article got = read_text(crawled);
    is_str(got.title, "Cracked hull halts the ferry to Tarn Island");
    is_str(got.outlet, "tarncourier.example");
    is_str(civil_iso(&memory, got.published), "2024-03-06T16:35");
    assert_int_equal(got.published_from, RT_DATE_TEXT);
    assert_int_equal(got.authors_n, 1);
    is_str(got.authors[0], "Mara Quill");
    is_str(got.text,
           "TARN (AP) - The ferry to Tarn Island will stay in port because of a cracked "
           "hull, its owner said on Wednesday.\n"
           "\"We will not sail before the hull is mended,\" Captain Ilse Moor said.\n"
           "What happens next\n"
           "The owner expects divers to look at the hull on Friday.");
    assert_int_equal(got.paragraphs_n, 4);
    unsigned of_kind[4] = {0};
    for (uint32_t i = 0; i < got.notices_n; i++) of_kind[got.notices[i].kind]++;
    assert_int_equal(of_kind[RT_NOTICE_BYLINE], 1);
    assert_int_equal(of_kind[RT_NOTICE_COPYRIGHT], 1);
    assert_int_equal(of_kind[RT_NOTICE_SOURCE], 1);
    assert_int_equal(of_kind[RT_NOTICE_CAPTION], 3);
}

static void test_the_crawl_is_no_publication(void **state) {
    (void)state;
    rt_article got = read_text("tarncourier.example\n2024-03-07T12:00:00+01:00\n\n"
                               "May 9, 2024\n"
                               "The ferry to Tarn Island will stay in port for now.\n");
    is_str(civil_iso(&memory, got.published), "null");
}

static void test_line_that_names_a_paper(void **state) {
    (void)state;
    static const char body[] =
        "\n7 March 2024\n\nThe ferry to Tarn Island will stay in port, "
        "because its hull is cracked, said the owner on Thursday.\n";
    rt_str courier =
        str_printf(&memory, "Cracked hull keeps ferry in port\nTarn Courier%s", body);
    is_str(read_text(courier.s).outlet, "Tarn Courier");
    rt_str person =
        str_printf(&memory, "Cracked hull keeps ferry in port\nMara Quill%s", body);
    rt_article got = read_text(person.s);
    assert_null(got.outlet.s);
    assert_int_equal(got.authors_n, 1);
}

static void test_disclaimer_names_the_outlet(void **state) {
    (void)state;
    rt_article got = read_text(
        "Access Restricted for EU Residents\n"
        "Friday Nov 28 2025 00:00\n"
        "5 min\n"
        "The price of tin rose on Monday after two mines had closed, traders said.\n"
        "Risk Warning: this article does not represent the stance of the Tinwatch.com "
        "platform. It does not constitute investment advice.\n");
    is_str(got.outlet, "Tinwatch.com");
    is_str(got.title, "null");
    is_str(civil_iso(&memory, got.published), "2025-11-28");
    is_str(got.text,
           "The price of tin rose on Monday after two mines had closed, traders said.");
}

static void test_second_language_goes(void **state) {
    (void)state;
    rt_article got = read_text(
        "Moor takes the Tarn ferry back to port after a crack is found\n"
        "Transparenz: Redaktionell erstellt und gepr\xC3\xBC"
        "ft.\n"
        "Captain Ilse Moor took the Tarn ferry back to port on Tuesday and wants the "
        "hull "
        "mended first.\n"
        "Kapit\xC3\xA4nin Ilse Moor hat die Tarn-F\xC3\xA4hre am Dienstag in den Hafen "
        "zur\xC3\xBC"
        "ckgebracht und will den Rumpf reparieren lassen.\n"
        "The island has no bridge and lives from what the ferry brings over twice a "
        "day.\n"
        "Quellen:\n");
    is_str(got.language, "en");
    is_str(got.text,
           "Captain Ilse Moor took the Tarn ferry back to port on Tuesday and wants the "
           "hull mended first.\n"
           "The island has no bridge and lives from what the ferry brings over twice a "
           "day.");
}

/* English is told by its function words; its relatives have some of them. */
static void test_languages(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"en",
         "The mayor said on Monday that the bridge would be closed for the rest of the "
         "year because its piers have moved."},
        {"nl",
         "De burgemeester zei maandag dat de brug in de rest van het jaar dicht is, want "
         "de pijlers zijn in de winter was verschoven."},
        {"de",
         "Der Bürgermeister sagte am Montag, die Brücke bleibe in diesem Jahr gesperrt, "
         "so dass man am Fluss an den Pfeilern arbeiten will."},
        {"da",
         "Borgmesteren sagde mandag, at broen bliver lukket for resten af året, for "
         "pillerne har flyttet sig over vinteren."},
        {"fr",
         "Le maire a dit lundi que le pont serait fermé pour le reste de l'année, car on "
         "a vu que les piles ont bougé."},
        {NULL,
         "Oxbow Nordholm Tarn Quill Ekdahl Brandl Runa Meridian Tessaly Ottmar Aust "
         "Moor"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rt_str got = language_of(lex, str_of(cases[i][1]));
        if (!cases[i][0]) assert_false(str_eq(got, STR("en")));
        else is_str(got, cases[i][0]);
    }
}

static void test_characters_are_mended(void **state) {
    (void)state;
    rt_article got = read_text("Die F\xC3\x83\xC2\xA4hre liegt im Ha\xC2\xAD"
                               "fen. \xC3\xA2\xE2\x82\xAC\xC5\x93"
                               "Gut so\xC3\xA2\xE2\x82\xAC\xC2\x9D, sagt Moor.\n");
    is_str(got.text, "Die F\xC3\xA4hre liegt im Hafen. \xE2\x80\x9CGut so\xE2\x80\x9D, "
                     "sagt Moor.");
}

static void test_glued_paragraphs_are_parted(void **state) {
    (void)state;
    rt_article got =
        read_text("Ferry line to Tarn Island halted after hull is found cracked\n"
                  "news.tarncourier.example\n"
                  "Thu, 07 Mar 2024 09:15:00 +0100\n"
                  "\n"
                  "The ferry line to Tarn Island stopped all crossings on Thursday, its "
                  "owner said in a "
                  "note.Captain Ilse Moor ordered the ship back to port at night, when "
                  "water came in. "
                  "She spoke of \"a crack as long as an arm.\" Divers will look at "
                  "it.\"We will not sail "
                  "before the hull is mended,\" she said in the note to passengers. \"It "
                  "is the same "
                  "hull.\"The U.S.Navy and the site ferry.example have no part in it, "
                  "and No.7 stays.The "
                  "island has no bridge and lives from what the ferry brings over twice "
                  "a day, so that "
                  "the shops will be empty before the week is out, as the mayor of the "
                  "island said.\n");
    assert_int_equal(got.paragraphs_n, 5);
    is_str(str_span(got.text, got.paragraphs[2].span),
           "\"We will not sail before the hull is mended,\" she said in the note to "
           "passengers. \"It is the same hull.\"");
    assert_int_not_equal(str_find(got.text, STR("The U.S.Navy and the site"), 0),
                         SIZE_MAX);
}

static void test_line_of_a_feed_goes(void **state) {
    (void)state;
    rt_article got = read_text(
        "The ferry line to Tarn Island stopped all crossings on Thursday, its owner "
        "said.\n"
        "\"We will not sail before the hull is mended,\" said Captain Ilse Moor.\n"
        "The note appeared first on the wall of the harbour office, where a crowd read "
        "it.\n"
        "The post Ferry line halted appeared first on Tarn Courier.\n");
    assert_int_equal(str_find(got.text, STR("The post Ferry"), 0), SIZE_MAX);
    assert_int_not_equal(str_find(got.text, STR("The note appeared"), 0), SIZE_MAX);
}

static void test_wrapped_lines_are_joined(void **state) {
    (void)state;
    rt_article got =
        read_text("The ferry to Tarn Island will stay in port for now because divers\n"
                  "have found a crack in its hull, and nobody knows when the ship is\n"
                  "going to sail again, its owner said in a note to the passengers.\n"
                  "\n"
                  "The island has no bridge and lives from what the ferry brings over\n"
                  "twice a day, so that the shops will be empty before the week is out\n"
                  "unless the navy lends a boat.\n");
    assert_int_equal(got.paragraphs_n, 2);
}

static void test_few_wrapped_lines_lose_none(void **state) {
    (void)state;
    rt_article got = read_text(
        "Harbour closes for the winter\n"
        "\n"
        "The harbour of Nordholm will close from December to March because the\n"
        "ice breaker is being repaired, the harbour authority said on Monday.\n");
    is_str(got.title, "Harbour closes for the winter");
    is_str(got.text, "The harbour of Nordholm will close from December to March because "
                     "the ice breaker is being repaired, the harbour authority said on "
                     "Monday.");
    got = read_text(
        "The harbour of Nordholm will close from December to March because the\n"
        "ice breaker is being repaired, the harbour authority said on\n"
        "Monday.\n"
        "Fishermen will be paid for the months in which they cannot leave, it\n"
        "added.\n");
    assert_int_equal(got.paragraphs_n, 2);
    assert_true(str_starts(got.text, STR("The harbour of Nordholm")));
    is_str(
        read_text("The bridge at Sundvik will open to cars in May, said the office of\n"
                  "Nordholm on Friday.\n")
            .text,
        "The bridge at Sundvik will open to cars in May, said the office of Nordholm on "
        "Friday.");
    assert_true(str_ends(got.text, STR("cannot leave, it added.")));
}

static void test_headlines_are_not_joined(void **state) {
    (void)state;
    rt_article got =
        read_text("Harbour of Nordholm to close from December to March\n"
                  "Beekeepers of Tessaly move four thousand hives uphill\n"
                  "Ferry line halted after divers find a crack in the hull\n"
                  "iBoat sales fall for the third year in a row, maker says\n"
                  "Council of Quillmere votes for a weir of stone and wood\n"
                  "Shops on Tarn Island empty before the week is out\n");
    assert_int_equal(got.paragraphs_n, 6);
}

static void test_nothing_is_left_out_for_want_of_prose(void **state) {
    (void)state;
    is_str(read_text("a bare line without an end").text, "a bare line without an end");
}

static void test_text_of_a_record_is_meant(void **state) {
    (void)state;
    read_options options = {.lex = lex};
    read_record record = {.source = STR("a.jsonl#1"),
                          .bytes = STR("{\"text\":\"Subscribe to the Courier\"}"),
                          .format = READ_JSON};
    rt_article article;
    rt_err err;
    assert_int_equal(read_article(&record, &options, &memory, &article, &err), RT_OK);
    is_str(article.text, "Subscribe to the Courier");
}

static void test_consent_wall_is_no_article(void **state) {
    (void)state;
    read_options options = {.lex = lex};
    read_record record = {.source = STR("wall.txt"),
                          .bytes = STR("We value your privacy\nWe use cookies to improve "
                                       "this site.\nAccept all\nCookie settings\n")};
    rt_article article;
    rt_err err;
    assert_int_equal(read_article(&record, &options, &memory, &article, &err),
                     RT_E_INPUT);
    assert_string_equal(err.place, "wall.txt");
}

int main(void) {
    lex = lexicon_all();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_header_of_an_export),
        cmocka_unit_test(test_page_of_a_crawl),
        cmocka_unit_test(test_the_crawl_is_no_publication),
        cmocka_unit_test(test_line_that_names_a_paper),
        cmocka_unit_test(test_disclaimer_names_the_outlet),
        cmocka_unit_test(test_second_language_goes),
        cmocka_unit_test(test_languages),
        cmocka_unit_test(test_characters_are_mended),
        cmocka_unit_test(test_glued_paragraphs_are_parted),
        cmocka_unit_test(test_line_of_a_feed_goes),
        cmocka_unit_test(test_wrapped_lines_are_joined),
        cmocka_unit_test(test_few_wrapped_lines_lose_none),
        cmocka_unit_test(test_headlines_are_not_joined),
        cmocka_unit_test(test_nothing_is_left_out_for_want_of_prose),
        cmocka_unit_test(test_text_of_a_record_is_meant),
        cmocka_unit_test(test_consent_wall_is_no_article),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&memory);
    return failed;
}
