#include "mark/number.h"

#include "base/utf8.h"
#include "mark/quote.h"

#include <math.h>

/* Largest value that is still meant, and most words that one number takes. */
static const double LARGEST = 1e18;
enum { NUMBER_WORDS = 16 };

/* A value of numbers.txt. */
typedef struct worth {
    double value;
    bool factor; /* multiplies what stands before it */
    bool onto;   /* only written onto a figure */
} worth;

static double digits_value(rt_str s) {
    double v = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.s[i] >= '0' && s.s[i] <= '9') v = v * 10 + (s.s[i] - '0');
    return v;
}

static worth worth_of(rt_str value) {
    worth w = {.onto = str_starts(value, STR("+"))};
    if (w.onto) value = str_from(value, 1);
    w.factor = str_starts(value, STR("x"));
    w.value = digits_value(value);
    return w;
}

static bool phrase_worth(const mark_text *t, uint32_t i, uint32_t *end, worth *w) {
    if (i >= t->token_n) return false;
    uint32_t node = text_phrase(t, i, BOOK_NUMBERS, end);
    if (node) *w = worth_of(book_value(t->book, node, BOOK_NUMBERS));
    return node != BOOK_ROOT;
}

static bool word_worth(const mark_text *t, rt_str folded, worth *w) {
    uint32_t node = book_word(t->book, folded);
    if (!node || !book_has(t->book, node, BOOK_NUMBERS)) return false;
    *w = worth_of(book_value(t->book, node, BOOK_NUMBERS));
    return true;
}

/* ---------------------------------------------------------------- figures */

static size_t digits_from(rt_str s, size_t i) {
    size_t n = 0;
    while (i + n < s.n && s.s[i + n] >= '0' && s.s[i + n] <= '9') n++;
    return n;
}

/* "600,000" "1.5"; not "10:30", "16.07.2018" or a number past reason. */
static bool digits_read(const mark_text *t, rt_str s, number *out) {
    char decimal = t->book->traits.decimal;
    double value = 0, scale = 0; /* 0: before the decimal mark */
    for (size_t i = 0; i < s.n; i++) {
        size_t n = digits_from(s, i), next = digits_from(s, i + n + 1);
        if (!n || n > 18) return false;
        for (size_t end = i + n; i < end; i++) {
            value = value * 10 + (s.s[i] - '0');
            scale *= 10;
        }
        if (i == s.n) break;
        if (scale > 0 || s.s[i] == ':') return false;
        if (s.s[i] == decimal && i + 1 + next == s.n) scale = 1;
        else if (s.s[i] != decimal && next == 3 && value < 1e15) out->grouped = true;
        else return false;
    }
    out->value = scale > 0 ? value / scale : value;
    return true;
}

/* Groups of three set apart by a blank, "12 000": a no-break one, or any where the comma
 * is the decimal mark. */
static uint32_t join_groups(const mark_text *t, uint32_t i, number *out) {
    uint32_t end = i + 1, least = 2;
    if (t->book->traits.decimal == ',' && span_length(t->token[i].span) <= 3) least = 1;
    while (end < t->token_n && t->token[end].flags & TOKEN_NUMBER &&
           span_length(t->token[end].span) == 3 && out->value < 1e15) {
        uint32_t gap = t->token[end].span.start - t->token[end - 1].span.end;
        if (gap < least || gap > 3 || t->token[end].flags & TOKEN_LINE) break;
        out->value = out->value * 1000 + digits_value(token_str(t, end));
        out->grouped = true;
        end++;
    }
    return end;
}

static bool factor_at(const mark_text *t, uint32_t i, uint32_t *end, worth *w) {
    if (!phrase_worth(t, i, end, w) || !w->factor) return false;
    return !w->onto || !(t->token[i].flags & TOKEN_SPACE);
}

static bool read_digits(const mark_text *t, uint32_t i, number *out) {
    worth w;
    uint32_t after;
    if (!digits_read(t, token_str(t, i), out)) return false;
    out->first = i, out->digits = true;
    out->end = join_groups(t, i, out);
    while (factor_at(t, out->end, &after, &w) && out->value * w.value < LARGEST) {
        out->value *= w.value;
        out->end = after;
        out->grouped = true;
        bool brief = span_length(t->token[after - 1].span) <= 4;
        if (brief && after + 1 < t->token_n && t->token[after].sign == '.' &&
            !(t->token[after].flags & TOKEN_SPACE) &&
            t->token[after + 1].sentence == t->token[after].sentence)
            out->end++; /* "5 Mrd. Dollar" */
    }
    return true;
}

/* ---------------------------------------------------------------- words */

/* Sums number words: "two hundred" "fifty" "thousand". */
typedef struct sum {
    double total, group;
    bool any, plain; /* a word was read; one that is no factor was */
} sum;

