#include "base/err.h"
#include "base/hash.h"
#include "base/vec.h"
#include "run/corpus.h"
#include "run/pile.h"
#include "run/relate.h"

#include <stdlib.h>

/* ---- the index */

rt_code corpus_index(rt_corpus *c, const cached_text *text, rt_err *err) {
    match_options matching = {.threads = run_threads(c->options.threads)};
    if (!c->index) c->index = match_index_new(&matching);
    if (!c->index || match_index_add(c->index, &text->text) == UINT32_MAX)
        return err_memory(err, NULL);
    c->indexed++;
    return RT_OK;
}

static rt_code add_to_index(void *context, ingest_item *item, rt_err *err) {
    rt_corpus *c = context;
    cached_text text = {c->indexed + 1, item->article.id, item_text(item)};
    text_cache_put(c->cache, &text);
    return corpus_index(c, &text, err);
}

void corpus_forget(rt_corpus *c) {
    match_index_free(c->index);
    text_cache_free(c->cache);
    c->index = NULL;
    c->cache = text_cache_new();
    c->indexed = c->saved = 0;
    c->seal = (match_seal){0, 0};
}

rt_code corpus_fill_index(rt_corpus *c, rt_err *err) {
    store_sizes sizes;
    rt_code code = store_size(c->store, &sizes, err);
    if (code == RT_OK) code = corpus_load_index(c, sizes.articles, err);
    if (code != RT_OK || sizes.articles <= c->indexed) return code;
    uint32_t n = sizes.articles - c->indexed;
    uint32_t *numbers = malloc(((size_t)n + 1) * sizeof *numbers);
    if (!numbers) return err_memory(err, NULL);
    for (uint32_t i = 0; i < n; i++) numbers[i] = c->indexed + 1 + i;
    ingest_sink sink = {.take = add_to_index, .context = c};
    code = corpus_load(c, numbers, n, INGEST_DIGESTS, &sink, err);
    free(numbers);
    return code;
}

/* ---- pairs */

/* Some articles of the corpus in memory: those to be compared, then their partners. */
typedef struct table {
    rt_corpus *c;
    VEC(match_text) texts;
    VEC(rt_id) ids;
    VEC(uint32_t) numbers;
    const uint32_t *asked; /* articles to be compared, ascending */
    uint32_t asked_n;
    const uint32_t *missing; /* articles on their way from the store */
    related pairs;
    arena a;
    rt_code code;
    rt_err *err;
} table;

static void lay_on(table *t, uint32_t number, rt_id id, match_text text) {
    *vec_push(&t->a, &t->numbers) = number;
    *vec_push(&t->a, &t->ids) = id;
    text.known = number; /* numbers in the index are those of the store less one */
    *vec_push(&t->a, &t->texts) = text;
}

static rt_code take_loaded(void *context, ingest_item *item, rt_err *err) {
    (void)err;
    table *t = context;
    match_text text = item_text(item);
    lay_on(t, *t->missing++, item->article.id, text_copy(&t->a, &text));
    return RT_OK;
}

/* Texts of the cache are used where they are: nothing is put there meanwhile. */
static rt_code load_numbers(table *t, const uint32_t *numbers, uint32_t n, rt_err *err) {
    uint32_t *missing = arena_many(&t->a, uint32_t, n), missing_n = 0;
    for (uint32_t i = 0; i < n; i++) {
        const cached_text *text = text_cache_get(t->c->cache, numbers[i]);
        if (text) lay_on(t, text->number, text->id, text->text);
        else missing[missing_n++] = numbers[i];
    }
    t->missing = missing;
    ingest_sink sink = {.take = take_loaded, .context = t};
    return corpus_load(t->c, missing, missing_n, INGEST_DIGESTS, &sink, err);
}

typedef struct seat {
    uint32_t number, position;
} seat;

