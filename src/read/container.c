#include "read/container.h"

#include "base/err.h"

#include <stdlib.h>

enum { SNIFF = 4096 };

static bool named(rt_str name, const char *suffix) {
    rt_str s = str_of(suffix);
    return name.n >= s.n && str_eq_nocase(str_from(name, name.n - s.n), s);
}

/* The name without what only says how the file is compressed. */
static rt_str inner_name(rt_str name) {
    if (named(name, ".gz")) name.n -= 3;
    else if (named(name, ".zst")) name.n -= 4;
    return name;
}

static rt_str after_mark(rt_str head) {
    return str_trim(str_starts(head, STR("\xEF\xBB\xBF")) ? str_from(head, 3) : head);
}

static bool looks_html(rt_str head) {
    static const char *const opening[] = {"<!doctype html", "<html", "<head",
                                          "<body",          "<!--",  "<title",
                                          "<meta",          "<div",  "<p>"};
    for (size_t i = 0; i < sizeof opening / sizeof *opening; i++)
        if (str_starts_nocase(head, str_of(opening[i]))) return true;
    return str_starts(head, STR("<?xml")) &&
           str_find_nocase(head, STR("<html"), 0) != SIZE_MAX;
}

read_format container_format(rt_str head, rt_str name) {
    head = after_mark(head);
    if (looks_html(head)) return READ_HTML;
    if (head.n && head.s[0] == '{') return READ_JSON;
    if (head.n && head.s[0] == '<' && (named(name, ".html") || named(name, ".htm")))
        return READ_HTML;
    return READ_PLAIN;
}

static bool looks_jsonl(rt_str head, rt_str name) {
    if (named(name, ".jsonl") || named(name, ".ndjson")) return true;
    head = after_mark(head);
    if (!head.n || head.s[0] != '{') return false;
    rt_str line, rest = head;
    if (!str_line(&rest, &line) || !rest.s) return false;
    line = str_trim(line), rest = str_trim(rest);
    return line.s[line.n - 1] == '}' && rest.n && rest.s[0] == '{';
}

static rt_code whole_next(container *c, arena *a, read_record *out, rt_err *err) {
    if (c->done) return RT_END;
    c->done = true;
    rt_str head = stream_peek(c->in, SNIFF);
    if (!head.n && !stream_state(c->in, err))
        return err_set(err, RT_E_INPUT, NULL, "the file is empty");
    *out = (read_record){.source = str_copy(a, str_of(c->path)),
                         .format = container_format(head, inner_name(str_of(c->path)))};
    return stream_rest(c->in, a, c->limit, &out->bytes, err);
}

void whole_begin(container *c) { c->next = whole_next; }

static void begin(container *c) {
    rt_str head = stream_peek(c->in, SNIFF), name = inner_name(str_of(c->path));
    if (looks_jsonl(head, name)) jsonl_begin(c);
    else whole_begin(c);
}

rt_code container_open(const char *path, size_t limit, container **out, rt_err *err) {
    *out = NULL;
    stream *in;
    rt_code code = stream_open(path, &in, err);
    if (code) return code;
    container *c = calloc(1, sizeof *c);
    char *copy = strdup(path);
    if (!c || !copy) {
        free(c), free(copy);
        stream_close(in);
        return err_set(err, RT_E_STOPPED, path, "memory ran out");
    }
    *c = (container){.in = in, .limit = limit, .path = copy};
    begin(c);
    *out = c;
    return RT_OK;
}

void container_close(container *c) {
    if (!c) return;
    if (c->close) c->close(c);
    stream_close(c->in);
    free(c->path);
    free(c);
}
