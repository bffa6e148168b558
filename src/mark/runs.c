#include "mark/runs.h"

enum { BLOCK = 64 };

/* Lower case and membership of 64 bytes; plain enough to become vector instructions. */
static void map_block(const uint8_t *restrict in, uint8_t *restrict low,
                      uint8_t *restrict member) {
    for (int i = 0; i < BLOCK; i++) {
        uint8_t c = in[i], lower = c | 0x20;
        uint8_t letter = (uint8_t)(lower - 'a') < 26;
        low[i] = (uint8_t)(c | (uint8_t)(letter << 5));
        member[i] = (uint8_t)(letter | ((uint8_t)(c - '0') < 10) | c >> 7);
    }
}

/* One bit for each of 64 bytes that are 0 or 1. */
static uint64_t gather(const uint8_t *member) {
    uint64_t bits = 0;
    for (unsigned i = 0; i < BLOCK; i += 8) {
        uint64_t eight;
        memcpy(&eight, member + i, 8);
        bits |= (le64toh(eight) * 0x0102040810204080U >> 56) << i;
    }
    return bits;
}

run_map runs_map(arena *a, rt_str text) {
    size_t blocks = text.n / BLOCK + 1; /* the last one is never full of runs */
    run_map m = {.low = arena_alloc(a, blocks * BLOCK + RUNS_PAD),
                 .bits = arena_many(a, uint64_t, blocks),
                 .n = text.n};
    uint64_t before = 0;
    for (size_t b = 0; b < blocks; b++) {
        uint8_t last[BLOCK] = {0}, member[BLOCK];
        const uint8_t *in = (const uint8_t *)text.s + b * BLOCK;
        if (b + 1 == blocks) {
            if (text.n % BLOCK) memcpy(last, in, text.n % BLOCK);
            in = last;
        }
        map_block(in, m.low + b * BLOCK, member);
        m.bits[b] = gather(member);
        m.runs += (uint32_t)__builtin_popcountll(m.bits[b] & ~(m.bits[b] << 1 | before));
        before = m.bits[b] >> 63;
    }
    return m;
}
