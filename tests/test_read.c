/* Files, folders and records → articles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/civil.h"
#include "base/hash.h"
#include "base/lexicon.h"
#include "read/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

typedef struct bench {
    arena memory;
    lexicon *lex;
    char folder[64];
} bench;

static int set_up(void **state) {
    bench *b = calloc(1, sizeof *b);
    b->lex = lexicon_new();
    strcpy(b->folder, "retold-read-");
    memset(b->folder + strlen(b->folder), 'X', 6); /* the letters mkdtemp asks for */
    assert_non_null(mkdtemp(b->folder));
    *state = b;
    return 0;
}

static int tear_down(void **state) {
    bench *b = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", b->folder);
    assert_int_equal(system(command), 0);
    lexicon_free(b->lex);
    arena_release(&b->memory);
    free(b);
    return 0;
}

static const char *put(bench *b, const char *name, const void *bytes, size_t n) {
    const char *path = str_printf(&b->memory, "%s/%s", b->folder, name).s;
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
    return path;
}

static const char *put_text(bench *b, const char *name, const char *text) {
    return put(b, name, text, strlen(text));
}

static const char *put_gzip(bench *b, const char *name, const char *text, size_t cut) {
    unsigned char packed[4096];
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, 0), Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)text;
    z.avail_in = (unsigned)strlen(text);
    z.next_out = packed;
    z.avail_out = sizeof packed;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    size_t n = sizeof packed - z.avail_out - cut;
    deflateEnd(&z);
    return put(b, name, packed, n);
}

/* Every answer for one path, a line each: "ok SOURCE" or "bad PLACE: TEXT". */
static const char *sources(bench *b, const char *path) {
    read_options options = {.lex = b->lex};
    read_input *in;
    rt_err err;
    assert_int_equal(read_open(&path, 1, &options, &in, &err), RT_OK);
    strbuf out;
    strbuf_init(&out, &b->memory);
    read_record record;
    for (rt_code code; (code = read_next(in, &b->memory, &record, &err)) != RT_END;) {
        rt_article article;
        if (!code) code = read_article(&record, &options, &b->memory, &article, &err);
        strbuf_add(&out, code
                             ? str_printf(&b->memory, "bad %s: %s\n", err.place, err.text)
                             : str_printf(&b->memory, "ok %.*s\n", (int)record.source.n,
                                          record.source.s));
    }
    read_close(in);
    strbuf_char(&out, 0);
    return out.s;
}

static rt_article article_of(bench *b, const char *path, bool raw) {
    read_options options = {.lex = b->lex, .raw = raw};
    read_input *in;
    rt_err err = {0};
    read_record record;
    rt_article article;
    assert_int_equal(read_open(&path, 1, &options, &in, &err), RT_OK);
    assert_int_equal(read_next(in, &b->memory, &record, &err), RT_OK);
    rt_code code = read_article(&record, &options, &b->memory, &article, &err);
    if (code) print_message("%s: %s\n", err.place, err.text);
    assert_int_equal(code, RT_OK);
    read_close(in);
    return article;
}

#define is_str(got, want) assert_string_equal(str_z(&b->memory, (got)), (want))
#define says(b, path, format)                                                            \
    assert_string_equal(sources(b, path), str_printf(&(b)->memory, format, path).s)

static void test_folder_order(void **state) {
    bench *b = *state;
    mkdir(str_printf(&b->memory, "%s/b", b->folder).s, 0700);
    put_text(b, "c.txt", "The harbour was closed on Monday.\n");
    put_text(b, "b/z.txt", "The ferry sank at noon.\n");
    put_text(b, "b/a.txt", "The ferry was raised at night.\n");
    put_text(b, "Z.txt", "A storm came up.\n");
    put_text(b, ".hidden", "Nobody reads this.\n");
    rt_str want = str_printf(
        &b->memory, "ok %1$s/Z.txt\nok %1$s/b/a.txt\nok %1$s/b/z.txt\nok %1$s/c.txt\n",
        b->folder);
    assert_string_equal(sources(b, b->folder), want.s);
}

static void test_rejects(void **state) {
    bench *b = *state;
    says(b, "no-such-file", "bad %s: No such file or directory\n");
    says(b, put_text(b, "empty.txt", ""), "bad %s: the file is empty\n");
    const char *empty = str_printf(&b->memory, "%s/none", b->folder).s;
    mkdir(empty, 0700);
    says(b, empty, "bad %s: no files in this folder\n");
    says(b, put_gzip(b, "cut.txt.gz", "A ship went down off the cape.", 6),
         "bad %s: the gzip data ends in the middle\n");
}

static void test_json_lines(void **state) {
    bench *b = *state;
    const char *path = put_text(b, "a.jsonl",
                                "{\"text\":\"The dam broke.\",\"title\":\"Dam\"}\n"
                                "{\"text\":\n"
                                "\n"
                                "[1]\n"
                                "{\"title\":\"no text\"}\n"
                                "{\"text\":\"It was mended.\"}");
    rt_str want = str_printf(&b->memory,
                             "ok %1$s#1\nbad %1$s#2: broken JSON\n"
                             "bad %1$s#4: not a JSON object\n"
                             "bad %1$s#5: the record has no \"text\"\nok %1$s#6\n",
                             path);
    assert_string_equal(sources(b, path), want.s);
}

static void test_json_fields(void **state) {
    bench *b = *state;
    const char *path = put_text(
        b, "a.json",
        "{\"text\":\"Die Brücke wurde am Montag wegen des Hochwassers gesperrt.\","
        "\"title\":\"Brücke "
        "zu\",\"outlet\":\"Elbbote\",\"url\":\"https://elbbote.example/1\","
        "\"published\":\"2024-05-06T07:08:09+02:00\",\"authors\":[\"Ina Moor\",\"B. "
        "Ode\"]}");
    rt_article got = article_of(b, path, false);
    is_str(got.title, "Brücke zu");
    is_str(got.outlet, "Elbbote");
    is_str(got.url, "https://elbbote.example/1");
    is_str(civil_iso(&b->memory, got.published), "2024-05-06T07:08:09+02:00");
    assert_int_equal(got.published_from, RT_DATE_HEADER);
    assert_int_equal(got.authors_n, 2);
    is_str(got.authors[1], "B. Ode");
    is_str(got.language, "de");
    assert_true(id_eq(got.id, hash_article(got.text, got.outlet)));
}

static void test_raw_is_byte_for_byte(void **state) {
    bench *b = *state;
    const char text[] = "\xEF\xBB\xBFHead\r\n\r\n  Body \xC3\xA4 \r\n\n\n";
    rt_article got = article_of(b, put_text(b, "raw.txt", text), true);
    is_str(got.text, text);
    assert_int_equal(got.paragraphs_n, 2);
}

static void test_gzip(void **state) {
    bench *b = *state;
    rt_article got = article_of(
        b, put_gzip(b, "a.txt.gz", "A ship went down off the cape.\n", 0), false);
    is_str(got.text, "A ship went down off the cape.");
}

int main(void) {
#define test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        test(test_folder_order),         test(test_rejects),
        test(test_json_lines),           test(test_json_fields),
        test(test_raw_is_byte_for_byte), test(test_gzip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
