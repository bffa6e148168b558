/* Feeds and the records of agencies. */
#include "reading.h"

#include "base/civil.h"

#define BODY                                                                             \
    "<p>The ferry to Tarn Island will stay in port.</p><p>\"The hull is cracked,\" "     \
    "Captain Ilse Moor said.</p>"
static const char said[] = "The ferry to Tarn Island will stay in port.\n"
                           "\"The hull is cracked,\" Captain Ilse Moor said.";

static void test_rss(void **state) {
    bench *b = *state;
    const char *path =
        put(b, "a.rss",
            STR("<?xml version=\"1.0\"?><rss version=\"2.0\" "
                "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
                "xmlns:media=\"http://search.yahoo.com/mrss/\" "
                "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel>"
                "<title>Tarn Courier</title><language>en-gb</language>"
                "<item><media:title>A picture</media:title><title>Ferry halted</title>"
                "<link>http://tarn.example/1</link><dc:creator>Mara Quill</dc:creator>"
                "<pubDate>Thu, 07 Mar 2024 09:15:00 +0100</pubDate>"
                "<description>The ferry stays.</description>"
                "<content:encoded><![CDATA[" BODY "]]></content:encoded></item>"
                "<item><title>Only a title</title></item></channel></rss>"));
    rt_article got = article_of(b, path, false);
    is_str(got.text, said);
    is_str(got.title, "Ferry halted");
    is_str(got.outlet, "Tarn Courier");
    is_str(got.url, "http://tarn.example/1");
    is_str(got.language, "en");
    is_str(civil_iso(&b->memory, got.published), "2024-03-07T09:15:00+01:00");
    assert_int_equal(got.published_from, RT_DATE_FEED);
    assert_int_equal(got.authors_n, 1);
    is_str(got.authors[0], "Mara Quill");
    assert_string_equal(answers(b, path), "ok a.rss#1\nbad a.rss#2: no article in it\n");
}

static void test_atom(void **state) {
    bench *b = *state;
    rt_article got = article_of(
        b,
        put(b, "a.xml",
            STR("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Tarn Courier</title>"
                "<entry><title>Ferry halted</title>"
                "<link rel=\"self\" href=\"http://tarn.example/self\"/>"
                "<link href=\"http://tarn.example/1\"/><author><name>Mara "
                "Quill</name></author>"
                "<published>2024-03-07T09:15:00Z</published>"
                "<updated>2024-03-08T09:15:00Z</updated>"
                "<content type=\"xhtml\"><div "
                "xmlns=\"http://www.w3.org/1999/xhtml\">" BODY
                "</div></content></entry></feed>")),
        false);
    is_str(got.text, said);
    is_str(got.url, "http://tarn.example/1");
    is_str(civil_iso(&b->memory, got.published), "2024-03-07T09:15:00+00:00");
    is_str(civil_iso(&b->memory, got.modified), "2024-03-08T09:15:00+00:00");
    assert_int_equal(got.authors_n, 1);
}

static void test_newsml(void **state) {
    bench *b = *state;
    rt_article got = article_of(
        b,
        put(b, "a.xml",
            STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemMeta>"
                "<versionCreated>2024-03-08T09:15:00Z</versionCreated>"
                "<firstCreated>2024-03-07T09:15:00Z</firstCreated></"
                "itemMeta><contentMeta>"
                "<headline>Ferry halted</headline><by>By Mara Quill</by>"
                "<creditline>Tarn Wire</creditline><language tag=\"en\"/></contentMeta>"
                "<contentSet><inlineXML><html><body>" BODY
                "</body></html></inlineXML></contentSet></newsItem>")),
        false);
    is_str(got.text, said);
    is_str(got.title, "Ferry halted");
    is_str(got.outlet, "Tarn Wire");
    is_str(civil_iso(&b->memory, got.published), "2024-03-07T09:15:00+00:00");
    assert_int_equal(got.authors_n, 1);
}

