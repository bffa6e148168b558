#include "match/match.h"

#include <stdlib.h>

struct match_index {
    uint32_t n;
};

match_index *match_index_new(const match_options *options) {
    (void)options;
    return calloc(1, sizeof(match_index));
}

void match_index_free(match_index *index) { free(index); }

uint32_t match_index_add(match_index *index, const match_text *text) {
    (void)text;
    return index->n++;
}

const match_candidate *match_candidates(const match_index *index, const match_text *text,
                                        uint32_t self, arena *a, uint32_t *n) {
    (void)text;
    match_candidate *all = arena_many(a, match_candidate, index->n);
    *n = 0;
    for (uint32_t i = 0; i < index->n; i++)
        if (i != self) all[(*n)++] = (match_candidate){.text = i, .wording = true};
    return all;
}
