#include "mark/dateline.h"

bool dateline_word(const mark_text *t, uint32_t i) {
    const token *k = &t->token[i];
    if (k->sign)
        return k->sign == ',' || k->sign == '.' || k->sign == '/' ||
               sign_is_dash(k->sign);
    return k->flags & (TOKEN_NUMBER | TOKEN_CAPITAL) || span_length(k->span) <= 3;
}

/* A dash between blanks; that of "PORT-AU-PRINCE" is part of the place. */
static bool closes(const mark_text *t, uint32_t i) {
    return sign_is_dash(t->token[i].sign) &&
           (t->token[i].sign != '-' || t->token[i].flags & TOKEN_SPACE);
}

uint32_t dateline_end(const mark_text *t, uint32_t first, uint32_t limit) {
    if (first >= limit || !(t->token[first].flags & TOKEN_LINE)) return first;
    if (limit > first + LONGEST_DATELINE) limit = first + LONGEST_DATELINE;
    bool place = t->token[first].flags & TOKEN_UPPER, tag = false;
    if (!(t->token[first].flags & TOKEN_CAPITAL)) return first;
    for (uint32_t i = first; i < limit; i++) {
        if (i > first && closes(t, i)) return place || tag ? i + 1 : first;
        if (t->token[i].sign == '(' || t->token[i].sign == ')') {
            tag = t->token[i].sign == ')';
            continue;
        }
        if (tag || !dateline_word(t, i)) return first;
    }
    return first;
}
