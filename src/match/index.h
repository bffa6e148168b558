/* index.h: what an index keeps of its texts, for the files of match/ alone.
 * Seeds of wording and of rewording by hash, groups, languages and days by text. */
#ifndef MATCH_INDEX_H
#define MATCH_INDEX_H

#include "match/match.h"
#include "match/posting.h"
#include "match/similar.h"

/* A seed that more texts hold tells nothing of any two of them. */
enum { INDEX_SEED_TEXTS = 256 };

/* What is known of a text besides its words. */
typedef struct index_text {
    uint64_t group, language;
    int32_t day;
    uint32_t stems; /* sampled pairs of stems */
} index_text;

struct match_index {
    bool verbatim_only, passages_only; /* as in match_options */
    posting_list wording, stems, names;
    similar_index *similar; /* NULL with passages_only */
    index_text *text;
    uint32_t n, cap;
    arena scratch; /* of one adding */
};

#endif
