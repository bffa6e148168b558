/* err.h: how functions say what went wrong.
 * A function that can fail returns rt_code and fills the rt_err it was given (which may
 * be NULL). The text is one sentence for a person, without the place and without a
 * newline. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "retold.h"

#define ERR_NO_OFFSET UINT64_MAX

/* Fills `err` and returns `code`. `place` may be NULL and is cut to fit. */
rt_code err_set(rt_err *err, rt_code code, const char *place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* The same, with the byte offset in the place. */
rt_code err_set_at(rt_err *err, rt_code code, const char *place, uint64_t offset,
                   const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Memory ran out: RT_E_STOPPED. `place` may be NULL. */
rt_code err_memory(rt_err *err, const char *place);

/* Names the place of an error that has none yet; cut to fit. */
void err_place(rt_err *err, rt_str place);

#endif
