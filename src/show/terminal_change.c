#include "show/terminal.h"

#include "show/words.h"

enum { ABSENT_MOST = 8 };

static void counts(terminal *t, const char *label, const rt_story *s) {
    term_put(t, label);
    term_put(t, " ");
    term_counts(t, s->articles_n, s->origins);
    term_origins(t, s);
    term_put(t, "\n");
}

/* The story and what is taken away from it. */
static void head(terminal *t, const rt_change *c) {
    const rt_story *before = c->before;
    term_look_as(t, TERM_BOLD);
    term_text(t, words_title(before), TERM_TITLE_BYTES);
    term_look_as(t, TERM_PLAIN);
    term_put(t, "\n");
    for (uint32_t i = 0; i < c->without_n && i < ABSENT_MOST; i++) {
        const rt_article *a = before->articles[c->without[i]];
        term_put(t, "  without ");
        term_look_as(t, TERM_ACCENT);
        term_text(t, words_article(a), TERM_NAME_BYTES);
        term_look_as(t, TERM_PLAIN);
        term_id(t, a);
        term_put(t, "\n");
    }
    if (c->without_n > ABSENT_MOST) {
        term_put(t, "  and another ");
        term_text(t, words_count(t->tmp, c->without_n - ABSENT_MOST, "article"), 0);
        term_put(t, "\n");
    }
    counts(t, "    before:", before);
}

/* The origin of that name in the story; NULL. */
static const rt_origin *origin_of(const rt_story *s, rt_str name) {
    for (uint32_t i = 0; name.n && i < s->origin_n; i++)
        if (words_same_outlet(s->origin[i].name, name)) return &s->origin[i];
    return NULL;
}

/* What became of an origin: nothing to say of those that are as they were. */
static void origin_fate(terminal *t, const rt_story *s, const rt_origin *was) {
    const rt_origin *is = origin_of(s, was->name);
    bool elsewhere = s->change->parts > 1; /* it may be an origin of another part */
    if (!was->name.n || (is ? is->in_corpus == was->in_corpus : elsewhere)) return;
    term_put(t, "      ");
    term_text(t, was->name, TERM_NAME_BYTES);
    if (is) {
        term_put(t, " stays an origin although its article is away: ");
        term_text(t, words_count(t->tmp, is->articles_n, "article"), 0);
        term_put(t, is->articles_n == 1 ? " leads there\n" : " lead there\n");
    } else {
        term_put(t, " is no origin any more\n");
    }
}

static void part(terminal *t, const rt_story *s) {
    const rt_change *c = s->change;
    if (c->parts > 1) {
        if (c->part == 1) {
            term_put(t, "    after:  it falls into ");
            term_text(t, str_printf(t->tmp, "%u stories", c->parts), 0);
            term_put(t, "\n");
        }
        term_put(t, "    - ");
        term_text(t, s->title.n ? s->title : words_article(s->articles[0]),
                  TERM_TITLE_BYTES);
        term_put(t, "\n");
    }
    counts(t, c->parts > 1 ? "     " : "    after: ", s);
    for (uint32_t i = 0; i < c->before->origin_n; i++)
        origin_fate(t, s, &c->before->origin[i]);
}

void show_change_terminal(FILE *out, const show_style *style, const rt_story *story,
                          arena *tmp) {
    terminal at = {out, style, tmp}, *t = &at;
    const rt_change *c = story->change;
    if (c->part <= 1) head(t, c);
    if (c->parts) part(t, story);
    else term_put(t, "    after:  nothing is left of it\n");
    if (c->part != c->parts) return;
    term_put(t, "  ");
    term_look_as(t, TERM_DIM);
    term_put(t, words_caveat);
    term_look_as(t, TERM_PLAIN);
    term_put(t, "\n\n");
}
