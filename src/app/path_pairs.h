/* path_pairs.h: which inputs `align` compares with which.
 * Read from a file with two paths a line, separated by a tab, or given as two paths. */
#ifndef APP_PATH_PAIRS_H
#define APP_PATH_PAIRS_H

#include "base/arena.h"
#include "base/err.h"

typedef struct path_pairs {
    const char **paths; /* each once, in bytewise order */
    size_t paths_n;
    uint32_t (*pairs)[2]; /* positions in `paths`, in the order of the file */
    size_t pairs_n;
} path_pairs;

/* Memory comes from `a`. Blank lines are skipped. RT_E_IO, RT_E_INPUT. */
rt_code path_pairs_read(const char *file, arena *a, path_pairs *out, rt_err *err);
void path_pairs_of_two(const char *first, const char *second, arena *a, path_pairs *out);

/* Order of `paths`, as bsearch asks for it. */
int path_pairs_by_name(const void *x, const void *y);

#endif
