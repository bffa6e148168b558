#include "app/path_pairs.h"

#include "base/str.h"
#include "base/vec.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

typedef VEC(const char *) paths_vec;

int path_pairs_by_name(const void *x, const void *y) {
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* `named` holds two paths for each pair. */
static void number_paths(const paths_vec *named, arena *a, path_pairs *out) {
    out->pairs_n = named->n / 2;
    out->pairs = arena_array(a, out->pairs_n, sizeof *out->pairs);
    out->paths = arena_many(a, const char *, named->n);
    memcpy(out->paths, named->at, named->n * sizeof *out->paths);
    qsort(out->paths, named->n, sizeof *out->paths, path_pairs_by_name);
    out->paths_n = 0;
    for (uint32_t i = 0; i < named->n; i++)
        if (!i || strcmp(out->paths[i], out->paths[out->paths_n - 1]) != 0)
            out->paths[out->paths_n++] = out->paths[i];
    for (uint32_t i = 0; i < named->n; i++) {
        const char **found = bsearch(&named->at[i], out->paths, out->paths_n,
                                     sizeof *out->paths, path_pairs_by_name);
        out->pairs[i / 2][i % 2] = (uint32_t)(found - out->paths);
    }
}

void path_pairs_of_two(const char *first, const char *second, arena *a, path_pairs *out) {
    paths_vec named = {0};
    *vec_push(a, &named) = first;
    *vec_push(a, &named) = second;
    number_paths(&named, a, out);
}

rt_code path_pairs_read(const char *file, arena *a, path_pairs *out, rt_err *err) {
    FILE *in = strcmp(file, "-") ? fopen(file, "rb") : stdin;
    if (!in) return err_set(err, RT_E_IO, file, "cannot be opened: %s", strerror(errno));
    paths_vec named = {0};
    char *line = NULL;
    size_t room = 0, number = 0;
    rt_code code = RT_OK;
    for (ssize_t n; code == RT_OK && (n = getline(&line, &room, in)) >= 0;) {
        number++;
        rt_str rest = {line, (size_t)n}, text, first;
        if (!str_line(&rest, &text) || !text.n) continue;
        if (str_field(&text, '\t', &first) && first.n && text.n) {
            *vec_push(a, &named) = str_z(a, first);
            *vec_push(a, &named) = str_z(a, text);
        } else {
            code = err_set(err, RT_E_INPUT, file,
                           "line %zu is not two paths separated by a tab", number);
        }
    }
    if (code == RT_OK && ferror(in))
        code = err_set(err, RT_E_IO, file, "cannot be read: %s", strerror(errno));
    free(line);
    if (in != stdin) fclose(in);
    if (code == RT_OK) number_paths(&named, a, out);
    return code;
}
