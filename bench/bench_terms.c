/* Speed of cutting text into terms. Usage: bench_terms FILE [LANGUAGE]; the file is cut
 * in pieces of about an article's size, several times over. */
#include "base/hash.h"
#include "mark/mark.h"

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

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    arena whole, a;
    arena_init(&whole, 0), arena_init(&a, 0);
    rt_str text = file_of(argv[1], &whole);
    lexicon *lex = lexicon_new();
    mark_words *words = mark_words_new(lex);
    printf("%-6s %12s %12s %10s\n", "round", "bytes", "terms", "MB/s");
    for (int round = 1; round <= ROUNDS; round++) {
        double start = now();
        uint64_t terms = 0;
        for (size_t at = 0; at < text.n; at += PIECE) {
            rt_article article = {
                .language = str_of(argc > 2 ? argv[2] : "en"),
                .text = {text.s + at, text.n - at < PIECE ? text.n - at : PIECE}};
            rt_terms t;
            mark_terms(words, &article, NULL, &a, &t);
            terms += t.n;
            arena_reset(&a);
        }
        printf("%-6d %12zu %12llu %10.0f\n", round, text.n, (unsigned long long)terms,
               1e-6 * (double)text.n / (now() - start));
    }
    mark_words_free(words), lexicon_free(lex);
    arena_release(&whole), arena_release(&a);
    return 0;
}
