#include "mark/mark.h"

void mark_terms(const mark_words *words, const rt_article *article, const rt_marks *marks,
                arena *a, rt_terms *out) {
    (void)words, (void)article, (void)marks, (void)a;
    *out = (rt_terms){0};
}
