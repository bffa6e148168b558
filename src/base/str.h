/* str.h: pointer-and-length text, and spans of it.
 * Views never own; copies go into an arena. Comparison is by bytes unless a name says
 * otherwise. Case here is ASCII only: folding of all scripts is in base/utf8.h. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/arena.h"
#include "retold.h"

#include <stdarg.h>
#include <string.h>

#define STR(literal) ((rt_str){("" literal), sizeof(literal) - 1})

static inline rt_str str_of(const char *z) {
    return z ? (rt_str){z, strlen(z)} : (rt_str){NULL, 0};
}
static inline bool str_eq(rt_str a, rt_str b) {
    return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}
/* The part of `s` inside `span`, cut to what there is. */
static inline rt_str str_span(rt_str s, rt_span span) {
    size_t end = span.end < s.n ? span.end : s.n;
    return span.start < end ? (rt_str){s.s + span.start, end - span.start}
                            : (rt_str){s.s, 0};
}
static inline rt_str str_from(rt_str s, size_t start) {
    return start < s.n ? (rt_str){s.s + start, s.n - start} : (rt_str){s.s + s.n, 0};
}
static inline bool span_known(rt_span s) { return s.start != UINT32_MAX; }
static inline uint32_t span_length(rt_span s) { return s.end - s.start; }
/* Bytes that the two spans share. */
static inline uint32_t span_overlap(rt_span a, rt_span b) {
    uint32_t start = a.start > b.start ? a.start : b.start;
    uint32_t end = a.end < b.end ? a.end : b.end;
    return end > start ? end - start : 0;
}
static inline bool span_holds(rt_span outer, rt_span inner) {
    return outer.start <= inner.start && inner.end <= outer.end;
}

/* Bytewise order; a prefix comes first. */
int str_cmp(rt_str a, rt_str b);
bool str_eq_nocase(rt_str a, rt_str b);
bool str_starts(rt_str s, rt_str prefix);
bool str_starts_nocase(rt_str s, rt_str prefix);
bool str_ends(rt_str s, rt_str suffix);
/* Byte offset of the first `what` in `s` at or after `from`; SIZE_MAX when there is none.
 */
size_t str_find(rt_str s, rt_str what, size_t from);
size_t str_find_nocase(rt_str s, rt_str what, size_t from);
/* Without ASCII blanks at both ends. */
rt_str str_trim(rt_str s);
/* Cuts the first line off `*rest` (without "\n" or "\r\n"); false when nothing is left.
 */
bool str_line(rt_str *rest, rt_str *line);
/* Cuts what stands before the next `separator` off `*rest`; false when nothing is left.
 */
bool str_field(rt_str *rest, char separator, rt_str *field);

/* The parts of `s` inside the spans, with a blank between them. */
rt_str str_spans(arena *a, rt_str s, const rt_span *spans, uint32_t n);
rt_str str_copy(arena *a, rt_str s);
/* NUL-terminated copy; NUL bytes inside end it early for C callers. */
char *str_z(arena *a, rt_str s);
rt_str str_printf(arena *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Text that grows; `n` bytes at `s`, owned by the arena. */
typedef struct strbuf {
    arena *a;
    char *s;
    size_t n, cap;
} strbuf;

void strbuf_init(strbuf *b, arena *a);
void strbuf_add(strbuf *b, rt_str s);
void strbuf_char(strbuf *b, char c);
static inline rt_str strbuf_str(const strbuf *b) {
    return (rt_str){b->s ? b->s : "", b->n};
}

#endif
