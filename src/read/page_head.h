/* page_head.h: who published a page, under which title, when and by whom.
 * Chosen among what the page states (page_facts.h) and what it shows, the one checked
 * against the other. Private to HTML reading. */
#ifndef READ_PAGE_HEAD_H
#define READ_PAGE_HEAD_H

#include "read/page_facts.h"
#include "read/site.h"

typedef struct page_head {
    rt_str url, host, outlet, title, language;
    uint32_t title_node; /* the heading the title stands in; 0 when it stands in none */
    const rt_str *authors;
    uint32_t authors_n;
    rt_time published, modified;
    rt_date_source published_from;
    const char *refused; /* why the page holds no article; NULL when it may */
} page_head;

/* A page and all that is decided about it. */
typedef struct page_reading {
    page page;
    page_facts facts;
    page_head head;
} page_reading;

/* Parses a page and decides all that it tells by itself. */
rt_code page_open(const read_record *record, const read_options *options, arena *a,
                  page_reading *out, rt_err *err);
/* Decides it anew with what is known of the page's site; false when nothing is. */
bool page_reconsider(page_reading *r, const read_record *record,
                     const site_memory *sites);

/* Fills all of `out` but the dates; the address where the page tells none is that of the
 * record. */
void page_find_head(page *p, const page_facts *facts, const read_record *record,
                    page_head *out);
void page_find_title(page *p, const page_facts *facts, page_head *head);
void page_find_authors(page *p, const page_facts *facts, page_head *head);
/* Needs the blocks of the article chosen: dates stand before and after them. */
void page_find_dates(page *p, const page_facts *facts, rt_time captured, page_head *head);

/* What the page's <title> says; null when it has none. */
rt_str page_title_element(page *p);
/* The text of the blocks inside a heading, joined. */
rt_str page_heading(page *p, uint32_t node);

/* A part of a title, set apart by a sign such as "|": its first one, or a later one. */
enum { TITLE_PARTS = 6 };
typedef struct title_part {
    rt_str text;
    site_trait place;
} title_part;
/* The first parts of a title that has several. */
uint32_t page_title_parts(rt_str title, title_part out[TITLE_PARTS]);

/* Whether a text is the name of the outlet, its site or its account. */
bool page_names_site(page *p, const page_head *head, rt_str text);
/* Share of the words of the longer of two titles that stand in both: 0 to 1. */
double page_alike(page *p, rt_str a, rt_str b);
/* A value of the page's data with tags and character references resolved that were
 * escaped once too often, blanks collapsed. */
rt_str page_plain(page *p, rt_str value);

#endif
