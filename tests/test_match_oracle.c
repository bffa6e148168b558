/* Runs and chains against brute force, and what holds for every alignment: symmetry,
 * passages apart from each other, bounds on hostile texts. */
#include "invented.h"
#include "match/chain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { ROUNDS = 300 };

static exact_words words_of(const match_text *t) {
    return (exact_words){t->terms.hash, t->terms.n};
}

/* Every maximal run, by looking at every pair of words. */
static uint32_t all_runs(exact_words a, exact_words b, exact_run *out) {
    uint32_t n = 0;
    for (uint32_t x = 0; x < a.n; x++)
        for (uint32_t y = 0; y < b.n; y++) {
            uint32_t length = 0;
            if (x > 0 && y > 0 && a.hash[x - 1] == b.hash[y - 1]) continue;
            while (x + length < a.n && y + length < b.n &&
                   a.hash[x + length] == b.hash[y + length])
                length++;
            if (length >= EXACT_GRAM) out[n++] = (exact_run){x, y, length};
        }
    return n;
}

static void runs_are_all_maximal_ones(void **state) {
    (void)state;
    dice d = {1};
    for (int round = 0; round < ROUNDS; round++) {
        arena mem;
        arena_init(&mem, 0);
        uint32_t an = roll(&d, 50), bn = roll(&d, 50), n, vocabulary = 2 + roll(&d, 4);
        match_text a = text_of_words(random_words(&d, an, vocabulary, &mem), an, &mem);
        match_text b = text_of_words(random_words(&d, bn, vocabulary, &mem), bn, &mem);
        exact_run expected[2500];
        uint32_t expected_n = all_runs(words_of(&a), words_of(&b), expected);
        exact_table table[2] = {exact_tabulate(words_of(&a), &mem),
                                exact_tabulate(words_of(&b), &mem)};
        const exact_run *found = exact_runs(&table[0], &table[1], &mem, &n);
        if (vocabulary > 2) { /* with two words a gram may stand too often to count */
            assert_int_equal(n, expected_n);
            if (n) assert_memory_equal(found, expected, n * sizeof *found);
        }
        arena_release(&mem);
    }
}

/* What adding a run to a chain is worth, written down anew. */
static float worth(const exact_run *p, const exact_run *q) {
    int px = (int)(p->x + p->n), py = (int)(p->y + p->n);
    int nx = (int)(q->x + q->n) - px, ny = (int)(q->y + q->n) - py;
    int dx = (int)q->x - px, dy = (int)q->y - py;
    if (q->x <= p->x || q->y <= p->y || nx <= 0 || ny <= 0) return -1;
    if (dx > CHAIN_GAP || dy > CHAIN_GAP) return -1;
    int fresh = nx < ny ? nx : ny, gap = dx > dy ? dx : dy;
    if (fresh > (int)q->n) fresh = (int)q->n;
    return (float)fresh - (gap > 0 ? 0.5F * (float)gap : 0);
}

static void chains_are_the_best_there_are(void **state) {
    (void)state;
    dice d = {2};
    for (int round = 0; round < ROUNDS; round++) {
        exact_run runs[CHAIN_LOOK_BACK];
        uint32_t n = roll(&d, CHAIN_LOOK_BACK), x = 0;
        for (uint32_t i = 0; i < n; i++) {
            x += roll(&d, 6);
            runs[i] = (exact_run){x, roll(&d, 120), 4 + roll(&d, 9)};
        }
        float score[CHAIN_LOOK_BACK] = {0}, best[CHAIN_LOOK_BACK] = {0};
        uint32_t from[CHAIN_LOOK_BACK] = {0};
        chain_score(runs, n, score, from);
        for (uint32_t i = 0; i < n; i++) {
            best[i] = (float)runs[i].n;
            for (uint32_t j = 0; j < i; j++) {
                float w = worth(&runs[j], &runs[i]);
                if (w > 0 && best[j] + w > best[i]) best[i] = best[j] + w;
            }
            assert_true(score[i] == best[i]);
            assert_true(from[i] <= i);
        }
    }
}

static void chains_share_no_word(void **state) {
    (void)state;
    dice d = {3};
    for (int round = 0; round < ROUNDS; round++) {
        arena mem;
        arena_init(&mem, 0);
        uint32_t words[2] = {roll(&d, 200), roll(&d, 200)}, runs_n, n;
        match_text a = text_of_words(random_words(&d, words[0], 4, &mem), words[0], &mem);
        match_text b = text_of_words(random_words(&d, words[1], 4, &mem), words[1], &mem);
        exact_table table[2] = {exact_tabulate(words_of(&a), &mem),
                                exact_tabulate(words_of(&b), &mem)};
        const exact_run *runs = exact_runs(&table[0], &table[1], &mem, &runs_n);
        const match_chain *chains = chain_runs(runs, runs_n, words, &mem, &n);
        uint8_t seen[2][200] = {{0}};
        for (uint32_t i = 0; i < n; i++) {
            assert_true(chains[i].equal >= CHAIN_WORDS);
            assert_true(chains[i].equal <= chains[i].a1 - chains[i].a0);
            for (uint32_t x = chains[i].a0; x < chains[i].a1; x++)
                assert_int_equal(seen[0][x]++, 0);
            for (uint32_t y = chains[i].b0; y < chains[i].b1; y++)
                assert_int_equal(seen[1][y]++, 0);
        }
        arena_release(&mem);
    }
}

