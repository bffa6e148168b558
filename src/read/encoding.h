/* encoding.h: bytes in any encoding → UTF-8.
 * A byte order mark decides first, then valid UTF-8, then the label that came with the
 * bytes, and a guess from the bytes themselves last. */
#ifndef READ_ENCODING_H
#define READ_ENCODING_H

#include "base/arena.h"
#include "base/str.h"

/* The text of `bytes`, without a byte order mark; `bytes` itself where it is UTF-8. Bytes
 * that mean nothing in the encoding become U+FFFD; lone bytes of Windows-1252 in what is
 * otherwise UTF-8 are read as such. `label` is a charset name as in HTTP or HTML, null
 * where none is known. */
rt_str encoding_decode(arena *a, rt_str bytes, rt_str label);

#endif
