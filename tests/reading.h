/* reading.h: what tests of the reader share.
 * A folder of their own with the files they put into it, and the answers of the reader as
 * text. */
#ifndef TESTS_READING_H
#define TESTS_READING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/lexicon.h"
#include "read/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <zlib.h>

typedef struct bench {
    arena memory;
    const lexicon *lex;
    char folder[64];
} bench;

static inline int set_up(void **state) {
    bench *b = calloc(1, sizeof *b);
    b->lex = lexicon_all();
    strcpy(b->folder, "retold-read-");
    memset(b->folder + strlen(b->folder), 'X', 6); /* the letters mkdtemp asks for */
    assert_non_null(mkdtemp(b->folder));
    *state = b;
    return 0;
}

static inline int tear_down(void **state) {
    bench *b = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", b->folder);
    assert_int_equal(system(command), 0);
    arena_release(&b->memory);
    free(b);
    return 0;
}

static inline const char *put(bench *b, const char *name, rt_str bytes) {
    const char *path = str_printf(&b->memory, "%s/%s", b->folder, name).s;
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes.s, 1, bytes.n, f), bytes.n);
    fclose(f);
    return path;
}

static inline rt_str gzipped(bench *b, rt_str text) {
    unsigned char *packed = arena_alloc(&b->memory, text.n + 4096);
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, 0), Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)text.s;
    z.avail_in = (unsigned)text.n;
    z.next_out = packed;
    z.avail_out = (unsigned)text.n + 4096;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    rt_str out = {(const char *)packed, text.n + 4096 - z.avail_out};
    deflateEnd(&z);
    return out;
}

/* One tar entry: its header with the size it claims (octal digits; NULL: the true
 * one), its bytes and their padding. */
static inline void add_tar(strbuf *out, const char *name, const char *size, rt_str body) {
    char head[512] = {0};
    snprintf(head, 100, "%s", name);
    if (size) snprintf(head + 124, 12, "%s", size);
    else snprintf(head + 124, 12, "%011o", (unsigned)body.n);
    memcpy(head + 148, "        ", 8);
    memcpy(head + 257, "ustar\00000", 8);
    head[156] = '0';
    unsigned sum = 0;
    for (size_t i = 0; i < sizeof head; i++) sum += (unsigned char)head[i];
    snprintf(head + 148, 8, "%06o", sum);
    strbuf_add(out, (rt_str){head, sizeof head});
    strbuf_add(out, body);
    while (out->n % 512) strbuf_char(out, '\0');
}

static inline void add_little(strbuf *out, uint64_t v, int n) {
    for (; n-- > 0; v >>= 8) strbuf_char(out, (char)v);
}

/* A zip archive with stored entries; names and bodies alternate, NULL ends them. */
static inline rt_str zipped(bench *b, const char *const *entries) {
    strbuf out, directory;
    strbuf_init(&out, &b->memory);
    strbuf_init(&directory, &b->memory);
    for (; entries[0]; entries += 2) {
        size_t name = strlen(entries[0]), size = strlen(entries[1]), at = out.n;
        strbuf_add(&out, STR("PK\3\4\24\0\0\0\0\0\0\0\0\0\0\0\0\0"));
        add_little(&out, size, 4), add_little(&out, size, 4);
        add_little(&out, name, 2), add_little(&out, 0, 2);
        strbuf_add(&out, str_of(entries[0]));
        strbuf_add(&out, str_of(entries[1]));
        strbuf_add(&directory, STR("PK\1\2\24\0\24\0\0\0\0\0\0\0\0\0\0\0\0\0"));
        add_little(&directory, size, 4), add_little(&directory, size, 4);
        add_little(&directory, name, 2), add_little(&directory, 0, 12);
        add_little(&directory, at, 4);
        strbuf_add(&directory, str_of(entries[0]));
    }
    size_t at = out.n;
    strbuf_add(&out, strbuf_str(&directory));
    strbuf_add(&out, STR("PK\5\6\0\0\0\0\0\0\0\0"));
    add_little(&out, directory.n, 4), add_little(&out, at, 4), add_little(&out, 0, 2);
    return strbuf_str(&out);
}

/* Every answer for one path, a line each: "ok SOURCE" or "bad PLACE: TEXT", without the
 * folder. */
static inline const char *answers(bench *b, const char *path) {
    read_options options = {.lex = b->lex};
    read_input *in;
    rt_err err;
    assert_int_equal(read_open(&path, 1, &options, &in, &err), RT_OK);
    strbuf out;
    strbuf_init(&out, &b->memory);
    read_record record;
    for (rt_code code; (code = read_next(in, &b->memory, &record, &err)) != RT_END;) {
        rt_article article;
        if (!code) code = read_article(&record, &options, &b->memory, &article, &err);
        rt_str place = code ? str_of(err.place) : record.source;
        if (str_starts(place, str_of(b->folder)))
            place = str_from(place, strlen(b->folder) + 1);
        strbuf_add(&out, str_printf(&b->memory, "%s %.*s%s%s\n", code ? "bad" : "ok",
                                    (int)place.n, place.s, code ? ": " : "",
                                    code ? err.text : ""));
    }
    read_close(in);
    strbuf_char(&out, 0);
    return out.s;
}

static inline rt_article article_of(bench *b, const char *path, bool raw) {
    read_options options = {.lex = b->lex, .raw = raw};
    read_input *in;
    rt_err err = {0};
    read_record record;
    rt_article article;
    assert_int_equal(read_open(&path, 1, &options, &in, &err), RT_OK);
    assert_int_equal(read_next(in, &b->memory, &record, &err), RT_OK);
    rt_code code = read_article(&record, &options, &b->memory, &article, &err);
    if (code) print_message("%s: %s\n", err.place, err.text);
    assert_int_equal(code, RT_OK);
    read_close(in);
    return article;
}

#define is_str(got, want) assert_string_equal(str_z(&b->memory, (got)), (want))

#endif
