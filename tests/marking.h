/* marking.h: what tests of marks and terms share.
 * The word lists with an arena for a test program, and the runner of case files: blocks
 * that begin with a line "== TITLE", in the files of one folder of tests/. */
#ifndef TESTS_MARKING_H
#define TESTS_MARKING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mark/mark.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct fixture {
    const lexicon *lex;
    mark_words *words;
    arena a;
} fixture;

static inline int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->lex = lexicon_all();
    f->words = mark_words_new(f->lex);
    *state = f;
    return f->words ? 0 : 1;
}

static inline int tear_down(void **state) {
    fixture *f = *state;
    mark_words_free(f->words);
    arena_release(&f->a);
    free(f);
    return 0;
}

static inline rt_str whole_file(arena *a, const char *path) {
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    strbuf b;
    strbuf_init(&b, a);
    for (int c; (c = getc(in)) != EOF;) strbuf_char(&b, (char)c);
    fclose(in);
    return strbuf_str(&b);
}

/* Checks one block, whose first line is its title. */
typedef void block_check(fixture *f, rt_str block);

static inline unsigned blocks_of_file(fixture *f, const char *path, block_check *check) {
    rt_str text = whole_file(&f->a, path);
    unsigned blocks = 0;
    size_t at = str_starts(text, STR("== ")) ? 0 : str_find(text, STR("\n== "), 0);
    while (at != SIZE_MAX) {
        size_t start = text.s[at] == '\n' ? at + 1 : at;
        size_t next = str_find(text, STR("\n== "), start);
        size_t end = next == SIZE_MAX ? text.n : next + 1;
        check(f, (rt_str){text.s + start + 3, end - start - 3});
        blocks++;
        at = next;
    }
    return blocks;
}

/* Checks the blocks of all files in `folder`; returns how many there are. */
static inline unsigned blocks_of(fixture *f, const char *folder, block_check *check) {
    unsigned blocks = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir));)
        if (e->d_name[0] != '.')
            blocks +=
                blocks_of_file(f, str_printf(&f->a, "%s/%s", folder, e->d_name).s, check);
    closedir(dir);
    return blocks;
}

#endif
