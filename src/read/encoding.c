#include "read/encoding.h"

#include "base/lexicon.h"
#include "base/utf8.h"
#include "read/cld.h"

#include <iconv.h>

enum { SAMPLE = 2000, LONGEST_LABEL = 40 };

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

/* UTF-16 by its mark, or by the NUL bytes that Latin text has in every other place. */
static const char *utf16_of(rt_str bytes) {
    if (str_starts(bytes, STR("\xFF\xFE"))) return "UTF-16LE";
    if (str_starts(bytes, STR("\xFE\xFF"))) return "UTF-16BE";
    size_t nuls[2] = {0, 0}, n = bytes.n < SAMPLE ? bytes.n : SAMPLE;
    if (!n || !memchr(bytes.s, '\0', n)) return NULL;
    for (size_t i = 0; i < n; i++) nuls[i % 2] += bytes.s[i] == '\0';
    if (nuls[1] * 4 > n && nuls[0] * 20 < nuls[1]) return "UTF-16LE";
    if (nuls[0] * 4 > n && nuls[1] * 20 < nuls[0]) return "UTF-16BE";
    return NULL;
}

/* The converter's name of a label of the web; null for others: a converter may know
 * encodings in which the bytes of plain letters mean something else. */
static rt_str converter_name(rt_str label) {
    rt_str table = lex_table("page/encodings.tsv"), line, key;
    while (str_line(&table, &line)) {
        rt_str name = line;
        if (str_field(&name, '\t', &key) && name.s && str_eq_nocase(key, label))
            return name;
    }
    return (rt_str){NULL, 0};
}

static bool decode_label(arena *a, rt_str bytes, rt_str label, rt_str *text) {
    if (!label.n || label.n > LONGEST_LABEL) return false;
    rt_str name = converter_name(str_trim(label));
    if (!name.n || str_eq(name, STR("UTF-8")))
        return false; /* not UTF-8: that was tried */
    if (str_starts(name, STR("UTF-16")) && !memchr(bytes.s, '\0', bytes.n)) return false;
    return decode_as(a, bytes, str_z(a, name), text);
}

/* Text in UTF-8 with lone bytes of Windows-1252: valid sequences outnumber bad bytes. */
static bool decode_mixed(arena *a, rt_str bytes, rt_str *text) {
    size_t sequences = 0, bad = 0;
    for (size_t i = 0; i < bytes.n;) {
        size_t start = i;
        if (utf8_next(bytes, &i) < 0x80) continue;
        if (i - start > 1) sequences++;
        else bad++;
    }
    if (sequences < 4 * bad) return false;
    strbuf b;
    strbuf_init(&b, a);
    for (size_t i = 0; i < bytes.n;) {
        size_t start = i;
        uint32_t c = utf8_next(bytes, &i);
        rt_str one = {bytes.s + start, i - start}, read;
        bool lone = c >= 0x80 && one.n == 1;
        if (lone && decode_as(a, one, "WINDOWS-1252", &read)) one = read;
        strbuf_add(&b, one);
    }
    *text = strbuf_str(&b);
    return true;
}

/* What is odd in a decoded sample: characters that are no letters between letters,
 * capitals behind small letters, and what could not be decoded. */
static unsigned oddness(rt_str sample) {
    unsigned odd = 0;
    uint32_t before = ' ';
    for (size_t i = 0; i < sample.n;) {
        uint32_t c = utf8_next(sample, &i);
        size_t next = i;
        uint32_t after = i < sample.n ? utf8_next(sample, &next) : ' ';
        bool dash = c == '\'' || (c >= 0x2010 && c <= 0x2019);
        if (c == 0xFFFD || (c >= 0x80 && c < 0xA0)) odd += 20;
        else if (c >= 0x80 && !utf8_is_letter(c) && !dash)
            odd += utf8_is_letter(before) && utf8_is_letter(after);
        else if (utf8_is_upper(c))
            odd += utf8_is_letter(before) && !utf8_is_upper(before);
        before = c;
    }
    return odd;
}

/* The encodings of the web that are no UTF-8, by how often they are met. */
static const char *const guesses[] = {
    "WINDOWS-1252", "WINDOWS-1251", "WINDOWS-1250", "WINDOWS-1254", "KOI8-R",
    "WINDOWS-1253", "WINDOWS-1256", "WINDOWS-1255", "GB18030",      "CP932",
    "EUC-JP",       "CP949",        "BIG5-HKSCS"};

/* The part of the bytes with most to learn from: from shortly before the first high one.
 */
static rt_str sample_of(rt_str bytes) {
    size_t first = utf8_ascii(bytes, 0);
    rt_str sample = str_from(bytes, first > 200 ? first - 200 : 0);
    if (sample.n > SAMPLE) sample.n = SAMPLE;
    return sample;
}

/* The guess whose text reads least oddly; where a language shows clearly, that counts. */
static const char *guess(arena *a, rt_str bytes) {
    rt_str sample = sample_of(bytes), text;
    const char *best = guesses[0];
    unsigned least = UINT32_MAX;
    for (size_t i = 0; i < sizeof guesses / sizeof *guesses; i++) {
        if (!decode_as(a, sample, guesses[i], &text)) continue;
        rt_str language = cld_detect(text);
        unsigned odd = 4 * oddness(text) + (language.s ? 0 : 40) + (unsigned)(i > 0);
        if (odd < least) least = odd, best = guesses[i];
    }
    return best;
}

rt_str encoding_decode(arena *a, rt_str bytes, rt_str label) {
    rt_str text;
    if (str_starts(bytes, STR("\xEF\xBB\xBF"))) bytes = str_from(bytes, 3);
    const char *wide = utf16_of(bytes);
    bool marked = wide && !memchr(bytes.s, '\0', 2) && (bytes.s[0] & 0x80);
    if (wide && decode_as(a, marked ? str_from(bytes, 2) : bytes, wide, &text))
        return text;
    if (utf8_valid(bytes) == bytes.n) return bytes;
    if (decode_label(a, bytes, label, &text)) return utf8_mend(a, text);
    if (decode_mixed(a, bytes, &text)) return text;
    if (decode_as(a, bytes, guess(a, bytes), &text)) return text;
    return utf8_mend(a, bytes);
}
