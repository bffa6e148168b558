#include "base/civil.h"
#include "base/err.h"
#include "read/container.h"
#include "read/http.h"

#include <stdio.h>
#include <stdlib.h>

/* WARC 1.0 and 1.1 (ISO 28500): records of a version line, header lines, a blank line,
 * Content-Length bytes and two line ends. Lengths are not trusted: where the next record
 * does not follow, it is looked for. */
enum { MOST_HEADERS = 60 << 10, SEARCH_STEP = 32 << 10 };

/* Records that lie about their lengths are read again from the next one on; where that
 * comes to more than this many records of the largest size, they are left out. */
enum { MOST_AGAIN = 8 };

typedef struct warc_state {
    uint64_t again; /* bytes read again so far */
    bool told;      /* the damage to the stream was reported */
    bool any;       /* a page was met, readable or not */
    char headers[MOST_HEADERS];
} warc_state;

/* What is known of the record at hand. */
typedef struct warc_record {
    uint64_t place; /* offset in the file */
    uint64_t length;
    rt_str headers; /* in the container's state, until the next record */
} warc_record;

static rt_code reject(container *c, uint64_t place, rt_code code, rt_err *err,
                      const char *why) {
    char source[sizeof err->place], text[sizeof err->text];
    snprintf(source, sizeof source, "%s#%llu", c->path, (unsigned long long)place);
    snprintf(text, sizeof text, "%s", why); /* `why` may be the text of `err` itself */
    return err_set(err, code, source, "%s", text);
}

/* Rejects a record for `why`, or for the damage to the stream that is behind it. */
static rt_code reject_or_damage(container *c, uint64_t place, rt_err *err,
                                const char *why) {
    rt_err damage;
    bool broken = stream_state(c->in, &damage) != RT_OK;
    ((warc_state *)c->state)->told |= broken;
    return reject(c, place, RT_E_INPUT, err, broken ? damage.text : why);
}

/* Goes to the next version line; false when the file has no more. What was passed over is
 * counted in *passed. */
static bool find_record(container *c, uint64_t *passed) {
    *passed = 0;
    for (;;) {
        rt_str ahead = stream_peek(c->in, SEARCH_STEP);
        if (!ahead.n) {
            if (!stream_next_member(c->in)) return false;
            continue;
        }
        size_t at = str_find(ahead, STR("WARC/"), 0);
        bool found = at != SIZE_MAX && (at == 0 || ahead.s[at - 1] == '\n');
        size_t skip = found                                   ? at
                      : at != SIZE_MAX                        ? at + 5
                      : ahead.n > 5 && ahead.n == SEARCH_STEP ? ahead.n - 5
                                                              : ahead.n;
        for (size_t i = 0; i < skip; i++)
            *passed += ahead.s[i] != '\r' && ahead.s[i] != '\n';
        stream_skip(c->in, skip);
        if (found) return true;
    }
}

static bool parse_length(rt_str value, uint64_t *length) {
    *length = 0;
    if (!value.n || value.n > 18) return false;
    for (size_t i = 0; i < value.n; i++) {
        if (value.s[i] < '0' || value.s[i] > '9') return false;
        *length = *length * 10 + (uint64_t)(value.s[i] - '0');
    }
    return true;
}

static bool read_headers(container *c, warc_record *r) {
    rt_str ahead = stream_peek(c->in, MOST_HEADERS);
    size_t end = str_find(ahead, STR("\r\n\r\n"), 0), past = 4;
    if (end == SIZE_MAX) end = str_find(ahead, STR("\n\n"), 0), past = 2;
    if (end == SIZE_MAX) return false;
    warc_state *state = c->state;
    memcpy(state->headers, ahead.s, end);
    r->headers = (rt_str){state->headers, end};
    stream_skip(c->in, end + past);
    return parse_length(http_header(r->headers, STR("Content-Length")), &r->length);
}

/* Whether the record ends where its length says: at line ends, another record or the end.
 */
static bool ends_here(container *c) {
    rt_str ahead = stream_peek(c->in, 8);
    return !ahead.n || str_starts(ahead, STR("\r\n")) || str_starts(ahead, STR("\n")) ||
           str_starts(ahead, STR("WARC/"));
}

/* A length that is too long swallowed records: back to the first of them. */
static void go_back(container *c, uint64_t start, rt_str block) {
    warc_state *state = c->state;
    size_t at = str_find(block, STR("\nWARC/1."), 0);
    if (at == SIZE_MAX || state->again / MOST_AGAIN > c->limit) return;
    if (stream_seek(c->in, start + at + 1)) state->again += block.n - at;
}

static bool is_page(rt_str type) {
    return !type.s || str_eq_nocase(type, STR("text/html")) ||
           str_eq_nocase(type, STR("application/xhtml+xml"));
}

static bool is_plain(rt_str type) { return str_eq_nocase(type, STR("text/plain")); }

