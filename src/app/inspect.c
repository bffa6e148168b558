#include "app/job.h"
#include "run/survey.h"

/* `read` and `marks`: what is in the inputs, article by article. */

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

static rt_code print_stored_article(void *context, const rt_article *article,
                                    rt_err *err) {
    (void)err;
    job *j = context;
    arena_reset(&j->tmp);
    show_article_json(stdout, article, &j->tmp);
    return RT_OK;
}

static rt_code print_stored_marks(void *context, const rt_article *article, rt_err *err) {
    (void)err;
    job *j = context;
    rt_marks marks;
    arena_reset(&j->tmp);
    mark_article(j->words.mark, article, &j->tmp, &marks);
    show_marks_json(stdout, article, &marks, &j->tmp);
    return RT_OK;
}

static rt_code inspect_corpus(job *j, rt_article_taker *take, rt_err *err) {
    rt_corpus *corpus;
    rt_code code = job_open(j, JOB_AS_IT_IS, &corpus, err);
    if (code != RT_OK) return code;
    code = rt_each_article(corpus, take, j, err);
    rt_close(corpus);
    return code;
}

static rt_code inspect(job *j, ingest_depth depth, rt_err *err) {
    bool marks = depth == INGEST_MARKS;
    rt_code code = job_words(j, err);
    if (code != RT_OK) return code;
    if (job_has_corpus(j))
        return inspect_corpus(j, marks ? print_stored_marks : print_stored_article, err);
    ingest_options options = job_ingest(j, depth);
    ingest_sink sink = {marks ? print_marks : print_article, job_reject, j};
    return ingest_run(j->what->paths, j->what->paths_n, &options, &sink, err);
}

/* One block a line: kept or dropped, why, and its text. */
static void print_pieces(const read_pieces *pieces) {
    for (uint32_t i = 0; i < pieces->n; i++) {
        const read_piece *p = &pieces->at[i];
        printf("%c %.*s\t%.*s\n", p->kept ? '+' : '-', (int)p->reason.n, p->reason.s,
               (int)p->text.n, p->text.s);
    }
}

static rt_code explain_all(job *j, const read_options *options, rt_err *err) {
    read_input *in;
    rt_code code = read_open(j->what->paths, j->what->paths_n, options, &in, err);
    if (code != RT_OK) return code;
    rt_err why = {0};
    read_record record;
    for (rt_code got; (got = read_next(in, &j->tmp, &record, &why)) != RT_END;) {
        read_pieces pieces;
        if (got == RT_OK) got = read_explain(&record, options, &j->tmp, &pieces, &why);
        if (got == RT_OK) {
            printf("# %.*s\n", (int)record.source.n, record.source.s);
            print_pieces(&pieces);
        } else job_reject(j, &why);
        arena_reset(&j->tmp);
        why = (rt_err){0};
    }
    read_close(in);
    return RT_OK;
}

static rt_code explain(job *j, rt_err *err) {
    rt_code code = job_words(j, err);
    if (code != RT_OK) return code;
    ingest_options ingest = job_ingest(j, INGEST_ARTICLES);
    site_memory *sites;
    code = survey_run(j->what->paths, j->what->paths_n, &ingest, NULL, &sites, err);
    if (code != RT_OK) return code;
    read_options options = {.lex = j->words.lex, .raw = j->what->raw, .sites = sites};
    code = explain_all(j, &options, err);
    site_memory_free(sites);
    return code;
}

/* What only files can answer is not asked of a corpus. */
static rt_code check_asked(const job *j, rt_err *err) {
    const invocation *what = j->what;
    if ((!what->raw && !what->explain) || !job_has_corpus(j)) return RT_OK;
    return err_set(err, RT_E_USAGE, what->paths[0],
                   "is a corpus, which keeps no files; --%s takes paths of articles",
                   what->raw ? "raw" : "explain");
}

rt_code job_read(job *j, rt_err *err) {
    rt_code code = check_asked(j, err);
    if (code != RT_OK) return code;
    return j->what->explain ? explain(j, err) : inspect(j, INGEST_ARTICLES, err);
}

rt_code job_marks(job *j, rt_err *err) {
    rt_code code = check_asked(j, err);
    return code == RT_OK ? inspect(j, INGEST_MARKS, err) : code;
}
