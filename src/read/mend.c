#include "read/mend.h"

#include "base/utf8.h"

/* The byte that Windows-1252 has for `c`, as far as it can continue a UTF-8 sequence; 0
 * for none. Bytes without a meaning there stand for themselves, as browsers do it.
 * Source: WHATWG Encoding, index windows-1252. */
static unsigned char continuation(uint32_t c) {
    static const uint16_t upper[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
        0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    if (c >= 0xA0 && c <= 0xBF) return (unsigned char)c;
    for (unsigned i = 0; i < 32; i++)
        if (upper[i] == c) return (unsigned char)(0x80 + i);
    return 0;
}

/* The character that was encoded twice at s[*i]; moves *i past it. 0 when there is none.
 */
static uint32_t doubled(rt_str s, size_t *i) {
    size_t at = *i;
    uint32_t lead = utf8_next(s, &at);
    unsigned n = lead >= 0xC2 && lead <= 0xDF   ? 1
                 : lead >= 0xE0 && lead <= 0xEF ? 2
                 : lead >= 0xF0 && lead <= 0xF4 ? 3
                                                : 0;
    char bytes[4] = {(char)lead};
    for (unsigned k = 1; k <= n; k++) {
        if (at >= s.n) return 0;
        unsigned char b = continuation(utf8_next(s, &at));
        if (!b) return 0;
        bytes[k] = (char)b;
    }
    rt_str sequence = {bytes, n + 1};
    if (n == 0 || utf8_valid(sequence) != sequence.n) return 0;
    *i = at;
    size_t start = 0;
    return utf8_next(sequence, &start);
}

static bool is_invisible(uint32_t c) {
    return c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

static rt_str mend_once(arena *a, rt_str text, bool *changed) {
    size_t first = utf8_ascii(text, 0);
    *changed = false;
    if (first == text.n) return text;
    strbuf b;
    strbuf_init(&b, a);
    size_t kept = 0;
    for (size_t i = first; (i = utf8_ascii(text, i)) < text.n;) {
        size_t start = i;
        uint32_t twice = doubled(text, &i), c = twice ? twice : utf8_next(text, &i);
        bool blank = c == 0xA0 || c == 0x202F;
        if (!twice && !blank && !is_invisible(c)) continue;
        strbuf_add(&b, (rt_str){text.s + kept, start - kept});
        kept = i;
        char bytes[4];
        if (blank) strbuf_char(&b, ' ');
        else if (!is_invisible(c)) strbuf_add(&b, (rt_str){bytes, utf8_put(c, bytes)});
        *changed |= twice != 0;
    }
    if (!kept) return text;
    strbuf_add(&b, str_from(text, kept));
    return strbuf_str(&b);
}

rt_str mend_text(arena *a, rt_str text) {
    bool again = true;
    for (int k = 0; again && k < 3; k++) text = mend_once(a, text, &again);
    return text;
}
