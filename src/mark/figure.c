#include "mark/figure.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "mark/number.h"
#include "mark/quote.h"
#include "mark/when.h"

#include <math.h>

enum {
    NOUN_REACH = 6, /* words between a number and the noun that it counts */
    COUNTS_MAX = 8, /* words of what a sum or a share is of */
    SMALL = 10,     /* "the two leaders": definite small numbers are no figures */
    YEAR_FIRST = 1800,
    YEAR_LAST = 2100
};

/* A number and what has been found round it. */
typedef struct finding {
    number number;
    uint32_t first, end; /* tokens of the figure */
    uint32_t counts, counts_end;
    rt_str unit, qualifier;
    double value_max;
} finding;

typedef VEC(rt_figure) figures;

static uint32_t sign_at(const mark_text *t, uint32_t i) {
    return i < t->token_n ? t->token[i].sign : 0;
}

static bool goes_on(const mark_text *t, uint32_t i) {
    return i < t->token_n && !(t->token[i].flags & TOKEN_LINE);
}

/* ---------------------------------------------------------------- units */

static rt_str currency_sign(uint32_t sign) {
    switch (sign) {
        case '$': return STR("USD");
        case 0x20AC: return STR("EUR");
        case 0xA3: return STR("GBP");
        case 0xA5: return STR("JPY");
        case 0x20BD: return STR("RUB");
        case 0x20B4: return STR("UAH");
        case 0x20B9: return STR("INR");
        case 0x20BA: return STR("TRY");
        case 0x20AA: return STR("ILS");
        case 0x20A9: return STR("KRW");
        default: return (rt_str){NULL, 0};
    }
}

static rt_str word_unit(const mark_text *t, rt_str folded) {
    uint32_t node = book_word(t->book, folded);
    bool unit = node && book_has(t->book, node, BOOK_UNITS);
    return unit ? book_value(t->book, node, BOOK_UNITS) : (rt_str){NULL, 0};
}

/* The unit of the last part of a compound: "EU-Staaten", "Bundeswehrsoldaten". */
static rt_str compound_unit(const mark_text *t, uint32_t i) {
    enum { LEAST = 5, LONGEST = 48 };
    rt_str none = {NULL, 0}, word = token_str(t, i);
    if (!t->book->traits.capital_nouns || !(t->token[i].flags & TOKEN_CAPITAL) ||
        word.n > LONGEST)
        return none;
    word = utf8_fold(t->a, word);
    for (size_t k = 1; k + LEAST <= word.n; k++) {
        rt_str unit = word_unit(t, str_from(word, k));
        if (unit.s && !str_eq(unit, STR("-"))) return unit;
    }
    return none;
}

/* The unit that begins at token `i`; null when there is none. */
static rt_str unit_at(const mark_text *t, uint32_t i, uint32_t *end) {
    rt_str none = {NULL, 0};
    if (!goes_on(t, i)) return none;
    rt_str sign = currency_sign(t->token[i].sign);
    *end = i + 1;
    if (sign.s) return sign;
    uint32_t node = text_phrase(t, i, BOOK_UNITS, end);
    if (node) return book_value(t->book, node, BOOK_UNITS);
    *end = i + 1;
    return t->token[i].flags & TOKEN_WORD ? compound_unit(t, i) : none;
}

/* "%", and what follows it as it follows the word "percent". */
static rt_str percent_sign(const mark_text *t, uint32_t i, uint32_t *end) {
    uint32_t node = book_word(t->book, STR("percent")), found = BOOK_ROOT;
    *end = i + 1;
    for (uint32_t k = i + 1; node && goes_on(t, k) && k < i + COUNTS_MAX; k++) {
        node = book_step(t->book, node, t->token[k].hash);
        if (node && book_has(t->book, node, BOOK_UNITS)) found = node, *end = k + 1;
    }
    return found ? book_value(t->book, found, BOOK_UNITS) : STR("percent");
}

/* Whether a word may stand between a number and its noun: "12 [Russian military
 * intelligence] officers", "three [current and former] officials". */
static bool is_between(const mark_text *t, uint32_t i) {
    const token *k = &t->token[i];
    uint32_t g = word_grammar(t, i);
    if (k->sign) return sign_is_joint(k->sign) && !(k->flags & TOKEN_SPACE);
    if (!(k->flags & TOKEN_WORD) || token_in(t, i, BOOK_NUMBERS)) return false;
    if (k->flags & TOKEN_CLITIC) return g & G_POSS;
    if (g & (G_AND | G_OF)) return true;
    if (g & (G_PREP | G_REL | G_SUB | G_AUX | G_BE | G_PRON | G_WH | G_THAT | G_TIME))
        return false;
    return !(k->flags & TOKEN_STOP) || g & (G_DET | G_POSS);
}

