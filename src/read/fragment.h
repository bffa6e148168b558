/* fragment.h: a piece of HTML that is nothing but an article's text.
 * As feeds and agencies' records carry it: no page stands round it that would have to be
 * told from it. */
#ifndef READ_FRAGMENT_H
#define READ_FRAGMENT_H

#include "base/arena.h"
#include "base/str.h"

/* The text of UTF-8 `html`, one paragraph a line. RT_E_LIMIT as html_parse. */
rt_code fragment_text(rt_str html, arena *a, rt_str *out, rt_err *err);

#endif
