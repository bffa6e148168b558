/* store.h: rows ↔ values.
 * A corpus is one SQLite file: articles, their pairs, stories, a user's corrections,
 * rejected inputs, and a full-text index. Everything else is derived from it again. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/err.h"
#include "retold.h"

typedef struct store store;

/* Opens or (with `create`) makes a corpus. RT_E_STORE when the file is something else or
 * of a newer schema. */
rt_code store_open(const char *path, bool create, store **out, rt_err *err);
void store_close(store *s);

#endif
