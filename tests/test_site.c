/* What the pages of one site have in common is furniture: in one run, in whatever order
 * and by however many threads, and in a corpus from run to run. All pages are invented.
 */
#include "reading.h"
#include "run/survey.h"

#define PROMO                                                                            \
    "The Wick Lantern is printed on the island and read in forty countries, wherever "   \
    "somebody misses the sea and wants to hear of it."
#define LETTERS                                                                          \
    "Write to the editors at the old school house, who answer every letter by hand "     \
    "within the week and print the best on Saturday."

/* Two paragraphs of each article. */
static const char *const story[][2] = {
    {"The ferry to Lower Wick will not sail before Friday, because the pier was damaged "
     "in last week's storm, the harbour office said.",
     "Some two hundred islanders depend on the boat, and the only shop has bread for "
     "three days, according to its owner."},
    {"A whale of eleven metres lay on the beach of Sandness on Tuesday and went back "
     "into the water by itself with the evening tide.",
     "Children of the school had poured buckets of water over it all day long, said "
     "their teacher, who had called the coast guard."},
    {"The council has bought a second-hand snow plough from the mainland, for the first "
     "winter in memory that began before November.",
     "It cost nine thousand crowns and came with a spare blade, but nobody on the island "
     "has a licence to drive it so far."},
    {"The choir of Upper Wick will sing in the capital in May, after it won the contest "
     "of small choirs with a song about herring.",
     "Its leader, a retired welder, wrote the words on the night ship and the tune when "
     "he could not sleep for the engines."},
    {"Bees have moved into the mill of Torv and will stay there, as the miller stopped "
     "the wheel and calls it a fair exchange for honey.",
     "The mill last ground rye nine years ago, and its stones are to be shown in the "
     "museum of the island from next summer on."},
};

enum { STORIES = sizeof story / sizeof *story };

static const char *page(bench *b, const char *host, int i, const char *further) {
    return str_printf(&b->memory,
                      "<!doctype html><html lang='en'><head><title>Story %d</title>"
                      "<link rel='canonical' href='https://%s/%d'></head><body><main>"
                      "<h1>Story %d</h1><p>%s</p><p>" PROMO "</p><p>%s</p>%s"
                      "<h2>Letters</h2><p>" LETTERS "</p></main></body></html>",
                      i, host, i, i, story[i][0], story[i][1], further)
        .s;
}

static const char *put_page(bench *b, const char *host, int i, const char *further) {
    rt_str name = str_printf(&b->memory, "%s-%d%s.html", host, i, *further ? "b" : "");
    return put(b, str_z(&b->memory, name), str_of(page(b, host, i, further)));
}

typedef struct reader {
    bench *b;
    strbuf texts; /* "SOURCE\nTEXT\n\n" of every article */
} reader;

static rt_code take(void *context, ingest_item *item, rt_err *err) {
    (void)err;
    reader *r = context;
    strbuf_add(&r->texts, item->article.text);
    strbuf_add(&r->texts, STR("\n\n"));
    return RT_OK;
}

static const char *texts(bench *b, const char *const *paths, size_t n, unsigned threads) {
    reader r = {.b = b};
    strbuf_init(&r.texts, &b->memory);
    run_words words = {.lex = b->lex};
    ingest_options options = {
        .words = &words, .depth = INGEST_ARTICLES, .threads = threads};
    ingest_sink sink = {take, NULL, &r};
    assert_int_equal(ingest_run(paths, n, &options, &sink, NULL), RT_OK);
    strbuf_char(&r.texts, 0);
    return r.texts.s;
}

static rt_code take_head(void *context, ingest_item *item, rt_err *err) {
    (void)err;
    reader *r = context;
    const rt_article *a = &item->article;
    strbuf_add(&r->texts, a->title);
    strbuf_add(&r->texts, STR("; "));
    for (uint32_t i = 0; i < a->authors_n; i++) {
        if (i) strbuf_add(&r->texts, STR(", "));
        strbuf_add(&r->texts, a->authors[i]);
    }
    strbuf_add(&r->texts, STR("; "));
    if (a->published.precision)
        strbuf_add(&r->texts,
                   str_printf(&r->b->memory, "%04d-%02d-%02d", a->published.year,
                              a->published.month, a->published.day));
    strbuf_char(&r->texts, '\n');
    return RT_OK;
}

