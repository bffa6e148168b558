#include "match/match.h"
#include "match/similar.h"

#include <stdlib.h>

struct match_index {
    similar_index *similar;
    uint32_t n;
};

match_index *match_index_new(const match_options *options) {
    (void)options;
    match_index *index = calloc(1, sizeof *index);
    if (!index) return NULL;
    index->similar = similar_new();
    if (index->similar) return index;
    free(index);
    return NULL;
}

void match_index_free(match_index *index) {
    if (!index) return;
    similar_free(index->similar);
    free(index);
}

uint32_t match_index_add(match_index *index, const match_text *text) {
    return similar_add(index->similar, text) ? index->n++ : UINT32_MAX;
}

const match_candidate *match_candidates(const match_index *index, const match_text *text,
                                        uint32_t self, arena *a, uint32_t *n) {
    const similar_neighbour *near = similar_near(index->similar, text, self, a, n);
    match_candidate *out = arena_many(a, match_candidate, *n);
    for (uint32_t i = 0; i < *n; i++)
        out[i] = (match_candidate){near[i].text, near[i].similarity, true};
    return out;
}

const similar_index *match_index_similar(const match_index *index) {
    return index ? index->similar : NULL;
}
