/* http.h: one stored HTTP response → its body.
 * Headers, chunks and content encodings, with the liberties that web archives take. */
#ifndef READ_HTTP_H
#define READ_HTTP_H

#include "base/arena.h"
#include "base/str.h"

typedef struct http_response {
    int status;
    rt_str type;    /* "text/html"; null if not said */
    rt_str charset; /* null if not said */
    rt_str body;
} http_response;

/* The value of a header line, of the lines in `headers`; null when it is not there. Views
 * of `headers`. */
rt_str http_header(rt_str headers, rt_str name);

/* Cuts "text/html; charset=utf-8" into its type and charset. */
void http_content_type(rt_str value, rt_str *type, rt_str *charset);

/* Cuts the headers off `*message` and fills status, type and charset, views of them;
 * false when they are no response's or do not end in it. */
bool http_read_head(rt_str *message, http_response *out);

/* RT_E_INPUT when it is no response or its body cannot be decoded, RT_E_LIMIT when the
 * decoded body is larger than `limit`. */
rt_code http_read(arena *a, rt_str message, size_t limit, http_response *out,
                  rt_err *err);

#endif
