#include "read/page.h"

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

/* The smallest element that holds nearly all of what its parent holds. */
static uint32_t find_container(const page *p, const double *sum) {
    uint32_t at = 0;
    for (;;) {
        const html_node *node = &p->tree.node[at];
        double all = worth_in(p, sum, at), best = 0;
        uint32_t heir = 0;
        for (uint32_t c = at + 1; c < node->end; c = p->tree.node[c].end) {
            double mine = worth_in(p, sum, c);
            if (mine > best) best = mine, heir = c;
        }
        if (!heir || best < all * 0.8) return at;
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

void page_select(page *p, rt_str body) {
    (void)body;
    const double *sum = sum_worth(p);
    uint32_t container = find_container(p, sum);
    for (uint32_t i = 0; i < p->blocks_n; i++)
        p->block[i].role = judge(p, &p->block[i], container);
}
