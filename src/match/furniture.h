/* furniture.h: wording that recurs across unrelated texts.
 * Templates, agency taglines, "this story has been updated": learned from the index,
 * never told to it, and never a reason to join two texts. */
#ifndef MATCH_FURNITURE_H
#define MATCH_FURNITURE_H

#include "match/chain.h"
#include "match/index.h"

enum {
    /* Texts of one group that hold a seed before it is furniture of that group; they must
     * lie further apart than FURNITURE_DAYS where their days are known, since the reports
     * on one event share wording too. */
    FURNITURE_TEXTS = 8,
    FURNITURE_DAYS = 7
};

/* Whether so many texts of the group of `text`, or of any, hold a seed of wording. */
bool furniture_is(const match_index *index, const match_text *text,
                  const posting_hits *hits);

/* Looks whether the wording that two texts share is furniture and, if some is, sets
 * text[s] to a copy in which those words equal no others. True when something changed.
 * Linear in the chains. */
bool furniture_blank(const match_index *index, const match_chain *chains,
                     uint32_t chains_n, match_text text[2], arena *mem);

#endif
