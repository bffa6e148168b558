/* Cases of tests/marks: a text, and the quotations expected in it. How to write one is
 * said at the head of tests/marks/english.txt. */
#include "marking.h"

static const char *const type_name[] = {"direct", "indirect", "mixed", "scare"};
static const char *const class_name[] = {
    "none", "named", "anonymous", "role_or_group", "organisation", "outlet", "document"};
static const char *const role_name[] = {"-", "addressee", "relay", "speaker"};

static rt_str span_str(rt_str text, rt_span span) {
    return span_known(span) ? str_span(text, span) : STR("-");
}

static rt_str known(rt_str s) { return s.s ? s : STR("-"); }

/* What the program says under one word of an expectation. */
static rt_str value_of(const rt_article *article, const rt_quotation *q, rt_str key) {
    if (str_eq(key, STR("cue"))) return span_str(article->text, q->cue);
    if (str_eq(key, STR("mention"))) return span_str(article->text, q->mention);
    if (str_eq(key, STR("speaker"))) return known(q->speaker);
    if (str_eq(key, STR("class"))) return str_of(class_name[q->speaker_class]);
    if (str_eq(key, STR("via"))) return known(q->via);
    if (str_eq(key, STR("role"))) return str_of(role_name[q->via_role]);
    return STR("(no such word in an expectation)");
}

static unsigned failures; /* all are printed before the test fails */

static void expect(const char *title, rt_str want, rt_str have) {
    if (str_eq(want, have)) return;
    failures++;
    print_error("%s: wanted [%.*s], have [%.*s]\n", title, (int)want.n, want.s,
                (int)have.n, have.s);
}

/* Cuts "word [value]" off the line; the word is empty for a further content span. */
static bool next_item(rt_str *line, rt_str *key, rt_str *value) {
    size_t open = str_find(*line, STR("["), 0);
    size_t close = str_find(*line, STR("]"), open == SIZE_MAX ? 0 : open);
    if (open == SIZE_MAX || close == SIZE_MAX) return false;
    *key = str_trim((rt_str){line->s, open});
    *value = (rt_str){line->s + open + 1, close - open - 1};
    *line = str_from(*line, close + 1);
    return true;
}

static void check_quotation(const char *title, rt_str line, const rt_article *article,
                            const rt_quotation *q) {
    rt_str key, value;
    uint32_t contents = 0;
    while (next_item(&line, &key, &value)) {
        bool type = contents == 0;
        if (type) expect(title, key, str_of(type_name[q->type]));
        if (!type && key.n) {
            expect(title, value, value_of(article, q, key));
            continue;
        }
        rt_span span = contents < q->content_n ? q->content[contents] : RT_NO_SPAN;
        expect(title, value, span_str(article->text, span));
        contents++;
    }
    if (contents < q->content_n)
        expect(title, STR("(no more content)"),
               str_span(article->text, q->content[contents]));
}

/* Checks one block: "== title", language if not English, text, "--", expectations. */
static void check_block(fixture *f, rt_str block) {
    arena *a = &f->a;
    rt_str head, line;
    str_field(&block, '\n', &head);
    const char *title = str_z(a, head);
    rt_article article = {.language = STR("en")};
    if (str_starts(block, STR("language: "))) {
        str_field(&block, '\n', &line);
        article.language = str_from(line, 10);
    }
    size_t cut = str_find(block, STR("\n--\n"), 0);
    if (cut == SIZE_MAX) {
        print_error("%s: no line \"--\"\n", title);
        fail();
    }
    article.text = (rt_str){block.s, cut};
    block = str_from(block, cut + 4);
    rt_marks marks;
    mark_article(f->words, &article, a, &marks);
    uint32_t quotation = 0, sentence = 0;
    bool sentences = false;
    while (str_field(&block, '\n', &line)) {
        if (!str_trim(line).n || str_starts(line, STR("#"))) continue;
        if (str_eq(str_trim(line), STR("none"))) continue;
        if (str_starts(line, STR("sentence "))) {
            rt_str key, value;
            sentences = true;
            assert_true(next_item(&line, &key, &value));
            assert_true(sentence < marks.sentences_n);
            expect(title, value, str_span(article.text, marks.sentences[sentence++]));
            continue;
        }
        if (quotation < marks.quotations_n)
            check_quotation(title, line, &article, &marks.quotations[quotation]);
        else expect(title, line, STR("(nothing more)"));
        quotation++;
    }
    if (sentences) assert_int_equal(sentence, marks.sentences_n);
    if (quotation < marks.quotations_n)
        expect(title, STR("(nothing more)"),
               str_span(article.text, marks.quotations[quotation].content[0]));
}

static void cases_hold(void **state) {
    assert_true(blocks_of(*state, TESTS_DIR "/marks", check_block) >= 10);
    assert_int_equal(failures, 0);
}

static void check_spans(const rt_article *article, const rt_marks *m) {
    uint32_t last = 0;
    for (uint32_t i = 0; i < m->sentences_n; i++) {
        assert_true(m->sentences[i].start >= last);
        assert_true(m->sentences[i].end > m->sentences[i].start);
        last = m->sentences[i].end;
    }
    assert_true(last <= article->text.n);
    for (uint32_t i = 0; i < m->quotations_n; i++) {
        const rt_quotation *q = &m->quotations[i];
        assert_true(q->content_n > 0);
        for (uint32_t k = 0; k < q->content_n; k++)
            assert_true(q->content[k].start < q->content[k].end &&
                        q->content[k].end <= article->text.n);
    }
}

/* `n` copies of a piece as one article. */
static void mark_repeated(fixture *f, const char *piece, size_t n) {
    strbuf b;
    strbuf_init(&b, &f->a);
    for (size_t i = 0; i < n; i++) strbuf_add(&b, str_of(piece));
    rt_article article = {.language = STR("en"), .text = strbuf_str(&b)};
    rt_marks marks;
    mark_article(f->words, &article, &f->a, &marks);
    check_spans(&article, &marks);
    arena_reset(&f->a);
}

static void bad_input_is_survived(void **state) {
    mark_repeated(*state, "\"", 100000);
    mark_repeated(*state, "\xE2\x80\x9C", 100000);
    mark_repeated(*state, " '", 50000);
    mark_repeated(*state, " 'a", 50000);
    mark_repeated(*state,
                  " \xE2\x80\x98"
                  "a",
                  50000);
    mark_repeated(*state, "'No,\" he said\n", 5000);
    mark_repeated(*state, "said ", 20000);
    mark_repeated(*state, "Ada Brook, ", 20000);
    mark_repeated(*state, "\xE2\x80\x9CNo,\xE2\x80\x9D said Ada Brook, who said ", 5000);
    mark_repeated(*state, "((((", 20000);
    mark_repeated(*state, "NO WAY, SAID ADA BROOK. ", 5000);
    mark_repeated(*state, "\xD7\x90\xD7\x91 \"\xD7\x92\" A\xCC\x81\xF0\x9F\x98\x80 said ",
                  5000);
    mark_repeated(*state, "\xFF\xC3", 1000);
    mark_repeated(*state, "", 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(cases_hold),
                                       cmocka_unit_test(bad_input_is_survived)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
