#include "reading.h"

#include <pthread.h>
#include <unistd.h>

/* What is read from a pipe must be what is read from a file of the same bytes: nothing
 * but the name may tell the two apart. */

static const char words[] =
    "The weir of Quillmere was opened on Thursday, the river board said. "
    "\\\"It held for ninety years,\\\" said Ansel Brodwyn, who keeps it. ";

typedef struct pouring {
    int into;
    rt_str bytes;
} pouring;

static void *pour(void *context) {
    pouring *p = context;
    for (size_t done = 0; done < p->bytes.n;) {
        ssize_t n = write(p->into, p->bytes.s + done, p->bytes.n - done);
        if (n <= 0) break;
        done += (size_t)n;
    }
    close(p->into);
    return NULL;
}

/* The title and text of every article, or why there is none, a line each. */
static const char *told(bench *b, const char *path) {
    read_options options = {.lex = b->lex, .max_record = 400000};
    read_input *in;
    rt_err err;
    assert_int_equal(read_open(&path, 1, &options, &in, &err), RT_OK);
    strbuf out;
    strbuf_init(&out, &b->memory);
    read_record record;
    for (rt_code code; (code = read_next(in, &b->memory, &record, &err)) != RT_END;) {
        rt_article article;
        if (!code) code = read_article(&record, &options, &b->memory, &article, &err);
        strbuf_add(&out, code ? STR("bad ") : article.title);
        strbuf_char(&out, '|');
        strbuf_add(&out, code ? str_of(err.text) : article.text);
        strbuf_char(&out, '\n');
    }
    read_close(in);
    strbuf_char(&out, 0);
    return out.s;
}

static const char *told_from_pipe(bench *b, rt_str bytes) {
    int ends[2], saved = dup(STDIN_FILENO);
    assert_int_equal(pipe(ends), 0);
    pouring p = {ends[1], bytes};
    pthread_t thread;
    assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    close(ends[0]);
    assert_int_equal(pthread_create(&thread, NULL, pour, &p), 0);
    const char *answer = told(b, "-");
    pthread_join(thread, NULL);
    if (saved >= 0) dup2(saved, STDIN_FILENO), close(saved);
    else close(STDIN_FILENO);
    return answer;
}

static unsigned lines_of(const char *text, const char *start) {
    unsigned n = 0;
    for (rt_str rest = str_of(text), line; str_line(&rest, &line);)
        n += line.n && str_starts(line, str_of(start));
    return n;
}

static void same(bench *b, const char *name, rt_str bytes) {
    const char *file = told(b, put(b, name, bytes));
    assert_string_equal(told_from_pipe(b, bytes), file);
    bytes = gzipped(b, bytes);
    assert_string_equal(told_from_pipe(b, bytes), file);
}

/* An article as JSON with `times` times the words. */
static rt_str object(bench *b, int number, int times) {
    strbuf out;
    strbuf_init(&out, &b->memory);
    strbuf_add(&out,
               str_printf(&b->memory, "{\"title\": \"Weir %d\", \"text\": \"", number));
    for (int i = 0; i < times; i++) strbuf_add(&out, str_of(words));
    strbuf_add(&out, STR("\"}"));
    return strbuf_str(&out);
}

static rt_str three(bench *b, const char *before, const char *between, int times) {
    rt_str one = object(b, 1, times), two = object(b, 2, times), third = object(b, 3, 1);
    strbuf out;
    strbuf_init(&out, &b->memory);
    strbuf_add(&out, str_of(before));
    strbuf_add(&out, one);
    strbuf_add(&out, str_of(between));
    strbuf_add(&out, two);
    strbuf_add(&out, str_of(between));
    strbuf_add(&out, third);
    return strbuf_str(&out);
}

static void json_lines(void **state) {
    bench *b = *state;
    same(b, "short.jsonl", three(b, "", "\n", 1));
    same(b, "one.jsonl", object(b, 1, 1));
    same(b, "marked.jsonl", three(b, "\xEF\xBB\xBF", "\r\n", 1));
    same(b, "blank.jsonl", three(b, "\n \n", "\n\n\n", 1));
    rt_str longer =
        three(b, "", "\n", 1000); /* a line is longer than what is looked at */
    same(b, "long.jsonl", longer);
    assert_int_equal(lines_of(told_from_pipe(b, longer), "Weir"), 3);
}

