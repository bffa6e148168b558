#include "mark/speaker.h"

enum { LEAD_SENTENCES = 4, CARRIED_SENTENCES = 8, VOICES_BACK = 24 };

/* "in an interview with X", "on X on Sunday": an outlet behind a preposition after the
 * frame of a cue, before the sentence ends or anything else is said. */
static rt_str outlet_beside(const findings *f, uint32_t first, uint32_t end) {
    const mark_text *t = f->t;
    for (uint32_t i = first; i + 1 < end && !stretch_of(f->s, i); i++) {
        if (t->token[i].sign && t->token[i].sign != ',') break;
        if (!(word_grammar(t, i) & G_PREP)) continue;
        uint32_t k = i + 1;
        while (k < end && word_grammar(t, k) & (G_DET | G_POSS)) k++;
        const outlet_mention *m = speaker_outlet(f, k, end);
        if (m && m->first <= k + 1) return m->outlet;
    }
    return (rt_str){NULL, 0};
}

static bool passes_on(const rt_credit *c) {
    return c->kind == RT_CREDIT_REPORTED || c->kind == RT_CREDIT_ACCORDING_TO;
}

/* "Speaking to X, she said", "On X, he said": an outlet behind a preposition that closes
 * what opens the sentence, unless it is credited there. */
static rt_str outlet_opening(const findings *f, uint32_t first, uint32_t end) {
    enum { LONGEST = 10 };
    const mark_text *t = f->t;
    uint32_t i = first;
    while (i < end && i < first + LONGEST && t->token[i].sign != ',') i++;
    if (i >= end || t->token[i].sign != ',') return (rt_str){NULL, 0};
    const outlet_mention *m = speaker_outlet(f, first, i);
    while (m && m->end < i) m = speaker_outlet(f, m->end, i);
    if (!m) return (rt_str){NULL, 0};
    uint32_t k = m->first;
    while (k > first && word_grammar(t, k - 1) & (G_DET | G_POSS)) k--;
    if (k == first || !(word_grammar(t, k - 1) & G_PREP)) return (rt_str){NULL, 0};
    uint32_t at = t->token[m->first].span.start, credit = speaker_credit(f, at);
    bool credited = credit < f->credits_n && f->credits[credit].span.start == at &&
                    passes_on(&f->credits[credit]);
    return credited ? (rt_str){NULL, 0} : m->outlet;
}

/* "X reporter Jane Doe": the outlet for which a source works who reports. */
static rt_str outlet_of_reporter(const findings *f, const draft *d) {
    uint32_t end;
    const outlet_mention *m = speaker_outlet(f, d->source, d->source_end);
    bool opens = m && m->end < d->source_end && m->first <= d->source + 1;
    bool reports = opens && outlet_noun(f->t, m->end, &end) == OUTLET_PERSON;
    return reports ? m->outlet : (rt_str){NULL, 0};
}

static bool covers(const rt_quotation *outer, const rt_quotation *inner) {
    for (uint32_t k = 0; k < outer->content_n; k++)
        if (span_overlap(outer->content[k], inner->content[0]) * 2 >
            span_length(inner->content[0]))
            return true;
    return false;
}

/* Whether the outlet named there is only whom somebody talks to. */
static bool is_addressee(const findings *f, rt_span span) {
    uint32_t at = text_token_at(f->t, span.start);
    for (uint32_t k = 0; k < f->c->list.n && f->c->list.at[k].frame <= at; k++)
        if (at >= f->c->list.at[k].addressee && at < f->c->list.at[k].addressee_end)
            return true;
    return false;
}

/* The outlet that the article says it retells: credited in its title, or in its first
 * sentences and nobody else there. */
static rt_str retold_outlet(const findings *f) {
    rt_str own = outlet_own(f->t), found = {NULL, 0};
    uint32_t lead = f->t->sentence_n < LEAD_SENTENCES ? f->t->sentence_n : LEAD_SENTENCES;
    uint32_t end = lead ? f->t->sentence[lead - 1].end : 0;
    for (uint32_t k = 0; k < f->credits_n; k++) {
        const rt_credit *c = &f->credits[k];
        bool here = !span_known(c->span) || c->span.start < end;
        if (!here || !passes_on(c) || str_eq(c->outlet, own)) continue;
        if (span_known(c->span) && is_addressee(f, c->span)) continue;
        if (found.s && !str_eq(found, c->outlet)) return (rt_str){NULL, 0};
        found = c->outlet;
    }
    return found;
}

