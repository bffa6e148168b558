/* json.h: one JSON object → article.
 * Keys: text (required), title, outlet, url, published, language, authors. */
#ifndef READ_JSON_H
#define READ_JSON_H

#include "read/read.h"

rt_code read_json_article(const read_record *record, const read_options *options,
                          arena *a, rt_article *out, rt_err *err);

#endif
