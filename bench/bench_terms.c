/* Speed of cutting text into terms. Usage: bench_terms FILE [LANGUAGE]; the file is cut
 * in pieces of about an article's size, several times over. */
#include "mark/mark.h"
#include "match/sketch.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PIECE = 4096, ROUNDS = 5 };

/* Processor time: the machine may be shared. */
static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static rt_str file_of(const char *path, arena *a) {
    FILE *in = fopen(path, "rb");
    if (!in) exit(2);
    strbuf b;
    strbuf_init(&b, a);
    char chunk[65536];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, in)) > 0;)
        strbuf_add(&b, (rt_str){chunk, n});
    fclose(in);
    return strbuf_str(&b);
}

typedef struct bench {
    const mark_words *words;
    rt_str text, language;
    arena a;
} bench;

/* All that is known of the words; their hashes alone; these and a sketch of them. */
static void terms(bench *b, const rt_article *article, rt_terms *out) {
    mark_terms(b->words, article, NULL, &b->a, out);
}
static void wording(bench *b, const rt_article *article, rt_terms *out) {
    mark_wording(article, &b->a, out);
}
static void sketched(bench *b, const rt_article *article, rt_terms *out) {
    uint32_t n;
    mark_wording(article, &b->a, out);
    sketch_hashes(out, &b->a, &n);
}

/* Megabytes a second. */
static double speed(bench *b,
                    void (*cut)(bench *b, const rt_article *article, rt_terms *out)) {
    double start = now();
    for (size_t at = 0; at < b->text.n; at += PIECE) {
        rt_article article = {
            .language = b->language,
            .text = {b->text.s + at, b->text.n - at < PIECE ? b->text.n - at : PIECE}};
        rt_terms t;
        cut(b, &article, &t);
        arena_reset(&b->a);
    }
    return 1e-6 * (double)b->text.n / (now() - start);
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    arena whole;
    arena_init(&whole, 0);
    const lexicon *lex = lexicon_all();
    mark_words *words = mark_words_new(lex);
    bench b = {.words = words,
               .text = file_of(argv[1], &whole),
               .language = str_of(argc > 2 ? argv[2] : "en")};
    printf("%-6s %12s %12s %12s %16s\n", "round", "bytes", "terms MB/s", "words MB/s",
           "sketched MB/s");
    for (int round = 1; round <= ROUNDS; round++)
        printf("%-6d %12zu %12.0f %12.0f %16.0f\n", round, b.text.n, speed(&b, terms),
               speed(&b, wording), speed(&b, sketched));
    mark_words_free(words);
    arena_release(&whole), arena_release(&b.a);
    return 0;
}