static void set_via(rt_quotation *q, rt_str outlet, rt_via_role role) {
    q->via = outlet, q->via_role = role;
}

/* Whom the sentence of the attribution credits with having heard or reported it. */
static void credited_via(const findings *f, rt_quotation *q, uint32_t verb) {
    rt_span sentence = f->t->sentence[f->t->token[verb].sentence];
    for (uint32_t k = speaker_credit(f, sentence.start); k < f->credits_n; k++) {
        const rt_credit *c = &f->credits[k];
        if (!span_known(c->span) || c->span.start >= sentence.end) break;
        if (span_overlap(c->span, q->content[0])) continue;
        if (c->kind == RT_CREDIT_TOLD) set_via(q, c->outlet, RT_VIA_ADDRESSEE);
        else if (passes_on(c)) set_via(q, c->outlet, RT_VIA_RELAY);
        else continue;
        return;
    }
}

/* The outlet of one quotation: its source, its addressee, or who relays the sentence. */
static void own_via(const findings *f, rt_quotation *q, uint32_t k) {
    const draft *d = &f->d->list.at[k];
    if (q[k].speaker_class == RT_SPEAKER_OUTLET) {
        set_via(&q[k], q[k].speaker, RT_VIA_SPEAKER);
        return;
    }
    rt_str reporter = outlet_of_reporter(f, d);
    if (reporter.s) {
        set_via(&q[k], reporter, RT_VIA_RELAY);
        return;
    }
    if (d->cue == UINT32_MAX) {
        if (k > 0 && d->carried) set_via(&q[k], q[k - 1].via, q[k - 1].via_role);
        return;
    }
    const cue *c = &f->c->list.at[d->cue];
    const uint32_t *bounds = &f->t->sentence_token[f->t->token[c->verb].sentence];
    uint32_t end = bounds[1];
    const outlet_mention *m = speaker_outlet(f, c->addressee, c->addressee_end);
    rt_str name = m ? m->outlet : outlet_beside(f, c->frame_end, end);
    if (!name.s) name = outlet_opening(f, bounds[0], c->frame);
    if (name.s) set_via(&q[k], name, RT_VIA_ADDRESSEE);
    for (uint32_t j = k > 3 ? k - 3 : 0; j < f->d->list.n && j < k + 4 && !q[k].via.s;
         j++)
        if (j != k && q[j].speaker_class == RT_SPEAKER_OUTLET && covers(&q[j], &q[k]))
            set_via(&q[k], q[j].speaker, RT_VIA_RELAY);
    if (!q[k].via.s) credited_via(f, &q[k], c->verb);
}

static bool is_post(const findings *f, uint32_t k) {
    const draft *d = &f->d->list.at[k];
    return d->cue != UINT32_MAX && f->c->list.at[d->cue].bits & CUE_POST;
}

/* What somebody told an outlet goes on in the sentences after, unless another outlet or a
 * post comes in between. */
static void carried_via(const findings *f, rt_quotation *q, uint32_t k) {
    if (is_post(f, k)) return;
    for (uint32_t j = k, turn = 0; j-- > 0 && turn < VOICES_BACK; turn++) {
        if (q[j].sentence + CARRIED_SENTENCES < q[k].sentence) return;
        if (!str_eq(q[j].speaker, q[k].speaker)) continue;
        if (is_post(f, j)) return;
        if (!q[j].via.s) continue;
        if (q[k].speaker_class == RT_SPEAKER_ANONYMOUS &&
            q[j].sentence + 1 < q[k].sentence)
            return; /* sources may talk to several outlets */
        bool reports = outlet_of_reporter(f, &f->d->list.at[j]).s;
        if (reports || q[j].via_role == RT_VIA_ADDRESSEE)
            set_via(&q[k], q[j].via, q[j].via_role);
        return;
    }
}

void speaker_via(const findings *f, rt_quotation *q) {
    rt_str retold = retold_outlet(f);
    for (uint32_t k = 0; k < f->d->list.n; k++) {
        if (q[k].type == RT_QUOTE_SCARE) continue;
        own_via(f, q, k);
        if (!q[k].via.s && q[k].speaker.s) carried_via(f, q, k);
        if (retold.s && !q[k].via.s) set_via(&q[k], retold, RT_VIA_RELAY);
    }
}
