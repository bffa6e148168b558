#include "read/encoding.h"

#include "base/utf8.h"

#include <iconv.h>

static void convert(strbuf *out, iconv_t cd, rt_str bytes) {
    size_t in_n = bytes.n;
    union {
        const char *from;
        char *to;
    } in = {.from = bytes.s}; /* iconv takes char ** but leaves the input as it is */
    while (in_n) {
        char part[4096], *to = part;
        size_t room = sizeof part;
        size_t rc = iconv(cd, &in.to, &in_n, &to, &room);
        strbuf_add(out, (rt_str){part, sizeof part - room});
        if (rc != (size_t)-1 || room < 8) continue;
        if (!in_n) break;
        strbuf_add(out, STR("\xEF\xBF\xBD"));
        in.to++, in_n--;
    }
}

static bool decode_as(arena *a, rt_str bytes, const char *charset, rt_str *text) {
    iconv_t cd = iconv_open("UTF-8", charset);
    if (cd == (iconv_t)-1) return false;
    strbuf b;
    strbuf_init(&b, a);
    convert(&b, cd, bytes);
    iconv_close(cd);
    *text = strbuf_str(&b);
    return true;
}

rt_str encoding_decode(arena *a, rt_str bytes, rt_str label) {
    rt_str text;
    if (str_starts(bytes, STR("\xEF\xBB\xBF"))) return utf8_mend(a, str_from(bytes, 3));
    if (str_starts(bytes, STR("\xFF\xFE")) &&
        decode_as(a, str_from(bytes, 2), "UTF-16LE", &text))
        return text;
    if (str_starts(bytes, STR("\xFE\xFF")) &&
        decode_as(a, str_from(bytes, 2), "UTF-16BE", &text))
        return text;
    if (utf8_valid(bytes) == bytes.n) return bytes;
    if (label.n && decode_as(a, bytes, str_z(a, label), &text)) return utf8_mend(a, text);
    if (decode_as(a, bytes, "WINDOWS-1252", &text)) return text;
    return utf8_mend(a, bytes);
}
