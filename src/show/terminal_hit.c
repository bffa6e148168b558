#include "show/terminal.h"

#include "show/words.h"

/* The snippet with the words found standing out. */
static void snippet(terminal *t, rt_str s) {
    size_t from = 0;
    for (size_t i = 0; i <= s.n; i++) {
        bool begins = i < s.n && s.s[i] == RT_HIT_BEGINS;
        bool ends = i < s.n && s.s[i] == RT_HIT_ENDS;
        if (i < s.n && !begins && !ends) continue;
        rt_str part = {s.s + from, i - from};
        bool blank_first = part.n && part.s[0] == ' ';
        bool blank_last = part.n > 1 && part.s[part.n - 1] == ' ';
        if (blank_first) term_put(t, " ");
        term_text(t, part, 0);
        if (blank_last) term_put(t, " ");
        if (begins) term_look_as(t, TERM_BOLD);
        if (ends) term_look_as(t, TERM_PLAIN);
        from = i + 1;
    }
}

void show_hit_terminal(FILE *out, const show_style *style, const rt_hit *hit,
                       arena *tmp) {
    terminal at = {out, style, tmp}, *t = &at;
    const rt_article *a = hit->article;
    if (hit->content) {
        term_put(t, "“");
        term_text(t, hit->snippet, 0);
        term_put(t, "” — ");
        term_look_as(t, TERM_ACCENT);
        if (hit->speaker.n) term_text(t, hit->speaker, 0);
        else term_put(t, "speaker unknown");
        term_look_as(t, TERM_PLAIN);
    } else {
        snippet(t, hit->snippet);
    }
    term_put(t, "\n  ");
    term_look_as(t, TERM_DIM);
    term_text(t, words_article(a), TERM_NAME_BYTES);
    term_put(t, " · ");
    term_text(t, words_time(tmp, a->published), 0);
    if (a->title.n) {
        term_put(t, " · ");
        term_text(t, a->title, TERM_TITLE_BYTES);
    }
    term_put(t, " · ");
    term_text(t, a->source, 0);
    term_look_as(t, TERM_PLAIN);
    term_put(t, "\n");
}