/* Two texts with some passages of the first in the second, moved and edited. */
static void retell(dice *d, match_text out[2], arena *mem) {
    uint32_t an = 50 + roll(d, 400), bn = 50 + roll(d, 400);
    uint32_t *a = random_words(d, an, 3000, mem), *b = random_words(d, bn, 3000, mem);
    for (uint32_t k = roll(d, 4); k > 0; k--) {
        uint32_t n = 10 + roll(d, 30), x = roll(d, an - n), y = roll(d, bn - n);
        uint32_t edits = roll(d, 3) * 5;
        for (uint32_t i = 0; i < n; i++)
            b[y + i] = edits && roll(d, 40) < edits ? roll(d, 3000) : a[x + i];
    }
    out[0] = text_of_words(a, an, mem);
    out[1] = text_of_words(b, bn, mem);
}

static void alignment_is_symmetric_and_apart(void **state) {
    (void)state;
    dice d = {4};
    uint32_t passages = 0;
    for (int round = 0; round < ROUNDS; round++) {
        arena mem;
        arena_init(&mem, 0);
        match_text t[2];
        rt_pair ab = {0}, ba = {0};
        retell(&d, t, &mem);
        match_align(NULL, NULL, &t[0], &t[1], &mem, &ab);
        match_align(NULL, NULL, &t[1], &t[0], &mem, &ba);
        assert_int_equal(ab.passages_n, ba.passages_n);
        assert_true(ab.a_covered == ba.b_covered && ab.b_covered == ba.a_covered);
        passages += ab.passages_n;
        for (uint32_t i = 0; i < ab.passages_n; i++) {
            const rt_passage *p = &ab.passages[i];
            assert_true(p->a.start < p->a.end && p->a.end <= 5 * t[0].terms.n);
            assert_true(p->b.start < p->b.end && p->b.end <= 5 * t[1].terms.n);
            assert_true(p->score > 0 && p->score <= 1);
            uint32_t mirrored = 0;
            for (uint32_t j = 0; j < ba.passages_n; j++)
                mirrored += memcmp(&ba.passages[j].b, &p->a, sizeof p->a) == 0 &&
                            memcmp(&ba.passages[j].a, &p->b, sizeof p->b) == 0;
            assert_int_equal(mirrored, 1);
            for (uint32_t j = 0; j < i; j++) {
                assert_true(ab.passages[j].a.end <= p->a.start);
                assert_true(ab.passages[j].b.end <= p->b.start ||
                            p->b.end <= ab.passages[j].b.start);
            }
        }
        arena_release(&mem);
    }
    assert_true(passages > ROUNDS / 2);
}

static void moved_paragraphs_are_found_in_any_order(void **state) {
    (void)state;
    arena mem;
    arena_init(&mem, 0);
    dice d = {5};
    uint32_t *a = random_words(&d, 300, 100000, &mem);
    uint32_t *b = random_words(&d, 300, 100000, &mem);
    memcpy(b, a + 200, 60 * sizeof *a);
    memcpy(b + 200, a + 20, 60 * sizeof *a);
    match_text s = text_of_words(a, 300, &mem), t = text_of_words(b, 300, &mem);
    rt_pair pair = {0};
    match_align(NULL, NULL, &s, &t, &mem, &pair);
    assert_int_equal(pair.passages_n, 2);
    assert_int_equal(pair.passages[0].a.start, 100);
    assert_int_equal(pair.passages[0].a.end, 399);
    assert_int_equal(pair.passages[0].b.start, 1000);
    assert_int_equal(pair.passages[1].b.start, 0);
    assert_int_equal(pair.passages[1].kind, RT_PASSAGE_VERBATIM);
    arena_release(&mem);
}

static void hostile_texts_stay_within_bounds(void **state) {
    (void)state;
    enum { MANY = 200000 };
    arena mem;
    arena_init(&mem, (size_t)1 << 30);
    dice d = {6};
    rt_pair pair = {0};
    uint32_t *one = arena_many(&mem, uint32_t, MANY);
    match_text same = text_of_words(one, MANY, &mem);
    match_text less = text_of_words(one, MANY / 2, &mem);
    match_align(NULL, NULL, &same, &same, &mem, &pair);
    assert_int_equal(pair.passages_n, 1);
    assert_true(pair.a_covered == 1.0F);
    match_align(NULL, NULL, &same, &less, &mem, &pair);
    for (uint32_t i = 0; i < MANY; i++) one[i] = i % 37;
    match_text period = text_of_words(one, MANY, &mem);
    match_align(NULL, NULL, &period, &less, &mem, &pair);
    match_text few = text_of_words(random_words(&d, MANY, 12, &mem), MANY, &mem);
    match_align(NULL, NULL, &period, &few, &mem, &pair);
    match_align(NULL, NULL, &few, &same, &mem, &pair);
    arena_release(&mem);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_are_all_maximal_ones),
        cmocka_unit_test(chains_are_the_best_there_are),
        cmocka_unit_test(chains_share_no_word),
        cmocka_unit_test(alignment_is_symmetric_and_apart),
        cmocka_unit_test(moved_paragraphs_are_found_in_any_order),
        cmocka_unit_test(hostile_texts_stay_within_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
