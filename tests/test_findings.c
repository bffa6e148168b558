/* Cases of tests/findings: a text, and the credits, figures and dates expected in it. How
 * to write one is said at the head of tests/findings/english.txt. */
#include "base/civil.h"
#include "marking.h"

static const char *const credit_name[] = {"byline", "reported",   "according_to",
                                          "told",   "agency_tag", "link"};
static const char *const reach_name[] = {"sentence", "paragraph", "article"};

static rt_str known(rt_str s) { return s.s ? s : STR("-"); }

static rt_str quoted(rt_str text, rt_span span) {
    return span_known(span) ? str_span(text, span) : STR("-");
}

static void credit_lines(arena *a, rt_str text, const rt_marks *m, strbuf *out) {
    for (uint32_t i = 0; i < m->credits_n; i++) {
        const rt_credit *c = &m->credits[i];
        rt_str at = quoted(text, c->span);
        strbuf_add(out, str_printf(a, "credit [%.*s] %s of %s at [%.*s]\n",
                                   (int)c->outlet.n, c->outlet.s, credit_name[c->kind],
                                   reach_name[c->reach], (int)at.n, at.s));
    }
}

static void figure_lines(arena *a, rt_str text, const rt_marks *m, strbuf *out) {
    for (uint32_t i = 0; i < m->figures_n; i++) {
        const rt_figure *f = &m->figures[i];
        rt_str at = quoted(text, f->span), unit = known(f->unit),
               counts = known(f->counts), qualifier = known(f->qualifier);
        bool range = f->value_max > f->value;
        strbuf_add(out,
                   str_printf(a, "figure [%.*s] is %.12g", (int)at.n, at.s, f->value));
        if (range) strbuf_add(out, str_printf(a, "..%.12g", f->value_max));
        strbuf_add(out,
                   str_printf(a, " %.*s, [%.*s], of [%.*s]\n", (int)unit.n, unit.s,
                              (int)qualifier.n, qualifier.s, (int)counts.n, counts.s));
    }
}

static void date_lines(arena *a, rt_str text, const rt_marks *m, strbuf *out) {
    for (uint32_t i = 0; i < m->dates_n; i++) {
        const rt_date *d = &m->dates[i];
        rt_str at = quoted(text, d->span), from = known(civil_iso(a, d->from)),
               to = known(civil_iso(a, d->to));
        strbuf_add(out, str_printf(a, "date [%.*s] %.*s to %.*s\n", (int)at.n, at.s,
                                   (int)from.n, from.s, (int)to.n, to.s));
    }
}

/* The expected lines of a kind; *checked tells whether the case speaks of it at all. */
static rt_str wanted(arena *a, rt_str block, rt_str kind, bool *checked) {
    strbuf b;
    strbuf_init(&b, a);
    rt_str line;
    *checked = false;
    while (str_line(&block, &line)) {
        if (str_starts(line, STR("no ")) && str_starts(str_from(line, 3), kind))
            *checked = true;
        if (!str_starts(line, kind)) continue;
        *checked = true;
        strbuf_add(&b, line);
        strbuf_char(&b, '\n');
    }
    return strbuf_str(&b);
}

static unsigned failures; /* all are printed before the test fails */

static void compare(arena *a, rt_str title, rt_str block, rt_str kind, rt_str have) {
    bool checked;
    rt_str want = wanted(a, block, kind, &checked);
    if (!checked || str_eq(want, have)) return;
    failures++;
    print_error("%.*s: wanted\n%.*shave\n%.*s", (int)title.n, title.s, (int)want.n,
                want.s, (int)have.n, have.s);
}

/* "KEY: value" lines before the text set the article's other parts. */
static void read_head(arena *a, rt_str *block, rt_article *article) {
    rt_notice *notices = arena_many(a, rt_notice, 4);
    article->language = STR("en");
    article->notices = notices;
    for (;;) {
        rt_str rest = *block, line, key;
        if (!str_line(&rest, &line)) return;
        rt_str value = line;
        str_field(&value, ':', &key);
        value = str_trim(value);
        if (str_eq(key, STR("language"))) article->language = value;
        else if (str_eq(key, STR("published")))
            article->published = civil_parse_iso(value);
        else if (str_eq(key, STR("outlet"))) article->outlet = value;
        else if (str_eq(key, STR("title"))) article->title = value;
        else if (str_eq(key, STR("notice")) && article->notices_n < 4)
            notices[article->notices_n++] = (rt_notice){RT_NOTICE_SOURCE, value};
        else return;
        *block = rest;
    }
}

static void check_block(fixture *f, rt_str block) {
    arena *a = &f->a;
    rt_str title;
    rt_article article = {.url = {NULL, 0}};
    str_line(&block, &title);
    read_head(a, &block, &article);
    size_t cut = str_find(block, STR("\n--\n"), 0);
    assert_true(cut != SIZE_MAX);
    article.text = (rt_str){block.s, cut};
    block = str_from(block, cut + 4);
    rt_marks marks;
    mark_article(f->words, &article, a, &marks);
    strbuf b[3];
    for (int i = 0; i < 3; i++) strbuf_init(&b[i], a);
    credit_lines(a, article.text, &marks, &b[0]);
    figure_lines(a, article.text, &marks, &b[1]);
    date_lines(a, article.text, &marks, &b[2]);
    compare(a, title, block, STR("credit"), strbuf_str(&b[0]));
    compare(a, title, block, STR("figure"), strbuf_str(&b[1]));
    compare(a, title, block, STR("date"), strbuf_str(&b[2]));
}

static void cases_hold(void **state) {
    assert_true(blocks_of(*state, TESTS_DIR "/findings", check_block) >= 10);
    assert_int_equal(failures, 0);
}

static void outlets_come_from_one_table(void **state) {
    fixture *f = *state;
    const lex_list *names = lex_get(f->lex, "outlets", "names");
    const lex_list *domains = lex_get(f->lex, "outlets", "domains");
    const lex_entry *programme = lex_find(names, STR("meet the press"));
    assert_non_null(programme);
    assert_true(str_eq(programme->value, STR("NBC News")));
    assert_true(str_eq(lex_find(domains, STR("reuters.com"))->value, STR("Reuters")));
    assert_non_null(lex_find(lex_get(f->lex, "outlets", "common"), STR("time")));
    assert_null(lex_find(lex_get(f->lex, "outlets", "common"), STR("reuters")));
    assert_true(str_eq(lex_find(lex_get(f->lex, "outlets", "kinds"), STR("afp"))->value,
                       STR("agency")));
    size_t n, kinds;
    const lex_entry *entry = lex_entries(lex_get(f->lex, "outlets", "names"), &n);
    lex_entries(lex_get(f->lex, "outlets", "kinds"), &kinds);
    assert_true(kinds >= 600);
    for (size_t i = 0; i < n; i++) assert_true(entry[i].phrase.n && entry[i].value.n);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_hold),
        cmocka_unit_test(outlets_come_from_one_table),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
