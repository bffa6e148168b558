#include "show/html.h"

#include "show/words.h"

#include <math.h>
#include <stdlib.h>

/* The drawing: nodes in columns, what was first on the left. All lengths in pixels. */
enum {
    NODES_MOST = 60,
    EDGES_MOST = 150,
    NODE_WIDTH = 190,
    NODE_HEIGHT = 46,
    COLUMN_GAP = 110,
    ROW_GAP = 20,
    MARGIN = 14,
    LABEL_BYTES = 25
};

/* An article of the story or, after those, an outlet outside. */
typedef struct node {
    rt_str outside; /* null for an article */
    uint32_t column, row;
    double order; /* where its parents stand */
    int x, y;
    bool seen, on_path;
} node;

/* Positions of the two ends among the nodes. */
typedef struct line {
    uint32_t from, to;
    bool back; /* closes a circle */
} line;

typedef struct drawing {
    const rt_story *story;
    node *node;
    line *line; /* one for each edge of the story */
    uint32_t nodes_n, columns;
    int width, height;
} drawing;

static uint32_t outside_node(drawing *d, rt_str name) {
    for (uint32_t i = d->story->articles_n; i < d->nodes_n; i++)
        if (str_eq(d->node[i].outside, name)) return i;
    d->node[d->nodes_n].outside = name;
    return d->nodes_n++;
}

static drawing drawing_of(arena *a, const rt_story *story) {
    drawing d = {.story = story,
                 .node = arena_many(a, node, story->articles_n + story->edges_n),
                 .line = arena_many(a, line, story->edges_n),
                 .nodes_n = story->articles_n};
    for (uint32_t i = 0; i < story->edges_n; i++) {
        const rt_edge *e = &story->edges[i];
        d.line[i].to = e->child;
        d.line[i].from =
            e->parent == RT_OUTSIDE ? outside_node(&d, e->outside) : e->parent;
    }
    return d;
}

/* Depth first from `at`: lines that lead back onto the path are the ones that close
 * circles. As deep as there are nodes, NODES_MOST. */
static void find_circles(drawing *d, uint32_t at) {
    d->node[at].seen = d->node[at].on_path = true;
    for (uint32_t i = 0; i < d->story->edges_n; i++) {
        if (d->line[i].from != at) continue;
        node *next = &d->node[d->line[i].to];
        if (next->on_path) d->line[i].back = true;
        else if (!next->seen) find_circles(d, d->line[i].to);
    }
    d->node[at].on_path = false;
}

/* Each node in the column after its farthest parent. */
static void set_columns(drawing *d) {
    for (uint32_t i = d->nodes_n; i-- > 0;)
        if (!d->node[i].seen) find_circles(d, i);
    for (bool moved = true; moved;) {
        moved = false;
        for (uint32_t i = 0; i < d->story->edges_n; i++) {
            uint32_t column = d->node[d->line[i].from].column + 1;
            node *to = &d->node[d->line[i].to];
            if (d->line[i].back || to->column >= column) continue;
            to->column = column;
            moved = true;
        }
    }
    for (uint32_t i = 0; i < d->nodes_n; i++)
        if (d->node[i].column >= d->columns) d->columns = d->node[i].column + 1;
}

/* By where their parents stand, then as the story has them. */
static int by_order(const void *a, const void *b) {
    const node *x = *(node *const *)a, *y = *(node *const *)b;
    if (x->order != y->order) return x->order < y->order ? -1 : 1;
    return x < y ? -1 : x > y;
}

static double mean_row_of_parents(const drawing *d, uint32_t i) {
    double sum = 0;
    uint32_t n = 0;
    for (uint32_t k = 0; k < d->story->edges_n; k++) {
        if (d->line[k].to != i || d->line[k].back) continue;
        sum += d->node[d->line[k].from].y;
        n++;
    }
    return n ? sum / n : 0;
}

