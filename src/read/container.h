/* container.h: one file → its records.
 * What a file is (one article, or a container of many) is told by its first bytes, then
 * by its name; each kind of container is one file of this room. */
#ifndef READ_CONTAINER_H
#define READ_CONTAINER_H

#include "read/read.h"
#include "read/stream.h"

/* Base of every kind: `next` as read_next, with an empty place in the error where the
 * whole file is meant; `close` releases `state`, which otherwise is freed. */
typedef struct container container;
struct container {
    rt_code (*next)(container *c, arena *a, read_record *out, rt_err *err);
    void (*close)(container *c);
    stream *in;
    const read_options *options; /* of the caller, who keeps them */
    size_t limit;                /* bytes of one record */
    char *path;
    uint64_t count; /* records or lines met so far */
    bool done;      /* nothing more will come */
    void *state;    /* of the kind; `close` frees it */
};

/* Opens a file; `options` has its limit set and outlives the container. */
rt_code container_open(const char *path, const read_options *options, container **out,
                       rt_err *err);
void container_close(container *c);

/* A container over an open stream, which it takes over; `path` is what its records are
 * named after. Archives are not opened inside archives. */
rt_code container_open_inner(stream *in, const char *path, const read_options *options,
                             container **out, rt_err *err);

/* The next record of a container: RT_OK; RT_END; another code rejects a part of it, and
 * the place in `err` says which. */
rt_code container_next(container *c, arena *a, read_record *out, rt_err *err);
/* For a kind that finds its file unusable: the container will reject it for this reason.
 * False when memory ran out. */
bool container_refuse(container *c, const char *why);

/* Each kind fills `next` (and `close`, `state`) of a container whose stream is open;
 * false when memory ran out. */
bool whole_begin(container *c);
bool jsonl_begin(container *c);
/* One document, or lines that are one each, as what follows the first line tells. */
bool json_any_begin(container *c);
/* One document, of which the line `first` has been taken. */
bool json_document_begin(container *c, rt_str first);
bool feed_begin(container *c);
bool warc_begin(container *c);
bool zip_begin(container *c);
bool tar_begin(container *c);

#endif
