/* text_cache.h: texts ready for comparing, kept for a while.
 * Working an article up costs far more than comparing it once; new articles are compared
 * soon after they were read, and with one another. Bounded in number, not exact: a text
 * may be dropped at any time. */
#ifndef RUN_TEXT_CACHE_H
#define RUN_TEXT_CACHE_H

#include "base/arena.h"
#include "match/match.h"

typedef struct text_cache text_cache;

/* NULL when memory runs out; the functions below then do nothing. */
text_cache *text_cache_new(void);
void text_cache_free(text_cache *c);

/* An article's text with the names it goes by. */
typedef struct cached_text {
    uint32_t number;
    rt_id id;
    match_text text;
} cached_text;

/* How many texts are kept. */
enum { TEXT_CACHE_PLACES = 1 << 14 };

/* Keeps a copy. */
void text_cache_put(text_cache *c, const cached_text *text);
/* The text of article `number`, until another is put here; NULL when it is not here. */
const cached_text *text_cache_get(const text_cache *c, uint32_t number);

/* A copy with all it points to, in `a`. */
match_text text_copy(arena *a, const match_text *text);

#endif
