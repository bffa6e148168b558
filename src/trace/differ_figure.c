#include "trace/differ.h"

#include "base/utf8.h"
#include "trace/place.h"

#include <math.h>

/* A figure of the story and where it stands. */
typedef struct figure_at {
    uint32_t article;
    const rt_figure *figure;
} figure_at;

typedef VEC(figure_at) figure_list;

static void gather_figures(const differ *d, rt_place place, figure_list *out) {
    const rt_marks *marks = d->in->items[place.article].marks;
    for (uint32_t i = 0; i < marks->figures_n; i++)
        if (span_holds(place.span, marks->figures[i].span))
            *vec_push(d->a, out) = (figure_at){place.article, &marks->figures[i]};
}

static bool counts_meet(const differ *d, rt_str x, rt_str y) {
    rt_str fx = utf8_fold(d->a, x), fy = utf8_fold(d->a, y), word;
    while (str_field(&fx, ' ', &word)) {
        if (word.n < 4) continue;
        size_t at = str_find(fy, word, 0);
        if (at != SIZE_MAX && (at == 0 || fy.s[at - 1] == ' ')) return true;
    }
    return false;
}

/* Units that count so many kinds of things that the thing counted has to agree as well.
 */
static bool unit_is_general(rt_str unit) {
    return !unit.n || str_eq(unit, STR("persons")) || str_eq(unit, STR("percent")) ||
           str_eq(unit, STR("times")) || str_eq(unit, STR("rank")) ||
           str_eq(unit, STR("years")) || str_eq(unit, STR("days")) ||
           str_eq(unit, STR("hours")) || str_eq(unit, STR("months")) ||
           str_eq(unit, STR("weeks")) || str_eq(unit, STR("minutes"));
}

static bool same_value(const rt_figure *x, const rt_figure *y) {
    return fabs(x->value - y->value) < 1e-9 * fmax(1, fabs(x->value)) &&
           fabs(x->value_max - y->value_max) < 1e-9 * fmax(1, fabs(x->value_max));
}

/* 66.9 and 67, 1,238 and 1,200: the rounder is the other one with fewer digits. */
static bool is_rounding(double x, double y) {
    double low = fmin(fabs(x), fabs(y)), high = fmax(fabs(x), fabs(y));
    if (low <= 0 || high / low > 1.1) return false;
    double step = pow(10, floor(log10(high)));
    for (int digits = 0; digits < 3; digits++, step /= 10) {
        bool x_round = fabs(x / step - round(x / step)) < 1e-9;
        bool y_round = fabs(y / step - round(y / step)) < 1e-9;
        if (x_round != y_round && fabs(round(x / step) - round(y / step)) < 0.5)
            return true;
    }
    return false;
}

/* "19 points": nothing is counted but the unit itself. */
static bool counts_unit(const rt_figure *f) {
    return !f->counts.n || str_eq_nocase(f->counts, f->unit);
}

static bool comparable(const differ *d, const rt_figure *x, const rt_figure *y,
                       bool aligned) {
    if (x->unit.n != y->unit.n || !str_eq_nocase(x->unit, y->unit)) return false;
    if (!unit_is_general(x->unit) && (aligned || counts_unit(x) || counts_unit(y)))
        return true;
    return counts_meet(d, x->counts.n ? x->counts : x->unit,
                       y->counts.n ? y->counts : y->unit);
}

/* Whether one article gives both values side by side ("from 28 to 19 points"): it tells
 * of the change. */
static bool change_is_told(const figure_list *list) {
    enum { BETWEEN = 24 };
    for (uint32_t i = 1; i < list->n; i++) {
        const figure_at *x = &list->at[i - 1], *y = &list->at[i];
        if (x->article == y->article && !same_value(x->figure, y->figure) &&
            y->figure->span.start - x->figure->span.end <= BETWEEN)
            return true;
    }
    return false;
}

static bool type_of(const figure_list *list, rt_difference_type *type) {
    bool changed = false, rounding = true;
    for (uint32_t i = 1; i < list->n; i++) {
        const rt_figure *x = list->at[0].figure, *y = list->at[i].figure;
        if (same_value(x, y)) continue;
        changed = true;
        rounding &= is_rounding(x->value, y->value);
    }
    *type = change_is_told(list) ? RT_DIFF_UPDATE
            : rounding           ? RT_DIFF_ROUNDING
                                 : RT_DIFF_CONFLICT;
    return changed;
}

