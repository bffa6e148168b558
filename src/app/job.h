/* job.h: a command at work.
 * What the commands share: their inputs, the pile they load them into, complaints and
 * progress on standard error. */
#ifndef APP_JOB_H
#define APP_JOB_H

#include "app/options.h"
#include "run/pile.h"
#include "run/relate.h"
#include "show/show.h"

/* Exit statuses. */
enum { EXIT_FINE = 0, EXIT_REJECTS = 1, EXIT_COULD_NOT = 2 };

typedef struct job {
    const invocation *what;
    show_style style; /* of standard output */
    bool watched;     /* somebody sees progress on standard error */
    run_words words;
    pile pile;
    arena tmp, lasting;  /* scratch; what lasts as long as the job */
    show_report *report; /* being made; NULL: none */
    size_t rejects;
    rt_code code;
    rt_err err;
} job;

/* Carries the command out; returns the exit status. */
int job_run(const invocation *what);

/* Progress is one line that is written over; complaints have to begin on a clean one. */
extern const char clear_line[];

/* One line on standard error: place, offset, reason. */
void complain(const rt_err *err);

/* The word lists, for commands that read paths themselves. */
rt_code job_words(job *j, rt_err *err);
/* Complains, counts, and notes it in the report; as ingest_sink.reject and
 * rt_options.rejected with the job as context. */
void job_reject(void *context, const rt_err *why);
ingest_options job_ingest(const job *j, ingest_depth depth);
/* Adds the articles of the paths to the pile. */
rt_code job_load(job *j, const char *const *paths, size_t n, rt_err *err);
/* What the articles of the pile share: all related pairs, or those listed in `r`. */
rt_code job_relate(job *j, bool all, related *r, rt_err *err);

/* Whether the arguments are one corpus. */
bool job_has_corpus(const job *j);
/* What a command needs of the corpus. */
typedef enum job_need {
    JOB_AS_IT_IS,
    JOB_COMPARED,  /* all articles compared and in stories */
    JOB_SEARCHABLE /* all texts in the full-text index */
} job_need;

/* Opens the corpus named first: for reading if it is as needed, or else so that it can be
 * made so. */
rt_code job_open(job *j, job_need need, rt_corpus **out, rt_err *err);

/* The commands. */
rt_code job_report(job *j, rt_err *err);
rt_code job_stories(job *j, rt_err *err);
rt_code job_add(job *j, rt_err *err);
rt_code job_correct(job *j, rt_err *err);
rt_code job_search(job *j, rt_err *err);
rt_code job_rejects(job *j, rt_err *err);
rt_code job_info(job *j, rt_err *err);
rt_code job_read(job *j, rt_err *err);
rt_code job_marks(job *j, rt_err *err);
rt_code job_align(job *j, rt_err *err);
rt_code job_fetch(job *j, rt_err *err);
rt_code job_help(job *j, rt_err *err);

#endif
