#include "mark/quote.h"

enum {
    LEFT_DOUBLE = 0x201C,
    RIGHT_DOUBLE = 0x201D,
    LOW_DOUBLE = 0x201E,
    LEFT_SINGLE = 0x2018,
    RIGHT_SINGLE = 0x2019,
    LOW_SINGLE = 0x201A,
    LEFT_ANGLE = 0xAB,
    RIGHT_ANGLE = 0xBB,
    LONGEST_SINGLE = 400 /* tokens; single marks are also apostrophes */
};

typedef enum side { SIDE_NONE, SIDE_OPEN, SIDE_CLOSE, SIDE_EITHER } side;

/* The pairing of one text. `open` is the first token of the open stretch, its mark
 * included; NONE when all are closed. */
typedef struct pairing {
    const mark_text *t;
    VEC(stretch) found;
    uint32_t open, open_width;
    uint32_t sign; /* the mark that opened it */
    uint32_t line; /* first token of the line */
    uint32_t last; /* first token after the last closed stretch, or of the line */
} pairing;

static const uint32_t NONE = UINT32_MAX;

static bool touches_left(const mark_text *t, uint32_t i) {
    return !(t->token[i].flags & (TOKEN_SPACE | TOKEN_LINE));
}

static bool touches_right(const mark_text *t, uint32_t i, uint32_t width) {
    return i + width < t->token_n && touches_left(t, i + width);
}

/* Two single marks in a row are written for a double one. */
static uint32_t mark_width(const mark_text *t, uint32_t i) {
    uint32_t sign = t->token[i].sign;
    bool single = sign == '\'' || sign == LEFT_SINGLE || sign == RIGHT_SINGLE;
    return single && i + 1 < t->token_n && t->token[i + 1].sign == sign &&
                   touches_left(t, i + 1)
               ? 2
               : 1;
}

static bool is_double(uint32_t sign, uint32_t width) {
    return sign == '"' || sign == LEFT_DOUBLE || sign == RIGHT_DOUBLE ||
           sign == LOW_DOUBLE || sign == LEFT_ANGLE || sign == RIGHT_ANGLE || width == 2;
}

/* "6'3"": the mark of inches. */
static bool is_inches(const mark_text *t, uint32_t i) {
    return t->token[i].sign == '"' && i > 1 && touches_left(t, i) &&
           t->token[i - 1].flags & TOKEN_NUMBER &&
           (t->token[i - 2].sign == '\'' || t->token[i - 2].sign == RIGHT_SINGLE) &&
           touches_left(t, i - 1);
}

/* Which way a mark looks by the blanks around it. */
static side side_by_blanks(const mark_text *t, uint32_t i, uint32_t width) {
    bool left = touches_left(t, i), right = touches_right(t, i, width);
    uint32_t before = i > 0 ? t->token[i - 1].sign : 0;
    uint32_t after = t->token[i + width].sign;
    if (left && before && (before == '(' || before == '[' || before == 0x2014))
        left = false;
    if (right && after && after != '(' && after != '[' && !is_double(after, 1) &&
        after != LEFT_SINGLE && after != '\'' && after != '$' && after != '#' &&
        after != '@' && after != 0x2026 && after != '.' && after != 0xA3 &&
        after != 0x20AC)
        right = false;
    if (!left && right) return SIDE_OPEN;
    if (left && !right) return SIDE_CLOSE;
    return SIDE_EITHER;
}

static side side_of(const pairing *p, uint32_t i, uint32_t width) {
    uint32_t sign = p->t->token[i].sign;
    bool open = p->open != NONE;
    switch (sign) {
        case LOW_DOUBLE: return SIDE_OPEN;
        case RIGHT_DOUBLE:
        case RIGHT_SINGLE: return SIDE_CLOSE;
        case LEFT_SINGLE: return SIDE_OPEN;
        case LEFT_DOUBLE:
            if (open && p->sign == LOW_DOUBLE) return SIDE_CLOSE;
            return SIDE_OPEN;
        case LEFT_ANGLE: return open && p->sign == RIGHT_ANGLE ? SIDE_CLOSE : SIDE_OPEN;
        case RIGHT_ANGLE: return open && p->sign == LEFT_ANGLE ? SIDE_CLOSE : SIDE_OPEN;
        default: break;
    }
    side s = side_by_blanks(p->t, i, width);
    if (s == SIDE_EITHER) return open ? SIDE_CLOSE : SIDE_OPEN;
    /* A straight mark whose blanks say the same as the one before it: believe them only
     * when a sentence ends in between. */
    if (s == SIDE_OPEN && open &&
        p->t->token[i].sentence == p->t->token[p->open].sentence)
        return SIDE_CLOSE;
    return s;
}

