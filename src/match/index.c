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
           posting_settle(&index->names) &&
           (!index->similar || similar_settle(index->similar));
}

uint32_t match_index_count(const match_index *index) { return index->n; }

/* ---- keeping */

/* What the file begins with. */
typedef struct summary {
    uint32_t n;
    uint8_t verbatim_only, passages_only, unused[2];
} summary;

static summary summary_of(const match_index *index) {
    return (summary){index->n, index->verbatim_only, index->passages_only, {0, 0}};
}

rt_code match_index_save(match_index *index, const char *path, rt_err *err) {
    cache c;
    if (!match_index_settle(index))
        return err_set(err, RT_E_STOPPED, path, "memory ran out");
    rt_code code = cache_create(&c, path, err);
    if (code != RT_OK) return code;
    summary s = summary_of(index);
    cache_write(&c, &s, 1, sizeof s);
    cache_write(&c, index->text, index->n, sizeof *index->text);
    posting_write(&index->wording, &c);
    posting_write(&index->stems, &c);
    posting_write(&index->names, &c);
    if (index->similar) similar_write(index->similar, &c);
    return cache_finish(&c, path, err);
}

static void read_all(match_index *index, cache *c) {
    summary s = {0}, mine = summary_of(index);
    cache_read(c, &s, 1, sizeof s);
    if (s.verbatim_only != mine.verbatim_only || s.passages_only != mine.passages_only)
        c->failed = true;
    index->text = cache_read_array(c, s.n, sizeof *index->text);
    index->n = index->cap = c->failed ? 0 : s.n;
    posting_read(&index->wording, s.n, c);
    posting_read(&index->stems, s.n, c);
    posting_read(&index->names, s.n, c);
    if (!index->similar) return;
    similar_free(index->similar);
    index->similar = similar_read(c);
    if (index->similar && similar_count(index->similar) != s.n) c->failed = true;
}

rt_code match_index_load(const match_options *options, const char *path,
                         match_index **out, rt_err *err) {
    cache c;
    *out = NULL;
    rt_code code = cache_open(&c, path, err);
    if (code != RT_OK) return code;
    match_index *index = match_index_new(options);
    if (index) read_all(index, &c);
    if (index && cache_whole(&c)) {
        *out = index;
    } else {
        match_index_free(index);
        code = err_set(err, RT_E_INPUT, path, "the index is damaged or of another kind");
    }
    cache_close(&c);
    return code;
}