static int by_number(const void *x, const void *y) {
    const seat *a = x, *b = y;
    return (a->number > b->number) - (a->number < b->number);
}
static int by_value(const void *x, const void *y) {
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

static bool is_in(const uint32_t *sorted, uint32_t n, uint32_t number) {
    return n && bsearch(&number, sorted, n, sizeof *sorted, by_value);
}

/* Articles of the pairs found that are not on the table, ascending: of those to be
 * aligned, or of the others. */
static const uint32_t *list_partners(table *t, bool aligned, uint32_t *n) {
    uint32_t *ends = arena_raw(&t->a, 2 * t->pairs.n, sizeof *ends), ends_n = 0;
    for (size_t i = 0; i < t->pairs.n; i++) {
        const rt_pair *pair = &t->pairs.pairs[i];
        if (aligned != (pair->similarity <= 0)) continue;
        uint32_t both[] = {pair->a + 1, pair->b + 1};
        for (int k = 0; k < 2; k++)
            if (!is_in(t->asked, t->asked_n, both[k])) ends[ends_n++] = both[k];
    }
    if (ends_n > 1) qsort(ends, ends_n, sizeof *ends, by_value);
    *n = 0;
    for (uint32_t i = 0; i < ends_n; i++)
        if (!i || ends[i] != ends[i - 1]) ends[(*n)++] = ends[i];
    return ends;
}

/* Puts the partners on the table: those to be aligned with their texts, of others only
 * what they are called. */
static rt_code load_partners(table *t, rt_err *err) {
    uint32_t n, others_n;
    const uint32_t *partners = list_partners(t, true, &n);
    const uint32_t *others = list_partners(t, false, &others_n);
    rt_code code = load_numbers(t, partners, n, err);
    for (uint32_t i = 0; code == RT_OK && i < others_n; i++) {
        if (is_in(partners, n, others[i])) continue;
        store_head head;
        code = store_article_head(t->c->store, others[i], &t->a, &head, err);
        lay_on(t, others[i], head.id, (match_text){0});
    }
    return code;
}

/* From numbers in the index to positions on the table, the smaller id first. */
static void seat_pairs(table *t) {
    uint32_t n = t->numbers.n;
    seat *seats = arena_many(&t->a, seat, n);
    for (uint32_t i = 0; i < n; i++) seats[i] = (seat){t->numbers.at[i], i};
    qsort(seats, n, sizeof *seats, by_number);
    for (size_t i = 0; i < t->pairs.n; i++) {
        rt_pair *pair = &t->pairs.pairs[i];
        seat a = {.number = pair->a + 1}, b = {.number = pair->b + 1};
        a = *(seat *)bsearch(&a, seats, n, sizeof a, by_number);
        b = *(seat *)bsearch(&b, seats, n, sizeof b, by_number);
        bool swap = id_cmp(t->ids.at[a.position], t->ids.at[b.position]) > 0;
        pair->a = swap ? b.position : a.position;
        pair->b = swap ? a.position : b.position;
    }
}

static rt_code find_pairs(table *t, rt_err *err) {
    relate_options options = {.threads = t->c->options.threads,
                              .stop = t->c->options.stop};
    uint32_t *texts = arena_many(&t->a, uint32_t, t->asked_n);
    for (uint32_t i = 0; i < t->asked_n; i++) texts[i] = t->numbers.at[i] - 1;
    relate_input in = {t->texts.at, t->asked_n, t->c->index, texts};
    rt_code code = relate_find(&in, &options, &t->pairs, err);
    if (code == RT_OK) code = load_partners(t, err);
    if (code != RT_OK) return code;
    seat_pairs(t);
    in.texts = t->texts.at;
    in.n = t->texts.n;
    code = relate_align(&in, &options, &t->pairs, err);
    if (code == RT_OK) related_prune(&t->pairs);
    return code;
}

static rt_code store_pairs(table *t, rt_err *err) {
    rt_code code = store_begin(t->c->store, err);
    for (size_t i = 0; code == RT_OK && i < t->pairs.n; i++) {
        rt_pair pair = t->pairs.pairs[i];
        pair.a = t->numbers.at[pair.a];
        pair.b = t->numbers.at[pair.b];
        code = store_put_pair(t->c->store, &pair, &t->a, err);
    }
    if (code == RT_OK) return store_commit(t->c->store, err);
    store_rollback(t->c->store);
    return code;
}

static void relate_table(void *context) {
    table *t = context;
    t->code = load_numbers(t, t->asked, t->asked_n, t->err);
    if (t->code == RT_OK) t->code = find_pairs(t, t->err);
    if (t->code == RT_OK) t->code = store_pairs(t, t->err);
}

/* Stores the passages of the pairs that articles `numbers` make with all others. */
static rt_code relate_all(rt_corpus *c, const uint32_t *numbers, uint32_t n,
                          rt_err *err) {
    table t = {.c = c, .asked = numbers, .asked_n = n, .err = err};
    if (!arena_try(&t.a, relate_table, &t)) {
        store_rollback(c->store);
        t.code = err_memory(err, NULL);
    }
    related_release(&t.pairs);
    arena_release(&t.a);
    return t.code;
}

/* ---- all together */

/* Articles without a story, at most `most`. */
static rt_code list_waiting(rt_corpus *c, uint32_t *numbers, uint32_t most, uint32_t *n,
                            rt_err *err) {
    rt_code code = RT_OK;
    for (*n = 0; *n < most && code == RT_OK;) {
        code = store_next_waiting(c->store, *n ? numbers[*n - 1] : 0, &numbers[*n], err);
        if (code == RT_OK) ++*n;
    }
    return code == RT_END ? RT_OK : code;
}

/* Compares the articles in portions that fit into memory. */
static rt_code settle(rt_corpus *c, const uint32_t *numbers, uint32_t n, rt_err *err) {
    enum { PORTION = TEXT_CACHE_PLACES / 2 };
    rt_code code = corpus_fill_index(c, err);
    if (code == RT_OK && !match_index_settle(c->index)) code = err_memory(err, NULL);
    for (uint32_t i = 0; code == RT_OK && i < n; i += PORTION) {
        uint32_t portion = n - i < PORTION ? n - i : PORTION;
        if (c->options.progress)
            c->options.progress(c->options.context,
                                &(rt_progress){.compared = i, .waiting = n - i});
        code = relate_all(c, numbers + i, portion, err);
    }
    if (code == RT_OK) code = corpus_regroup(c, numbers, n, err);
    /* While many come, each time it has doubled; what is left when the corpus is closed.
     */
    bool doubled = c->indexed - c->saved > c->saved;
    return code == RT_OK && doubled ? corpus_save_index(c, err) : code;
}

rt_code rt_settle(rt_corpus *c, rt_err *err) {
    store_sizes sizes;
    rt_code code = store_size(c->store, &sizes, err);
    if (code != RT_OK || !sizes.waiting) return code;
    if (c->options.read_only)
        return err_set(err, RT_E_STORE, store_path(c->store),
                       "holds %u articles that are not compared yet, and is open for "
                       "reading only",
                       sizes.waiting);
    uint32_t most = sizes.waiting, n;
    uint32_t *numbers = malloc(((size_t)most + 1) * sizeof *numbers);
    if (!numbers) return err_memory(err, NULL);
    code = list_waiting(c, numbers, most, &n, err);
    if (code == RT_OK) code = settle(c, numbers, n, err);
    free(numbers);
    return code;
}
