/* runs.h: where the words of a text may stand, found 64 bytes at a time.
 * A run is a stretch of ASCII letters, digits and bytes above ASCII: whatever is outside
 * separates words in every language. Private to mark. */
#ifndef MARK_RUNS_H
#define MARK_RUNS_H

#include "base/str.h"

#include <endian.h>

enum { RUNS_PAD = 16 };

typedef struct run_map {
    uint8_t *low; /* the text with ASCII in lower case, RUNS_PAD zeros behind it */
    uint64_t
        *bits;     /* bit i % 64 of bits[i / 64]: byte i is in a run; none past the end */
    size_t n;      /* bytes of text */
    uint32_t runs; /* how many there are */
} run_map;

run_map runs_map(arena *a, rt_str text);

/* First byte in a run at or after `at`; n when there is none. */
static inline size_t run_start(const run_map *m, size_t at) {
    size_t block = at / 64;
    uint64_t bits = m->bits[block] >> at % 64;
    if (bits) return at + (size_t)__builtin_ctzll(bits);
    while (++block * 64 < m->n)
        if (m->bits[block]) return block * 64 + (size_t)__builtin_ctzll(m->bits[block]);
    return m->n;
}

/* First byte outside of runs after `at`, which is in one. */
static inline size_t run_end(const run_map *m, size_t at) {
    size_t block = at / 64;
    uint64_t gaps = ~m->bits[block] >> at % 64;
    if (gaps) return at + (size_t)__builtin_ctzll(gaps);
    while (!~m->bits[++block]) {
    }
    return block * 64 + (size_t)__builtin_ctzll(~m->bits[block]);
}

/* The `n` bytes (1 to 16) at `start`, lower case, as hash_word_of takes them: two
 * numbers, zero behind the end. */
typedef struct run_bytes {
    uint64_t low, high;
} run_bytes;

static inline uint64_t run_eight(const uint8_t *p) {
    uint64_t eight;
    memcpy(&eight, p, sizeof eight);
    return le64toh(eight);
}
static inline run_bytes run_short(const run_map *m, size_t start, size_t n) {
    run_bytes b = {run_eight(m->low + start), run_eight(m->low + start + 8)};
    static const uint64_t below[9] = {
        0,          0xFF,         0xFFFF,         0xFFFFFF,
        0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF,
        UINT64_MAX};
    b.low &= below[n < 8 ? n : 8];
    b.high &= below[n > 8 ? n - 8 : 0];
    return b;
}
/* The first of them that is not ASCII; 16 when all are. */
static inline size_t run_wide(run_bytes b) {
    const uint64_t wide = 0x8080808080808080U;
    if (b.low & wide) return (size_t)__builtin_ctzll(b.low & wide) / 8;
    return b.high & wide ? 8 + (size_t)__builtin_ctzll(b.high & wide) / 8 : 16;
}

#endif