/* Whether the language's nouns have a plural in s, so that a noun of no list shows it. */
static bool plural_by_s(const mark_text *t) { return t->book->traits.plural_s; }

/* A noun of no list, in the plural as far as its ending shows; "nouns in the plural" are
 * the unit of what they count. */
static bool looks_plural(const mark_text *t, uint32_t i) {
    rt_str word = token_str(t, i);
    if (t->token[i].flags & (TOKEN_STOP | TOKEN_ABBREV) || t->token[i].sign) return false;
    if (word.n < 4 || word.s[word.n - 1] != 's' || word.s[word.n - 2] == 's')
        return false;
    return !(book_cue(t->book, t->token[i].entry)) && plural_by_s(t);
}

/* The unit of a noun at token `k` that is no currency sign. */
static rt_str noun_unit(const mark_text *t, uint32_t k, uint32_t *end) {
    rt_str none = {NULL, 0};
    return goes_on(t, k) && !t->token[k].sign ? unit_at(t, k, end) : none;
}

/* "three advisers [and White House officials]": a second noun with the same unit. */
static uint32_t joined_noun(const mark_text *t, uint32_t i, rt_str unit) {
    uint32_t end;
    if (!goes_on(t, i) || !(word_grammar(t, i) & G_AND)) return i;
    for (uint32_t k = i + 1; k < i + NOUN_REACH && goes_on(t, k); k++) {
        rt_str other = noun_unit(t, k, &end);
        if (other.s) return str_eq(other, unit) ? end : i;
        if (!is_between(t, k)) break;
    }
    return i;
}

/* The noun counted, from token `i` on; sets the figure's end, unit and counts. */
static bool counted_noun(const mark_text *t, uint32_t i, finding *f) {
    uint32_t end, plural = 0;
    for (uint32_t k = i; k < i + NOUN_REACH && goes_on(t, k); k++) {
        rt_str unit = noun_unit(t, k, &end);
        if (unit.s) {
            f->unit = unit;
            f->end = f->counts_end = joined_noun(t, end, unit);
            return true;
        }
        if (looks_plural(t, k)) {
            plural = k;
            if (!goes_on(t, k + 1) || !is_between(t, k + 1) ||
                word_grammar(t, k + 1) & (G_AND | G_OF))
                break;
        }
        bool adjective = k == i && t->token[k].flags & TOKEN_WORD &&
                         noun_unit(t, k + 1, &end).s; /* "three outside ..." */
        if (!adjective && (!is_between(t, k) || (k > i && word_grammar(t, k) & G_OF)))
            break;
    }
    if (!plural) return false;
    f->unit = utf8_fold(t->a, token_str(t, plural));
    f->end = f->counts_end = plural + 1;
    return true;
}

/* "28-point", "10,000-bottle", "two-hour": the word written onto the number. */
static bool tail_unit(const mark_text *t, finding *f) {
    uint32_t end = f->end;
    rt_str word = f->number.tail;
    if (!word.s) {
        if (!sign_is_joint(sign_at(t, end)) || t->token[end].flags & TOKEN_SPACE ||
            !goes_on(t, end + 1) || t->token[end + 1].flags & TOKEN_SPACE ||
            !(t->token[end + 1].flags & TOKEN_WORD))
            return false;
        word = token_str(t, end + 1);
        f->end = end + 2;
    }
    word = utf8_fold(t->a, word);
    rt_str rest = word, part; /* the first part of "Punkte-Plan" */
    str_field(&rest, '-', &part);
    f->unit = word_unit(t, word);
    if (!f->unit.s) f->unit = word_unit(t, part);
    if (f->unit.s) f->counts = f->end;
    else if (str_starts(word, STR("year-old"))) f->unit = STR("-");
    else if (plural_by_s(t) && !str_ends(word, STR("ed"))) /* not "three-legged" */
        f->unit = str_printf(t->a, "%.*ss", (int)word.n, word.s);
    else return false;
    f->counts = f->end;
    if (!rest.n && goes_on(t, f->end) && is_between(t, f->end) &&
        !(word_grammar(t, f->end) & G_OF)) {
        f->end++; /* the noun behind it: "28-point plan" */
        f->counts_end = f->end;
    }
    return true;
}

