#include "read/warc_writer.h"

#include "base/err.h"
#include "base/hash.h"
#include "base/vec.h"
#include "read/http.h"
#include "read/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

enum { LEVEL = 6, MOST_HEADERS = 32 << 10 };

static const char software[] = "software: retold/";

struct warc_writer {
    int fd;
    off_t end; /* of what is whole */
    char *path;
    struct libdeflate_compressor *packer;
};

/* ---- records */

static rt_str date_of(arena *a, int64_t seconds) {
    time_t t = (time_t)seconds;
    struct tm tm;
    char text[32];
    gmtime_r(&t, &tm);
    return str_copy(
        a, (rt_str){text, strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm)});
}

/* A name of its own for each record: that of its content, in the form of a UUID whose
 * making is nobody else's business (RFC 9562, version 8). */
static rt_str name_of(arena *a, rt_str head, rt_str block) {
    rt_id id = hash_article(block, head);
    id.byte[6] = (uint8_t)((id.byte[6] & 0x0F) | 0x80);
    id.byte[8] = (uint8_t)((id.byte[8] & 0x3F) | 0x80);
    const char *h = id_hex(a, id).s;
    return str_printf(a, "<urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s>", h, h + 8, h + 12, h + 16,
                      h + 20);
}

/* `head` is what tells the record from others: type, date, address. Returns its name. */
static rt_str compose(arena *a, rt_str head, const char *media, rt_str block,
                      strbuf *out) {
    rt_str name = name_of(a, head, block);
    strbuf_add(out,
               str_printf(a, "WARC/1.1\r\n%sWARC-Record-ID: %s\r\n", head.s, name.s));
    strbuf_add(out, str_printf(a, "Content-Type: %s\r\nContent-Length: %zu\r\n\r\n",
                               media, block.n));
    strbuf_add(out, block);
    strbuf_add(out, STR("\r\n\r\n"));
    return name;
}

/* Adds `record` as a gzip member. */
static void pack(const warc_writer *w, arena *a, rt_str record, strbuf *out) {
    size_t room = libdeflate_gzip_compress_bound(w->packer, record.n);
    char *to = arena_alloc(a, room);
    size_t n = libdeflate_gzip_compress(w->packer, record.s, record.n, to, room);
    strbuf_add(out, (rt_str){to, n});
}

static void pack_visit(const warc_writer *w, arena *a, const warc_visit *v, strbuf *out) {
    rt_str date = date_of(a, v->began);
    rt_str about = str_printf(
        a, "WARC-Date: %s\r\nWARC-Target-URI: %.*s\r\n%s%.*s%s", date.s, (int)v->url.n,
        v->url.s, v->address.n ? "WARC-IP-Address: " : "", (int)v->address.n,
        v->address.n ? v->address.s : "", v->address.n ? "\r\n" : "");
    strbuf block, record;
    strbuf_init(&block, a);
    strbuf_add(&block, v->response);
    strbuf_add(&block, v->body);
    strbuf_init(&record, a);
    rt_str head = str_printf(a, "WARC-Type: response\r\n%s", about.s);
    rt_str name = compose(a, head, "application/http; msgtype=response",
                          strbuf_str(&block), &record);
    pack(w, a, strbuf_str(&record), out);
    record.n = 0;
    head = str_printf(a, "WARC-Type: request\r\n%sWARC-Concurrent-To: %s\r\n", about.s,
                      name.s);
    compose(a, head, "application/http; msgtype=request", v->request, &record);
    pack(w, a, strbuf_str(&record), out);
}

static rt_code append(warc_writer *w, rt_str bytes, rt_err *err) {
    for (size_t done = 0; done < bytes.n;) {
        ssize_t n = pwrite(w->fd, bytes.s + done, bytes.n - done, w->end + (off_t)done);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) {
            const char *why = strerror(errno);
            if (ftruncate(w->fd, w->end) != 0) why = "cannot be written";
            return err_set(err, RT_E_IO, w->path, "%s", why);
        }
        done += (size_t)n;
    }
    w->end += (off_t)bytes.n;
    return RT_OK;
}

rt_code warc_write(warc_writer *w, const warc_visit *visits, size_t n, arena *tmp,
                   rt_err *err) {
    strbuf packed;
    strbuf_init(&packed, tmp);
    for (size_t i = 0; i < n; i++) pack_visit(w, tmp, &visits[i], &packed);
    return append(w, strbuf_str(&packed), err);
}

