#include "read/source.h"

#include "base/err.h"
#include "base/vec.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { DEEPEST = 64 };

/* A folder being walked: its path and the names in it that are still to come. */
typedef struct folder {
    arena memory;
    char *path;
    char **name;
    size_t n, next;
} folder;

struct source {
    arena memory, current; /* `current` holds the path handed out last */
    char **path;
    size_t n, next;
    folder *folders; /* [DEEPEST] */
    unsigned depth;
    uint64_t files; /* found since the last path of the user began */
    bool in_folder;
};

typedef struct setup {
    source *s;
    const char *const *paths;
    size_t n;
} setup;

static void copy_paths(void *context) {
    setup *c = context;
    c->s->path = arena_many(&c->s->memory, char *, c->n + 1);
    c->s->folders = arena_many(&c->s->memory, folder, DEEPEST);
    for (size_t i = 0; i < c->n; i++)
        c->s->path[i] = str_z(&c->s->memory, str_of(c->paths[i]));
    c->s->n = c->n;
}

source *source_new(const char *const *paths, size_t n) {
    source *s = calloc(1, sizeof *s);
    if (!s) return NULL;
    setup c = {s, paths, n};
    if (arena_try(&s->memory, copy_paths, &c)) return s;
    source_free(s);
    return NULL;
}

void source_free(source *s) {
    if (!s) return;
    for (unsigned i = 0; i < s->depth; i++) arena_release(&s->folders[i].memory);
    arena_release(&s->current);
    arena_release(&s->memory);
    free(s);
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void list_names(DIR *dir, folder *f) {
    VEC(char *) names = {0};
    for (struct dirent *e; (e = readdir(dir));)
        if (e->d_name[0] != '.')
            *vec_push(&f->memory, &names) = str_z(&f->memory, str_of(e->d_name));
    if (names.n) qsort(names.at, names.n, sizeof *names.at, by_bytes);
    f->name = names.at;
    f->n = names.n;
}

static rt_code enter(source *s, const char *path, rt_err *err) {
    if (s->depth == DEEPEST)
        return err_set(err, RT_E_LIMIT, path, "folders nested deeper than %d", DEEPEST);
    DIR *dir = opendir(path);
    if (!dir) return err_set(err, RT_E_IO, path, "%s", strerror(errno));
    folder *f = &s->folders[s->depth++];
    *f = (folder){.path = NULL};
    f->path = str_z(&f->memory, str_of(path));
    list_names(dir, f);
    closedir(dir);
    return RT_OK;
}

/* What a path met inside a folder is; links to folders count as nothing. */
static mode_t kind_inside(const char *path) {
    struct stat st;
    if (lstat(path, &st) != 0) return 0;
    if (!S_ISLNK(st.st_mode)) return st.st_mode;
    if (stat(path, &st) != 0 || S_ISDIR(st.st_mode)) return 0;
    return st.st_mode;
}

/* One step of the walk: a file found (RT_OK with *path), or RT_OK with *path NULL. */
static rt_code walk(source *s, const char **path, rt_err *err) {
    folder *f = &s->folders[s->depth - 1];
    if (f->next == f->n) {
        arena_release(&f->memory);
        s->depth--;
        return RT_OK;
    }
    const char *name = f->name[f->next++];
    size_t n = strlen(f->path);
    const char *slash = n && f->path[n - 1] == '/' ? "" : "/";
    arena_reset(&s->current);
    const char *full = str_printf(&s->current, "%s%s%s", f->path, slash, name).s;
    mode_t mode = kind_inside(full);
    if (S_ISDIR(mode)) return enter(s, full, err);
    if (!S_ISREG(mode)) return RT_OK;
    s->files++;
    *path = full;
    return RT_OK;
}

static rt_code begin(source *s, const char **path, rt_err *err) {
    const char *named = s->path[s->next++];
    struct stat st;
    s->in_folder = false;
    if (strcmp(named, "-") != 0) {
        if (!*named) return err_set(err, RT_E_IO, "''", "an empty path");
        if (stat(named, &st) != 0)
            return err_set(err, RT_E_IO, named, "%s", strerror(errno));
        s->in_folder = S_ISDIR(st.st_mode);
    }
    s->files = 0;
    if (s->in_folder) return enter(s, named, err);
    *path = named;
    return RT_OK;
}

rt_code source_next(source *s, const char **path, rt_err *err) {
    for (*path = NULL; !*path;) {
        rt_code code;
        if (s->depth) {
            code = walk(s, path, err);
            if (!code && !s->depth && !s->files)
                return err_set(err, RT_E_INPUT, s->path[s->next - 1],
                               "no files in this folder");
        } else if (s->next < s->n) {
            code = begin(s, path, err);
        } else {
            return RT_END;
        }
        if (code) return code;
    }
    return RT_OK;
}
