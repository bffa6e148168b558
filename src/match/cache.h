/* cache.h: an index as a file that can be thrown away.
 * A header with version, size and checksum, then plain arrays of this machine's byte
 * order. Whatever does not check out is not used: the index is built anew from the texts.
 */
#ifndef MATCH_CACHE_H
#define MATCH_CACHE_H

#include "base/err.h"

#include <stdio.h>

enum { CACHE_VERSION = 1 };

/* A file under way; `failed` sticks. */
typedef struct cache {
    FILE *file;
    uint64_t checksum; /* of what went through, piece by piece */
    uint64_t expected; /* reading: what it is to be in the end */
    uint64_t left;     /* reading: bytes that are still to come */
    bool failed;
} cache;

/* Writes to "PATH.new" until cache_finish puts it in the place of PATH. */
rt_code cache_create(cache *c, const char *path, rt_err *err);
void cache_write(cache *c, const void *p, size_t count, size_t size);
rt_code cache_finish(cache *c, const char *path, rt_err *err);

/* RT_E_INPUT when the file is none of ours, of another version, or cut. */
rt_code cache_open(cache *c, const char *path, rt_err *err);
/* Reads the pieces as they were written. */
void cache_read(cache *c, void *p, size_t count, size_t size);
/* A malloc'ed array; NULL (and `failed`) when memory or the file does not hold so many.
 */
void *cache_read_array(cache *c, uint64_t count, size_t size);
/* Whether all was read, and is what was written. */
bool cache_whole(const cache *c);
void cache_close(cache *c);

#endif
