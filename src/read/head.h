/* head.h: what stands above a plain text's body.
 * A record header (title, host and date, as exports and crawls write them), then the
 * page's own title, by-lines and dates. */
#ifndef READ_HEAD_H
#define READ_HEAD_H

#include "read/plain_line.h"
#include "read/read.h"

/* Takes header lines off the top of `text`: "TITLE, HOST, DATE" names the publication;
 * "HOST, DATE" above a page is how crawls are stored, and its date bounds *captured. */
rt_str head_of_record(const read_options *options, arena *a, rt_str text, rt_article *out,
                      rt_time *captured);

/* Finds the page's title among the lines above the body and fills what of title,
 * published, modified and authors *out does not know yet. Returns how many lines belong
 * to the head, title included; lines that are nothing but names become by-lines. */
uint32_t head_of_page(const read_options *options, arena *a, const plain_lines *lines,
                      rt_time captured, rt_article *out);

/* Where the outlet is still unknown, takes its name from the disclaimers that stand in
 * the page's furniture. */
void head_of_disclaimers(const read_options *options, arena *a, const plain_lines *lines,
                         rt_article *out);

#endif
