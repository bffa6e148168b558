/* json.h: one JSON object → article.
 * retold's own keys (text, title, outlet, url, published, language, authors), and those
 * of JSON Feed 1.1 items, IPTC ninjs and schema.org that mean the same. */
#ifndef READ_JSON_H
#define READ_JSON_H

#include "read/read.h"

rt_code read_json_article(const read_record *record, const read_options *options,
                          arena *a, rt_article *out, rt_err *err);

#endif
