/* Web archives, zip and tar: good ones, and such as lie. */
#include "reading.h"

#include "base/civil.h"

#include <brotli/encode.h>
#include <zstd.h>

static const char page[] =
    "<!doctype html><html><head><title>Ferry halted</title></head><body><article>"
    "<h1>Ferry halted</h1><p>The ferry to Tarn Island will stay in port because of a "
    "cracked hull, its owner said on Wednesday.</p><p>\"We will not sail before the hull "
    "is "
    "mended,\" Captain Ilse Moor said in a note to the passengers of her ship.</p><p>The "
    "island has no bridge and lives from what the ferry brings over twice a "
    "day.</p></article></body></html>";

static const char text[] = "The ferry to Tarn Island will stay in port for now.\n";

/* One WARC record; `lie` is added to its true length. */
static rt_str record(bench *b, const char *type, const char *media, rt_str body,
                     int lie) {
    rt_str head = str_printf(&b->memory,
                             "WARC/1.0\r\nWARC-Type: %s\r\n"
                             "WARC-Target-URI: <http://tarn.example/1>\r\n"
                             "WARC-Date: 2024-03-07T12:00:00Z\r\nContent-Type: %s\r\n"
                             "Content-Length: %d\r\n\r\n",
                             type, media, (int)body.n + lie);
    strbuf out;
    strbuf_init(&out, &b->memory);
    strbuf_add(&out, head);
    strbuf_add(&out, body);
    strbuf_add(&out, STR("\r\n\r\n"));
    return strbuf_str(&out);
}

static rt_str response(bench *b, const char *headers, rt_str body, int lie) {
    strbuf out;
    strbuf_init(&out, &b->memory);
    strbuf_add(&out, str_printf(&b->memory, "HTTP/1.1 200 OK\r\n%s\r\n", headers));
    strbuf_add(&out, body);
    return record(b, "response", "application/http; msgtype=response", strbuf_str(&out),
                  lie);
}

static rt_str join(bench *b, rt_str one, rt_str two) {
    strbuf out;
    strbuf_init(&out, &b->memory);
    strbuf_add(&out, one);
    strbuf_add(&out, two);
    return strbuf_str(&out);
}

static rt_str conversion(bench *b) {
    return record(b, "conversion", "text/plain", str_of(text), 0);
}

static void test_warc(void **state) {
    bench *b = *state;
    rt_str picture = response(b, "Content-Type: image/png\r\n", STR("\x89PNG"), 0);
    rt_str html =
        response(b, "Content-Type: text/html; charset=utf-8\r\n", str_of(page), 0);
    rt_str all = join(b, picture, join(b, html, conversion(b)));
    const char *path = put(b, "a.warc", all);
    assert_string_equal(answers(b, path),
                        str_printf(&b->memory, "ok a.warc#%zu\nok a.warc#%zu\n",
                                   picture.n, picture.n + html.n)
                            .s);
    rt_article got = article_of(b, path, false);
    is_str(got.url, "http://tarn.example/1");
    assert_int_not_equal(str_find(got.text, STR("\"We will not sail"), 0), SIZE_MAX);
}

/* Common Crawl's WET has the texts of pages, its WAT what is known of them. */
static void test_warc_without_pages(void **state) {
    bench *b = *state;
    rt_str wet = record(b, "conversion", "text/plain",
                        STR("Ferry stays in port - Tarn\nHome\nThe ferry to Tarn Island "
                            "will stay in port, its owner said.\n"),
                        0);
    rt_article got = article_of(b, put(b, "a.warc.wet", wet), false);
    is_str(got.title, "Ferry stays in port");
    is_str(got.outlet, "Tarn");
    is_str(got.text, "The ferry to Tarn Island will stay in port, its owner said.");
    rt_str wat = record(b, "metadata", "application/json", STR("{\"Container\":{}}"), 0);
    assert_string_equal(
        answers(b, put(b, "a.warc.wat", join(b, wat, wat))),
        "bad a.warc.wat: a web archive without pages (other records: 2)\n");
    assert_string_equal(answers(b, put(b, "b.warc", join(b, wat, wet))),
                        str_printf(&b->memory, "ok b.warc#%zu\n", wat.n).s);
}

