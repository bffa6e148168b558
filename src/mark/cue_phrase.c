#include "mark/quote.h"

enum { LONGEST_PHRASE = 45, LONGEST_MODIFIER = 40 };

static bool is_word(const mark_text *t, uint32_t i) {
    return t->token[i].flags & (TOKEN_WORD | TOKEN_NUMBER);
}

static bool is_capital(const mark_text *t, uint32_t i) {
    return t->token[i].flags & TOKEN_CAPITAL;
}

/* Signs that may stand inside a noun phrase. */
static bool is_inner_sign(uint32_t sign) {
    return sign == '-' || sign == '/' || sign == '&' || sign == 0x2010 ||
           sign == 0x2011 || sign == '\'' || sign == 0x2019 || sign == '@' ||
           sign == '#' || sign == '$' || sign == '%' || sign == '.';
}

/* The opening partner of the bracket that closes before `end`; `end` when there is none.
 */
static uint32_t bracket_left(const mark_text *t, uint32_t end, uint32_t limit) {
    uint32_t close = t->token[end - 1].sign;
    uint32_t want = close == ')' ? '(' : '[';
    for (uint32_t i = end - 1; i-- > limit && end - i < LONGEST_MODIFIER;)
        if (t->token[i].sign == want) return i;
    return end;
}

static uint32_t bracket_right(const mark_text *t, uint32_t first, uint32_t limit) {
    for (uint32_t i = first + 1; i < limit && i - first < LONGEST_MODIFIER; i++)
        if (t->token[i].sign == ')' || t->token[i].sign == ']') return i + 1;
    return first;
}

static bool is_finite_cue(const mark_text *t, uint32_t i) {
    uint32_t bits = t->token[i].entry ? book_cue(t->book, t->token[i].entry) : 0;
    return bits && !(bits & (CUE_BASE | CUE_ING | CUE_BEFORE)) && !is_capital(t, i);
}

/* Whether no determiner or preposition parts the words. */
static bool one_phrase(const mark_text *t, uint32_t first, uint32_t end) {
    for (uint32_t i = first + 1; i < end; i++)
        if (word_grammar(t, i) & (G_PREP | G_DET | G_INDEF | G_TIME)) return false;
    return true;
}

/* Cuts from the left of [first, end) what is no part of the phrase: adverbs, joining
 * words, words of time, an introductory "In Geneva on Sunday". */
static uint32_t cut_left(const mark_text *t, uint32_t first, uint32_t end) {
    while (first < end) {
        uint32_t g = word_grammar(t, first);
        bool time = g & G_TIME && !(is_capital(t, first) && first + 1 < end &&
                                    is_capital(t, first + 1));
        if (!is_word(t, first)) first++;
        else if (g & (G_AND | G_SUB | G_THAT | G_ADV) && !(g & (G_DET | G_PREP))) first++;
        else if (g & G_SUB && g & G_PREP && first + 1 < end &&
                 one_phrase(t, first + 1, end))
            first++;
        else if (time && first + 1 < end) first++;
        else break;
    }
    if (first >= end || !(word_grammar(t, first) & G_PREP)) return first;
    /* A preposition begins it: the phrase proper begins after its object, at a determiner
     * that no preposition governs, or after a word of time. */
    uint32_t best = end;
    for (uint32_t i = first + 1; i < end; i++) {
        uint32_t g = word_grammar(t, i), before = word_grammar(t, i - 1);
        if (g & G_PRON && !(g & G_OBJ)) best = i;
        if (i > first + 1 && g & (G_DET | G_INDEF) &&
            !(before & (G_PREP | G_AND | G_DET)))
            best = i;
        if (before & G_TIME && !(g & (G_PREP | G_TIME)) && i > first + 1) best = i;
    }
    if (best < end) return best;
    if (first + 1 < end && (word_grammar(t, first + 1) & G_INDEF ||
                            t->token[first + 1].flags & TOKEN_NUMBER))
        return first;    /* "about half of the voters" */
    uint32_t name = end; /* "in Geneva Rubio": the last name; else it is no subject */
    while (name > first + 1 && is_capital(t, name - 1)) name--;
    if (name == end) return end;
    return word_grammar(t, name - 1) & (G_PREP | G_DET) ? end - 1 : name;
}

