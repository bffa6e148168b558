/* match.h: terms → passages.
 * Which texts of a collection share wording, verbatim or reworded, and where; and how
 * alike they are. Sees arrays of 64-bit terms and byte spans, never an article or a
 * language. */
#ifndef MATCH_MATCH_H
#define MATCH_MATCH_H

/* What any text may cost, with w words and in bytes; nothing depends on what the words
 * are.
 *  - A digest takes 32 looks a word (sketch.h); a layout a fixed number.
 *  - Looking a text up reads at most INDEX_SEED_TEXTS (256) texts of each of its seeds,
 * and 8 of a seed that more hold; 64 candidates share seeds, 64 are alike. So n equal
 * texts, or n of one template, cost n look-ups and at most 128 n pairs.
 *  - Aligning compares a word with at most 2 * EXACT_REPEATS (64) others for equal
 * wording, follows PAIR_PRODUCTS_LEAST + w / PAIR_WORDS_A_PRODUCT pairs of units for
 * rewording, and sorts what comes of it; 100 to 250 bytes a word. Texts of equal words
 * are one passage without all that. tests/test_match_bounds.c counts it;
 * bench/bench_hostile.c measures it at full size. */

#include "base/arena.h"
#include "base/err.h"
#include "retold.h"

/* What aligning a text asks for whatever the other one is. */
typedef struct match_layout match_layout;

/* Which texts of an index hold the seeds of one. */
typedef struct match_finds match_finds;

/* One text of a collection. */
typedef struct match_text {
    rt_terms terms;
    rt_terms title;    /* tells what the text is about; never aligned; may be empty */
    uint64_t group;    /* hash of its outlet; 0 unknown: blocks that recur in a group are
                          furniture */
    uint64_t language; /* hash of its language; 0 unknown */
    int32_t day;       /* days since 1970; INT32_MIN unknown */
    const struct match_digest *digest; /* of the text; NULL: worked out when needed */
    const match_layout *layout; /* of match_lay_out; NULL: made anew when it is needed */
    const match_finds *finds;   /* of match_look_up; NULL: looked up when needed */
    uint32_t known; /* its number in the index plus one; 0 not in it, or not told: what
                       the index keeps of the text is then worked out again */
} match_text;

typedef struct match_options {
    bool verbatim_only; /* leave reworded passages out: words are looked at, not stems */
    bool passages_only; /* similarity is not asked for: it is 0 everywhere */
    bool faint;         /* texts that are hardly alike are candidates, too */
    unsigned threads;   /* 0: one */
} match_options;

/* What an index needs of a text, worked out once: in one piece of memory of
 * match_digest_size bytes, which may be copied. */
typedef struct match_digest match_digest;
/* Safe from several threads. `options` may be NULL and must be those of the index. */
const match_digest *match_digest_of(const match_options *options, const match_text *text,
                                    arena *a);
size_t match_digest_size(const match_digest *digest);

/* An index over the texts seen so far: seeds for passages, weights of terms, neighbours.
 * Texts are numbered from 0 in the order they are added. Not copied: it keeps its own
 * sketches. */
typedef struct match_index match_index;

match_index *match_index_new(const match_options *options);
void match_index_free(match_index *index);
/* Adds one text; returns its number. UINT32_MAX when memory runs out. */
uint32_t match_index_add(match_index *index, const match_text *text);

/* Sorts what was added since the last time. To be called after adding many texts:
 * candidates are right without it, but slower. False when memory runs out; the index
 * stays usable then. */
bool match_index_settle(match_index *index);
/* The same, when from now on candidates are asked of texts in the index alone: quicker,
 * until more is added. */
bool match_index_close(match_index *index);

/* The state of the file of an index; see match_index_save. */
typedef struct match_seal {
    uint64_t directory; /* 0: there is no file */
    uint64_t stamp;
} match_seal;

/* Keeps the index in a file (settles it first), and takes it from there, as it was when
 * `seal` was made. Saving again writes what is new. The file is used where it lies: an
 * index of a million texts opens in milliseconds when nobody has touched the file since,
 * else it is checked first. A cache: whatever is damaged, of another version, or was made
 * with other options is refused with RT_E_INPUT, and the index is to be built from the
 * texts again. */
rt_code match_index_save(match_index *index, const char *path, match_seal *seal,
                         rt_err *err);
rt_code match_index_load(const match_options *options, const char *path,
                         const match_seal *seal, match_index **out, rt_err *err);
/* Texts in the index. */
uint32_t match_index_count(const match_index *index);

/* Texts less alike are alike by chance; with match_options.faint, texts less alike than
 * MATCH_LIKENESS_FAINT. */
#define MATCH_LIKENESS_LEAST 0.25F
#define MATCH_LIKENESS_FAINT 0.1F

/* A text of the index that may be related to the one asked about. */
typedef struct match_candidate {
    uint32_t text;
    float similarity; /* 0 to 1, as in rt_pair */
    bool wording;     /* worth aligning: shares seeds, or is very much alike */
} match_candidate;

/* Looks up the seeds of many texts at once, which is quicker than one by one: sets
 * `finds` of each, in `a`. They hold until something is added. */
void match_look_up(const match_index *index, match_text *texts, uint32_t n, arena *a);

/* Candidates for `text` (numbered `self` in the index, or UINT32_MAX when it is not in
 * it), best first, in `a`. Sets *n. Safe from several threads while nothing is added. */
const match_candidate *match_candidates(const match_index *index, const match_text *text,
                                        uint32_t self, arena *a, uint32_t *n);

/* The layout of a text in `a`, some 50 bytes a word (17 with verbatim_only). The terms'
 * arrays must outlive it. */
const match_layout *match_lay_out(const match_options *options, const rt_terms *terms,
                                  arena *a);

/* Aligns two texts: passages in order of `a`'s text, coverage, similarity. `index` gives
 * the weights of terms and knows furniture; it may be NULL for two texts on their own.
 * Fills all of *out but a and b. Safe from several threads. */
void match_align(const match_index *index, const match_options *options,
                 const match_text *a, const match_text *b, arena *mem, rt_pair *out);

#endif
