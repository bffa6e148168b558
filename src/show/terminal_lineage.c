#include "base/civil.h"
#include "show/terminal.h"
#include "show/words.h"

#include <stdlib.h>

/* Enough for a screen; deeper nodes are drawn at the last depth. */
enum { NODES_MOST = 60, DEPTH_MOST = 12, CREDITS_MOST = 3 };

/* The articles of a story, then the outlets outside that they rest on. Every node hangs
 * below its strongest edge; its other edges are named beside it. */
typedef struct tree {
    const rt_story *story;
    rt_str *outside;   /* names, after the articles */
    uint32_t *parent;  /* of each node; UINT32_MAX: a root */
    uint32_t *edge;    /* to the parent */
    uint32_t *ordered; /* articles: earliest first, unknown dates last */
    uint32_t articles_n, n;
} tree;

enum { ROOT = UINT32_MAX };

static uint32_t outside_node(tree *t, rt_str name) {
    for (uint32_t i = t->articles_n; i < t->n; i++)
        if (str_eq(t->outside[i - t->articles_n], name)) return i;
    t->outside[t->n - t->articles_n] = name;
    t->parent[t->n] = ROOT;
    return t->n++;
}

static bool stronger(const rt_edge *a, const rt_edge *b) {
    if ((a->direction == RT_CREDITED) != (b->direction == RT_CREDITED))
        return a->direction == RT_CREDITED;
    return a->confidence > b->confidence;
}

/* Credits may go in circles: a node whose way up comes back to it becomes a root. */
static void cut_circles(tree *t, uint32_t *seen) {
    for (uint32_t i = 0; i < t->articles_n; i++) {
        uint32_t at = i;
        while (at != ROOT && !seen[at]) {
            seen[at] = i + 1;
            at = t->parent[at];
        }
        if (at != ROOT && seen[at] == i + 1) t->parent[at] = ROOT;
    }
}

typedef struct dated {
    int64_t seconds;
    uint32_t article;
} dated;

static int by_date(const void *x, const void *y) {
    const dated *a = x, *b = y;
    if (a->seconds != b->seconds) return a->seconds < b->seconds ? -1 : 1;
    return (a->article > b->article) - (a->article < b->article);
}

static void order_articles(tree *t, arena *a) {
    dated *dates = arena_many(a, dated, t->articles_n);
    t->ordered = arena_many(a, uint32_t, t->articles_n);
    for (uint32_t i = 0; i < t->articles_n; i++) {
        int64_t seconds = civil_seconds(t->story->articles[i]->published);
        dates[i] = (dated){seconds == INT64_MIN ? INT64_MAX : seconds, i};
    }
    qsort(dates, t->articles_n, sizeof *dates, by_date);
    for (uint32_t i = 0; i < t->articles_n; i++) t->ordered[i] = dates[i].article;
}

static tree tree_of(const rt_story *s, arena *a) {
    size_t room = (size_t)s->articles_n + s->edges_n;
    tree t = {.story = s,
              .outside = arena_many(a, rt_str, s->edges_n),
              .parent = arena_many(a, uint32_t, room),
              .edge = arena_many(a, uint32_t, room),
              .articles_n = s->articles_n,
              .n = s->articles_n};
    for (uint32_t i = 0; i < room; i++) t.parent[i] = ROOT;
    for (uint32_t i = 0; i < s->edges_n; i++) {
        const rt_edge *e = &s->edges[i];
        uint32_t parent =
            e->parent == RT_OUTSIDE ? outside_node(&t, e->outside) : e->parent;
        if (t.parent[e->child] != ROOT && !stronger(e, &s->edges[t.edge[e->child]]))
            continue;
        t.parent[e->child] = parent;
        t.edge[e->child] = i;
    }
    cut_circles(&t, arena_many(a, uint32_t, room));
    order_articles(&t, a);
    return t;
}

/* ---- writing it */

static void node_name(terminal *out, const tree *t, uint32_t node) {
    term_look_as(out, TERM_ACCENT);
    if (node < t->articles_n)
        term_text(out, words_article(t->story->articles[node]), TERM_NAME_BYTES);
    else term_text(out, t->outside[node - t->articles_n], TERM_NAME_BYTES);
    term_look_as(out, TERM_PLAIN);
}

/* Naming oneself is no credit. */
static bool names_itself(const rt_marks *marks, const rt_article *article,
                         rt_str outlet) {
    return words_same_outlet(outlet, marks->outlet) ||
           words_same_outlet(outlet, article->outlet);
}

/* "credits Politico, Axios", or "(no credit)". */
static void node_credits(terminal *out, const tree *t, uint32_t node) {
    const rt_marks *marks = t->story->marks ? t->story->marks[node] : NULL;
    if (!marks) return;
    rt_str named[CREDITS_MOST];
    uint32_t n = 0;
    term_put(out, " · ");
    for (uint32_t i = 0; i < marks->credits_n && n < CREDITS_MOST; i++) {
        rt_str outlet = marks->credits[i].outlet;
        bool again = !outlet.n || names_itself(marks, t->story->articles[node], outlet);
        for (uint32_t k = 0; k < n && !again; k++) again = str_eq(named[k], outlet);
        if (again) continue;
        term_put(out, n ? ", " : "credits ");
        term_text(out, outlet, TERM_NAME_BYTES);
        named[n++] = outlet;
    }
    if (!n) term_put(out, "(no credit)");
}

