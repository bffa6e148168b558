#include "show/terminal.h"

#include "base/utf8.h"
#include "show/words.h"

/* What one screen can bear; the report and the JSON have it all. */
enum { FAMILIES_MOST = 8, DIFFERENCES_MOST = 8, FINDINGS_MOST = 8, VALUES_MOST = 6 };
enum { TITLE_BYTES = 110, QUOTE_BYTES = 150, VALUE_BYTES = 90, NAME_BYTES = 48 };

/* ---- words */

static const char *in_ascii(uint32_t c) {
    switch (c) {
        case 0x00b7: return "-";
        case 0x2026: return "...";
        case 0x2013:
        case 0x2014: return "-";
        case 0x2018:
        case 0x2019: return "'";
        case 0x201c:
        case 0x201d:
        case 0x201e: return "\"";
        case 0x2500: return "-";
        case 0x2502: return "|";
        case 0x251c: return "|";
        case 0x2514: return "`";
        case 0x254c: return ".";
        case 0x2022: return "*";
        default: return "?";
    }
}

static void put_character(terminal *t, uint32_t c) {
    if (c >= 0x80 && !t->style->utf8) {
        fputs(in_ascii(c), t->out);
        return;
    }
    char bytes[4];
    fwrite(bytes, 1, utf8_put(c, bytes), t->out);
}

void term_put(terminal *t, const char *text) {
    rt_str s = str_of(text);
    for (size_t i = 0; i < s.n;) put_character(t, utf8_next(s, &i));
}

/* Characters that could move the cursor, change colours, or turn the text around. */
static bool steers(uint32_t c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x200e || c == 0x200f ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

void term_text(terminal *t, rt_str text, size_t most) {
    bool blank = false, any = false;
    for (size_t i = 0; i < text.n;) {
        size_t at = i;
        uint32_t c = utf8_next(text, &i);
        if (c == ' ' || steers(c)) {
            blank = any;
            continue;
        }
        if (most && at > most) {
            term_put(t, "…");
            return;
        }
        if (blank) putc(' ', t->out);
        blank = false;
        any = true;
        put_character(t, c);
    }
}

void term_look_as(terminal *t, term_look look) {
    static const char *const code[] = {[TERM_PLAIN] = "\x1b[0m",
                                       [TERM_BOLD] = "\x1b[1m",
                                       [TERM_DIM] = "\x1b[2m",
                                       [TERM_ACCENT] = "\x1b[36m"};
    if (t->style->colour) fputs(code[look], t->out);
}

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

/* ---- a story */

static rt_str title_of(const rt_story *s) {
    if (s->title.n) return s->title;
    for (uint32_t i = 0; i < s->articles_n; i++)
        if (s->articles[i]->title.n) return s->articles[i]->title;
    return STR("Story without a title");
}

static void origin_names(terminal *t, const rt_story *s) {
    enum { NAMES_MOST = 5 };
    for (uint32_t i = 0; i < s->origin_n && i < NAMES_MOST; i++) {
        const rt_origin *o = &s->origin[i];
        term_put(t, i ? ", " : ": ");
        if (o->name.n) term_text(t, o->name, NAME_BYTES);
        else if (o->articles_n)
            term_text(t, words_article(s->articles[o->articles[0]]), NAME_BYTES);
        else term_put(t, "unknown");
        if (!o->in_corpus) term_put(t, " (not among the articles)");
    }
    if (s->origin_n > NAMES_MOST) term_put(t, ", …");
}

static void story_head(terminal *t, const rt_story *s) {
    term_look_as(t, TERM_BOLD);
    term_text(t, title_of(s), TITLE_BYTES);
    term_look_as(t, TERM_PLAIN);
    term_put(t, "\n  ");
    put_str(t, words_count(t->tmp, s->articles_n, "article"));
    term_put(t, " · ");
    if (s->origins.max) put_str(t, words_origins(t->tmp, s->origins));
    else term_put(t, "origins unknown");
    origin_names(t, s);
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
        term_text(t, words_article(s->articles[v->article]), NAME_BYTES);
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
    if (f->speaker.n) term_text(t, f->speaker, NAME_BYTES);
    else term_put(t, "(speaker unknown)");
    term_look_as(t, TERM_PLAIN);
    term_put(t, ": “");
    term_text(t, str_spans(t->tmp, text, first->content, first->content_n), QUOTE_BYTES);
    term_put(t, "”\n      ");
    term_look_as(t, TERM_DIM);
    for (uint32_t i = 0; i < f->members_n && i < VALUES_MOST; i++) {
        if (i) term_put(t, ", ");
        term_text(t, words_article(s->articles[f->members[i].article]), NAME_BYTES);
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

/* An article that shares nothing with others and names no source. */
static void lone_article(terminal *t, const rt_story *s) {
    term_put(t, "• ");
    term_text(t, title_of(s), TITLE_BYTES);
    term_put(t, " · ");
    term_text(t, words_article(s->articles[0]), NAME_BYTES);
    term_put(t, " · ");
    put_str(t, words_time(t->tmp, s->articles[0]->published));
    term_put(t, " · stands alone\n");
}

void show_story_terminal(FILE *out, const show_style *style, const rt_story *story,
                         arena *tmp) {
    terminal at = {out, style, tmp}, *t = &at;
    if (story->articles_n == 1 && !story->edges_n) {
        lone_article(t, story);
        return;
    }
    story_head(t, story);
    term_lineage(t, story);
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

/* ---- a hit */

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
    term_text(t, words_article(a), NAME_BYTES);
    term_put(t, " · ");
    put_str(t, words_time(tmp, a->published));
    if (a->title.n) {
        term_put(t, " · ");
        term_text(t, a->title, TITLE_BYTES);
    }
    term_put(t, " · ");
    term_text(t, a->source, 0);
    term_look_as(t, TERM_PLAIN);
    term_put(t, "\n");
}
