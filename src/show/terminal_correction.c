#include "show/terminal.h"

#include "show/words.h"

void term_correction(terminal *t, const rt_correction *c, const rt_str names[2]) {
    term_text(t, str_printf(t->tmp, "%u. ", c->number), 0);
    term_put(t, " ");
    term_text(t, words_correction(t->tmp, c, names), 0);
    term_put(t, "\n");
}

void show_correction_terminal(FILE *out, const show_style *style, const rt_correction *c,
                              const rt_str names[2], arena *tmp) {
    terminal at = {out, style, tmp};
    term_correction(&at, c, names);
}

void show_counts_terminal(FILE *out, const show_style *style, const rt_story *story,
                          arena *tmp) {
    terminal at = {out, style, tmp}, *t = &at;
    term_text(t, str_printf(tmp, "Story %llu: ", (unsigned long long)story->number), 0);
    term_put(t, " ");
    term_text(t, words_title(story), TERM_TITLE_BYTES);
    term_put(t, " · ");
    term_counts(t, story->articles_n, story->origins);
    term_put(t, "\n");
}
