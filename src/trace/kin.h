/* kin.h: how much wording two articles share, and of what kind.
 * Narrative and words of unnamed speakers are one newsroom's; what a named speaker said
 * in quotation marks anybody could have heard. */
#ifndef TRACE_KIN_H
#define TRACE_KIN_H

#include "trace/echo.h"

/* Words of passages are counted on the side that shows fewer. */
typedef struct kin {
    uint32_t a, b;          /* positions in the story */
    echo runs;              /* shared word for word */
    uint32_t reworded;      /* narrative in reworded passages */
    uint32_t unnamed;       /* in quotations of speakers without a name */
    float a_share, b_share; /* narrative and unnamed, of all words of each */
    const rt_pair *pair;
} kin;

/* What a pair shares; the numbers of its articles are left to the caller. */
kin kin_of(const trace_item *a, const trace_item *b, const rt_pair *pair, arena *scratch);
/* The larger of both shares. */
float kin_share(const kin *k);
/* The share of one of the two articles, and the other one. */
float kin_share_of(const kin *k, uint32_t article);
uint32_t kin_other(const kin *k, uint32_t article);
/* More is told anew than copied: an aligned passage as a whole may be called reworded
 * although most of it stands in runs of equal words. */
bool kin_reworded(const kin *k);
/* Most of one of the two, quotations included, stands in the other word for word; `words`
 * are those of the one. */
bool kin_is_print(const kin *k, uint32_t words);

/* The related pairs of a story, those that a user denies left out; those that share most
 * of their text come first. Those of article i are at[of[first[i]]] up to
 * at[of[first[i + 1]]], in the same order. */
typedef struct kin_list {
    const kin *at;
    uint32_t n;
    const uint32_t *first, *of;
    const uint64_t *wholes; /* what kin_whole knows */
    uint32_t wholes_n;
} kin_list;

void kin_find(const trace_input *in, arena *a, kin_list *out);
/* The kin of `article` and `other`; NULL when they are none. */
const kin *kin_between(const kin_list *kins, uint32_t article, uint32_t other);
/* Whether two articles, kin or not, each tell nearly all that the other tells: also where
 * it is quotations that they share, whoever only heard them would choose others. */
bool kin_whole(const kin_list *kins, uint32_t x, uint32_t y);
/* The kin that `article` has most words in equal runs with; NULL when it has none. */
const kin *kin_copied(const kin_list *kins, uint32_t article);

/* The passages of a pair as evidence, `child` being one of its articles. With
 * `one_sided` the parent's side is left out, since the parent is somebody else. */
const rt_evidence *kin_evidence(const kin *k, uint32_t child, bool one_sided, arena *a,
                                uint32_t *n);

#endif
