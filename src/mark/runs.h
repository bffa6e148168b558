/* runs.h: where the words of a text may stand, found 64 bytes at a time.
 * A run is a stretch of ASCII letters, digits and bytes above ASCII: whatever is outside
 * separates words in every language. Private to mark. */
#ifndef MARK_RUNS_H
#define MARK_RUNS_H

#include "base/str.h"

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

#endif
