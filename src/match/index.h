/* index.h: what an index keeps of its texts, for the files of match/ alone.
 * Seeds of wording and of rewording by hash, rows and telling terms by text. */
#ifndef MATCH_INDEX_H
#define MATCH_INDEX_H

#include "match/match.h"
#include "match/posting.h"
#include "match/similar.h"

/* A seed that more texts hold tells nothing of any two of them. */
enum { INDEX_SEED_TEXTS = 256 };

struct match_index {
    match_options options;
    posting_list wording, stems, names;
    similar_index *similar; /* rows of the texts; without terms for passages alone */
    arena scratch;          /* of one adding */
    cache mapped;           /* the file that arrays of the index lie in */
    cache file;             /* the one they are written to, if another */
};

#endif
