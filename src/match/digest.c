#include "match/digest.h"

#include "match/measure.h"
#include "match/sketch.h"
#include "match/vector.h"

#include <string.h>

size_t match_digest_size(const match_digest *digest) { return digest->size; }

ledger_terms digest_terms(const match_digest *d) {
    const uint64_t *behind = digest_posted(d) + d->posted_n;
    const uint32_t *term = (const uint32_t *)behind;
    return (ledger_terms){term, (const uint8_t *)(term + d->terms_n), d->terms_n};
}

static uint32_t pick_posted(const vector *v, uint64_t *out) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->n && i < DIGEST_POSTED; i++)
        if (!(v->at[i].flags & VECTOR_STOP))
            out[n++] = (uint64_t)measure_term(v->at[i].stem) << 32;
    return n;
}

const match_digest *match_digest_of(const match_options *options, const match_text *text,
                                    arena *a) {
    const rt_terms *terms = &text->terms;
    uint32_t wording_n, stems_n = 0;
    const uint64_t *wording = sketch_hashes(terms, a, &wording_n), *stems = NULL;
    vector v = {.n = 0};
    uint64_t posted[DIGEST_POSTED];
    if (!options || !options->verbatim_only) stems = sketch_stems(terms, a, &stems_n);
    if (!options || !options->passages_only) vector_of(text, a, &v);
    uint32_t posted_n = pick_posted(&v, posted);
    size_t hashes = (size_t)wording_n + stems_n + posted_n;
    size_t size = sizeof(match_digest) + hashes * sizeof(uint64_t) +
                  v.n * (sizeof(uint32_t) + sizeof(uint8_t));
    match_digest *d = arena_alloc(a, size);
    *d = (match_digest){size, sketch_name(terms), wording_n, stems_n, posted_n,
                        v.n,  terms->n,           v.length};
    if (wording_n) memcpy(d->hash, wording, wording_n * sizeof *wording);
    if (stems_n) memcpy(d->hash + wording_n, stems, stems_n * sizeof *stems);
    if (posted_n)
        memcpy(d->hash + wording_n + stems_n, posted, posted_n * sizeof *posted);
    vector_term *sorted = arena_many(a, vector_term, v.n);
    if (v.n) memcpy(sorted, v.at, v.n * sizeof *sorted);
    vector_sort(sorted, v.n, arena_many(a, vector_term, v.n));
    uint32_t *term = (uint32_t *)(d->hash + hashes);
    uint8_t *weight = (uint8_t *)(term + v.n);
    for (uint32_t i = 0; i < v.n; i++) {
        term[i] = measure_term(sorted[i].stem);
        weight[i] = measure_pack(sorted[i].weight, sorted[i].flags);
    }
    return d;
}

const match_digest *digest_of(const match_options *options, const match_text *text,
                              arena *a) {
    return text->digest ? text->digest : match_digest_of(options, text, a);
}
