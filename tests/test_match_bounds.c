/* That work and memory of the reuse engine stay linear on texts made to break it: the
 * words that runs reach over, seeds, candidates and bytes are counted, no time is. */
#include "invented.h"
#include "match/exact.h"
#include "match/seed.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { WORDS = 6000 };

/* Word `i` of a text of each kind. */
static uint32_t one_word(dice *d, uint32_t i) { return (void)d, (void)i, 7; }
static uint32_t a_period(dice *d, uint32_t i) { return (void)d, i % 37; }
static uint32_t few_words(dice *d, uint32_t i) { return (void)i, roll(d, 12); }
/* Grams that stand once among grams that stand everywhere. */
static uint32_t rare_among_many(dice *d, uint32_t i) {
    return (void)d, i % 9 ? 1 : 1000 + i;
}
/* As many places for each gram as are still followed. */
static uint32_t just_followed(dice *d, uint32_t i) {
    return (void)d, i % (WORDS / EXACT_REPEATS);
}
/* Common words with one of its own in each sentence. */
static uint32_t a_list(dice *d, uint32_t i) {
    return i % 10 == 3 ? 5000 + roll(d, 100) : i % 10;
}

static uint32_t (*const kinds[])(dice *d, uint32_t i) = {
    one_word, a_period, few_words, rare_among_many, just_followed, a_list};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* `n` words of a kind; every 500th is another one with each `version`. */
static match_text hostile(uint32_t kind, uint32_t n, uint32_t version, arena *mem) {
    dice d = {kind + 1};
    uint32_t *word = arena_many(mem, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        word[i] = kinds[kind](&d, i);
        if (i % 500 == 250) word[i] = 100000 + version;
    }
    return text_of_words(word, n, mem);
}

static exact_words words_of(const match_text *t) {
    return (exact_words){t->terms.hash, t->terms.n};
}

static void runs_reach_over_a_word_a_fixed_number_of_times(void **state) {
    (void)state;
    for (uint32_t k = 0; k < KINDS * KINDS; k++) {
        arena mem;
        arena_init(&mem, 0);
        match_text a = hostile(k / KINDS, WORDS, 1, &mem);
        match_text b = hostile(k % KINDS, WORDS, 2, &mem);
        exact_table table[2] = {exact_tabulate(words_of(&a), &mem),
                                exact_tabulate(words_of(&b), &mem)};
        uint32_t n;
        uint64_t words = 0;
        const exact_run *runs = exact_runs(&table[0], &table[1], &mem, &n);
        for (uint32_t i = 0; i < n; i++) {
            words += runs[i].n;
            if (i) assert_false(runs[i].x == runs[i - 1].x && runs[i].y == runs[i - 1].y);
        }
        assert_true(words <= (uint64_t)2 * EXACT_REPEATS * WORDS);
        arena_release(&mem);
    }
}

static void seeds_stay_within_their_bounds(void **state) {
    (void)state;
    for (uint32_t k = 0; k < KINDS * KINDS; k++) {
        arena mem;
        arena_init(&mem, 0);
        match_text t[2] = {hostile(k / KINDS, WORDS, 1, &mem),
                           hostile(k % KINDS, WORDS, 2, &mem)};
        text_side side[2];
        pair_texts p;
        uint64_t followed = 0;
        for (int s = 0; s < 2; s++) side_of(&t[s].terms, &mem, &side[s]);
        pair_meet(&p, &side[0], &side[1], &mem);
        seed_vec seeds = seed_units(&p, &mem);
        for (uint32_t i = 0; i < p.rare_n; i++)
            followed += (uint64_t)side[0].stem[p.shared[i].number[0]].units *
                        side[1].stem[p.shared[i].number[1]].units;
        assert_true(followed <= PAIR_PRODUCTS_LEAST + 2 * WORDS / PAIR_WORDS_A_PRODUCT);
        assert_true(seeds.n <= (uint64_t)SEED_A_UNIT * side[1].units_n);
        arena_release(&mem);
    }
}

/* Bytes that aligning two hostile texts of `n` words takes. */
static size_t bytes_to_align(uint32_t k, uint32_t n) {
    arena mem, work;
    arena_init(&mem, 0), arena_init(&work, 0);
    match_text a = hostile(k / KINDS, n, 1, &mem), b = hostile(k % KINDS, n, 2, &mem);
    rt_pair pair = {0};
    match_align(NULL, NULL, &a, &b, &work, &pair);
    size_t bytes = work.used;
    arena_release(&mem), arena_release(&work);
    return bytes;
}

static void memory_grows_with_the_words(void **state) {
    (void)state;
    for (uint32_t k = 0; k < KINDS * KINDS; k++) {
        size_t some = bytes_to_align(k, WORDS / 4), twice = bytes_to_align(k, WORDS / 2);
        assert_true(twice < 3 * some);
        assert_true(twice < (size_t)20000 * WORDS / 2);
    }
}

static void many_copies_have_few_candidates(void **state) {
    (void)state;
    enum { COPIES = 700, TEXT = 80 };
    arena mem, scratch;
    arena_init(&mem, 0), arena_init(&scratch, 0);
    const match_options options = {.passages_only = true};
    match_index *index = match_index_new(&options);
    match_text same = hostile(2, TEXT, 1, &mem);
    dice d = {5};
    uint32_t *word = random_words(&d, TEXT, 100000, &mem), most = 0;
    for (uint32_t i = 0; i < COPIES; i++)
        assert_int_equal(match_index_add(index, &same), i);
    for (uint32_t i = 0; i < COPIES; i++) { /* a template around a few words of each */
        for (uint32_t k = 0; k < 5; k++) word[40 + k] = 200000 + 5 * i + k;
        match_text filled = text_of_words(word, TEXT, &scratch);
        assert_int_equal(match_index_add(index, &filled), COPIES + i);
        arena_reset(&scratch);
    }
    assert_true(match_index_settle(index));
    match_text filled = text_of_words(word, TEXT, &mem);
    for (uint32_t i = 0; i < 2; i++) {
        uint32_t n;
        match_candidates(index, i ? &filled : &same, i ? 2 * COPIES - 1 : 3, &scratch,
                         &n);
        if (n > most) most = n;
        assert_true(scratch.used < (size_t)1 << 20);
        arena_reset(&scratch);
    }
    assert_true(most <= 64);
    match_index_free(index);
    arena_release(&mem), arena_release(&scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_reach_over_a_word_a_fixed_number_of_times),
        cmocka_unit_test(seeds_stay_within_their_bounds),
        cmocka_unit_test(memory_grows_with_the_words),
        cmocka_unit_test(many_copies_have_few_candidates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
