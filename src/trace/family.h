/* family.h: the variants of one utterance across the articles of a story.
 * Two quotations belong together when their wording does and nothing about the speakers
 * speaks against it; alike words of one speaker on two occasions stay apart. */
#ifndef TRACE_FAMILY_H
#define TRACE_FAMILY_H

#include "trace/trace.h"

/* Families of at least two articles, at least one of them the story's own, by the place
 * of their first member; sets *n. A family's speaker is the fullest name among its
 * members, null where none has one. Source: phrase clusters of Memetracker (Leskovec et
 * al. 2009), with speakers and aligned words added. */
const rt_family *family_find(const trace_input *in, arena *a, uint32_t *n);

#endif
