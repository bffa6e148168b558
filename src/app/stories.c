#include "run/stories.h"

#include "app/interrupt.h"
#include "app/job.h"
#include "app/output.h"
#include "base/hash.h"
#include "run/named.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* `stories` and `report`, of a corpus or of paths. */

/* What becomes of each story. */
typedef struct telling {
    job *j;
    void (*tell)(struct telling *t, const rt_story *story, arena *tmp);
    uint64_t stories, articles; /* so far */
    uint64_t left_out;          /* stories not shown */
} telling;

static rt_code tell(void *context, const rt_story *story, arena *tmp, rt_err *err) {
    (void)err;
    telling *t = context;
    t->tell(t, story, tmp);
    t->stories++;
    t->articles += story->articles_n;
    return RT_OK;
}

static rt_code tell_stored(void *context, const rt_story *story, rt_err *err) {
    telling *t = context;
    arena_reset(&t->j->tmp);
    return tell(t, story, &t->j->tmp, err);
}

/* ---- stories of paths */

/* Related pairs and groups of the pile, ready for tracing. */
typedef struct tangle {
    related related;
    grouping grouping;
} tangle;

static rt_code tangle_make(job *j, tangle *t, rt_err *err) {
    rt_code code = job_load(j, j->what->paths, j->what->paths_n, err);
    if (code == RT_OK) code = pile_settle(&j->pile, err);
    if (code == RT_OK) code = job_relate(j, true, &t->related, err);
    if (code == RT_OK) code = group_pile(&j->pile, &t->related, &t->grouping, err);
    return code;
}

static void tangle_release(tangle *t) {
    grouping_release(&t->grouping);
    related_release(&t->related);
}

static rt_code tell_pile(telling *t, const tangle *from, const without *absent,
                         rt_err *err) {
    job *j = t->j;
    pile_stories stories;
    rt_code code =
        pile_stories_init(&stories, &j->pile, &from->related, &from->grouping, err);
    if (code != RT_OK) return code;
    story_feed feed = {pile_stories_next, &stories};
    trace_options options = {.words = &j->words,
                             .threads = j->what->threads,
                             .stop = &interrupt_asked,
                             .without = absent->n ? absent : NULL};
    story_sink sink = {tell, t};
    code = trace_each(&feed, &options, &sink, err);
    pile_stories_release(&stories);
    return code;
}

static int by_id(const void *x, const void *y) {
    return id_cmp(*(const rt_id *)x, *(const rt_id *)y);
}

/* The articles of --without, ascending. */
static rt_code find_absent(job *j, rt_corpus *corpus, rt_id *ids, rt_err *err) {
    const option_values *named = &j->what->without;
    rt_code code = RT_OK;
    for (unsigned i = 0; code == RT_OK && i < named->n; i++)
        code = corpus ? rt_find_article(corpus, named->at[i], &ids[i], err)
                      : named_in_pile(&j->pile, named->at[i], &j->lasting, &ids[i], err);
    if (code == RT_OK) qsort(ids, named->n, sizeof *ids, by_id);
    return code;
}

static rt_code tell_paths(telling *t, rt_err *err) {
    tangle made = {0};
    rt_id ids[OPTION_VALUES_MOST];
    rt_code code = tangle_make(t->j, &made, err);
    without absent = {
        .ids = ids, .n = t->j->what->without.n, .last_story = made.grouping.stories_n};
    if (code == RT_OK) code = find_absent(t->j, NULL, ids, err);
    if (code == RT_OK && absent.n)
        code = without_group(&absent, &t->j->pile, &made.related, &t->j->lasting, err);
    if (code == RT_OK) code = tell_pile(t, &made, &absent, err);
    tangle_release(&made);
    return code;
}

static rt_code tell_all(telling *t, rt_view view, rt_err *err) {
    if (!job_has_corpus(t->j)) return tell_paths(t, err);
    rt_id ids[OPTION_VALUES_MOST];
    rt_corpus *corpus;
    rt_code code = job_open(t->j, JOB_COMPARED, &corpus, err);
    if (code != RT_OK) return code;
    view.size = sizeof view;
    view.without = ids;
    view.without_n = t->j->what->without.n;
    code = find_absent(t->j, corpus, ids, err);
    if (code == RT_OK) code = rt_view_stories(corpus, &view, tell_stored, t, err);
    rt_close(corpus);
    return code;
}

/* ---- pairs */

