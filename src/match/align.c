#include "match/chain.h"
#include "match/furniture.h"
#include "match/layout.h"
#include "match/reword.h"
#include "match/similar.h"
#include "match/trim.h"

#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

/* Equal words of the shortest verbatim passage. */
enum { VERBATIM_WORDS = 16 };
/* A reworded block of which chains of equal words make up this share is left to them. */
static const float MOSTLY = 0.8F;
/* What a reworded passage must share, in sums of isf (natural logarithms: 50 is some 15
 * rare words): at all, and times the square of how much of it is shared. */
static const float EVIDENCE = 50, EVIDENCE_SURE = 20;

/* A passage under way, in words of both texts. */
typedef struct block {
    pair_block in;
    float evidence; /* sum of the isf of what both sides share */
    float score;
    rt_passage_kind kind;
} block;
typedef VEC(block) block_vec;

static block block_of_chain(const match_chain *c) {
    uint32_t a = c->a1 - c->a0, b = c->b1 - c->b0;
    return (block){{{c->a0, c->b0}, {c->a1, c->b1}},
                   0,
                   (float)c->equal / (float)(a > b ? a : b),
                   RT_PASSAGE_VERBATIM};
}

static block block_of_fragment(const pair_texts *p, const reword_fragment *f) {
    const side_unit *a = p->side[0]->unit, *b = p->side[1]->unit;
    return (block){{{a[f->a0].from, b[f->b0].from}, {a[f->a1 - 1].to, b[f->b1 - 1].to}},
                   0,
                   f->alike,
                   RT_PASSAGE_REWORDED};
}

/* Words of both texts that a passage has already. */
typedef struct taken {
    uint8_t *word[2];
} taken;

static uint32_t count_taken(const taken *t, const block *k, int side) {
    uint32_t n = 0;
    for (uint32_t i = k->in.from[side]; i < k->in.to[side]; i++) n += t->word[side][i];
    return n;
}

static void mark_taken(taken *t, const block *k) {
    for (int s = 0; s < 2; s++)
        memset(t->word[s] + k->in.from[s], 1, k->in.to[s] - k->in.from[s]);
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
        if ((float)count_taken(verbatim, k, s) <
            MOSTLY * (float)(k->in.to[s] - k->in.from[s]))
            return false;
    return true;
}

/* Makes a block hold a verbatim one that reaches into it on both sides. */
static void join(block *k, const block *verbatim) {
    for (int s = 0; s < 2; s++)
        if (verbatim->in.to[s] <= k->in.from[s] || k->in.to[s] <= verbatim->in.from[s])
            return;
    for (int s = 0; s < 2; s++) {
        if (verbatim->in.from[s] < k->in.from[s]) k->in.from[s] = verbatim->in.from[s];
        if (verbatim->in.to[s] > k->in.to[s]) k->in.to[s] = verbatim->in.to[s];
    }
}

/* The same with all verbatim ones, which are in the order of the first text. */
static void join_all(block *k, const block_vec *verbatim) {
    uint32_t low = 0, high = verbatim->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (verbatim->at[middle].in.to[0] <= k->in.from[0]) low = middle + 1;
        else high = middle;
    }
    for (; low < verbatim->n && verbatim->at[low].in.from[0] < k->in.to[0]; low++)
        join(k, &verbatim->at[low]);
}

static int text_order(const void *p, const void *q) {
    const block *k = p, *l = q;
    return (k->in.from[0] > l->in.from[0]) - (k->in.from[0] < l->in.from[0]);
}

static int block_order(const void *p, const void *q) {
    const block *k = p, *l = q;
    float x = k->evidence, y = l->evidence;
    if (x != y) return x > y ? -1 : 1;
    if (k->in.from[0] != l->in.from[0]) return k->in.from[0] < l->in.from[0] ? -1 : 1;
    return k->in.from[1] < l->in.from[1] ? -1 : k->in.from[1] > l->in.from[1];
}

static rt_span bytes_of(const rt_terms *t, uint32_t from, uint32_t to) {
    return (rt_span){t->span[from].start, t->span[to - 1].end};
}

static int passage_order(const void *p, const void *q) {
    const rt_passage *x = p, *y = q;
    return x->a.start < y->a.start ? -1 : x->a.start > y->a.start;
}

/* The chains of two texts. */
typedef struct chain_list {
    const match_chain *at;
    uint32_t n;
} chain_list;

static const match_layout *layout_of(const match_options *options, match_text *text,
                                     arena *mem) {
    if (!text->layout) text->layout = match_lay_out(options, &text->terms, mem);
    return text->layout;
}

static chain_list find_chains(const match_options *options, match_text text[2],
                              arena *mem) {
    const uint32_t words[2] = {text[0].terms.n, text[1].terms.n};
    uint32_t runs_n;
    chain_list chains;
    const exact_table *grams[2];
    for (int i = 0; i < 2; i++) grams[i] = &layout_of(options, &text[i], mem)->grams;
    const exact_run *runs = exact_runs(grams[0], grams[1], mem, &runs_n);
    chains.at = chain_runs(runs, runs_n, words, mem, &chains.n);
    return chains;
}

/* In the order of the first text; they share no word. */
static block_vec verbatim_blocks(const chain_list *chains, arena *mem) {
    block_vec blocks = {0};
    for (uint32_t i = 0; i < chains->n; i++)
        if (chains->at[i].equal >= VERBATIM_WORDS)
            *vec_push(mem, &blocks) = block_of_chain(&chains->at[i]);
    if (blocks.n > 1) qsort(blocks.at, blocks.n, sizeof *blocks.at, text_order);
    return blocks;
}

