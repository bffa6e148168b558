#include "app/job.h"
#include "app/path_pairs.h"

#include <stdlib.h>
#include <string.h>

static void print_pair(job *j, const rt_pair *pair) {
    arena_reset(&j->tmp);
    show_sides sides = {j->pile.items[pair->a]->article.source,
                        j->pile.items[pair->b]->article.source};
    show_pair_json(stdout, sides, pair, &j->tmp);
}

static rt_code align_all(job *j, rt_err *err) {
    rt_code code = job_load(j, j->what->paths, j->what->paths_n, err);
    pile_order(&j->pile); /* two equal files are a pair too */
    related r = {0};
    if (code == RT_OK) code = job_relate(j, true, &r, err);
    for (size_t i = 0; code == RT_OK && i < r.n; i++)
        if (r.pairs[i].passages_n) print_pair(j, &r.pairs[i]);
    related_release(&r);
    return code;
}

/* Position in the pile of the first article that came from each path; UINT32_MAX where
 * there is none. */
static uint32_t *first_articles(const pile *p, const path_pairs *list, arena *a) {
    uint32_t *first = arena_many(a, uint32_t, list->paths_n);
    memset(first, 0xff, list->paths_n * sizeof *first);
    for (uint32_t i = p->n; i-- > 0;) {
        rt_str source = p->items[i]->article.source;
        const char *file = str_z(a, source);
        const char **at = bsearch(&file, list->paths, list->paths_n, sizeof *list->paths,
                                  path_pairs_by_name);
        size_t record = source.n;
        while (!at && record > 0 && source.s[--record] != '#') {
        }
        if (!at && record) {
            file = str_z(a, (rt_str){source.s, record});
            at = bsearch(&file, list->paths, list->paths_n, sizeof *list->paths,
                         path_pairs_by_name);
        }
        if (at) first[at - list->paths] = i;
    }
    return first;
}

static rt_code align_listed(job *j, const path_pairs *list, rt_err *err) {
    rt_code code = job_load(j, list->paths, list->paths_n, err);
    if (code != RT_OK) return code;
    const uint32_t *first = first_articles(&j->pile, list, &j->lasting);
    related r = {.pairs = calloc(list->pairs_n + 1, sizeof *r.pairs)};
    if (!r.pairs) return err_memory(err, NULL);
    for (size_t i = 0; i < list->pairs_n; i++) {
        rt_pair pair = {.a = first[list->pairs[i][0]], .b = first[list->pairs[i][1]]};
        if (pair.a != UINT32_MAX && pair.b != UINT32_MAX) r.pairs[r.n++] = pair;
    }
    code = job_relate(j, false, &r, err);
    for (size_t i = 0; code == RT_OK && i < r.n; i++) print_pair(j, &r.pairs[i]);
    related_release(&r);
    return code;
}

rt_code job_align(job *j, rt_err *err) {
    const invocation *what = j->what;
    if (what->all && what->paths_n && !what->pairs) return align_all(j, err);
    path_pairs list = {0};
    if (what->all) {
        return err_set(err, RT_E_USAGE, NULL, "--all takes paths, and not --pairs");
    } else if (what->pairs && !what->paths_n) {
        rt_code code = path_pairs_read(what->pairs, &j->lasting, &list, err);
        if (code != RT_OK) return code;
    } else if (!what->pairs && what->paths_n == 2) {
        path_pairs_of_two(what->paths[0], what->paths[1], &j->lasting, &list);
    } else {
        return err_set(err, RT_E_USAGE, NULL,
                       "align takes two paths, or --pairs FILE, or --all PATH...");
    }
    return align_listed(j, &list, err);
}
