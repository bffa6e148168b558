/* page_place.h: where on a page something stands, so that other pages of its site can be
 * asked for the same place; and what is known of the site, put to use.
 * A place is told by the element and those it stands in, their kinds and what their
 * classes are called. Private to HTML reading. */
#ifndef READ_PAGE_PLACE_H
#define READ_PAGE_PLACE_H

#include "read/page_head.h"

/* The place of an element. */
uint64_t page_place(const page *p, uint32_t node);

/* On how many articles of the page's site a trait stands; 0: too few, or nothing is known
 * of the site. */
uint32_t page_site_count(const page *p, site_trait kind, uint64_t what);
/* Notes for those who ask why that something was decided by `articles` other ones. */
void page_note_learned(page *p, rt_str text, const char *why, uint32_t articles);

/* The elements of the page that stand where most articles of its site have a thing. */
typedef struct page_places {
    const uint32_t *node; /* in page order */
    uint32_t n, articles;
} page_places;
page_places page_places_of(page *p, site_trait kind);

/* The element in which the first author's name stands by itself, or the day of
 * publication; 0 when there is none. */
uint32_t page_author_node(page *p, const page_head *head);
uint32_t page_date_node(page *p, const page_head *head);

/* The innermost element that holds the text on other pages of the site: where a page has
 * little text of its own, it is taken for a part of what stands round it. 0 when the page
 * has none, or several side by side. */
uint32_t page_body_by_site(const page *p);
/* The day of publication by its place, where the page has no better evidence of it. */
void page_date_by_site(page *p, rt_time captured, page_head *head);

#endif