/* Sets score and evidence; whether they are enough for a finding. */
static bool weigh_block(const trim_bench *bench, block *k) {
    if (k->in.from[0] == k->in.to[0] || k->in.from[1] == k->in.to[1]) return false;
    pair_evidence e = trim_evidence(bench, &k->in);
    float least = e.total[0] < e.total[1] ? e.total[0] : e.total[1];
    k->score = 2 * e.shared / (e.total[0] + e.total[1]);
    k->evidence = e.shared;
    float share = (k->score + e.shared / least) / 2;
    return k->evidence >= EVIDENCE && k->evidence * share * share >= EVIDENCE_SURE;
}

typedef struct fragment_list {
    const reword_fragment *at;
    uint32_t n;
} fragment_list;

/* The reworded fragments of two texts met, as blocks that end where the shared words do.
 */
static block_vec reworded_blocks(const trim_bench *bench, const fragment_list *fragments,
                                 const block_vec *verbatim, arena *mem) {
    block_vec blocks = {0};
    for (uint32_t i = 0; i < fragments->n; i++) {
        block k = block_of_fragment(bench->p, &fragments->at[i]);
        join_all(&k, verbatim);
        trim_block(bench, &k.in);
        join_all(&k, verbatim);
        if (weigh_block(bench, &k)) *vec_push(mem, &blocks) = k;
    }
    if (blocks.n > 1) qsort(blocks.at, blocks.n, sizeof *blocks.at, block_order);
    return blocks;
}

static bool equal_words(const rt_terms *a, const rt_terms *b) {
    return a->n == b->n && memcmp(a->hash, b->hash, a->n * sizeof *a->hash) == 0;
}

/* The one passage of two texts of equal words. */
static block_vec whole(uint32_t words, arena *mem) {
    block_vec out = {0};
    *vec_push(mem, &out) =
        (block){{{0, 0}, {words, words}}, (float)words, 1, RT_PASSAGE_VERBATIM};
    return out;
}

/* Of verbatim and reworded blocks that overlap, the best. */
static block_vec choose_blocks(const trim_bench *bench, block_vec verbatim,
                               block_vec reworded, arena *mem) {
    const pair_texts *p = bench->p;
    const uint32_t words[2] = {p->side[0]->terms->n, p->side[1]->terms->n};
    taken same = taken_none(words, mem), all = taken_none(words, mem);
    block_vec every = {0}, out = {0};
    for (uint32_t i = 0; i < verbatim.n; i++) {
        block *k = &verbatim.at[i];
        mark_taken(&same, k);
        k->evidence = trim_evidence(bench, &k->in).shared;
        *vec_push(mem, &every) = *k;
    }
    for (uint32_t i = 0; i < reworded.n; i++)
        if (!mostly(&same, &reworded.at[i])) *vec_push(mem, &every) = reworded.at[i];
    if (every.n > 1) qsort(every.at, every.n, sizeof *every.at, block_order);
    for (uint32_t i = 0; i < every.n; i++) place(&all, &every.at[i], mem, &out);
    return out;
}

/* Verbatim and reworded blocks; most pairs have neither, and that shows early. */
static block_vec all_blocks(match_text text[2], const chain_list *chains, arena *mem) {
    pair_texts pair;
    block_vec verbatim = verbatim_blocks(chains, mem);
    fragment_list fragments;
    pair_meet(&pair, &layout_of(NULL, &text[0], mem)->side,
              &layout_of(NULL, &text[1], mem)->side, mem);
    fragments.at = reword_fragments(&pair, seed_units(&pair, mem), chains->at, chains->n,
                                    mem, &fragments.n);
    if (!fragments.n && !verbatim.n) return verbatim;
    trim_bench bench = trim_bench_for(&pair, mem);
    block_vec reworded = reworded_blocks(&bench, &fragments, &verbatim, mem);
    if (!reworded.n && !verbatim.n) return verbatim;
    return choose_blocks(&bench, verbatim, reworded, mem);
}

/* Passages in words, none overlapping another. */
static block_vec find_blocks(const match_index *index, const match_options *options,
                             const match_text *const texts[2], arena *mem) {
    match_text text[2] = {*texts[0], *texts[1]};
    const uint32_t words[2] = {text[0].terms.n, text[1].terms.n};
    if (words[0] == 0) return (block_vec){0};
    if (words[0] >= VERBATIM_WORDS && equal_words(&text[0].terms, &text[1].terms))
        return whole(words[0], mem);
    chain_list chains = find_chains(options, text, mem);
    if (index && furniture_blank(index, chains.at, chains.n, text, mem))
        chains = find_chains(options, text, mem);
    if (options && options->verbatim_only) return verbatim_blocks(&chains, mem);
    return all_blocks(text, &chains, mem);
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
    block_vec blocks = find_blocks(index, options, text, mem);
    rt_passage *passages = arena_many(mem, rt_passage, blocks.n);
    uint32_t covered[2] = {0, 0};
    for (uint32_t i = 0; i < blocks.n; i++) {
        const block *k = &blocks.at[i];
        rt_span span[2];
        for (int s = 0; s < 2; s++) {
            span[s] = bytes_of(&text[s]->terms, k->in.from[s], k->in.to[s]);
            covered[s] += k->in.to[s] - k->in.from[s];
        }
        passages[i] = (rt_passage){span[turned], span[!turned], k->kind, k->score};
    }
    if (blocks.n > 1) qsort(passages, blocks.n, sizeof *passages, passage_order);
    out->passages = passages;
    out->passages_n = blocks.n;
    out->similarity =
        options && options->passages_only
            ? 0
            : similar_between(match_index_similar(index), text[0], text[1], mem);
    out->a_covered = a->terms.n ? (float)covered[turned] / (float)a->terms.n : 0;
    out->b_covered = b->terms.n ? (float)covered[!turned] / (float)b->terms.n : 0;
}
