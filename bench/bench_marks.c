/* Speed of reading and of marking, on texts in memory and one thread.
 *     bench_marks PATH...    the texts below PATH, read raw as `retold marks --raw` does
 *     bench_marks            a made-up corpus of English articles
 * Prints the best of some rounds in processor time. Instructions of marking alone:
 *     valgrind --tool=callgrind --toggle-collect=mark_article bench_marks PATH... */
#include "base/hash.h"
#include "base/vec.h"
#include "mark/mark.h"
#include "read/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 7, ARTICLES = 1500, PARAGRAPHS = 14, SENTENCES = 3 };

/* Processor time: the machine may be shared. */
static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef VEC(read_record) records;

/* ---------------------------------------------------------------- made-up articles */

/* "@" stands for a person, "#" for a figure, "%" for a place. */
static const char *const sentence[] = {
    "The council of % voted on Tuesday to rebuild the harbour, which had been closed "
    "since "
    "the storm of last March.",
    "\"We will not leave anybody behind,\" said @, the mayor of %.",
    "@ told reporters that the repairs would cost nearly $# million and take two years.",
    "According to two officials familiar with the plan, # people would have to move.",
    "The ministry did not respond to a request for comment.",
    "A spokeswoman for the port authority called the figures \"misleading\" and said "
    "that a "
    "new estimate was due in the autumn.",
    "Fishermen in % and the villages around it have waited for an answer for months, and "
    "few of them expect one before the winter.",
    "The Harbour Herald first reported the vote, which passed with # votes to 12.",
    "Last year # households received help, up from # in 2019, the statistics office "
    "said.",
    "\"It is a start,\" @ said. \"But nobody here believes that it will be finished in "
    "time, "
    "and we have heard such promises before.\"",
    "The old quay, built by hand from stone that was carried down the river on barges, "
    "will "
    "be kept as it is.",
    "Critics of the plan, among them @, argue that the money would be better spent on "
    "schools.",
};

static uint32_t roll(uint64_t *state, uint32_t below) {
    *state += 0x9E3779B97F4A7C15U;
    return (uint32_t)(((hash_mix(*state) >> 32) * below) >> 32);
}

#define PICK(state, list) ((list)[roll((state), sizeof(list) / sizeof *(list))])

static void write_slot(strbuf *b, uint64_t *state, char slot) {
    static const char *const first[] = {"Anna", "Peter", "Maria", "Thomas", "Laura"};
    static const char *const last[] = {"Kolver", "Brandt", "Oskarin", "Tellwright",
                                       "Marle"};
    static const char *const place[] = {"Upper Marle", "Kolva", "Port Selwick", "Brasse"};
    char figure[16];
    if (slot == '#') {
        snprintf(figure, sizeof figure, "%u", 13 + roll(state, 900));
        strbuf_add(b, str_of(figure));
    } else if (slot == '%') {
        strbuf_add(b, str_of(PICK(state, place)));
    } else {
        strbuf_add(b, str_of(PICK(state, first)));
        strbuf_char(b, ' ');
        strbuf_add(b, str_of(PICK(state, last)));
    }
}

static rt_str made_up(uint64_t number, arena *a) {
    uint64_t state = hash_mix(number + 1);
    strbuf b;
    strbuf_init(&b, a);
    for (int i = 0; i < PARAGRAPHS * SENTENCES; i++) {
        for (const char *s = PICK(&state, sentence); *s; s++)
            if (*s == '@' || *s == '#' || *s == '%') write_slot(&b, &state, *s);
            else strbuf_char(&b, *s);
        strbuf_char(&b, i % SENTENCES == SENTENCES - 1 ? '\n' : ' ');
    }
    return strbuf_str(&b);
}

/* ---------------------------------------------------------------- rounds */

static size_t load(int n, char **paths, const read_options *options, arena *a,
                   records *out) {
    size_t bytes = 0;
    rt_err err;
    if (!n)
        for (uint64_t i = 0; i < ARTICLES; i++)
            *vec_push(a, out) =
                (read_record){.source = STR("made up"), .bytes = made_up(i, a)};
    read_input *in;
    if (n && read_open((const char *const *)paths, (size_t)n, options, &in, &err))
        exit(2);
    for (rt_code code = n ? RT_OK : RT_END; code != RT_END;) {
        read_record r;
        code = read_next(in, a, &r, &err);
        if (code == RT_OK) *vec_push(a, out) = r;
    }
    if (n) read_close(in);
    for (uint32_t i = 0; i < out->n; i++) bytes += out->at[i].bytes.n;
    return bytes;
}

/* Seconds of one round: reads all texts and, when there are words, marks them. */
static double one_round(const records *all, const read_options *options,
                        const mark_words *words) {
    arena a;
    arena_init(&a, 0);
    rt_err err;
    double start = now();
    for (uint32_t i = 0; i < all->n; i++) {
        rt_article article = {0};
        rt_marks marks;
        rt_code code = read_article(&all->at[i], options, &a, &article, &err);
        if (code == RT_OK && words) mark_article(words, &article, &a, &marks);
        arena_reset(&a);
    }
    arena_release(&a);
    return now() - start;
}

int main(int argc, char **argv) {
    arena whole;
    arena_init(&whole, 0);
    const lexicon *lex = lexicon_all();
    mark_words *words = mark_words_new(lex);
    read_options options = {.lex = lex, .raw = true};
    records all = {0};
    double mb = 1e-6 * (double)load(argc - 1, argv + 1, &options, &whole, &all);
    double best_read = 1e9, best = 1e9;
    for (int i = 0; i < ROUNDS; i++) {
        double read = one_round(&all, &options, NULL);
        double both = one_round(&all, &options, words);
        if (read < best_read) best_read = read;
        if (both < best) best = both;
    }
    double best_mark = best - best_read;
    printf("%u texts, %.2f MB\n", all.n, mb);
    printf("%-12s %10s %10s\n", "stage", "s", "MB/s");
    printf("%-12s %10.4f %10.1f\n", "read", best_read, mb / best_read);
    printf("%-12s %10.4f %10.1f\n", "mark", best_mark, mb / best_mark);
    printf("%-12s %10.4f %10.1f\n", "read + mark", best, mb / best);
    mark_words_free(words);
    arena_release(&whole);
    return 0;
}
