#include "match/chain.h"
#include "match/match.h"
#include "match/reword.h"
#include "match/similar.h"

#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

/* Equal words of the shortest verbatim passage; words of both sides of the shortest
 * reworded one. */
static const int VERBATIM_WORDS = 24, REWORDED_WORDS = 60;
static const float MOSTLY = 0.3F;

/* A passage under way, in words of both texts. */
typedef struct block {
    uint32_t from[2], to[2];
    float score;
    rt_passage_kind kind;
} block;
typedef VEC(block) block_vec;

static block block_of_chain(const match_chain *c) {
    uint32_t a = c->a1 - c->a0, b = c->b1 - c->b0;
    return (block){{c->a0, c->b0},
                   {c->a1, c->b1},
                   (float)c->equal / (float)(a > b ? a : b),
                   RT_PASSAGE_VERBATIM};
}

static block block_of_fragment(const pair_texts *p, const reword_fragment *f) {
    return (block){{p->side[0].units[f->a0].from, p->side[1].units[f->b0].from},
                   {p->side[0].units[f->a1 - 1].to, p->side[1].units[f->b1 - 1].to},
                   f->alike,
                   RT_PASSAGE_REWORDED};
}

/* Words of both texts that a passage has already. */
typedef struct taken {
    uint8_t *word[2];
} taken;

static uint32_t count_taken(const taken *t, const block *k, int side) {
    uint32_t n = 0;
    for (uint32_t i = k->from[side]; i < k->to[side]; i++) n += t->word[side][i];
    return n;
}

static void mark_taken(taken *t, const block *k) {
    for (int s = 0; s < 2; s++) memset(t->word[s] + k->from[s], 1, k->to[s] - k->from[s]);
}

static taken taken_none(const uint32_t words[2], arena *mem) {
    return (taken){
        {arena_many(mem, uint8_t, words[0]), arena_many(mem, uint8_t, words[1])}};
}

/* Keeps a block when its words are free on both sides. */
static void place(taken *t, const block *k, arena *mem, block_vec *out) {
    if (count_taken(t, k, 0) + count_taken(t, k, 1) > 0) return;
    mark_taken(t, k);
    *vec_push(mem, out) = *k;
}

/* Whether verbatim chains make up most of a block: then they say it better. */
static bool mostly(const taken *verbatim, const block *k) {
    for (int s = 0; s < 2; s++)
        if ((float)count_taken(verbatim, k, s) < MOSTLY * (float)(k->to[s] - k->from[s]))
            return false;
    return true;
}

static uint32_t block_words(const block *k) {
    return k->to[0] - k->from[0] + k->to[1] - k->from[1];
}

static int block_order(const void *p, const void *q) {
    const block *k = p, *l = q;
    float x = k->score * (float)block_words(k), y = l->score * (float)block_words(l);
    if (x != y) return x > y ? -1 : 1;
    if (k->from[0] != l->from[0]) return k->from[0] < l->from[0] ? -1 : 1;
    return k->from[1] < l->from[1] ? -1 : k->from[1] > l->from[1];
}

static rt_span bytes_of(const rt_terms *t, uint32_t from, uint32_t to) {
    return (rt_span){t->span[from].start, t->span[to - 1].end};
}

static int passage_order(const void *p, const void *q) {
    const rt_passage *x = p, *y = q;
    return x->a.start < y->a.start ? -1 : x->a.start > y->a.start;
}

static block_vec verbatim_blocks(const match_text *const text[2], const uint32_t words[2],
                                 arena *mem) {
    block_vec blocks = {0};
    uint32_t runs_n, chains_n;
    const exact_run *runs =
        exact_runs((exact_words){text[0]->terms.hash, words[0]},
                   (exact_words){text[1]->terms.hash, words[1]}, mem, &runs_n);
    const match_chain *chains = chain_runs(runs, runs_n, words, mem, &chains_n);
    for (uint32_t i = 0; i < chains_n; i++)
        if (chains[i].equal >= (uint32_t)VERBATIM_WORDS)
            *vec_push(mem, &blocks) = block_of_chain(&chains[i]);
    return blocks;
}

static block_vec reworded_blocks(const match_text *const text[2], arena *mem) {
    block_vec blocks = {0};
    pair_texts pair;
    pair_init(&pair, &text[0]->terms, &text[1]->terms, mem);
    uint32_t n;
    const reword_fragment *fragments = reword_fragments(&pair, mem, &n);
    for (uint32_t i = 0; i < n; i++) {
        block k = block_of_fragment(&pair, &fragments[i]);
        if (block_words(&k) >= (uint32_t)REWORDED_WORDS) *vec_push(mem, &blocks) = k;
    }
    if (blocks.n > 1) qsort(blocks.at, blocks.n, sizeof *blocks.at, block_order);
    return blocks;
}

/* Passages in words, none overlapping another. */
static block_vec find_blocks(const match_options *options,
                             const match_text *const text[2], arena *mem) {
    const uint32_t words[2] = {text[0]->terms.n, text[1]->terms.n};
    block_vec verbatim = verbatim_blocks(text, words, mem);
    if (options && options->verbatim_only) return verbatim;
    taken same = taken_none(words, mem), all = taken_none(words, mem);
    for (uint32_t i = 0; i < verbatim.n; i++) mark_taken(&same, &verbatim.at[i]);
    block_vec reworded = reworded_blocks(text, mem), out = {0};
    for (uint32_t i = 0; i < reworded.n; i++)
        if (!mostly(&same, &reworded.at[i])) place(&all, &reworded.at[i], mem, &out);
    for (uint32_t i = 0; i < verbatim.n; i++) place(&all, &verbatim.at[i], mem, &out);
    return out;
}

/* Whether `a` comes first in the order in which two texts are always aligned, so that
 * (a, b) and (b, a) give the same passages. */
static bool comes_first(const rt_terms *a, const rt_terms *b) {
    if (a->n != b->n) return a->n < b->n;
    return a->n == 0 || memcmp(a->hash, b->hash, a->n * sizeof *a->hash) <= 0;
}

void match_align(const match_index *index, const match_options *options,
                 const match_text *a, const match_text *b, arena *mem, rt_pair *out) {
    bool turned = !comes_first(&a->terms, &b->terms);
    const match_text *const text[2] = {turned ? b : a, turned ? a : b};
    block_vec blocks = find_blocks(options, text, mem);
    rt_passage *passages = arena_many(mem, rt_passage, blocks.n);
    uint32_t covered[2] = {0, 0};
    for (uint32_t i = 0; i < blocks.n; i++) {
        const block *k = &blocks.at[i];
        rt_span span[2];
        for (int s = 0; s < 2; s++) {
            span[s] = bytes_of(&text[s]->terms, k->from[s], k->to[s]);
            covered[s] += k->to[s] - k->from[s];
        }
        passages[i] = (rt_passage){span[turned], span[!turned], k->kind, k->score};
    }
    if (blocks.n > 1) qsort(passages, blocks.n, sizeof *passages, passage_order);
    out->passages = passages;
    out->passages_n = blocks.n;
    out->similarity = similar_between(match_index_similar(index), text[0], text[1], mem);
    out->a_covered = a->terms.n ? (float)covered[turned] / (float)a->terms.n : 0;
    out->b_covered = b->terms.n ? (float)covered[!turned] / (float)b->terms.n : 0;
}
