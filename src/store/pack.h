/* pack.h: lists of small things as bytes of one column, and back.
 * Numbers are LEB128 varints, texts their length and their bytes. Reading trusts nothing:
 * a corpus file may come from anywhere. */
#ifndef STORE_PACK_H
#define STORE_PACK_H

#include "base/str.h"

/* Authors, paragraphs, links and notices. */
rt_str pack_parts(arena *a, const rt_article *article);
/* Fills them in; false when the bytes are not such parts of article->text. Texts are
 * views of `bytes`. */
bool unpack_parts(rt_str bytes, arena *a, rt_article *article);

rt_str pack_passages(arena *a, const rt_passage *passages, uint32_t n);
/* `a_n` and `b_n` are the lengths of the two texts. */
bool unpack_passages(rt_str bytes, size_t a_n, size_t b_n, arena *a, rt_pair *out);

rt_str pack_spans(arena *a, const rt_span *spans, uint32_t n);
/* `text_n` is the length of the text. NULL when the bytes are not spans of it. */
const rt_span *unpack_spans(rt_str bytes, size_t text_n, arena *a, uint32_t *n);

/* Ascending hashes. */
rt_str pack_hashes(arena *a, const uint64_t *hash, uint32_t n);
/* NULL, with *n 0, when the bytes are none. */
const uint64_t *unpack_hashes(rt_str bytes, arena *a, uint32_t *n);

#endif
