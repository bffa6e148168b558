/* words.h: how findings are named to people.
 * Neutral words only: what was found, never a judgement on an outlet or on the truth of a
 * report. One place, so that the terminal and the page say the same. */
#ifndef SHOW_WORDS_H
#define SHOW_WORDS_H

#include "base/arena.h"
#include "retold.h"

/* Stands beside every count of origins. */
extern const char words_caveat[];

/* Each returns a constant string; "" for what needs no word. */
const char *words_relation(rt_relation relation);
const char *words_direction(rt_direction direction);
const char *words_evidence(rt_evidence_kind kind);
const char *words_speaker_class(rt_speaker_class speaker_class);
const char *words_via_role(rt_via_role role);
const char *words_credit_kind(rt_credit_kind kind);
const char *words_variant(rt_variant variant);
const char *words_difference_kind(rt_difference_kind kind);
const char *words_difference_type(rt_difference_type type);
const char *words_finding(rt_finding_kind kind);
const char *words_date_source(rt_date_source source);

/* "1", or "1 to 3". */
rt_str words_range(arena *a, rt_range range);
/* "1 article", "7 articles"; `noun` in the singular, its plural made with "s". */
rt_str words_count(arena *a, uint64_t n, const char *noun);
/* "1 independent origin", "1 to 3 independent origins". */
rt_str words_origins(arena *a, rt_range range);
/* What an article is called where a short name is needed: its outlet, or else the name of
 * the file or record it was read from. */
rt_str words_article(const rt_article *article);
/* The beginning of its id, by which a user may name it. */
rt_str words_id(arena *a, rt_id id);
/* What the articles of a correction are called: their outlet where the story has them,
 * and the beginnings of their ids. */
void words_corrected(arena *a, const rt_story *story, const rt_correction *c,
                     rt_str names[2]);
/* What a correction says, and why; `names` is what its articles are called. */
rt_str words_correction(arena *a, const rt_correction *c, const rt_str names[2]);
/* Whether two names are one but for "The" and capitals. */
bool words_same_outlet(rt_str a, rt_str b);
/* The story's title, or words that say there is none. */
rt_str words_title(const rt_story *story);
/* The origin's name; of one without a name, what its first article is called. */
rt_str words_origin(const rt_story *story, const rt_origin *origin);
/* "27 Nov 2025, 11:52"; as much as is known, "date unknown" when nothing is. */
rt_str words_time(arena *a, rt_time t);

#endif
