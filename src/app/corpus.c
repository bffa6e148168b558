#include "app/interrupt.h"
#include "app/job.h"

#include <inttypes.h>

/* The commands that need a corpus. */

rt_code job_add(job *j, rt_err *err) {
    rt_corpus *corpus;
    rt_code code = job_open(j, JOB_AS_IT_IS, &corpus, err);
    if (code != RT_OK) return code;
    rt_added added = {0};
    code = rt_add_paths(corpus, j->what->paths + 1, j->what->paths_n - 1, &added, err);
    if (code == RT_OK) code = rt_settle(corpus, err);
    rt_counts counts = {0};
    if (code == RT_OK) code = rt_count(corpus, &counts, err);
    rt_close(corpus);
    if (code == RT_E_STOPPED && interrupt_asked)
        code = err_set(err, RT_E_STOPPED, j->what->paths[0],
                       "interrupted; what was added is kept, and 'retold add' goes on");
    if (code == RT_OK)
        printf("%s: %" PRIu64 " added, %" PRIu64 " known already, %" PRIu64
               " rejected; articles %" PRIu64 ", stories %" PRIu64 "\n",
               j->what->paths[0], added.articles, added.known, added.rejects,
               counts.articles, counts.stories);
    return code;
}

/* A search going on: some hits in texts, then some in quotations. */
typedef struct searching {
    job *j;
    unsigned hits;
} searching;

static rt_code print_hit(void *context, const rt_hit *hit, rt_err *err) {
    (void)err;
    searching *s = context;
    arena_reset(&s->j->tmp);
    if (s->j->what->json) {
        show_hit_json(stdout, hit, &s->j->tmp);
    } else {
        if (s->hits) putchar('\n');
        show_hit_terminal(stdout, &s->j->style, hit, &s->j->tmp);
    }
    s->hits++;
    return RT_OK;
}

static const char *joined_words(job *j) {
    strbuf b;
    strbuf_init(&b, &j->lasting);
    for (size_t i = 1; i < j->what->paths_n; i++) {
        if (i > 1) strbuf_char(&b, ' ');
        strbuf_add(&b, str_of(j->what->paths[i]));
    }
    return str_z(&j->lasting, strbuf_str(&b));
}

rt_code job_search(job *j, rt_err *err) {
    rt_query query = {
        .size = sizeof query, .words = joined_words(j), .most = j->what->most};
    searching s = {.j = j};
    rt_corpus *corpus;
    rt_code code = job_open(j, JOB_SEARCHABLE, &corpus, err);
    if (code != RT_OK) return code;
    if (!j->what->quotations) code = rt_search(corpus, &query, print_hit, &s, err);
    query.quotations = true;
    if (code == RT_OK) code = rt_search(corpus, &query, print_hit, &s, err);
    rt_close(corpus);
    if (code == RT_OK && !s.hits && !j->what->json) puts("Nothing found.");
    return code;
}

static rt_code print_reject(void *context, const rt_err *why, rt_err *err) {
    (void)context, (void)err;
    printf("%s: ", why->place);
    if (why->offset != ERR_NO_OFFSET) printf("byte %" PRIu64 ": ", why->offset);
    printf("%s\n", why->text);
    return RT_OK;
}

rt_code job_rejects(job *j, rt_err *err) {
    rt_corpus *corpus;
    rt_code code = job_open(j, JOB_AS_IT_IS, &corpus, err);
    if (code != RT_OK) return code;
    code = rt_each_reject(corpus, print_reject, j, err);
    rt_close(corpus);
    return code;
}

rt_code job_info(job *j, rt_err *err) {
    rt_corpus *corpus;
    rt_counts n;
    rt_code code = job_open(j, JOB_AS_IT_IS, &corpus, err);
    if (code != RT_OK) return code;
    code = rt_count(corpus, &n, err);
    rt_close(corpus);
    if (code == RT_OK)
        printf("articles %" PRIu64 "\nstories %" PRIu64 "\nrelated pairs %" PRIu64
               "\nquotations %" PRIu64 "\nrejected inputs %" PRIu64
               "\nnot compared yet %" PRIu64 "\nnot searchable yet %" PRIu64 "\n",
               n.articles, n.stories, n.pairs, n.quotations, n.rejects, n.waiting,
               n.articles - n.searchable);
    return code;
}
