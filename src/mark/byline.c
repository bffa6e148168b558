#include "mark/byline.h"

#include "mark/dateline.h"
#include "mark/quote.h"

enum {
    SHORT_LINE = 30,  /* tokens: longer ones are prose */
    SIGNED_LINE = 24, /* tokens of "By Jane Doe, Outlet" and its like */
    STRANGER = 4,     /* words in the name of an agency that is not in the table */
    TAIL_LINES = 6    /* lines at the end where a tag may close the article */
};

credit_words credit_words_find(const mark_text *t) {
    uint32_t *starting = arena_many(t->a, uint32_t, (size_t)t->token_n + 1);
    uint32_t *ending = arena_many(t->a, uint32_t, (size_t)t->token_n + 1);
    for (uint32_t i = 0; (i = text_next(t, HINT_CREDIT, i)) < t->token_n; i++) {
        uint32_t end, node = text_phrase(t, i, BOOK_CREDITS, &end);
        if (!node) continue;
        starting[i] = book_credit(t->book, node);
        ending[end - 1] |= starting[i];
    }
    return (credit_words){starting, ending};
}

/* A line of the text, with what it holds. */
typedef struct line {
    uint32_t first, end;        /* tokens */
    uint32_t mention, mentions; /* the first mention, and how many */
    uint32_t lines_left;        /* behind it */
    bool head;                  /* no prose stands before it */
} line;

typedef struct lines {
    const mark_text *t;
    const outlet_mentions *mentions;
    const credit_words *words;
    bool *spent;
    credit_list *out;
    rt_str self; /* the article's own outlet */
} lines;

static bool is_sign(const mark_text *t, uint32_t i, uint32_t sign) {
    return t->token[i].sign == sign;
}

static bool is_dash(const mark_text *t, uint32_t i) {
    return sign_is_dash(t->token[i].sign);
}

static bool is_separator(const mark_text *t, uint32_t i) {
    uint32_t sign = t->token[i].sign;
    return sign && (sign == '/' || sign == ',' || sign == '|' || sign == ':' ||
                    sign == 0xB7 || sign == 0x2022 || is_dash(t, i));
}

static void credit_mentions(lines *l, uint32_t from, uint32_t end, rt_credit_kind kind) {
    for (uint32_t i = from; i < end; i++) {
        const outlet_mention *m = &l->mentions->at[i];
        if (!outlet_signs(m)) continue;
        *vec_push(l->t->a, l->out) =
            (rt_credit){.outlet = m->outlet,
                        .kind = kind,
                        .reach = RT_REACH_ARTICLE,
                        .span = tokens_span(l->t, m->first, m->end)};
        for (uint32_t k = m->first; k < m->end; k++) l->spent[k] = true;
    }
}

/* Of the words of a line outside of outlets' names. */
static uint32_t line_bits(const lines *l, const line *at) {
    uint32_t bits = 0, m = at->mention;
    for (uint32_t i = at->first; i < at->end; i++) {
        if (m < l->mentions->n && l->mentions->at[m].first == i)
            i = l->mentions->at[m++].end - 1;
        else bits |= l->words->starting[i];
    }
    return bits;
}

/* Index after the last of the mentions from `m` on that begin before token `end`. */
static uint32_t mentions_before(const lines *l, uint32_t m, uint32_t end) {
    while (m < l->mentions->n && l->mentions->at[m].first < end) m++;
    return m;
}

/* "(AP)", "(dpa/AFP)", "(Reuters, afp/jm)": a bracket with outlets and initials alone,
 * opening at token `open`. Sets *close and the mentions in it. */
static bool tag_at(const lines *l, const line *at, uint32_t open, uint32_t *close,
                   uint32_t *from, uint32_t *to) {
    const mark_text *t = l->t;
    uint32_t i = open + 1;
    *from = mentions_before(l, at->mention, open);
    uint32_t m = *from, strangers = 0;
    while (i < at->end && i < open + LONGEST_DATELINE && !is_sign(t, i, ')')) {
        if (m < l->mentions->n && l->mentions->at[m].first == i)
            i = l->mentions->at[m++].end;
        else if (is_separator(t, i)) i++;
        else if (span_length(t->token[i].span) <= 4 && i > open + 1 &&
                 !(t->token[i].flags & TOKEN_CAPITAL))
            i++, strangers++;
        else return false;
    }
    *close = i, *to = m;
    return i < at->end && is_sign(t, i, ')') && m > *from && strangers <= 2;
}

