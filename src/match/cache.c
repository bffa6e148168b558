#include "match/cache.h"

#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

typedef struct header {
    char magic[8];
    uint32_t version, order;
    uint64_t size, checksum; /* of what follows */
} header;

static const header EMPTY = {"RTINDEX", CACHE_VERSION, 0x01020304, 0, 0};

static uint64_t checked(uint64_t sum, const void *p, size_t n) {
    return hash_mix(sum ^ hash_bytes(p, n));
}

/* "PATH.new" in `out`; false when it does not fit. */
static bool name_new(const char *path, char out[4096]) {
    return (size_t)snprintf(out, 4096, "%s.new", path) < 4096;
}

static rt_code cannot(rt_err *err, const char *path, const char *what) {
    return err_set(err, RT_E_IO, path, "the index cannot be %s", what);
}

rt_code cache_create(cache *c, const char *path, rt_err *err) {
    char name[4096];
    *c = (cache){0};
    if (name_new(path, name)) c->file = fopen(name, "wb");
    if (!c->file || fwrite(&EMPTY, sizeof EMPTY, 1, c->file) != 1) {
        cache_close(c);
        return cannot(err, path, "written");
    }
    return RT_OK;
}

void cache_write(cache *c, const void *p, size_t count, size_t size) {
    if (count == 0 || c->failed) return;
    c->failed = fwrite(p, size, count, c->file) != count;
    c->checksum = checked(c->checksum, p, count * size);
    c->left += count * size;
}

rt_code cache_finish(cache *c, const char *path, rt_err *err) {
    char name[4096];
    header h = EMPTY;
    h.size = c->left;
    h.checksum = c->checksum;
    bool good = !c->failed && fseek(c->file, 0, SEEK_SET) == 0 &&
                fwrite(&h, sizeof h, 1, c->file) == 1;
    good = fclose(c->file) == 0 && good;
    c->file = NULL;
    if (!name_new(path, name)) return cannot(err, path, "written");
    if (good && rename(name, path) == 0) return RT_OK;
    remove(name);
    return cannot(err, path, "written");
}

rt_code cache_open(cache *c, const char *path, rt_err *err) {
    header h;
    *c = (cache){.file = fopen(path, "rb")};
    if (!c->file) return cannot(err, path, "opened");
    bool good = fread(&h, sizeof h, 1, c->file) == 1 &&
                memcmp(h.magic, EMPTY.magic, sizeof h.magic) == 0 &&
                h.version == CACHE_VERSION && h.order == EMPTY.order;
    long end = good && fseek(c->file, 0, SEEK_END) == 0 ? ftell(c->file) : -1;
    if (end < 0 || (uint64_t)end - sizeof h != h.size ||
        fseek(c->file, sizeof h, SEEK_SET) != 0) {
        cache_close(c);
        return err_set(err, RT_E_INPUT, path, "this is no index of this version");
    }
    c->left = h.size;
    c->expected = h.checksum;
    return RT_OK;
}

void cache_read(cache *c, void *p, size_t count, size_t size) {
    if (count == 0 || c->failed) return;
    c->failed = c->left / size < count || fread(p, size, count, c->file) != count;
    if (c->failed) return;
    c->checksum = checked(c->checksum, p, count * size);
    c->left -= count * size;
}

void *cache_read_array(cache *c, uint64_t count, size_t size) {
    if (c->left / size < count) c->failed = true;
    if (c->failed) return NULL;
    void *p = malloc(count ? (size_t)count * size : 1);
    c->failed = !p;
    if (p) cache_read(c, p, (size_t)count, size);
    return p;
}

bool cache_whole(const cache *c) {
    return !c->failed && c->left == 0 && c->checksum == c->expected;
}

void cache_close(cache *c) {
    if (c->file) fclose(c->file);
    c->file = NULL;
}