/* What a sum or a share is of: "in US military assistance", "of the electorate"; a share
 * is not whole without it. */
static void counts_of(const mark_text *t, finding *f) {
    uint32_t i = f->end;
    if (!goes_on(t, i) || !(word_grammar(t, i) & (G_PREP | G_OF))) return;
    uint32_t end = ++i;
    while (goes_on(t, end) && end < i + COUNTS_MAX && is_between(t, end)) end++;
    f->counts = i, f->counts_end = end;
    if (end > i && str_eq(f->unit, STR("percent")) && word_grammar(t, i - 1) & G_OF)
        f->end = end;
}

/* ---------------------------------------------------------------- what is no figure */

static bool is_year(const mark_text *t, const finding *f) {
    const number *n = &f->number;
    if (!n->digits || n->grouped || n->value < YEAR_FIRST || n->value > YEAR_LAST)
        return false;
    return span_length(t->token[n->first].span) == 4;
}

static bool near_month(const mark_text *t, const finding *f) {
    const number *n = &f->number;
    if (n->value > YEAR_LAST || n->grouped) return false;
    uint32_t after = n->end;
    if (sign_at(t, after) == '.') after++;
    if (goes_on(t, after) && word_grammar(t, after) & G_OF) after++;
    if (n->first && token_in(t, n->first - 1, BOOK_MONTHS) &&
        t->token[n->first - 1].flags & TOKEN_CAPITAL)
        return true;
    return goes_on(t, after) && token_in(t, after, BOOK_MONTHS) &&
           t->token[after].flags & TOKEN_WORD;
}

/* "1. Who", "2) What": a number that opens its line as an item of a list. */
static bool opens_item(const mark_text *t, const finding *f) {
    uint32_t sign = sign_at(t, f->number.end);
    return t->token[f->number.first].flags & TOKEN_LINE && f->number.digits &&
           (sign == '.' || sign == ')' || sign == ':') && !f->unit.s;
}

/* "the two leaders", "both countries": known to the reader, no news. */
static bool is_definite(const mark_text *t, const finding *f) {
    if (!f->first || f->number.digits || f->number.value > SMALL || f->qualifier.n)
        return false;
    uint32_t g = word_grammar(t, f->first - 1);
    return !(t->token[f->first].flags & TOKEN_LINE) && g & (G_DET | G_POSS);
}

/* "Article Five", "Group of Seven": a number word in a name. */
static bool in_name(const mark_text *t, const finding *f) {
    uint32_t i = f->number.first;
    if (f->number.digits || !(t->token[i].flags & TOKEN_CAPITAL)) return false;
    return i && !(t->token[i].flags & (TOKEN_LINE | TOKEN_START)) &&
           t->token[i - 1].flags & TOKEN_CAPITAL;
}

/* "5 min" alone on its line is the page's, not the article's. */
static bool is_whole_line(const mark_text *t, const finding *f) {
    return t->token[f->first].flags & TOKEN_LINE && !goes_on(t, f->end);
}

/* "two years ago" is a date. */
static bool is_past_time(const mark_text *t, const finding *f) {
    return period_of(t, f->end) == PERIOD_AGO ||
           (f->first && period_of(t, f->first - 1) == PERIOD_AGO_BEFORE &&
            period_unit(f->unit));
}

static bool is_figure(const mark_text *t, const finding *f) {
    if (!f->unit.s || str_eq(f->unit, STR("-"))) return false;
    if (in_name(t, f) || is_whole_line(t, f) || is_past_time(t, f)) return false;
    if (is_year(t, f) || near_month(t, f) || opens_item(t, f)) return false;
    if (!f->number.digits && f->number.value < 2 && !f->qualifier.n) return false;
    return !is_definite(t, f);
}

/* ---------------------------------------------------------------- round the number */

/* "US$", "$", "€" before the number; sets the unit and moves the figure's start. */
static void currency_before(const mark_text *t, finding *f) {
    uint32_t i = f->number.first;
    if (!i || t->token[i].flags & TOKEN_LINE) return;
    rt_str unit = currency_sign(t->token[i - 1].sign);
    if (!unit.s) return;
    f->unit = unit;
    f->first = i - 1;
    if (i < 2 || t->token[i - 1].flags & TOKEN_SPACE) return;
    static const struct {
        const char *prefix, *unit;
    } dollar[] = {{"US", "USD"},  {"C", "CAD"},  {"A", "AUD"}, {"AU", "AUD"},
                  {"CAN", "CAD"}, {"HK", "HKD"}, {"NZ", "NZD"}};
    for (size_t k = 0; k < sizeof dollar / sizeof *dollar; k++)
        if (str_eq(token_str(t, i - 2), str_of(dollar[k].prefix))) {
            f->unit = str_of(dollar[k].unit);
            f->first = i - 2;
        }
}