/* False when the word does not go on the number: "two three" are two. */
static bool sum_add(sum *s, const worth *w) {
    if (w->factor && w->value >= 1000) {
        s->total += (s->group >= 1 ? s->group : 1) * w->value;
        s->group = 0;
    } else if (w->factor) {
        s->group = (s->group >= 1 ? s->group : 1) * w->value;
    } else {
        bool ones = s->group >= 20 && fmod(s->group, 10) < 1 && w->value < 10;
        bool rest = s->group >= 100 && fmod(s->group, 100) < 1 && w->value < 100;
        if (s->group >= 1 && !ones && !rest) return false;
        s->group += w->value;
        s->plain = true;
    }
    s->any = true;
    return s->total + s->group < LARGEST;
}

/* "twenty-eight", "two-hour": the parts of a hyphened word, the rest as a tail. */
static bool hyphened(const mark_text *t, uint32_t i, sum *s, rt_str *tail) {
    rt_str word = token_str(t, i), rest = word, part;
    if (!(t->token[i].flags & TOKEN_JOINED) || word.n > 48 ||
        str_find(word, STR("-"), 1) == SIZE_MAX)
        return false;
    while (rest.s && rest.n) {
        rt_str here = rest;
        worth w;
        str_field(&rest, '-', &part);
        if (!word_worth(t, utf8_fold(t->a, part), &w) || w.onto || !sum_add(s, &w)) {
            *tail = here;
            break;
        }
    }
    return s->any;
}

/* German "achtundzwanzig": two number words and what joins them. */
static bool joined(const mark_text *t, uint32_t i, sum *s) {
    rt_str joint = t->book->traits.number_joint;
    rt_str word = token_str(t, i);
    if (!joint.n || word.n < joint.n + 6 || word.n > 40) return false;
    size_t at = str_find(word, joint, 2);
    if (at == SIZE_MAX) return false;
    word = utf8_fold(t->a, word);
    at = str_find(word, joint, 2);
    worth ones, tens;
    if (at == SIZE_MAX) return false;
    rt_str first = {word.s, at};
    if (str_eq(first, STR("ein"))) ones = (worth){.value = 1};
    else if (!word_worth(t, first, &ones)) return false;
    if (!word_worth(t, str_from(word, at + joint.n), &tens)) return false;
    if (ones.factor || tens.factor || ones.value > 9 || tens.value < 20) return false;
    s->group = ones.value + tens.value;
    s->any = s->plain = true;
    return true;
}

static bool read_words(const mark_text *t, uint32_t i, number *out) {
    sum s = {0};
    uint32_t at = i, end;
    worth w;
    while (at < t->token_n && at < i + NUMBER_WORDS && !out->tail.s) {
        if (at > i && t->token[at].flags & TOKEN_LINE) break;
        uint32_t word = at;
        if (s.any && s.group >= 100 && word_grammar(t, at) & G_AND) word = at + 1;
        if (phrase_worth(t, word, &end, &w)) {
            if (w.onto || !sum_add(&s, &w)) break;
            at = end;
        } else {
            sum parts = s;
            if (word != at || !(hyphened(t, at, &parts, &out->tail) ||
                                (!s.any && joined(t, at, &parts))))
                break;
            s = parts;
            at++;
        }
    }
    out->first = i, out->end = at;
    out->value = s.total + s.group;
    out->grouped = out->value >= 100;
    out->vague = s.any && !s.plain;
    return s.any;
}

/* "tens of thousands": what a vague number is multiplied by. */
static void multiply_vague(const mark_text *t, number *out) {
    worth w;
    uint32_t end;
    if (!out->vague || out->end + 1 >= t->token_n || out->tail.s) return;
    if (!(word_grammar(t, out->end) & G_OF) || !factor_at(t, out->end + 1, &end, &w))
        return;
    out->value *= w.value;
    out->end = end;
}

bool number_read(const mark_text *t, uint32_t i, number *out) {
    if (!text_hint(t, HINT_FIGURE, i)) return false;
    *out = (number){0};
    worth w;
    uint32_t end;
    if (t->token[i].flags & TOKEN_NUMBER) return read_digits(t, i, out);
    if (!(t->token[i].flags & TOKEN_WORD)) return false;
    bool one = word_grammar(t, i) & G_INDEF;
    if (!one && !token_begins(t, i, BOOK_NUMBERS) && !t->book->traits.number_joint.n &&
        !(t->token[i].flags & TOKEN_JOINED))
        return false;
    if (one && i + 1 < t->token_n && factor_at(t, i + 1, &end, &w)) {
        if (!read_words(t, i + 1, out)) return false;
        out->first = i, out->vague = false;
        return true;
    }
    if (!read_words(t, i, out)) return false;
    multiply_vague(t, out);
    return true;
}
