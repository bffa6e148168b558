#include "show/html.h"
#include "show/words.h"

enum { FAMILIES_MOST = 100, MEMBERS_MOST = 60, CONTENT_BYTES = 600 };

static void put_content(html *h, rt_str text, const rt_member *m) {
    for (uint32_t i = 0; i < m->content_n; i++) {
        html_raw(h, i ? " […] " : "");
        html_cut(h, str_span(text, m->content[i]), CONTENT_BYTES);
    }
}

/* To the byte. */
static bool same_words(const rt_story *story, const rt_member *a, const rt_member *b) {
    if (a->content_n != b->content_n || a->in_marks != b->in_marks) return false;
    rt_str x = story->articles[a->article]->text, y = story->articles[b->article]->text;
    for (uint32_t i = 0; i < a->content_n; i++)
        if (!str_eq(str_span(x, a->content[i]), str_span(y, b->content[i]))) return false;
    return true;
}

/* One wording, with all the articles that have it; members before `i` are shown. */
static void put_wording(html *h, const rt_story *story, const rt_family *f, uint32_t i) {
    const rt_member *m = &f->members[i];
    for (uint32_t k = 0; k < i; k++)
        if (same_words(story, &f->members[k], m)) return;
    html_raw(h, "<li><span class=\"who\">");
    html_article_link(h, story, m->article);
    for (uint32_t k = i + 1; k < f->members_n && k < MEMBERS_MOST; k++) {
        if (!same_words(story, &f->members[k], m)) continue;
        html_raw(h, ", ");
        html_article_link(h, story, f->members[k].article);
    }
    html_printf(h, " <small>%s%s</small></span><%s dir=\"auto\">",
                words_variant(m->variant), m->in_marks ? "" : ", indirect",
                m->in_marks ? "q" : "span");
    put_content(h, story->articles[m->article]->text, m);
    html_raw(h, m->in_marks ? "</q></li>\n" : "</span></li>\n");
}

static void put_family(html *h, const rt_story *story, const rt_family *f) {
    uint32_t shown = f->members_n < MEMBERS_MOST ? f->members_n : MEMBERS_MOST;
    html_raw(h, "<ul class=\"family\">\n");
    for (uint32_t i = 0; i < shown; i++) put_wording(h, story, f, i);
    html_raw(h, "</ul>\n");
    if (shown < f->members_n)
        html_printf(h, "<p>%u more articles have it.</p>\n", f->members_n - shown);
}

static bool same_speaker(const rt_family *a, const rt_family *b) {
    return (a->speaker.s != NULL) == (b->speaker.s != NULL) &&
           str_eq(a->speaker, b->speaker);
}

/* The families of the speaker of family `first`, unless an earlier one has shown them. */
static void put_speaker(html *h, const rt_story *story, uint32_t first, uint32_t n) {
    for (uint32_t i = 0; i < first; i++)
        if (same_speaker(&story->families[i], &story->families[first])) return;
    html_raw(h, "<h4>");
    if (story->families[first].speaker.n) html_name(h, story->families[first].speaker);
    else html_raw(h, "Speaker unknown");
    html_raw(h, "</h4>\n");
    for (uint32_t i = first; i < n; i++)
        if (same_speaker(&story->families[i], &story->families[first]))
            put_family(h, story, &story->families[i]);
}

void html_quotations(html *h, const rt_story *story) {
    if (!story->families_n) return;
    uint32_t n = story->families_n < FAMILIES_MOST ? story->families_n : FAMILIES_MOST;
    html_raw(
        h,
        "<h3>Quotations that several articles carry</h3>\n<div class=\"quotations\">\n");
    for (uint32_t i = 0; i < n; i++) put_speaker(h, story, i, n);
    html_raw(h, "</div>\n");
    html_left_out(h, n, story->families_n, "quotations");
}
