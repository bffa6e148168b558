/* pile.h: the articles of one run, held in memory.
 * Gathered from the inputs, then settled: sorted by id, so that nothing after depends on
 * the order of the input, and an article given twice is one. */
#ifndef RUN_PILE_H
#define RUN_PILE_H

#include "match/match.h"
#include "run/ingest.h"
#include "trace/trace.h"

typedef struct pile {
    ingest_item **items;
    uint32_t n, cap;
    bool terms_only; /* set before the first is taken: of each article its terms are kept,
                        and what tells it from others, but neither text nor marks */
    arena memory;    /* of the articles then */
    /* After pile_settle: every place where an article was found, by article and then by
     * place; the places of article i are places[first_place[i]] up to
     * places[first_place[i + 1]]. Its `source` is the first of them. */
    rt_str *places;
    uint32_t *first_place;
    ingest_item **doubles; /* later copies, kept for the names of their places */
    uint32_t doubles_n;
} pile;

/* All zero is an empty pile. */
void pile_release(pile *p);
/* Takes the item's memory over; usable as ingest_sink.take with the pile as context. */
rt_code pile_take(void *context, ingest_item *item, rt_err *err);
rt_code pile_settle(pile *p, rt_err *err);
/* Sorts the articles by id and then by place; copies stay apart. */
void pile_order(pile *p);

/* An article as the later stages ask for it; the views live as long as the item. */
match_text item_text(const ingest_item *item);
/* Those of the whole pile, in `a`, for an index in which they have the numbers that they
 * have in the pile. */
match_text *pile_texts(const pile *p, arena *a);
trace_node article_node(const rt_article *article, uint32_t words);
static inline trace_item item_trace(const ingest_item *item) {
    return (trace_item){&item->article, &item->marks, &item->terms};
}

#endif
