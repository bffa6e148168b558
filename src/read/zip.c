#include "base/err.h"
#include "read/container.h"
#include "read/kind.h"

#include <stdio.h>
#include <stdlib.h>

/* Zip archives (PKWARE APPNOTE 6.3), WACZ among them: the central directory at the end of
 * the file names the entries. Nothing is unpacked to disk; an archive
 * from a pipe, or compressed once more, is put into a file without a name until it is
 * read. */
enum {
    END_RECORD = 22,
    MOST_COMMENT = 65535,
    LOCAL_HEADER = 30,
    CENTRAL_HEADER = 46,
    MOST_DIRECTORY = 64 << 20,
    MOST_SPOOLED = 2000 << 20,
    MOST_LABEL = 1536
};

/* The directory at hand, and the entry being read. */
typedef struct zip_state {
    unsigned char *directory;
    size_t n, at;
    uint64_t claimed; /* packed bytes of all entries so far */
    container *entry;
    bool wacz;
} zip_state;

typedef struct zip_entry {
    uint64_t packed, size, header;
    unsigned method, flags;
    rt_str name;
} zip_entry;

static uint64_t little(const unsigned char *p, unsigned n) {
    uint64_t v = 0;
    while (n-- > 0) v = v << 8 | p[n];
    return v;
}

/* Finds the record at the end of the file: it stands before a comment of its length. */
static bool find_end(const stream *in, uint64_t size, uint64_t *at,
                     unsigned char *record) {
    size_t n =
        size < END_RECORD + MOST_COMMENT ? (size_t)size : END_RECORD + MOST_COMMENT;
    unsigned char *tail = malloc(n);
    bool found = false;
    if (tail && n >= END_RECORD && stream_read_at(in, size - n, tail, n))
        for (size_t i = n - END_RECORD + 1; !found && i-- > 0;)
            if (memcmp(tail + i, "PK\x05\x06", 4) == 0) {
                memcpy(record, tail + i, END_RECORD);
                *at = size - n + i;
                found = true;
            }
    free(tail);
    return found;
}

static bool find_directory(const stream *in, uint64_t size, uint64_t *from, uint64_t *n) {
    unsigned char end[END_RECORD], locator[20], wide[56];
    uint64_t at;
    if (!find_end(in, size, &at, end)) return false;
    *n = little(end + 12, 4);
    *from = little(end + 16, 4);
    if (at >= 20 && stream_read_at(in, at - 20, locator, 20) &&
        memcmp(locator, "PK\x06\x07", 4) == 0 &&
        stream_read_at(in, little(locator + 8, 8), wide, 56) &&
        memcmp(wide, "PK\x06\x06", 4) == 0) {
        *n = little(wide + 40, 8);
        *from = little(wide + 48, 8);
    }
    return *n <= MOST_DIRECTORY && *from <= size && *n <= size - *from;
}

/* Sizes and places that do not fit 32 bits stand in extra field 1. */
static void read_wide(const unsigned char *extra, size_t n, zip_entry *e) {
    while (n >= 4) {
        size_t length = (size_t)little(extra + 2, 2);
        if (length > n - 4) return;
        if (little(extra, 2) == 1) {
            const unsigned char *p = extra + 4, *end = p + length;
            uint64_t *const fields[] = {&e->size, &e->packed, &e->header};
            for (size_t i = 0; i < 3; i++)
                if (*fields[i] == UINT32_MAX && end - p >= 8)
                    *fields[i] = little(p, 8), p += 8;
            return;
        }
        extra += 4 + length;
        n -= 4 + length;
    }
}

static bool next_entry(zip_state *z, zip_entry *e) {
    const unsigned char *p = z->directory + z->at;
    if (z->n - z->at < CENTRAL_HEADER || memcmp(p, "PK\x01\x02", 4) != 0) return false;
    size_t name = (size_t)little(p + 28, 2), extra = (size_t)little(p + 30, 2);
    size_t comment = (size_t)little(p + 32, 2),
           all = CENTRAL_HEADER + name + extra + comment;
    if (all > z->n - z->at) return false;
    *e = (zip_entry){.flags = (unsigned)little(p + 8, 2),
                     .method = (unsigned)little(p + 10, 2),
                     .packed = little(p + 20, 4),
                     .size = little(p + 24, 4),
                     .header = little(p + 42, 4),
                     .name = {(const char *)p + CENTRAL_HEADER, name}};
    read_wide(p + CENTRAL_HEADER + name, extra, e);
    z->at += all;
    return true;
}

