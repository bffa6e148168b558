/* Which utterance of an invented story counts as a published document. */
#include "trace/document.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { N = 4 };

/* Four articles of one sentence, of which so many quote the same words; of a newsroom
 * each, or all of one. */
static bool found(const char *sentence, uint32_t quoting, bool newsrooms, arena *a,
                  document *out) {
    rt_article article[N];
    rt_marks marks[N];
    rt_terms terms[N];
    trace_item items[N];
    rt_member members[N];
    rt_span whole = {0, (uint32_t)strlen(sentence)}, content = {1, 5};
    rt_quotation quotation = {
        .content = &content, .content_n = 1, .speaker = STR("Ada Reed")};
    for (uint32_t i = 0; i < N; i++) {
        article[i] = (rt_article){.text = str_of(sentence), .language = STR("en")};
        marks[i] = (rt_marks){.sentences = &whole, .sentences_n = 1};
        marks[i].quotations = &quotation, marks[i].quotations_n = 1;
        terms[i] = (rt_terms){0};
        items[i] = (trace_item){&article[i], &marks[i], &terms[i]};
        members[i] = (rt_member){.article = i, .content = &content, .content_n = 1};
    }
    rt_family family = {.members = members, .members_n = quoting};
    rt_story story = {.articles_n = N, .families = &family, .families_n = 1};
    article_sources sources[N];
    for (uint32_t i = 0; i < N; i++)
        sources[i] = (article_sources){.self = i + 1, .head = newsrooms ? i + 1 : 1};
    const lexicon *lex = lexicon_all();
    trace_input in = {.items = items, .n = N, .lex = lex};
    bool yes = document_find(&in, sources, &story, a, out);
    return yes;
}

static void a_post_that_most_quote_is_a_document(void **state) {
    (void)state;
    arena a;
    arena_init(&a, 0);
    document d;
    assert_true(found("'Mine,' Reed wrote on Twitter.", N, true, &a, &d));
    assert_int_equal(d.prints_n, N);
    assert_true(d.prints[0].said && d.prints[0].quoted.start == 1);
    assert_true(str_eq(d.speaker, STR("Ada Reed")));
    assert_false(found("'Mine,' Reed wrote on Twitter.", 2, true, &a, &d));
    assert_false(found("'Mine,' Reed wrote on Twitter.", N, false, &a, &d));
    assert_false(found("'Mine,' Reed told reporters.", N, true, &a, &d));
    arena_release(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_post_that_most_quote_is_a_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
