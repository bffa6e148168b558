/* page_shown.h: the dates that a page shows its readers.
 * Lines by the title, before and after the text, and <time> elements, each told by the
 * words round it: of publication, of an update, or of nothing. Private to HTML reading.
 */
#ifndef READ_PAGE_SHOWN_H
#define READ_PAGE_SHOWN_H

#include "read/date.h"
#include "read/page_head.h"

/* The first date of each kind in some lines; precision RT_TIME_UNKNOWN where there is
 * none. All are days at least. */
typedef struct shown_dates {
    rt_time published, bare, updated;
} shown_dates;

/* Dates in the lines after the title, those of the text left out. */
shown_dates shown_by_title(page *p, const page_head *head, rt_time captured);
/* The date in the lines round the title, before and after the text, or said to be of
 * publication anywhere. Needs the blocks of the article chosen. Each kind is looked for
 * on its own: `updated` may stand elsewhere. */
shown_dates shown_anywhere(page *p, const page_head *head, rt_time captured);
/* The first <time datetime> at or after a node that is not the time of an update, of a
 * comment or of another article. */
rt_time shown_time_element(page *p, uint32_t from, rt_time captured);

/* The date of the first element near the title whose name says that it holds one
 * (data/page/dated.txt): in an attribute, or all that it shows. */
rt_time shown_named_element(page *p, const page_head *head, rt_time captured);

/* The tag under which dates in figures are read (date.h): the page's language with its
 * region, that of its host, or the order its other dates have. */
rt_str shown_manner(page *p, rt_str tag, rt_str host);

#endif
