#include "base/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

enum { REPLACEMENT = 0xFFFD };

uint32_t utf8_next(rt_str s, size_t *i) {
    unsigned char first = (unsigned char)s.s[*i];
    if (first < 0x80) {
        (*i)++;
        return first;
    }
    utf8proc_int32_t c;
    size_t left = s.n - *i;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.s + *i,
                                          (utf8proc_ssize_t)(left < 4 ? left : 4), &c);
    if (n <= 0 || c < 0) {
        (*i)++;
        return REPLACEMENT;
    }
    *i += (size_t)n;
    return (uint32_t)c;
}

uint32_t utf8_previous(rt_str s, size_t *i) {
    size_t start = *i - 1, end = *i;
    while (start > 0 && end - start < 4 && ((unsigned char)s.s[start] & 0xC0) == 0x80)
        start--;
    size_t at = start;
    uint32_t c = utf8_next((rt_str){s.s, end}, &at);
    if (at != end) { /* not one whole sequence: take the last byte alone */
        *i = end - 1;
        return REPLACEMENT;
    }
    *i = start;
    return c;
}

size_t utf8_put(uint32_t c, char out[4]) {
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)out);
}

size_t utf8_ascii(rt_str s, size_t from) {
    size_t i = from;
    for (uint64_t eight; s.n - i >= sizeof eight; i += sizeof eight) {
        memcpy(&eight, s.s + i, sizeof eight);
        if (eight & UINT64_C(0x8080808080808080)) break;
    }
    while (i < s.n && (unsigned char)s.s[i] < 0x80) i++;
    return i;
}

size_t utf8_valid(rt_str s) {
    size_t i = 0;
    while ((i = utf8_ascii(s, i)) < s.n) {
        utf8proc_int32_t c;
        size_t left = s.n - i;
        utf8proc_ssize_t n =
            utf8proc_iterate((const utf8proc_uint8_t *)s.s + i,
                             (utf8proc_ssize_t)(left < 4 ? left : 4), &c);
        if (n <= 0 || c < 0) return i;
        i += (size_t)n;
    }
    return s.n;
}

rt_str utf8_cut(rt_str s, size_t most) {
    if (s.n <= most) return s;
    while (most > 0 && ((unsigned char)s.s[most] & 0xc0) == 0x80) most--;
    return (rt_str){s.s, most};
}

rt_str utf8_mend(arena *a, rt_str s) {
    size_t good = utf8_valid(s);
    if (good == s.n) return s;
    strbuf b;
    strbuf_init(&b, a);
    while (s.n) {
        strbuf_add(&b, (rt_str){s.s, good});
        s = str_from(s, good);
        if (!s.n) break;
        strbuf_add(&b, STR("\xEF\xBF\xBD"));
        s = str_from(s, 1);
        good = utf8_valid(s);
    }
    return strbuf_str(&b);
}

bool utf8_is_letter(uint32_t c) {
    if (c < 0x80) return (c | 32) >= 'a' && (c | 32) <= 'z';
    utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
    return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_ME;
}

bool utf8_is_digit(uint32_t c) {
    if (c < 0x80) return c >= '0' && c <= '9';
    return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ND;
}

bool utf8_is_upper(uint32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z';
    utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
    return k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT;
}

bool utf8_is_space(uint32_t c) {
    if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
    return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000 ||
           c == 0xFEFF || c == 0x85;
}

uint32_t utf8_lower(uint32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

bool utf8_is_unspaced(uint32_t c) {
    return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) ||
           (c >= 0x1780 && c <= 0x17FF) || (c >= 0x3040 && c <= 0x30FF) ||
           (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

static bool ascii_lowered(arena *a, rt_str s, rt_str *out) {
    if (utf8_ascii(s, 0) < s.n) return false;
    char *low = arena_alloc(a, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        low[i] = s.s[i] >= 'A' && s.s[i] <= 'Z' ? (char)(s.s[i] + 32) : s.s[i];
    *out = (rt_str){low, s.n};
    return true;
}

static rt_str fold_with(arena *a, rt_str s, utf8proc_option_t options) {
    rt_str out;
    if (ascii_lowered(a, s, &out)) return out;
    s = utf8_mend(a, s);
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.s,
                                      (utf8proc_ssize_t)s.n, &folded, options);
    if (n < 0) return str_copy(a, s);
    out = str_copy(a, (rt_str){(const char *)folded, (size_t)n});
    free(folded);
    return out;
}

/* Folds a text of letters that fold one for one; false when it has others. */
static bool folded_by_letter(arena *a, rt_str s, rt_str *out) {
    char *folded = arena_alloc(a, s.n + 4);
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_fold_letter(utf8_next(s, &i));
        if (!c) return false;
        n += utf8_put(c, folded + n);
    }
    *out = (rt_str){folded, n};
    return true;
}

rt_str utf8_fold(arena *a, rt_str s) {
    enum { SHORT = 256 }; /* what is tried first, since it may be in vain */
    rt_str out;
    if (ascii_lowered(a, s, &out)) return out;
    if (s.n <= SHORT && folded_by_letter(a, s, &out)) return out;
    return fold_with(
        a, s, UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
}

rt_str utf8_fold_plain(arena *a, rt_str s) {
    return fold_with(a, s,
                     UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK |
                         UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
}
