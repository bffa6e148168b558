/* corpora.h: what tests of a corpus share.
 * A file of one's own for the corpus, gone with the test, opening it, and adding texts
 * whose source is their outlet. */
#ifndef TESTS_CORPORA_H
#define TESTS_CORPORA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "retold.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char path[512];

static inline int make_path(void **state) {
    (void)state;
    const char *folder = getenv("TMPDIR");
    snprintf(path, sizeof path, "%s/retold_test.%ld.retold", folder ? folder : P_tmpdir,
             (long)getpid());
    unlink(path);
    return 0;
}

static inline int remove_path(void **state) {
    (void)state;
    unlink(path);
    return 0;
}

/* NULL: in memory. */
static inline rt_corpus *open_corpus(const char *where, bool read_only) {
    rt_options options = {.size = sizeof options, .threads = 2, .read_only = read_only};
    rt_corpus *c;
    rt_err err;
    if (rt_open(where, &options, &c, &err) != RT_OK)
        fail_msg("%s: %s", err.place, err.text);
    return c;
}

static inline rt_id add(rt_corpus *c, const char *outlet, const char *text) {
    rt_text given = {.size = sizeof given,
                     .text = text,
                     .outlet = outlet,
                     .published = "2031-03-04",
                     .source = outlet};
    rt_id id;
    assert_int_equal(rt_add_text(c, &given, &id, NULL), RT_OK);
    return id;
}

#endif
