#include "match/cache.h"

#include "base/hash.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEAD = 4096, ALIGNED = 64, NAME_ROOM = 4096 };

/* Where a directory lies. */
typedef struct entry {
    uint64_t at, n, checksum;
} entry;

/* Two directories: while one is being replaced the other stays good. */
typedef struct header {
    char magic[8];
    uint32_t version, order;
    entry directory[2];
} header;

static const header EMPTY = {
    "RTINDEX", CACHE_VERSION, 0x01020304, {{0, 0, 0}, {0, 0, 0}}};

static uint64_t checksum_of(const void *p, uint64_t n) {
    uint64_t sum = n ? hash_bytes(p, n) : 1;
    return sum ? sum : 1;
}

/* "PATH.new" in `out`; false when it does not fit. */
static bool name_new(const char *path, char out[NAME_ROOM]) {
    return (size_t)snprintf(out, NAME_ROOM, "%s.new", path) < NAME_ROOM;
}

static rt_code cannot(rt_err *err, const char *path, const char *what) {
    return err_set(err, RT_E_IO, path, "the index cannot be %s", what);
}

static uint64_t stamp_of(int fd) {
    struct stat is;
    if (fstat(fd, &is)) return 0;
    uint64_t seen[] = {(uint64_t)is.st_ino,         (uint64_t)is.st_size,
                       (uint64_t)is.st_mtim.tv_sec, (uint64_t)is.st_mtim.tv_nsec,
                       (uint64_t)is.st_ctim.tv_sec, (uint64_t)is.st_ctim.tv_nsec};
    return checksum_of(seen, sizeof seen);
}

/* ---- reading */

static bool map_file(cache *c) {
    struct stat is;
    if (fstat(c->fd, &is) || !S_ISREG(is.st_mode) || is.st_size < HEAD) return false;
    c->mapped = (size_t)is.st_size;
    c->end = (uint64_t)is.st_size;
    void *map = mmap(NULL, c->mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_NORESERVE,
                     c->fd, 0);
    if (map == MAP_FAILED) return false;
    c->map = map;
    return true;
}

static bool within(const cache *c, uint64_t at, uint64_t bytes) {
    return at >= HEAD && at % ALIGNED == 0 && at <= c->mapped && bytes <= c->mapped - at;
}

/* Copies the directory with that checksum. */
static bool find_directory(cache *c, uint64_t checksum) {
    header h;
    memcpy(&h, c->map, sizeof h);
    if (memcmp(h.magic, EMPTY.magic, sizeof h.magic) != 0 || h.version != CACHE_VERSION ||
        h.order != EMPTY.order)
        return false;
    for (int i = 0; i < 2; i++) {
        const entry *e = &h.directory[i];
        if (e->checksum != checksum || e->n > c->mapped / sizeof(uint64_t)) continue;
        uint64_t bytes = e->n * sizeof(uint64_t);
        if (!within(c, e->at, bytes) || checksum_of(c->map + e->at, bytes) != checksum)
            continue;
        c->directory = malloc(bytes + 1);
        if (!c->directory) return false;
        memcpy(c->directory, c->map + e->at, bytes);
        c->n = c->cap = (size_t)e->n;
        return true;
    }
    return false;
}

rt_code cache_open(cache *c, const char *path, const cache_seal *seal, rt_err *err) {
    *c = (cache){.fd = open(path, O_RDWR | O_CLOEXEC)};
    if (c->fd < 0) c->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (c->fd < 0) return cannot(err, path, "opened");
    if (!map_file(c) || !find_directory(c, seal->directory)) {
        cache_close(c);
        return err_set(err, RT_E_INPUT, path, "this is no index of this version");
    }
    c->trusted = seal->stamp && stamp_of(c->fd) == seal->stamp;
    return RT_OK;
}

uint64_t cache_number(cache *c) {
    if (c->next == c->n) c->failed = true;
    return c->failed ? 0 : c->directory[c->next++];
}

