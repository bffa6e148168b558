/* wording.h: which words two passages share, for showing them side by side.
 * Words are compared folded, in order (longest common subsequence); bounded by
 * WORDING_MOST words a side. */
#ifndef SHOW_WORDING_H
#define SHOW_WORDING_H

#include "base/str.h"

enum { WORDING_MOST = 250 };

typedef struct wording_word {
    rt_span span; /* in the text it was cut from */
    uint64_t hash;
    uint32_t partner; /* the same word on the other side; UINT32_MAX: not shared */
} wording_word;

typedef struct wording {
    wording_word *at;
    uint32_t n;
    bool cut; /* there are more words than WORDING_MOST */
} wording;

/* The words of text[span]. */
wording wording_of(arena *a, rt_str text, rt_span span);
/* Sets `partner` in both. A single short word that both happen to have between words that
 * differ is not called shared. */
static inline bool wording_shared(const wording *w, uint32_t i) {
    return w->at[i].partner != UINT32_MAX;
}
void wording_compare(arena *tmp, wording *a, wording *b);

#endif