static void add_stretch(pairing *p, uint32_t first, uint32_t end, uint32_t close_width) {
    if (first >= end) return;
    stretch *s = vec_push(p->t->a, &p->found);
    s->opened = p->open != NONE;
    s->closed = close_width > 0;
    s->outer = s->opened ? p->open : first;
    s->first = first, s->end = end;
    s->outer_end = end + close_width;
    s->single = false;
}

/* Ends an open stretch that has no closing mark at token `end`. */
static void give_up(pairing *p, uint32_t end) {
    if (p->open == NONE) return;
    add_stretch(p, p->open + p->open_width, end, 0);
    p->open = NONE;
    p->last = end;
}

static void close_stretch(pairing *p, uint32_t i, uint32_t width) {
    if (p->open != NONE) {
        add_stretch(p, p->open + p->open_width, i, width);
    } else if (width && i > p->line) {
        /* A closing mark alone: its partner is taken to be lost at the sentence's start.
         */
        uint32_t s = p->t->token[i - 1].sentence;
        uint32_t first = p->t->sentence_token[s];
        if (first >= p->last && first < i) add_stretch(p, first, i, width);
    }
    p->open = NONE;
    p->last = i + width;
}

static void open_stretch(pairing *p, uint32_t i, uint32_t width) {
    if (p->open != NONE) {
        uint32_t s = p->t->token[i].sentence, first = p->t->sentence_token[s];
        bool nested = p->t->token[i].sign != p->sign || first <= p->open;
        if (nested) return;
        give_up(p, first);
    }
    p->open = i, p->open_width = width;
    p->sign = p->t->token[i].sign;
}

static void pair_doubles(pairing *p) {
    const mark_text *t = p->t;
    for (uint32_t i = 0; (i = text_next(t, HINT_LINE | HINT_MARK, i)) < t->token_n;) {
        if (t->token[i].flags & TOKEN_LINE) {
            give_up(p, i);
            p->line = p->last = i;
        }
        uint32_t width = mark_width(t, i);
        if (t->token[i].sign && is_double(t->token[i].sign, width) && !is_inches(t, i)) {
            if (side_of(p, i, width) == SIDE_OPEN) open_stretch(p, i, width);
            else close_stretch(p, i, width);
        }
        i += width;
    }
    give_up(p, t->token_n);
}

static bool closes_single(const mark_text *t, uint32_t i, uint32_t opener) {
    uint32_t sign = t->token[i].sign;
    if (opener == LOW_SINGLE) return sign == LEFT_SINGLE || sign == RIGHT_SINGLE;
    return sign == (opener == LEFT_SINGLE ? (uint32_t)RIGHT_SINGLE : (uint32_t)'\'') &&
           touches_left(t, i) && (!touches_right(t, i, 1) || t->token[i + 1].sign);
}

/* The search for the partners of single marks: no closing one for `sign` stands before
 * token `barren` of those looked at last. */
typedef struct partners {
    const mark_text *t;
    const uint32_t *in;
    uint32_t sign, barren;
} partners;

/* The closing partner of the single mark at `i`; NONE when it is an apostrophe. */
static uint32_t single_partner(partners *p, uint32_t i) {
    const mark_text *t = p->t;
    uint32_t sign = t->token[i].sign;
    if (touches_left(t, i) && i > 0 && !t->token[i - 1].sign) return NONE;
    if (!touches_right(t, i, 1) || t->token[i + 1].flags & TOKEN_NUMBER) return NONE;
    uint32_t found = NONE, k = i + 1;
    if (p->sign == sign && p->barren > k) k = p->barren;
    for (; k < t->token_n && k < i + LONGEST_SINGLE; k++) {
        if (t->token[k].flags & TOKEN_LINE || p->in[k]) break;
        if (k > i + 1 && t->token[k].sign == sign && sign != '\'') break;
        if (!closes_single(t, k, sign)) continue;
        found = k;
        /* "the voters' choice": a plural's apostrophe is followed by a word. */
        if (t->token[k + 1].sign || t->token[k + 1].flags & TOKEN_LINE ||
            t->token[k - 1].sign)
            break;
        if (!(t->token[k - 1].span.end > 0 &&
              t->text.s[t->token[k - 1].span.end - 1] == 's'))
            break;
    }
    if (found == NONE) p->sign = sign, p->barren = k;
    return found;
}