/* "TITLE; AUTHORS; DAY" of every article, a line each. */
static const char *heads(bench *b, const char *const *paths, size_t n) {
    reader r = {.b = b};
    strbuf_init(&r.texts, &b->memory);
    run_words words = {.lex = b->lex};
    ingest_options options = {.words = &words, .depth = INGEST_ARTICLES, .threads = 2};
    ingest_sink sink = {take_head, NULL, &r};
    assert_int_equal(ingest_run(paths, n, &options, &sink, NULL), RT_OK);
    strbuf_char(&r.texts, 0);
    return r.texts.s;
}

static const char *clean(bench *b, const int *which, size_t n) {
    strbuf out;
    strbuf_init(&out, &b->memory);
    for (size_t i = 0; i < n; i++)
        strbuf_add(&out, str_printf(&b->memory, "%s\n%s\n\n", story[which[i]][0],
                                    story[which[i]][1]));
    strbuf_char(&out, 0);
    return out.s;
}

static void what_recurs_on_three_articles_is_dropped(void **state) {
    bench *b = *state;
    const char *paths[STORIES];
    for (int i = 0; i < STORIES; i++) paths[i] = put_page(b, "lantern.example", i, "");
    const int order[] = {0, 1, 2, 3, 4}, turned[] = {4, 3, 2, 1, 0};
    assert_string_equal(texts(b, paths, STORIES, 1), clean(b, order, STORIES));
    assert_string_equal(texts(b, paths, STORIES, 3), clean(b, order, STORIES));
    const char *backwards[] = {paths[4], paths[3], paths[2], paths[1], paths[0]};
    assert_string_equal(texts(b, backwards, STORIES, 2), clean(b, turned, STORIES));
    /* two are not enough */
    assert_non_null(strstr(texts(b, paths, 2, 1), PROMO));
}

static void versions_of_one_article_count_once(void **state) {
    bench *b = *state;
    const char *paths[] = {
        put_page(b, "versions.example", 0, ""),
        put_page(b, "versions.example", 0, "<p>The office will say more on Monday.</p>"),
        put_page(b, "versions.example", 1, "")};
    const char *got = texts(b, paths, 3, 1);
    assert_non_null(strstr(got, PROMO));
    assert_non_null(strstr(got, story[0][0]));
}

static void sites_are_kept_apart(void **state) {
    bench *b = *state;
    const char *paths[] = {put_page(b, "one.example", 0, ""),
                           put_page(b, "two.example", 1, ""),
                           put_page(b, "three.example", 2, "")};
    assert_non_null(strstr(texts(b, paths, 3, 1), PROMO));
}

/* What a page has beside its story, in elements whose names say nothing; `other` is text
 * that is no part of the article, which is short then. */
typedef struct parts {
    const char *title, *by, *when, *other;
} parts;

static const char *put_plain(bench *b, const char *host, int i, parts t) {
    const char *last = t.other[0] ? "" : story[(i + 1) % STORIES][0];
    rt_str name = str_printf(&b->memory, "%s-%d.html", host, i);
    rt_str html = str_printf(
        &b->memory,
        "<!doctype html><html lang='en'><head><title>%s</title><link rel='canonical' "
        "href='https://%s/%d'></head><body><div class='qa'><div class='qb'><span "
        "class='qc'>%s</span> <span class='qd'>%s</span></div><div class='qe'><p>%s</p>"
        "<p>%s %s</p></div></div><div class='qf'>%s</div></body></html>",
        t.title, host, i, t.by, t.when, story[i][0], last, t.other[0] ? "" : LETTERS,
        t.other);
    return put(b, str_z(&b->memory, name), html);
}

static void title_ends_are_cut_where_most_articles_have_them(void **state) {
    bench *b = *state;
    static const char *const title[] = {"Ferry stays - Tidings of the Sea",
                                        "Whale swims off again - Tidings of the Sea",
                                        "Plough bought - Tidings of the Sea",
                                        "Choir to sing - Police - Tidings of the Sea"};
    const char *paths[4];
    for (int i = 0; i < 4; i++)
        paths[i] = put_plain(b, "xq.example", i, (parts){title[i], "", "", ""});
    assert_string_equal(heads(b, paths, 4),
                        "Ferry stays; ; \nWhale swims off again; ; \n"
                        "Plough bought; ; \nChoir to sing - Police; ; \n");
    /* one does not tell */
    assert_string_equal(heads(b, paths, 1), "Ferry stays - Tidings of the Sea; ; \n");
}

