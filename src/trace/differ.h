/* differ.h: what changed between articles that say the same thing.
 * Compares figures, sources, responses, days and quoted words of aligned statements and
 * of quotation families; every difference names the stretches it was read from. */
#ifndef TRACE_DIFFER_H
#define TRACE_DIFFER_H

#include "base/vec.h"
#include "trace/trace.h"

typedef VEC(rt_difference) differ_list;
typedef VEC(rt_value) differ_values;

/* A comparison under way: the story's families and statements must be there. */
typedef struct differ {
    const trace_input *in;
    const rt_story *story;
    arena *a;
    differ_list out;
} differ;

/* All differences of a story, by type, then kind, then place; sets *n. Memory comes from
 * `a`. */
const rt_difference *differ_find(const trace_input *in, const rt_story *story, arena *a,
                                 uint32_t *n);

/* Adds a difference when at least two values are given. */
void differ_add(differ *d, rt_difference_kind kind, rt_difference_type type, rt_str about,
                const differ_values *values);
/* The word list `name` of an article's language. */
const lex_list *differ_words(const differ *d, uint32_t article, const char *name);

/* Numbers given for the same thing: another value (conflict, or update when an article
 * tells of the change itself), a rounder one, or none (scope). */
void differ_figures(differ *d);
/* Who is named as the source of a statement or of a quotation. */
void differ_sources(differ *d);
/* "did not respond" in one article, an answer in another. */
void differ_responses(differ *d);
/* The day a statement is put on. */
void differ_days(differ *d);
/* Words inside quotation marks that are not the same. */
void differ_quotations(differ *d);

#endif
