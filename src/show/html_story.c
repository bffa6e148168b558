#include "show/html.h"
#include "show/words.h"

enum { STATEMENTS_MOST = 80, DIFFERENCES_MOST = 80, MATRIX_MOST = 10, TEXT_BYTES = 400 };

static void put_findings(html *h, const rt_story *story) {
    if (!story->findings_n) return;
    html_raw(h, "<div class=\"findings\" role=\"note\"><h3>About the credits</h3><ul>\n");
    for (uint32_t i = 0; i < story->findings_n; i++) {
        html_printf(h, "<li><b>%s.</b> ", words_finding(story->findings[i].kind));
        html_name(h, story->findings[i].text);
        html_raw(h, "</li>\n");
    }
    html_raw(h, "</ul></div>\n");
}

static void put_corrections(html *h, const rt_story *story) {
    if (!story->corrections_n) return;
    html_raw(h,
             "<div class=\"corrections\" role=\"note\"><h3>Your corrections</h3><ul>\n");
    for (uint32_t i = 0; i < story->corrections_n; i++) {
        const rt_correction *c = &story->corrections[i];
        rt_str names[2];
        words_corrected(h->tmp, story, c, names);
        html_printf(h, "<li><b>%u.</b> ", c->number);
        html_name(h, words_correction(h->tmp, c, names));
        html_raw(h, "</li>\n");
    }
    html_raw(h, "</ul></div>\n");
}

static void put_origins(html *h, const rt_story *story) {
    html_raw(h, "<ul class=\"origins\">\n");
    for (uint32_t i = 0; i < story->origin_n; i++) {
        const rt_origin *o = &story->origin[i];
        html_raw(h, "<li><b>");
        html_name(h, words_origin(story, o));
        html_printf(h, "</b> <small>%s</small>",
                    o->in_corpus ? "among these articles" : "outside these articles");
        for (uint32_t k = 0; k < o->articles_n; k++) {
            html_raw(h, k ? ", " : "<br>carried by ");
            html_article_link(h, story, o->articles[k]);
        }
        html_raw(h, "</li>\n");
    }
    html_raw(h, "</ul>\n");
}

static void put_value(html *h, const rt_story *story, const rt_value *v) {
    html_raw(h, "<li>");
    html_article_link(h, story, v->article);
    html_raw(h, ": ");
    if (span_known(v->span)) {
        html_raw(h, "<q dir=\"auto\">");
        html_cut(h, str_span(story->articles[v->article]->text, v->span), TEXT_BYTES);
        html_raw(h, "</q>");
    } else if (v->value.n) {
        html_name(h, v->value);
    } else {
        html_raw(h, "says nothing about it");
    }
    html_raw(h, "</li>");
}

static void put_differences(html *h, const rt_story *story) {
    if (!story->differences_n) return;
    uint32_t n =
        story->differences_n < DIFFERENCES_MOST ? story->differences_n : DIFFERENCES_MOST;
    html_raw(h, "<h3>Differences</h3>\n");
    html_scroll_begin(h, story, "Differences");
    html_raw(h, "<table><caption>Where the articles say it "
                "differently</caption><thead><tr><th scope=\"col\">About</th>"
                "<th scope=\"col\">Kind</th><th scope=\"col\">What each says</th></tr>"
                "</thead><tbody>\n");
    for (uint32_t i = 0; i < n; i++) {
        const rt_difference *d = &story->differences[i];
        html_raw(h, "<tr><th scope=\"row\">");
        html_name(h, d->about.n ? d->about : STR("(no common words)"));
        html_printf(h, "</th><td>%s<br><small>%s</small></td><td><ul class=\"values\">",
                    words_difference_kind(d->kind), words_difference_type(d->type));
        for (uint32_t k = 0; k < d->values_n; k++) put_value(h, story, &d->values[k]);
        html_raw(h, "</ul></td></tr>\n");
    }
    html_raw(h, "</tbody></table>");
    html_scroll_end(h);
    html_left_out(h, n, story->differences_n, "differences");
}

