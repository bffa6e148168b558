#include "match/ledger.h"

#include <stdlib.h>
#include <string.h>

struct ledger_block {
    ledger_row *row;
    float *norm;
    uint32_t *term;
    uint8_t *weight;
    uint32_t n, terms_n, terms_cap;
    bool mapped; /* row, term and weight lie in the file */
    bool norm_mapped;
    cache_part row_part, norm_part, term_part, weight_part;
};

static void block_release(ledger_block *b) {
    if (!b->norm_mapped) free(b->norm);
    if (b->mapped) return;
    free(b->row);
    free(b->term);
    free(b->weight);
}

void ledger_release(ledger *l) {
    for (uint32_t i = 0; i * (uint64_t)LEDGER_BLOCK < l->n; i++)
        block_release(&l->block[i]);
    free(l->block);
    *l = (ledger){0};
}

static ledger_block *block_of(const ledger *l, uint32_t i) {
    return &l->block[i / LEDGER_BLOCK];
}

/* ---- growing */

/* Copies a block of the file that is to grow. */
static bool block_own(ledger_block *b) {
    if (!b->mapped) return true;
    ledger_block own = *b;
    own.terms_cap = b->terms_n;
    own.mapped = own.norm_mapped = false;
    own.row = malloc(LEDGER_BLOCK * sizeof *own.row);
    own.norm = calloc(LEDGER_BLOCK, sizeof *own.norm);
    own.term = malloc((b->terms_n + 1) * sizeof *own.term);
    own.weight = malloc(b->terms_n + 1);
    if (!own.row || !own.norm || !own.term || !own.weight) {
        block_release(&own);
        return false;
    }
    memcpy(own.row, b->row, b->n * sizeof *own.row);
    memcpy(own.norm, b->norm, b->n * sizeof *own.norm);
    memcpy(own.term, b->term, b->terms_n * sizeof *own.term);
    memcpy(own.weight, b->weight, b->terms_n);
    if (!b->norm_mapped) free(b->norm);
    *b = own;
    return true;
}

static bool block_room(ledger_block *b, uint32_t terms) {
    if (terms <= b->terms_cap - b->terms_n) return true;
    if (terms > UINT32_MAX / 2 - b->terms_n) return false;
    uint32_t cap = b->terms_cap + b->terms_cap / 2 + terms + 64;
    uint32_t *term = realloc(b->term, cap * sizeof *term);
    if (term) b->term = term;
    uint8_t *weight = realloc(b->weight, cap);
    if (weight) b->weight = weight;
    if (!term || !weight) return false;
    b->terms_cap = cap;
    return true;
}

/* Makes the memory of a block that is full as large as what it holds. */
static void block_close(ledger_block *b) {
    if (b->mapped) return;
    uint32_t *term = realloc(b->term, (b->terms_n + 1) * sizeof *term);
    if (term) b->term = term;
    uint8_t *weight = realloc(b->weight, b->terms_n + 1);
    if (weight) b->weight = weight;
    b->terms_cap = b->terms_n;
}

static bool add_block(ledger *l) {
    uint32_t n = l->n / LEDGER_BLOCK;
    if (n == l->cap) {
        uint32_t cap = l->cap * 2 + 4;
        ledger_block *more = realloc(l->block, cap * sizeof *more);
        if (!more) return false;
        l->block = more;
        l->cap = cap;
    }
    ledger_block b = {.row = malloc(LEDGER_BLOCK * sizeof *b.row),
                      .norm = calloc(LEDGER_BLOCK, sizeof *b.norm)};
    if (!b.row || !b.norm) {
        block_release(&b);
        return false;
    }
    if (n) block_close(&l->block[n - 1]);
    l->block[n] = b;
    return true;
}