static void names_and_days_are_found_where_other_articles_have_them(void **state) {
    bench *b = *state;
    static const parts part[] = {
        {"Ferry stays in the harbour", "By Orla Finch", "3 May 2019", ""},
        {"Whale swims off again", "By Tam Reed", "4 May 2019", ""},
        {"Snow plough bought by council", "By Ines Moss", "7 May 2019", ""},
        {"Choir to sing in the capital", "Bruno Hale", "9 May 2019", ""},
        {"Bees move into the mill", "Island News", "", ""}};
    const char *paths[STORIES];
    for (int i = 0; i < STORIES; i++)
        paths[i] = put_plain(b, "islandnews.example", i, part[i]);
    assert_string_equal(heads(b, paths, STORIES),
                        "Ferry stays in the harbour; Orla Finch; 2019-05-03\n"
                        "Whale swims off again; Tam Reed; 2019-05-04\n"
                        "Snow plough bought by council; Ines Moss; 2019-05-07\n"
                        "Choir to sing in the capital; Bruno Hale; 2019-05-09\n"
                        "Bees move into the mill; ; \n");
    assert_string_equal(heads(b, paths + 3, 1),
                        "Choir to sing in the capital; ; 2019-05-09\n");
}

/* A short article beside longer texts is told from them by its place. */
static void texts_stand_where_other_articles_have_them(void **state) {
    bench *b = *state;
    const char *paths[STORIES];
    for (int i = 0; i < STORIES; i++)
        paths[i] = put_plain(
            b, "qv.example", i,
            (parts){"Bees move into the mill", "", "", i < 4 ? "" : "<p>" PROMO "</p>"});
    assert_non_null(strstr(texts(b, paths + 4, 1, 1), PROMO));
    const char *got = texts(b, paths, STORIES, 2);
    assert_null(strstr(got, PROMO));
    assert_non_null(strstr(got, story[4][0]));
}

typedef struct corpus_texts {
    bench *b;
    unsigned with_promo, articles;
} corpus_texts;

static rt_code look(void *context, const rt_article *article, rt_err *err) {
    (void)err;
    corpus_texts *t = context;
    t->articles++;
    t->with_promo += str_find(article->text, STR(PROMO), 0) != SIZE_MAX;
    return RT_OK;
}

static corpus_texts add_to(bench *b, const char *corpus, const char *const *paths,
                           size_t n, rt_added *added) {
    rt_options options = {.size = sizeof options, .threads = 2};
    rt_corpus *c;
    rt_err err;
    corpus_texts t = {.b = b};
    assert_int_equal(rt_open(corpus, &options, &c, &err), RT_OK);
    assert_int_equal(rt_add_paths(c, paths, n, added, &err), RT_OK);
    assert_int_equal(rt_each_article(c, look, &t, &err), RT_OK);
    rt_close(c);
    return t;
}

static void a_corpus_remembers_its_sites(void **state) {
    bench *b = *state;
    const char *corpus = str_printf(&b->memory, "%s/sites.retold", b->folder).s;
    const char *paths[4];
    for (int i = 0; i < 4; i++) paths[i] = put_page(b, "kept.example", i, "");
    rt_added added;
    corpus_texts t = add_to(b, corpus, paths, 1, &added);
    assert_int_equal(t.with_promo, 1);
    t = add_to(b, corpus, paths + 1, 1, &added);
    assert_int_equal(t.with_promo, 2);
    t = add_to(b, corpus, paths + 2, 1, &added);
    assert_int_equal(t.with_promo, 2); /* the third one is without */
    t = add_to(b, corpus, paths, 4, &added);
    assert_int_equal(added.known, 3); /* read otherwise now, yet the same articles */
    assert_int_equal(t.articles, 4);
    assert_int_equal(t.with_promo, 2);
}

static rt_code look_at_head(void *context, const rt_article *article, rt_err *err) {
    ingest_item item = {.article = *article};
    return take_head(context, &item, err);
}

