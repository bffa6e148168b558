#include "mark/token.h"

#include "base/vec.h"

/* What is longer has lost its full stops; it is cut so that every later stage stays
 * linear.
 */
enum { ELLIPSIS = 0x2026, LONGEST_SENTENCE = 400 };

static bool is_end(uint32_t sign) {
    return sign == '.' || sign == '!' || sign == '?' || sign == ELLIPSIS ||
           sign == 0x3002;
}

/* Signs that may follow the full stop inside a sentence: closing marks and brackets. */
static bool is_closer(uint32_t sign) {
    return sign == '"' || sign == '\'' || sign == 0x201D || sign == 0x2019 ||
           sign == 0x201C || sign == 0xBB || sign == 0xAB || sign == ')' || sign == ']';
}

/* Whether a sentence can begin with token `i`. */
static bool can_begin(const mark_text *t, uint32_t i) {
    const token *k = &t->token[i];
    if (k->flags & TOKEN_WORD) return k->flags & TOKEN_CAPITAL;
    return k->flags & TOKEN_NUMBER ||
           (k->sign != ',' && k->sign != ';' && !sign_is_dash(k->sign));
}

/* "Why?" Trump asked: the words after a closed question are its attribution. */
static bool is_attribution(const mark_text *t, uint32_t i) {
    for (uint32_t k = i; k < t->token_n && k < i + 7; k++) {
        const token *word = &t->token[k];
        if (k > i && (word->flags & TOKEN_LINE)) return false;
        if (is_end(word->sign) || word->sign == '"' || word->sign == 0x201C) return false;
        if (token_in(t, k, BOOK_CUES)) return true;
    }
    return false;
}

/* Whether a sentence ends before token `i`, the signs that end it being [stop, i). */
static bool ends_before(const mark_text *t, uint32_t stop, uint32_t i) {
    const token *end = &t->token[stop], *next = &t->token[i];
    if (!can_begin(t, i)) return false;
    bool closed = i > stop + 1;
    if (end->sign != '.' && closed && is_attribution(t, i)) return false;
    if (end->sign == '.' && stop > 0 && !closed &&
        t->token[stop - 1].flags & TOKEN_NUMBER &&
        span_length(t->token[stop - 1].span) <= 2 && token_in(t, i, BOOK_GRAMMAR))
        return false; /* "27. November" */
    if (next->flags & TOKEN_SPACE) return true;
    return closed || (next->flags & TOKEN_CAPITAL) || next->sign == 0x201C ||
           next->sign == '"' || next->sign == 0x201E;
}

/* "in the U.S. The plan": an abbreviation ends the sentence when a word follows that
 * begins sentences and hardly ever a name. */
static bool abbreviation_ends(const mark_text *t, uint32_t i) {
    return t->token[i].flags & TOKEN_ABBREV && t->token[i + 1].flags & TOKEN_CAPITAL &&
           token_in(t, i + 1, BOOK_STARTERS);
}

/* Past the closing signs right after a full stop; a straight mark closes only when one is
 * open. */
static uint32_t closers_end(const mark_text *t, uint32_t i, bool *open) {
    for (; i < t->token_n && is_closer(t->token[i].sign); i++) {
        if (t->token[i].flags & TOKEN_SPACE) break;
        if (t->token[i].sign != '"') continue;
        bool apart =
            i + 1 >= t->token_n || t->token[i + 1].flags & (TOKEN_SPACE | TOKEN_LINE);
        if (!*open && !apart) break;
        *open = false;
    }
    return i;
}

/* The sentences found so far, and where the next one begins. */
typedef struct cutting {
    mark_text *t;
    VEC(rt_span) spans;
    VEC(uint32_t) first;
    uint32_t begin;
} cutting;

static void cut_before(cutting *c, uint32_t i) {
    mark_text *t = c->t;
    t->token[c->begin].flags |= TOKEN_START;
    for (uint32_t k = c->begin; k < i; k++) t->token[k].sentence = c->spans.n;
    *vec_push(t->a, &c->spans) = tokens_span(t, c->begin, i);
    *vec_push(t->a, &c->first) = c->begin;
    c->begin = i;
}

/* Whether a sentence ends with token `*i`, or with the signs that follow it; then *i is
 * the first token after it, else the first that has not been looked at. `open`: inside
 * straight double marks, counted from the line's start. */
static bool ends_with(const mark_text *t, uint32_t *i, bool *open) {
    uint32_t at = *i, next = at + 1;
    bool ends = abbreviation_ends(t, at);
    if (t->token[at].flags & TOKEN_LINE) *open = false;
    if (t->token[at].sign == '"') *open = !*open;
    if (is_end(t->token[at].sign)) {
        while (is_end(t->token[next].sign)) next++;
        uint32_t stop = next - 1;
        next = closers_end(t, next, open);
        ends = ends_before(t, stop, next);
    }
    *i = next;
    return ends;
}

void text_sentences(mark_text *t) {
    cutting c = {.t = t};
    bool open = false;
    for (uint32_t i = 0, stop = 0; i < t->token_n;) {
        if (stop <= i) stop = text_next(t, HINT_LINE | HINT_STOP, i);
        uint32_t longest = c.begin + LONGEST_SENTENCE;
        uint32_t at = stop < longest ? stop : longest;
        if (at > c.begin && (at == longest || t->token[at].flags & TOKEN_LINE))
            cut_before(&c, at);
        if (at == t->token_n) break;
        i = at;
        if (ends_with(t, &i, &open) || i - c.begin >= LONGEST_SENTENCE) cut_before(&c, i);
    }
    if (c.begin < t->token_n) cut_before(&c, t->token_n);
    *vec_push(t->a, &c.first) = t->token_n;
    t->token[t->token_n].sentence = c.spans.n;
    t->sentence = c.spans.at;
    t->sentence_n = c.spans.n;
    t->sentence_token = c.first.at;
}
