/* What an index promises: planted retellings are candidates, whatever the order, the
 * threads, and whether it was kept in a file; furniture joins nothing. */
#include "base/pipe.h"
#include "invented.h"
#include "match/posting.h"
#include "match/sketch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { TEXTS = 60, WORDS = 300, PLANTED = 12 };

/* TEXTS texts; text 2i + 1 holds 60 words of text 2i for i below PLANTED. */
static void plant(match_text out[TEXTS], arena *mem) {
    dice d = {7};
    uint32_t *words[TEXTS];
    for (uint32_t i = 0; i < TEXTS; i++) {
        words[i] = random_words(&d, WORDS, 100000, mem);
        if (i % 2 && i < 2 * PLANTED)
            memcpy(words[i] + roll(&d, 200), words[i - 1] + roll(&d, 200),
                   60 * sizeof(uint32_t));
        out[i] = text_of_words(words[i], WORDS, mem);
    }
}

static match_index *index_of(const match_text *texts, const uint32_t *order,
                             bool settle) {
    match_index *index = match_index_new(NULL);
    assert_non_null(index);
    for (uint32_t i = 0; i < TEXTS; i++)
        assert_int_equal(match_index_add(index, &texts[order[i]]), i);
    if (settle) assert_true(match_index_settle(index));
    return index;
}

/* found[x][y]: y is a candidate of x worth aligning, both by their place in `texts`. */
typedef struct findings {
    bool at[TEXTS][TEXTS];
} findings;

static void look_up(const match_index *index, const match_text *texts,
                    const uint32_t *order, findings *out) {
    memset(out, 0, sizeof *out);
    for (uint32_t i = 0; i < TEXTS; i++) {
        arena mem;
        arena_init(&mem, 0);
        uint32_t n;
        const match_candidate *c = match_candidates(index, &texts[order[i]], i, &mem, &n);
        for (uint32_t j = 0; j < n; j++)
            if (c[j].wording) out->at[order[i]][order[c[j].text]] = true;
        arena_release(&mem);
    }
}

static void assert_planted(const findings *f) {
    for (uint32_t i = 0; i < TEXTS; i++)
        for (uint32_t j = 0; j < TEXTS; j++)
            assert_int_equal(f->at[i][j], i / 2 == j / 2 && i != j && i < 2 * PLANTED);
}

static void planted_pairs_are_found_in_any_order(void **state) {
    (void)state;
    arena mem;
    arena_init(&mem, 0);
    match_text texts[TEXTS];
    uint32_t order[TEXTS];
    findings found;
    dice d = {8};
    plant(texts, &mem);
    for (uint32_t i = 0; i < TEXTS; i++) order[i] = i;
    for (int round = 0; round < 4; round++) {
        match_index *index = index_of(texts, order, round % 2);
        look_up(index, texts, order, &found);
        assert_planted(&found);
        match_index_free(index);
        for (uint32_t i = TEXTS; i > 1; i--) {
            uint32_t j = roll(&d, i), swap = order[i - 1];
            order[i - 1] = order[j];
            order[j] = swap;
        }
    }
    arena_release(&mem);
}

typedef struct shared_work {
    const match_index *index;
    const match_text *texts;
    float covered[TEXTS];
    uint32_t candidates[TEXTS];
} shared_work;

static void work(void *context, size_t i, unsigned worker) {
    (void)worker;
    shared_work *w = context;
    arena mem;
    arena_init(&mem, 0);
    rt_pair pair = {0};
    match_candidates(w->index, &w->texts[i], (uint32_t)i, &mem, &w->candidates[i]);
    match_align(w->index, NULL, &w->texts[i], &w->texts[i ^ 1], &mem, &pair);
    w->covered[i] = pair.a_covered + pair.similarity;
    arena_release(&mem);
}