static void a_corpus_remembers_where_things_stand(void **state) {
    bench *b = *state;
    static const parts part[] = {
        {"Ferry stays in the harbour - Sea Post", "By Orla Finch", "3 May 2019", ""},
        {"Whale swims off again - Sea Post", "By Tam Reed", "4 May 2019", ""},
        {"Snow plough is bought - Sea Post", "By Ines Moss", "7 May 2019", ""},
        {"Choir sings - Sea Post", "Bruno Hale", "9 May 2019", ""}};
    const char *corpus = str_printf(&b->memory, "%s/places.retold", b->folder).s;
    const char *paths[4];
    rt_added added;
    for (int i = 0; i < 4; i++) paths[i] = put_plain(b, "zz.example", i, part[i]);
    add_to(b, corpus, paths, 3, &added);
    add_to(b, corpus, paths + 3, 1, &added);
    rt_options options = {.size = sizeof options};
    rt_corpus *c;
    reader r = {.b = b};
    strbuf_init(&r.texts, &b->memory);
    assert_int_equal(rt_open(corpus, &options, &c, NULL), RT_OK);
    assert_int_equal(rt_each_article(c, look_at_head, &r, NULL), RT_OK);
    rt_close(c);
    strbuf_char(&r.texts, 0);
    assert_non_null(strstr(r.texts.s, "Choir sings; Bruno Hale; 2019-05-09\n"));
}

static bool is_explained(const read_pieces *pieces, const char *reason,
                         const char *text) {
    for (uint32_t i = 0; i < pieces->n; i++)
        if (str_eq(pieces->at[i].reason, str_of(reason)) &&
            str_eq(pieces->at[i].text, str_of(text)))
            return true;
    return false;
}

static void what_the_site_decides_is_explained(void **state) {
    bench *b = *state;
    static const parts part[] = {
        {"Ferry stays in the harbour - Sea Post", "By Orla Finch", "3 May 2019", ""},
        {"Whale swims off again - Sea Post", "By Tam Reed", "4 May 2019", ""},
        {"Snow plough is bought - Sea Post", "By Ines Moss", "7 May 2019", ""},
        {"Choir sings - Sea Post", "Bruno Hale", "9 May 2019", "<p>" PROMO "</p>"}};
    const char *paths[4];
    for (int i = 0; i < 4; i++) paths[i] = put_plain(b, "zy.example", i, part[i]);
    run_words words = {.lex = b->lex};
    ingest_options ingest = {.words = &words, .depth = INGEST_ARTICLES, .threads = 1};
    site_memory *sites;
    assert_int_equal(survey_run(paths, 4, &ingest, NULL, &sites, NULL), RT_OK);
    read_options options = {.lex = b->lex, .sites = sites};
    read_input *in;
    read_record record;
    read_pieces pieces;
    assert_int_equal(read_open(paths + 3, 1, &options, &in, NULL), RT_OK);
    assert_int_equal(read_next(in, &b->memory, &record, NULL), RT_OK);
    assert_int_equal(read_explain(&record, &options, &b->memory, &pieces, NULL), RT_OK);
    assert_true(
        is_explained(&pieces, "site: ends the title on 4 of 4 articles", "Sea Post"));
    assert_true(is_explained(&pieces, "site: the byline stands here on 3 of 4 articles",
                             "Bruno Hale"));
    assert_true(
        is_explained(&pieces, "site: the text stands here on 3 of 4 articles", "qe"));
    assert_true(is_explained(&pieces, "outside the article", PROMO));
    read_close(in);
    site_memory_free(sites);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_recurs_on_three_articles_is_dropped),
        cmocka_unit_test(versions_of_one_article_count_once),
        cmocka_unit_test(sites_are_kept_apart),
        cmocka_unit_test(title_ends_are_cut_where_most_articles_have_them),
        cmocka_unit_test(names_and_days_are_found_where_other_articles_have_them),
        cmocka_unit_test(texts_stand_where_other_articles_have_them),
        cmocka_unit_test(a_corpus_remembers_its_sites),
        cmocka_unit_test(a_corpus_remembers_where_things_stand),
        cmocka_unit_test(what_the_site_decides_is_explained),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
