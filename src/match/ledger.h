/* ledger.h: what an index keeps of each text besides its seeds.
 * A row of facts and the telling terms, a thousand texts a block: a block that is full
 * stays as it is, in memory or in the file it was read from. */
#ifndef MATCH_LEDGER_H
#define MATCH_LEDGER_H

#include "match/cache.h"

enum { LEDGER_BLOCK = 1024 };

typedef struct ledger_row {
    uint64_t group, language; /* as in match_text */
    int32_t day;
    uint32_t stems;  /* sampled pairs of stems */
    uint32_t length; /* words, as far as they were read */
    uint32_t first;  /* of its terms in the block */
    uint32_t n;      /* of them */
    uint32_t unused;
} ledger_row;

/* Terms of one text, ascending, and of each its weight and flags. */
typedef struct ledger_terms {
    const uint32_t *term;
    const uint8_t *weight;
    uint32_t n;
} ledger_terms;

typedef struct ledger_block ledger_block;

/* All zero is an empty one. */
typedef struct ledger {
    ledger_block *block;
    uint32_t n, cap; /* texts; blocks there is room for */
} ledger;

void ledger_release(ledger *l);
/* Adds a text: `row` but for first and n. False when memory runs out. */
bool ledger_add(ledger *l, const ledger_row *row, const ledger_terms *terms);

/* Text `i` below l->n. */
const ledger_row *ledger_at(const ledger *l, uint32_t i);
ledger_terms ledger_terms_of(const ledger *l, uint32_t i);
/* The length of its vector, squared; 0 until it is set. */
float ledger_norm(const ledger *l, uint32_t i);
void ledger_set_norm(ledger *l, uint32_t i, float norm);

void ledger_write(ledger *l, cache *c);
/* A ledger that was read has no number out of range, else c->failed. `most`: terms of a
 * text. */
void ledger_read(ledger *l, uint32_t most, cache *c);

#endif
