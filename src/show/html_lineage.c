#include "show/html.h"
#include "show/layout.h"
#include "show/words.h"

#include <math.h>
#include <stdlib.h>

enum { ROWS_MOST = 500, LABEL_BYTES = 24, PORT_GAP = 11 };

static const char *line_class(const rt_edge *e) {
    if (e->direction == RT_DIRECTION_UNKNOWN) return "unknown";
    if (e->direction == RT_INFERRED) return "inferred";
    return e->parent == RT_OUTSIDE ? "outside" : "credited";
}

static void begin_line(html *h, const rt_edge *e, int x, int y) {
    html_printf(h, "<path class=\"%s\" d=\"M%d %d", line_class(e), x, y);
}

static void end_line(html *h, const rt_story *story, const rt_edge *e) {
    if (e->direction == RT_DIRECTION_UNKNOWN) html_raw(h, "\"/>");
    else
        html_printf(h, "\" marker-end=\"url(#tip%llu)\"/>",
                    (unsigned long long)story->number);
}

static void put_number(html *h, int x, int y, uint32_t number) {
    html_printf(h,
                "<circle class=\"no\" cx=\"%d\" cy=\"%d\" r=\"9\"/>"
                "<text class=\"no\" x=\"%d\" y=\"%d\">%u</text>\n",
                x, y, x, y + 4, number + 1);
}

/* A line that closes a circle leaves and arrives below. */
static void put_line_back(html *h, const rt_story *story, const layout *l, uint32_t i) {
    const layout_node *from = &l->node[l->line[i].from], *to = &l->node[l->line[i].to];
    int x = from->x + LAYOUT_WIDTH / 2, y = from->y + LAYOUT_HEIGHT;
    int to_x = to->x + LAYOUT_WIDTH / 2, to_y = to->y + LAYOUT_HEIGHT + 2;
    int low = (y > to_y ? y : to_y) + LAYOUT_HEIGHT;
    begin_line(h, &story->edges[i], x, y);
    html_printf(h, "C%d %d %d %d %d %d", x, low, to_x, low, to_x, to_y);
    end_line(h, story, &story->edges[i]);
    put_number(h, (x + to_x) / 2, (y + to_y + 6 * low) / 8, i);
}

/* A line inside a column bows out on its right. */
static void put_line_beside(html *h, const rt_story *story, const layout *l, uint32_t i) {
    const layout_node *from = &l->node[l->line[i].from], *to = &l->node[l->line[i].to];
    int x = from->x + LAYOUT_WIDTH, y = from->y + LAYOUT_HEIGHT / 2;
    int to_y = to->y + LAYOUT_HEIGHT / 2;
    /* The farther apart, the wider, so that several do not lie on each other. */
    int far = 24 + abs(to_y - y) / 3, out = x + (far < LAYOUT_GAP ? far : LAYOUT_GAP);
    begin_line(h, &story->edges[i], x, y);
    html_printf(h, "C%d %d %d %d %d %d", out, y, out, to_y, x, to_y);
    end_line(h, story, &story->edges[i]);
    put_number(h, (2 * x + 6 * out) / 8, (y + to_y) / 2, i);
}

static void put_line(html *h, const rt_story *story, const layout *l, uint32_t i) {
    const layout_line *line = &l->line[i];
    const layout_node *from = &l->node[line->from], *to = &l->node[line->to];
    int x = from->x + LAYOUT_WIDTH, y = from->y + LAYOUT_HEIGHT / 2;
    begin_line(h, &story->edges[i], x, y);
    for (uint32_t k = 0; k < line->through_n; k++) {
        const layout_node *by = &l->node[line->through + k];
        html_printf(h, "C%d %d %d %d %d %dH%d", x + LAYOUT_GAP / 2, y,
                    by->x - LAYOUT_GAP / 2, by->y, by->x, by->y, by->x + LAYOUT_WIDTH);
        x = by->x + LAYOUT_WIDTH, y = by->y;
    }
    int port = (2 * (int)line->port - (int)line->ports_n + 1) * PORT_GAP / 2;
    int most = LAYOUT_HEIGHT / 2 - 4;
    port = port > most ? most : port < -most ? -most : port;
    int to_x = to->x - 2, to_y = to->y + LAYOUT_HEIGHT / 2 + port;
    html_printf(h, "C%d %d %d %d %d %d", x + LAYOUT_GAP / 2, y, to_x - LAYOUT_GAP / 2,
                to_y, to_x, to_y);
    end_line(h, story, &story->edges[i]);
    /* On the curve, halfway and at three quarters by turns. */
    if (line->port % 2) put_number(h, (x + to_x) / 2, (y + to_y) / 2, i);
    else put_number(h, (19 * x + 45 * to_x) / 64, (10 * y + 54 * to_y) / 64, i);
}