static void test_json_feed_and_ninjs(void **state) {
    bench *b = *state;
    const char *path = put(
        b, "a.json",
        STR("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Tarn "
            "Courier\","
            "\"items\":[{\"title\":\"Ferry halted\",\"url\":\"http://tarn.example/1\","
            "\"date_published\":\"2024-03-07T09:15:00Z\",\"authors\":[{\"name\":\"Mara "
            "Quill\"}],\"content_html\":\"<p>The ferry stays.</p><p>It is "
            "cracked.</p>\"},"
            "{\"content_text\":\"It sank.\"}]}"));
    assert_string_equal(answers(b, path), "ok a.json#1\nok a.json#2\n");
    rt_article got = article_of(b, path, false);
    is_str(got.text, "The ferry stays.\nIt is cracked.");
    is_str(got.outlet, "Tarn Courier");
    is_str(got.authors[0], "Mara Quill");
    got = article_of(
        b,
        put(b, "b.json",
            STR("{\"uri\":\"http://wire.example/1\",\"headline\":\"Ferry halted\","
                "\"byline\":\"By Mara Quill\",\"versioncreated\":\"2024-03-07\","
                "\"body_text\":\"The ferry stays.\"}")),
        false);
    is_str(got.title, "Ferry halted");
    is_str(got.text, "The ferry stays.");
    is_str(got.authors[0], "Mara Quill");
    is_str(civil_iso(&b->memory, got.published), "2024-03-07");
}

/* Feeds as their makers write them: logos, post addresses, titles escaped twice,
 * captions.
 */
static void test_feeds_in_the_wild(void **state) {
    bench *b = *state;
    const char *path = put(
        b, "a.xml",
        STR("<rss version=\"2.0\" "
            "xmlns:media=\"http://search.yahoo.com/mrss/\"><channel><title>Tarn "
            "Courier</title>"
            "<image><url>http://tarn.example/logo.png</url><title>Logo</title></image>"
            "<item><title>Bees &amp;amp; "
            "hives</title><guid>http://tarn.example/bees</guid>"
            "<author>desk@tarn.example (Oskar Brandl)</author><media:title>A "
            "picture</media:title>"
            "<description>Beekeepers move hives uphill two weeks "
            "early.</description></item>"
            "<item><title>Ferry</title><guid "
            "isPermaLink=\"false\">http://tarn.example/?p=9</guid>"
            "<description>The ferry stays in "
            "port.</description></item></channel></rss>"));
    assert_string_equal(answers(b, path), "ok a.xml#1\nok a.xml#2\n");
    rt_article got = article_of(b, path, false);
    is_str(got.title, "Bees & hives");
    is_str(got.url, "http://tarn.example/bees");
    is_str(got.outlet, "Tarn Courier");
    is_str(got.authors[0], "Oskar Brandl");
    got = article_of(
        b,
        put(b, "b.xml",
            STR("<feed "
                "xmlns=\"http://www.w3.org/2005/Atom\"><title>Pressa</"
                "title><author><name>The desk</name></author>"
                "<entry><title type=\"html\">F&amp;auml;hre "
                "steht</title><author><name>Lene Aust</name>"
                "<email>lene@pressa.example</email><uri>http://pressa.example/lene</"
                "uri></author>"
                "<content type=\"xhtml\"><div "
                "xmlns=\"http://www.w3.org/1999/xhtml\"><p>Die Fähre bleibt im Hafen.</p>"
                "<p>Die Insel hat keine Brücke.</p></div></content></entry></feed>")),
        false);
    is_str(got.title, "Fähre steht");
    is_str(got.text, "Die Fähre bleibt im Hafen.\nDie Insel hat keine Brücke.");
    assert_int_equal(got.authors_n, 1);
    is_str(got.authors[0], "Lene Aust");
}

