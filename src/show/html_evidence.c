#include "show/html.h"
#include "show/wording.h"
#include "show/words.h"

/* An edge seldom rests on more; the rest is in the JSON. */
enum { EVIDENCE_MOST = 40, EDGES_MOST = 200, CONTEXT = 140 };

/* text[from, to) with the shared words marked, neighbours in one mark. */
static void put_wording(html *h, rt_str text, rt_span span, const wording *w) {
    uint32_t at = span.start;
    bool open = false;
    for (uint32_t i = 0; i < w->n; i++) {
        bool shared = wording_shared(w, i);
        if (open && !shared) html_raw(h, "</mark>");
        html_text(h, str_span(text, (rt_span){at, w->at[i].span.start}));
        if (!open && shared) html_raw(h, "<mark>");
        html_text(h, str_span(text, w->at[i].span));
        at = w->at[i].span.end;
        open = shared;
    }
    if (open) html_raw(h, "</mark>");
    if (w->cut) html_raw(h, " …");
    else html_text(h, str_span(text, (rt_span){at, span.end}));
}

/* The span with the words around it, inside its paragraph; `text` is the article's. */
static void put_in_context(html *h, rt_str text, rt_span span) {
    size_t start = span.start < text.n ? span.start : text.n;
    size_t end = span.end < text.n ? span.end : text.n;
    size_t from = start, to = end;
    while (from > 0 && start - from < CONTEXT && text.s[from - 1] != '\n') from--;
    while (to < text.n && to - end < CONTEXT && text.s[to] != '\n') to++;
    bool cut_before = from > 0 && text.s[from - 1] != '\n';
    bool cut_after = to < text.n && text.s[to] != '\n';
    while (cut_before && from < start && text.s[from] != ' ') from++;
    while (cut_after && to > end && text.s[to - 1] != ' ') to--;
    if (cut_before) html_raw(h, "… ");
    html_text(h, (rt_str){text.s + from, start - from});
    html_raw(h, "<mark>");
    html_text(h, (rt_str){text.s + start, end - start});
    html_raw(h, "</mark>");
    html_text(h, (rt_str){text.s + end, to - end});
    if (cut_after) html_raw(h, "…");
}

static void put_side_head(html *h, const rt_story *story, uint32_t i) {
    html_raw(h, "<figure class=\"side\"><figcaption>");
    html_article_link(h, story, i);
    html_raw(h, "</figcaption><blockquote dir=\"auto\">");
}

static void put_both(html *h, const rt_story *story, const rt_edge *edge,
                     const rt_evidence *e) {
    rt_str child = story->articles[edge->child]->text;
    rt_str parent = story->articles[edge->parent]->text;
    arena_reset(h->scratch);
    wording a = wording_of(h->scratch, child, e->child);
    wording b = wording_of(h->scratch, parent, e->parent);
    wording_compare(h->scratch, &a, &b);
    html_raw(h, "<div class=\"sides\">");
    put_side_head(h, story, edge->child);
    put_wording(h, child, e->child, &a);
    html_raw(h, "</blockquote></figure>");
    put_side_head(h, story, edge->parent);
    put_wording(h, parent, e->parent, &b);
    html_raw(h, "</blockquote></figure></div>");
}

static void put_evidence(html *h, const rt_story *story, const rt_edge *edge,
                         const rt_evidence *e) {
    bool child = span_known(e->child);
    bool parent = span_known(e->parent) && edge->parent != RT_OUTSIDE;
    html_printf(h, "<li><p class=\"kind\">%s</p>", words_evidence(e->kind));
    if (child && parent) {
        put_both(h, story, edge, e);
    } else if (child || parent) {
        uint32_t i = child ? edge->child : edge->parent;
        put_side_head(h, story, i);
        put_in_context(h, story->articles[i]->text, child ? e->child : e->parent);
        html_raw(h, "</blockquote></figure>");
    } else if (e->kind == RT_BY_CREDIT) {
        html_raw(h, "<p>In the byline, the title or a notice on the page.</p>");
    } else if (e->kind == RT_BY_USER) {
        html_printf(h, "<p>Correction %u says so.</p>", edge->correction);
    }
    html_raw(h, "</li>\n");
}

static void put_edge(html *h, const rt_story *story, uint32_t number) {
    const rt_edge *edge = &story->edges[number];
    html_printf(h, "<details><summary><span class=\"no\">%u</span> ", number + 1);
    html_name(h, words_article(story->articles[edge->child]));
    html_raw(h, edge->direction == RT_DIRECTION_UNKNOWN ? " — " : " ← ");
    if (edge->parent == RT_OUTSIDE) html_name(h, edge->outside);
    else html_name(h, words_article(story->articles[edge->parent]));
    html_printf(
        h, " <small>%s, %s</small></summary><ol class=\"evidence\" id=\"s%llue%u\">\n",
        words_relation(edge->relation), words_direction(edge->direction),
        (unsigned long long)story->number, number + 1);
    uint32_t shown = edge->evidence_n < EVIDENCE_MOST ? edge->evidence_n : EVIDENCE_MOST;
    for (uint32_t i = 0; i < shown; i++) put_evidence(h, story, edge, &edge->evidence[i]);
    html_raw(h, "</ol>");
    if (!shown) html_raw(h, "<p class=\"hint\">No passage of the text is recorded.</p>");
    html_left_out(h, shown, edge->evidence_n, "pieces of evidence");
    html_raw(h, "</details>\n");
}

void html_evidence(html *h, const rt_story *story) {
    if (!story->edges_n) return;
    html_raw(h,
             "<h3>What each link rests on</h3>\n"
             "<p class=\"hint\">Open a link to see the passages side by side. Words that "
             "both have, in the same order, are <mark>marked</mark>.</p>\n"
             "<div class=\"links\">\n");
    uint32_t shown = story->edges_n < EDGES_MOST ? story->edges_n : EDGES_MOST;
    for (uint32_t i = 0; i < shown; i++) put_edge(h, story, i);
    html_raw(h, "</div>\n");
    html_left_out(h, shown, story->edges_n, "links");
}
