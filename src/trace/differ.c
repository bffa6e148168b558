#include "trace/differ.h"

#include "base/str.h"

/* What cannot both be true comes before what one article only leaves out, and that before
 * other words for the same. */
static void put_in_order(differ *d) {
    static const rt_difference_type order[] = {RT_DIFF_CONFLICT, RT_DIFF_UPDATE,
                                               RT_DIFF_ROUNDING, RT_DIFF_SCOPE,
                                               RT_DIFF_WORDING};
    differ_list sorted = {0};
    for (size_t t = 0; t < sizeof order / sizeof *order; t++)
        for (uint32_t i = 0; i < d->out.n; i++)
            if (d->out.at[i].type == order[t]) *vec_push(d->a, &sorted) = d->out.at[i];
    d->out = sorted;
}

const rt_difference *differ_find(const trace_input *in, const rt_story *story, arena *a,
                                 uint32_t *n) {
    differ d = {.in = in, .story = story, .a = a};
    differ_figures(&d);
    differ_responses(&d);
    differ_sources(&d);
    differ_days(&d);
    differ_quotations(&d);
    put_in_order(&d);
    *n = d.out.n;
    return d.out.at;
}

/* Who said a thing, as a quotation or as a statement, is one question. */
static rt_difference_kind subject_of(const rt_difference *d) {
    return d->kind == RT_DIFF_ATTRIBUTION ? RT_DIFF_SPEAKER : d->kind;
}

static bool same_values(const rt_difference *x, const rt_difference *y) {
    if (subject_of(x) != subject_of(y) || x->values_n != y->values_n) return false;
    for (uint32_t i = 0; i < x->values_n; i++)
        if (x->values[i].article != y->values[i].article ||
            x->values[i].span.start != y->values[i].span.start ||
            x->values[i].span.end != y->values[i].span.end)
            return false;
    return true;
}

void differ_add(differ *d, rt_difference_kind kind, rt_difference_type type, rt_str about,
                const differ_values *values) {
    if (values->n < 2) return;
    rt_difference found = {.kind = kind,
                           .type = type,
                           .about = about,
                           .values = values->at,
                           .values_n = values->n};
    for (uint32_t i = 0; i < d->out.n; i++)
        if (same_values(&d->out.at[i], &found)) return;
    *vec_push(d->a, &d->out) = found;
}

const lex_list *differ_words(const differ *d, uint32_t article, const char *name) {
    rt_str language = d->in->items[article].article->language;
    rt_str folder = language.n
                        ? str_printf(d->a, "lang/%.*s", (int)language.n, language.s)
                        : STR("lang/en");
    return lex_get(d->in->lex, str_z(d->a, folder), name);
}

/* The members in quotation marks, or the others; true when their words differ. */
static bool gather_members(const differ *d, const rt_family *family, bool in_marks,
                           differ_values *values) {
    bool changed = false;
    for (uint32_t m = 0; m < family->members_n; m++) {
        const rt_member *member = &family->members[m];
        const rt_article *article = d->in->items[member->article].article;
        if (member->in_marks != in_marks) continue;
        changed |= member->variant != RT_VARIANT_VERBATIM &&
                   (!in_marks || member->variant != RT_VARIANT_TRUNCATED);
        *vec_push(d->a, values) = (rt_value){member->article, member->content[0],
                                             str_span(article->text, member->content[0])};
    }
    return changed;
}

void differ_quotations(differ *d) {
    for (uint32_t f = 0; f < d->story->families_n; f++) {
        const rt_family *family = &d->story->families[f];
        for (unsigned in_marks = 0; in_marks < 2; in_marks++) {
            differ_values values = {0};
            if (gather_members(d, family, in_marks, &values))
                differ_add(d, RT_DIFF_QUOTATION, RT_DIFF_WORDING, family->speaker,
                           &values);
        }
    }
}
