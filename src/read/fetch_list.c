#include "read/fetch_list.h"

#include "base/err.h"
#include "base/hash.h"
#include "base/vec.h"
#include "read/encoding.h"
#include "read/feed.h"
#include "read/kind.h"
#include "read/stream.h"

#include <stdio.h>

enum { MOST_LIST = 256 << 20 };

static void take_lines(arena *a, rt_str text, fetch_list *out) {
    for (rt_str line; str_line(&text, &line);) {
        line = str_trim(line);
        if (line.n && line.s[0] != '#') *vec_push(a, out) = line;
    }
}

static rt_code take_feed(const lexicon *lex, arena *a, rt_str xml, fetch_list *out,
                         rt_err *err) {
    feed items;
    rt_code code = feed_parse(lex, a, xml, &items, err);
    for (uint32_t i = 0; i < items.n && !code; i++)
        if (items.items[i].known.url.s) *vec_push(a, out) = items.items[i].known.url;
    return code;
}

static rt_code take_list(const lexicon *lex, const char *path, arena *a, fetch_list *out,
                         rt_err *err) {
    stream *in;
    const char *what;
    rt_str text;
    rt_code code = stream_open(path, &in, err);
    if (code) return code;
    code = stream_rest(in, a, MOST_LIST, &text, err);
    stream_close(in);
    if (!code) {
        rt_str head = str_span(text, (rt_span){0, KIND_HEAD});
        kind k = kind_of(head, str_of(path), &what);
        if (k == KIND_XML) code = take_feed(lex, a, text, out, err);
        else if (k == KIND_PLAIN)
            take_lines(a, encoding_decode(a, text, (rt_str){0}), out);
        else if (text.n) code = err_set(err, RT_E_INPUT, path, "no list of addresses");
    }
    if (code && err && !err->place[0])
        snprintf(err->place, sizeof err->place, "%s", path);
    return code;
}

/* A set of texts by their hashes. */
typedef struct seen {
    uint64_t *slot;
    size_t mask;
} seen;

static seen seen_new(arena *a, size_t n) {
    size_t size = 16;
    while (size < n * 2) size *= 2;
    return (seen){arena_many(a, uint64_t, size), size - 1};
}

/* Adds a text; false when it was there. */
static bool seen_add(seen *set, rt_str text) {
    uint64_t h = hash_str(text) | 1;
    size_t at = hash_mix(h) & set->mask;
    while (set->slot[at] && set->slot[at] != h) at = (at + 1) & set->mask;
    bool added = !set->slot[at];
    set->slot[at] = h;
    return added;
}

fetch_list fetch_list_without(arena *a, const fetch_list *list, const rt_str *known,
                              uint32_t known_n) {
    fetch_list out = {NULL, 0, 0};
    seen set = seen_new(a, (size_t)list->n + known_n);
    for (uint32_t i = 0; i < known_n; i++) seen_add(&set, known[i]);
    for (uint32_t i = 0; i < list->n; i++)
        if (seen_add(&set, list->at[i])) *vec_push(a, &out) = list->at[i];
    return out;
}

rt_code fetch_list_read(const lexicon *lex, const char *const *paths, size_t n, arena *a,
                        fetch_list *out, rt_err *err) {
    fetch_list all = {NULL, 0, 0};
    rt_code code = RT_OK;
    for (size_t i = 0; i < n && !code; i++) code = take_list(lex, paths[i], a, &all, err);
    *out = fetch_list_without(a, &all, NULL, 0);
    return code;
}
