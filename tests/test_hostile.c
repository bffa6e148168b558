/* Inputs made to hurt: each is bounded, named, and does not keep the rest from being
 * read. Whether time and memory stay in bounds shows by the test ending at all. */
#include "reading.h"

static const char text[] = "The ferry to Tarn Island will stay in port for now.\n";

static rt_str repeated(bench *b, rt_str what, size_t n) {
    strbuf out;
    strbuf_init(&out, &b->memory);
    for (size_t i = 0; i < n; i++) strbuf_add(&out, what);
    return strbuf_str(&out);
}

static rt_str zeros(bench *b, size_t n) {
    return (rt_str){arena_alloc(&b->memory, n), n};
}

static rt_str joined(bench *b, const rt_str *parts, size_t n) {
    strbuf out;
    strbuf_init(&out, &b->memory);
    for (size_t i = 0; i < n; i++) strbuf_add(&out, parts[i]);
    return strbuf_str(&out);
}
#define join(...)                                                                        \
    joined(b, (const rt_str[]){__VA_ARGS__},                                             \
           sizeof((const rt_str[]){__VA_ARGS__}) / sizeof(rt_str))

/* A WARC record that says it is `length` bytes long, and "WARC-Date: `date`". */
static rt_str record(bench *b, rt_str body, const char *length, const char *date) {
    rt_str head = str_printf(&b->memory,
                             "WARC/1.1\r\nWARC-Type: conversion\r\nWARC-Target-URI: "
                             "http://tarn.example/\r\nWARC-Date: %s\r\nContent-Type: "
                             "text/plain\r\nContent-Length: %s\r\n\r\n",
                             date, length);
    return join(head, body, STR("\r\n\r\n"));
}

static rt_str good(bench *b) {
    rt_str length = str_printf(&b->memory, "%zu", strlen(text));
    return record(b, str_of(text), length.s, "2024-03-07T12:00:00Z");
}

static unsigned count(const char *in, const char *what) {
    unsigned n = 0;
    for (; (in = strstr(in, what)); in++) n++;
    return n;
}

/* ---- compressed */

static void test_bombs(void **state) {
    bench *b = *state;
    rt_str big = gzipped(b, zeros(b, 64 << 20));
    assert_true(big.n < 100000);
    const char *got = answers(b, put(b, "a.txt.gz", big));
    assert_int_equal(count(got, "bad "), 1);
    rt_str letters = gzipped(b, repeated(b, STR("abcdefgh"), 8 << 20));
    assert_string_equal(answers(b, put(b, "b.txt.gz", letters)),
                        "bad b.txt.gz: larger than the limit of 16777216 bytes\n");
    assert_string_equal(
        answers(b, put(b, "c.jsonl.gz", letters)),
        "bad c.jsonl.gz#1: line longer than the limit of 16777216 bytes\n");
    assert_string_equal(answers(b, put(b, "d.gz", gzipped(b, gzipped(b, str_of(text))))),
                        "bad d.gz: compressed twice\n");
    rt_str claims = record(b, STR("x"), "99999999999999999", "2024");
    got = answers(b, put(b, "e.warc.gz", gzipped(b, join(claims, good(b)))));
    assert_int_equal(count(got, "bad "), 1);
}

/* A member damaged in the middle of an archive, and an end cut off. */
static void test_damaged_members(void **state) {
    bench *b = *state;
    rt_str member = gzipped(b, good(b));
    char *bad = str_z(&b->memory, member);
    memset(bad + member.n / 2, 0xFF, member.n / 4);
    rt_str all = join(member, (rt_str){bad, member.n}, member);
    const char *got = answers(b, put(b, "a.warc.gz", all));
    assert_int_equal(count(got, "ok a.warc.gz#"), 2);
    assert_int_equal(count(got, "bad a.warc.gz"), 1);
    assert_non_null(strstr(got, "the compressed data is damaged"));
    all = join(member, member, (rt_str){member.s, member.n * 3 / 4});
    got = answers(b, put(b, "b.warc.gz", all));
    assert_int_equal(count(got, "ok b.warc.gz#"), 2);
    assert_int_equal(count(got, "bad b.warc.gz"), 1);
    assert_non_null(strstr(got, "the compressed data ends in the middle"));
    got = answers(b, put(b, "c.warc.gz", gzipped(b, join(good(b), good(b), good(b)))));
    assert_int_equal(count(got, "ok "), 3); /* many records in one member */
}

/* ---- lengths */

static void test_lengths(void **state) {
    bench *b = *state;
    static const char *const lies[] = {"", "-1", "0x10", "99999999999999999999", "1e9"};
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        rt_str all = join(record(b, str_of(text), lies[i], "2024"), good(b));
        const char *got = answers(b, put(b, "a.warc", all));
        assert_int_equal(count(got, "ok "), 1);
        assert_true(count(got, "bad ") >= 1);
    }
    /* every record claims all that follows: nothing is read as often as it is claimed */
    rt_str one = record(b, STR("x"), "8000000", "2024");
    const char *got = answers(b, put(b, "b.warc", repeated(b, one, 60000)));
    assert_int_equal(count(got, "ok "), 0);
    assert_true(count(got, "bad ") > 10);
}

/* ---- archives */

