#include "trace/correct.h"

#include "trace/outlet.h"

static void add_agency(article_sources *s, const trace_correction *c, arena *a) {
    uint64_t agency = outlet_key(c->agency, a);
    if (!agency || s->self != outlet_key(c->outlet, a)) return;
    for (uint32_t i = 0; i < s->n; i++)
        if (s->at[i].role == SOURCE_TEXT && s->at[i].whole) return;
    source_add(s,
               &(source){.name = c->agency,
                         .key = agency,
                         .role = SOURCE_TEXT,
                         .whole = true,
                         .by_user = true,
                         .confidence = 1,
                         .witness = RT_OUTSIDE},
               a);
}

static void drop_source(const trace_input *in, article_sources *all,
                        const trace_correction *c, arena *a) {
    if (c->child >= in->n) return;
    uint64_t key = c->parent < in->n ? all[c->parent].self : outlet_key(c->outlet, a);
    article_sources *s = &all[c->child];
    for (uint32_t i = 0; i < s->n; i++)
        if (s->at[i].key == key ||
            (c->parent != RT_OUTSIDE && s->at[i].witness == c->parent))
            s->at[i].whole = false;
}

void correct_sources(const trace_input *in, article_sources *sources, arena *a) {
    for (uint32_t i = 0; i < in->corrections_n; i++) {
        const trace_correction *c = &in->corrections[i];
        if (c->kind == TRACE_NOT_AN_EDGE) drop_source(in, sources, c, a);
        for (uint32_t j = 0; c->kind == TRACE_CLIENT_OF && j < in->n; j++)
            add_agency(&sources[j], c, a);
    }
}

bool correct_denies(const trace_input *in, uint32_t child, uint32_t parent) {
    for (uint32_t i = 0; i < in->corrections_n; i++) {
        const trace_correction *c = &in->corrections[i];
        if (c->kind == TRACE_NOT_AN_EDGE && c->child == child && c->parent == parent)
            return true;
    }
    return false;
}
