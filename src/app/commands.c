#include "app/commands.h"

#include "app/output.h"
#include "app/path_pairs.h"
#include "run/stories.h"
#include "show/show.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void complain(const rt_err *err) {
    fputs("retold: ", stderr);
    if (*err->place) fprintf(stderr, "%s: ", err->place);
    if (err->offset != ERR_NO_OFFSET)
        fprintf(stderr, "byte %llu: ", (unsigned long long)err->offset);
    fprintf(stderr, "%s\n", err->text);
}

/* A command at work. */
typedef struct job {
    const invocation *what;
    run_words words;
    pile pile;
    arena tmp, lists;    /* scratch; what lasts as long as the job */
    show_report *report; /* being made, or NULL */
    size_t rejects;
    rt_code code;
    rt_err err;
} job;

static void note_reject(void *context, const rt_err *why) {
    job *j = context;
    j->rejects++;
    complain(why);
    if (j->report) show_report_reject(j->report, why, &j->lists);
}

static ingest_options ingest_as(const job *j, ingest_depth depth) {
    return (ingest_options){.words = &j->words,
                            .depth = depth,
                            .raw = j->what->raw,
                            .threads = j->what->threads};
}

static rt_code print_article(void *context, ingest_item *item, rt_err *err) {
    (void)context, (void)err;
    show_article_json(stdout, &item->article, &item->memory);
    return RT_OK;
}

static rt_code print_marks(void *context, ingest_item *item, rt_err *err) {
    (void)context, (void)err;
    show_marks_json(stdout, &item->article, &item->marks, &item->memory);
    return RT_OK;
}

static rt_code run_read(job *j, rt_err *err) {
    ingest_options options = ingest_as(j, INGEST_ARTICLES);
    ingest_sink sink = {print_article, note_reject, j};
    return ingest_run(j->what->paths, j->what->paths_n, &options, &sink, err);
}

static rt_code run_marks(job *j, rt_err *err) {
    ingest_options options = ingest_as(j, INGEST_MARKS);
    ingest_sink sink = {print_marks, note_reject, j};
    return ingest_run(j->what->paths, j->what->paths_n, &options, &sink, err);
}

static rt_code keep_article(void *context, ingest_item *item, rt_err *err) {
    job *j = context;
    return pile_take(&j->pile, item, err);
}

static rt_code load(job *j, const char *const *paths, size_t n, rt_err *err) {
    ingest_options options = ingest_as(j, INGEST_TERMS);
    ingest_sink sink = {keep_article, note_reject, j};
    return ingest_run(paths, n, &options, &sink, err);
}

/* The places of an article; more than one when it was given more than once. */
static const rt_str *places_of(const pile *p, uint32_t i, uint32_t *n) {
    *n = p->first_place[i + 1] - p->first_place[i];
    return p->places + p->first_place[i];
}

/* What the articles of the pile share: all related pairs, or those listed in `r`. */
static rt_code relate_pile(job *j, bool all, bool passages_only, related *r,
                           rt_err *err) {
    relate_options options = {.threads = j->what->threads,
                              .verbatim_only = j->what->verbatim,
                              .passages_only = passages_only};
    match_index *index;
    rt_code code = relate_index(&j->pile, &options, &index, err);
    relate_input in = {.pile = &j->pile, .index = index};
    if (code == RT_OK && all) code = relate_find(&in, &options, r, err);
    if (code == RT_OK) code = relate_align(&in, &options, r, err);
    match_index_free(index);
    return code;
}

static void print_pair(job *j, const rt_pair *pair) {
    arena_reset(&j->tmp);
    show_sides sides = {j->pile.items[pair->a]->article.source,
                        j->pile.items[pair->b]->article.source};
    show_pair_json(stdout, sides, pair, &j->tmp);
}

static rt_code align_all(job *j, rt_err *err) {
    rt_code code = load(j, j->what->paths, j->what->paths_n, err);
    if (code == RT_OK) code = pile_settle(&j->pile, err);
    related r = {0};
    if (code == RT_OK) code = relate_pile(j, true, true, &r, err);
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
    rt_code code = load(j, list->paths, list->paths_n, err);
    if (code != RT_OK) return code;
    const uint32_t *first = first_articles(&j->pile, list, &j->lists);
    related r = {.pairs = calloc(list->pairs_n + 1, sizeof *r.pairs)};
    if (!r.pairs) return err_set(err, RT_E_STOPPED, NULL, "memory ran out");
    for (size_t i = 0; i < list->pairs_n; i++) {
        rt_pair pair = {.a = first[list->pairs[i][0]], .b = first[list->pairs[i][1]]};
        if (pair.a != UINT32_MAX && pair.b != UINT32_MAX) r.pairs[r.n++] = pair;
    }
    code = relate_pile(j, false, true, &r, err);
    for (size_t i = 0; code == RT_OK && i < r.n; i++) print_pair(j, &r.pairs[i]);
    related_release(&r);
    return code;
}

static rt_code run_align(job *j, rt_err *err) {
    const invocation *what = j->what;
    if (what->all) return align_all(j, err);
    path_pairs list = {0};
    if (what->pairs && !what->paths_n) {
        rt_code code = path_pairs_read(what->pairs, &j->lists, &list, err);
        if (code != RT_OK) return code;
    } else if (!what->pairs && what->paths_n == 2) {
        path_pairs_of_two(what->paths[0], what->paths[1], &j->lists, &list);
    } else {
        return err_set(err, RT_E_USAGE, NULL,
                       "align takes two paths, or --pairs FILE, or --all PATH...");
    }
    return align_listed(j, &list, err);
}

