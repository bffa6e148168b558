#include "read/inflate.h"

#include <brotli/decode.h>
#include <libdeflate.h>
#include <zstd.h>

/* Pages compress to about a fifth. */
enum { FIRST_GUESS = 6, LEAST_ROOM = 4096 };

/* Memory that decoders write to. They are closed by hand, so that running out has to be
 * an answer here. */
typedef struct room {
    arena *a;
    size_t n;
    char *at;
} room;

static void make_room(void *context) {
    room *r = context;
    r->at = arena_alloc(r->a, r->n);
}

static room first_room(arena *a, size_t packed, size_t limit) {
    room r = {.a = a, .n = packed < limit / FIRST_GUESS ? packed * FIRST_GUESS : limit};
    if (r.n < LEAST_ROOM) r.n = LEAST_ROOM;
    return r;
}

static void widen(room *r, size_t limit) { r->n = r->n < limit / 4 ? r->n * 4 : limit; }

/* ---- deflate: all at once */

static enum libdeflate_result decode(struct libdeflate_decompressor *d, inflate_form form,
                                     rt_str bytes, const room *to, size_t *n) {
    switch (form) {
        case INFLATE_GZIP:
            return libdeflate_gzip_decompress(d, bytes.s, bytes.n, to->at, to->n, n);
        case INFLATE_ZLIB:
            return libdeflate_zlib_decompress(d, bytes.s, bytes.n, to->at, to->n, n);
        default:
            return libdeflate_deflate_decompress(d, bytes.s, bytes.n, to->at, to->n, n);
    }
}

static bool inflate_deflate(arena *a, inflate_form form, rt_str bytes, size_t limit,
                            rt_str *out) {
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    if (!d) return false;
    enum libdeflate_result rc = LIBDEFLATE_INSUFFICIENT_SPACE;
    for (room r = first_room(a, bytes.n, limit);; widen(&r, limit)) {
        if (!arena_try(a, make_room, &r)) break;
        size_t n = 0;
        rc = decode(d, form, bytes, &r, &n);
        *out = (rt_str){r.at, n};
        if (rc != LIBDEFLATE_INSUFFICIENT_SPACE || r.n >= limit) break;
    }
    libdeflate_free_decompressor(d);
    return rc == LIBDEFLATE_SUCCESS && out->n <= limit;
}

/* A member ends in the size of its content (RFC 1952, 2.3.1); one that lies does not fit.
 */
static size_t stated_size(rt_str member) {
    enum { LEAST_MEMBER = 18 };
    if (member.n < LEAST_MEMBER) return SIZE_MAX;
    const unsigned char *end = (const unsigned char *)member.s + member.n - 4;
    return end[0] | (size_t)end[1] << 8 | (size_t)end[2] << 16 | (size_t)end[3] << 24;
}

bool inflate_member(arena *a, rt_str bytes, size_t limit, rt_str *out) {
    size_t size = stated_size(bytes), n = 0, used = 0;
    if (size > limit) return false;
    char *to = arena_raw(a, size + 1, 1);
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    bool whole = d && libdeflate_gzip_decompress_ex(d, bytes.s, bytes.n, to, size, &used,
                                                    &n) == LIBDEFLATE_SUCCESS;
    libdeflate_free_decompressor(d);
    *out = (rt_str){to, n};
    return whole && used == bytes.n;
}

/* ---- brotli and zstd: piece by piece, since they do not tell how much they hold */

typedef enum step { STEP_MORE_ROOM, STEP_DONE, STEP_DAMAGED } step;

static step step_brotli(void *decoder, rt_str *in, const room *to, size_t *n) {
    size_t left = to->n - *n;
    uint8_t *next = (uint8_t *)to->at + *n;
    const uint8_t *from = (const uint8_t *)in->s;
    BrotliDecoderResult rc =
        BrotliDecoderDecompressStream(decoder, &in->n, &from, &left, &next, NULL);
    in->s = (const char *)from;
    *n = to->n - left;
    return rc == BROTLI_DECODER_RESULT_SUCCESS             ? STEP_DONE
           : rc == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT ? STEP_MORE_ROOM
                                                           : STEP_DAMAGED;
}

static step step_zstd(void *decoder, rt_str *in, const room *to, size_t *n) {
    ZSTD_inBuffer from = {in->s, in->n, 0};
    ZSTD_outBuffer into = {to->at, to->n, *n};
    size_t rc = 1;
    while (rc && !ZSTD_isError(rc) && from.pos < from.size && into.pos < into.size)
        rc = ZSTD_decompressStream(decoder, &into, &from);
    if (rc && !ZSTD_isError(rc) && into.pos < into.size) /* what it holds back */
        rc = ZSTD_decompressStream(decoder, &into, &from);
    *in = str_from(*in, from.pos);
    *n = into.pos;
    if (rc == 0) return STEP_DONE;
    return ZSTD_isError(rc) || into.pos < into.size ? STEP_DAMAGED : STEP_MORE_ROOM;
}

static bool inflate_steps(arena *a, void *decoder,
                          step (*next)(void *decoder, rt_str *in, const room *to,
                                       size_t *n),
                          rt_str bytes, size_t limit, rt_str *out) {
    size_t n = 0;
    room r = first_room(a, bytes.n, limit);
    if (!arena_try(a, make_room, &r)) return false;
    for (;;) {
        step s = next(decoder, &bytes, &r, &n);
        *out = (rt_str){r.at, n};
        if (s != STEP_MORE_ROOM) return s == STEP_DONE && n <= limit;
        if (r.n >= limit) return false;
        const char *before = r.at;
        widen(&r, limit);
        if (!arena_try(a, make_room, &r)) return false;
        memcpy(r.at, before, n);
    }
}

static bool inflate_brotli(arena *a, rt_str bytes, size_t limit, rt_str *out) {
    BrotliDecoderState *d = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    bool whole = d && inflate_steps(a, d, step_brotli, bytes, limit, out);
    BrotliDecoderDestroyInstance(d);
    return whole;
}

static bool inflate_zstd(arena *a, rt_str bytes, size_t limit, rt_str *out) {
    ZSTD_DStream *d = ZSTD_createDStream();
    bool whole = d && inflate_steps(a, d, step_zstd, bytes, limit, out);
    ZSTD_freeDStream(d);
    return whole;
}

bool inflate_bytes(arena *a, inflate_form form, rt_str bytes, size_t limit, rt_str *out) {
    switch (form) {
        case INFLATE_BROTLI: return inflate_brotli(a, bytes, limit, out);
        case INFLATE_ZSTD: return inflate_zstd(a, bytes, limit, out);
        default: return inflate_deflate(a, form, bytes, limit, out);
    }
}
