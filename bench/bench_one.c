/* Measures how long one more article takes in a corpus that is there already.
 *     bench_one CORPUS       adds 20 retellings, each of one of its articles
 * Each is read, marked, looked up, compared and grouped, and is on the disk when its time
 * ends. Wall and CPU milliseconds; the CPU's leave out waiting for the disk. */
#include "retold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MORE = 20 };

typedef struct sample {
    char *text[MORE];
    int n;
} sample;

static rt_code take(void *context, const rt_article *article, rt_err *err) {
    (void)err;
    sample *s = context;
    s->text[s->n++] = strndup(article->text.s, article->text.n);
    return s->n < MORE ? RT_OK : RT_END;
}

static double milliseconds(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

typedef struct timing {
    double wall, cpu;
} timing;

static timing now(void) {
    return (timing){milliseconds(CLOCK_MONOTONIC),
                    milliseconds(CLOCK_PROCESS_CPUTIME_ID)};
}

static timing since(timing start) {
    timing end = now();
    return (timing){end.wall - start.wall, end.cpu - start.cpu};
}

static rt_code add_one(rt_corpus *corpus, const char *text, rt_err *err) {
    rt_text more = {.size = sizeof more,
                    .text = text,
                    .outlet = "Further Outlet",
                    .published = "2020-06-01"};
    rt_code code = rt_add_text(corpus, &more, NULL, err);
    return code == RT_OK ? rt_settle(corpus, err) : code;
}

static int by_size(const void *x, const void *y) {
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static void print_line(const char *what, double wall, double cpu) {
    printf("%-24s %10.1f %10.1f\n", what, wall, cpu);
}

static rt_code measure(const char *path, rt_err *err) {
    rt_corpus *corpus = NULL;
    sample s = {.n = 0};
    double wall[MORE] = {0}, cpu[MORE] = {0};
    timing start = now();
    rt_code code = rt_open(path, NULL, &corpus, err);
    if (code != RT_OK) return code;
    timing opened = since(start);
    code = rt_each_article(corpus, take, &s, err);
    if (code == RT_END) code = RT_OK;
    for (int i = 0; i < s.n && code == RT_OK; i++) {
        start = now();
        code = add_one(corpus, s.text[i], err);
        timing spent = since(start);
        wall[i] = spent.wall;
        cpu[i] = spent.cpu;
    }
    rt_close(corpus);
    printf("%-24s %10s %10s\n", "milliseconds", "wall", "CPU");
    print_line("open", opened.wall, opened.cpu);
    print_line("first, loads the index", wall[0], cpu[0]);
    qsort(wall + 1, MORE - 1, sizeof *wall, by_size);
    qsort(cpu + 1, MORE - 1, sizeof *cpu, by_size);
    print_line("next, median", wall[MORE / 2], cpu[MORE / 2]);
    print_line("next, worst", wall[MORE - 1], cpu[MORE - 1]);
    for (int i = 0; i < s.n; i++) free(s.text[i]);
    return code;
}

int main(int argc, char **argv) {
    rt_err err = {.code = RT_OK};
    if (argc != 2) return 2;
    if (measure(argv[1], &err) == RT_OK) return 0;
    fprintf(stderr, "%s: %s\n", err.place, err.text);
    return 1;
}
