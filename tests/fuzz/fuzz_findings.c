/* Any bytes as the text and title of an article: credits, figures and dates stay inside
 * it. */
#include "mark/mark.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(rt_span span, size_t size) {
    if (span.start != UINT32_MAX && (span.start >= span.end || span.end > size)) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const lexicon *lex;
    static mark_words *words;
    if (!lex) lex = lexicon_all();
    if (!words) words = mark_words_new(lex);
    static const char *const language[] = {"en", "de", "fr", "es", "uk", "ru"};
    rt_str text = {(const char *)data, size};
    rt_article article = {
        .language = {language[size % 6], 2},
        .text = text,
        .title = str_span(text, (rt_span){0, (uint32_t)(size / 4)}),
        .published = {.year = 2025, .month = 2, .day = 28, .precision = RT_TIME_DAY}};
    arena a;
    arena_init(&a, 0);
    rt_marks m;
    mark_article(words, &article, &a, &m);
    for (uint32_t i = 0; i < m.credits_n; i++) check(m.credits[i].span, size);
    for (uint32_t i = 0; i < m.figures_n; i++) check(m.figures[i].span, size);
    for (uint32_t i = 0; i < m.dates_n; i++) check(m.dates[i].span, size);
    arena_release(&a);
    return 0;
}
