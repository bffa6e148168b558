/* hash.h: the one hash function (XXH3), and article names made of it.
 * Stable across machines and versions of retold: stored corpora rely on it.
 * Source: xxHash, Y. Collet. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

uint64_t hash_bytes(const void *p, size_t n);
static inline uint64_t hash_str(rt_str s) { return hash_bytes(s.s, s.n); }
/* A well-mixed 64-bit value of `x` (splitmix64 finaliser, Steele et al. 2014). */
static inline uint64_t hash_mix(uint64_t x) {
    x ^= x >> 30, x *= 0xbf58476d1ce4e5b9U;
    x ^= x >> 27, x *= 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}
/* Hash of a word of `n` bytes, at most 16, given as two little-endian numbers, zero
 * behind its end. Made to be had without a branch. */
static inline uint64_t hash_word_of(uint64_t low, uint64_t high, size_t n) {
    high *= 0xd6e8feb86659fd93U;
    return hash_mix((low + n * 0x9e3779b97f4a7c15U) ^ (high << 32 | high >> 32));
}
/* The same of any word; longer ones by hash_bytes. */
uint64_t hash_word(rt_str word);
/* The name of an article: 128 bits of its cleaned text and its outlet. */
rt_id hash_article(rt_str text, rt_str outlet);

/* 32 lower-case hexadecimal digits. */
enum { ID_HEX = 32 };
rt_str id_hex(arena *a, rt_id id);
/* The lowest and the highest id that begin with these digits, 1 to 32 of them. */
bool id_range(rt_str hex, rt_id range[2]);
static inline bool id_eq(rt_id a, rt_id b) { return memcmp(a.byte, b.byte, 16) == 0; }
static inline int id_cmp(rt_id a, rt_id b) { return memcmp(a.byte, b.byte, 16); }

#endif
