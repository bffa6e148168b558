/* site.h: what the pages of one site have in common.
 * Blocks that stand on several articles of a host are furniture; where several have their
 * byline, date and body, others have them too. Learned from a bounded choice of its
 * pages, made by hash: not by the order in which they are read. */
#ifndef READ_SITE_H
#define READ_SITE_H

#include "base/arena.h"
#include "read/read.h"

enum {
    SITE_HEAD = 32 << 10, /* bytes of a page that tell it from others of its site */
    SITE_PAGES = 32,      /* pages looked at of a host: those of the least hashes */
    SITE_RECURS = 3,      /* articles that a block stands on to be furniture */
    SITE_BLOCKS = 2000    /* blocks kept of a page: the first ones */
};

/* What a page has that others of its site may have too, beside its blocks. */
typedef enum site_trait {
    SITE_TITLE_START = 1, /* what its title begins with, set apart by a sign */
    SITE_TITLE_END,       /* ... and ends with */
    SITE_BYLINE,          /* the place of its author's name: page_place.h */
    SITE_DATE,            /* ... of its day of publication */
    SITE_BODY             /* ... of its text */
} site_trait;

/* The blocks and traits of a page: ascending, without doubles. A block is 56 bits of the
 * hash of its text and in the lowest byte the words of prose in it, 255 at most; a trait
 * is a block without prose. */
typedef struct site_page {
    uint64_t page; /* hash of its first bytes */
    const uint64_t *block;
    uint32_t n;
} site_page;

/* The host in an address; null when it has none. Points into it. */
rt_str site_host_in(rt_str url);
/* The host of a page, by its record's address or else by the one that it calls its own;
 * null when it tells none or the record is no page. Points into the record. */
rt_str site_host(const read_record *record);
uint64_t site_page_hash(const read_record *record);
/* A block as in site_page. */
uint64_t site_block(rt_str text, uint32_t prose);
/* A trait as in site_page: `what` is the hash of a text, or a place. */
uint64_t site_trait_of(site_trait kind, uint64_t what);

/* NULL when memory runs out. */
site_memory *site_memory_new(void);
void site_memory_free(site_memory *m);

/* The functions that change a memory are for one thread. False when memory runs out. */

/* Announces a page, so that the choice can be made: all before the first is learned. */
bool site_expect(site_memory *m, rt_str host, uint64_t page);
/* Whether a page is of those chosen, not recalled, and one of at least `least` announced
 * for its host. Any thread, also while pages are learned. */
bool site_wants(const site_memory *m, rt_str host, uint64_t page, uint32_t least);
/* Copies what is kept of a page; one that is not of those chosen is passed over. */
bool site_learn(site_memory *m, rt_str host, const site_page *page);
/* Announces and learns the pages of a host that were kept of earlier runs. */
bool site_recall(site_memory *m, rt_str host, const site_page *pages, uint32_t n);
/* Whether any page is wanted. */
bool site_wants_any(const site_memory *m, uint32_t least);
/* Decides what recurs. Articles that share most of their prose count as one. To be called
 * once, after all pages are learned; the memory is constant after. */
bool site_settle(site_memory *m);

/* On how many articles of the host a block (its words of prose do not matter) or trait
 * stands; 0 when they are too few to tell. Any thread. */
uint32_t site_recurs(const site_memory *m, rt_str host, uint64_t block);
/* The articles learned of a host; 0 when they are too few to tell anything. */
uint32_t site_articles(const site_memory *m, rt_str host);

/* The i-th host, in bytewise order after site_settle; null past the last. */
rt_str site_name(const site_memory *m, uint32_t i);
/* Its learned pages, ascending by hash. */
const site_page *site_pages(const site_memory *m, rt_str host, uint32_t *n);
/* Whether they are others than those recalled. */
bool site_changed(const site_memory *m, rt_str host);

/* The blocks and traits of a page, for learning them. Memory as with read_article. */
rt_code site_page_of(const read_record *record, const read_options *options, arena *a,
                     site_page *out, rt_err *err);

#endif