/* Whether single marks are the article's main ones: they open more lines than there are
 * double stretches. */
static bool singles_lead(const mark_text *t, const stretches *s) {
    uint32_t lines = 0;
    for (uint32_t i = 0; (i = text_next(t, HINT_MARK, i)) < t->token_n; i++)
        lines += t->token[i].flags & TOKEN_LINE &&
                 (t->token[i].sign == LEFT_SINGLE || t->token[i].sign == '\'');
    return lines > 1 && lines > s->n;
}

static uint32_t line_end(const mark_text *t, uint32_t i) {
    return text_next(t, HINT_LINE, i + 1);
}

static void merge_singles(const mark_text *t, stretches *s) {
    bool lead = singles_lead(t, s);
    partners p = {.t = t, .in = s->in};
    VEC(stretch) all = {0};
    uint32_t next = 0;
    for (uint32_t i = 0;; i++) {
        i = text_next(t, HINT_MARK, i);
        if (next < s->n && s->at[next].outer <= i) {
            *vec_push(t->a, &all) = s->at[next];
            i = s->at[next++].outer_end - 1;
            continue;
        }
        if (i == t->token_n) break;
        uint32_t sign = t->token[i].sign;
        if (sign != LEFT_SINGLE && sign != '\'' && sign != LOW_SINGLE) continue;
        uint32_t close = single_partner(&p, i);
        bool open = close == NONE && lead && t->token[i].flags & TOKEN_LINE;
        if (open) close = line_end(t, i);
        if (close == NONE || close == i + 1) continue;
        *vec_push(t->a, &all) = (stretch){.outer = i,
                                          .outer_end = open ? close : close + 1,
                                          .first = i + 1,
                                          .end = close,
                                          .opened = true,
                                          .closed = !open,
                                          .single = !lead};
        i = open ? close - 1 : close;
        while (next < s->n && s->at[next].outer < i) next++; /* inside it */
    }
    s->at = all.at;
    s->n = all.n;
}

static void number_tokens(stretches *s) {
    for (uint32_t k = 0; k < s->n; k++)
        for (uint32_t i = s->at[k].outer; i < s->at[k].outer_end; i++) s->in[i] = k + 1;
}

/* "on “Good Morning Marle”": some words, each with a capital but for the small ones
 * inside, and no sentence; behind a possessive or a preposition. */
static bool is_title(const mark_text *t, const stretch *q) {
    uint32_t words = 0, before = q->outer, last = q->end;
    if (!q->opened || !q->closed || !before || book_noun_capitals(t->book)) return false;
    uint32_t g = word_grammar(t, before - 1);
    bool led = t->token[before - 1].flags & TOKEN_CLITIC || (g & G_PREP && !(g & G_SUB));
    if (!led) return false;
    while (last > q->first && t->token[last - 1].sign == ',') last--;
    for (uint32_t i = q->first; i < last; i++) {
        const token *w = &t->token[i];
        if (w->sign && w->sign != '&' && w->sign != '-' && w->sign != '\'') return false;
        bool capital = w->flags & (TOKEN_CAPITAL | TOKEN_NUMBER | TOKEN_CLITIC);
        bool edge = i == q->first || i + 1 == last;
        if (!w->sign && !capital && (edge || !(w->flags & TOKEN_STOP))) return false;
        words += !w->sign;
    }
    return words > 1;
}

stretches quote_pair(const mark_text *t) {
    pairing p = {.t = t, .open = NONE};
    pair_doubles(&p);
    stretches s = {p.found.at, p.found.n, arena_many(t->a, uint32_t, t->token_n + 1)};
    number_tokens(&s);
    merge_singles(t, &s);
    number_tokens(&s);
    for (uint32_t k = 0; k < s.n; k++) s.at[k].title = is_title(t, &s.at[k]);
    return s;
}
