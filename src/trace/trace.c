#include "trace/trace.h"

#include "trace/alias.h"
#include "trace/correct.h"
#include "trace/cover.h"
#include "trace/differ.h"
#include "trace/family.h"
#include "trace/finding.h"
#include "trace/inherit.h"
#include "trace/origin.h"
#include "trace/proof.h"

/* Of the article on which most others rest, of the first where none stands out; null when
 * no article has one. */
static rt_str title_of(const rt_story *story, arena *a) {
    uint32_t *children = arena_many(a, uint32_t, story->articles_n);
    for (uint32_t i = 0; i < story->edges_n; i++)
        if (story->edges[i].parent != RT_OUTSIDE) children[story->edges[i].parent]++;
    uint32_t best = RT_OUTSIDE;
    for (uint32_t i = 0; i < story->articles_n; i++)
        if (story->articles[i]->title.n &&
            (best == RT_OUTSIDE || children[i] > children[best]))
            best = i;
    return best == RT_OUTSIDE ? (rt_str){0} : story->articles[best]->title;
}

void trace_story(const trace_input *in, arena *a, rt_story *out) {
    uint32_t all = in->n + in->others_n;
    const rt_article **articles = arena_many(a, const rt_article *, all);
    for (uint32_t i = 0; i < all; i++) articles[i] = in->items[i].article;
    *out =
        (rt_story){.articles = articles, .articles_n = in->n, .others_n = in->others_n};
    rt_statement *statements = NULL;
    out->families = family_find(in, a, &out->families_n);
    if (in->n > 1) {
        out->statements = statements = cover_find(in, a, &out->statements_n);
        out->differences = differ_find(in, out, a, &out->differences_n);
    }
    kin_list kins;
    kin_find(in, a, &kins);
    article_sources *sources = source_find(in, a);
    alias_merge(in, &kins, sources, a);
    source_weigh(in, sources, a);
    correct_sources(in, sources, a);
    inherit_sources(in, &kins, sources, a);
    if (correct_clients(in, sources, a)) inherit_sources(in, &kins, sources, a);
    correct_sources(in, sources, a);
    ties common = ties_find(in->items, out, a);
    document published;
    bool any = document_find(in, sources, out, a, &published);
    lineage l = {in, &kins, sources, &common, any ? &published : NULL};
    out->edges = lineage_edges(&l, a, &out->edges_n);
    out->edges = proof_extend(out, a);
    out->title = title_of(out, a);
    origin_find(&l, a, out, statements);
    out->findings = finding_find(&l, a, &out->findings_n);
    out->corrections = correct_list(in, sources, a, &out->corrections_n);
}
