#include "base/hash.h"

#include <endian.h>
#include <xxhash.h>

uint64_t hash_bytes(const void *p, size_t n) { return XXH3_64bits(n ? p : "", n); }

uint64_t hash_word(rt_str word) {
    uint64_t part[2] = {0, 0};
    if (word.n > sizeof part) return hash_str(word);
    if (word.n) memcpy(part, word.s, word.n);
    return hash_word_of(le64toh(part[0]), le64toh(part[1]), word.n);
}

rt_id hash_article(rt_str text, rt_str outlet) {
    XXH128_hash_t h =
        XXH3_128bits_withSeed(text.n ? text.s : "", text.n, hash_str(outlet));
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, h);
    rt_id id;
    memcpy(id.byte, canonical.digest, sizeof id.byte);
    return id;
}

rt_str id_hex(arena *a, rt_id id) {
    static const char digit[] = "0123456789abcdef";
    char *s = arena_alloc(a, ID_HEX + 1);
    for (size_t i = 0; i < sizeof id.byte; i++) {
        s[2 * i] = digit[id.byte[i] >> 4];
        s[2 * i + 1] = digit[id.byte[i] & 15];
    }
    return (rt_str){s, ID_HEX};
}

static int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool id_range(rt_str hex, rt_id range[2]) {
    if (hex.n < 1 || hex.n > ID_HEX) return false;
    memset(&range[0], 0, sizeof range[0]);
    memset(&range[1], 0xff, sizeof range[1]);
    for (size_t i = 0; i < hex.n; i++) {
        int value = hex_value(hex.s[i]), shift = i % 2 ? 0 : 4;
        if (value < 0) return false;
        range[0].byte[i / 2] |= (uint8_t)(value << shift);
        range[1].byte[i / 2] &= (uint8_t) ~((15 - value) << shift);
    }
    return true;
}
