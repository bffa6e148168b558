/* utf8.h: code points, folding and validity of UTF-8 text.
 * Folding makes two spellings of one word equal: compatibility decomposition, case
 * folded, accents kept unless said otherwise. Tables: utf8proc. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

/* The code point at s[*i]; moves *i past it. A byte that is not valid UTF-8 yields U+FFFD
 * and moves by one. Never reads past s.n; *i must be below s.n. */
uint32_t utf8_next(rt_str s, size_t *i);
/* The code point that ends before s[*i]; moves *i to its first byte. *i must be above 0.
 */
uint32_t utf8_previous(rt_str s, size_t *i);
/* Writes `c` to `out` and returns the number of bytes (1 to 4). */
size_t utf8_put(uint32_t c, char out[4]);
/* Offset of the first byte at or after `from` that is no ASCII; s.n when there is none.
 */
size_t utf8_ascii(rt_str s, size_t from);
/* Offset of the first byte that is not valid UTF-8; s.n when all is. */
size_t utf8_valid(rt_str s);
/* At most the first `most` bytes, cut between characters. */
rt_str utf8_cut(rt_str s, size_t most);
/* `s` itself when valid, else a copy with U+FFFD in place of each bad byte. */
rt_str utf8_mend(arena *a, rt_str s);

bool utf8_is_letter(uint32_t c);
bool utf8_is_digit(uint32_t c);
bool utf8_is_upper(uint32_t c);
bool utf8_is_space(uint32_t c); /* no-break and zero-width spaces included */
uint32_t utf8_lower(uint32_t c);
/* Letters of scripts that put no spaces between words (Han, Kana, Thai, Lao, Khmer,
 * Myanmar). */
bool utf8_is_unspaced(uint32_t c);

/* The folded form of a letter that folds one for one by a simple rule: ASCII, Latin-1
 * (but the sharp s), and the Cyrillic of most languages. 0: another one. */
static inline uint32_t utf8_fold_letter(uint32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
    if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
    if (c >= 0xE0 && c <= 0xFF && c != 0xF7) return c;
    if (c >= 0x410 && c <= 0x42F) return c + 32;
    if (c >= 0x430 && c <= 0x45F) return c;
    if (c >= 0x400 && c <= 0x40F) return c + 80;
    return 0;
}
/* The folded form: NFKC, case folded, soft hyphens and zero-width marks dropped. ASCII
 * text takes a short way. */
rt_str utf8_fold(arena *a, rt_str s);
/* The folded form without accents ("Braže" and "Braze" meet). */
rt_str utf8_fold_plain(arena *a, rt_str s);

#endif
