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
/* Bytes [from, from + size) of the file of `s`, which stays open; `deflated` says that
 * they are raw deflate data, as in zip archives, otherwise they may be compressed as
 * files are. */
rt_code stream_open_part(const stream *s, uint64_t from, uint64_t size, bool deflated,
                         stream **out, rt_err *err);
/* Bytes in memory that outlive the stream. */
rt_code stream_open_bytes(rt_str bytes, stream **out, rt_err *err);
void stream_close(stream *s);

/* Size of the file; 0 for what has none (pipes). */
uint64_t stream_file_size(const stream *s);
/* Reads file bytes, past all decoding; false when there are not as many. */
bool stream_read_at(const stream *s, uint64_t from, void *to, size_t n);
/* Moves an uncompressed file to a place in it; false where that cannot be. */
bool stream_seek(stream *s, uint64_t to);
bool stream_is_compressed(const stream *s);
/* Puts what is left, decoded, into an unlinked file that can be read at any place and
 * lasts as long as the stream: for what comes from a pipe. RT_E_LIMIT when it is more
 * than `limit` bytes. */
rt_code stream_spool(stream *s, uint64_t limit, rt_err *err);

/* From now on the stream of a gzip file ends where a member ends, until
 * stream_next_member says that there is another one. */
void stream_stop_at_members(stream *s);
bool stream_next_member(stream *s);
/* After damage inside a member: goes to the next place where one may begin; false when
 * there is none. */
bool stream_recover(stream *s);

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
/* Bytes of the file decoded so far: where a gzip member ends when the stream stopped
 * there. */
uint64_t stream_decoded(const stream *s);
/* Where the next byte is found in the file, or the part of one: the place of a gzip
 * member when the byte is its first. */
uint64_t stream_place(const stream *s);

#endif
