#include "match/layout.h"

const match_layout *match_lay_out(const match_options *options, const rt_terms *terms,
                                  arena *a) {
    match_layout *out = arena_new(a, match_layout);
    out->terms = *terms;
    out->grams = exact_tabulate((exact_words){terms->hash, terms->n}, a);
    if (!options || !options->verbatim_only) side_of(&out->terms, a, &out->side);
    return out;
}