void *cache_array(cache *c, uint64_t bytes, cache_part *part) {
    part->at = cache_number(c);
    uint64_t size = cache_number(c);
    part->checksum = cache_number(c);
    if (c->failed || size != bytes || !within(c, part->at, bytes)) c->failed = true;
    else if (!c->trusted && checksum_of(c->map + part->at, bytes) != part->checksum)
        c->failed = true;
    if (c->failed) return NULL;
    c->live += bytes;
    return c->map + part->at;
}

bool cache_whole(const cache *c) { return !c->failed && c->next == c->n; }

/* ---- writing */

static bool write_at(const cache *c, const void *p, uint64_t n, uint64_t at) {
    const char *from = p;
    while (n) {
        ssize_t done = pwrite(c->fd, from, n, (off_t)at);
        if (done <= 0) return false;
        from += done, at += (uint64_t)done, n -= (uint64_t)done;
    }
    return true;
}

rt_code cache_create(cache *c, const char *path, rt_err *err) {
    char name[NAME_ROOM];
    *c = (cache){.fd = -1, .end = HEAD, .anew = true};
    if (name_new(path, name))
        c->fd = open(name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (c->fd >= 0 && write_at(c, &EMPTY, sizeof EMPTY, 0)) return RT_OK;
    cache_close(c);
    return cannot(err, path, "written");
}

void cache_append(cache *c) {
    c->n = c->next = 0;
    c->live = c->kept = 0;
    c->anew = c->failed = c->weighing = false;
}

void cache_weigh(cache *c) {
    cache_append(c);
    c->weighing = true;
}

void cache_put_number(cache *c, uint64_t number) {
    if (c->n == c->cap) {
        size_t cap = c->cap * 2 + 64;
        uint64_t *more = realloc(c->directory, cap * sizeof *more);
        if (!more) {
            c->failed = true;
            return;
        }
        c->directory = more;
        c->cap = cap;
    }
    c->directory[c->n++] = number;
}

void cache_put_array(cache *c, const void *at, uint64_t bytes, cache_part *part) {
    if (c->failed) return;
    if (part->at) c->kept += bytes;
    if (!c->weighing && (c->anew || !part->at)) {
        c->end = (c->end + ALIGNED - 1) / ALIGNED * ALIGNED;
        c->failed = !write_at(c, at, bytes, c->end);
        *part = (cache_part){c->end, checksum_of(at, bytes)};
        c->end += bytes;
    }
    c->live += bytes;
    cache_put_number(c, part->at);
    cache_put_number(c, bytes);
    cache_put_number(c, part->checksum);
}

/* Writes the directory behind the arrays and notes it in the header, in the place of the
 * older one. */
static bool write_directory(cache *c, uint64_t *checksum) {
    header h;
    entry e = {(c->end + ALIGNED - 1) / ALIGNED * ALIGNED, c->n, 0};
    e.checksum = *checksum = checksum_of(c->directory, c->n * sizeof *c->directory);
    if (!write_at(c, c->directory, c->n * sizeof *c->directory, e.at)) return false;
    c->end = e.at + c->n * sizeof *c->directory;
    if (pread(c->fd, &h, sizeof h, 0) != (ssize_t)sizeof h) return false;
    h.directory[h.directory[0].at > h.directory[1].at] = e;
    return write_at(c, &h, sizeof h, 0) && fsync(c->fd) == 0;
}

rt_code cache_seal_file(cache *c, const char *path, cache_seal *seal, rt_err *err) {
    char name[NAME_ROOM];
    bool good = !c->failed && write_directory(c, &seal->directory);
    if (c->anew && name_new(path, name)) {
        good = good && rename(name, path) == 0;
        if (!good) remove(name);
    }
    c->anew = false;
    seal->stamp = stamp_of(c->fd);
    return good ? RT_OK : cannot(err, path, "written");
}

void cache_close(cache *c) {
    if (c->map) munmap(c->map, c->mapped);
    if (c->fd >= 0) close(c->fd);
    free(c->directory);
    *c = (cache){.fd = -1};
}
