#include "read/inflate.h"

#include <libdeflate.h>

/* Pages compress to about a fifth. */
enum { FIRST_GUESS = 6, LEAST_ROOM = 4096 };

static enum libdeflate_result decode(struct libdeflate_decompressor *d, inflate_form form,
                                     rt_str bytes, char *to, size_t room, size_t *n) {
    switch (form) {
        case INFLATE_GZIP:
            return libdeflate_gzip_decompress(d, bytes.s, bytes.n, to, room, n);
        case INFLATE_ZLIB:
            return libdeflate_zlib_decompress(d, bytes.s, bytes.n, to, room, n);
        default: return libdeflate_deflate_decompress(d, bytes.s, bytes.n, to, room, n);
    }
}

typedef struct room {
    arena *a;
    size_t n;
    char *at;
} room;

static void make_room(void *context) {
    room *r = context;
    r->at = arena_alloc(r->a, r->n);
}

bool inflate_bytes(arena *a, inflate_form form, rt_str bytes, size_t limit, rt_str *out) {
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    if (!d) return false;
    enum libdeflate_result rc = LIBDEFLATE_INSUFFICIENT_SPACE;
    room r = {.a = a, .n = bytes.n < limit / FIRST_GUESS ? bytes.n * FIRST_GUESS : limit};
    if (r.n < LEAST_ROOM) r.n = LEAST_ROOM;
    for (;;) {
        if (!arena_try(a, make_room, &r)) break;
        size_t n = 0;
        rc = decode(d, form, bytes, r.at, r.n, &n);
        *out = (rt_str){r.at, n};
        if (rc != LIBDEFLATE_INSUFFICIENT_SPACE || r.n >= limit) break;
        r.n = r.n < limit / 4 ? r.n * 4 : limit;
    }
    libdeflate_free_decompressor(d);
    return rc == LIBDEFLATE_SUCCESS && out->n <= limit;
}
