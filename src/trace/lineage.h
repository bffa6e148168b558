/* lineage.h: who retells whom.
 * Turns sources into edges: to the article of the outlet named where the story has it and
 * shares its writing or tells the same, else to the outlet outside. Wording shared by
 * articles that name nobody gives edges too, and so does a published document that they
 * quote; dates alone give none a direction. */
#ifndef TRACE_LINEAGE_H
#define TRACE_LINEAGE_H

#include "trace/document.h"
#include "trace/kin.h"
#include "trace/source.h"
#include "trace/ties.h"

/* What is known of a story when edges are drawn. */
typedef struct lineage {
    const trace_input *in;
    const kin_list *kins;
    const article_sources *sources;
    const ties *ties;
    const document *document; /* that the story goes back to; NULL when there is none */
} lineage;

/* Position of the article of the outlet `key` that `child` shares most wording with, else
 * of the first whose report it names and retells, or whose whole it tells; RT_OUTSIDE
 * when the story has none. An outlet that names itself means a broadcast, which only a
 * fuller print may stand for. */
uint32_t lineage_parent(const lineage *l, uint32_t child, uint64_t key);

/* The edges of a story by child; sets *n. */
const rt_edge *lineage_edges(const lineage *l, arena *a, uint32_t *n);

#endif
