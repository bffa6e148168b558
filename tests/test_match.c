/* What match/ promises: passages found, symmetric, apart from each other. */
#include "base/hash.h"
#include "match/match.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* A text of words separated by blanks, sentences ended by " .". */
static match_text text_of(const char *z, arena *a) {
    size_t most = strlen(z) + 1;
    uint64_t *hash = arena_many(a, uint64_t, most);
    rt_span *span = arena_many(a, rt_span, most);
    uint32_t *sentence = arena_many(a, uint32_t, most + 1);
    match_text t = {.day = INT32_MIN,
                    .terms = {.hash = hash,
                              .stem = hash,
                              .span = span,
                              .flags = arena_many(a, uint8_t, most),
                              .sentence = sentence}};
    rt_str rest = str_of(z), word;
    while (str_field(&rest, ' ', &word)) {
        if (word.n == 1 && word.s[0] == '.') {
            sentence[++t.terms.sentences_n] = t.terms.n;
        } else if (word.n > 0) {
            hash[t.terms.n] = hash_str(word);
            span[t.terms.n++] = (rt_span){(uint32_t)(word.s - z),
                                          (uint32_t)(word.s - z + (ptrdiff_t)word.n)};
        }
    }
    if (sentence[t.terms.sentences_n] < t.terms.n)
        sentence[++t.terms.sentences_n] = t.terms.n;
    return t;
}

#define REPORT                                                                           \
    "harbour officials in port varno said on monday that the ferry had left the quay "   \
    "with forty two passengers although its licence had lapsed in the spring . "

static void a_copied_sentence_is_a_passage(void **state) {
    (void)state;
    arena mem;
    arena_init(&mem, 0);
    match_text a =
        text_of("nothing else stands here . " REPORT "the end of one . ", &mem);
    match_text b = text_of(REPORT "quite another ending follows it . ", &mem);
    rt_pair ab = {0}, ba = {0};
    match_align(NULL, NULL, &a, &b, &mem, &ab);
    match_align(NULL, NULL, &b, &a, &mem, &ba);
    assert_int_equal(ab.passages_n, 1);
    assert_int_equal(ab.passages[0].kind, RT_PASSAGE_VERBATIM);
    assert_int_equal(ab.passages[0].a.start, 27);
    assert_int_equal(ab.passages[0].b.start, 0);
    assert_int_equal(span_length(ab.passages[0].a), span_length(ab.passages[0].b));
    assert_int_equal(ba.passages_n, 1);
    assert_memory_equal(&ba.passages[0].a, &ab.passages[0].b, sizeof(rt_span));
    assert_true(ab.a_covered > 0.7F && ab.a_covered < 1.0F);
    arena_release(&mem);
}

static void empty_texts_share_nothing(void **state) {
    (void)state;
    arena mem;
    arena_init(&mem, 0);
    match_text a = text_of("", &mem), b = text_of(REPORT, &mem);
    rt_pair pair = {0};
    match_align(NULL, NULL, &a, &b, &mem, &pair);
    assert_int_equal(pair.passages_n, 0);
    match_align(NULL, NULL, &a, &a, &mem, &pair);
    assert_int_equal(pair.passages_n, 0);
    arena_release(&mem);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copied_sentence_is_a_passage),
        cmocka_unit_test(empty_texts_share_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
