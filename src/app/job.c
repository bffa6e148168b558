#include "app/job.h"

#include "app/interrupt.h"
#include "store/store.h"

#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- what goes to standard error */

const char clear_line[] = "\r\x1b[K";

void complain(const rt_err *err) {
    if (isatty(STDERR_FILENO)) fputs(clear_line, stderr);
    fputs("retold: ", stderr);
    for (const char *c = err->place; *c; c++)
        putc((unsigned char)*c < 0x20 ? '?' : *c, stderr);
    if (*err->place) fputs(": ", stderr);
    if (err->offset != ERR_NO_OFFSET)
        fprintf(stderr, "byte %llu: ", (unsigned long long)err->offset);
    fprintf(stderr, "%s\n", err->text);
}

static void show_progress(void *context, const rt_progress *progress) {
    const job *j = context;
    if (!j->watched) return;
    if (progress->unsearchable)
        fprintf(stderr, "%smaking texts searchable: %llu to go", clear_line,
                (unsigned long long)progress->unsearchable);
    else if (progress->waiting)
        fprintf(stderr, "%scomparing: %llu articles done, %llu to go", clear_line,
                (unsigned long long)progress->compared,
                (unsigned long long)progress->waiting);
    else
        fprintf(stderr, "%sreading: %llu articles", clear_line,
                (unsigned long long)progress->articles);
}

void job_reject(void *context, const rt_err *why) {
    job *j = context;
    j->rejects++;
    complain(why);
    if (j->report) show_report_reject(j->report, why, &j->lasting);
}

/* ---- inputs */

rt_code job_words(job *j, rt_err *err) {
    return j->words.mark ? RT_OK : run_words_init(&j->words, err);
}

ingest_options job_ingest(const job *j, ingest_depth depth) {
    return (ingest_options){.words = &j->words,
                            .depth = depth,
                            .raw = j->what->raw,
                            .threads = j->what->threads,
                            .stop = &interrupt_asked};
}

static rt_code keep(void *context, ingest_item *item, rt_err *err) {
    job *j = context;
    return pile_take(&j->pile, item, err);
}

rt_code job_load(job *j, const char *const *paths, size_t n, rt_err *err) {
    rt_code code = job_words(j, err);
    if (code != RT_OK) return code;
    ingest_depth depth = INGEST_DIGESTS;
    if (j->what->command == CMD_ALIGN)
        depth = j->what->verbatim ? INGEST_WORDS : INGEST_STEMS;
    j->pile.terms_only = depth != INGEST_DIGESTS;
    ingest_options options = job_ingest(j, depth);
    ingest_sink sink = {keep, job_reject, j};
    return ingest_run(paths, n, &options, &sink, err);
}

rt_code job_relate(job *j, bool all, related *r, rt_err *err) {
    relate_options options = {.threads = j->what->threads,
                              .verbatim_only = j->what->verbatim,
                              .passages_only = j->what->command == CMD_ALIGN,
                              .faint = j->what->relations,
                              .stop = &interrupt_asked};
    match_index *index;
    match_text *texts = pile_texts(&j->pile, &j->lasting);
    if (!relate_digest(texts, j->pile.n, &options, &j->lasting))
        return err_memory(err, NULL);
    rt_code code = relate_index(texts, j->pile.n, &options, &index, err);
    relate_input in = {.texts = texts, .n = j->pile.n, .index = index};
    if (code == RT_OK && all) code = relate_find(&in, &options, r, err);
    if (code == RT_OK) code = relate_align(&in, &options, r, err);
    if (code == RT_OK && all && !options.passages_only && !options.faint)
        related_prune(r);
    match_index_free(index);
    return code;
}

/* ---- the corpus */

/* A corpus that is missing is made by `add` and nobody else. */
static bool writes(const job *j) {
    const invocation *what = j->what;
    return what->command == CMD_ADD ||
           (what->command == CMD_CORRECT && store_is_database(what->paths[0]) &&
            (what->same_story || what->not_same_story || what->wrong_edge ||
             what->client || what->undo));
}