/* "reworded: 3 shared quotations, 5 shared statements · inferred, confidence 0.93" */
static void edge_reasons(terminal *out, const rt_edge *e) {
    unsigned counts[RT_BY_USER + 1] = {0};
    for (uint32_t i = 0; i < e->evidence_n; i++) counts[e->evidence[i].kind]++;
    term_put(out, words_relation(e->relation));
    bool any = false;
    for (rt_evidence_kind kind = RT_BY_PASSAGE; kind <= RT_BY_USER; kind++) {
        if (!counts[kind]) continue;
        term_put(out, any ? ", " : ": ");
        any = true;
        if (kind >= RT_BY_DATE) term_put(out, words_evidence(kind));
        else term_text(out, words_count(out->tmp, counts[kind], words_evidence(kind)), 0);
    }
    unsigned percent = (unsigned)(e->confidence * 100 + 0.5F);
    term_put(out, " · ");
    term_put(out, words_direction(e->direction));
    term_text(out,
              str_printf(out->tmp, ", confidence %u.%02u", percent / 100, percent % 100),
              0);
}

/* A place in the tree being written: the node and, for each depth above it, whether more
 * follows there. */
typedef struct cursor {
    uint32_t node, depth;
    bool more[DEPTH_MOST + 1];
} cursor;

static void margin(terminal *out, const cursor *c, bool below) {
    term_put(out, "    ");
    for (uint32_t d = 1; d < c->depth; d++) term_put(out, c->more[d] ? "│   " : "    ");
    if (c->depth && below) term_put(out, c->more[c->depth] ? "│   " : "    ");
}

static void other_edges(terminal *out, const tree *t, const cursor *c,
                        uint32_t main_edge) {
    const rt_story *s = t->story;
    for (uint32_t i = 0; i < s->edges_n; i++) {
        const rt_edge *e = &s->edges[i];
        if (e->child != c->node || i == main_edge) continue;
        margin(out, c, true);
        term_look_as(out, TERM_DIM);
        term_put(out, "  also ");
        term_text(out,
                  e->parent == RT_OUTSIDE ? e->outside
                                          : words_article(s->articles[e->parent]),
                  TERM_NAME_BYTES);
        term_put(out, " · ");
        edge_reasons(out, e);
        term_look_as(out, TERM_PLAIN);
        term_put(out, "\n");
    }
}

static void node_lines(terminal *out, const tree *t, const cursor *c) {
    bool article = c->node < t->articles_n;
    bool below = article && t->parent[c->node] != ROOT;
    const rt_edge *e = below ? &t->story->edges[t->edge[c->node]] : NULL;
    margin(out, c, false);
    if (c->depth) {
        term_put(out, c->more[c->depth] ? "├" : "└");
        term_put(out, e && e->direction == RT_CREDITED ? "── " : "╌╌ ");
    }
    node_name(out, t, c->node);
    if (article) {
        term_put(out, " · ");
        term_text(out, words_time(out->tmp, t->story->articles[c->node]->published), 0);
        node_credits(out, t, c->node);
        term_id(out, t->story->articles[c->node]);
    } else {
        term_put(out, " (not among the articles)");
    }
    term_put(out, "\n");
    if (e) {
        margin(out, c, true);
        term_look_as(out, TERM_DIM);
        term_put(out, "  ");
        edge_reasons(out, e);
        term_look_as(out, TERM_PLAIN);
        term_put(out, "\n");
    }
    if (article) other_edges(out, t, c, e ? t->edge[c->node] : UINT32_MAX);
}

/* Depth first without recursion: a chain of credits may be long. */
static uint32_t write_tree(terminal *out, const tree *t) {
    cursor *stack = arena_many(out->tmp, cursor, t->n);
    uint32_t top = 0, written = 0;
    for (uint32_t i = t->articles_n; i-- > 0;)
        if (t->parent[t->ordered[i]] == ROOT)
            stack[top++] = (cursor){.node = t->ordered[i]};
    for (uint32_t i = t->n; i-- > t->articles_n;) stack[top++] = (cursor){.node = i};
    while (top && written < NODES_MOST) {
        cursor c = stack[--top];
        node_lines(out, t, &c);
        written++;
        cursor next = c;
        if (next.depth < DEPTH_MOST) next.depth++;
        next.more[next.depth] = false;
        for (uint32_t i = t->articles_n; i-- > 0;) {
            if (t->parent[t->ordered[i]] != c.node) continue;
            next.node = t->ordered[i];
            stack[top++] = next;
            next.more[next.depth] = true;
        }
    }
    return written;
}

void term_lineage(terminal *out, const rt_story *story) {
    tree t = tree_of(story, out->tmp);
    uint32_t written = write_tree(out, &t);
    if (written == t.n) return;
    term_put(out, "    … and another ");
    term_text(out, words_count(out->tmp, t.n - written, "article"), 0);
    term_put(out, "\n");
}
