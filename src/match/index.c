#include "match/index.h"

#include "match/sketch.h"

#include <stdlib.h>

match_index *match_index_new(const match_options *options) {
    match_index *index = calloc(1, sizeof *index);
    if (!index) return NULL;
    if (options) {
        index->verbatim_only = options->verbatim_only;
        index->passages_only = options->passages_only;
    }
    arena_init(&index->scratch, 0);
    if (!index->passages_only) index->similar = similar_new();
    if (index->passages_only || index->similar) return index;
    free(index);
    return NULL;
}

void match_index_free(match_index *index) {
    if (!index) return;
    posting_release(&index->wording);
    posting_release(&index->stems);
    posting_release(&index->names);
    similar_free(index->similar);
    arena_release(&index->scratch);
    free(index->text);
    free(index);
}

const similar_index *match_index_similar(const match_index *index) {
    return index ? index->similar : NULL;
}

static bool add_row(match_index *index, const match_text *text) {
    if (index->n == index->cap) {
        uint32_t cap = index->cap < UINT32_MAX / 2 ? index->cap * 2 + 64 : UINT32_MAX;
        index_text *more = realloc(index->text, cap * sizeof *more);
        if (!more || cap == index->n) return false;
        index->text = more;
        index->cap = cap;
    }
    index->text[index->n] = (index_text){text->group, text->language, text->day, 0};
    return true;
}

typedef struct adding {
    match_index *index;
    const match_text *text;
    bool done;
} adding;

static void add_hashes(void *context) {
    adding *job = context;
    match_index *x = job->index;
    const rt_terms *terms = &job->text->terms;
    uint32_t wording_n, stems_n = 0;
    const uint64_t *wording = sketch_hashes(terms, &x->scratch, &wording_n),
                   *stems = NULL;
    if (!x->verbatim_only) stems = sketch_stems(terms, &x->scratch, &stems_n);
    x->text[x->n].stems = stems_n;
    uint64_t name = sketch_name(terms);
    job->done = posting_add(&x->wording, wording, wording_n, x->n) &&
                posting_add(&x->stems, stems, stems_n, x->n) &&
                posting_add(&x->names, &name, terms->n > 0, x->n);
}

uint32_t match_index_add(match_index *index, const match_text *text) {
    adding job = {index, text, false};
    bool enough = add_row(index, text) && arena_try(&index->scratch, add_hashes, &job);
    arena_reset(&index->scratch);
    if (!enough || !job.done) return UINT32_MAX;
    if (index->similar && !similar_add(index->similar, text)) return UINT32_MAX;
    return index->n++;
}

bool match_index_settle(match_index *index) {
    return posting_settle(&index->wording) && posting_settle(&index->stems) &&
           posting_settle(&index->names);
}
