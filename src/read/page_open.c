#include "base/err.h"
#include "read/html.h"
#include "read/page_place.h"

/* Words that are no article yet. */
enum { FEW_WORDS = 40 };

static uint32_t words_kept(const page *p) {
    uint32_t words = 0;
    for (uint32_t i = 0; i < p->blocks_n; i++)
        if (page_kept(&p->block[i])) words += p->block[i].words;
    return words;
}

/* Decides all about a page by its facts and by what is known of its site. */
static void decide(page_reading *r, const read_record *record) {
    page *p = &r->page;
    page_find_head(p, &r->facts, record, &r->head);
    page_select(p);
    if (words_kept(p) < FEW_WORDS) {
        page_assign_roles(p, true);
        page_select(p);
    }
    page_hold_against(p, facts_value(&r->facts, FACT_BODY));
    page_find_dates(p, &r->facts, record->captured, &r->head);
    page_date_by_site(p, record->captured, &r->head);
    r->head.refused = page_is_no_article(p, &r->facts, r->head.published.precision);
}

rt_code page_open(const read_record *record, const read_options *options, arena *a,
                  page_reading *out, rt_err *err) {
    page *p = &out->page;
    if (record->bytes.n > HTML_MAX_BYTES)
        return err_set(err, RT_E_LIMIT, NULL, "the page is larger than %d MiB",
                       HTML_MAX_BYTES >> 20);
    *p = (page){.a = a, .lex = options->lex, .raw = read_html_text(record, a)};
    rt_code rc = html_parse(p->raw, a, &p->tree, err);
    if (rc) return rc;
    page_cut(p);
    page_assign_roles(p, false);
    facts_collect(p, &out->facts);
    decide(out, record);
    return RT_OK;
}

bool page_reconsider(page_reading *r, const read_record *record,
                     const site_memory *sites) {
    rt_str host = sites ? site_host(record) : (rt_str){NULL, 0};
    if (!host.s || !site_articles(sites, host)) return false;
    page *p = &r->page;
    p->sites = sites;
    p->site = host;
    page_cut(p);
    page_assign_roles(p, false);
    decide(r, record);
    page_drop_recurring(p);
    uint32_t articles = site_articles(sites, host);
    page_note_learned(p, host, "blocks and places learned", articles);
    return true;
}
