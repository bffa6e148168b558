#include "base/vec.h"
#include "read/html.h"
#include "read/page.h"
#include "read/site.h"

#include <stdlib.h>

/* Words from which a line is prose, and below which one says nothing of its page. */
enum { PROSE = 10, MIN_WORDS = 3 };

static uint64_t block_key(const page_block *b) {
    bool prose = b->sentence && b->words >= PROSE && b->link_words * 2 <= b->words;
    return site_block(b->text, prose ? b->words : 0);
}

static int by_value(const void *x, const void *y) {
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return a < b ? -1 : a > b;
}

rt_code site_page_of(const read_record *record, const read_options *options, arena *a,
                     site_page *out, rt_err *err) {
    page p = {.a = a, .lex = options->lex};
    p.raw = read_html_text(record, a);
    *out = (site_page){.page = site_page_hash(record)};
    rt_code code = html_parse(p.raw, a, &p.tree, err);
    if (code) return code;
    page_cut(&p);
    uint32_t n = p.blocks_n < SITE_BLOCKS ? p.blocks_n : SITE_BLOCKS;
    uint64_t *block = arena_many(a, uint64_t, n);
    for (uint32_t i = 0; i < n; i++) block[i] = block_key(&p.block[i]);
    if (n > 1) qsort(block, n, sizeof *block, by_value);
    for (uint32_t i = 0; i < n; i++)
        if (!out->n || block[out->n - 1] != block[i]) block[out->n++] = block[i];
    out->block = block;
    return RT_OK;
}

static bool may_recur(const page *p, const page_block *b) {
    html_tag tag = p->tree.node[b->node].tag;
    if (html_is_heading(tag)) return true; /* dropped with all that it heads, or not */
    return b->words >= MIN_WORDS && tag != HTML_TD && tag != HTML_TH;
}

bool page_drop_recurring(page *p, const site_memory *sites, rt_str host) {
    uint8_t *recurs = arena_many(p->a, uint8_t, p->blocks_n);
    uint64_t all = 0, shared = 0;
    for (uint32_t i = 0; i < p->blocks_n; i++) {
        const page_block *b = &p->block[i];
        if (!page_kept(b)) continue;
        all += b->words;
        recurs[i] = may_recur(p, b) && site_recurs(sites, host, block_key(b));
        if (recurs[i]) shared += b->words;
    }
    if (shared * 4 > all * 3) return false; /* then it is what the page is about */
    bool any = false, below = true;         /* nothing of the part below is kept */
    for (uint32_t i = p->blocks_n; i-- > 0;) {
        page_block *b = &p->block[i];
        if (!page_kept(b)) continue;
        bool heading = html_is_heading(p->tree.node[b->node].tag);
        if (recurs[i] && (!heading || below)) b->role = PAGE_RECURRING, any = true;
        else below = heading;
    }
    return any;
}