static void threads_change_nothing(void **state) {
    (void)state;
    arena mem;
    arena_init(&mem, 0);
    match_text texts[TEXTS];
    uint32_t order[TEXTS];
    plant(texts, &mem);
    for (uint32_t i = 0; i < TEXTS; i++) order[i] = i;
    match_index *index = index_of(texts, order, true);
    shared_work one = {.index = index, .texts = texts};
    pipe_each(TEXTS, 1, work, &one);
    assert_true(one.covered[0] > 0);
    for (unsigned threads = 2; threads <= 8; threads *= 4) {
        shared_work many = {.index = index, .texts = texts};
        pipe_each(TEXTS, threads, work, &many);
        assert_memory_equal(one.covered, many.covered, sizeof one.covered);
        assert_memory_equal(one.candidates, many.candidates, sizeof one.candidates);
    }
    match_index_free(index);
    arena_release(&mem);
}

/* Changes bytes all over the file: none that counts goes unnoticed, and what is not
 * noticed does no harm. */
static void damage(const char *path, const match_seal *seal) {
    uint32_t noticed = 0, rounds = 0;
    for (long at = 4100;; at += 1009, rounds++) {
        FILE *f = fopen(path, "r+b");
        assert_non_null(f);
        assert_int_equal(fseek(f, at, SEEK_SET), 0);
        int byte = fgetc(f);
        if (byte == EOF) {
            fclose(f);
            break;
        }
        fseek(f, at, SEEK_SET);
        fputc(byte ^ 0x5A, f);
        fclose(f);
        match_index *back;
        rt_code code = match_index_load(NULL, path, seal, &back, NULL);
        assert_true(code == RT_OK || code == RT_E_INPUT);
        noticed += code == RT_E_INPUT;
        match_index_free(back);
        f = fopen(path, "r+b");
        fseek(f, at, SEEK_SET);
        fputc(byte, f);
        fclose(f);
    }
    assert_true(rounds > 20 && noticed > rounds / 4);
}

static void a_kept_index_finds_the_same(void **state) {
    (void)state;
    arena mem;
    arena_init(&mem, 0);
    const char *path = "test_match_index.kept";
    match_text texts[TEXTS];
    uint32_t order[TEXTS];
    findings found;
    plant(texts, &mem);
    for (uint32_t i = 0; i < TEXTS; i++) order[i] = i;
    match_index *index = index_of(texts, order, false), *back, *more;
    match_seal seal = {0, 0}, later;
    assert_int_equal(match_index_save(index, path, &seal, NULL), RT_OK);
    assert_int_equal(match_index_load(NULL, path, &seal, &back, NULL), RT_OK);
    assert_int_equal(match_index_count(back), TEXTS);
    look_up(back, texts, order, &found);
    assert_planted(&found);

    /* What is added comes behind what the file holds; the state before stays readable. */
    later = seal;
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(match_index_add(back, &texts[i]), TEXTS + i);
        assert_int_equal(match_index_save(back, path, &later, NULL), RT_OK);
    }
    assert_true(later.directory != seal.directory);
    assert_int_equal(match_index_load(NULL, path, &later, &more, NULL), RT_OK);
    assert_int_equal(match_index_count(more), TEXTS + 3);
    uint32_t n;
    const match_candidate *c = match_candidates(more, &texts[50], 50, &mem, &n);
    assert_true(n == 0 || c[0].text != 50);
    c = match_candidates(more, &texts[1], 1, &mem, &n);
    assert_true(n >= 2 && c[0].text == TEXTS + 1);
    match_index_free(more);
    match_index_free(back);
    match_index_free(index);

    const match_options verbatim = {.verbatim_only = true};
    assert_int_equal(match_index_load(&verbatim, path, &later, &back, NULL), RT_E_INPUT);
    damage(path, &later);
    assert_int_equal(truncate(path, 3000), 0);
    assert_int_equal(match_index_load(NULL, path, &later, &back, NULL), RT_E_INPUT);
    unlink(path);
    assert_int_equal(match_index_load(NULL, path, &later, &back, NULL), RT_E_IO);
    arena_release(&mem);
}

