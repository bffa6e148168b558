/* survey.h: what the pages of one run have in common, found before they are read.
 * Goes through the inputs twice: to count the pages of each site, then to learn some of
 * those of sites with several. Pages that cannot be read again are left out. */
#ifndef RUN_SURVEY_H
#define RUN_SURVEY_H

#include "read/site.h"
#include "run/ingest.h"

/* What is done with a memory once all pages are announced: for the pages that a corpus
 * remembers. */
typedef struct survey_recall {
    rt_code (*take)(void *context, site_memory *m, rt_err *err);
    void *context;
} survey_recall;

/* The settled memory of the HTML pages among the inputs, to be freed with
 * site_memory_free; NULL when `options` asks for raw texts. With `recall` (else NULL) the
 * pages of small sites are learned, too, as later ones may make them larger. Inputs that
 * cannot be read are passed over: ingest_run will reject them. */
rt_code survey_run(const char *const *paths, size_t n, const ingest_options *options,
                   const survey_recall *recall, site_memory **out, rt_err *err);

#endif