static void test_warc_members(void **state) {
    bench *b = *state;
    rt_str one = gzipped(b, conversion(b));
    strbuf all;
    strbuf_init(&all, &b->memory);
    strbuf_add(&all, one);
    strbuf_add(&all, one);
    const char *want =
        str_printf(&b->memory, "ok a.warc.gz#0\nok a.warc.gz#%zu\n", one.n).s;
    assert_string_equal(answers(b, put(b, "a.warc.gz", strbuf_str(&all))), want);
}

static void test_warc_bodies(void **state) {
    bench *b = *state;
    rt_str packed = gzipped(b, str_of(page));
    strbuf body;
    strbuf_init(&body, &b->memory);
    for (size_t i = 0; i < packed.n; i += 100) {
        rt_str part = str_span(packed, (rt_span){(uint32_t)i, (uint32_t)i + 100});
        strbuf_add(&body, str_printf(&b->memory, "%zx\r\n", part.n));
        strbuf_add(&body, part);
        strbuf_add(&body, STR("\r\n"));
    }
    strbuf_add(&body, STR("0\r\n\r\n"));
    static const char headers[] = "Content-Type: text/html\r\nTransfer-Encoding: "
                                  "chunked\r\nContent-Encoding: gzip\r\n";
    const char *path = put(b, "a.warc", response(b, headers, strbuf_str(&body), 0));
    assert_int_not_equal(
        str_find(article_of(b, path, false).text, STR("Captain Ilse"), 0), SIZE_MAX);
    path = put(b, "b.warc", response(b, headers, str_of(page), 0)); /* the headers lie */
    assert_int_not_equal(
        str_find(article_of(b, path, false).text, STR("Captain Ilse"), 0), SIZE_MAX);
}

static rt_str brotlied(bench *b, rt_str bytes) {
    size_t n = BrotliEncoderMaxCompressedSize(bytes.n) + 1;
    uint8_t *packed = arena_alloc(&b->memory, n);
    assert_true(BrotliEncoderCompress(5, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.n,
                                      (const uint8_t *)bytes.s, &n, packed));
    return (rt_str){(const char *)packed, n};
}

static rt_str zstded(bench *b, rt_str bytes) {
    size_t room = ZSTD_compressBound(bytes.n);
    char *packed = arena_alloc(&b->memory, room);
    size_t n = ZSTD_compress(packed, room, bytes.s, bytes.n, 3);
    assert_false(ZSTD_isError(n));
    return (rt_str){packed, n};
}

static rt_str chunked(bench *b, rt_str bytes) {
    rt_str size = str_printf(&b->memory, "%zx\r\n", bytes.n);
    return join(b, join(b, size, bytes), STR("\r\n0\r\n\r\n"));
}

static void test_warc_codings(void **state) {
    bench *b = *state;
    rt_str all = str_of(page);
    const struct {
        const char *headers;
        rt_str body;
    } cases[] = {
        {"Content-Encoding: br\r\n", brotlied(b, all)},
        {"Content-Encoding: zstd\r\n", zstded(b, all)},
        {"Content-Encoding: gzip, br\r\n", brotlied(b, gzipped(b, all))},
        {"Content-Encoding: br, zstd, gzip\r\n", gzipped(b, zstded(b, brotlied(b, all)))},
        {"Content-Encoding: br\r\nTransfer-Encoding: gzip, chunked\r\n",
         chunked(b, gzipped(b, brotlied(b, all)))},
        {"Content-Encoding: br\r\n", join(b, STR("\r\n"), all)}, /* unpacked already */
        {"", gzipped(b, all)},                                   /* and nobody says so */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *headers =
            str_printf(&b->memory, "Content-Type: text/html\r\n%s", cases[i].headers).s;
        const char *path = put(b, "c.warc", response(b, headers, cases[i].body, 0));
        rt_str got = article_of(b, path, false).text;
        assert_int_not_equal(str_find(got, STR("Captain Ilse"), 0), SIZE_MAX);
    }
}

