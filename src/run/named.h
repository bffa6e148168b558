/* named.h: articles by the beginnings of their ids, as people type them.
 * Too few digits, none that match and several that do are told apart. */
#ifndef RUN_NAMED_H
#define RUN_NAMED_H

#include "run/pile.h"
#include "store/store.h"

/* Articles that an error names at most. */
enum { NAMED_MOST = 4 };

/* The ids that begin with these digits. RT_E_USAGE when that is no beginning of an id. */
rt_code named_range(const char *digits, rt_id range[2], rt_err *err);

/* The one article found; RT_E_USAGE when none or several are. `found` holds all, or the
 * first NAMED_MOST + 1. */
rt_code named_one(const char *digits, const store_names *found, arena *a, rt_id *id,
                  rt_err *err);

/* The article of a settled pile. */
rt_code named_in_pile(const pile *p, const char *digits, arena *a, rt_id *id,
                      rt_err *err);

#endif
