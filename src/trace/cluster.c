#include "trace/trace.h"

void trace_cluster(const trace_node *nodes, uint32_t n, const rt_pair *pairs,
                   size_t pairs_n, arena *a, trace_groups *out) {
    (void)nodes, (void)pairs, (void)pairs_n, (void)a;
    for (uint32_t i = 0; i < n; i++) out->story[i] = out->thread[i] = i;
}
