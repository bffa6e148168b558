/* digest.h: all that an index takes of a text, worked out once.
 * Adding a text and asking for its candidates need the same hashes; a digest holds them
 * in one piece of memory that can be copied. */
#ifndef MATCH_DIGEST_H
#define MATCH_DIGEST_H

#include "match/ledger.h"
#include "match/match.h"

/* Terms of a text that it can be found by as a neighbour. */
enum { DIGEST_POSTED = 32 };

struct match_digest {
    size_t size;   /* in bytes, all included */
    uint64_t name; /* of all its words; texts of equal words have equal names */
    uint32_t wording_n, stems_n, posted_n, terms_n;
    uint32_t words, length; /* all, and those that the terms come from */
    uint64_t hash[];        /* wording, stems, posted; then the terms and their weights */
};

static inline const uint64_t *digest_wording(const match_digest *d) { return d->hash; }
static inline const uint64_t *digest_stems(const match_digest *d) {
    return d->hash + d->wording_n;
}
/* Hashes of its most telling terms: measure_term in the upper half. */
static inline const uint64_t *digest_posted(const match_digest *d) {
    return digest_stems(d) + d->stems_n;
}
ledger_terms digest_terms(const match_digest *d);

/* That of the text, worked out unless it is at hand. */
const match_digest *digest_of(const match_options *options, const match_text *text,
                              arena *a);

#endif