static void postings_are_those_added(void **state) {
    (void)state;
    enum { HASHES = 50, ADDED = 400, MOST = 20 };
    arena mem;
    arena_init(&mem, 0);
    dice d = {9};
    posting_list list = {0};
    uint64_t hash[HASHES];
    static bool has[HASHES][ADDED];
    for (uint32_t h = 0; h < HASHES; h++) hash[h] = hash_mix(h + 1);
    for (uint32_t t = 0; t < ADDED; t++) {
        for (uint32_t h = 0; h < HASHES; h++) {
            has[h][t] = roll(&d, HASHES) < h / 4;
            if (has[h][t]) assert_true(posting_add(&list, &hash[h], 1, t));
        }
        if (roll(&d, 50) == 0) assert_true(posting_settle(&list));
    }
    const posting_hits *hits = posting_find(&list, hash, HASHES, MOST, &mem);
    for (uint32_t h = 0; h < HASHES; h++) {
        uint32_t n = 0;
        for (uint32_t t = 0; t < ADDED && n <= MOST; t++)
            if (has[h][t] && ++n && (hits[h].n <= MOST || n <= POSTING_TOLD))
                assert_int_equal(hits[h].text[n - 1], t);
        assert_int_equal(hits[h].n, n);
    }
    posting_release(&list);
    arena_release(&mem);
}

static void equal_runs_share_a_seed(void **state) {
    (void)state;
    dice d = {10};
    for (int round = 0; round < 200; round++) {
        arena mem;
        arena_init(&mem, 0);
        uint32_t *a = random_words(&d, 200, 500, &mem), an, bn, shared = 0;
        uint32_t *b = random_words(&d, 200, 500, &mem);
        memcpy(b + roll(&d, 200 - SKETCH_RUN), a + roll(&d, 200 - SKETCH_RUN),
               SKETCH_RUN * sizeof *a);
        match_text s = text_of_words(a, 200, &mem), t = text_of_words(b, 200, &mem);
        const uint64_t *x = sketch_hashes(&s.terms, &mem, &an);
        const uint64_t *y = sketch_hashes(&t.terms, &mem, &bn);
        for (uint32_t i = 0; i < an; i++)
            for (uint32_t j = 0; j < bn; j++) shared += x[i] == y[j];
        assert_true(shared > 0);
        arena_release(&mem);
    }
}

static void furniture_joins_nothing(void **state) {
    (void)state;
    arena mem;
    arena_init(&mem, 0);
    dice d = {11};
    uint32_t *template = random_words(&d, 80, 100000, &mem);
    match_index *index = match_index_new(NULL);
    match_text texts[20];
    for (uint32_t i = 0; i < 20; i++) {
        uint32_t *word = random_words(&d, WORDS, 100000, &mem);
        memcpy(word + 100, template, 80 * sizeof *word);
        texts[i] = text_of_words(word, WORDS, &mem);
        texts[i].group = 77;
        texts[i].day = 1000 + 10 * (int32_t)i;
        match_index_add(index, &texts[i]);
    }
    rt_pair alone = {0}, known = {0};
    match_align(NULL, NULL, &texts[0], &texts[1], &mem, &alone);
    assert_int_equal(alone.passages_n, 1);
    match_align(index, NULL, &texts[0], &texts[1], &mem, &known);
    assert_int_equal(known.passages_n, 0);
    match_index_free(index);
    arena_release(&mem);
}

static void crowds_stay_within_bounds(void **state) {
    (void)state;
    enum { CROWD = 5000 };
    arena mem;
    arena_init(&mem, 0);
    dice d = {12};
    uint32_t *word = random_words(&d, 40, 100000, &mem), n;
    match_index *index = match_index_new(NULL);
    match_text same = text_of_words(word, 40, &mem), empty = text_of_words(word, 0, &mem);
    for (uint32_t i = 0; i < CROWD; i++) match_index_add(index, &same);
    match_index_add(index, &empty);
    assert_true(match_index_settle(index));
    match_candidates(index, &same, 0, &mem, &n);
    assert_true(n > 0 && n < 200);
    match_candidates(index, &empty, CROWD, &mem, &n);
    assert_int_equal(n, 0);
    match_index_free(index);
    arena_release(&mem);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(planted_pairs_are_found_in_any_order),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(a_kept_index_finds_the_same),
        cmocka_unit_test(postings_are_those_added),
        cmocka_unit_test(equal_runs_share_a_seed),
        cmocka_unit_test(furniture_joins_nothing),
        cmocka_unit_test(crowds_stay_within_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