static void broken_json_lines(void **state) {
    bench *b = *state;
    rt_str cut = three(b, "{\"title\": \"Weir 0\", \"te\n", "\n", 1);
    same(b, "cut.jsonl", cut);
    assert_int_equal(lines_of(told_from_pipe(b, cut), "Weir"), 3);
    assert_int_equal(lines_of(told_from_pipe(b, cut), "bad"), 1);
    rt_str over = three(b, "", "\n", 4000); /* two lines over the limit */
    same(b, "over.jsonl", over);
    assert_int_equal(lines_of(told_from_pipe(b, over), "Weir 3"), 1);
    assert_int_equal(lines_of(told_from_pipe(b, over), "bad"), 2);
}

static void json_documents(void **state) {
    bench *b = *state;
    rt_str inner = three(b, "", ",\n", 100);
    rt_str list = str_printf(&b->memory, "[\n%.*s]", (int)inner.n, inner.s);
    same(b, "list.json", list);
    assert_int_equal(lines_of(told_from_pipe(b, list), "Weir"), 3);
    rt_str feed =
        str_printf(&b->memory, "{\"title\": \"Quillmere Post\",\n\"items\":[\n%.*s\n]}",
                   (int)inner.n, inner.s);
    same(b, "feed.json", feed);
    assert_int_equal(lines_of(told_from_pipe(b, feed), "Weir"), 3);
    same(b, "pretty.json",
         STR("{\n\"headline\":\n \"Weir\",\n\"body_text\": \"It was open.\"\n}"));
    rt_str bracket =
        STR("[Photo: the weir]\n\nThe weir was opened, the board said on Monday.\n");
    same(b, "bracket.txt", bracket);
}

static void pages_and_texts(void **state) {
    bench *b = *state;
    static const char body[] =
        "<h1>Weir opened</h1>\n"
        "<p>The weir of Quillmere was opened on Thursday, the river board said, after a "
        "night in which the water rose by more than two metres.</p>"
        "<p>Nobody was hurt, said Ansel Brodwyn, who has kept the weir for eleven years "
        "and lives beside it with his family.</p>";
    static const char *const before[] = {"<!doctype html><title>Weir</title>",
                                         "<html><body>",
                                         "<!-- made by hand -->\n",
                                         "\n<article>",
                                         "<center>",
                                         ""};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        rt_str page = str_printf(&b->memory, "%s%s", before[i], body);
        same(b, "page.html", page);
        const char *found = told_from_pipe(b, page);
        assert_non_null(strstr(found, "The weir of Quillmere"));
        assert_null(strchr(found, '<'));
    }
    same(b, "text.txt", STR("Weir opened\n\nThe weir was opened, the board said.\n"));
    same(b, "news.xml",
         STR("<rss version=\"2.0\"><channel><title>Quillmere Post</title><item>"
             "<title>Weir</title><description>The weir was opened, the board said."
             "</description></item></channel></rss>"));
}

static void archives(void **state) {
    bench *b = *state;
    static const char text[] = "The weir was opened, the board said.\n";
    const char *const entries[] = {"a/1.txt", text, "../2.txt", text,
                                   "3.txt",   text, NULL};
    rt_str zip = zipped(b, entries);
    same(b, "texts.zip", zip);
    assert_int_equal(lines_of(told_from_pipe(b, zip), "|The weir"), 2);
    same(b, "cut.zip", (rt_str){zip.s, zip.n - 30});
    const char *const wacz[] = {
        "datapackage.json", "{}", "archive/1.txt", text, "pages/pages.jsonl",
        "{}\n{}",           NULL};
    same(b, "web.wacz", zipped(b, wacz));
    strbuf tar;
    strbuf_init(&tar, &b->memory);
    add_tar(&tar, "a/1.txt", NULL, str_of(text));
    add_tar(&tar, "2.txt", NULL, str_of(text));
    same(b, "texts.tar", strbuf_str(&tar));
}

#define test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {test(json_lines), test(broken_json_lines),
                                       test(json_documents), test(pages_and_texts),
                                       test(archives)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
