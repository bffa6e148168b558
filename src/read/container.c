#include "read/container.h"

#include "base/err.h"
#include "read/kind.h"
#include "read/site.h"

#include <stdio.h>
#include <stdlib.h>

static rt_code whole_next(container *c, arena *a, read_record *out, rt_err *err) {
    if (c->done) return RT_END;
    c->done = true;
    const char *what;
    rt_str head = stream_peek(c->in, KIND_HEAD);
    kind k = kind_of(head, str_of(c->path), &what);
    read_format format = k == KIND_HTML ? READ_HTML : READ_PLAIN;
    *out = (read_record){.source = str_copy(a, str_of(c->path)), .format = format};
    if (!c->options->heads_only) return stream_rest(c->in, a, c->limit, &out->bytes, err);
    /* Most pages tell their address early; decoding is most of what a head costs. */
    out->bytes = stream_peek(c->in, SITE_HEAD);
    if (!site_host(out).n) out->bytes = stream_peek(c->in, READ_HEAD);
    out->bytes = str_copy(a, out->bytes);
    return RT_OK;
}

bool whole_begin(container *c) {
    c->next = whole_next;
    return true;
}

/* Rejects the file for what begin() found out of it. */
static rt_code reject_next(container *c, arena *a, read_record *out, rt_err *err) {
    (void)a, (void)out;
    if (c->done) return RT_END;
    c->done = true;
    if (stream_state(c->in, err)) return stream_state(c->in, NULL);
    return err_set(err, RT_E_INPUT, NULL, "%s", (const char *)c->state);
}

bool container_refuse(container *c, const char *why) {
    if (c->close) c->close(c);
    c->close = NULL;
    c->next = reject_next;
    c->state = strdup(why);
    return c->state != NULL;
}

static rt_code end_next(container *c, arena *a, read_record *out, rt_err *err) {
    (void)c, (void)a, (void)out, (void)err;
    return RT_END;
}

static bool holds_pages(kind k) {
    return k == KIND_HTML || k == KIND_ZIP || k == KIND_TAR;
}

static bool begin(container *c, bool inner) {
    const char *what = NULL;
    if (str_starts(stream_peek(c->in, 5), STR("WARC/"))) return warc_begin(c);
    rt_str head = stream_peek(c->in, KIND_HEAD);
    if (!head.n) return container_refuse(c, "the file is empty");
    kind k = kind_of(head, str_of(c->path), &what);
    if (inner && (k == KIND_ZIP || k == KIND_TAR))
        return container_refuse(c, "an archive inside an archive");
    if (c->options->pages_only && !holds_pages(k)) {
        c->next = end_next;
        return true;
    }
    switch (k) {
        case KIND_OTHER: return container_refuse(c, what);
        case KIND_JSONL: return jsonl_begin(c);
        case KIND_JSON: return json_any_begin(c);
        case KIND_XML: return feed_begin(c);
        case KIND_ZIP: return zip_begin(c);
        case KIND_TAR: return tar_begin(c);
        default: return whole_begin(c);
    }
}

static rt_code container_over(stream *in, const char *path, const read_options *options,
                              bool inner, container **out, rt_err *err) {
    *out = NULL;
    container *c = calloc(1, sizeof *c);
    if (!c) {
        stream_close(in);
        return err_memory(err, path);
    }
    *c = (container){
        .in = in, .options = options, .limit = options->max_record, .path = strdup(path)};
    if (!c->path || !begin(c, inner)) {
        container_close(c);
        return err_memory(err, path);
    }
    *out = c;
    return RT_OK;
}

rt_code container_open(const char *path, const read_options *options, container **out,
                       rt_err *err) {
    stream *in;
    *out = NULL;
    rt_code code = stream_open(path, &in, err);
    return code ? code : container_over(in, path, options, false, out, err);
}

rt_code container_open_inner(stream *in, const char *path, const read_options *options,
                             container **out, rt_err *err) {
    return container_over(in, path, options, true, out, err);
}

rt_code container_next(container *c, arena *a, read_record *out, rt_err *err) {
    rt_code code = c->next(c, a, out, err);
    if (code && code != RT_END && err && !err->place[0])
        snprintf(err->place, sizeof err->place, "%s", c->path);
    return code;
}

void container_close(container *c) {
    if (!c) return;
    if (c->close) c->close(c);
    else free(c->state);
    stream_close(c->in);
    free(c->path);
    free(c);
}
