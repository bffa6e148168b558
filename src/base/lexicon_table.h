/* lexicon_table.h: how a word list lies in memory.
 * tools/lists.c makes the lists when the program is built; lexicon.c looks things up in
 * them. Both have the hashes and sets of this header in common. */
#ifndef BASE_LEXICON_TABLE_H
#define BASE_LEXICON_TABLE_H

#include "base/hash.h"
#include "base/lexicon.h"

/* A set of numbers below 4096. */
typedef struct bits_4096 {
    uint64_t word[64];
} bits_4096;

struct lex_list {
    rt_str path; /* below data/ */
    const lex_entry *entry;
    size_t n;
    const uint32_t *slot;         /* open addressing: entry index + 1, 0 empty */
    const uint32_t *first, *next; /* chains of entries that begin alike: index + 1, 0 the
                                     end */
    size_t mask;
    size_t least; /* fewest bytes that a chain goes by */
    unsigned longest;
    bits_4096 openings, long_openings; /* what entries begin with */
};

struct lexicon {
    const lex_list *list; /* list[n]: the empty one */
    size_t n;
    const uint32_t *slot; /* of lists by their path: open addressing, list index + 1 */
    size_t mask;
};

/* Chains go by the first four bytes of a phrase, of shorter phrases by all they have. */
enum { KEY_LEAST = 2, KEY_MOST = 4 };

static inline size_t key_bytes(rt_str phrase) {
    return phrase.n < KEY_MOST ? phrase.n : KEY_MOST;
}

static inline size_t chain_of(const lex_list *list, const char *s, size_t bytes) {
    uint32_t key = 0;
    if (bytes == KEY_MOST) memcpy(&key, s, KEY_MOST);
    else memcpy(&key, s, bytes);
    return ((key + bytes) * UINT64_C(0x9E3779B97F4A7C15) >> 32) & list->mask;
}

static inline bool bits_have(const bits_4096 *set, unsigned i) {
    return set->word[i / 64] >> i % 64 & 1;
}

/* Lists are asked about most words of most texts, to answer "none". Phrases of eight
 * bytes or more are known by a mix of the first eight, shorter ones by three. */
enum { LONG = 8 };

static inline unsigned long_opening(const char *s) {
    uint64_t x;
    memcpy(&x, s, sizeof x);
    return (unsigned)(x * UINT64_C(0x9E3779B97F4A7C15) >> 52);
}
static inline unsigned opening(const char *s, unsigned third) {
    return (((s[0] & 63U) << 6 | (s[1] & 63U)) ^ (third & 63) * 37) & 4095;
}

static inline uint64_t path_hash(rt_str folder, rt_str name) {
    return hash_mix(hash_str(folder) + hash_str(name));
}

#endif
