#include "mark/quote.h"

#include "mark/quote_content.h"

void draft_add(const mark_text *t, stretches *s, draft *d, range r) {
    if (range_empty(r)) return;
    const stretch *whole = stretch_of(s, r.first);
    bool only = whole && whole->outer == r.first && whole->outer_end >= r.end;
    bool quoted = false;
    for (uint32_t i = r.first; i < r.end;) {
        stretch *in = stretch_of(s, i);
        if (in && !(in->single && r.end - r.first > 3 * (in->end - in->first + 1)))
            quoted = true;
        if (in) in->taken = true;
        i = in ? in->outer_end : i + 1;
    }
    if (!d->content.n) {
        d->first = r.first;
        d->type = only ? RT_QUOTE_DIRECT : quoted ? RT_QUOTE_MIXED : RT_QUOTE_INDIRECT;
    } else if (!only && d->type == RT_QUOTE_DIRECT) {
        d->type = RT_QUOTE_MIXED;
    } else if (quoted && d->type == RT_QUOTE_INDIRECT) {
        d->type = RT_QUOTE_MIXED;
    }
    if (only) r = (range){whole->first, whole->end};
    *vec_push(t->a, &d->content) = tokens_span(t, r.first, r.end);
}

draft *draft_new(const mark_text *t, drafts *out, uint32_t cue_index, const cue *c) {
    draft *d = vec_push(t->a, &out->list);
    *d = (draft){.cue = cue_index};
    if (c) d->source = c->source, d->source_end = c->source_end;
    return d;
}

/* End of what is already content in the sentence of `c`, so that the parts of one
 * sentence are shared out from left to right. */
static uint32_t floor_of(const mark_text *t, const drafts *out, const cues *all,
                         const cue *c) {
    if (!out->list.n || c->bits & (CUE_BEFORE | CUE_AFTER)) return 0;
    const draft *d = &out->list.at[out->list.n - 1];
    if (d->cue == UINT32_MAX) return 0;
    const cue *before = &all->list.at[d->cue];
    if (t->token[before->verb].sentence != t->token[c->verb].sentence) return 0;
    return before->frame_end;
}

static void draft_cue(const mark_text *t, stretches *s, const cues *all, uint32_t k,
                      drafts *out) {
    const cue *c = &all->list.at[k];
    range left = content_left(t, s, c, floor_of(t, out, all, c));
    range right = content_right(t, s, all, k);
    const stretch *said = range_empty(left) ? NULL : stretch_of(s, left.end - 1);
    if (said && said->taken) left = (range){0, 0}, said = NULL;
    bool verb = c->bits & (CUE_SAY | CUE_TELL | CUE_ASK | CUE_SHOW | CUE_THINK);
    bool trailing = said || (!range_empty(left) && range_empty(right));
    bool around = c->bits & (CUE_BEFORE | CUE_AFTER);
    if (around) trailing = !range_empty(left) && range_empty(right);
    if (trailing && !said && !(verb || around)) return;
    if (trailing && !said && c->bits & (CUE_THINK | CUE_ASK | CUE_ING | CUE_BASE)) return;
    if (trailing && (c->source == c->source_end || (c->shared && !said))) trailing = said;
    if (trailing) {
        draft *d = draft_new(t, out, k, c);
        draft_add(t, s, d, left);
        if (verb || (around && book_verb_second(t->book)))
            draft_add(t, s, d, content_after(t, s, all, k, said));
        return;
    }
    if (range_empty(right)) right = content_below(t, s, c);
    if (range_empty(right)) return;
    const stretch *first = stretch_of(s, right.first);
    if (first && first->taken) return;
    draft_add(t, s, draft_new(t, out, k, c), right);
}

drafts quote_draft(const mark_text *t, stretches *s, const cues *c) {
    drafts out = {0}, signed_ones = quote_signed(t, s);
    uint32_t next = 0;
    for (uint32_t k = 0; k <= c->list.n; k++) {
        uint32_t at = k < c->list.n ? c->list.at[k].first : t->token_n;
        for (; next < signed_ones.list.n && signed_ones.list.at[next].first < at; next++)
            *vec_push(t->a, &out.list) = signed_ones.list.at[next];
        if (k < c->list.n) draft_cue(t, s, c, k, &out);
    }
    quote_rest(t, s, c, &out);
    quote_free(t, s, c, &out);
    return out;
}
