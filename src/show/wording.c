#include "show/wording.h"

#include "base/hash.h"
#include "base/utf8.h"

/* Shorter words say little when they stand alone. */
enum { TELLING_BYTES = 5 };

static bool in_word(uint32_t c) { return utf8_is_letter(c) || utf8_is_digit(c); }

wording wording_of(arena *a, rt_str text, rt_span span) {
    wording w = {.at = arena_many(a, wording_word, WORDING_MOST)};
    size_t end = span.end < text.n ? span.end : text.n;
    for (size_t i = span.start; i < end;) {
        size_t start = i, next = i;
        uint32_t c = utf8_next(text, &next);
        i = next;
        if (!in_word(c)) continue;
        while (!utf8_is_unspaced(c) && next < end) {
            i = next;
            c = utf8_next(text, &next);
            if (!in_word(c) || utf8_is_unspaced(c)) break;
            i = next;
        }
        if (w.n == WORDING_MOST) {
            w.cut = true;
            break;
        }
        rt_span word = {(uint32_t)start, (uint32_t)i};
        w.at[w.n++] = (wording_word){word, hash_str(utf8_fold(a, str_span(text, word))),
                                     UINT32_MAX};
    }
    return w;
}

static bool stands_alone(const wording *w, uint32_t i) {
    return !(i > 0 && wording_shared(w, i - 1)) &&
           !(i + 1 < w->n && wording_shared(w, i + 1));
}

/* Takes back the short words that stand alone on both sides: chance, not wording. */
static void drop_chance(wording *a, wording *b) {
    for (uint32_t i = 0; i < a->n; i++) {
        uint32_t j = a->at[i].partner;
        if (j == UINT32_MAX || span_length(a->at[i].span) >= TELLING_BYTES) continue;
        if (stands_alone(a, i) && stands_alone(b, j))
            a->at[i].partner = b->at[j].partner = UINT32_MAX;
    }
}

void wording_compare(arena *tmp, wording *a, wording *b) {
    size_t width = b->n + 1;
    /* longest[i * width + j]: of a from word i and b from word j on */
    uint16_t *longest = arena_many(tmp, uint16_t, (a->n + 1) * width);
    for (uint32_t i = a->n; i-- > 0;) {
        for (uint32_t j = b->n; j-- > 0;) {
            uint16_t skip_a = longest[(i + 1) * width + j];
            uint16_t skip_b = longest[i * width + j + 1];
            uint16_t best = skip_a > skip_b ? skip_a : skip_b;
            if (a->at[i].hash == b->at[j].hash)
                best = (uint16_t)(longest[(i + 1) * width + j + 1] + 1);
            longest[i * width + j] = best;
        }
    }
    for (uint32_t i = 0, j = 0; i < a->n && j < b->n;) {
        if (a->at[i].hash == b->at[j].hash) {
            a->at[i].partner = j, b->at[j].partner = i;
            i++, j++;
        } else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1]) i++;
        else j++;
    }
    drop_chance(a, b);
}
