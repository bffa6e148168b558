#include "show/json.h"

#include "base/civil.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "show/codes.h"

#include <math.h>

static void flush(json *j) {
    fwrite(j->buffer, 1, j->ready, j->out);
    j->ready = 0;
}

static void put_text(json *j, rt_str s) {
    if (s.n > sizeof j->buffer - j->ready) flush(j);
    if (s.n > sizeof j->buffer) {
        fwrite(s.s, 1, s.n, j->out);
        return;
    }
    if (s.n) memcpy(j->buffer + j->ready, s.s, s.n);
    j->ready += s.n;
}

static void put_byte(json *j, char c) {
    if (j->ready == sizeof j->buffer) flush(j);
    j->buffer[j->ready++] = c;
}

static void put_count(json *j, uint64_t value) {
    char digits[20], *at = digits + sizeof digits;
    do *--at = (char)('0' + value % 10);
    while (value /= 10);
    put_text(j, (rt_str){at, (size_t)(digits + sizeof digits - at)});
}

static void put_control(json *j, unsigned char c) {
    static const char hex[] = "0123456789abcdef";
    put_text(j, STR("\\u00"));
    put_byte(j, hex[c >> 4]);
    put_byte(j, hex[c & 15]);
}

/* Offset of the first byte at or after `from` that JSON wants escaped, or DEL; most
 * eights of bytes have none. */
static size_t find_escaped(rt_str s, size_t from) {
    static const uint64_t ones = UINT64_C(0x0101010101010101), highs = ones << 7;
    size_t i = from;
    for (uint64_t x; s.n - i >= sizeof x; i += sizeof x) {
        memcpy(&x, s.s + i, sizeof x);
        uint64_t quote = x ^ ones * '"', slash = x ^ ones * '\\', del = x ^ ones * 0x7f;
        uint64_t found = (quote - ones) | (slash - ones) | (del - ones) | (x - ones * 32);
        if (found & ~x & highs) break;
    }
    for (; i < s.n; i++) {
        unsigned char c = (unsigned char)s.s[i];
        if (c < 0x20 || c == '"' || c == '\\' || c == 0x7f) break;
    }
    return i;
}

static void put_string(json *j, rt_str s) {
    s = utf8_mend(j->tmp, s);
    put_byte(j, '"');
    for (size_t i = 0, next; i < s.n; i = next + 1) {
        next = find_escaped(s, i);
        if (next > i) put_text(j, (rt_str){s.s + i, next - i});
        if (next == s.n) break;
        char c = s.s[next];
        if (c == '"' || c == '\\') put_byte(j, '\\'), put_byte(j, c);
        else if (c == '\n') put_text(j, STR("\\n"));
        else if (c == '\t') put_text(j, STR("\\t"));
        else put_control(j, (unsigned char)c);
    }
    put_byte(j, '"');
}

/* Begins a member of an object, or with a NULL name an item of an array. */
static void key(json *j, const char *name) {
    if (j->more) put_byte(j, ',');
    j->more = true;
    if (!name) return;
    put_byte(j, '"');
    put_text(j, str_of(name));
    put_text(j, STR("\":"));
}
void json_begin(json *j, const char *name, char bracket) {
    key(j, name);
    put_byte(j, bracket);
    j->more = false;
}
void json_end(json *j, char bracket) {
    put_byte(j, bracket);
    j->more = true;
}
void json_begin_line(json *j) {
    put_byte(j, '{');
    j->more = false;
}
void json_end_line(json *j) {
    put_text(j, STR("}\n"));
    flush(j);
}

void json_null(json *j, const char *name) {
    key(j, name);
    put_text(j, STR("null"));
}
void json_text(json *j, const char *name, rt_str s) {
    if (!s.s) {
        json_null(j, name);
        return;
    }
    key(j, name);
    put_string(j, s);
}
void json_word(json *j, const char *name, const char *word) {
    json_text(j, name, str_of(word));
}
void json_bool(json *j, const char *name, bool value) {
    key(j, name);
    put_text(j, value ? STR("true") : STR("false"));
}
void json_count(json *j, const char *name, uint64_t value) {
    key(j, name);
    put_count(j, value);
}
void json_share(json *j, const char *name, float value) {
    key(j, name);
    put_text(j, code_share(j->tmp, value));
}
void json_number(json *j, const char *name, double value) {
    if (!isfinite(value)) {
        json_null(j, name);
        return;
    }
    char digits[40];
    snprintf(digits, sizeof digits, "%.15g", value);
    key(j, name);
    bool pointed = false;
    for (const char *c = digits; *c; c++) {
        bool plain = (*c >= '0' && *c <= '9') || *c == '-' || *c == '+' || *c == 'e';
        if (plain || !pointed) put_byte(j, plain ? *c : '.');
        if (!plain) pointed = true;
    }
}
void json_span(json *j, const char *name, rt_span s) {
    if (!span_known(s)) {
        json_null(j, name);
        return;
    }
    key(j, name);
    put_byte(j, '[');
    put_count(j, s.start);
    put_byte(j, ',');
    put_count(j, s.end);
    put_byte(j, ']');
}
void json_spans(json *j, const char *name, const rt_span *spans, uint32_t n) {
    json_begin(j, name, '[');
    for (uint32_t i = 0; i < n; i++) json_span(j, NULL, spans[i]);
    json_end(j, ']');
}
void json_time(json *j, const char *name, rt_time t) {
    json_text(j, name, civil_iso(j->tmp, t));
}
void json_id(json *j, const char *name, rt_id id) {
    json_text(j, name, id_hex(j->tmp, id));
}
void json_range(json *j, const char *name, rt_range r) {
    json_begin(j, name, '{');
    json_count(j, "min", r.min);
    json_count(j, "max", r.max);
    json_end(j, '}');
}