/* The longest qualifier that ends right before the figure. */
static void qualifier_before(const mark_text *t, finding *f) {
    enum { LONGEST = 5 };
    uint32_t first = f->first, end;
    for (uint32_t back = 0; back < LONGEST && first && goes_on(t, first); back++) first--;
    for (; first < f->first; first++)
        if (text_phrase(t, first, BOOK_QUALIFIERS, &end) && end == f->first) {
            f->qualifier = str_span(t->text, tokens_span(t, first, end));
            f->first = first;
        }
}

/* Whether token `i` is the word that a line of traits.txt gives, if it does. */
static bool is_trait_word(const mark_text *t, uint32_t i, rt_str word) {
    return word.n && str_eq_nocase(token_str(t, i), word);
}

/* "10 to 15", "10-15", "between 10 and 15": the upper end of a range whose lower end is
 * [first, end). */
static bool range_after(const mark_text *t, uint32_t first, uint32_t end, number *upper) {
    if (!goes_on(t, end + 1)) return false;
    uint32_t g = word_grammar(t, end), next = end + 1;
    bool dash = sign_is_joint(sign_at(t, end));
    bool between =
        g & G_AND && first && is_trait_word(t, first - 1, t->book->traits.range);
    bool to = is_trait_word(t, end, t->book->traits.to);
    if (!dash && !to && !between) return false;
    if (currency_sign(t->token[next].sign).s) next++;
    return goes_on(t, next) && number_read(t, next, upper) && upper->digits;
}

/* Units that measure something else, where others name what is counted. */
static bool is_measure(rt_str unit) {
    static const char *const counted[] = {"persons", "troops", "countries", "points",
                                          "votes",   "seats",  "articles",  "pages"};
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
        if (str_eq(unit, str_of(counted[i]))) return false;
    return true;
}

/* Money, shares, tails, nouns: whatever the number is of. */
static void find_unit(const mark_text *t, finding *f) {
    uint32_t end;
    currency_before(t, f);
    if (f->unit.s) {
        counts_of(t, f);
        return;
    }
    if (tail_unit(t, f)) return;
    if (!goes_on(t, f->end)) return;
    if (sign_at(t, f->end) == '%') {
        f->unit = percent_sign(t, f->end, &end);
        f->end = end;
        counts_of(t, f);
        return;
    }
    rt_str unit = unit_at(t, f->end, &end);
    f->counts = f->counts_end = f->end;
    if (unit.s) {
        f->unit = unit;
        f->end = end;
        if (is_measure(unit)) counts_of(t, f);
        else f->counts_end = end = f->end = joined_noun(t, end, unit);
    } else if (!is_year(t, f)) counted_noun(t, f->end, f);
}

static rt_figure figure_of(const mark_text *t, const finding *f) {
    rt_str none = {NULL, 0};
    return (rt_figure){
        .span = tokens_span(t, f->first, f->end),
        .value = f->number.value,
        .value_max = f->value_max,
        .unit = f->unit,
        .qualifier = f->qualifier,
        .counts = f->counts_end > f->counts
                      ? str_span(t->text, tokens_span(t, f->counts, f->counts_end))
                      : none,
        .quotation = -1};
}

/* "5 out of 29 countries", "from 28 to 19 points": a bare number that shares the noun of
 * the next one. */
static bool shares_noun(const mark_text *t, const number *next, finding *other) {
    *other = (finding){.number = *next,
                       .first = next->first,
                       .end = next->end,
                       .value_max = next->value};
    find_unit(t, other);
    return other->unit.s && !str_eq(other->unit, STR("-"));
}

/* A range "from 28 to 19" is a change, not a range. */
static bool is_change(const mark_text *t, const finding *f, double upper) {
    return upper < f->number.value ||
           (f->number.first &&
            is_trait_word(t, f->number.first - 1, t->book->traits.from));
}