bool ledger_add(ledger *l, const ledger_row *row, const ledger_terms *terms) {
    if (l->n == UINT32_MAX) return false;
    bool fresh = l->n % LEDGER_BLOCK == 0;
    if (fresh && !add_block(l)) return false;
    ledger_block *b = block_of(l, l->n);
    if (!block_own(b) || !block_room(b, terms->n)) {
        if (fresh) block_release(b);
        return false;
    }
    ledger_row *r = &b->row[b->n];
    *r = *row;
    r->first = b->terms_n;
    r->n = terms->n;
    if (terms->n) {
        memcpy(b->term + r->first, terms->term, terms->n * sizeof *b->term);
        memcpy(b->weight + r->first, terms->weight, terms->n);
    }
    b->norm[b->n++] = 0;
    b->terms_n += terms->n;
    b->row_part = b->norm_part = b->term_part = b->weight_part = (cache_part){0, 0};
    l->n++;
    return true;
}

/* ---- looking */

const ledger_row *ledger_at(const ledger *l, uint32_t i) {
    return &block_of(l, i)->row[i % LEDGER_BLOCK];
}

ledger_terms ledger_terms_of(const ledger *l, uint32_t i) {
    const ledger_block *b = block_of(l, i);
    const ledger_row *r = &b->row[i % LEDGER_BLOCK];
    if (!r->n) return (ledger_terms){NULL, NULL, 0};
    return (ledger_terms){b->term + r->first, b->weight + r->first, r->n};
}

float ledger_norm(const ledger *l, uint32_t i) {
    return block_of(l, i)->norm[i % LEDGER_BLOCK];
}

void ledger_set_norm(ledger *l, uint32_t i, float norm) {
    ledger_block *b = block_of(l, i);
    b->norm[i % LEDGER_BLOCK] = norm;
    b->norm_part = (cache_part){0, 0};
}

/* ---- keeping */

void ledger_write(ledger *l, cache *c) {
    cache_put_number(c, l->n);
    for (uint32_t i = 0; i < l->n; i += LEDGER_BLOCK) {
        ledger_block *b = block_of(l, i);
        cache_put_number(c, b->terms_n);
        cache_put_array(c, b->row, b->n * sizeof *b->row, &b->row_part);
        cache_put_array(c, b->norm, b->n * sizeof *b->norm, &b->norm_part);
        cache_put_array(c, b->term, b->terms_n * sizeof *b->term, &b->term_part);
        cache_put_array(c, b->weight, b->terms_n, &b->weight_part);
        if (l->n - i <= LEDGER_BLOCK) break;
    }
}

static bool block_sound(const ledger_block *b, uint32_t most) {
    for (uint32_t i = 0; i < b->n; i++) {
        const ledger_row *r = &b->row[i];
        if (r->n > most || r->first > b->terms_n || r->n > b->terms_n - r->first)
            return false;
    }
    return true;
}

static void read_block(ledger_block *b, uint32_t n, cache *c) {
    uint64_t terms = cache_number(c);
    if (terms > UINT32_MAX / 2) c->failed = true;
    *b = (ledger_block){.n = n, .terms_n = (uint32_t)terms, .terms_cap = (uint32_t)terms};
    b->mapped = b->norm_mapped = true;
    b->row = cache_array(c, n * sizeof *b->row, &b->row_part);
    b->norm = cache_array(c, n * sizeof *b->norm, &b->norm_part);
    b->term = cache_array(c, terms * sizeof *b->term, &b->term_part);
    b->weight = cache_array(c, terms, &b->weight_part);
}

void ledger_read(ledger *l, uint32_t most, cache *c) {
    uint64_t n = cache_number(c), blocks = (n + LEDGER_BLOCK - 1) / LEDGER_BLOCK;
    if (n >= UINT32_MAX || blocks > c->n) c->failed = true;
    if (c->failed) return;
    l->block = calloc(blocks + 1, sizeof *l->block);
    if (!l->block) {
        c->failed = true;
        return;
    }
    l->cap = (uint32_t)blocks + 1;
    for (uint32_t left = (uint32_t)n; left && !c->failed;) {
        uint32_t here = left < LEDGER_BLOCK ? left : LEDGER_BLOCK;
        ledger_block *b = block_of(l, l->n);
        read_block(b, here, c);
        if (c->failed || (!c->trusted && !block_sound(b, most))) {
            c->failed = true;
            return;
        }
        l->n += here;
        left -= here;
    }
}