static void test_tar_names_and_sizes(void **state) {
    bench *b = *state;
    strbuf tar;
    strbuf_init(&tar, &b->memory);
    add_tar(&tar, "../../etc/1.txt", "00000000064", str_of(text));
    add_tar(&tar, "/etc/2.txt", "00000000064", str_of(text));
    add_tar(&tar, "a/\x1b[2J.txt", "00000000064", str_of(text));
    add_tar(&tar, "3.txt", "00000000064", str_of(text));
    add_tar(&tar, "4.txt", "77777777777", str_of(text));
    assert_string_equal(answers(b, put(b, "a.tar", strbuf_str(&tar))),
                        "bad a.tar#../../etc/1.txt: an unsafe name\n"
                        "bad a.tar#/etc/2.txt: an unsafe name\n"
                        "bad a.tar#a/?[2J.txt: an unsafe name\n"
                        "ok a.tar#3.txt\n"
                        "bad a.tar#4.txt: the entry is larger than the limit\n");
}

/* ---- texts */

static void test_nesting(void **state) {
    bench *b = *state;
    rt_str open = repeated(b, STR("["), 1 << 20);
    assert_int_equal(count(answers(b, put(b, "a.json", open)), "bad "), 1);
    rt_str line = join(STR("{\"text\":"), open, STR("\n{\"text\":\"It sank.\"}\n"));
    const char *got = answers(b, put(b, "b.jsonl", line));
    assert_int_equal(count(got, "bad b.jsonl#1"), 1);
    assert_int_equal(count(got, "ok b.jsonl#2"), 1);
    rt_str xml = join(STR("<rss>"), repeated(b, STR("<a>"), 1 << 20));
    assert_string_equal(answers(b, put(b, "c.xml", xml)),
                        "bad c.xml: nested deeper than 200 elements\n");
}

static void test_entities(void **state) {
    bench *b = *state;
    const char *secret = put(b, "secret.txt", STR("never to be shown"));
    rt_str inner = str_printf(&b->memory,
                              "<!DOCTYPE rss [<!ENTITY x SYSTEM \"%s\">]><rss><item>"
                              "<description>&x; ferry</description></item></rss>",
                              secret);
    assert_string_equal(answers(b, put(b, "a.xml", inner)),
                        "bad a.xml: it declares XML entities\n");
    rt_str outer =
        str_printf(&b->memory,
                   "<!DOCTYPE rss SYSTEM \"%s\"><rss><channel><item><title>Ferry"
                   "</title><description>%s</description></item></channel></rss>",
                   secret, text);
    const char *path = put(b, "b.xml", outer);
    assert_string_equal(answers(b, path), "ok b.xml#1\n");
    is_str(article_of(b, path, false).text,
           "The ferry to Tarn Island will stay in port for now.");
    rt_str parameter =
        STR("<!DOCTYPE rss [<!ENTITY % p '<!ENTITY q \"qqqq\">'>%p;]><rss/>");
    assert_string_equal(answers(b, put(b, "c.xml", parameter)),
                        "bad c.xml: it declares XML entities\n");
}

static void test_years(void **state) {
    bench *b = *state;
    static const char *const years[] = {"9999-12-31T23:59:59Z", "0000-00-00",
                                        "1583-13-40",           "-5",
                                        "253402300799",         "99999999999999999999"};
    for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
        rt_str json = str_printf(
            &b->memory, "{\"text\":\"It sank.\",\"published\":\"%s\"}\n", years[i]);
        rt_article got = article_of(b, put(b, "a.jsonl", join(json, json)), false);
        assert_int_equal(got.published.precision, RT_TIME_UNKNOWN);
        rt_str feed =
            str_printf(&b->memory,
                       "<rss><channel><item><title>Ferry</title><pubDate>%s"
                       "</pubDate><description>%s</description></item></channel>"
                       "</rss>",
                       years[i], text);
        got = article_of(b, put(b, "b.xml", feed), false);
        assert_int_equal(got.published.precision, RT_TIME_UNKNOWN);
        rt_str length = str_printf(&b->memory, "%zu", strlen(text));
        rt_str warc = record(b, str_of(text), length.s, years[i]);
        assert_int_equal(count(answers(b, put(b, "c.warc", warc)), "ok "), 1);
    }
}

/* Labels that lie, that nobody knows, or that would make other letters of plain ones. */
static void test_charsets(void **state) {
    bench *b = *state;
    static const char *const labels[] = {
        "utf-8",       "utf-7",          "ebcdic-us",
        "iso-2022-kr", "x-user-defined", "WINDOWS-1252//TRANSLIT",
        "\xFF",        "utf-16",         "latin1"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        rt_str page = str_printf(
            &b->memory,
            "<!doctype html><html><head><meta charset=\"%s\"><title>Ferry "
            "halted</title></head>"
            "<body><article><h1>Ferry halted</h1><p>Die F\xE4hre nach Tarn bleibt heute "
            "im Hafen, "
            "sagte Kapit\xE4n Ilse Moor am Mittwoch, +ADw-script+AD4- weil der Rumpf "
            "einen Riss "
            "hat.</p><p>Die Insel hat keine Br\xFC"
            "cke und lebt von dem, was die F\xE4hre zweimal "
            "am Tag bringt, und nun von ihren Vorr\xE4ten.</p></article></body></html>",
            labels[i]);
        rt_str got = article_of(b, put(b, "a.html", page), false).text;
        assert_int_not_equal(str_find(got, STR("Die Fähre nach Tarn"), 0), SIZE_MAX);
        assert_int_equal(str_find(got, STR("<script>"), 0), SIZE_MAX);
    }
}

int main(void) {
#define test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        test(test_bombs),
        test(test_damaged_members),
        test(test_lengths),
        test(test_nesting),
        test(test_tar_names_and_sizes),
        test(test_entities),
        test(test_years),
        test(test_charsets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
