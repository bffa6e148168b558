#include "mark/quote.h"

#include "mark/quote_content.h"

/* A content range as a span; the marks left out when it is one stretch. */
static void add_content(const mark_text *t, stretches *s, draft *d, range r) {
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

static draft *new_draft(const mark_text *t, drafts *out, uint32_t cue_index,
                        const cue *c) {
    draft *d = vec_push(t->a, &out->list);
    *d = (draft){.cue = cue_index};
    if (c) d->source = c->source, d->source_end = c->source_end;
    return d;
}

/* End of what is already content in the sentence of `c`, so that the parts of one
 * sentence are shared out from left to right. */
static uint32_t floor_of(const mark_text *t, const drafts *out, const cues *all,
                         const cue *c) {
    if (!out->list.n || c->bits & CUE_BEFORE) return 0;
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
    if (c->bits & CUE_BEFORE) trailing = !range_empty(left) && range_empty(right);
    if (trailing && !said && !(verb || c->bits & CUE_BEFORE)) return;
    if (trailing && !said && c->bits & (CUE_THINK | CUE_ASK | CUE_ING | CUE_BASE)) return;
    if (trailing && (c->source == c->source_end || (c->shared && !said))) trailing = said;
    if (trailing) {
        draft *d = new_draft(t, out, k, c);
        add_content(t, s, d, left);
        if (verb) add_content(t, s, d, content_after(t, s, all, k, said));
        return;
    }
    if (range_empty(right)) right = content_below(t, s, c);
    if (range_empty(right)) return;
    const stretch *first = stretch_of(s, right.first);
    if (first && first->taken) return;
    add_content(t, s, new_draft(t, out, k, c), right);
}

static bool ends_sentence(const mark_text *t, const stretch *q) {
    uint32_t last = t->token[q->end - 1].sign;
    return last == '.' || last == '!' || last == '?' || last == 0x2026 ||
           q->outer_end >= t->token_n || t->token[q->outer_end].flags & TOKEN_LINE;
}

static bool begins_sentence(const mark_text *t, const stretch *q) {
    return t->token[q->outer].flags & (TOKEN_START | TOKEN_LINE) ||
           (q->outer > 0 && t->token[q->outer - 1].sign == ':');
}

/* Last token of the draft's content and frame. */
static uint32_t draft_end(const mark_text *t, const cues *all, const draft *d) {
    uint32_t end = text_token_at(t, d->content.at[d->content.n - 1].end);
    if (d->cue != UINT32_MAX && all->list.at[d->cue].frame_end > end)
        end = all->list.at[d->cue].frame_end;
    return end;
}

/* Whether only the rest of an attribution's sentence stands between the draft and the
 * stretch. */
static bool goes_on_from(const mark_text *t, const stretches *s, const cues *all,
                         const draft *d, const stretch *q) {
    uint32_t end = draft_end(t, all, d);
    if (end > q->outer) return false;
    uint32_t i = end;
    while (i < q->outer && t->token[i].sign) i++;
    if (i == q->outer) return true;
    uint32_t last = sentence_end(t, s, end < t->token_n ? end : end - 1);
    return last >= q->outer;
}

static void attribute_rest(const mark_text *t, stretches *s, const cues *all,
                           drafts *out) {
    drafts made = {0};
    uint32_t next = 0; /* drafts of `out` already merged into `made` */
    for (uint32_t k = 0; k < s->n; k++) {
        stretch *q = &s->at[k];
        if (q->taken) continue;
        while (next < out->list.n && out->list.at[next].first < q->outer)
            *vec_push(t->a, &made.list) = out->list.at[next++];
        draft *before = made.list.n ? &made.list.at[made.list.n - 1] : NULL;
        bool whole = begins_sentence(t, q) && ends_sentence(t, q) && !q->single;
        if (whole && before && before->type != RT_QUOTE_SCARE &&
            goes_on_from(t, s, all, before, q)) {
            add_content(t, s, before, (range){q->outer, q->outer_end});
            continue;
        }
        draft *d = new_draft(t, &made, UINT32_MAX, NULL);
        add_content(t, s, d, (range){q->outer, q->outer_end});
        if (!whole) d->type = RT_QUOTE_SCARE;
        if (whole && made.list.n > 1) {
            const draft *last = d - 1;
            d->carried = true;
            d->source = last->source, d->source_end = last->source_end;
        }
    }
    while (next < out->list.n) *vec_push(t->a, &made.list) = out->list.at[next++];
    *out = made;
}

drafts quote_draft(const mark_text *t, stretches *s, const cues *c) {
    drafts out = {0};
    for (uint32_t k = 0; k < c->list.n; k++) draft_cue(t, s, c, k, &out);
    attribute_rest(t, s, c, &out);
    return out;
}