static bool several_articles(const figure_list *list) {
    for (uint32_t i = 1; i < list->n; i++)
        if (list->at[i].article != list->at[0].article) return true;
    return false;
}

static void add_figures(differ *d, const figure_list *list) {
    rt_difference_type type;
    if (!several_articles(list) || !type_of(list, &type)) return;
    differ_values values = {0};
    for (uint32_t i = 0; i < list->n; i++) {
        const rt_article *article = d->in->items[list->at[i].article].article;
        rt_span span = list->at[i].figure->span;
        *vec_push(d->a, &values) =
            (rt_value){list->at[i].article, span, str_span(article->text, span)};
    }
    const rt_figure *first = list->at[0].figure;
    differ_add(d, RT_DIFF_FIGURE, type, first->counts.n ? first->counts : first->unit,
               &values);
}

/* One article puts a number on what another says without one. */
static void add_silence(differ *d, const rt_statement *statement,
                        const figure_list *given) {
    for (uint32_t g = 0; g < given->n; g++) {
        const figure_at *at = &given->at[g];
        if (unit_is_general(at->figure->unit) && !at->figure->counts.n) continue;
        differ_values values = {0};
        const rt_article *article = d->in->items[at->article].article;
        *vec_push(d->a, &values) = (rt_value){at->article, at->figure->span,
                                              str_span(article->text, at->figure->span)};
        for (uint32_t p = 0; p < statement->places_n; p++) {
            figure_list here = {0};
            gather_figures(d, statement->places[p], &here);
            if (!here.n)
                *vec_push(d->a, &values) = (rt_value){
                    statement->places[p].article, statement->places[p].span, {NULL, 0}};
        }
        differ_add(d, RT_DIFF_FIGURE, RT_DIFF_SCOPE,
                   at->figure->counts.n ? at->figure->counts : at->figure->unit, &values);
    }
}

static void compare_statement(differ *d, const rt_statement *statement) {
    enum { MOST = 64 };
    figure_list all = {0};
    for (uint32_t p = 0; p < statement->places_n && p < MOST; p++)
        gather_figures(d, statement->places[p], &all);
    if (!all.n) return;
    if (!several_articles(&all)) {
        add_silence(d, statement, &all);
        return;
    }
    bool *taken = arena_many(d->a, bool, all.n);
    for (uint32_t i = 0; i < all.n; i++) {
        if (taken[i]) continue;
        figure_list same = {0};
        for (uint32_t j = i; j < all.n; j++) {
            if (taken[j] || !comparable(d, all.at[i].figure, all.at[j].figure, true))
                continue;
            *vec_push(d->a, &same) = all.at[j];
            taken[j] = true;
        }
        add_figures(d, &same);
    }
}

/* Figures of one thing in statements that nothing aligns: "the 28-point plan" here,
 * "reduced from 28 to 19 points" there. Only units that name the thing itself. */
static void compare_story(differ *d) {
    enum { MOST = 2000 };
    figure_list all = {0};
    for (uint32_t i = 0; i < d->in->n && all.n < MOST; i++)
        for (uint32_t f = 0; f < d->in->items[i].marks->figures_n && all.n < MOST; f++)
            if (!unit_is_general(d->in->items[i].marks->figures[f].unit))
                *vec_push(d->a, &all) =
                    (figure_at){i, &d->in->items[i].marks->figures[f]};
    bool *taken = arena_many(d->a, bool, all.n + (size_t)1);
    for (uint32_t i = 0; i < all.n; i++) {
        if (taken[i]) continue;
        figure_list same = {0};
        for (uint32_t j = i; j < all.n; j++) {
            if (taken[j] || !comparable(d, all.at[i].figure, all.at[j].figure, false))
                continue;
            *vec_push(d->a, &same) = all.at[j];
            taken[j] = true;
        }
        if (change_is_told(&same)) add_figures(d, &same);
    }
}

void differ_figures(differ *d) {
    for (uint32_t s = 0; s < d->story->statements_n; s++)
        if (d->story->statements[s].places_n > 1)
            compare_statement(d, &d->story->statements[s]);
    compare_story(d);
}
