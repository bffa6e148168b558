/* Texts as terms: which words meet, spans, flags, sentences. */
#include "base/hash.h"
#include "base/utf8.h"
#include "marking.h"

static rt_terms terms_of(fixture *f, const char *language, const char *text) {
    rt_article article = {.language = str_of(language), .text = str_of(text)};
    rt_terms t;
    mark_terms(f->words, &article, NULL, &f->a, &t);
    return t;
}

/* The terms of `text`, each as its folded spelling, must hash as those of `want`, which
 * is already cut at blanks. */
static void expect(fixture *f, const char *language, const char *text, const char *want) {
    rt_terms t = terms_of(f, language, text);
    rt_str rest = str_of(want), word;
    uint32_t i = 0;
    while (str_field(&rest, ' ', &word)) {
        assert_true(i < t.n);
        if (t.hash[i] != hash_word(word)) fail_msg("term %u of \"%s\"", i, text);
        i++;
    }
    assert_int_equal(t.n, i);
}

static void words_are_cut(void **state) {
    expect(*state, "en", "Kolva's plan, Kolva\xE2\x80\x99s PLAN",
           "kolva plan kolva plan");
    expect(*state, "en", "They don't co-operate.", "they don t co operate");
    expect(*state, "en", "1,000 = 1000; 2.5% of 67bn", "1000 1000 2.5 of 67 bn");
    expect(*state, "de", "1.000 Euro, 2,5 Prozent", "1000 euro 2.5 prozent");
    expect(*state, "fr",
           "12\xC2\xA0"
           "000 voix d'Alma",
           "12000 voix d alma");
    expect(*state, "de",
           "Stra\xC3\x9F"
           "e \xC3\x84RGER",
           "strasse \xC3\xA4rger");
    expect(*state, "uk", "\xD0\x9A\xD0\x98\xD0\x87\xD0\x92",
           "\xD0\xBA\xD0\xB8\xD1\x97\xD0\xB2");
    expect(*state, "zh", "\xE6\x97\xA5\xE6\x9C\xAC G7", "\xE6\x97\xA5 \xE6\x9C\xAC g7");
    expect(*state, "en", "soft\xC2\xADly e\xCC\x81t\xC3\xA9", "softly \xC3\xA9t\xC3\xA9");
    assert_int_equal(terms_of(*state, NULL, "").n, 0);
    expect(*state, "en", "\xFF\xFE ok \xC3", "ok");
}

static void hashes_are_those_of_folding(void **state) {
    fixture *f = *state;
    const char *text =
        "Plain \xC3\x84pfel \xCE\xA3\xCE\xAF\xCF\x83\xCF\x85\xCF\x86\xCE\xBF\xCF\x82 "
        "\xD0\x81\xD0\xBB\xD0\xBA\xD0\xB0 \xEF\xAC\x81n o\xCC\x88l";
    rt_terms t = terms_of(f, "xx", text);
    assert_int_equal(t.n, 6);
    for (uint32_t i = 0; i < t.n; i++)
        assert_int_equal(t.hash[i],
                         hash_word(utf8_fold(&f->a, str_span(str_of(text), t.span[i]))));
}

static void stems_meet(void **state) {
    rt_terms t = terms_of(*state, "en", "negotiators negotiator the plans planned");
    assert_int_equal(t.stem[0], t.stem[1]);
    assert_int_not_equal(t.hash[0], t.hash[1]);
    assert_int_equal(t.stem[3], t.stem[4]);
    rt_terms again = terms_of(*state, "en", "negotiators");
    assert_int_equal(again.stem[0], t.stem[0]);
    rt_terms other = terms_of(*state, "xx", "negotiators");
    assert_int_equal(other.stem[0], other.hash[0]);
}

static void spans_hold_the_words(void **state) {
    const char *text = "(\xC3\x89ric's 12,500 votes)";
    rt_terms t = terms_of(*state, "en", text);
    assert_int_equal(t.n, 3);
    assert_true(str_eq(str_span(str_of(text), t.span[0]), STR("\xC3\x89ric")));
    assert_true(str_eq(str_span(str_of(text), t.span[1]), STR("12,500")));
}

static void flags_are_set(void **state) {
    rt_terms t = terms_of(*state, "en", "The mayor of Kolva saw seven 28");
    static const uint8_t want[] = {
        RT_TERM_STOP, 0, RT_TERM_STOP, RT_TERM_NAME, 0, RT_TERM_NUMBER, RT_TERM_NUMBER};
    for (uint32_t i = 0; i < t.n; i++) assert_int_equal(t.flags[i], want[i]);
    rt_terms german = terms_of(*state, "de", "Der Plan");
    assert_int_equal(german.flags[1], 0);
}