static void push(const mark_text *t, figures *out, finding *f) {
    qualifier_before(t, f);
    if (is_figure(t, f)) *vec_push(t->a, out) = figure_of(t, f);
}

/* Reads the figure whose number is `n`; returns the token to go on from. */
static uint32_t read_figure(const mark_text *t, const number *n, figures *out) {
    finding f = {.number = *n, .first = n->first, .end = n->end, .value_max = n->value};
    number upper;
    finding other;
    if (n->tail.s == NULL && range_after(t, n->first, n->end, &upper)) {
        if (is_change(t, &f, upper.value)) {
            if (shares_noun(t, &upper, &other)) {
                currency_before(t, &f);
                f.unit = other.unit;
                push(t, out, &f);
                return n->end;
            }
        } else if (upper.value > n->value) {
            f.end = upper.end;
            f.value_max = upper.value;
            if (upper.grouped && !n->grouped && upper.value >= 1000 * n->value &&
                n->value > 0) {
                double step = pow(1000, floor(log10(upper.value / n->value) / 3));
                f.number.value *= step; /* "10 to 15 billion" */
            }
        }
    }
    find_unit(t, &f);
    push(t, out, &f);
    return f.end;
}

/* ---------------------------------------------------------------- words that are figures
 */

/* "fourth president", "twice". */
static void read_word_figure(const mark_text *t, uint32_t i, figures *out) {
    if (!token_in(t, i, BOOK_FIGURES)) return;
    rt_str unit = book_value(t->book, t->token[i].entry, BOOK_FIGURES), value;
    str_field(&unit, ' ', &value);
    finding f = {.first = i, .end = i + 1, .unit = unit, .counts = i + 1};
    if (str_eq(unit, STR("rank"))) {
        bool noun = goes_on(t, i + 1) && t->token[i + 1].flags & TOKEN_WORD &&
                    !(t->token[i + 1].flags & (TOKEN_STOP | TOKEN_CLITIC));
        if (!noun || token_in(t, i + 1, BOOK_UNITS) || token_in(t, i + 1, BOOK_MONTHS))
            return;
        f.end = f.counts_end = i + 2;
    }
    for (size_t k = 0; k < value.n; k++)
        f.number.value = f.number.value * 10 + (value.s[k] - '0');
    f.value_max = f.number.value;
    *vec_push(t->a, out) = figure_of(t, &f);
}

/* "at least an hour": one of a unit of time, after a qualifier. */
static void read_single(const mark_text *t, uint32_t i, figures *out) {
    uint32_t end;
    if (!(word_grammar(t, i) & G_INDEF) || !goes_on(t, i + 1)) return;
    rt_str unit = noun_unit(t, i + 1, &end);
    if (!unit.s || !period_unit(unit)) return;
    finding f = {.number = {.first = i, .end = end, .value = 1},
                 .first = i,
                 .end = end,
                 .unit = unit,
                 .value_max = 1};
    qualifier_before(t, &f);
    if (f.qualifier.n && !is_past_time(t, &f)) *vec_push(t->a, out) = figure_of(t, &f);
}

static void note_quotations(const rt_marks *marks, figures *out) {
    for (uint32_t q = 0; q < marks->quotations_n; q++) {
        const rt_quotation *at = &marks->quotations[q];
        if (at->type == RT_QUOTE_SCARE) continue;
        for (uint32_t k = 0; k < at->content_n; k++) {
            uint32_t low = 0, high = out->n;
            while (low < high) {
                uint32_t middle = low + (high - low) / 2;
                if (out->at[middle].span.start < at->content[k].start) low = middle + 1;
                else high = middle;
            }
            for (; low < out->n && out->at[low].span.end <= at->content[k].end; low++)
                if (out->at[low].quotation < 0) out->at[low].quotation = (int32_t)q;
        }
    }
}

const rt_figure *figure_find(const mark_text *t, const outlet_mentions *outlets,
                             const rt_marks *marks, uint32_t *n) {
    figures out = {0};
    uint32_t named = 0;
    for (uint32_t i = 0; (i = text_next(t, HINT_FIGURE, i)) < t->token_n;) {
        number found;
        if (outlet_skip(outlets, &named, &i)) continue;
        if (number_read(t, i, &found)) {
            uint32_t next = read_figure(t, &found, &out);
            i = next > i ? next : i + 1;
        } else {
            read_word_figure(t, i, &out);
            read_single(t, i, &out);
            i++;
        }
    }
    note_quotations(marks, &out);
    *n = out.n;
    return out.at;
}
