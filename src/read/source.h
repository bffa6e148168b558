/* source.h: which files there are to read.
 * Walks the paths a user named, in their order, and folders in the bytewise order of
 * names. Hidden entries and symbolic links to folders are left out; so are folders nested
 * deeper than 64. */
#ifndef READ_SOURCE_H
#define READ_SOURCE_H

#include "base/str.h"

typedef struct source source;

/* NULL when memory runs out. */
source *source_new(const char *const *paths, size_t n);
void source_free(source *s);

/* The next file: RT_OK and its path, valid until the next call; RT_END; other codes
 * reject one path. */
rt_code source_next(source *s, const char **path, rt_err *err);

#endif
