#include "mark/quote_content.h"

enum { FEWEST_WORDS = 3 }; /* shorter fragments with no cue nearby are scare quotes */

static bool ends_sentence(const mark_text *t, const stretch *q) {
    uint32_t last = t->token[q->end - 1].sign;
    return last == '.' || last == '!' || last == '?' || last == 0x2026 ||
           q->outer_end >= t->token_n || t->token[q->outer_end].flags & TOKEN_LINE;
}

static bool begins_sentence(const mark_text *t, const stretch *q) {
    return t->token[q->outer].flags & (TOKEN_START | TOKEN_LINE) ||
           (q->outer > 0 && t->token[q->outer - 1].sign == ':');
}

/* "“(Applause.)”" in a transcript. */
static bool is_aside(const mark_text *t, const stretch *q) {
    return t->token[q->first].sign == '(' && t->token[q->end - 1].sign == ')';
}

/* "dismissed him as a “loser”": words given to somebody. */
static bool is_label(const mark_text *t, const stretch *q) {
    uint32_t i = q->outer;
    if (i > 0 && word_grammar(t, i - 1) & G_INDEF) i--;
    rt_str as = t->book->traits.as;
    return i > 0 && as.n && str_eq_nocase(token_str(t, i - 1), as);
}

/* A title, a name or a word or two that the writer keeps at a distance; `near` is a cue
 * of the same sentence. */
static bool is_scare(const mark_text *t, const stretch *q, const cue *near) {
    uint32_t words = 0;
    bool small = false;
    if (is_aside(t, q) || q->title ||
        (q->outer > 0 && t->token[q->outer - 1].sign == '='))
        return true;
    for (uint32_t i = q->first; i < q->end; i++) {
        if (!(t->token[i].flags & (TOKEN_WORD | TOKEN_NUMBER))) continue;
        words++;
        small |=
            (t->token[i].flags & (TOKEN_WORD | TOKEN_CAPITAL | TOKEN_STOP)) == TOKEN_WORD;
    }
    return (words < FEWEST_WORDS && !near && !is_label(t, q)) || !small || q->single;
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
    return sentence_end(t, s, end < t->token_n ? end : end - 1) >= q->outer;
}

/* The last cue with a source in the sentence of token `i`, before it. */
static const cue *cue_before(const mark_text *t, const cues *all, uint32_t *next,
                             uint32_t i) {
    while (*next < all->list.n && all->list.at[*next].first < i) (*next)++;
    if (!*next) return NULL;
    const cue *c = &all->list.at[*next - 1];
    bool here = t->token[c->verb].sentence == t->token[i].sentence;
    return here && c->source < c->source_end && !(c->bits & CUE_BEFORE) ? c : NULL;
}

static void set_source(draft *d, uint32_t first, uint32_t end) {
    d->source = first, d->source_end = end;
}

/* A fragment in the reporter's own clause: the source of a cue nearby, else whom the
 * sentence is about. */
static void fragment_source(const mark_text *t, const stretches *s, draft *d,
                            const stretch *q, const cue *near) {
    uint32_t first, end;
    if (near) set_source(d, near->source, near->source_end);
    else if (cue_opening(t, s, t->sentence_token[t->token[q->outer].sentence], q->outer,
                         &first, &end))
        set_source(d, first, end);
}

/* A whole stretch after a sentence of narration is said by whom that is about; otherwise
 * the quotation before goes on. */
static void whole_source(const mark_text *t, const stretches *s, draft *d,
                         const stretch *q, const draft *last) {
    uint32_t before = q->outer > 0 ? t->token[q->outer - 1].sentence : 0;
    uint32_t begin = t->sentence_token[before], first, end;
    bool told = last && t->token[last->first].sentence <= before &&
                last->content.at[last->content.n - 1].end > t->token[begin].span.start;
    bool same_line = q->outer > 0 && !(t->token[q->outer].flags & TOKEN_LINE);
    if (q->outer > begin && !told && !s->in[begin] &&
        (same_line || t->token[q->outer - 1].sign == ':') &&
        cue_opening(t, s, begin, q->outer, &first, &end)) {
        set_source(d, first, end);
        return;
    }
    if (!last) return;
    d->carried = true;
    set_source(d, last->source, last->source_end);
}

/* A stretch that names its source itself, behind a dash or inside its marks. */
static bool signed_source(const mark_text *t, stretches *s, drafts *made,
                          const stretch *q) {
    uint32_t first, end;
    bool inner = quote_inner_name(t, q, &end);
    if (inner) first = q->first;
    else if (!quote_signature(t, q, &first, &end)) return false;
    draft *d = draft_new(t, made, UINT32_MAX, NULL);
    draft_add(t, s, d,
              inner ? (range){end + 1, q->end} : (range){q->outer, q->outer_end});
    d->type = RT_QUOTE_DIRECT;
    set_source(d, first, end);
    return true;
}

void quote_rest(const mark_text *t, stretches *s, const cues *all, drafts *out) {
    drafts made = {0};
    uint32_t next = 0, next_cue = 0, last = UINT32_MAX;
    for (uint32_t k = 0; k <= s->n; k++) {
        const stretch *q = k < s->n ? &s->at[k] : NULL;
        while (next < out->list.n && (!q || out->list.at[next].first < q->outer)) {
            last = made.list.n;
            *vec_push(t->a, &made.list) = out->list.at[next++];
        }
        if (!q || q->taken) continue;
        bool whole = begins_sentence(t, q) && ends_sentence(t, q) && !q->single;
        range r = {q->outer, q->outer_end};
        if (signed_source(t, s, &made, q)) {
            last = made.list.n - 1;
            continue;
        }
        if (whole && last != UINT32_MAX &&
            goes_on_from(t, s, all, &made.list.at[last], q)) {
            draft_add(t, s, &made.list.at[last], r);
            continue;
        }
        draft *d = draft_new(t, &made, UINT32_MAX, NULL);
        draft_add(t, s, d, r);
        const cue *near = cue_before(t, all, &next_cue, q->outer);
        bool named = near && q->outer >= near->source && q->outer_end <= near->source_end;
        if (named || ((!whole || is_aside(t, q)) && is_scare(t, q, near))) {
            d->type = RT_QUOTE_SCARE;
            continue;
        }
        if (whole)
            whole_source(t, s, d, q, last == UINT32_MAX ? NULL : &made.list.at[last]);
        else fragment_source(t, s, d, q, near), d->type = RT_QUOTE_MIXED;
        last = made.list.n - 1;
    }
    *out = made;
}