static void test_agencies_in_the_wild(void **state) {
    bench *b = *state;
    const char *const paths[] = {
        put(b, "a.xml",
            STR("<newsMessage "
                "xmlns=\"http://iptc.org/std/nar/2006-10-01/"
                "\"><itemSet><packageItem><contentMeta>"
                "<headline>Package</headline></contentMeta></"
                "packageItem><newsItem><rightsInfo><copyrightHolder>"
                "<name>Tarn Wire "
                "Ltd</name></copyrightHolder></rightsInfo><itemMeta><provider><name>Tarn "
                "Wire</name></provider>"
                "<firstCreated>2024-03-07T09:15:00Z</firstCreated><title>TARN-FERRY</"
                "title></itemMeta><contentMeta>"
                "<by>By Mara Quill</by><headline>Ferry "
                "halted</headline></contentMeta><contentSet><inlineXML>"
                "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>Ferry "
                "halted</title></head><body>"
                "<p>The ferry stays in "
                "port.</p></body></html></inlineXML></contentSet></newsItem></itemSet></"
                "newsMessage>")),
        put(b, "b.xml",
            STR("<nitf><head><title>FERRY</title><docdata><date.issue "
                "norm=\"20240307T091500Z\"/></docdata>"
                "<pubdata name=\"Tarn "
                "Courier\"/></head><body><body.head><hedline><hl1>Ferry "
                "halted</hl1></hedline><byline>By "
                "<person>Mara Quill</person><byttl>Staff "
                "writer</byttl></byline></body.head><body.content>"
                "<p>The ferry stays in port.</p><media><media-caption>A "
                "ferry.</media-caption></media>"
                "<p>It is cracked.</p></body.content></body></nitf>")),
        put(b, "c.json",
            STR("{\"uri\":\"http://wire.example/"
                "2\",\"headlines\":[{\"role\":\"main\",\"value\":\"Ferry "
                "halted\"}],\"by\":\"Mara Quill\","
                "\"firstCreated\":\"2024-03-07T08:00:00Z\",\"infoSources\":[{\"name\":"
                "\"Tarn Wire\"}],"
                "\"bodies\":[{\"contentType\":\"text/html\",\"value\":\"<p>The ferry "
                "stays in port.</p>\"}]}"))};
    static const char *const outlets[] = {"Tarn Wire", "Tarn Courier", "Tarn Wire"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        rt_article got = article_of(b, paths[i], false);
        is_str(got.title, "Ferry halted");
        is_str(got.outlet, outlets[i]);
        is_str(got.text, i == 1 ? "The ferry stays in port.\nIt is cracked."
                                : "The ferry stays in port.");
        assert_int_equal(got.authors_n, 1);
        is_str(got.authors[0], "Mara Quill");
        is_str(civil_iso(&b->memory, civil_day_of(got.published)), "2024-03-07");
    }
}

static void test_bad_xml(void **state) {
    bench *b = *state;
    assert_string_equal(
        answers(b, put(b, "a.xml",
                       STR("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a "
                           "\"aaaa\"><!ENTITY b \"&a;&a;\">]>"
                           "<rss><channel><title>&b;</title></channel></rss>"))),
        "bad a.xml: it declares XML entities\n");
    assert_string_equal(
        answers(b,
                put(b, "b.xml",
                    STR("<rss><item><description>It sank.</description></item><item>"))),
        "ok b.xml#1\nbad b.xml: broken XML: no element found\n");
    assert_string_equal(
        answers(b, put(b, "c.xml",
                       STR("<urlset><url><loc>http://a.example/</loc></url>"
                           "</urlset>"))),
        "bad c.xml: a sitemap: 1 addresses to fetch, and no text\n");
    strbuf deep;
    strbuf_init(&deep, &b->memory);
    strbuf_add(&deep, STR("<rss>"));
    for (int i = 0; i < 100000; i++) strbuf_add(&deep, STR("<a>"));
    assert_string_equal(answers(b, put(b, "d.xml", strbuf_str(&deep))),
                        "bad d.xml: nested deeper than 200 elements\n");
}

int main(void) {
#define test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        test(test_rss),
        test(test_atom),
        test(test_newsml),
        test(test_feeds_in_the_wild),
        test(test_agencies_in_the_wild),
        test(test_json_feed_and_ninjs),
        test(test_bad_xml),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
