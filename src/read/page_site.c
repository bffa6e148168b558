#include "base/hash.h"
#include "read/page_place.h"

#include <stdlib.h>

/* Words from which a line is prose, and below which one says nothing of its page; of a
 * text that shows where the site has them. */
enum { PROSE = 10, MIN_WORDS = 3, CERTAIN = 60 };

static uint64_t block_key(const page_block *b) {
    bool prose = b->sentence && b->words >= PROSE && b->link_words * 2 <= b->words;
    return site_block(b->text, prose ? b->words : 0);
}

static int by_value(const void *x, const void *y) {
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return a < b ? -1 : a > b;
}

typedef VEC(uint64_t) marks;

static void add_trait(page *p, marks *m, site_trait kind, uint64_t what) {
    *vec_push(p->a, m) = site_trait_of(kind, what);
}

static void add_title_parts(page *p, marks *m, rt_str title) {
    title_part part[TITLE_PARTS];
    uint32_t n = page_title_parts(title, part);
    for (uint32_t i = 0; i < n; i++)
        add_trait(p, m, part[i].place, hash_str(part[i].text));
}

static void add_place(page *p, marks *m, site_trait kind, uint32_t node) {
    if (node) add_trait(p, m, kind, page_place(p, node));
}

/* What its title begins and ends with, and where it has what an article has. */
static void add_traits(page *p, const page_head *head, marks *m) {
    add_title_parts(p, m, page_title_element(p));
    if (head->title_node) add_title_parts(p, m, page_heading(p, head->title_node));
    add_place(p, m, SITE_BYLINE, page_author_node(p, head));
    add_place(p, m, SITE_DATE, page_date_node(p, head));
    uint32_t words = 0;
    for (uint32_t i = 0; i < p->blocks_n; i++)
        if (page_kept(&p->block[i])) words += p->block[i].words;
    if (words >= CERTAIN) add_place(p, m, SITE_BODY, p->container);
}

rt_code site_page_of(const read_record *record, const read_options *options, arena *a,
                     site_page *out, rt_err *err) {
    page_reading r;
    *out = (site_page){.page = site_page_hash(record)};
    rt_code code = page_open(record, options, a, &r, err);
    if (code) return code;
    page *p = &r.page;
    marks m = {0};
    for (uint32_t i = 0; i < p->blocks_n && i < SITE_BLOCKS; i++)
        *vec_push(a, &m) = block_key(&p->block[i]);
    if (!r.head.refused) add_traits(p, &r.head, &m);
    if (m.n > 1) qsort(m.at, m.n, sizeof *m.at, by_value);
    for (uint32_t i = 0; i < m.n; i++)
        if (!out->n || m.at[out->n - 1] != m.at[i]) m.at[out->n++] = m.at[i];
    out->block = m.at;
    return RT_OK;
}

static bool may_recur(const page *p, const page_block *b) {
    html_tag tag = p->tree.node[b->node].tag;
    if (html_is_heading(tag)) return true; /* dropped with all that it heads, or not */
    return b->words >= MIN_WORDS && tag != HTML_TD && tag != HTML_TH;
}

void page_drop_recurring(page *p) {
    uint8_t *recurs = arena_many(p->a, uint8_t, p->blocks_n);
    uint64_t all = 0, shared = 0;
    for (uint32_t i = 0; i < p->blocks_n; i++) {
        const page_block *b = &p->block[i];
        if (!page_kept(b)) continue;
        all += b->words;
        recurs[i] = may_recur(p, b) && site_recurs(p->sites, p->site, block_key(b));
        if (recurs[i]) shared += b->words;
    }
    if (shared * 4 > all * 3) return; /* then it is what the page is about */
    bool below = true;                /* nothing of the part below is kept */
    for (uint32_t i = p->blocks_n; i-- > 0;) {
        page_block *b = &p->block[i];
        if (!page_kept(b)) continue;
        bool heading = html_is_heading(p->tree.node[b->node].tag);
        if (recurs[i] && (!heading || below)) b->role = PAGE_RECURRING;
        else below = heading;
    }
}