/* Walks left over one noun phrase without commas. */
static uint32_t simple_left(const mark_text *t, const stretches *s, uint32_t end,
                            uint32_t limit) {
    uint32_t i = end;
    while (i > limit && end - i < LONGEST_PHRASE) {
        uint32_t k = i - 1;
        const token *w = &t->token[k];
        const stretch *quoted = stretch_of(s, k);
        if (quoted) {
            if (i == end || quoted->end - quoted->first > 4 || quoted->outer < limit ||
                t->token[quoted->end - 1].sign == ',')
                break;
            i = quoted->outer;
            continue;
        }
        if (w->sign == ')' || w->sign == ']') {
            uint32_t open = bracket_left(t, i, limit);
            if (open == i) break;
            i = open;
            continue;
        }
        if (w->sign) {
            if (!is_inner_sign(w->sign)) break;
            i = k;
            continue;
        }
        uint32_t g = word_grammar(t, k);
        if (g & (G_PRON | G_REL | G_THAT) && !(g & G_DET) && !(g & G_OBJ && i < end)) {
            if (i == end) return k;
            break;
        }
        if (g & (G_SUB | G_BUT | G_WH) && !(g & (G_PREP | G_DET))) break;
        if (g & (G_AUX | G_NEG) && !(g & G_POSS) && !is_capital(t, k) &&
            !(w->flags & TOKEN_CLITIC))
            break;
        if (is_finite_cue(t, k) && i < end &&
            !(k > limit && word_grammar(t, k - 1) & (G_DET | G_INDEF | G_POSS)))
            break;
        i = k;
    }
    return i;
}

/* After an auxiliary or a verb stopped the walk, an "and" inside begins a new clause. */
static uint32_t cut_at_and(const mark_text *t, uint32_t first, uint32_t end,
                           uint32_t limit) {
    if (first == limit) return first;
    uint32_t g = word_grammar(t, first - 1);
    if (g & G_PRON && !(g & (G_OBJ | G_DET)) &&
        !(word_grammar(t, first) & (G_DET | G_INDEF)))
        return end; /* "he sent out an invitation": no noun phrase at all */
    bool verb = g & (G_AUX | G_NEG) || is_finite_cue(t, first - 1);
    if (!verb || t->token[first - 1].sign) return first;
    for (uint32_t i = first; i + 1 < end; i++)
        if (word_grammar(t, i) & G_AND) return i + 1;
    return first;
}

uint32_t phrase_left(const mark_text *t, const stretches *s, uint32_t end,
                     uint32_t limit) {
    uint32_t tail = end;
    for (unsigned turn = 0; turn < 3; turn++) {
        bool comma = tail > limit && t->token[tail - 1].sign == ',';
        if (!comma || stretch_of(s, tail - 1)) break;
        /* ", an apposition," or ", who has ...,": go to the comma before it. */
        uint32_t open = tail - 1;
        while (open > limit && t->token[open - 1].sign != ',' &&
               t->token[open - 1].sign != ';') {
            const stretch *in = stretch_of(s, open - 1);
            if (in && (in->end - in->first > 4 || in->outer < limit)) break;
            open = in ? in->outer : open - 1;
        }
        if (open <= limit || t->token[open - 1].sign != ',' || open >= tail - 1 ||
            tail - open > LONGEST_MODIFIER)
            return end;
        uint32_t head = open - 1;
        if (stretch_of(s, head) || head <= limit) return end;
        if (t->token[head - 1].sign == ',' || stretch_of(s, head - 1)) return end;
        tail = head;
        /* "A, B, the C of D, said": one more round when it is a list of modifiers. */
        uint32_t first = simple_left(t, s, tail, limit);
        bool more = first > limit && t->token[first - 1].sign == ',' && first < tail &&
                    !is_capital(t, tail - 1);
        if (!more) break;
        tail = first;
    }
    if (tail <= limit) return end;
    if (word_grammar(t, tail - 1) & G_REL && t->token[tail - 1].flags & TOKEN_WORD &&
        tail - 1 > limit) {
        /* "X, who said": the antecedent. */
        uint32_t noun = tail - 1;
        if (t->token[noun - 1].sign == ',') noun--;
        if (noun > limit) {
            uint32_t first = simple_left(t, s, noun, limit);
            first = cut_left(t, cut_at_and(t, first, noun, limit), noun);
            if (first < noun) return first;
        }
    }
    uint32_t first = simple_left(t, s, tail, limit);
    first = cut_left(t, cut_at_and(t, first, tail, limit), tail);
    return first < tail ? first : end;
}