static void put_node(html *h, const rt_story *story, const layout *l, uint32_t i) {
    const layout_node *n = &l->node[i];
    if (n->passage) return;
    bool outside = n->outside.s != NULL;
    rt_str name = outside ? n->outside : words_article(story->articles[i]);
    html_printf(h, "<g class=\"%s\"><title>", outside ? "node outside" : "node");
    html_text(h, name);
    html_printf(h,
                "</title><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"5\"/>"
                "<text class=\"name\" x=\"%d\" y=\"%d\">",
                n->x, n->y, LAYOUT_WIDTH, LAYOUT_HEIGHT, n->x + 10, n->y + 19);
    html_cut(h, name, LABEL_BYTES);
    html_printf(h, "</text><text class=\"when\" x=\"%d\" y=\"%d\">", n->x + 10,
                n->y + 36);
    html_text(h, outside ? STR("outside these articles")
                         : words_time(h->tmp, story->articles[i]->published));
    html_raw(h, "</text></g>\n");
}

static void put_drawing(html *h, const rt_story *story) {
    layout l;
    if (!layout_lineage(h->tmp, story, &l)) {
        html_raw(h,
                 "<p class=\"hint\">Too many lines to draw; the table has them.</p>\n");
        return;
    }
    unsigned long long number = story->number;
    html_printf(h,
                "<div class=\"drawing\" role=\"region\" tabindex=\"0\" "
                "aria-label=\"Lineage of story %llu, drawn\">"
                "<svg role=\"img\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                "aria-label=\"Who retells whom; the table that follows says the same\">\n"
                "<defs><marker id=\"tip%llu\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" "
                "markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\">"
                "<path class=\"tip\" d=\"M0 0L8 4L0 8z\"/></marker></defs>\n",
                number, l.width, l.height, l.width, l.height, number);
    for (uint32_t i = 0; i < l.lines_n; i++) {
        if (l.line[i].back) put_line_back(h, story, &l, i);
        else if (l.line[i].beside) put_line_beside(h, story, &l, i);
        else put_line(h, story, &l, i);
    }
    for (uint32_t i = 0; i < l.nodes_n; i++) put_node(h, story, &l, i);
    html_raw(h, "</svg></div>\n");
}

static void put_row(html *h, const rt_story *story, uint32_t i) {
    const rt_edge *e = &story->edges[i];
    html_printf(h, "<tr><td><a href=\"#s%llue%u\">%u</a></td><th scope=\"row\">",
                (unsigned long long)story->number, i + 1, i + 1);
    html_article_link(h, story, e->child);
    html_raw(h, e->direction == RT_DIRECTION_UNKNOWN ? "</th><td>shares wording with "
                                                     : "</th><td>");
    html_parent(h, story, e);
    long hundredths = lrintf(e->confidence * 100);
    html_printf(h, "</td><td>%s</td><td>%s%s</td><td class=\"n\">%ld.%02ld</td></tr>\n",
                words_relation(e->relation), words_direction(e->direction),
                e->correction ? ", from your correction" : "", hundredths / 100,
                hundredths % 100);
}

void html_lineage(html *h, const rt_story *story) {
    if (!story->edges_n) return;
    html_raw(h, "<h3>Lineage</h3>\n<figure class=\"lineage\">\n");
    put_drawing(h, story);
    html_raw(h, "<figcaption><span class=\"key credited\">credited</span> "
                "<span class=\"key outside\">credited, to an outlet outside</span> "
                "<span class=\"key inferred\">inferred, no credit</span> "
                "<span class=\"key unknown\">direction unknown</span></figcaption>\n"
                "</figure>\n");
    html_scroll_begin(h, story, "Lineage as a table");
    html_raw(h, "<table><caption>Who retells whom</caption><thead><tr><th "
                "scope=\"col\">Link</th><th scope=\"col\">Article</th>"
                "<th scope=\"col\">Rests on</th><th scope=\"col\">What they share</th>"
                "<th scope=\"col\">How that is known</th>"
                "<th scope=\"col\" class=\"n\">Confidence</th></tr></thead><tbody>\n");
    uint32_t shown = story->edges_n < ROWS_MOST ? story->edges_n : ROWS_MOST;
    for (uint32_t i = 0; i < shown; i++) put_row(h, story, i);
    html_raw(h, "</tbody></table>");
    html_scroll_end(h);
    html_left_out(h, shown, story->edges_n, "links");
}
