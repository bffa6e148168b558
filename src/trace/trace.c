#include "trace/trace.h"

#include "trace/cover.h"
#include "trace/differ.h"
#include "trace/family.h"

void trace_story(const trace_input *in, arena *a, rt_story *out) {
    const rt_article **articles = arena_many(a, const rt_article *, in->n);
    for (uint32_t i = 0; i < in->n; i++) articles[i] = in->items[i].article;
    *out = (rt_story){.articles = articles, .articles_n = in->n};
    if (in->n < 2) return;
    out->families = family_find(in, a, &out->families_n);
    out->statements = cover_find(in, a, &out->statements_n);
    out->differences = differ_find(in, out, a, &out->differences_n);
}
rt_relation trace_relation(const trace_item *a, const trace_item *b,
                           const rt_pair *pair) {
    (void)a, (void)b, (void)pair;
    return RT_UNRELATED;
}
