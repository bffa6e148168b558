/* container.h: one file → its records.
 * What a file is (one article, or a container of many) is told by its first bytes, then
 * by its name; each kind of container is one file of this room. */
#ifndef READ_CONTAINER_H
#define READ_CONTAINER_H

#include "read/read.h"
#include "read/stream.h"

/* Base of every kind: `next` as read_next, with an empty place in the error where the
 * whole file is meant; `close`, where set, frees `state`. */
typedef struct container container;
struct container {
    rt_code (*next)(container *c, arena *a, read_record *out, rt_err *err);
    void (*close)(container *c);
    stream *in;
    size_t limit; /* bytes of one record */
    char *path;
    uint64_t count; /* records or lines met so far */
    bool done;      /* nothing more will come */
    void *state;    /* of the kind; `close` frees it */
};

/* Opens a file. On success the container owns all it needs. */
rt_code container_open(const char *path, size_t limit, container **out, rt_err *err);
void container_close(container *c);

/* Each kind fills `next` (and `close`, `state`) of a container whose stream is open. */
void whole_begin(container *c);
void jsonl_begin(container *c);

/* What one document is, from its first bytes and its name ("" if it has none). */
read_format container_format(rt_str head, rt_str name);

#endif
