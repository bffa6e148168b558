/* Files, folders and records → articles. */
#include "reading.h"

#include "base/civil.h"
#include "base/hash.h"

static void test_folder_order(void **state) {
    bench *b = *state;
    mkdir(str_printf(&b->memory, "%s/b", b->folder).s, 0700);
    put(b, "c.txt", STR("The harbour was closed on Monday.\n"));
    put(b, "b/z.txt", STR("The ferry sank at noon.\n"));
    put(b, "b/a.txt", STR("The ferry was raised at night.\n"));
    put(b, "Z.txt", STR("A storm came up.\n"));
    put(b, ".hidden", STR("Nobody reads this.\n"));
    assert_string_equal(answers(b, b->folder),
                        "ok Z.txt\nok b/a.txt\nok b/z.txt\nok c.txt\n");
}

static void test_rejects(void **state) {
    bench *b = *state;
    const char *empty = str_printf(&b->memory, "%s/none", b->folder).s;
    mkdir(empty, 0700);
    assert_string_equal(answers(b, "no-such-file"),
                        "bad no-such-file: No such file or directory\n");
    assert_string_equal(answers(b, empty), "bad none: no files in this folder\n");
    assert_string_equal(answers(b, put(b, "a.txt", STR(""))),
                        "bad a.txt: the file is empty\n");
    rt_str packed = gzipped(b, STR("A ship went down off the cape."));
    assert_string_equal(answers(b, put(b, "b.gz", (rt_str){packed.s, packed.n - 6})),
                        "bad b.gz: the compressed data ends in the middle\n");
    assert_string_equal(answers(b, put(b, "c.gz", gzipped(b, packed))),
                        "bad c.gz: compressed twice\n");
    assert_string_equal(answers(b, put(b, "d.pdf", STR("%PDF-1.7\n"))),
                        "bad d.pdf: a PDF\n");
    assert_string_equal(answers(b, put(b, "e.png", STR("\x89PNG\r\n"))),
                        "bad e.png: a PNG picture\n");
    assert_string_equal(answers(b, put(b, "f.txt", STR("A text.\0\0\0\0\0\0"))),
                        "bad f.txt: binary data (it has NUL bytes)\n");
}

static void test_limits(void **state) {
    bench *b = *state;
    char *text = arena_alloc(&b->memory, 3 << 20);
    memset(text, 'a', 3 << 20);
    assert_string_equal(answers(b, put(b, "a.txt", (rt_str){text, 2 << 20})),
                        "bad a.txt: a line of 2097152 bytes; the limit is 1048576\n");
    text[9000] = '\0';
    assert_string_equal(answers(b, put(b, "b.txt", (rt_str){text, 10000})),
                        "bad b.txt: a NUL byte: this is no text\n");
    read_options options = {.lex = b->lex, .max_record = 1000};
    const char *path = put(b, "c.jsonl", (rt_str){text, 2000});
    read_input *in;
    rt_err err;
    read_record record;
    assert_int_equal(read_open(&path, 1, &options, &in, &err), RT_OK);
    assert_int_equal(read_next(in, &b->memory, &record, &err), RT_E_LIMIT);
    assert_int_equal(read_next(in, &b->memory, &record, &err), RT_END);
    read_close(in);
}

static void test_json_lines(void **state) {
    bench *b = *state;
    const char *path = put(b, "a.jsonl",
                           STR("{\"text\":\"The dam broke.\",\"title\":\"Dam\"}\n"
                               "{\"text\":\n"
                               "\n"
                               "[1]\n"
                               "{\"title\":\"no text\"}\n"
                               "{\"text\":\"It was mended.\"}"));
    assert_string_equal(answers(b, path), "ok a.jsonl#1\n"
                                          "bad a.jsonl#2: broken JSON\n"
                                          "bad a.jsonl#4: not a JSON object\n"
                                          "bad a.jsonl#5: the record has no \"text\"\n"
                                          "ok a.jsonl#6\n");
}

