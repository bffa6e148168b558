/* Time and memory of the reuse engine on texts made to break it, at full size.
 *     bench_hostile          all cases, each in a process of its own
 * What holds for them at any size is in match/match.h; tests/test_match_bounds.c counts
 * it at a smaller one. */
#include "base/hash.h"
#include "match/match.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LONG = 10000000, RECORD = 2700000, COPIES = 100000, FILLED = 10000, STORY = 500 };

static match_text text_of(const uint32_t *word, uint32_t n, arena *mem) {
    uint64_t *hash = arena_raw(mem, n, sizeof *hash);
    rt_span *span = arena_raw(mem, n, sizeof *span);
    uint32_t *sentence = arena_many(mem, uint32_t, n / 20 + 2), sentences = 0;
    for (uint32_t i = 0; i < n; i++) {
        hash[i] = hash_mix(word[i] + 1);
        span[i] = (rt_span){6 * i, 6 * i + 5};
        if (i % 20 == 19 || i + 1 == n) sentence[++sentences] = i + 1;
    }
    uint8_t *flags = arena_many(mem, uint8_t, n);
    return (match_text){.terms = {hash, hash, span, flags, n, sentence, sentences},
                        .day = INT32_MIN};
}

static uint32_t *words(uint32_t n, arena *mem) { return arena_raw(mem, n, 4); }

static uint32_t drawn(uint32_t i, uint32_t below) {
    return (uint32_t)(hash_mix(i + 77) % below);
}

static uint32_t align(const match_text *a, const match_text *b) {
    arena mem;
    arena_init(&mem, 0);
    rt_pair pair = {0};
    match_align(NULL, NULL, a, b, &mem, &pair);
    arena_release(&mem);
    return pair.passages_n;
}

static uint32_t one_word(arena *mem) {
    uint32_t *w = words(LONG + 1, mem);
    for (uint32_t i = 0; i <= LONG; i++) w[i] = 1;
    match_text a = text_of(w, LONG, mem), b = text_of(w, LONG + 1, mem);
    return align(&a, &b);
}

static uint32_t with_itself(arena *mem) {
    uint32_t *w = words(RECORD, mem);
    for (uint32_t i = 0; i < RECORD; i++) w[i] = drawn(i, 60000);
    match_text a = text_of(w, RECORD, mem);
    return align(&a, &a);
}

/* Every 40th word another. */
static uint32_t with_an_edited_copy(arena *mem) {
    uint32_t *w = words(RECORD, mem);
    for (uint32_t i = 0; i < RECORD; i++) w[i] = drawn(i, 60000);
    match_text a = text_of(w, RECORD, mem);
    for (uint32_t i = 0; i < RECORD; i += 40) w[i] = 100000 + i;
    match_text b = text_of(w, RECORD, mem);
    return align(&a, &b);
}

/* Pieces of 40 words in another order. */
static uint32_t with_a_shuffled_copy(arena *mem) {
    enum { PIECE = 40, PIECES = RECORD / PIECE };
    uint32_t *w = words(RECORD, mem), *moved = words(RECORD, mem);
    for (uint32_t i = 0; i < RECORD; i++) w[i] = drawn(i, 60000);
    for (uint32_t p = 0; p < PIECES; p++)
        for (uint32_t i = 0; i < PIECE; i++)
            moved[(uint64_t)p * 104729 % PIECES * PIECE + i] = w[p * PIECE + i];
    match_text a = text_of(w, PIECES * PIECE, mem),
               b = text_of(moved, PIECES * PIECE, mem);
    return align(&a, &b);
}

static uint32_t of_few_words(arena *mem) {
    uint32_t *w = words(RECORD, mem);
    for (uint32_t i = 0; i < RECORD; i++) w[i] = drawn(i, 60);
    match_text a = text_of(w, RECORD, mem);
    for (uint32_t i = 0; i < RECORD; i++) w[i] = drawn(i + RECORD, 60);
    match_text b = text_of(w, RECORD, mem);
    return align(&a, &b);
}

/* Looks all texts up and aligns them with those found before them; `own` words of each
 * are its own. */
static uint32_t crowd(uint32_t texts, uint32_t own, arena *mem) {
    const match_options options = {.passages_only = true};
    match_index *index = match_index_new(&options);
    uint32_t *w = words(STORY, mem), pairs = 0;
    arena scratch;
    arena_init(&scratch, 0);
    for (uint32_t i = 0; i < STORY; i++) w[i] = drawn(i, 60000);
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < texts; i++, arena_reset(&scratch)) {
            uint32_t n = 0;
            for (uint32_t k = 0; k < own; k++)
                w[k] = 100000 + drawn(i * own + k, 1 << 30);
            match_text t = text_of(w, STORY, &scratch);
            if (!round) match_index_add(index, &t);
            else match_candidates(index, &t, i, &scratch, &n);
            pairs += n;
        }
        match_index_settle(index);
    }
    arena_release(&scratch);
    match_index_free(index);
    return pairs;
}
static uint32_t copies(arena *mem) { return crowd(COPIES, 0, mem); }
static uint32_t filled_in(arena *mem) { return crowd(FILLED, 50, mem); }

static uint32_t nothing(arena *mem) {
    match_text a = text_of(NULL, 0, mem);
    return align(&a, &a);
}

static const struct {
    const char *name;
    uint32_t (*run)(arena *mem);
} cases[] = {
    {"one word 10^7 times, and once more", one_word},
    {"2.7 million words with themselves", with_itself},
    {"... with every 40th another", with_an_edited_copy},
    {"... with pieces of 40 in another order", with_a_shuffled_copy},
    {"2.7 million words, 60 different ones", of_few_words},
    {"10^5 equal articles, looked up", copies},
    {"10^4 articles of one template, looked up", filled_in},
    {"nothing with nothing", nothing},
};

static double seconds(struct timeval t) {
    return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

int main(void) {
    printf("%-42s %9s %8s %8s\n", "case", "CPU s", "MB", "found");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fflush(stdout);
        pid_t child = fork();
        if (child < 0) return 2;
        if (child == 0) {
            arena mem;
            arena_init(&mem, 0);
            uint32_t found = cases[i].run(&mem);
            struct rusage used;
            getrusage(RUSAGE_SELF, &used);
            printf("%-42s %9.2f %8.0f %8u\n", cases[i].name,
                   seconds(used.ru_utime) + seconds(used.ru_stime),
                   (double)used.ru_maxrss / 1e3, found);
            exit(0);
        }
        int status;
        waitpid(child, &status, 0);
        if (status) return 2;
    }
    return 0;
}