static rt_str target_of(rt_str headers) {
    rt_str url = http_header(headers, STR("WARC-Target-URI"));
    if (url.n > 2 && url.s[0] == '<' && url.s[url.n - 1] == '>')
        url = (rt_str){url.s + 1, url.n - 2};
    return url;
}

/* Whether the block at hand is a page, told without reading it: archives are full of
 * pictures and scripts. */
static bool holds_page(container *c, const warc_record *r, read_record *out) {
    rt_str kind = http_header(r->headers, STR("WARC-Type")), media;
    http_content_type(http_header(r->headers, STR("Content-Type")), &media,
                      &out->charset);
    if (str_eq_nocase(kind, STR("response"))) {
        http_response head;
        rt_str ahead =
            stream_peek(c->in, r->length < SEARCH_STEP ? r->length : SEARCH_STEP);
        out->format = READ_HTML;
        if (!str_starts_nocase(media, STR("application/http"))) return false;
        if (!http_read_head(&ahead, &head)) return true;
        if (is_plain(head.type)) out->format = READ_PLAIN;
        return head.status == 200 && (is_plain(head.type) || is_page(head.type)) &&
               !str_ends(target_of(r->headers), STR("/robots.txt"));
    }
    if (!str_eq_nocase(kind, STR("conversion")) && !str_eq_nocase(kind, STR("resource")))
        return false;
    out->format = is_plain(media) ? READ_PLAIN : READ_HTML;
    return is_plain(media) || (media.s && is_page(media));
}

static rt_code take_block(container *c, arena *a, const warc_record *r, rt_str *block,
                          rt_err *err) {
    uint64_t start = stream_offset(c->in);
    if (r->length > c->limit) {
        stream_skip(c->in, r->length);
        return reject(c, r->place, RT_E_LIMIT, err,
                      "the record is larger than the limit");
    }
    char *to = arena_alloc(a, (size_t)r->length);
    *block = (rt_str){to, 0};
    while (block->n < r->length) {
        rt_str part = stream_peek(c->in, r->length - block->n);
        if (!part.n) break;
        memcpy(to + block->n, part.s, part.n);
        block->n += part.n;
        stream_skip(c->in, part.n);
    }
    if (block->n == r->length && ends_here(c)) return RT_OK;
    go_back(c, start, *block);
    return reject_or_damage(c, r->place, err, "the record's length is not true");
}

/* The page of the record at hand. */
static rt_code take_page(container *c, arena *a, const warc_record *r, read_record *out,
                         rt_err *err) {
    rt_err why;
    rt_code code = take_block(c, a, r, &out->bytes, err ? err : &why);
    if (code) return code;
    rt_str type = http_header(r->headers, STR("WARC-Type"));
    if (str_starts(out->bytes, STR("HTTP/")) && !str_eq_nocase(type, STR("conversion"))) {
        http_response response;
        code = http_read(a, out->bytes, c->limit, &response, &why);
        if (code) return reject(c, r->place, code, err, why.text);
        out->bytes = response.body;
        out->charset = response.charset;
    } else {
        out->charset = str_copy(a, out->charset);
    }
    out->source = str_printf(a, "%s#%llu", c->path, (unsigned long long)r->place);
    out->url = str_copy(a, target_of(r->headers));
    out->captured = civil_parse_iso(http_header(r->headers, STR("WARC-Date")));
    return RT_OK;
}

/* Where the stream gives nothing more: its end, or damage, behind which it may go on.
 * RT_OK: it does. */
static rt_code end_or_recover(container *c, rt_err *err) {
    warc_state *state = c->state;
    rt_code broken = stream_state(c->in, err);
    bool told = state->told, more = broken && stream_recover(c->in);
    state->told = false;
    c->done = !more;
    if (broken && !told) return broken;
    if (!more && !broken && !state->any && c->count && !c->options->pages_only)
        return err_set(err, RT_E_INPUT, NULL,
                       "a web archive without pages (other records: %llu)",
                       (unsigned long long)c->count);
    return more ? RT_OK : RT_END;
}

static rt_code warc_next(container *c, arena *a, read_record *out, rt_err *err) {
    for (;;) {
        uint64_t passed;
        if (c->done) return RT_END;
        if (!find_record(c, &passed)) {
            rt_code code = end_or_recover(c, err);
            if (code) return code;
            continue;
        }
        warc_record r = {.place = stream_place(c->in)};
        if (passed)
            return reject(c, r.place, RT_E_INPUT, err,
                          "bytes of no record stand before this one");
        if (!read_headers(c, &r)) {
            stream_skip(c->in, 5);
            return reject_or_damage(c, r.place, err, "the record has no usable headers");
        }
        *out = (read_record){.source = {NULL, 0}};
        if (holds_page(c, &r, out)) {
            ((warc_state *)c->state)->any = true;
            return take_page(c, a, &r, out, err);
        }
        c->count++;
        stream_skip(c->in, r.length);
    }
}

bool warc_begin(container *c) {
    c->next = warc_next;
    c->state = calloc(1, sizeof(warc_state));
    stream_stop_at_members(c->in);
    return c->state != NULL;
}
