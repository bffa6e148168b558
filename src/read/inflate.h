/* inflate.h: compressed bytes in memory → their content, never more than asked for.
 * Bodies of HTTP messages, as they stand in web archives; small files. */
#ifndef READ_INFLATE_H
#define READ_INFLATE_H

#include "base/arena.h"
#include "base/str.h"

typedef enum inflate_form {
    INFLATE_GZIP,
    INFLATE_ZLIB,
    INFLATE_RAW,
    INFLATE_BROTLI,
    INFLATE_ZSTD
} inflate_form;

/* False when the bytes are damaged or hold more than `limit` bytes; the bytes that could
 * be read before damage are lost. */
bool inflate_bytes(arena *a, inflate_form form, rt_str bytes, size_t limit, rt_str *out);

/* The same of a gzip file that is one member and nothing else; false for any other. */
bool inflate_member(arena *a, rt_str bytes, size_t limit, rt_str *out);

#endif
