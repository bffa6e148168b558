#include "mark/speaker.h"

enum { LEAD_SENTENCES = 4 };

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

static bool covers(const rt_quotation *outer, const rt_quotation *inner) {
    for (uint32_t k = 0; k < outer->content_n; k++)
        if (span_overlap(outer->content[k], inner->content[0]) * 2 >
            span_length(inner->content[0]))
            return true;
    return false;
}

/* The outlet that the article says it retells: the source of its headline or lead. */
static rt_str retold_outlet(const findings *f, const rt_quotation *q) {
    rt_str own = outlet_own(f->t);
    for (uint32_t k = 0; k < f->d->list.n && q[k].sentence < LEAD_SENTENCES; k++)
        if (q[k].speaker_class == RT_SPEAKER_OUTLET && !str_eq(q[k].speaker, own))
            return q[k].speaker;
    return (rt_str){NULL, 0};
}

/* The outlet of one quotation: its source, its addressee, or who relays the sentence. */
static void own_via(const findings *f, rt_quotation *q, uint32_t k) {
    const draft *d = &f->d->list.at[k];
    if (q[k].speaker_class == RT_SPEAKER_OUTLET) {
        q[k].via = q[k].speaker, q[k].via_role = RT_VIA_SPEAKER;
        return;
    }
    if (d->cue == UINT32_MAX) {
        if (k > 0 && d->carried)
            q[k].via = q[k - 1].via, q[k].via_role = q[k - 1].via_role;
        return;
    }
    const cue *c = &f->c->list.at[d->cue];
    const outlet_mention *m = speaker_outlet(f, c->addressee, c->addressee_end);
    rt_str name =
        m ? m->outlet
          : outlet_beside(f, c->frame_end,
                          f->t->sentence_token[f->t->token[c->verb].sentence + 1]);
    if (name.s) q[k].via = name, q[k].via_role = RT_VIA_ADDRESSEE;
    for (uint32_t j = k > 3 ? k - 3 : 0; j < f->d->list.n && j < k + 4 && !q[k].via.s;
         j++)
        if (j != k && q[j].speaker_class == RT_SPEAKER_OUTLET && covers(&q[j], &q[k]))
            q[k].via = q[j].speaker, q[k].via_role = RT_VIA_RELAY;
}

void speaker_via(const findings *f, rt_quotation *q) {
    rt_str retold = retold_outlet(f, q);
    for (uint32_t k = 0; k < f->d->list.n; k++) {
        if (q[k].type == RT_QUOTE_SCARE) continue;
        own_via(f, q, k);
        if (retold.s && !q[k].via.s) q[k].via = retold, q[k].via_role = RT_VIA_RELAY;
    }
}
