/* number.h: groups of articles → numbered stories.
 * A story keeps its number as long as it is the same story: new groups take the number of
 * the old story of which they hold the most articles. */
#ifndef RUN_NUMBER_H
#define RUN_NUMBER_H

#include "trace/trace.h"

typedef struct numbering {
    const trace_node *nodes;
    uint32_t n;
    trace_groups groups; /* of trace_cluster */
    const uint32_t *old; /* [n] story of each node until now, 0 none; NULL: all none */
    uint32_t last;       /* highest number ever given; moves up */
} numbering;

/* Sets story[i] and thread[i], the numbers of node i's story and of the lowest story of
 * its thread. Groups without an old number get new ones: largest first, then by earliest
 * known day, then by smallest id. */
void number_stories(numbering *in, arena *a, uint32_t *story, uint32_t *thread);

#endif
