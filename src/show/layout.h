/* layout.h: where the nodes and lines of a lineage stand in its drawing.
 * Columns from left to right: each node after its farthest parent; inside a column near
 * its parents. Lines that cross columns get a way of their own. Deterministic. In pixels.
 */
#ifndef SHOW_LAYOUT_H
#define SHOW_LAYOUT_H

#include "base/str.h"

/* Larger lineages are not drawn: nobody could follow the lines. */
enum { LAYOUT_NODES_MOST = 60, LAYOUT_EDGES_MOST = 150 };
enum { LAYOUT_WIDTH = 222, LAYOUT_HEIGHT = 46, LAYOUT_GAP = 110 };

/* An article of the story, after those an outlet outside, and after those the places
 * where lines pass through a column. */
typedef struct layout_node {
    rt_str outside; /* null for an article */
    bool passage;   /* a line passes here; no box */
    uint32_t before, column;
    double order; /* where its parents stand */
    int x, y;     /* left upper corner */
    bool seen, on_path;
} layout_node;

/* The way of one edge. */
typedef struct layout_line {
    uint32_t from, to; /* nodes */
    uint32_t through;  /* first node that it passes; one in each column between */
    uint32_t through_n;
    uint32_t port, ports_n; /* which of the lines that arrive at `to` this is */
    bool loose;             /* who came first is unknown: it orders no columns */
    bool beside;            /* a loose one inside a column; drawn on its right */
    bool back;              /* closes a circle; drawn below */
} layout_line;

typedef struct layout {
    layout_node *node;
    layout_line *line; /* one for each edge of the story */
    uint32_t nodes_n, lines_n, columns;
    int width, height;
} layout;

/* False when the story's lineage is too large to be drawn. */
bool layout_lineage(arena *a, const rt_story *story, layout *out);

/* Height of a node. */
static inline int layout_tall(const layout_node *n) {
    return n->passage ? 0 : LAYOUT_HEIGHT;
}

#endif
