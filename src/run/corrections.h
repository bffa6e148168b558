/* corrections.h: what a user said of a corpus, by the articles that it names.
 * Loaded once for a walk or a regrouping, then asked for each story. Also tells which
 * corrections cannot stand beside each other. */
#ifndef RUN_CORRECTIONS_H
#define RUN_CORRECTIONS_H

#include "store/store.h"
#include "trace/trace.h"

/* An article that a correction names. */
typedef struct correction_mention {
    rt_id id;
    uint32_t correction; /* position in corrections.at */
} correction_mention;

typedef struct corrections {
    const rt_correction *at; /* by number */
    uint32_t n;
    const correction_mention *mentions; /* by id and then by correction */
    uint32_t mentions_n;
} corrections;

/* Memory comes from `a`. */
rt_code corrections_load(store *s, arena *a, corrections *out, rt_err *err);

/* Those that may bear on a story of these articles, by number; sets *out_n. */
const trace_correction *corrections_of(const corrections *c, const trace_item *items,
                                       uint32_t n, arena *a, uint32_t *out_n);

/* The articles that are in one story with `id` by the user's word; sets *n. */
const rt_id *corrections_partners(const corrections *c, rt_id id, arena *a, uint32_t *n);

/* What is said of two of the nodes, which are in the order of their ids. */
const trace_verdict *corrections_verdicts(const corrections *c, const trace_node *nodes,
                                          uint32_t n, arena *a, uint32_t *out_n);

/* The first that says the same; NULL when there is none. Of two articles that tell one
 * story, or do not, `a` has the smaller id. */
const rt_correction *corrections_equal(const corrections *c, const rt_correction *to);
/* One that cannot hold together with `new` and the others; NULL when there is none. */
const rt_correction *corrections_against(const corrections *c, const rt_correction *new,
                                         arena *a);

#endif