/* "PORT SELWICK (Kestrel) –": behind a place in capitals and before a dash even a name
 * that nobody knows is an agency's, `open` being the bracket. */
static bool stranger_tag(lines *l, const line *at, uint32_t open) {
    const mark_text *t = l->t;
    uint32_t i = open + 1;
    if (open == at->first || !(t->token[at->first].flags & TOKEN_UPPER)) return false;
    while (i < at->end && i <= open + STRANGER && !t->token[i].sign) {
        const token *k = &t->token[i++];
        bool name = k->flags & TOKEN_WORD && k->flags & TOKEN_CAPITAL &&
                    !(k->flags & (TOKEN_STOP | TOKEN_NUMBER)) &&
                    !(word_grammar(t, i - 1) & G_TIME);
        if (!name) return false;
    }
    if (i == open + 1 || i + 1 >= at->end || !is_sign(t, i, ')') || !is_dash(t, i + 1))
        return false;
    rt_span span = tokens_span(t, open + 1, i);
    *vec_push(t->a, l->out) = (rt_credit){.outlet = str_span(t->text, span),
                                          .kind = RT_CREDIT_AGENCY_TAG,
                                          .reach = RT_REACH_ARTICLE,
                                          .span = span};
    for (uint32_t k = open + 1; k < i; k++) l->spent[k] = true;
    return true;
}

/* "HELSINKI (AP) —" at the start of a line, "(dpa)" at the end of an article. */
static bool agency_tag(lines *l, const line *at) {
    const mark_text *t = l->t;
    uint32_t close, from, to;
    for (uint32_t i = at->first; i < at->end && i < at->first + LONGEST_DATELINE; i++) {
        if (is_sign(t, i, '(') && tag_at(l, at, i, &close, &from, &to)) {
            bool dash = close + 1 < at->end &&
                        (is_dash(t, close + 1) || is_sign(t, close + 1, ':'));
            if (!dash && i > at->first) break;
            credit_mentions(l, from, to, RT_CREDIT_AGENCY_TAG);
            return true;
        }
        if (is_sign(t, i, '(') && stranger_tag(l, at, i)) return true;
        if (!dateline_word(t, i)) break;
    }
    if (at->lines_left >= TAIL_LINES || !is_sign(t, at->end - 1, ')')) return false;
    uint32_t open = at->end - 1;
    while (open > at->first && open + LONGEST_DATELINE > at->end &&
           !is_sign(t, open, '('))
        open--;
    if (!is_sign(t, open, '(') || !tag_at(l, at, open, &close, &from, &to)) return false;
    credit_mentions(l, from, to, RT_CREDIT_AGENCY_TAG);
    return true;
}

/* "Reuters - The talks ...": an agency's name and a dash open the line. */
static bool bare_tag(lines *l, const line *at) {
    const outlet_mention *m = &l->mentions->at[at->mention];
    if (m->first != at->first || m->kind != OUTLET_AGENCY || m->end >= at->end)
        return false;
    if (m->certainty != OUTLET_KNOWN || !is_dash(l->t, m->end)) return false;
    credit_mentions(l, at->mention, at->mention + 1, RT_CREDIT_AGENCY_TAG);
    return true;
}

/* Nothing but outlets, dates, times and signs. */
static bool is_name_line(const lines *l, const line *at) {
    const mark_text *t = l->t;
    uint32_t m = at->mention;
    for (uint32_t i = at->first; i < at->end;) {
        const token *k = &t->token[i];
        uint32_t grammar = k->entry ? book_grammar(t->book, k->entry) : 0;
        if (m < l->mentions->n && l->mentions->at[m].first == i) {
            /* Between signs, what means other things too most likely does. */
            if (i > at->first && l->mentions->at[m].certainty == OUTLET_COMMON)
                return false;
            i = l->mentions->at[m++].end;
        } else if (k->sign || k->flags & TOKEN_NUMBER || grammar & (G_TIME | G_DET)) i++;
        else if (k->flags & TOKEN_UPPER && span_length(k->span) <= 4) i++;  /* EDT */
        else if (span_length(k->span) <= 4 && k->flags & TOKEN_ABBREV) i++; /* p.m. */
        else return false;
    }
    return true;
}

