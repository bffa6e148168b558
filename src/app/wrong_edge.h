/* wrong_edge.h: whether the edge that a user calls wrong is there.
 * A correction of nothing would stay in the corpus, look obeyed, and hide that another
 * edge was meant. */
#ifndef APP_WRONG_EDGE_H
#define APP_WRONG_EDGE_H

#include "app/job.h"

/* RT_OK where article c->a rests on article c->b, or on c->outlet, and where the user has
 * said before that it does not; otherwise RT_E_USAGE, and `err` says what it rests on. */
rt_code wrong_edge_check(job *j, rt_corpus *corpus, const rt_correction *c, rt_err *err);

#endif
