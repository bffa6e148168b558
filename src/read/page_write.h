/* page_write.h: the chosen blocks of a page → the text of an article.
 * One paragraph a line, the cells of a table row in one line; the links of the body with
 * their spans; the lines of furniture that say who wrote or supplied the article. */
#ifndef READ_PAGE_WRITE_H
#define READ_PAGE_WRITE_H

#include "read/page_head.h"

/* Sets text, links and notices of *out. */
void page_write(page *p, const page_head *head, rt_article *out);

#endif
