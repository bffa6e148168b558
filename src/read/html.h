/* html.h: HTML page → article.
 * Body paragraphs, title, outlet, authors, dates, canonical URL and body links of a page,
 * with the evidence each was taken from. */
#ifndef READ_HTML_H
#define READ_HTML_H

#include "read/read.h"

/* Fills title, outlet, url, authors, dates, text, links and notices of *out. Its
 * paragraphs, languages and id are read_article's work; `language` is what the page
 * declares, null where it declares none. RT_E_INPUT when the page holds no article. */
rt_code read_html_article(const read_record *record, const read_options *options,
                          arena *a, rt_article *out, rt_err *err);

/* What becomes of each block of the page, in page order. */
rt_code read_html_explain(const read_record *record, const read_options *options,
                          arena *a, read_pieces *out, rt_err *err);

/* The text of a page's record, decoded as the transport or the page itself says. */
rt_str read_html_text(const read_record *record, arena *a);

#endif
