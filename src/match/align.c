#include "match/match.h"

void match_align(const match_index *index, const match_options *options,
                 const match_text *a, const match_text *b, arena *mem, rt_pair *out) {
    (void)index, (void)options, (void)a, (void)b, (void)mem;
    out->passages_n = 0;
}
