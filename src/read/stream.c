#include "read/stream.h"

#include "base/err.h"
#include "read/inflate.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#define ZLIB_CONST
#include <zlib.h>
#include <zstd.h>

/* Content decoded at a time: what tells the kind of a file needs no more. */
enum { LEAST_DECODED = 8 << 10 };

typedef enum codec { CODEC_NONE, CODEC_GZIP, CODEC_DEFLATE, CODEC_ZSTD } codec;

/* `in` holds file bytes not yet decoded, `out` content not yet taken. `member` is the
 * file offset of the gzip member that the last content came from, `member_at` the content
 * offset it began at. */
struct stream {
    int fd; /* -1: the bytes are all in `in` */
    codec codec;
    bool in_end, ended, mid_member;
    bool stops, at_member; /* stop at members; stopped at the end of one */
    bool part;             /* of a file: read by place, up to `part_end` */
    uint64_t part_start, part_end;
    z_stream zip;
    ZSTD_DStream *zstd;
    size_t in_at, in_n, out_at, out_n;
    uint64_t in_base, taken, member, member_at;
    rt_err broken;
    const unsigned char *in; /* own_in, or the caller's memory */
    /* What follows is not zeroed when a stream is opened. */
    unsigned char own_in[STREAM_AHEAD];
    unsigned char out[2 * STREAM_AHEAD];
};

static void stream_break(stream *s, rt_code code, const char *why) {
    s->ended = true;
    err_set_at(&s->broken, code, NULL, s->in_base + s->in_at, "%s", why);
}

static ssize_t read_some(stream *s, void *to, size_t n) {
    ssize_t got;
    uint64_t at = s->in_base + s->in_n;
    if (s->part && n > s->part_end - at) n = (size_t)(s->part_end - at);
    do got = s->part ? pread(s->fd, to, n, (off_t)at) : read(s->fd, to, n);
    while (got < 0 && errno == EINTR);
    if (got < 0) stream_break(s, RT_E_IO, strerror(errno));
    return got;
}

/* Makes sure that undecoded bytes are at hand; false at the end of the file. */
static bool refill(stream *s) {
    if (s->in_at < s->in_n) return true;
    if (s->in_end) return false;
    s->in_base += s->in_n;
    s->in_at = s->in_n = 0;
    ssize_t got = read_some(s, s->own_in, sizeof s->own_in);
    if (got <= 0) s->in_end = true;
    else s->in_n = (size_t)got;
    return got > 0;
}

static size_t decode_none(stream *s, unsigned char *to, size_t room) {
    if (!refill(s)) {
        s->ended = true;
        return 0;
    }
    size_t n = s->in_n - s->in_at < room ? s->in_n - s->in_at : room;
    memcpy(to, s->in + s->in_at, n);
    s->in_at += n;
    return n;
}

/* Starts the next gzip member. Padding after the last member ends the stream. */
static bool gzip_begin(stream *s) {
    if (!refill(s) || s->in[s->in_at] != 0x1f) {
        s->ended = true;
        return false;
    }
    s->member = s->in_base + s->in_at;
    s->member_at = s->taken + s->out_n - s->out_at;
    s->mid_member = true;
    return inflateReset(&s->zip) == Z_OK;
}

static size_t decode_gzip(stream *s, unsigned char *to, size_t room) {
    if (!s->mid_member && s->codec == CODEC_GZIP && !gzip_begin(s)) return 0;
    if (!refill(s)) {
        stream_break(s, RT_E_INPUT, "the compressed data ends in the middle");
        return 0;
    }
    s->zip.next_in = s->in + s->in_at;
    s->zip.avail_in = (uInt)(s->in_n - s->in_at);
    s->zip.next_out = to;
    s->zip.avail_out = (uInt)room;
    int rc = inflate(&s->zip, Z_NO_FLUSH);
    s->in_at = s->in_n - s->zip.avail_in;
    if (rc == Z_STREAM_END) {
        s->mid_member = false;
        s->at_member = s->stops;
        s->ended |= s->codec == CODEC_DEFLATE;
    } else if (rc != Z_OK && rc != Z_BUF_ERROR)
        stream_break(s, RT_E_INPUT, "the compressed data is damaged");
    return room - s->zip.avail_out;
}