/* "Jane Doe, AP Diplomatic Writer", "Jane Doe | Outlet": a separator right before it. */
static bool is_signed_line(const lines *l, const line *at) {
    const mark_text *t = l->t;
    const outlet_mention *m = &l->mentions->at[at->mention];
    if (at->end - at->first > SIGNED_LINE || m->first < at->first + 3) return false;
    for (uint32_t i = at->first; i < m->first - 1; i++)
        if (!(t->token[i].flags & TOKEN_CAPITAL) && !t->token[i].sign &&
            !(t->token[i].flags & TOKEN_STOP))
            return false;
    uint32_t before = m->first - 1;
    return is_separator(t, before) && !is_sign(t, before, ':') &&
           !is_sign(t, at->end - 1, '.');
}

/* Sentences that say who else worked on the article; they may end a line of prose. */
static bool contributors(lines *l, const line *at) {
    const mark_text *t = l->t;
    bool found = false;
    for (uint32_t i = at->first; i < at->end; i++) {
        if (!(l->words->starting[i] & CREDIT_PART)) continue;
        uint32_t s = t->token[i].sentence;
        if (t->sentence_token[s + 1] - t->sentence_token[s] > 2 * SHORT_LINE) continue;
        uint32_t from = mentions_before(l, at->mention, t->sentence_token[s]);
        uint32_t to = mentions_before(l, from, t->sentence_token[s + 1]);
        credit_mentions(l, from, to, RT_CREDIT_BYLINE);
        found = found || to > from;
        i = t->sentence_token[s + 1] - 1;
    }
    return found;
}

static bool is_copyright(const lines *l, const line *at, uint32_t bits) {
    if (bits & CREDIT_COPYRIGHT) return true;
    for (uint32_t i = at->first; i < at->end; i++)
        if (is_sign(l->t, i, 0xA9)) return true;
    return false;
}

static bool is_byline(const lines *l, const line *at, uint32_t bits) {
    const mark_text *t = l->t;
    bool opens = l->words->starting[at->first] & CREDIT_BYLINE;
    if (is_copyright(l, at, bits))
        return !outlet_goes_on(t, &l->mentions->at[at->mention]);
    if (opens && !is_sign(t, at->end - 1, '.')) return true;
    bool edge = at->head || at->lines_left < TAIL_LINES;
    bool banner = str_eq(l->mentions->at[at->mention].outlet, l->self);
    return (edge && !banner && is_name_line(l, at)) ||
           (at->head && is_signed_line(l, at));
}

static void read_line(lines *l, const line *at) {
    if (agency_tag(l, at) || bare_tag(l, at) || contributors(l, at)) return;
    if (at->end - at->first > SHORT_LINE) return;
    uint32_t bits = line_bits(l, at), to = at->mention + at->mentions;
    if (bits & CREDIT_PICTURE) {
        for (uint32_t m = at->mention; m < to; m++)
            for (uint32_t k = l->mentions->at[m].first; k < l->mentions->at[m].end; k++)
                l->spent[k] = true;
    } else if (is_byline(l, at, bits))
        credit_mentions(l, at->mention, to, RT_CREDIT_BYLINE);
}

static uint32_t count_lines(const mark_text *t) {
    uint32_t n = 0;
    for (uint32_t i = 0; (i = text_next(t, HINT_LINE, i)) < t->token_n; i++) n++;
    return n;
}

void byline_find(const mark_text *t, const outlet_mentions *mentions,
                 const credit_words *words, bool *spent, credit_list *out) {
    lines l = {t, mentions, words, spent, out, outlet_own(t)};
    line at = {.lines_left = count_lines(t)};
    unsigned prose = 0;
    while (at.first < t->token_n) {
        at.end = text_next(t, HINT_LINE, at.first + 1);
        at.lines_left--;
        at.head = prose <= 1;
        uint32_t after = mentions_before(&l, at.mention, at.end);
        at.mentions = after - at.mention;
        if (at.mentions) read_line(&l, &at);
        else agency_tag(&l, &at);
        prose += at.end - at.first > SHORT_LINE;
        at.mention = after;
        at.first = at.end;
    }
}
