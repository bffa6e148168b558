#include "mark/speaker.h"

enum { LEAD_SENTENCES = 4 };

/* The first outlet named in [first, end). */
static rt_str outlet_in(const mark_text *t, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++) {
        uint32_t past;
        rt_str name = speaker_outlet(t, i, &past);
        if (name.s && past <= end) return name;
    }
    return (rt_str){NULL, 0};
}

/* "in an interview with X", "on X on Sunday": an outlet behind a preposition after the
 * frame of a cue that has nothing to its right but that. */
static rt_str outlet_beside(const mark_text *t, const cue *c, uint32_t first,
                            uint32_t end) {
    for (uint32_t i = first; i + 1 < end; i++) {
        if (t->token[i].sign && t->token[i].sign != ',') break;
        if (!(word_grammar(t, i) & G_PREP)) continue;
        uint32_t k = i + 1, past;
        while (k < end && word_grammar(t, k) & (G_DET | G_POSS)) k++;
        rt_str name = speaker_outlet(t, k, &past);
        if (name.s) return name;
    }
    (void)c;
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
static rt_str retold_outlet(const mark_text *t, uint32_t n, const rt_quotation *q) {
    for (uint32_t k = 0; k < n; k++) {
        if (q[k].sentence >= LEAD_SENTENCES) break;
        if (q[k].speaker_class == RT_SPEAKER_OUTLET) return q[k].speaker;
    }
    (void)t;
    return (rt_str){NULL, 0};
}

void speaker_via(const mark_text *t, const cues *all, const drafts *d, rt_quotation *q) {
    uint32_t n = d->list.n;
    for (uint32_t k = 0; k < n; k++) {
        if (q[k].type == RT_QUOTE_SCARE) continue;
        if (q[k].speaker_class == RT_SPEAKER_OUTLET) {
            q[k].via = q[k].speaker, q[k].via_role = RT_VIA_SPEAKER;
            continue;
        }
        if (d->list.at[k].cue == UINT32_MAX) {
            if (k > 0 && d->list.at[k].carried)
                q[k].via = q[k - 1].via, q[k].via_role = q[k - 1].via_role;
            continue;
        }
        const cue *c = &all->list.at[d->list.at[k].cue];
        uint32_t sentence_end = t->sentence_token[t->token[c->verb].sentence + 1];
        rt_str name = outlet_in(t, c->addressee, c->addressee_end);
        if (!name.s) name = outlet_beside(t, c, c->frame_end, sentence_end);
        if (name.s) q[k].via = name, q[k].via_role = RT_VIA_ADDRESSEE;
        for (uint32_t j = k > 3 ? k - 3 : 0; j < n && j < k + 4 && !q[k].via.s; j++)
            if (j != k && q[j].speaker_class == RT_SPEAKER_OUTLET && covers(&q[j], &q[k]))
                q[k].via = q[j].speaker, q[k].via_role = RT_VIA_RELAY;
    }
    rt_str retold = retold_outlet(t, n, q);
    for (uint32_t k = 0; k < n && retold.s; k++)
        if (q[k].type != RT_QUOTE_SCARE && !q[k].via.s)
            q[k].via = retold, q[k].via_role = RT_VIA_RELAY;
}
