#include "base/str.h"

#include <stdio.h>

static unsigned char lower(char c) {
    unsigned char u = (unsigned char)c;
    return u >= 'A' && u <= 'Z' ? (unsigned char)(u + 32) : u;
}

int str_cmp(rt_str a, rt_str b) {
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.s, b.s, n) : 0;
    if (order) return order;
    return (a.n > b.n) - (a.n < b.n);
}

bool str_eq_nocase(rt_str a, rt_str b) { return a.n == b.n && str_starts_nocase(a, b); }

bool str_starts(rt_str s, rt_str prefix) {
    return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.s, prefix.s, prefix.n) == 0);
}

bool str_starts_nocase(rt_str s, rt_str prefix) {
    if (s.n < prefix.n) return false;
    for (size_t i = 0; i < prefix.n; i++)
        if (lower(s.s[i]) != lower(prefix.s[i])) return false;
    return true;
}

bool str_ends(rt_str s, rt_str suffix) {
    return s.n >= suffix.n && str_eq(str_from(s, s.n - suffix.n), suffix);
}

size_t str_find(rt_str s, rt_str what, size_t from) {
    if (from > s.n || what.n > s.n - from) return SIZE_MAX;
    if (what.n == 0) return from;
    const char *hit = memmem(s.s + from, s.n - from, what.s, what.n);
    return hit ? (size_t)(hit - s.s) : SIZE_MAX;
}

size_t str_find_nocase(rt_str s, rt_str what, size_t from) {
    if (from > s.n || what.n > s.n - from) return SIZE_MAX;
    if (what.n == 0) return from;
    unsigned char first = lower(what.s[0]);
    bool letter = first >= 'a' && first <= 'z';
    size_t end = s.n - what.n + 1;
    for (size_t i = from; i < end; i++) {
        if (!letter) {
            const char *hit = memchr(s.s + i, first, end - i);
            if (!hit) return SIZE_MAX;
            i = (size_t)(hit - s.s);
        } else if (((unsigned char)s.s[i] | 32) != first) continue;
        if (str_starts_nocase(str_from(s, i), what)) return i;
    }
    return SIZE_MAX;
}

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

rt_str str_trim(rt_str s) {
    while (s.n && is_blank(s.s[0])) s.s++, s.n--;
    while (s.n && is_blank(s.s[s.n - 1])) s.n--;
    return s;
}

bool str_line(rt_str *rest, rt_str *line) {
    if (!str_field(rest, '\n', line)) return false;
    if (line->n && line->s[line->n - 1] == '\r') line->n--;
    return true;
}

bool str_field(rt_str *rest, char separator, rt_str *field) {
    if (!rest->s) return false;
    const char *hit = rest->n ? memchr(rest->s, separator, rest->n) : NULL;
    *field = (rt_str){rest->s, hit ? (size_t)(hit - rest->s) : rest->n};
    *rest = hit ? str_from(*rest, field->n + 1) : (rt_str){NULL, 0};
    return true;
}

rt_str str_copy(arena *a, rt_str s) {
    if (!s.s) return s;
    return (rt_str){str_z(a, s), s.n};
}

char *str_z(arena *a, rt_str s) {
    char *z = arena_raw(a, s.n + 1, 1);
    if (s.n) memcpy(z, s.s, s.n);
    z[s.n] = '\0';
    return z;
}

rt_str str_printf(arena *a, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0) return (rt_str){"", 0};
    char *s = arena_alloc(a, (size_t)n + 1);
    va_start(args, format);
    vsnprintf(s, (size_t)n + 1, format, args);
    va_end(args);
    return (rt_str){s, (size_t)n};
}

void strbuf_init(strbuf *b, arena *a) { *b = (strbuf){.a = a}; }

static void strbuf_room(strbuf *b, size_t more) {
    if (b->cap - b->n >= more) return;
    size_t cap = b->cap ? b->cap : 256;
    while (cap - b->n < more) cap *= 2;
    char *grown = arena_raw(b->a, cap, 1);
    if (b->n) memcpy(grown, b->s, b->n);
    b->s = grown;
    b->cap = cap;
}

void strbuf_add(strbuf *b, rt_str s) {
    if (!s.n) return;
    strbuf_room(b, s.n);
    memcpy(b->s + b->n, s.s, s.n);
    b->n += s.n;
}

void strbuf_char(strbuf *b, char c) {
    strbuf_room(b, 1);
    b->s[b->n++] = c;
}

rt_str str_spans(arena *a, rt_str s, const rt_span *spans, uint32_t n) {
    if (n == 1) return str_span(s, spans[0]);
    strbuf b;
    strbuf_init(&b, a);
    for (uint32_t i = 0; i < n; i++) {
        if (i) strbuf_char(&b, ' ');
        strbuf_add(&b, str_span(s, spans[i]));
    }
    return strbuf_str(&b);
}
