#include "trace/correct.h"

#include "base/vec.h"
#include "trace/outlet.h"

/* The user's word is as good as a credit. */
static const float SAID = 0.95F;

static bool rests_on_somebody(const article_sources *s) {
    for (uint32_t i = 0; i < s->n; i++)
        if (s->at[i].whole) return true;
    return false;
}

static bool add_agency(article_sources *s, const rt_correction *c, uint64_t agency,
                       arena *a) {
    static const rt_evidence said = {
        RT_BY_USER, {UINT32_MAX, UINT32_MAX}, {UINT32_MAX, UINT32_MAX}};
    if (s->signed_by_self || rests_on_somebody(s)) return false;
    source_add(s,
               &(source){.name = c->agency,
                         .key = agency,
                         .role = SOURCE_TEXT,
                         .whole = true,
                         .correction = c->number,
                         .confidence = SAID,
                         .evidence = &said,
                         .evidence_n = 1,
                         .witness = RT_OUTSIDE},
               a);
    return true;
}

bool correct_clients(const trace_input *in, article_sources *all, arena *a) {
    bool any = false;
    for (uint32_t i = 0; i < in->corrections_n; i++) {
        const rt_correction *c = in->corrections[i].is;
        if (c->kind != RT_CLIENT_OF) continue;
        uint64_t client = outlet_key(c->outlet, a), agency = outlet_key(c->agency, a);
        for (uint32_t j = 0; client && agency && j < in->n; j++)
            if (all[j].self == client) any |= add_agency(&all[j], c, agency, a);
    }
    return any;
}

static void drop_source(const trace_input *in, article_sources *all,
                        const trace_correction *c, arena *a) {
    bool outside = c->is->outlet.n > 0;
    if (c->a >= in->n || (!outside && c->b >= in->n)) return;
    uint64_t key = outside ? outlet_key(c->is->outlet, a) : all[c->b].self;
    article_sources *s = &all[c->a];
    for (uint32_t i = 0; i < s->n; i++)
        if (s->at[i].key == key || (!outside && s->at[i].witness == c->b))
            s->at[i].whole = false;
}

void correct_sources(const trace_input *in, article_sources *sources, arena *a) {
    for (uint32_t i = 0; i < in->corrections_n; i++)
        if (in->corrections[i].is->kind == RT_WRONG_EDGE)
            drop_source(in, sources, &in->corrections[i], a);
}

bool correct_denies(const trace_input *in, uint32_t x, uint32_t y) {
    for (uint32_t i = 0; i < in->corrections_n; i++) {
        const trace_correction *c = &in->corrections[i];
        if (c->is->kind == RT_WRONG_EDGE && !c->is->outlet.n &&
            ((c->a == x && c->b == y) || (c->a == y && c->b == x)))
            return true;
    }
    return false;
}

static bool bears_on(const trace_input *in, const article_sources *sources,
                     const trace_correction *c, arena *a) {
    if (c->is->kind == RT_WRONG_EDGE) return c->a < in->n;
    if (c->is->kind != RT_CLIENT_OF) return c->a < in->n || c->b < in->n;
    uint64_t client = outlet_key(c->is->outlet, a);
    for (uint32_t i = 0; i < in->n; i++)
        if (sources[i].self == client) return true;
    return false;
}

const rt_correction *correct_list(const trace_input *in, const article_sources *sources,
                                  arena *a, uint32_t *n) {
    VEC(rt_correction) list = {0};
    for (uint32_t i = 0; i < in->corrections_n; i++)
        if (bears_on(in, sources, &in->corrections[i], a))
            *vec_push(a, &list) = *in->corrections[i].is;
    *n = list.n;
    return list.at;
}
