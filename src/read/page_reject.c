#include "base/utf8.h"
#include "read/page_facts.h"

/* A consent wall is short, and so much of it, in percent, asks for consent. An index has
 * many lines that are links to other pages and next to no paragraphs. */
enum {
    MAX_WALL_WORDS = 500,
    CONSENT_SHARE = 60,
    MIN_CONSENT = 2, /* blocks that ask */
    MIN_TEASERS = 15,
    TEASER_WORDS = 4,
    PARAGRAPH_WORDS = 20
};

static bool asks_for_consent(page *p, const lex_list *list, rt_str text) {
    rt_str folded = utf8_fold(p->a, text);
    size_t n;
    const lex_entry *entry = lex_entries(list, &n);
    for (size_t i = 0; i < n; i++) {
        size_t at = str_find(folded, entry[i].phrase, 0);
        if (at != SIZE_MAX) return true;
    }
    return false;
}

static bool is_wall(const page_block *b, uint32_t kept) {
    return b->role == PAGE_CONSENT || (!kept && b->role == PAGE_FORM);
}

/* Whether a block counts for what the page asks, of which `kept` words are kept. */
static bool may_ask(const page_block *b, uint32_t kept) {
    return b->words >= TEASER_WORDS &&
           (page_kept(b) || is_wall(b, kept) || b->role == PAGE_LEFTOVER);
}

/* Whether what was kept, and the lines left out of it, ask for consent. */
static bool is_consent_wall(page *p) {
    const lex_list *list = lex_get(p->lex, "page", "consent");
    uint32_t words = 0, kept = 0, other = 0, blocks = 0;
    for (uint32_t i = 0; i < p->blocks_n; i++)
        if (page_kept(&p->block[i])) kept += p->block[i].words;
    if (kept > MAX_WALL_WORDS) return false;
    for (uint32_t i = 0; i < p->blocks_n; i++)
        if (may_ask(&p->block[i], kept)) words += p->block[i].words;
    for (uint32_t i = 0; i < p->blocks_n; i++) {
        const page_block *b = &p->block[i];
        if (!may_ask(b, kept)) continue;
        if (is_wall(b, kept) || asks_for_consent(p, list, b->text)) blocks++;
        else if ((other += b->words) * 100 > words * (100 - CONSENT_SHARE)) return false;
    }
    return blocks >= MIN_CONSENT;
}

static bool is_article_by_its_data(const page_facts *facts) {
    for (uint32_t i = 0; i < facts->n; i++) {
        const page_fact *f = &facts->at[i];
        if (f->source == FACT_OF_ARTICLE || f->kind == FACT_PUBLISHED ||
            f->kind == FACT_BODY)
            return true;
    }
    return false;
}

/* Whether the page leads to others and has no text of its own; a dated one may have a
 * single paragraph. */
static bool is_index(const page *p, const page_facts *facts, bool dated) {
    uint32_t teasers = 0, paragraphs = 0;
    if (is_article_by_its_data(facts)) return false;
    for (uint32_t i = 0; i < p->blocks_n; i++) {
        const page_block *b = &p->block[i];
        bool link = b->link_words * 2 > b->words;
        if (page_kept(b) && b->sentence && b->words >= PARAGRAPH_WORDS) paragraphs++;
        if (link && b->words >= TEASER_WORDS && p->role[b->node] != PAGE_FOOTER &&
            p->role[b->node] != PAGE_NAVIGATION)
            teasers++;
    }
    return teasers >= MIN_TEASERS && paragraphs <= !dated;
}

const char *page_is_no_article(page *p, const page_facts *facts, bool dated) {
    if (is_consent_wall(p)) return "nothing but a request for consent";
    if (is_index(p, facts, dated))
        return "a list of other pages, without a text of its own";
    return NULL;
}