static rt_code write_info(warc_writer *w, rt_str agent, arena *a, rt_err *err) {
    rt_str head = str_printf(a, "WARC-Type: warcinfo\r\nWARC-Date: %s\r\n",
                             date_of(a, (int64_t)time(NULL)).s);
    rt_str block = str_printf(a,
                              "%s" RT_VERSION "\r\nformat: WARC File Format 1.1\r\n"
                              "robots: classic\r\nhttp-header-user-agent: %.*s\r\n",
                              software, (int)agent.n, agent.s);
    strbuf record, packed;
    strbuf_init(&record, a);
    strbuf_init(&packed, a);
    compose(a, head, "application/warc-fields", block, &record);
    pack(w, a, strbuf_str(&record), &packed);
    return append(w, strbuf_str(&packed), err);
}

/* ---- what is there already */

static void note_record(arena *a, rt_str ahead, warc_known *known) {
    size_t end = str_find(ahead, STR("\r\n\r\n"), 0);
    if (end == SIZE_MAX) return;
    rt_str headers = {ahead.s, end};
    rt_str url = http_header(headers, STR("WARC-Target-URI"));
    if (url.s && str_eq(http_header(headers, STR("WARC-Type")), STR("response")))
        *vec_push(a, known) = str_copy(a, url);
}

/* Whether the first record says that this program wrote the archive. */
static bool is_own(rt_str ahead) {
    return str_starts(ahead, STR("WARC/")) &&
           str_find(ahead, STR("WARC-Type: warcinfo"), 0) != SIZE_MAX &&
           str_find(ahead, str_of(software), 0) != SIZE_MAX;
}

/* Reads the records from member to member; *end is where the last whole one ends. */
static rt_code survey(stream *in, const char *path, arena *a, warc_known *known,
                      uint64_t *end, rt_err *err) {
    rt_err why = {0};
    stream_stop_at_members(in);
    rt_str ahead = stream_peek(in, MOST_HEADERS);
    if (!stream_is_compressed(in) || !is_own(ahead))
        return err_set(err, RT_E_USAGE, path,
                       "exists, and is no web archive that 'fetch' wrote");
    for (*end = 0;; ahead = stream_peek(in, MOST_HEADERS)) {
        warc_known before = *known;
        note_record(a, ahead, known);
        stream_skip(in, UINT64_MAX);
        if (stream_state(in, &why)) *known = before;
        else *end = stream_decoded(in);
        if (stream_state(in, NULL) || !stream_next_member(in)) break;
    }
    uint64_t size = stream_file_size(in);
    if (*end == size || (why.code && why.offset == size)) return RT_OK;
    return err_set_at(err, RT_E_USAGE, path, *end, "the archive is damaged from here on");
}

static rt_code look_through(const char *path, arena *a, warc_known *known, uint64_t *end,
                            rt_err *err) {
    stream *in;
    rt_code code = stream_open(path, &in, err);
    if (code) return code;
    code = survey(in, path, a, known, end, err);
    stream_close(in);
    return code;
}

/* ---- opening and closing */

static rt_code begin(warc_writer *w, rt_str agent, arena *a, warc_known *known,
                     rt_err *err) {
    if (flock(w->fd, LOCK_EX | LOCK_NB) != 0)
        return err_set(err, RT_E_USAGE, w->path, "another process is writing it");
    uint64_t end = 0;
    off_t size = lseek(w->fd, 0, SEEK_END);
    rt_code code = RT_OK;
    if (size > 0) code = look_through(w->path, a, known, &end, err);
    if (code) return code;
    w->end = (off_t)end;
    if (size > w->end && ftruncate(w->fd, w->end) != 0)
        return err_set(err, RT_E_IO, w->path, "%s", strerror(errno));
    return w->end ? RT_OK : write_info(w, agent, a, err);
}

rt_code warc_writer_open(const char *path, rt_str agent, arena *a, warc_writer **out,
                         warc_known *known, rt_err *err) {
    *out = NULL;
    *known = (warc_known){NULL, 0, 0};
    warc_writer *w = calloc(1, sizeof *w);
    if (!w) return err_memory(err, path);
    w->path = strdup(path);
    w->packer = libdeflate_alloc_compressor(LEVEL);
    w->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    rt_code code = RT_OK;
    if (!w->path || !w->packer) code = err_memory(err, path);
    else if (w->fd < 0) code = err_set(err, RT_E_IO, path, "%s", strerror(errno));
    else code = begin(w, agent, a, known, err);
    if (code) warc_writer_close(w, NULL);
    else *out = w;
    return code;
}

rt_code warc_writer_close(warc_writer *w, rt_err *err) {
    if (!w) return RT_OK;
    rt_code code = RT_OK;
    if (w->fd >= 0 && fsync(w->fd) != 0 && errno != EINVAL && errno != EROFS)
        code = err_set(err, RT_E_IO, w->path, "%s", strerror(errno));
    if (w->fd >= 0) close(w->fd);
    libdeflate_free_compressor(w->packer);
    free(w->path);
    free(w);
    return code;
}
