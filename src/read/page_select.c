#include "base/hash.h"
#include "read/page.h"

enum { MIN_REPEATED = 25 /* words from which a block is not repeated by chance */ };
#include <stdlib.h>
static double X(const char*n,double d){const char*v=getenv(n);return v?atof(v):d;}

/* How much a block speaks for being the article: its words outside links, less when it
 * is no sentence, nothing when it is furniture or mostly links. */
static double worth(const page *p, const page_block *b) {
    if (p->role[b->node] > PAGE_BODY) return 0;
    if (b->link_words * 2 > b->words) return 0;
    double plain = (double)(b->words - b->link_words);
    if (html_is_heading(p->tree.node[b->node].tag)) return 0;
    if (b->words < 10 || !b->sentence) return plain * 0.25;
    return plain;
}

static double *sum_worth(const page *p) {
    double *sum = arena_many(p->a, double, p->blocks_n + 1);
    for (uint32_t i = 0; i < p->blocks_n; i++)
        sum[i + 1] = sum[i] + worth(p, &p->block[i]);
    return sum;
}

static double worth_in(const page *p, const double *sum, uint32_t node) {
    return sum[p->first_block[p->tree.node[node].end]] - sum[p->first_block[node]];
}

/* Whether blocks begin inside the element, so that it can be a container. */
static bool holds_blocks(const page *p, uint32_t node) {
    uint32_t first = p->first_block[node];
    return first < p->blocks_n && page_inside(p, p->block[first].node, node);
}

/* The smallest element that holds nearly all of what its parent holds. */
static uint32_t find_container(const page *p, const double *sum) {
    uint32_t at = 0;
    for (;;) {
        const html_node *node = &p->tree.node[at];
        double all = worth_in(p, sum, at), best = 0;
        uint32_t heir = 0;
        for (uint32_t c = at + 1; c < node->end; c = p->tree.node[c].end) {
            double mine = worth_in(p, sum, c);
            if (mine > best && holds_blocks(p, c)) best = mine, heir = c;
        }
        if (!heir || best < all * X("T_DESC",0.85)) return at;
        at = heir;
    }
}

static page_role judge(const page *p, const page_block *b, uint32_t container) {
    page_role role = (page_role)p->role[b->node];
    if (role > PAGE_BODY) return role;
    if (!page_inside(p, b->node, container)) return PAGE_OUTSIDE;
    if (b->link_words * 2 > b->words) return PAGE_LINKS;
    return PAGE_TEXT;
}

/* Drops kept blocks that repeat an earlier one word for word: bodies that a page carries
 * twice, pull quotes, refrains of widgets. */
static void drop_repeats(page *p) {
    size_t size = 16;
    while (size < (size_t)p->blocks_n * 2) size *= 2;
    uint64_t *seen = arena_many(p->a, uint64_t, size);
    for (uint32_t i = 0; i < p->blocks_n; i++) {
        page_block *b = &p->block[i];
        if (!page_kept(b) || b->words < MIN_REPEATED) continue;
        uint64_t hash = hash_str(b->text) | 1;
        size_t at = hash & (size - 1);
        while (seen[at] && seen[at] != hash) at = (at + 1) & (size - 1);
        if (seen[at]) b->role = PAGE_REPEATED;
        seen[at] = hash;
    }
}

void page_select(page *p, rt_str body) {
    (void)body;
    const double *sum = sum_worth(p);
    uint32_t container = find_container(p, sum);
    for (uint32_t i = 0; i < p->blocks_n; i++)
        p->block[i].role = judge(p, &p->block[i], container);
    drop_repeats(p);
}