static rt_code print_story(void *context, const rt_story *story, arena *tmp,
                           rt_err *err) {
    (void)context, (void)err;
    show_story_json(stdout, story, tmp);
    return RT_OK;
}

/* Two places of one article are the same text. */
static void print_doubles(job *j) {
    static const rt_pair same = {.a_covered = 1, .b_covered = 1, .similarity = 1};
    for (uint32_t i = 0; i < j->pile.n; i++) {
        uint32_t n;
        const rt_str *places = places_of(&j->pile, i, &n);
        for (uint32_t y = 1; y < n; y++)
            for (uint32_t x = 0; x < y; x++)
                show_relation_json(stdout, (show_sides){places[x], places[y]}, &same,
                                   RT_SAME_TEXT, true, &j->tmp);
    }
}

static void print_relations(job *j, const related *r, const grouping *g) {
    for (size_t i = 0; i < r->n; i++) {
        const rt_pair *pair = &r->pairs[i];
        trace_item a = item_trace(j->pile.items[pair->a]);
        trace_item b = item_trace(j->pile.items[pair->b]);
        arena_reset(&j->tmp);
        rt_relation relation = trace_relation(&a, &b, pair, &j->tmp);
        bool same = g->story[pair->a] == g->story[pair->b];
        uint32_t an, bn;
        const rt_str *a_places = places_of(&j->pile, pair->a, &an);
        const rt_str *b_places = places_of(&j->pile, pair->b, &bn);
        arena_reset(&j->tmp);
        for (uint32_t x = 0; x < an; x++)
            for (uint32_t y = 0; y < bn; y++)
                show_relation_json(stdout, (show_sides){a_places[x], b_places[y]}, pair,
                                   relation, same, &j->tmp);
    }
}

static rt_code trace_pile(job *j, const related *r, const grouping *g,
                          const story_sink *sink, rt_err *err) {
    pile_stories stories;
    rt_code code = pile_stories_init(&stories, &j->pile, r, g, err);
    if (code != RT_OK) return code;
    story_feed feed = {pile_stories_next, &stories};
    trace_options options = {.words = &j->words, .threads = j->what->threads};
    code = trace_each(&feed, &options, sink, err);
    pile_stories_release(&stories);
    return code;
}

/* Reads all inputs and gives their stories to the sink; without one prints how the
 * articles relate. */
static rt_code trace_paths(job *j, const story_sink *sink, rt_err *err) {
    rt_code code = load(j, j->what->paths, j->what->paths_n, err);
    if (code == RT_OK) code = pile_settle(&j->pile, err);
    related r = {0};
    grouping g = {0};
    if (code == RT_OK) code = relate_pile(j, true, false, &r, err);
    if (code == RT_OK) code = group_pile(&j->pile, &r, &g, err);
    if (code == RT_OK && sink) {
        code = trace_pile(j, &r, &g, sink, err);
    } else if (code == RT_OK) {
        print_doubles(j);
        print_relations(j, &r, &g);
    }
    grouping_release(&g);
    related_release(&r);
    return code;
}

static rt_code run_stories(job *j, rt_err *err) {
    story_sink sink = {print_story, j};
    return trace_paths(j, j->what->relations ? NULL : &sink, err);
}

static rt_code report_story(void *context, const rt_story *story, arena *tmp,
                            rt_err *err) {
    (void)err;
    job *j = context;
    show_report_story(j->report, story, tmp);
    return RT_OK;
}

static rt_code run_report(job *j, rt_err *err) {
    if (!j->what->output)
        return err_set(err, RT_E_USAGE, NULL, "report needs -o FILE to write to");
    output file;
    rt_code code = output_open(&file, j->what->output, err);
    if (code != RT_OK) return code;
    story_sink sink = {report_story, j};
    code = show_report_new(&j->report, err);
    if (code == RT_OK) code = trace_paths(j, &sink, err);
    if (code == RT_OK) code = show_report_write(j->report, file.out, err);
    rt_code closed = output_close(&file, code == RT_OK, err);
    return code == RT_OK ? closed : code;
}

static void run_job(void *context) {
    static rt_code (*const run[COMMANDS_N])(job * j,
                                            rt_err * err) = {[CMD_READ] = run_read,
                                                             [CMD_MARKS] = run_marks,
                                                             [CMD_ALIGN] = run_align,
                                                             [CMD_STORIES] = run_stories,
                                                             [CMD_REPORT] = run_report};
    job *j = context;
    j->code = run[j->what->command](j, &j->err);
}

int command_run(const invocation *what) {
    job j = {.what = what, .code = RT_E_STOPPED};
    if (run_words_init(&j.words, &j.err) == RT_OK && !arena_try(&j.lists, run_job, &j))
        j.code = err_set(&j.err, RT_E_STOPPED, NULL, "memory ran out");
    if (j.code != RT_OK) complain(&j.err);
    show_report_free(j.report);
    pile_release(&j.pile);
    arena_release(&j.tmp);
    arena_release(&j.lists);
    run_words_release(&j.words);
    if (j.code != RT_OK) return EXIT_COULD_NOT;
    return j.rejects ? EXIT_REJECTS : EXIT_FINE;
}