static bool has_place(const rt_statement *s, uint32_t article) {
    for (uint32_t i = 0; i < s->places_n; i++)
        if (s->places[i].article == article) return true;
    return false;
}

static void put_statement(html *h, const rt_story *story, const rt_statement *s) {
    html_raw(h, "<tr><th scope=\"row\">");
    html_raw(h, "<span dir=\"auto\">");
    html_cut(h, s->text, TEXT_BYTES);
    html_raw(h, "</span></th>");
    if (story->articles_n > MATRIX_MOST)
        html_printf(h, "<td class=\"n\">%u</td>", s->places_n);
    for (uint32_t i = 0; i < story->articles_n && story->articles_n <= MATRIX_MOST; i++)
        html_raw(h, has_place(s, i) ? "<td class=\"has\">yes</td>"
                                    : "<td class=\"has\">–</td>");
    html_raw(h, "<td class=\"n\">");
    html_text(h, words_range(h->tmp, s->origins));
    html_raw(h, "</td></tr>\n");
}

static void put_coverage_head(html *h, const rt_story *story) {
    html_raw(h, "<h3>Coverage</h3>\n");
    html_scroll_begin(h, story, "Coverage");
    html_raw(h, "<table class=\"coverage\"><caption>Statements that "
                "several articles make, and the independent origins behind each</caption>"
                "<thead><tr><th scope=\"col\">Statement</th>");
    if (story->articles_n > MATRIX_MOST)
        html_raw(h, "<th scope=\"col\" class=\"n\">Articles</th>");
    for (uint32_t i = 0; i < story->articles_n && story->articles_n <= MATRIX_MOST; i++) {
        html_raw(h, "<th scope=\"col\" class=\"has\">");
        html_article_link(h, story, i);
        html_raw(h, "</th>");
    }
    html_raw(h, "<th scope=\"col\" class=\"n\">Origins</th></tr></thead><tbody>\n");
}

static void put_coverage(html *h, const rt_story *story) {
    uint32_t several = 0, shown = 0;
    for (uint32_t i = 0; i < story->statements_n; i++)
        several += story->statements[i].places_n > 1;
    if (!several) return;
    put_coverage_head(h, story);
    for (uint32_t i = 0; i < story->statements_n && shown < STATEMENTS_MOST; i++) {
        if (story->statements[i].places_n < 2) continue;
        put_statement(h, story, &story->statements[i]);
        shown++;
    }
    html_raw(h, "</tbody></table>");
    html_scroll_end(h);
    html_left_out(h, shown, several, "statements");
}

static void put_head(html *h, const rt_story *story) {
    unsigned long long number = story->number;
    html_printf(h,
                "<section class=\"story\" id=\"s%llu\" aria-labelledby=\"s%llut\">\n"
                "<p class=\"kicker\">Story %llu</p><h2 id=\"s%llut\">",
                number, number, number, number);
    html_name(h, words_title(story));
    html_raw(h, "</h2>\n<p class=\"count\"><b>");
    html_text(h, words_count(h->tmp, story->articles_n, "article"));
    html_raw(h, "</b> <b>");
    html_text(h, words_origins(h->tmp, story->origins));
    html_printf(h, "</b></p>\n<p class=\"caveat\">%s%s</p>\n", words_caveat,
                story->origins.min < story->origins.max
                    ? " How many they are is left open where articles may rest on one "
                      "source that they do not name."
                    : "");
    if (story->thread && story->thread != number)
        html_printf(h,
                    "<p class=\"thread\">On the same subject: "
                    "<a href=\"#s%llu\">story %llu</a>.</p>\n",
                    (unsigned long long)story->thread, (unsigned long long)story->thread);
}

void html_story_section(html *h, const rt_story *story) {
    put_head(h, story);
    put_origins(h, story);
    put_corrections(h, story);
    put_findings(h, story);
    html_lineage(h, story);
    html_evidence(h, story);
    put_differences(h, story);
    html_quotations(h, story);
    put_coverage(h, story);
    html_articles(h, story);
    html_raw(h, "</section>\n");
}
