#include "show/layout.h"

#include <stdlib.h>

enum { ROW_GAP = 20, MARGIN = 14, PASSAGES_MOST = 300 };

static uint32_t outside_node(layout *l, uint32_t articles_n, rt_str name) {
    for (uint32_t i = articles_n; i < l->nodes_n; i++)
        if (str_eq(l->node[i].outside, name)) return i;
    l->node[l->nodes_n].outside = name;
    return l->nodes_n++;
}

static void set_lines(layout *l, const rt_story *story) {
    for (uint32_t i = 0; i < l->lines_n; i++) {
        const rt_edge *e = &story->edges[i];
        l->line[i].to = e->child;
        l->line[i].loose = e->direction == RT_DIRECTION_UNKNOWN;
        l->line[i].from = e->parent == RT_OUTSIDE
                              ? outside_node(l, story->articles_n, e->outside)
                              : e->parent;
    }
}

/* Depth first from `at`: the lines that lead back onto the path are the ones that close
 * circles. As deep as there are nodes, LAYOUT_NODES_MOST. */
static void find_circles(layout *l, uint32_t at) {
    l->node[at].seen = l->node[at].on_path = true;
    for (uint32_t i = 0; i < l->lines_n; i++) {
        if (l->line[i].from != at || l->line[i].loose) continue;
        layout_node *next = &l->node[l->line[i].to];
        if (next->on_path) l->line[i].back = true;
        else if (!next->seen) find_circles(l, l->line[i].to);
    }
    l->node[at].on_path = false;
}

static void set_columns(layout *l) {
    for (uint32_t i = l->nodes_n; i-- > 0;)
        if (!l->node[i].seen) find_circles(l, i);
    for (bool moved = true; moved;) {
        moved = false;
        for (uint32_t i = 0; i < l->lines_n; i++) {
            uint32_t column = l->node[l->line[i].from].column + 1;
            layout_node *to = &l->node[l->line[i].to];
            if (l->line[i].back || l->line[i].loose || to->column >= column) continue;
            to->column = column;
            moved = true;
        }
    }
    for (uint32_t i = 0; i < l->nodes_n; i++)
        if (l->node[i].column >= l->columns) l->columns = l->node[i].column + 1;
}

/* Loose lines lead from left to right like the others, or stay beside their column. */
static void turn_loose_lines(layout *l) {
    for (uint32_t i = 0; i < l->lines_n; i++) {
        layout_line *line = &l->line[i];
        uint32_t from = l->node[line->from].column, to = l->node[line->to].column;
        if (!line->loose) continue;
        line->beside = from == to;
        if (from <= to) continue;
        uint32_t right = line->from;
        line->from = line->to;
        line->to = right;
    }
}

/* A place in every column that a line crosses, as long as there is room for them. */
static void set_passages(layout *l, uint32_t room) {
    for (uint32_t i = 0; i < l->lines_n; i++) {
        layout_line *line = &l->line[i];
        uint32_t first = l->node[line->from].column + 1, end = l->node[line->to].column;
        if (line->back || first >= end || l->nodes_n + (end - first) > room) continue;
        line->through = l->nodes_n;
        line->through_n = end - first;
        for (uint32_t c = first; c < end; c++) {
            uint32_t before = c == first ? line->from : l->nodes_n - 1;
            l->node[l->nodes_n++] =
                (layout_node){.passage = true, .before = before, .column = c};
        }
    }
}

static double mean_of_parents(const layout *l, uint32_t at) {
    if (l->node[at].passage) return l->node[l->node[at].before].y;
    double sum = 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < l->lines_n; i++) {
        const layout_line *line = &l->line[i];
        if (line->to != at || line->back || line->beside) continue;
        uint32_t last =
            line->through_n ? line->through + line->through_n - 1 : line->from;
        sum += l->node[last].y;
        n++;
    }
    return n ? sum / n : 0;
}

