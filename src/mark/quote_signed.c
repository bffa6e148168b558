#include "mark/quote_content.h"

#include "mark/dateline.h"

enum { LONGEST_SIGNATURE = 6, FEWEST_NAMES = 2, FEWEST_TOLD = 4 };

static bool is_capital_word(const mark_text *t, uint32_t i) {
    const uint32_t both = TOKEN_WORD | TOKEN_CAPITAL;
    return (t->token[i].flags & both) == both;
}

static bool ends_line(const mark_text *t, uint32_t i) {
    return i >= t->token_n || t->token[i].flags & TOKEN_LINE;
}

/* Past dashes and other signs that set a signature apart; `i` when there is no dash. */
static uint32_t past_dash(const mark_text *t, uint32_t i) {
    uint32_t k = i;
    while (k < t->token_n && sign_is_dash(t->token[k].sign) &&
           (k == i || !(t->token[k].flags & TOKEN_LINE)))
        k++;
    return k;
}

/* "Ada Brook", "Ada Brook (@ada) May 4": the name that begins at token `i` and is all of
 * the line, or is followed by an account. Sets *account. */
static uint32_t name_alone(const mark_text *t, uint32_t i, bool *account) {
    uint32_t end = i;
    *account = false;
    while (end < t->token_n && end - i < LONGEST_SIGNATURE && is_capital_word(t, end) &&
           (end == i || !ends_line(t, end)))
        end++;
    if (end == i) return i;
    *account = t->token[end].sign == '(' && !ends_line(t, end) && end + 1 < t->token_n &&
               t->token[end + 1].sign == '@';
    if (*account) return end;
    uint32_t past = end + (t->token[end].sign == '.' && !ends_line(t, end));
    return end - i >= FEWEST_NAMES && ends_line(t, past) ? end : i;
}

bool quote_signature(const mark_text *t, const stretch *q, uint32_t *first,
                     uint32_t *end) {
    bool account;
    *first = past_dash(t, q->outer_end);
    if (*first == q->outer_end || ends_line(t, *first)) return false;
    *end = name_alone(t, *first, &account);
    return *end > *first;
}

bool quote_inner_name(const mark_text *t, const stretch *q, uint32_t *end) {
    uint32_t i = q->first;
    while (i < q->end && i - q->first < LONGEST_SIGNATURE && is_capital_word(t, i) &&
           (t->token[i].flags & TOKEN_UPPER || t->token[i].flags & TOKEN_ABBREV))
        i++;
    *end = i;
    return i > q->first && i + 1 < q->end && t->token[i].sign == ':';
}

/* The line before token `i`, without the links that close it. */
static range line_before(const mark_text *t, uint32_t i) {
    uint32_t first = i - 1, end = i;
    while (first > 0 && !(t->token[first].flags & TOKEN_LINE)) first--;
    for (uint32_t k = first; k < end; k++)
        if (t->token[k].sign == '/' && k > first && t->token[k - 1].sign == '/') {
            while (k > first && !(t->token[k].flags & TOKEN_SPACE)) k--;
            end = k;
        }
    return (range){first, end};
}

/* Whether nothing in the range stands inside quotation marks. */
static bool is_plain(const stretches *s, range r) {
    for (uint32_t i = r.first; i < r.end; i++)
        if (s->in[i]) return false;
    return true;
}

drafts quote_signed(const mark_text *t, stretches *s) {
    drafts out = {0};
    for (uint32_t i = text_next(t, HINT_LINE, 1); i < t->token_n;
         i = text_next(t, HINT_LINE, i + 1)) {
        uint32_t name = past_dash(t, i);
        if (name == i || ends_line(t, name)) continue;
        bool account;
        uint32_t end = name_alone(t, name, &account);
        if (end == name) continue;
        range r = line_before(t, i);
        const stretch *whole = stretch_of(s, r.first);
        bool quoted = whole && whole->outer == r.first && whole->outer_end + 1 >= r.end;
        if (!quoted && !(account && is_plain(s, r))) continue;
        if (r.end < r.first + FEWEST_TOLD) continue;
        draft *d = draft_new(t, &out, UINT32_MAX, NULL);
        draft_add(t, s, d, r);
        d->type = RT_QUOTE_DIRECT;
        d->source = name, d->source_end = end;
    }
    return out;
}