static size_t decode_zstd(stream *s, unsigned char *to, size_t room) {
    if (!refill(s)) {
        if (s->mid_member)
            stream_break(s, RT_E_INPUT, "the zstd data ends in the middle");
        s->ended = true;
        return 0;
    }
    ZSTD_inBuffer in = {s->in, s->in_n, s->in_at};
    ZSTD_outBuffer out = {to, room, 0};
    size_t rc = ZSTD_decompressStream(s->zstd, &out, &in);
    s->in_at = in.pos;
    s->mid_member = rc != 0;
    if (ZSTD_isError(rc)) stream_break(s, RT_E_INPUT, "the zstd data is damaged");
    return out.pos;
}

static void fill(stream *s, size_t want) {
    if (s->out_at + want > sizeof s->out) {
        memmove(s->out, s->out + s->out_at, s->out_n - s->out_at);
        s->out_n -= s->out_at;
        s->out_at = 0;
    }
    while (!s->ended && !s->at_member && s->out_n - s->out_at < want) {
        unsigned char *to = s->out + s->out_n;
        size_t room = sizeof s->out - s->out_n, least = want - (s->out_n - s->out_at);
        if (least < LEAST_DECODED) least = LEAST_DECODED;
        if (room > least) room = least;
        s->out_n += s->codec == CODEC_NONE   ? decode_none(s, to, room)
                    : s->codec == CODEC_ZSTD ? decode_zstd(s, to, room)
                                             : decode_gzip(s, to, room);
    }
}

static bool start_codec(stream *s) {
    if (s->codec == CODEC_DEFLATE) return inflateInit2(&s->zip, -15) == Z_OK;
    if (!refill(s)) return true;
    while (s->fd >= 0 && s->in_n < 4 &&
           !s->in_end) { /* a pipe may give a byte at a time */
        ssize_t got = read_some(s, s->own_in + s->in_n, sizeof s->own_in - s->in_n);
        if (got <= 0) break;
        s->in_n += (size_t)got;
    }
    if (s->in_n >= 2 && s->in[0] == 0x1f && s->in[1] == 0x8b) {
        s->codec = CODEC_GZIP;
        return inflateInit2(&s->zip, 15 + 16) == Z_OK;
    }
    if (s->in_n >= 4 && memcmp(s->in, "\x28\xb5\x2f\xfd", 4) == 0) {
        s->codec = CODEC_ZSTD;
        s->zstd = ZSTD_createDStream();
        return s->zstd != NULL;
    }
    return true;
}

static void end_codec(stream *s) {
    if (s->codec == CODEC_GZIP || s->codec == CODEC_DEFLATE) inflateEnd(&s->zip);
    ZSTD_freeDStream(s->zstd);
    s->zstd = NULL;
    s->codec = CODEC_NONE;
}

static int open_path(const char *path, rt_err *err) {
    if (strcmp(path, "-") == 0) return dup(STDIN_FILENO);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
        close(fd);
        errno = EISDIR;
        fd = -1;
    }
    if (fd < 0) err_set(err, RT_E_IO, path, "%s", strerror(errno));
    return fd;
}

/* What a stream is opened over: a file from where it stands, a part of one, or memory. */
typedef struct extent {
    int fd; /* taken over; -1 for memory */
    bool part, deflated;
    uint64_t from, end;
    rt_str memory;
} extent;

static rt_code stream_start(const extent *e, stream **out, rt_err *err) {
    stream *s = malloc(sizeof *s);
    if (s) {
        memset(s, 0, offsetof(stream, own_in));
        s->fd = e->fd;
        s->part = e->part;
        s->in_base = e->from;
        s->part_start = e->from;
        s->part_end = e->end;
        s->codec = e->deflated ? CODEC_DEFLATE : CODEC_NONE;
        s->in = e->fd < 0 ? (const unsigned char *)e->memory.s : s->own_in;
        s->in_n = e->memory.n;
        s->in_end = e->fd < 0;
        s->member_at = UINT64_MAX;
    }
    if (s && start_codec(s)) {
        *out = s;
        return RT_OK;
    }
    if (s) stream_close(s);
    else if (e->fd >= 0) close(e->fd);
    return err_memory(err, NULL);
}

rt_code stream_open(const char *path, stream **out, rt_err *err) {
    *out = NULL;
    int fd = open_path(path, err);
    return fd < 0 ? RT_E_IO : stream_start(&(extent){.fd = fd}, out, err);
}

