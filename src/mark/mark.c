#include "mark/words.h"

#include "mark/credit.h"
#include "mark/figure.h"
#include "mark/name.h"
#include "mark/quote.h"
#include "mark/speaker.h"
#include "mark/token.h"
#include "mark/when.h"

#include <stdlib.h>

mark_words *mark_words_new(const lexicon *lex) {
    mark_words *w = calloc(1, sizeof *w);
    if (!w) return NULL;
    w->lex = lex;
    w->vocabulary = vocabulary_new(lex);
    w->shelf = shelf_new(lex);
    if (w->vocabulary && w->shelf) return w;
    mark_words_free(w);
    return NULL;
}

void mark_words_free(mark_words *words) {
    if (!words) return;
    vocabulary_free(words->vocabulary);
    shelf_free(words->shelf);
    free(words);
}

static rt_span range_span(const mark_text *t, uint32_t first, uint32_t end) {
    return first < end ? tokens_span(t, first, end) : RT_NO_SPAN;
}

static void mark_quotations(const mark_text *t, const outlet_mentions *outlets,
                            rt_marks *out) {
    stretches s = quote_pair(t);
    names n = name_find(t, &s);
    cues c = cue_find(t, &s);
    drafts d = quote_draft(t, &s, &c);
    rt_quotation *q = arena_many(t->a, rt_quotation, d.list.n);
    for (uint32_t i = 0; i < d.list.n; i++) {
        const draft *from = &d.list.at[i];
        q[i] = (rt_quotation){.type = from->type,
                              .content = from->content.at,
                              .content_n = from->content.n,
                              .cue = RT_NO_SPAN,
                              .mention = range_span(t, from->source, from->source_end),
                              .sentence = t->token[from->first].sentence};
        if (from->cue != UINT32_MAX)
            q[i].cue =
                range_span(t, c.list.at[from->cue].first, c.list.at[from->cue].end);
    }
    findings f = {t, &s, &n, outlets, &c, &d, out->credits, out->credits_n};
    speaker_resolve(&f, q);
    name_export(t, &n, out);
    out->quotations = q;
    out->quotations_n = d.list.n;
}

void mark_article(const mark_words *words, const rt_article *article, arena *a,
                  rt_marks *out) {
    *out = (rt_marks){0};
    mark_text t = {.article = article,
                   .text = article->text,
                   .book = mark_book(words, article->language, a),
                   .a = a};
    text_tokens(&t);
    text_sentences(&t);
    out->sentences = t.sentence;
    out->sentences_n = t.sentence_n;
    outlet_mentions outlets = outlet_find(&t);
    out->credits = credit_find(&t, &outlets, &out->credits_n);
    mark_quotations(&t, &outlets, out);
    out->outlet = outlet_own(&t);
    out->figures = figure_find(&t, &outlets, out, &out->figures_n);
    out->dates = when_find(&t, &outlets, &out->dates_n);
}