/* Stacks the nodes of one column, centred; returns how many there are. */
static uint32_t stack_column(drawing *d, uint32_t column, node **list) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->nodes_n; i++) {
        if (d->node[i].column != column) continue;
        /* Outlets outside stand above the articles of their column. */
        d->node[i].order = column                 ? mean_row_of_parents(d, i)
                           : d->node[i].outside.s ? 0
                                                  : 1;
        list[n++] = &d->node[i];
    }
    qsort(list, n, sizeof(node *), by_order);
    int top = (d->height - (int)n * (NODE_HEIGHT + ROW_GAP) + ROW_GAP) / 2;
    for (uint32_t k = 0; k < n; k++) {
        list[k]->row = k;
        list[k]->x = MARGIN + (int)column * (NODE_WIDTH + COLUMN_GAP);
        list[k]->y = top + (int)k * (NODE_HEIGHT + ROW_GAP);
    }
    return n;
}

static void lay_out(drawing *d, arena *a) {
    set_columns(d);
    uint32_t *count = arena_many(a, uint32_t, d->columns), most = 0;
    bool circle = false;
    for (uint32_t i = 0; i < d->nodes_n; i++) {
        uint32_t n = ++count[d->node[i].column];
        if (n > most) most = n;
    }
    for (uint32_t i = 0; i < d->story->edges_n; i++) circle |= d->line[i].back;
    d->width = 2 * MARGIN + (int)d->columns * (NODE_WIDTH + COLUMN_GAP) - COLUMN_GAP;
    d->height = 2 * MARGIN + (int)most * (NODE_HEIGHT + ROW_GAP) - ROW_GAP;
    node **list = arena_many(a, node *, d->nodes_n);
    for (uint32_t c = 0; c < d->columns; c++) stack_column(d, c, list);
    if (circle) d->height += NODE_HEIGHT; /* such lines run below */
}

static const char *line_class(const rt_edge *e) {
    if (e->direction == RT_DIRECTION_UNKNOWN) return "unknown";
    if (e->direction == RT_INFERRED) return "inferred";
    return e->parent == RT_OUTSIDE ? "outside" : "credited";
}

static void put_number(html *h, int x, int y, uint32_t number) {
    html_printf(h,
                "<circle class=\"no\" cx=\"%d\" cy=\"%d\" r=\"9\"/>"
                "<text class=\"no\" x=\"%d\" y=\"%d\">%u</text>",
                x, y, x, y + 4, number + 1);
}

static void put_line(html *h, const drawing *d, uint32_t i) {
    const node *from = &d->node[d->line[i].from], *to = &d->node[d->line[i].to];
    const rt_edge *e = &d->story->edges[i];
    rt_str tip = STR("");
    if (e->direction != RT_DIRECTION_UNKNOWN)
        tip = str_printf(h->tmp, " marker-end=\"url(#tip%llu)\"",
                         (unsigned long long)d->story->number);
    int x = from->x + NODE_WIDTH, y = from->y + NODE_HEIGHT / 2;
    int to_x = to->x - 2, to_y = to->y + NODE_HEIGHT / 2;
    if (d->line[i].back) {
        x = from->x + NODE_WIDTH / 2, y = from->y + NODE_HEIGHT;
        to_x = to->x + NODE_WIDTH / 2, to_y = to->y + NODE_HEIGHT + 2;
        int low = (y > to_y ? y : to_y) + NODE_HEIGHT;
        html_printf(h, "<path class=\"%s\" d=\"M%d %dC%d %d %d %d %d %d\"%.*s/>",
                    line_class(e), x, y, x, low, to_x, low, to_x, to_y, (int)tip.n,
                    tip.s);
        put_number(h, (x + to_x) / 2, (y + to_y + 6 * low) / 8, i);
        return;
    }
    int middle = to_x - COLUMN_GAP / 2;
    html_printf(h, "<path class=\"%s\" d=\"M%d %dC%d %d %d %d %d %d\"%.*s/>",
                line_class(e), x, y, middle, y, middle, to_y, to_x, to_y, (int)tip.n,
                tip.s);
    put_number(h, to_x - COLUMN_GAP / 3, (to_y * 7 + y) / 8, i);
}