static rt_code reject(container *c, rt_str name, rt_code code, rt_err *err,
                      const char *why) {
    char place[sizeof err->place];
    snprintf(place, sizeof place, "%s#%.*s", c->path, name.n > 200 ? 200 : (int)name.n,
             name.s);
    for (char *p = place; *p; p++)
        if ((unsigned char)*p < ' ') *p = '?';
    return err_set(err, code, place, "%s", why);
}

/* Opens the entry as a container of its own. */
static rt_code open_entry(container *c, const zip_entry *e, rt_err *err) {
    zip_state *z = c->state;
    unsigned char local[LOCAL_HEADER];
    uint64_t size = stream_file_size(c->in);
    z->claimed += e->packed < size ? e->packed : size;
    if (z->claimed > size)
        return reject(c, e->name, RT_E_INPUT, err, "the entries overlap");
    if (!kind_is_safe_name(e->name))
        return reject(c, e->name, RT_E_INPUT, err, "an unsafe name");
    if (e->flags & 1)
        return reject(c, e->name, RT_E_INPUT, err, "the entry is encrypted");
    if (e->method != 0 && e->method != 8)
        return reject(c, e->name, RT_E_INPUT, err,
                      "compressed in a way that is not read");
    if (!stream_read_at(c->in, e->header, local, LOCAL_HEADER) ||
        memcmp(local, "PK\x03\x04", 4) != 0)
        return reject(c, e->name, RT_E_INPUT, err, "the entry is not where it should be");
    uint64_t from =
        e->header + LOCAL_HEADER + little(local + 26, 2) + little(local + 28, 2);
    if (from > size || e->packed > size - from)
        return reject(c, e->name, RT_E_INPUT, err, "the archive ends in this entry");
    stream *in;
    rt_code code = stream_open_part(c->in, from, e->packed, e->method == 8, &in, err);
    if (code) return code;
    char label[MOST_LABEL];
    snprintf(label, sizeof label, "%.500s#%.*s", c->path, (int)e->name.n, e->name.s);
    return container_open_inner(in, label, c->options, &z->entry, err);
}

/* One directory of a macOS archive holds copies of attributes, and no files; of a WACZ
 * the web archives are read, not the indexes to them. */
static bool is_wanted(const container *c, const zip_entry *e) {
    const zip_state *z = c->state;
    if (z->wacz && !str_starts(e->name, STR("archive/"))) return false;
    return e->name.n && e->name.s[e->name.n - 1] != '/' && !kind_is_asset(e->name) &&
           !str_starts(e->name, STR("__MACOSX/")) && e->size > 0;
}

static rt_code zip_next(container *c, arena *a, read_record *out, rt_err *err) {
    zip_state *z = c->state;
    for (;;) {
        if (z->entry) {
            rt_code code = container_next(z->entry, a, out, err);
            if (code != RT_END) return code;
            container_close(z->entry);
            z->entry = NULL;
        }
        zip_entry e;
        if (!next_entry(z, &e)) return RT_END;
        rt_code code = is_wanted(c, &e) ? open_entry(c, &e, err) : RT_OK;
        if (code) return code;
    }
}

static void zip_close(container *c) {
    zip_state *z = c->state;
    container_close(z->entry);
    free(z->directory);
    free(z);
}

/* Whether the archive is told to be a WACZ (WACZ 1.1.1: datapackage.json beside
 * archive/).
 */
static bool is_wacz(const zip_state *z) {
    zip_state walk = *z;
    bool package = false, archive = false;
    for (zip_entry e; next_entry(&walk, &e);) {
        package |= str_eq(e.name, STR("datapackage.json"));
        archive |= str_starts(e.name, STR("archive/"));
    }
    return package && archive;
}

bool zip_begin(container *c) {
    zip_state *z = calloc(1, sizeof *z);
    uint64_t from, n;
    rt_err err = {0};
    if (!z) return false;
    c->state = z;
    c->next = zip_next;
    c->close = zip_close;
    bool anywhere = stream_file_size(c->in) && !stream_is_compressed(c->in);
    if (!anywhere && stream_spool(c->in, MOST_SPOOLED, &err))
        return container_refuse(c, err.text);
    uint64_t size = stream_file_size(c->in);
    if (!find_directory(c->in, size, &from, &n))
        return container_refuse(c, "a zip archive without its directory");
    z->directory = malloc((size_t)n + 1);
    z->n = (size_t)n;
    if (!z->directory || !stream_read_at(c->in, from, z->directory, z->n)) return false;
    z->wacz = str_ends(str_of(c->path), STR(".wacz")) || is_wacz(z);
    return true;
}
