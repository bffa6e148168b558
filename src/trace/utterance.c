#include "trace/utterance.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <stdlib.h>

typedef VEC(utterance) utterance_vec;
typedef VEC(utterance_pair) pair_vec;

static uint64_t speaker_key(rt_str speaker, arena *a) {
    rt_str folded = utf8_fold_plain(a, str_trim(speaker));
    if (!folded.n) return 0;
    size_t last = folded.n;
    while (last > 0 && folded.s[last - 1] != ' ') last--;
    return hash_str(str_from(folded, last)) | 1;
}

static int compare_u64(const void *x, const void *y) {
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

/* One key for each two content words with at most one other between them, in either
 * order, and one for each three words in a row. Returns how many, at most 3 a word. */
static uint32_t run_keys(const rt_terms *terms, place_run run, uint64_t *out) {
    uint64_t last[2] = {0, 0};
    uint32_t n = 0, content = 0;
    for (uint32_t i = run.first; i < run.last; i++) {
        if (i >= run.first + 2)
            out[n++] = hash_mix(terms->hash[i - 2] + 3 * terms->hash[i - 1] +
                                7 * terms->hash[i]);
        if (terms->flags[i] & RT_TERM_STOP) continue;
        for (uint32_t k = 0; k < 2 && k < content; k++)
            if (last[k] != terms->stem[i]) out[n++] = hash_mix(last[k] ^ terms->stem[i]);
        last[1] = last[0];
        last[0] = terms->stem[i];
        content++;
    }
    return n;
}

const uint64_t *trace_quotation_keys(const trace_item *item, arena *a, uint32_t *n) {
    uint64_t *out = arena_many(a, uint64_t, 3 * (size_t)item->terms->n + 1);
    uint32_t total = 0, end = 0;
    for (uint32_t q = 0; q < item->marks->quotations_n; q++) {
        const rt_quotation *quotation = &item->marks->quotations[q];
        for (uint32_t c = 0;
             quotation->type != RT_QUOTE_SCARE && c < quotation->content_n; c++) {
            place_run run = place_terms(item->terms, quotation->content[c]);
            if (run.first < end) run.first = end; /* layered quotations overlap */
            if (run.last <= run.first) continue;
            total += run_keys(item->terms, run, out + total);
            end = run.last;
        }
    }
    *n = bag_sort_once(out, total);
    return out;
}

/* The keys of the story's own quotations, ascending. */
typedef struct key_list {
    const uint64_t *at;
    size_t n;
} key_list;

static bool shares_key(const rt_terms *terms, place_run run, const key_list *own) {
    enum { MOST_WORDS = 200 };
    uint64_t keys[3 * MOST_WORDS];
    if (run.last > run.first + MOST_WORDS) run.last = run.first + MOST_WORDS;
    uint32_t n = run_keys(terms, run, keys);
    for (uint32_t i = 0; i < n; i++)
        if (bsearch(&keys[i], own->at, own->n, sizeof *own->at, compare_u64)) return true;
    return false;
}

/* Adds the part of one content span that lies in each sentence it touches; with `own`
 * only what shares a key. */
static void gather_span(const trace_item *item, utterance base, rt_span content,
                        const key_list *own, arena *a, utterance_vec *out) {
    uint32_t s = place_sentence(item->marks, content.start);
    if (s == UINT32_MAX) s = 0;
    for (; s < item->marks->sentences_n; s++) {
        rt_span sentence = item->marks->sentences[s];
        if (sentence.start >= content.end) break;
        utterance u = base;
        u.span.start = sentence.start > content.start ? sentence.start : content.start;
        u.span.end = sentence.end < content.end ? sentence.end : content.end;
        u.run = place_terms(item->terms, u.span);
        if (u.run.first >= u.run.last) continue;
        if (own && !shares_key(item->terms, u.run, own)) continue;
        u.bag = bag_take(item->terms, u.run, a);
        *vec_push(a, out) = u;
    }
}

static void gather_article(const trace_input *in, uint32_t article, const key_list *own,
                           arena *a, utterance_vec *out) {
    const trace_item *item = &in->items[article];
    for (uint32_t q = 0; q < item->marks->quotations_n; q++) {
        const rt_quotation *quotation = &item->marks->quotations[q];
        if (quotation->type == RT_QUOTE_SCARE) continue;
        utterance base = {.article = article, .quotation = q};
        if (quotation->speaker_class == RT_SPEAKER_NAMED)
            base.speaker = speaker_key(quotation->speaker, a);
        else if (quotation->speaker.n)
            base.voice = hash_str(utf8_fold_plain(a, quotation->speaker)) | 1;
        for (uint32_t c = 0; c < quotation->content_n; c++)
            gather_span(item, base, quotation->content[c], own, a, out);
    }
}

static key_list own_keys(const trace_input *in, arena *a) {
    VEC(uint64_t) all = {0};
    for (uint32_t i = 0; i < in->n; i++) {
        uint32_t n;
        const uint64_t *keys = trace_quotation_keys(&in->items[i], a, &n);
        for (uint32_t k = 0; k < n; k++) *vec_push(a, &all) = keys[k];
    }
    return (key_list){all.at, bag_sort_once(all.at, all.n)};
}

const utterance *utterance_gather(const trace_input *in, arena *a, uint32_t *n,
                                  bag_index *index) {
    utterance_vec out = {0};
    for (uint32_t i = 0; i < in->n; i++) gather_article(in, i, NULL, a, &out);
    if (in->others_n) {
        key_list own = own_keys(in, a);
        for (uint32_t i = 0; i < in->others_n; i++)
            gather_article(in, in->n + i, &own, a, &out);
    }
    bag **bags = arena_many(a, bag *, out.n);
    for (uint32_t i = 0; i < out.n; i++) bags[i] = &out.at[i].bag;
    *index = bag_weigh(bags, out.n, a);
    *n = out.n;
    return out.at;
}

/* The longest common run of words; quadratic, hence the cap on either side. */
static void longest_run(const rt_terms *tx, place_run x, const rt_terms *ty, place_run y,
                        arena *scratch, utterance_match *m) {
    enum { MOST = 400 };
    uint32_t nx = x.last - x.first, ny = y.last - y.first, end = 0;
    if (nx > MOST) nx = MOST;
    if (ny > MOST) ny = MOST;
    uint32_t *row = arena_many(scratch, uint32_t, ny + 1);
    for (uint32_t i = 0; i < nx; i++) {
        for (uint32_t j = ny; j > 0; j--) {
            bool equal = tx->hash[x.first + i] == ty->hash[y.first + j - 1];
            row[j] = equal ? row[j - 1] + 1 : 0;
            if (row[j] <= m->run) continue;
            m->run = row[j];
            end = x.first + i + 1;
        }
    }
    for (uint32_t i = end - m->run; i < end; i++)
        m->run_content += !(tx->flags[i] & RT_TERM_STOP);
}

utterance_match utterance_compare(const trace_input *in, const utterance *x,
                                  const utterance *y, arena *scratch) {
    utterance_match m = {0};
    float shared = bag_shared(&x->bag, &y->bag, &m.stems);
    float lighter = x->bag.total < y->bag.total ? x->bag.total : y->bag.total;
    if (lighter > 0) {
        m.containment = shared / lighter;
        m.dice = 2 * shared / (x->bag.total + y->bag.total);
    }
    if (x->speaker && y->speaker) m.speaker = x->speaker == y->speaker ? 1 : -1;
    if (x->voice && x->voice == y->voice) m.speaker = 1;
    if (m.stems >= 2 || m.containment > 0.9F)
        longest_run(in->items[x->article].terms, x->run, in->items[y->article].terms,
                    y->run, scratch, &m);
    return m;
}

static int compare_pairs(const void *x, const void *y) {
    const utterance_pair *a = x, *b = y;
    if (a->x != b->x) return a->x < b->x ? -1 : 1;
    return (a->y > b->y) - (a->y < b->y);
}

/* Meetings of utterance `i` over its stems, rarest stems first, until enough are found.
 */
static void near_ones(const trace_input *in, const utterance *u, uint32_t i,
                      const bag_index *index, arena *a, pair_vec *out) {
    enum { RAREST = 8, LONGEST = 400 };
    uint32_t before = out->n;
    for (uint32_t round = 0; round < 2; round++) {
        for (uint32_t k = 0; k < u[i].bag.n; k++) {
            uint32_t first, last = bag_range(index, u[i].bag.stem[k], &first);
            bool rare = last - first <= RAREST;
            if (rare != (round == 0) || last - first > LONGEST) continue;
            for (uint32_t p = first; p < last && out->n - before < UTTERANCE_NEAR; p++) {
                uint32_t j = index->entry[p].bag;
                if (j == i || u[j].article == u[i].article) continue;
                if (u[i].article >= in->n && u[j].article >= in->n) continue;
                *vec_push(a, out) = (utterance_pair){i < j ? i : j, i < j ? j : i};
            }
        }
    }
}

const utterance_pair *utterance_candidates(const trace_input *in, const utterance *u,
                                           uint32_t n, const bag_index *index, arena *a,
                                           uint32_t *pairs_n) {
    pair_vec pairs = {0};
    for (uint32_t i = 0; i < n; i++) near_ones(in, u, i, index, a, &pairs);
    if (pairs.n > 1) qsort(pairs.at, pairs.n, sizeof *pairs.at, compare_pairs);
    uint32_t distinct = 0;
    for (uint32_t i = 0; i < pairs.n; i++)
        if (!distinct || compare_pairs(&pairs.at[distinct - 1], &pairs.at[i]) != 0)
            pairs.at[distinct++] = pairs.at[i];
    *pairs_n = distinct;
    return pairs.at;
}