static void put_node(html *h, const drawing *d, uint32_t i) {
    const node *n = &d->node[i];
    bool outside = n->outside.s != NULL;
    const rt_article *article = outside ? NULL : d->story->articles[i];
    rt_str name = outside ? n->outside : words_article(article);
    rt_str below =
        outside ? STR("outside these articles") : words_time(h->tmp, article->published);
    html_printf(h, "<g class=\"%s\"><title>", outside ? "node outside" : "node");
    html_text(h, name);
    html_printf(h,
                "</title><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"5\"/>"
                "<text class=\"name\" x=\"%d\" y=\"%d\">",
                n->x, n->y, NODE_WIDTH, NODE_HEIGHT, n->x + 10, n->y + 19);
    html_cut(h, name, LABEL_BYTES);
    html_printf(h, "</text><text class=\"when\" x=\"%d\" y=\"%d\">", n->x + 10,
                n->y + 36);
    html_text(h, below);
    html_raw(h, "</text></g>\n");
}

static void put_drawing(html *h, const rt_story *story) {
    drawing d = drawing_of(h->tmp, story);
    if (d.nodes_n > NODES_MOST) {
        html_printf(h,
                    "<p>The lineage of %u articles is too large to draw; the table has "
                    "it whole.</p>\n",
                    story->articles_n);
        return;
    }
    lay_out(&d, h->tmp);
    html_printf(
        h,
        "<div class=\"drawing\" role=\"region\" tabindex=\"0\" "
        "aria-label=\"Lineage of story %llu, drawn\">"
        "<svg role=\"img\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
        "aria-label=\"Who retells whom; the table that follows says the same\">\n",
        (unsigned long long)story->number, d.width, d.height, d.width, d.height);
    html_printf(h,
                "<defs><marker id=\"tip%llu\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" "
                "markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\">"
                "<path class=\"tip\" d=\"M0 0L8 4L0 8z\"/></marker></defs>\n",
                (unsigned long long)story->number);
    for (uint32_t i = 0; i < story->edges_n; i++) put_line(h, &d, i);
    for (uint32_t i = 0; i < d.nodes_n; i++) put_node(h, &d, i);
    html_raw(h, "</svg></div>\n");
}

static void put_row(html *h, const rt_story *story, uint32_t i) {
    const rt_edge *e = &story->edges[i];
    html_printf(h, "<tr><td><a href=\"#s%llue%u\">%u</a></td><th scope=\"row\">",
                (unsigned long long)story->number, i + 1, i + 1);
    html_article_link(h, story, e->child);
    html_raw(h, "</th><td>");
    html_parent(h, story, e);
    long hundredths = lrintf(e->confidence * 100);
    html_printf(h, "</td><td>%s</td><td>%s%s</td><td class=\"n\">%ld.%02ld</td></tr>\n",
                words_relation(e->relation), words_direction(e->direction),
                e->by_user ? ", by you" : "", hundredths / 100, hundredths % 100);
}

void html_lineage(html *h, const rt_story *story) {
    if (!story->edges_n) return;
    html_raw(h, "<h3>Lineage</h3>\n<figure class=\"lineage\">\n");
    if (story->edges_n <= EDGES_MOST) put_drawing(h, story);
    html_raw(
        h, "<figcaption><span class=\"key credited\">credited</span> "
           "<span class=\"key outside\">credited, to an outlet outside</span> "
           "<span class=\"key inferred\">inferred, no credit</span> "
           "<span class=\"key unknown\">direction unknown</span></figcaption>\n"
           "</figure>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
           "aria-label=\"Lineage, as a table\"><table><caption>Who retells whom</caption>"
           "<thead><tr><th scope=\"col\">Link</th><th scope=\"col\">Article</th>"
           "<th scope=\"col\">rests on</th><th scope=\"col\">What they share</th>"
           "<th scope=\"col\">How that is known</th>"
           "<th scope=\"col\" class=\"n\">Confidence</th></tr></thead><tbody>\n");
    uint32_t shown = story->edges_n < EDGES_MOST ? story->edges_n : EDGES_MOST;
    for (uint32_t i = 0; i < shown; i++) put_row(h, story, i);
    html_raw(h, "</tbody></table></div>\n");
}
