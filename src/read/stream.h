/* stream.h: the bytes of one file, decompressed as they are needed.
 * gzip (any number of members) and zstd are told by their first bytes; everything else
 * comes as it is. Memory is constant; a stream inside a stream is not opened. */
#ifndef READ_STREAM_H
#define READ_STREAM_H

#include "base/arena.h"
#include "base/str.h"

typedef struct stream stream;

/* Most that stream_peek can see ahead. */
enum { STREAM_AHEAD = 64 << 10 };

/* Opens `path`; "-" is standard input. RT_E_IO when the system refuses. */
rt_code stream_open(const char *path, stream **out, rt_err *err);
void stream_close(stream *s);

/* Up to `want` bytes ahead (at most STREAM_AHEAD) without taking them; fewer only where
 * the stream ends or breaks off. Valid until the next call. */
rt_str stream_peek(stream *s, size_t want);
/* Drops `n` bytes; fewer when the stream ends before. Returns how many. */
uint64_t stream_skip(stream *s, uint64_t n);
/* RT_OK while nothing went wrong; otherwise why the stream broke off. */
rt_code stream_state(const stream *s, rt_err *err);

/* Everything left. RT_E_LIMIT when it is more than `limit` bytes. */
rt_code stream_rest(stream *s, arena *a, size_t limit, rt_str *out, rt_err *err);
/* The next line without its end. RT_END when nothing is left. A line over `limit` is
 * passed over: RT_E_LIMIT. */
rt_code stream_line(stream *s, arena *a, size_t limit, rt_str *out, rt_err *err);

/* Bytes of content taken so far. */
uint64_t stream_offset(const stream *s);
/* Where the next byte is found in the file: for gzip, where its member begins. */
uint64_t stream_place(const stream *s);

#endif