bool job_has_corpus(const job *j) {
    return j->what->paths_n == 1 && store_is_database(j->what->paths[0]);
}

static rt_code open_corpus(job *j, bool read_only, rt_corpus **out, rt_err *err) {
    rt_options options = {.size = sizeof options,
                          .threads = j->what->threads,
                          .read_only = read_only,
                          .rejected = job_reject,
                          .progress = show_progress,
                          .context = j,
                          .stop = &interrupt_asked};
    return rt_open(j->what->paths[0], &options, out, err);
}

rt_code job_open(job *j, job_need need, rt_corpus **out, rt_err *err) {
    rt_code code = open_corpus(j, !writes(j), out, err);
    if (code != RT_OK || writes(j) || need == JOB_AS_IT_IS) return code;
    rt_counts counts;
    code = rt_count(*out, &counts, err);
    bool ready =
        need == JOB_SEARCHABLE ? counts.searchable >= counts.articles : !counts.waiting;
    if (code != RT_OK || ready) return code;
    rt_close(*out);
    return open_corpus(j, false, out, err);
}

/* ---- running */

/* A corpus among other paths would only be refused as an input that is no article. */
static rt_code check_paths(const job *j, rt_err *err) {
    const invocation *what = j->what;
    bool either =
        str_starts(str_of(command_table[what->command].arguments), STR("CORPUS|PATH"));
    for (size_t i = 0; either && what->paths_n > 1 && i < what->paths_n; i++)
        if (store_is_database(what->paths[i]))
            return err_set(err, RT_E_USAGE, what->paths[i],
                           "is a corpus, and '%s' takes one corpus alone or paths of "
                           "articles",
                           command_table[what->command].name);
    return RT_OK;
}

static void run(void *context) {
    static rt_code (*const commands[COMMANDS_N])(job * j, rt_err * err) = {
        [CMD_REPORT] = job_report, [CMD_STORIES] = job_stories,
        [CMD_ADD] = job_add,       [CMD_CORRECT] = job_correct,
        [CMD_SEARCH] = job_search, [CMD_REJECTS] = job_rejects,
        [CMD_INFO] = job_info,     [CMD_READ] = job_read,
        [CMD_MARKS] = job_marks,   [CMD_ALIGN] = job_align,
        [CMD_FETCH] = job_fetch,   [CMD_HELP] = job_help};
    job *j = context;
    j->code = check_paths(j, &j->err);
    if (j->code == RT_OK) j->code = commands[j->what->command](j, &j->err);
}

/* LC_ALL, LC_CTYPE or LANG, the first that is set, as setlocale would have it; the locale
 * itself stays "C", so that numbers are written the same everywhere. */
static bool locale_is_utf8(void) {
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (int i = 0; i < 3; i++) {
        const char *value = getenv(names[i]);
        if (!value || !*value) continue;
        return strcasestr(value, "utf-8") || strcasestr(value, "utf8");
    }
    return false;
}

static show_style style_of_output(void) {
    const char *no_colour = getenv("NO_COLOR"), *term = getenv("TERM");
    bool terminal = isatty(STDOUT_FILENO);
    return (show_style){.colour = terminal && !(no_colour && *no_colour) && term &&
                                  strcmp(term, "dumb") != 0,
                        .utf8 = locale_is_utf8()};
}

int job_run(const invocation *what) {
    job j = {.what = what, .style = style_of_output(), .watched = isatty(STDERR_FILENO)};
    if (!arena_try(&j.lasting, run, &j)) j.code = err_memory(&j.err, NULL);
    if (j.watched) fputs(clear_line, stderr);
    if (j.code != RT_OK) complain(&j.err);
    show_report_free(j.report);
    pile_release(&j.pile);
    arena_release(&j.tmp);
    arena_release(&j.lasting);
    run_words_release(&j.words);
    if (j.code != RT_OK) return EXIT_COULD_NOT;
    return j.rejects ? EXIT_REJECTS : EXIT_FINE;
}