static void test_json_fields(void **state) {
    bench *b = *state;
    const char *path = put(
        b, "a.json",
        STR("{\"text\":\"Die Brücke wurde am Montag wegen des Hochwassers gesperrt.\","
            "\"title\":\"Brücke zu\",\"outlet\":\"Elbbote\","
            "\"url\":\"https://elbbote.example/1\","
            "\"published\":\"2024-05-06T07:08:09+02:00\","
            "\"authors\":[\"Ina Moor\",\"B. Ode\"]}"));
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
    const rt_str text = STR("\xEF\xBB\xBFHead\r\n\r\n  Body \xC3\xA4 \r\n\n\n");
    rt_article got = article_of(b, put(b, "raw.txt", text), true);
    assert_true(str_eq(got.text, text));
    assert_int_equal(got.paragraphs_n, 2);
}

static void test_gzip(void **state) {
    bench *b = *state;
    rt_str text = STR("A ship went down off the cape.\n");
    is_str(article_of(b, put(b, "a.txt.gz", gzipped(b, text)), false).text,
           "A ship went down off the cape.");
    strbuf two;
    strbuf_init(&two, &b->memory);
    strbuf_add(&two, gzipped(b, text));
    strbuf_add(&two, gzipped(b, STR("Nobody was hurt.\n")));
    is_str(article_of(b, put(b, "two.txt.gz", strbuf_str(&two)), false).text,
           "A ship went down off the cape.\nNobody was hurt.");
    rt_str lying = gzipped(b, text);
    char *size = (char *)(uintptr_t)lying.s + lying.n - 4;
    size[0]++;
    const char *got = answers(b, put(b, "size.txt.gz", lying));
    assert_string_equal(got, "bad size.txt.gz: the compressed data is damaged\n");
    got = answers(b, put(b, "cut.txt.gz", (rt_str){two.s, two.n - 9}));
    assert_string_equal(got, "bad cut.txt.gz: the compressed data ends in the middle\n");
}

/* Every character of `latin` as two bytes. */
static rt_str utf16(bench *b, const char *latin, bool little, bool mark) {
    strbuf out;
    strbuf_init(&out, &b->memory);
    if (mark) strbuf_add(&out, little ? STR("\xFF\xFE") : STR("\xFE\xFF"));
    for (; *latin; latin++) {
        strbuf_char(&out, little ? *latin : '\0');
        strbuf_char(&out, little ? '\0' : *latin);
    }
    return strbuf_str(&out);
}

static void test_encodings(void **state) {
    bench *b = *state;
    static const char latin[] = "Die F\xE4hre bleibt heute im Hafen.";
    const rt_str same[] = {
        STR("Die Fähre bleibt heute im Hafen."),
        STR("\xEF\xBB\xBF"
            "Die Fähre bleibt heute im Hafen."),
        str_of(latin),
        utf16(b, latin, true, true),
        utf16(b, latin, false, true),
        utf16(b, latin, true, false),
        utf16(b, latin, false, false),
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        is_str(article_of(b, put(b, "a.txt", same[i]), false).text,
               "Die Fähre bleibt heute im Hafen.");
    rt_str cyrillic = STR("\xCF\xE0\xF0\xEE\xEC \xEE\xF1\xF2\xE0\xB8\xF2\xF1\xFF \xE2 "
                          "\xEF\xEE\xF0\xF2\xF3 \xE4\xEE \xF3\xF2\xF0\xE0.");
    is_str(article_of(b, put(b, "b.txt", cyrillic), false).text,
           "Паром остаётся в порту до утра.");
    rt_str mixed = STR("Die Fähre, die Möwe und das Öl, sagte Frau B\xE4r überall.");
    is_str(article_of(b, put(b, "c.txt", mixed), false).text,
           "Die Fähre, die Möwe und das Öl, sagte Frau Bär überall.");
}

int main(void) {
#define test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        test(test_folder_order), test(test_rejects),     test(test_limits),
        test(test_json_lines),   test(test_json_fields), test(test_raw_is_byte_for_byte),
        test(test_gzip),         test(test_encodings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
