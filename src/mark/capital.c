#include "mark/capital.h"

enum { SEEN_FIRST = 1, SEEN_CAPITAL = 2, SEEN_SMALL = 4 };

static size_t slot(const capital_table *c, uint64_t key) {
    size_t at = key & c->mask;
    while (c->seen[at] && c->key[at] != key) at = (at + 1) & c->mask;
    return at;
}

/* Whether a sentence begins with the word: only signs may stand before it. */
static bool begins(const mark_text *t, uint32_t i) {
    while (i > 0 && !(t->token[i].flags & (TOKEN_START | TOKEN_LINE)) &&
           t->token[i - 1].sign && t->token[i - 1].sign != ',')
        i--;
    return t->token[i].flags & (TOKEN_START | TOKEN_LINE);
}

static bool is_capital_word(const mark_text *t, uint32_t i) {
    const uint32_t both = TOKEN_WORD | TOKEN_CAPITAL;
    return (t->token[i].flags & both) == both;
}

static capital_table read_capitals(const mark_text *t) {
    size_t size = 16;
    while (size < (size_t)t->sentence_n * 4) size *= 2;
    capital_table c = {arena_many(t->a, uint64_t, size), arena_many(t->a, uint8_t, size),
                       size - 1};
    for (uint32_t s = 0; s < t->sentence_n; s++) {
        uint32_t i = t->sentence_token[s], end = t->sentence_token[s + 1];
        while (i < end && t->token[i].sign) i++;
        if (i >= end || !is_capital_word(t, i)) continue;
        size_t at = slot(&c, t->token[i].hash);
        c.key[at] = t->token[i].hash;
        c.seen[at] |= SEEN_FIRST;
    }
    for (uint32_t i = 0; i < t->token_n; i++) {
        if (!(t->token[i].flags & TOKEN_WORD)) continue;
        size_t at = slot(&c, t->token[i].hash);
        if (!c.seen[at]) continue;
        if (!is_capital_word(t, i)) c.seen[at] |= SEEN_SMALL;
        else if (!begins(t, i)) c.seen[at] |= SEEN_CAPITAL;
    }
    return c;
}

bool capital_tells(capital_table *c, const mark_text *t, uint32_t i) {
    if (!begins(t, i) || t->token[i].flags & TOKEN_UPPER ||
        token_in(t, i, BOOK_FIRST_NAMES))
        return true;
    if (!c->key) *c = read_capitals(t);
    uint8_t seen = c->seen[slot(c, t->token[i].hash)];
    if (seen & (SEEN_CAPITAL | SEEN_SMALL)) return !(seen & SEEN_SMALL);
    bool plural = t->book->traits.plural_s && str_ends(token_str(t, i), STR("s"));
    return !plural && !t->token[i].entry && !(t->token[i].flags & TOKEN_STOP);
}
