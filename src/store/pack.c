#include "store/pack.h"

#include <math.h>

static void put_number(strbuf *b, uint64_t n) {
    for (; n >= 0x80; n >>= 7) strbuf_char(b, (char)(n | 0x80));
    strbuf_char(b, (char)n);
}
static void put_span(strbuf *b, rt_span s) {
    put_number(b, s.start);
    put_number(b, s.end - s.start);
}
/* Null is 0; lengths are one higher than they are. */
static void put_str(strbuf *b, rt_str s) {
    put_number(b, s.s ? (uint64_t)s.n + 1 : 0);
    if (s.s) strbuf_add(b, s);
}

/* Bytes being read; `bad` once something did not fit, from then on all is 0. */
typedef struct unpacking {
    rt_str rest;
    bool bad;
} unpacking;

static uint64_t get_number(unpacking *u) {
    uint64_t n = 0;
    for (unsigned shift = 0; shift < 63; shift += 7) {
        if (!u->rest.n) break;
        uint8_t byte = (uint8_t)*u->rest.s;
        u->rest = str_from(u->rest, 1);
        n |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80)) return n;
    }
    u->bad = true;
    return 0;
}

static uint64_t get_below(unpacking *u, uint64_t limit) {
    uint64_t n = get_number(u);
    if (n < limit) return n;
    u->bad = true;
    return 0;
}

/* A number of items that take at least one byte each. */
static uint32_t get_count(unpacking *u) {
    uint64_t n = get_number(u);
    if (n > u->rest.n || n > UINT32_MAX) u->bad = true;
    return u->bad ? 0 : (uint32_t)n;
}

static rt_span get_span(unpacking *u, size_t text_n) {
    uint64_t start = get_number(u), length = get_number(u);
    if (start > text_n || length > text_n - start) u->bad = true;
    return u->bad ? (rt_span){0, 0}
                  : (rt_span){(uint32_t)start, (uint32_t)(start + length)};
}

static rt_str get_str(unpacking *u) {
    uint64_t n = get_number(u);
    if (!n) return (rt_str){NULL, 0};
    if (--n > u->rest.n) {
        u->bad = true;
        return (rt_str){NULL, 0};
    }
    rt_str s = {u->rest.s, (size_t)n};
    u->rest = str_from(u->rest, (size_t)n);
    return s;
}

rt_str pack_parts(arena *a, const rt_article *article) {
    strbuf b;
    strbuf_init(&b, a);
    put_number(&b, article->authors_n);
    for (uint32_t i = 0; i < article->authors_n; i++) put_str(&b, article->authors[i]);
    put_number(&b, article->paragraphs_n);
    for (uint32_t i = 0; i < article->paragraphs_n; i++) {
        put_span(&b, article->paragraphs[i].span);
        put_str(&b, article->paragraphs[i].language);
    }
    put_number(&b, article->links_n);
    for (uint32_t i = 0; i < article->links_n; i++) {
        put_span(&b, article->links[i].span);
        put_str(&b, article->links[i].url);
    }
    put_number(&b, article->notices_n);
    for (uint32_t i = 0; i < article->notices_n; i++) {
        put_number(&b, article->notices[i].kind);
        put_str(&b, article->notices[i].text);
    }
    return strbuf_str(&b);
}

