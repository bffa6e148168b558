#include "app/nearest.h"

#include <string.h>

enum { LONGEST = 31 };

static unsigned least(unsigned a, unsigned b) { return a < b ? a : b; }

/* Optimal string alignment distance (Damerau 1964), of names up to LONGEST letters. */
static unsigned distance(const char *a, size_t a_n, const char *b, size_t b_n) {
    unsigned d[LONGEST + 1][LONGEST + 1];
    for (size_t i = 0; i <= a_n; i++) d[i][0] = (unsigned)i;
    for (size_t j = 0; j <= b_n; j++) d[0][j] = (unsigned)j;
    for (size_t i = 1; i <= a_n; i++) {
        for (size_t j = 1; j <= b_n; j++) {
            d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1,
                            d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a_n][b_n];
}

const char *nearest(const char *given, const char *const *names, size_t n) {
    size_t given_n = strlen(given);
    if (given_n > LONGEST) return NULL;
    const char *best = NULL;
    unsigned best_distance = (unsigned)given_n / 3 + 1;
    for (size_t i = 0; i < n; i++) {
        size_t name_n = strlen(names[i]);
        if (name_n > LONGEST) continue;
        unsigned d = distance(given, given_n, names[i], name_n);
        if (d < best_distance + !best) {
            best = names[i];
            best_distance = d;
        }
    }
    return best;
}
