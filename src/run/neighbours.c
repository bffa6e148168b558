#include "run/neighbours.h"

#include <stdlib.h>

typedef struct near {
    uint32_t story, article;
    float similarity;
} near;

static int by_article(const void *x, const void *y) {
    const near *a = x, *b = y;
    if (a->story != b->story) return a->story < b->story ? -1 : 1;
    if (a->article != b->article) return a->article < b->article ? -1 : 1;
    return (a->similarity < b->similarity) - (a->similarity > b->similarity);
}

static int by_similarity(const void *x, const void *y) {
    const near *a = x, *b = y;
    if (a->similarity != b->similarity) return a->similarity > b->similarity ? -1 : 1;
    return (a->article > b->article) - (a->article < b->article);
}

static int by_number(const void *x, const void *y) {
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

static size_t gather(const related *r, const grouping *g, near *out) {
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++) {
        const rt_pair *p = &r->pairs[i];
        if (g->story[p->a] == g->story[p->b] || !p->passages_n) continue;
        out[n++] = (near){g->story[p->a], p->b, p->similarity};
        out[n++] = (near){g->story[p->b], p->a, p->similarity};
    }
    qsort(out, n, sizeof *out, by_article);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!kept || out[kept - 1].story != out[i].story ||
            out[kept - 1].article != out[i].article)
            out[kept++] = out[i];
    return kept;
}

/* `from` is one story's, already without repetitions. */
static uint32_t choose(near *from, size_t n, uint32_t *out) {
    uint32_t kept = n < NEIGHBOURS_MOST ? (uint32_t)n : NEIGHBOURS_MOST;
    qsort(from, n, sizeof *from, by_similarity);
    for (uint32_t i = 0; i < kept; i++) out[i] = from[i].article;
    qsort(out, kept, sizeof *out, by_number);
    return kept;
}

bool neighbours_find(const related *r, const grouping *g, neighbours *out) {
    near *all = calloc(2 * r->n + 1, sizeof *all);
    *out = (neighbours){.article = calloc(2 * r->n + 1, sizeof *out->article),
                        .first = calloc((size_t)g->stories_n + 3, sizeof *out->first)};
    bool good = all && out->article && out->first;
    if (good) {
        size_t n = gather(r, g, all), at = 0;
        uint32_t filled = 0;
        for (uint32_t s = 1; s <= g->stories_n; s++) {
            size_t end = at;
            while (end < n && all[end].story == s) end++;
            out->first[s] = filled;
            filled += choose(all + at, end - at, out->article + filled);
            at = end;
        }
        out->first[g->stories_n + 1] = filled;
    } else {
        neighbours_release(out);
    }
    free(all);
    return good;
}

void neighbours_release(neighbours *n) {
    free(n->article);
    free(n->first);
    *n = (neighbours){0};
}