/* By where their parents stand, then as they came. */
static int by_order(const void *a, const void *b) {
    const layout_node *x = *(layout_node *const *)a, *y = *(layout_node *const *)b;
    if (x->order != y->order) return x->order < y->order ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* The nodes of a column from top to bottom; returns how many there are, and their height
 * together. */
static uint32_t sort_column(layout *l, uint32_t column, layout_node **list, int *tall) {
    uint32_t n = 0;
    *tall = -ROW_GAP;
    for (uint32_t i = 0; i < l->nodes_n; i++) {
        layout_node *node = &l->node[i];
        if (node->column != column) continue;
        /* Outlets outside stand above the articles of their column. */
        node->order = column ? mean_of_parents(l, i) : node->outside.s ? 0 : 1;
        list[n++] = node;
        *tall += layout_tall(node) + ROW_GAP;
    }
    qsort(list, n, sizeof *list, by_order);
    return n;
}

static int tallest_column(const layout *l) {
    int most = 0;
    for (uint32_t c = 0; c < l->columns; c++) {
        int tall = -ROW_GAP;
        for (uint32_t i = 0; i < l->nodes_n; i++)
            if (l->node[i].column == c) tall += layout_tall(&l->node[i]) + ROW_GAP;
        if (tall > most) most = tall;
    }
    return most;
}

static void stack_columns(layout *l, arena *a) {
    layout_node **list = arena_many(a, layout_node *, l->nodes_n);
    int inner = tallest_column(l);
    l->height = inner + 2 * MARGIN;
    l->width = 2 * MARGIN + (int)l->columns * (LAYOUT_WIDTH + LAYOUT_GAP) - LAYOUT_GAP;
    for (uint32_t c = 0; c < l->columns; c++) {
        int tall, y;
        uint32_t n = sort_column(l, c, list, &tall);
        y = MARGIN + (inner - tall) / 2;
        for (uint32_t k = 0; k < n; k++) {
            list[k]->x = MARGIN + (int)c * (LAYOUT_WIDTH + LAYOUT_GAP);
            list[k]->y = y;
            y += layout_tall(list[k]) + ROW_GAP;
        }
    }
}

/* Where the last stretch of a line comes from. */
static int arrives_from(const layout *l, const layout_line *line) {
    return l->node[line->through_n ? line->through + line->through_n - 1 : line->from].y;
}

/* Lines that arrive at one node get ports from top to bottom, as they come. */
static void set_ports(layout *l) {
    bool circle = false;
    for (uint32_t i = 0; i < l->lines_n; i++) {
        layout_line *line = &l->line[i];
        circle |= line->back;
        int y = arrives_from(l, line);
        for (uint32_t k = 0; k < l->lines_n && !line->back && !line->beside; k++) {
            const layout_line *other = &l->line[k];
            if (other->to != line->to || other->back || other->beside) continue;
            int other_y = arrives_from(l, other);
            line->ports_n++;
            line->port += other_y < y || (other_y == y && k < i);
        }
    }
    bool bows = false;
    for (uint32_t i = 0; i < l->lines_n; i++)
        bows |= l->line[i].beside && l->node[l->line[i].to].column + 1 == l->columns;
    if (bows) l->width += LAYOUT_GAP;
    if (circle) l->height += LAYOUT_HEIGHT; /* such lines run below */
}

bool layout_lineage(arena *a, const rt_story *story, layout *out) {
    if (story->edges_n > LAYOUT_EDGES_MOST || story->articles_n > LAYOUT_NODES_MOST)
        return false;
    uint32_t room = story->articles_n + story->edges_n + PASSAGES_MOST;
    *out = (layout){.node = arena_many(a, layout_node, room),
                    .line = arena_many(a, layout_line, story->edges_n),
                    .nodes_n = story->articles_n,
                    .lines_n = story->edges_n};
    set_lines(out, story);
    if (out->nodes_n > LAYOUT_NODES_MOST) return false;
    set_columns(out);
    turn_loose_lines(out);
    set_passages(out, room);
    stack_columns(out, a);
    set_ports(out);
    return true;
}
