#include "base/err.h"
#include "read/container.h"

#include <stdlib.h>

/* The first line, which was taken to see what it is; `waits` until it is handed out. */
typedef struct jsonl_state {
    arena memory;
    rt_str first;
    rt_code code;
    bool waits;
} jsonl_state;

static rt_code take_line(container *c, arena *a, rt_str *line) {
    jsonl_state *s = c->state;
    if (!s || !s->waits) return stream_line(c->in, a, c->limit, line, NULL);
    s->waits = false;
    *line = str_copy(a, s->first);
    return s->code;
}

static rt_code jsonl_next(container *c, arena *a, read_record *out, rt_err *err) {
    rt_str line = {NULL, 0};
    do {
        rt_code code = take_line(c, a, &line);
        if (code == RT_END || c->done) return RT_END;
        c->count++;
        if (code == RT_E_LIMIT) {
            rt_str place =
                str_printf(a, "%s#%llu", c->path, (unsigned long long)c->count);
            return err_set(err, code, place.s, "line longer than the limit of %zu bytes",
                           c->limit);
        }
        if (code) {
            c->done = true;
            return stream_state(c->in, err);
        }
    } while (!str_trim(line).n);
    *out = (read_record){
        .source = str_printf(a, "%s#%llu", c->path, (unsigned long long)c->count),
        .bytes = line,
        .format = READ_JSON};
    return RT_OK;
}

bool jsonl_begin(container *c) {
    c->next = jsonl_next;
    return true;
}

static void jsonl_close(container *c) {
    jsonl_state *s = c->state;
    arena_release(&s->memory);
    free(s);
}

/* Takes the first line that is not blank, and counts those before it. */
static void take_first(container *c) {
    jsonl_state *s = c->state;
    for (;;) {
        s->code = stream_line(c->in, &s->memory, c->limit, &s->first, NULL);
        if (s->code || str_trim(s->first).n) return;
        c->count++;
    }
}

/* Whether the line at hand ends where an object may, and the next one begins an object:
 * no document has that, broken or not. */
static bool another_follows(container *c) {
    const jsonl_state *s = c->state;
    rt_str line = str_trim(s->first), next;
    if (!line.n || strchr("{[,:", line.s[line.n - 1])) return false;
    while ((next = stream_peek(c->in, STREAM_AHEAD)).n && !str_trim(next).n)
        stream_skip(c->in, next.n);
    next = str_trim(next);
    return next.n && next.s[0] == '{';
}

bool json_any_begin(container *c) {
    jsonl_state *s = calloc(1, sizeof *s);
    if (!s) return false;
    c->state = s;
    c->close = jsonl_close;
    take_first(c);
    s->waits = true;
    if (s->code == RT_E_LIMIT || another_follows(c)) return jsonl_begin(c);
    c->state = NULL;
    c->count = 0;
    bool begun = json_document_begin(c, s->first);
    arena_release(&s->memory);
    free(s);
    return begun;
}
