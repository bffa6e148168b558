/* cache.h: an index as a file that can be thrown away.
 * Arrays of this machine's byte order, written once and used where they lie; a directory
 * at the end says which of them count. What does not check out is made anew from the
 * texts. */
#ifndef MATCH_CACHE_H
#define MATCH_CACHE_H

#include "base/err.h"

#include <stddef.h>

enum { CACHE_VERSION = 4 };

/* Where an array lies in the file; all zero: nowhere yet. */
typedef struct cache_part {
    uint64_t at, checksum;
} cache_part;

/* A file under way; `failed` sticks. Arrays and numbers are read in the order in which
 * they were written. */
typedef struct cache {
    int fd;
    uint8_t *map; /* the file as it was opened; changes to it stay in memory */
    size_t mapped;
    uint64_t end;        /* of the file */
    uint64_t live;       /* bytes of arrays in the directory, ... */
    uint64_t kept;       /* ... of which the file held so many before */
    uint64_t *directory; /* made with malloc */
    size_t n, cap, next; /* numbers in it, room, read so far */
    bool trusted;        /* arrays are not checked */
    bool anew;           /* writing: no array is in the file yet */
    bool weighing;       /* nothing is written, only `live` and `kept` are counted */
    bool failed;
} cache;

/* The state that a file is in: what it holds, and whether somebody has touched it. */
typedef struct cache_seal {
    uint64_t directory; /* checksum, never 0 */
    uint64_t stamp;     /* of inode, size and times of the file */
} cache_seal;

/* Opens the file as it was when `seal` was made. Its arrays are checked, unless its stamp
 * says that nobody has touched it since. RT_E_INPUT when it is none of ours, of another
 * version, or holds another state. */
rt_code cache_open(cache *c, const char *path, const cache_seal *seal, rt_err *err);
uint64_t cache_number(cache *c);
/* The array of `bytes` bytes as it lies in the mapped file; NULL (and `failed`) when it
 * is not there or damaged. */
void *cache_array(cache *c, uint64_t bytes, cache_part *part);
/* Whether all was read. */
bool cache_whole(const cache *c);

/* Makes "PATH.new". */
rt_code cache_create(cache *c, const char *path, rt_err *err);
/* Starts counting what a directory would hold. */
void cache_weigh(cache *c);
/* Starts another directory, behind what an open file holds already. */
void cache_append(cache *c);
void cache_put_number(cache *c, uint64_t number);
/* Writes the array unless it is in the file already. */
void cache_put_array(cache *c, const void *at, uint64_t bytes, cache_part *part);
/* Writes the directory and waits until all is on the disk. A file that was created comes
 * in the place of PATH. */
rt_code cache_seal_file(cache *c, const char *path, cache_seal *seal, rt_err *err);

/* Gives the mapped file back, too. */
void cache_close(cache *c);

#endif