rt_code stream_open_part(const stream *s, uint64_t from, uint64_t size, bool deflated,
                         stream **out, rt_err *err) {
    *out = NULL;
    int fd = s->fd < 0 ? -1 : dup(s->fd);
    if (fd < 0) return err_set(err, RT_E_IO, NULL, "%s", strerror(errno));
    return stream_start(&(extent){.fd = fd,
                                  .part = true,
                                  .deflated = deflated,
                                  .from = from,
                                  .end = from + size},
                        out, err);
}

rt_code stream_open_bytes(rt_str bytes, stream **out, rt_err *err) {
    *out = NULL;
    return stream_start(&(extent){.fd = -1, .memory = bytes}, out, err);
}

void stream_close(stream *s) {
    if (!s) return;
    end_codec(s);
    if (s->fd >= 0) close(s->fd);
    free(s);
}

uint64_t stream_file_size(const stream *s) {
    struct stat st;
    if (s->fd < 0 || fstat(s->fd, &st) != 0 || !S_ISREG(st.st_mode)) return 0;
    return (uint64_t)st.st_size;
}

bool stream_read_at(const stream *s, uint64_t from, void *to, size_t n) {
    for (size_t done = 0; done < n;) {
        ssize_t got = pread(s->fd, (char *)to + done, n - done, (off_t)(from + done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        done += (size_t)got;
    }
    return true;
}

bool stream_is_compressed(const stream *s) { return s->codec != CODEC_NONE; }

/* Everything from here on, decoded, into an unlinked file; -1 when that cannot be. */
static int spool_rest(stream *s, uint64_t limit) {
    FILE *file = tmpfile();
    bool written = file != NULL;
    while (written && s->taken <= limit) {
        rt_str part = stream_peek(s, STREAM_AHEAD);
        if (!part.n) break;
        written = fwrite(part.s, 1, part.n, file) == part.n;
        stream_skip(s, part.n);
    }
    written = written && fflush(file) == 0;
    int fd = written ? dup(fileno(file)) : -1;
    if (file) fclose(file);
    return fd;
}

rt_code stream_spool(stream *s, uint64_t limit, rt_err *err) {
    int fd = spool_rest(s, limit);
    rt_code code = stream_state(s, err);
    if (!code && s->taken > limit)
        code = err_set(err, RT_E_LIMIT, NULL, "larger than the limit of %llu bytes",
                       (unsigned long long)limit);
    if (!code && (fd < 0 || lseek(fd, 0, SEEK_SET) != 0))
        code = err_set(err, RT_E_IO, NULL, "%s", strerror(errno));
    if (code) {
        if (fd >= 0) close(fd);
        return code;
    }
    end_codec(s);
    if (s->fd >= 0) close(s->fd);
    s->fd = fd;
    s->in = s->own_in;
    s->in_base = s->taken = s->in_at = s->in_n = s->out_at = s->out_n = 0;
    s->in_end = s->ended = s->part = false;
    return RT_OK;
}

bool stream_seek(stream *s, uint64_t to) {
    if (s->codec != CODEC_NONE || s->fd < 0 || s->broken.code) return false;
    uint64_t start = s->taken + (s->out_n - s->out_at);
    start = s->in_base + s->in_at - start; /* where content byte 0 stands in the file */
    if (!s->part && lseek(s->fd, (off_t)(start + to), SEEK_SET) < 0) return false;
    s->in_base = start + to;
    s->in_at = s->in_n = s->out_at = s->out_n = 0;
    s->in_end = s->ended = false;
    s->taken = to;
    return true;
}

void stream_stop_at_members(stream *s) { s->stops = true; }

bool stream_next_member(stream *s) {
    stream_skip(s, UINT64_MAX);
    s->at_member = false;
    return stream_peek(s, 1).n > 0;
}

/* Takes up a member of which the first bytes have been read. */
static bool gzip_resume(stream *s, const unsigned char *begun, size_t n) {
    unsigned char none[1];
    s->broken = (rt_err){.code = RT_OK};
    s->ended = s->at_member = false;
    s->out_at = s->out_n = 0;
    s->member = s->in_base + s->in_at - n;
    s->member_at = s->taken;
    s->mid_member = true;
    if (inflateReset(&s->zip) != Z_OK) return false;
    s->zip.next_in = begun;
    s->zip.avail_in = (uInt)n;
    s->zip.next_out = none;
    s->zip.avail_out = sizeof none;
    return inflate(&s->zip, Z_NO_FLUSH) == Z_OK;
}

bool stream_recover(stream *s) {
    static const unsigned char begun[] = {0x1f, 0x8b, 0x08}; /* RFC 1952, 2.3.1 */
    if (s->codec != CODEC_GZIP || s->broken.code != RT_E_INPUT) return false;
    uint32_t last = 0;
    while (refill(s)) {
        last = (last << 8 | s->in[s->in_at++]) & 0xffffff;
        if (last == 0x1f8b08) return gzip_resume(s, begun, sizeof begun);
    }
    return false;
}

rt_str stream_peek(stream *s, size_t want) {
    if (want > STREAM_AHEAD) want = STREAM_AHEAD;
    if (s->out_n - s->out_at < want) fill(s, want);
    size_t n = s->out_n - s->out_at;
    return (rt_str){(const char *)s->out + s->out_at, n < want ? n : want};
}

uint64_t stream_skip(stream *s, uint64_t n) {
    uint64_t left = n;
    while (left) {
        size_t got = stream_peek(s, left < STREAM_AHEAD ? (size_t)left : STREAM_AHEAD).n;
        if (!got) break;
        s->out_at += got;
        s->taken += got;
        left -= got;
    }
    return n - left;
}

rt_code stream_state(const stream *s, rt_err *err) {
    if (s->broken.code != RT_OK && err) *err = s->broken;
    return s->broken.code;
}

/* The whole of a gzip file of one member, as most are, of which nothing was taken yet:
 * decoding it at once is several times as fast as piece by piece. */
static bool rest_at_once(stream *s, arena *a, size_t limit, rt_str *out) {
    uint64_t size = stream_file_size(s);
    if (s->codec != CODEC_GZIP || s->stops || s->part || s->taken || s->member)
        return false;
    if (!size || size > limit || s->broken.code) return false;
    if (lseek(s->fd, 0, SEEK_CUR) != (off_t)(s->in_base + s->in_n)) return false;
    char *packed = arena_raw(a, (size_t)size, 1);
    if (!stream_read_at(s, 0, packed, (size_t)size) ||
        !inflate_member(a, (rt_str){packed, (size_t)size}, limit, out))
        return false;
    s->ended = true;
    s->taken = out->n;
    s->out_at = s->out_n;
    return true;
}

rt_code stream_rest(stream *s, arena *a, size_t limit, rt_str *out, rt_err *err) {
    strbuf b;
    if (rest_at_once(s, a, limit, out)) return RT_OK;
    strbuf_init(&b, a);
    for (rt_str part; (part = stream_peek(s, STREAM_AHEAD)).n; stream_skip(s, part.n)) {
        if (b.n + part.n > limit)
            return err_set(err, RT_E_LIMIT, NULL, "larger than the limit of %zu bytes",
                           limit);
        strbuf_add(&b, part);
    }
    *out = strbuf_str(&b);
    return stream_state(s, err);
}

rt_code stream_line(stream *s, arena *a, size_t limit, rt_str *out, rt_err *err) {
    rt_str part = stream_peek(s, STREAM_AHEAD);
    if (!part.n) return stream_state(s, err) ? s->broken.code : RT_END;
    strbuf b;
    strbuf_init(&b, a);
    uint64_t length = 0;
    for (bool whole = false; part.n && !whole; part = stream_peek(s, STREAM_AHEAD)) {
        const char *end = memchr(part.s, '\n', part.n);
        whole = end != NULL;
        size_t n = whole ? (size_t)(end - part.s) : part.n;
        length += n;
        if (length <= limit) strbuf_add(&b, (rt_str){part.s, n});
        stream_skip(s, n + whole);
        if (whole) break;
    }
    if (length > limit)
        return err_set(err, RT_E_LIMIT, NULL, "line longer than the limit of %zu bytes",
                       limit);
    *out = strbuf_str(&b);
    if (out->n && out->s[out->n - 1] == '\r') out->n--;
    return RT_OK;
}

uint64_t stream_offset(const stream *s) { return s->taken; }

uint64_t stream_decoded(const stream *s) { return s->in_base + s->in_at; }

uint64_t stream_place(const stream *s) {
    bool begins_member = s->codec == CODEC_GZIP && s->member_at == s->taken;
    return begins_member ? s->member - s->part_start : s->taken;
}
