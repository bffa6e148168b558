/* output.h: a file that is there whole or not at all.
 * Written beside its place under another name and moved there at the end, so that an
 * interrupted run or a full disk leaves what was there before. */
#ifndef APP_OUTPUT_H
#define APP_OUTPUT_H

#include "base/err.h"

#include <stdio.h>

typedef struct output {
    FILE *out;
    const char *path; /* the caller's */
    char part[4096];  /* where it is written meanwhile; empty: at its place */
} output;

/* "-" is standard output. RT_E_IO when the folder does not let it be made. */
rt_code output_open(output *o, const char *path, rt_err *err);
/* With `good`, moves the file to its place, or says why that failed; without, removes
 * it and returns RT_OK. */
rt_code output_close(output *o, bool good, rt_err *err);

#endif