/* The places of an article; more than one when it was given more than once. */
static const rt_str *places_of(const pile *p, uint32_t i, uint32_t *n) {
    *n = p->first_place[i + 1] - p->first_place[i];
    return p->places + p->first_place[i];
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

static void print_relation(job *j, const tangle *t, const rt_pair *pair) {
    trace_item a = item_trace(j->pile.items[pair->a]);
    trace_item b = item_trace(j->pile.items[pair->b]);
    arena_reset(&j->tmp);
    rt_relation relation = trace_relation(&a, &b, pair, &j->tmp);
    bool same = t->grouping.story[pair->a] == t->grouping.story[pair->b];
    uint32_t an, bn;
    const rt_str *a_places = places_of(&j->pile, pair->a, &an);
    const rt_str *b_places = places_of(&j->pile, pair->b, &bn);
    for (uint32_t x = 0; x < an; x++)
        for (uint32_t y = 0; y < bn; y++)
            show_relation_json(stdout, (show_sides){a_places[x], b_places[y]}, pair,
                               relation, same, &j->tmp);
}

static rt_code print_relations(job *j, rt_err *err) {
    if (job_has_corpus(j))
        return err_set(err, RT_E_USAGE, NULL, "--pairs takes paths, not a corpus");
    tangle made = {0};
    rt_code code = tangle_make(j, &made, err);
    if (code == RT_OK && j->pile.n) print_doubles(j);
    for (size_t i = 0; code == RT_OK && i < made.related.n; i++)
        print_relation(j, &made, &made.related.pairs[i]);
    tangle_release(&made);
    return code;
}

/* ---- formats */

static void print_json(telling *t, const rt_story *story, arena *tmp) {
    (void)t;
    show_story_json(stdout, story, tmp);
}
static void print_graphml(telling *t, const rt_story *story, arena *tmp) {
    (void)t;
    show_graphml_story(stdout, story, tmp);
}
static void print_csv(telling *t, const rt_story *story, arena *tmp) {
    (void)t;
    show_csv_story(stdout, story, tmp);
}

typedef struct format {
    const char *name;
    void (*begin)(FILE *out); /* NULL: nothing, and so for the end */
    void (*story)(telling *t, const rt_story *story, arena *tmp);
    void (*end)(FILE *out);
} format;

static const format formats[] = {
    {"json", NULL, print_json, NULL},
    {"graphml", show_graphml_begin, print_graphml, show_graphml_end},
    {"csv", show_csv_begin, print_csv, NULL}};

static rt_code find_format(const invocation *what, const format **out, rt_err *err) {
    *out = &formats[0];
    if (!what->format) return RT_OK;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i].name, what->format) == 0) {
            *out = &formats[i];
            return RT_OK;
        }
    return err_set(err, RT_E_USAGE, NULL,
                   "--format takes 'json', 'graphml' or 'csv', not '%s'", what->format);
}

rt_code job_stories(job *j, rt_err *err) {
    const format *as;
    rt_code code = find_format(j->what, &as, err);
    if (code == RT_OK && j->what->relations && (as != &formats[0] || j->what->without.n))
        code = err_set(err, RT_E_USAGE, NULL,
                       "--pairs goes with neither --format nor --without");
    if (code != RT_OK) return code;
    if (j->what->relations) return print_relations(j, err);
    telling t = {.j = j, .tell = as->story};
    if (as->begin) as->begin(stdout);
    code = tell_all(&t, (rt_view){0}, err);
    if (as->end) as->end(stdout);
    return code;
}

/* ---- the report */

/* Standard output then takes nothing but the page. */
static bool page_is_printed(const job *j) {
    return j->what->output && strcmp(j->what->output, "-") == 0;
}

static void report_story(telling *t, const rt_story *story, arena *tmp) {
    enum { USUAL = 20 };
    job *j = t->j;
    uint64_t most = j->what->most ? j->what->most : USUAL;
    if (j->report) show_report_story(j->report, story, tmp);
    if (page_is_printed(j)) return;
    if (t->stories < most) show_story_terminal(stdout, &j->style, story, tmp);
    else t->left_out++;
}

/* Nobody wants an article overwritten by the report on it. */
static rt_code check_output(const job *j, rt_err *err) {
    struct stat old, input;
    if (!j->what->output || stat(j->what->output, &old)) return RT_OK;
    for (size_t i = 0; i < j->what->paths_n; i++)
        if (!stat(j->what->paths[i], &input) && input.st_dev == old.st_dev &&
            input.st_ino == old.st_ino)
            return err_set(
                err, RT_E_USAGE, j->what->output,
                "is an input and will not be overwritten; choose another name");
    return RT_OK;
}

/* The folder that relative paths begin in, where that is not the report's own. */
static const char *folder_of_paths(job *j) {
    enum { ROOM = 4096 };
    char *folder = arena_alloc(&j->lasting, ROOM);
    return strchr(j->what->output, '/') && getcwd(folder, ROOM) ? folder : "";
}

static void print_end(const telling *t) {
    const invocation *what = t->j->what;
    if (!t->stories) printf("No articles found.\n");
    if (t->left_out)
        printf("... and %" PRIu64 " more %s (--most N shows more)\n", t->left_out,
               t->left_out == 1 ? "story" : "stories");
    if (what->output) printf("\nThe report with all evidence: %s\n", what->output);
    else if (t->stories) printf("\nFor a page with all evidence, add: -o report.html\n");
}

/* ---- what would change */

static void print_change(telling *t, const rt_story *story, arena *tmp) {
    if (story->change) show_change_terminal(stdout, &t->j->style, story, tmp);
}

static rt_code report_changes(job *j, rt_err *err) {
    if (j->what->output)
        return err_set(err, RT_E_USAGE, NULL,
                       "--output goes without --without: a report tells of all articles");
    telling t = {.j = j, .tell = print_change};
    return tell_all(&t, (rt_view){.by_size = true, .changed_only = true}, err);
}

/* The page is opened first, so that nobody waits for what cannot be written. */
static rt_code report_to_file(job *j, telling *t, rt_err *err) {
    output to;
    rt_code code = check_output(j, err);
    if (code == RT_OK) code = output_open(&to, j->what->output, err);
    if (code != RT_OK) return code;
    code = show_report_new(folder_of_paths(j), &j->report, err);
    if (code == RT_OK) code = tell_all(t, (rt_view){.by_size = true}, err);
    if (code == RT_OK) code = show_report_write(j->report, to.out, err);
    rt_code end = output_close(&to, code == RT_OK, err);
    return code == RT_OK ? end : code;
}

rt_code job_report(job *j, rt_err *err) {
    if (j->what->without.n) return report_changes(j, err);
    telling t = {.j = j, .tell = report_story};
    rt_code code = j->what->output ? report_to_file(j, &t, err)
                                   : tell_all(&t, (rt_view){.by_size = true}, err);
    if (code == RT_OK && !page_is_printed(j)) print_end(&t);
    return code;
}
