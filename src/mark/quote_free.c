#include "mark/quote_content.h"

#include <stdlib.h>

/* Sentences of an article, by what the quotations so far make of them. */
typedef struct free_speech {
    const mark_text *t;
    const stretches *s;
    const cues *all;
    uint32_t *last; /* for each sentence: 1 + the last draft that touches it, or 0 */
} free_speech;

static void touch(free_speech *f, uint32_t first, uint32_t end, uint32_t which) {
    for (uint32_t i = first; i <= end && i < f->t->sentence_n; i++)
        if (f->last[i] < which + 1) f->last[i] = which + 1;
}

static void touch_drafts(free_speech *f, const drafts *d) {
    const mark_text *t = f->t;
    for (uint32_t k = 0; k < d->list.n; k++) {
        const draft *one = &d->list.at[k];
        for (uint32_t c = 0; c < one->content.n; c++) {
            uint32_t first = text_token_at(t, one->content.at[c].start),
                     last = text_token_at(t, one->content.at[c].end - 1);
            touch(f, t->token[first].sentence, t->token[last].sentence, k);
        }
        if (one->cue == UINT32_MAX) continue;
        uint32_t verb = f->all->list.at[one->cue].verb;
        touch(f, t->token[verb].sentence, t->token[verb].sentence, k);
    }
}

/* Whether the main clause has a verb form of reported speech and nobody of this sentence
 * is the one who reports it. */
static bool is_reported(const free_speech *f, uint32_t sentence) {
    const mark_text *t = f->t;
    uint32_t first = t->sentence_token[sentence], end = t->sentence_token[sentence + 1];
    bool reported = false;
    for (uint32_t i = first; i < end; i++) {
        if (f->s->in[i] || t->token[i].grammar & G_SELF) return false;
        reported |= t->token[i].grammar & G_REPORTED &&
                    !(t->token[i].flags & TOKEN_CAPITAL && i > first);
    }
    return reported;
}

static int by_place(const void *x, const void *y) {
    const draft *a = x, *b = y;
    return (a->first > b->first) - (a->first < b->first);
}

void quote_free(const mark_text *t, const stretches *s, const cues *all, drafts *out) {
    if (!book_verb_second(t->book) || !out->list.n) return;
    free_speech f = {t, s, all, arena_many(t->a, uint32_t, t->sentence_n + (size_t)1)};
    touch_drafts(&f, out);
    uint32_t made = out->list.n;
    for (uint32_t k = 1; k < t->sentence_n; k++) {
        if (f.last[k] || !f.last[k - 1] || !is_reported(&f, k)) continue;
        draft before = out->list.at[f.last[k - 1] - 1];
        if (before.type == RT_QUOTE_SCARE || before.source == before.source_end) continue;
        draft *d = vec_push(t->a, &out->list);
        uint32_t first = t->sentence_token[k], end = t->sentence_token[k + 1];
        *d = (draft){.type = RT_QUOTE_INDIRECT,
                     .cue = UINT32_MAX,
                     .source = before.source,
                     .source_end = before.source_end,
                     .first = first,
                     .carried = true};
        while (end > first + 1 && t->token[end - 1].sign) end--;
        *vec_push(t->a, &d->content) = tokens_span(t, first, end);
        f.last[k] = out->list.n;
    }
    if (out->list.n > made)
        qsort(out->list.at, out->list.n, sizeof *out->list.at, by_place);
}