/* Among English articles the function words of a few others would pass for rare words. */
static void function_words_are_known_in_many_languages(void **state) {
    static const struct {
        const char *language, *words;
    } cases[] = {{"pt", "que para"},   {"it", "della anche"}, {"nl", "het niet"},
                 {"sv", "och som"},    {"da", "ikke efter"},  {"no", "ikke etter"},
                 {"pl", "oraz jest"},  {"cs", "jsou podle"},  {"ro", "pentru sunt"},
                 {"tr", "için gibi"},  {"hu", "hogy vagy"},   {"fi", "että myös"},
                 {"ca", "amb aquest"}, {"id", "yang dengan"}, {"hr", "koji prema"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rt_terms t = terms_of(*state, cases[i].language, cases[i].words);
        assert_int_equal(t.n, 2);
        for (uint32_t k = 0; k < t.n; k++) assert_true(t.flags[k] & RT_TERM_STOP);
    }
}

static void marks_set_flags_and_sentences(void **state) {
    fixture *f = *state;
    rt_article article = {.language = STR("en"),
                          .text = STR("He said \"we go\". Ana left. ")};
    rt_span sentences[] = {{0, 16}, {17, 26}, {26, 27}}, content = {9, 14};
    rt_quotation quotation = {
        .type = RT_QUOTE_DIRECT, .content = &content, .content_n = 1};
    rt_name name = {.span = {17, 20}};
    rt_marks marks = {.sentences = sentences,
                      .sentences_n = 3,
                      .quotations = &quotation,
                      .quotations_n = 1,
                      .names = &name,
                      .names_n = 1};
    rt_terms t;
    mark_terms(f->words, &article, &marks, &f->a, &t);
    assert_int_equal(t.n, 6);
    assert_int_equal(t.sentences_n, 3);
    assert_int_equal(t.sentence[0], 0);
    assert_int_equal(t.sentence[1], 4);
    assert_int_equal(t.sentence[2], 6);
    assert_int_equal(t.sentence[3], 6);
    assert_true(t.flags[2] & RT_TERM_QUOTED && t.flags[3] & RT_TERM_QUOTED);
    assert_false(t.flags[1] & RT_TERM_QUOTED);
    assert_int_equal(t.flags[4], RT_TERM_NAME);
}

static void plain_text_has_sentences(void **state) {
    rt_terms t = terms_of(*state, "en", "One. Two 2.5 x!\nThree");
    assert_int_equal(t.sentences_n, 3);
    assert_int_equal(t.sentence[1], 1);
    assert_int_equal(t.sentence[2], 4);
    assert_int_equal(t.sentence[3], 5);
}

/* The first words of the sentences that are seen in a text without marks. */
static void expect_sentences(fixture *f, const char *text, const char *want) {
    rt_terms t = terms_of(f, "en", text);
    rt_str rest = str_of(want), word;
    uint32_t n = 0;
    for (; str_field(&rest, ' ', &word); n++) {
        assert_true(n < t.sentences_n);
        if (t.hash[t.sentence[n]] != hash_word(word))
            fail_msg("sentence %u of \"%s\"", n, text);
    }
    assert_int_equal(t.sentences_n, n);
}

static void sentences_are_seen_without_marks(void **state) {
    expect_sentences(*state, "Ferries stopped. Nobody knew why.", "ferries nobody");
    expect_sentences(*state, "Gov. Pell met J. Orlan at 9 a.m. on Monday. It rained.",
                     "gov it");
    expect_sentences(*state, "They moved to the U.S. The port closed.", "they the");
    expect_sentences(*state, "\xE2\x80\x9CWhy now?\xE2\x80\x9D he asked. (Nobody spoke.)",
                     "why nobody");
    expect_sentences(*state, "A heading\nthe text below it", "a the");
    expect_sentences(*state, "Stop! \xE2\x80\x93 and then silence.", "stop");
}

static void wording_is_the_same_words_alone(void **state) {
    fixture *f = *state;
    rt_article article = {.text = STR("Kolva's 1,000 ships left Alma; none came back.")};
    rt_terms all = terms_of(f, "en", article.text.s), alone;
    mark_wording(&article, &f->a, &alone);
    assert_int_equal(alone.n, all.n);
    assert_memory_equal(alone.hash, all.hash, all.n * sizeof *all.hash);
    assert_memory_equal(alone.span, all.span, all.n * sizeof *all.span);
    assert_null(alone.stem);
    assert_int_equal(alone.sentences_n, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_cut),
        cmocka_unit_test(hashes_are_those_of_folding),
        cmocka_unit_test(stems_meet),
        cmocka_unit_test(spans_hold_the_words),
        cmocka_unit_test(flags_are_set),
        cmocka_unit_test(function_words_are_known_in_many_languages),
        cmocka_unit_test(marks_set_flags_and_sentences),
        cmocka_unit_test(plain_text_has_sentences),
        cmocka_unit_test(sentences_are_seen_without_marks),
        cmocka_unit_test(wording_is_the_same_words_alone),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
