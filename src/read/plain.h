/* plain.h: plain text → article.
 * Head lines (title, outlet, date) where they exist, the body, and the furniture that
 * stands round it in text taken from pages. */
#ifndef READ_PLAIN_H
#define READ_PLAIN_H

#include "read/read.h"

/* Cleans decoded `text`; what *out already knows (from a record's own fields) is kept.
 * RT_E_INPUT when no text is left. */
rt_code read_plain_article(const read_record *record, rt_str text,
                           const read_options *options, arena *a, rt_article *out,
                           rt_err *err);

#endif
