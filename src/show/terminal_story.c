#include "show/terminal.h"

#include "show/words.h"

/* What one screen can bear; the report and the JSON have it all. */
enum {
    FAMILIES_MOST = 8,
    DIFFERENCES_MOST = 8,
    FINDINGS_MOST = 8,
    VALUES_MOST = 6,
    CORRECTIONS_MOST = 8
};
enum { QUOTE_BYTES = 150, VALUE_BYTES = 90 };

static void put_str(terminal *t, rt_str s) { term_text(t, s, 0); }

static void heading(terminal *t, const char *text) {
    term_put(t, "\n  ");
    term_look_as(t, TERM_BOLD);
    term_put(t, text);
    term_look_as(t, TERM_PLAIN);
    term_put(t, "\n");
}

static void more(terminal *t, uint32_t n, uint32_t most, const char *noun) {
    if (n <= most) return;
    term_put(t, "    … and another ");
    put_str(t, words_count(t->tmp, n - most, noun));
    term_put(t, "\n");
}

void term_origins(terminal *t, const rt_story *s) {
    enum { NAMES_MOST = 5 };
    for (uint32_t i = 0; i < s->origin_n && i < NAMES_MOST; i++) {
        const rt_origin *o = &s->origin[i];
        term_put(t, i ? ", " : ": ");
        if (o->name.n) term_text(t, o->name, TERM_NAME_BYTES);
        else if (o->articles_n)
            term_text(t, words_article(s->articles[o->articles[0]]), TERM_NAME_BYTES);
        else term_put(t, "unknown");
        if (!o->in_corpus) term_put(t, " (not among the articles)");
    }
    if (s->origin_n > NAMES_MOST) term_put(t, ", …");
}

void term_counts(terminal *t, uint32_t articles, rt_range origins) {
    put_str(t, words_count(t->tmp, articles, "article"));
    term_put(t, " · ");
    if (origins.max) put_str(t, words_origins(t->tmp, origins));
    else term_put(t, "origins unknown");
}

static void story_head(terminal *t, const rt_story *s) {
    term_look_as(t, TERM_BOLD);
    term_text(t, words_title(s), TERM_TITLE_BYTES);
    term_look_as(t, TERM_PLAIN);
    term_put(t, "\n  ");
    term_counts(t, s->articles_n, s->origins);
    term_origins(t, s);
    term_put(t, "\n  ");
    term_look_as(t, TERM_DIM);
    term_put(t, words_caveat);
    term_look_as(t, TERM_PLAIN);
    term_put(t, "\n");
}

static void difference(terminal *t, const rt_story *s, const rt_difference *d) {
    term_put(t, "    ");
    term_put(t, words_difference_kind(d->kind));
    term_put(t, " (");
    term_put(t, words_difference_type(d->type));
    term_put(t, ")");
    if (d->about.n) {
        term_put(t, ": ");
        term_text(t, d->about, VALUE_BYTES);
    }
    term_put(t, "\n");
    for (uint32_t i = 0; i < d->values_n && i < VALUES_MOST; i++) {
        const rt_value *v = &d->values[i];
        term_put(t, "      ");
        term_look_as(t, TERM_ACCENT);
        term_text(t, words_article(s->articles[v->article]), TERM_NAME_BYTES);
        term_look_as(t, TERM_PLAIN);
        term_put(t, ": ");
        if (v->value.n) term_text(t, v->value, VALUE_BYTES);
        else term_put(t, "(says nothing of it)");
        term_put(t, "\n");
    }
}

static void family(terminal *t, const rt_story *s, const rt_family *f) {
    const rt_member *first = &f->members[0];
    rt_str text = s->articles[first->article]->text;
    term_put(t, "    ");
    term_look_as(t, TERM_ACCENT);
    if (f->speaker.n) term_text(t, f->speaker, TERM_NAME_BYTES);
    else term_put(t, "(speaker unknown)");
    term_look_as(t, TERM_PLAIN);
    term_put(t, ": “");
    term_text(t, str_spans(t->tmp, text, first->content, first->content_n), QUOTE_BYTES);
    term_put(t, "”\n      ");
    term_look_as(t, TERM_DIM);
    for (uint32_t i = 0; i < f->members_n && i < VALUES_MOST; i++) {
        if (i) term_put(t, ", ");
        term_text(t, words_article(s->articles[f->members[i].article]), TERM_NAME_BYTES);
        term_put(t, " ");
        term_put(t, words_variant(f->members[i].variant));
    }
    if (f->members_n > VALUES_MOST) term_put(t, ", …");
    term_look_as(t, TERM_PLAIN);
    term_put(t, "\n");
}

static void story_findings(terminal *t, const rt_story *s) {
    if (s->findings_n) heading(t, "Credits");
    for (uint32_t i = 0; i < s->findings_n && i < FINDINGS_MOST; i++) {
        term_put(t, "    ");
        put_str(t, s->findings[i].text);
        term_put(t, "\n");
    }
    more(t, s->findings_n, FINDINGS_MOST, "finding");
}

static void story_corrections(terminal *t, const rt_story *s) {
    if (s->corrections_n) heading(t, "Your corrections");
    for (uint32_t i = 0; i < s->corrections_n && i < CORRECTIONS_MOST; i++) {
        rt_str names[2];
        words_corrected(t->tmp, s, &s->corrections[i], names);
        term_put(t, "    ");
        term_correction(t, &s->corrections[i], names);
    }
    more(t, s->corrections_n, CORRECTIONS_MOST, "correction");
}

/* An article that shares nothing with others and names no source. */
static void lone_article(terminal *t, const rt_story *s) {
    term_put(t, "• ");
    term_text(t, words_title(s), TERM_TITLE_BYTES);
    term_put(t, " · ");
    term_text(t, words_article(s->articles[0]), TERM_NAME_BYTES);
    term_put(t, " · ");
    put_str(t, words_time(t->tmp, s->articles[0]->published));
    term_put(t, " · stands alone");
    term_id(t, s->articles[0]);
    term_put(t, "\n");
}

void show_story_terminal(FILE *out, const show_style *style, const rt_story *story,
                         arena *tmp) {
    terminal at = {out, style, tmp}, *t = &at;
    if (story->articles_n == 1 && !story->edges_n) {
        lone_article(t, story);
        if (!story->corrections_n) return;
        story_corrections(t, story);
        term_put(t, "\n");
        return;
    }
    story_head(t, story);
    term_lineage(t, story);
    story_corrections(t, story);
    story_findings(t, story);
    if (story->differences_n) heading(t, "Differences");
    for (uint32_t i = 0; i < story->differences_n && i < DIFFERENCES_MOST; i++)
        difference(t, story, &story->differences[i]);
    more(t, story->differences_n, DIFFERENCES_MOST, "difference");
    if (story->families_n) heading(t, "Quotations that several carry");
    for (uint32_t i = 0; i < story->families_n && i < FAMILIES_MOST; i++)
        family(t, story, &story->families[i]);
    more(t, story->families_n, FAMILIES_MOST, "quotation");
    term_put(t, "\n");
}