bool unpack_parts(rt_str bytes, arena *a, rt_article *article) {
    unpacking u = {.rest = bytes};
    size_t text_n = article->text.n;
    uint32_t n = get_count(&u);
    rt_str *authors = arena_many(a, rt_str, n);
    for (uint32_t i = 0; i < n; i++) authors[i] = get_str(&u);
    article->authors = authors;
    article->authors_n = n;
    n = get_count(&u);
    rt_paragraph *paragraphs = arena_many(a, rt_paragraph, n);
    for (uint32_t i = 0; i < n; i++) {
        paragraphs[i].span = get_span(&u, text_n);
        paragraphs[i].language = get_str(&u);
    }
    article->paragraphs = paragraphs;
    article->paragraphs_n = n;
    n = get_count(&u);
    rt_link *links = arena_many(a, rt_link, n);
    for (uint32_t i = 0; i < n; i++) {
        links[i].span = get_span(&u, text_n);
        links[i].url = get_str(&u);
    }
    article->links = links;
    article->links_n = n;
    n = get_count(&u);
    rt_notice *notices = arena_many(a, rt_notice, n);
    for (uint32_t i = 0; i < n; i++) {
        notices[i].kind = (rt_notice_kind)get_below(&u, RT_NOTICE_CAPTION + 1);
        notices[i].text = get_str(&u);
    }
    article->notices = notices;
    article->notices_n = n;
    return !u.bad && !u.rest.n;
}

/* Scores are kept to four decimals, as they are printed. */
enum { SCORE_STEPS = 10000 };

rt_str pack_passages(arena *a, const rt_passage *passages, uint32_t n) {
    strbuf b;
    strbuf_init(&b, a);
    put_number(&b, n);
    for (uint32_t i = 0; i < n; i++) {
        put_span(&b, passages[i].a);
        put_span(&b, passages[i].b);
        put_number(&b, passages[i].kind);
        float score = passages[i].score;
        score = score > 0 ? score < 1 ? score : 1 : 0;
        put_number(&b, (uint64_t)lrintf(score * SCORE_STEPS));
    }
    return strbuf_str(&b);
}

bool unpack_passages(rt_str bytes, size_t a_n, size_t b_n, arena *a, rt_pair *out) {
    unpacking u = {.rest = bytes};
    uint32_t n = get_count(&u);
    rt_passage *passages = arena_many(a, rt_passage, n);
    for (uint32_t i = 0; i < n; i++) {
        passages[i].a = get_span(&u, a_n);
        passages[i].b = get_span(&u, b_n);
        passages[i].kind = (rt_passage_kind)get_below(&u, RT_PASSAGE_REWORDED + 1);
        passages[i].score = (float)get_below(&u, SCORE_STEPS + 1) / SCORE_STEPS;
    }
    out->passages = passages;
    out->passages_n = n;
    return !u.bad && !u.rest.n;
}

rt_str pack_spans(arena *a, const rt_span *spans, uint32_t n) {
    strbuf b;
    strbuf_init(&b, a);
    put_number(&b, n);
    for (uint32_t i = 0; i < n; i++) put_span(&b, spans[i]);
    return strbuf_str(&b);
}

const rt_span *unpack_spans(rt_str bytes, size_t text_n, arena *a, uint32_t *n) {
    unpacking u = {.rest = bytes};
    *n = get_count(&u);
    rt_span *spans = arena_many(a, rt_span, *n);
    for (uint32_t i = 0; i < *n; i++) spans[i] = get_span(&u, text_n);
    return u.bad || u.rest.n ? NULL : spans;
}

/* ---- hashes: eight bytes each, the lowest first */

rt_str pack_hashes(arena *a, const uint64_t *hash, uint32_t n) {
    strbuf b;
    strbuf_init(&b, a);
    for (uint32_t i = 0; i < n; i++)
        for (unsigned shift = 0; shift < 64; shift += 8)
            strbuf_char(&b, (char)(hash[i] >> shift));
    return strbuf_str(&b);
}

const uint64_t *unpack_hashes(rt_str bytes, arena *a, uint32_t *n) {
    *n = 0;
    if (bytes.n % 8 || bytes.n / 8 > UINT32_MAX) return NULL;
    uint32_t count = (uint32_t)(bytes.n / 8);
    uint64_t *hash = arena_many(a, uint64_t, count);
    for (uint32_t i = 0; i < count; i++) {
        for (unsigned k = 0; k < 8; k++)
            hash[i] |= (uint64_t)(uint8_t)bytes.s[i * (size_t)8 + k] << (8 * k);
        if (i && hash[i] <= hash[i - 1]) return NULL;
    }
    *n = count;
    return hash;
}