/* Whether a noun phrase may go on with the preposition at `i`. */
static bool goes_on(const mark_text *t, uint32_t i, uint32_t limit) {
    if (!(word_grammar(t, i) & G_OF) || i + 1 >= limit) return false;
    if (word_grammar(t, i + 1) & G_TIME || t->token[i + 1].flags & TOKEN_NUMBER)
        return false;
    return is_word(t, i + 1);
}

uint32_t phrase_plain(const mark_text *t, const stretches *s, uint32_t first,
                      uint32_t limit) {
    uint32_t i = first;
    while (i < limit && i - first < LONGEST_PHRASE) {
        const token *w = &t->token[i];
        const stretch *quoted = stretch_of(s, i);
        if (quoted) {
            if (i == first || quoted->end - quoted->first > 4 ||
                quoted->outer_end > limit)
                break;
            i = quoted->outer_end;
            continue;
        }
        if (w->sign == '(' || w->sign == '[') {
            uint32_t past = bracket_right(t, i, limit);
            if (past == i || i == first) break;
            i = past;
            continue;
        }
        if (w->sign) {
            if (!is_inner_sign(w->sign) || w->sign == '.') break;
            i++;
            continue;
        }
        uint32_t g = word_grammar(t, i);
        bool article = g & G_DET && i == first && i + 1 < limit && is_word(t, i + 1) &&
                       !word_grammar(t, i + 1); /* "Der oberste Richter" */
        if (g & G_PRON && !article) {
            if (i == first) return i + 1;
            break;
        }
        if (i > first && g & (G_AUX | G_NEG | G_SUB | G_THAT | G_REL | G_WH | G_BUT) &&
            !(g & (G_DET | G_POSS)) && !is_capital(t, i))
            break;
        if (i > first && g & (G_TIME | G_ADV) && !is_capital(t, i)) break;
        if (i > first && g & G_ING &&
            !(word_grammar(t, i - 1) & (G_POSS | G_DET | G_PREP)))
            break;
        if (i > first && g & G_TIME && !is_capital(t, i + 1)) break;
        if (g & G_PREP && (i == first || !goes_on(t, i, limit))) break;
        if (is_finite_cue(t, i) && i > first) break;
        if (i > first && g & (G_DET | G_INDEF | G_POSS) && !(g & G_OF) &&
            is_capital(t, i - 1) && book_noun_capitals(t->book))
            break; /* nor with a determiner that is no genitive */
        if (i > first && !g && !is_capital(t, i) && is_capital(t, i - 1) &&
            book_noun_capitals(t->book) &&
            !(word_grammar(t, i - 1) & (G_DET | G_INDEF | G_POSS)))
            break; /* after its noun a phrase does not go on with a small word */
        i++;
    }
    while (i > first + 1 && word_grammar(t, i - 1) & (G_PREP | G_AND | G_DET)) i--;
    return i;
}

/* Whether an apposition begins at `i`, after the comma behind a noun phrase. */
static bool begins_apposition(const mark_text *t, const stretches *s, uint32_t i,
                              uint32_t limit) {
    if (i >= limit || stretch_of(s, i)) return false;
    uint32_t g = word_grammar(t, i);
    if (t->token[i].flags & TOKEN_NUMBER) return true; /* an age */
    if (!(t->token[i].flags & TOKEN_WORD)) return false;
    if (g & (G_DET | G_INDEF | G_POSS | G_REL)) return !(g & G_THAT) || g & G_REL;
    if (g) return false;
    if (is_finite_cue(t, i) ||
        (t->token[i].entry && book_cue(t->book, t->token[i].entry)))
        return false;
    return true;
}

uint32_t phrase_right(const mark_text *t, const stretches *s, uint32_t first,
                      uint32_t limit) {
    uint32_t end = phrase_plain(t, s, first, limit);
    if (end == first || (end == first + 1 && word_grammar(t, first) & G_PRON)) return end;
    for (unsigned turn = 0; turn < 2; turn++) {
        if (end >= limit || t->token[end].sign != ',') return end;
        if (!begins_apposition(t, s, end + 1, limit)) return end;
        uint32_t past = end + 1;
        while (past < limit && past - end < LONGEST_MODIFIER &&
               t->token[past].sign != ',' && t->token[past].sign != ';' &&
               t->token[past].sign != ':' && !stretch_of(s, past) &&
               t->token[past].sign != 0x2014)
            past++;
        while (past > end + 1 && t->token[past - 1].sign) past--;
        if (past == end + 1) return end;
        end = past;
    }
    return end;
}