/* Little bytes that would become many, and bytes that break off. */
static void test_warc_bombs(void **state) {
    bench *b = *state;
    rt_str zeros = {arena_alloc(&b->memory, 40 << 20), 40 << 20};
    rt_str whole = brotlied(b, str_of(page));
    const struct {
        const char *coding;
        rt_str body;
    } cases[] = {{"br", brotlied(b, zeros)},
                 {"zstd", zstded(b, zeros)},
                 {"gzip, br", brotlied(b, gzipped(b, zeros))},
                 {"br", {whole.s, whole.n - 9}},
                 {"zstd", STR("\x28\xb5\x2f\xfd nothing of the kind")},
                 {"a, b, c, d, e", whole}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *headers =
            str_printf(&b->memory, "Content-Type: text/html\r\nContent-Encoding: %s\r\n",
                       cases[i].coding)
                .s;
        assert_string_equal(
            answers(b, put(b, "d.warc", response(b, headers, cases[i].body, 0))),
            "bad d.warc#0: the body cannot be decompressed within 16777216 bytes\n");
    }
}

static void test_warc_lengths_lie(void **state) {
    bench *b = *state;
    for (int lie = -30; lie <= 200; lie += 230) {
        rt_str bad = record(b, "conversion", "text/plain", str_of(text), lie);
        const char *got = answers(b, put(b, "a.warc", join(b, bad, conversion(b))));
        assert_non_null(strstr(got, "bad a.warc#0: the record's length is not true\n"));
        assert_non_null(strstr(got, str_printf(&b->memory, "ok a.warc#%zu\n", bad.n).s));
    }
    rt_str whole = conversion(b);
    const char *cut = put(b, "b.warc", (rt_str){whole.s, whole.n - 20});
    assert_string_equal(answers(b, cut),
                        "bad b.warc#0: the record's length is not true\n");
}

static void test_zip(void **state) {
    bench *b = *state;
    const char *const entries[] = {
        "a/1.txt", text,      "../2.txt", text,
        "3.png",   "\x89PNG", "4.jsonl",  "{\"text\":\"It sank.\"}\n",
        NULL};
    rt_str packed = zipped(b, entries);
    assert_string_equal(answers(b, put(b, "a.zip", packed)),
                        "ok a.zip#a/1.txt\nbad a.zip#../2.txt: an unsafe name\n"
                        "ok a.zip#4.jsonl#1\n");
    assert_string_equal(answers(b, put(b, "b.zip", (rt_str){packed.s, packed.n - 30})),
                        "bad b.zip: a zip archive without its directory\n");
}

static void test_tar(void **state) {
    bench *b = *state;
    strbuf tar;
    strbuf_init(&tar, &b->memory);
    add_tar(&tar, "a/1.txt", NULL, str_of(text));
    add_tar(&tar, "2.jsonl", NULL, STR("{\"text\":\"It sank.\"}\n"));
    const char *want = "ok a.tar#a/1.txt\nok a.tar#2.jsonl#1\n";
    assert_string_equal(answers(b, put(b, "a.tar", strbuf_str(&tar))), want);
    assert_string_equal(
        answers(b, put(b, "b.tar", (rt_str){tar.s, tar.n - 512})),
        "ok b.tar#a/1.txt\nbad b.tar#2.jsonl: the archive ends in this entry\n");
    tar.s[1024 + 5]++;
    assert_string_equal(answers(b, put(b, "c.tar", strbuf_str(&tar))),
                        "ok c.tar#a/1.txt\nbad c.tar: the tar archive is damaged\n");
}

int main(void) {
#define test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        test(test_warc),
        test(test_warc_members),
        test(test_warc_without_pages),
        test(test_warc_bodies),
        test(test_warc_lengths_lie),
        test(test_warc_codings),
        test(test_warc_bombs),
        test(test_zip),
        test(test_tar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
