/* trace.h: passages → stories.
 * Which articles tell one story, who retells whom, how many independent origins stand
 * behind them, and how quotations, figures and credits changed on the way. */
#ifndef TRACE_TRACE_H
#define TRACE_TRACE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/lexicon.h"
#include "retold.h"

/* One article with what earlier stages found in it. */
typedef struct trace_item {
    const rt_article *article;
    const rt_marks *marks;
    const rt_terms *terms;
} trace_item;

/* What clustering needs to know of one article, small enough to keep for millions. */
typedef struct trace_node {
    rt_id id;
    uint64_t outlet;   /* hash of its folded name; 0 unknown */
    uint64_t language; /* hash; 0 unknown */
    int32_t day;       /* days since 1970; INT32_MIN unknown */
    uint32_t words;
} trace_node;

/* Which story and which thread each node belongs to, `n` long each: the smallest position
 * of a node in the same group. The arrays are the caller's. */
typedef struct trace_groups {
    uint32_t *story, *thread;
} trace_groups;

/* What a user says of two nodes: that they tell one story, or that they do not. */
typedef struct trace_verdict {
    uint32_t a, b;
    bool same;
} trace_verdict;

typedef struct trace_cluster_input {
    const trace_node *nodes;
    uint32_t n;
    const rt_pair *pairs; /* a and b are positions of nodes */
    size_t pairs_n;
    const trace_verdict *verdicts; /* none contradicts what others say together */
    uint32_t verdicts_n;
} trace_cluster_input;

/* Groups articles into stories and stories into threads. Passages of `pairs` may be
 * absent (coverage and similarity count). Nodes come in the order of their ids, so that
 * the groups do not depend on the order of the input; the order of pairs changes nothing.
 * Verdicts hold whatever the pairs say. Time is near-linear in nodes and pairs. */
void trace_cluster(const trace_cluster_input *in, arena *a, trace_groups *out);

/* A user's correction, resolved to the articles at hand. */
typedef struct trace_correction {
    const rt_correction *is;
    uint32_t a, b; /* positions of its articles; RT_OUTSIDE: not at hand */
} trace_correction;

typedef struct trace_input {
    const trace_item *items; /* the story's articles, then `others_n` of other stories */
    uint32_t n;
    uint32_t others_n;    /* looked at for variants of the story's quotations only */
    const rt_pair *pairs; /* a and b are positions in items */
    uint32_t pairs_n;
    const trace_correction *corrections;
    uint32_t corrections_n;
    const lexicon *lex;
} trace_input;

/* Lineage, origins, families, differences and statements of one story. Fills all of *out
 * but number, thread and marks; memory comes from `a`. */
void trace_story(const trace_input *in, arena *a, rt_story *out);

/* Hashes of short word combinations inside an article's quotations, ascending and each
 * once: two articles that quote one utterance share some, in whatever order its words
 * stand. Sets *n; memory comes from `a`. */
const uint64_t *trace_quotation_keys(const trace_item *item, arena *a, uint32_t *n);

/* What two articles are to each other, from their passages and the runs of words they
 * share. Quotations are told from narrative with the marks of both. */
rt_relation trace_relation(const trace_item *a, const trace_item *b, const rt_pair *pair,
                           arena *scratch);

#endif
