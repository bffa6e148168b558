/* pages.h: what tests of reading pages share.
 * The word lists, and an arena for all that one test reads. */
#ifndef TESTS_PAGES_H
#define TESTS_PAGES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/lexicon.h"
#include "read/read.h"

#include <stdlib.h>

typedef struct fixture {
    const lexicon *lex;
    arena a;
} fixture;

static inline int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->lex = lexicon_all();
    *state = f;
    return f->lex ? 0 : 1;
}

static inline int tear_down(void **state) {
    fixture *f = *state;
    arena_release(&f->a);
    free(f);
    return 0;
}

#endif
