#include "mark/credit.h"

#include "base/vec.h"
#include "mark/byline.h"
#include "mark/quote.h"

#include <stdlib.h>

/* How far from the outlet's name its verb may stand, in tokens. */
enum { REACH = 7 };
/* Sentences after the first that still count as the head of an article. */
enum { HEAD = 3 };

typedef struct crediting {
    const mark_text *t;
    const outlet_mentions *mentions;
    credit_words words;
    const bool *spent; /* tokens that byline_find has done with */
    credit_list *out;
} crediting;

static bool is_sign(const mark_text *t, uint32_t i, uint32_t sign) {
    return t->token[i].sign == sign;
}

/* ---------------------------------------------------------------- around a mention */

/* What may stand between the crediting words and the name: "told [the British newspaper]
 * The Sun", "told [Russia's] RT". */
static bool is_link_left(const mark_text *t, uint32_t i, unsigned *names) {
    const token *k = &t->token[i];
    uint32_t end, grammar = word_grammar(t, i);
    if (k->sign) return outlet_quoting_sign(k->sign);
    if (k->flags & TOKEN_CLITIC || grammar & (G_DET | G_INDEF | G_POSS)) return true;
    if (outlet_noun(t, i, &end) != OUTLET_NONE) return true;
    return k->flags & TOKEN_CAPITAL && ++*names <= 2;
}

static uint32_t bits_before(const crediting *c, const outlet_mention *m) {
    const mark_text *t = c->t;
    uint32_t first = t->sentence_token[t->token[m->first].sentence];
    unsigned names = 0;
    for (uint32_t i = m->first; i-- > first && i + REACH > m->first;) {
        uint32_t bits = c->words.ending[i];
        if (bits & CREDIT_BEFORE && !(i + 1 == m->first && bits & CREDIT_ON &&
                                      c->words.starting[i] & CREDIT_AFTER))
            return bits;
        if (!is_link_left(t, i, &names)) break;
    }
    return 0;
}

/* What may stand between the name and its verb: "Politico [first] reported", "CNN['s Jane
 * Doe] reported", "The Sun [newspaper on Friday] wrote". */
static bool is_link_right(const mark_text *t, uint32_t i, unsigned *names) {
    const token *k = &t->token[i];
    uint32_t end, grammar = word_grammar(t, i);
    if (k->sign) return outlet_quoting_sign(k->sign);
    if (k->flags & TOKEN_CLITIC || grammar & (G_ADV | G_AUX | G_TIME | G_BE)) return true;
    if (token_in(t, i, BOOK_WEEKDAYS)) return true;
    if (outlet_noun(t, i, &end) != OUTLET_NONE) return true;
    if (grammar & G_PREP)
        return t->token[i + 1].entry &&
               book_grammar(t->book, t->token[i + 1].entry) & G_TIME;
    return k->flags & TOKEN_CAPITAL && ++*names <= 3;
}

static uint32_t bits_after(const crediting *c, const outlet_mention *m) {
    const mark_text *t = c->t;
    uint32_t end = t->sentence_token[t->token[m->first].sentence + 1];
    unsigned names = 0;
    for (uint32_t i = m->end; i < end && i < m->end + REACH; i++) {
        if (c->words.starting[i] & CREDIT_AFTER) return c->words.starting[i];
        if (!is_link_right(t, i, &names)) break;
    }
    return 0;
}

/* Whether somebody speaks in the sentence, for "on NBC's Meet the Press". */
static bool somebody_speaks(const crediting *c, uint32_t sentence) {
    const mark_text *t = c->t;
    uint32_t end = t->sentence_token[sentence + 1];
    for (uint32_t i = t->sentence_token[sentence]; i < end; i++) {
        uint32_t bits = t->token[i].entry ? book_cue(t->book, t->token[i].entry) : 0;
        if (bits & (CUE_SAY | CUE_TELL | CUE_ASK | CUE_LABEL)) return true;
        if (c->words.starting[i] & CREDIT_TOLD && !(c->words.starting[i] & CREDIT_ON))
            return true;
    }
    return false;
}

/* "Source: dpa", "Politico: ...": the name, then a colon, opening its line. */
static bool opens_line_with_colon(const mark_text *t, const outlet_mention *m) {
    return t->token[m->first].flags & TOKEN_LINE && is_sign(t, m->end, ':');
}

static bool weak_counts(const outlet_mention *m) {
    return m->kind == OUTLET_AGENCY || m->kind == OUTLET_NEWSPAPER ||
           m->kind == OUTLET_MAGAZINE;
}

static bool kind_of_bits(uint32_t bits, rt_credit_kind *kind) {
    if (bits & CREDIT_TOLD) *kind = RT_CREDIT_TOLD;
    else if (bits & CREDIT_ACCORDING) *kind = RT_CREDIT_ACCORDING_TO;
    else if (bits & CREDIT_REPORTED) *kind = RT_CREDIT_REPORTED;
    else return false;
    return true;
}

static bool credit_kind(const crediting *c, const outlet_mention *m,
                        rt_credit_kind *kind) {
    uint32_t before = bits_before(c, m);
    if (before & CREDIT_ON && !somebody_speaks(c, c->t->token[m->first].sentence))
        before = 0;
    if (before & CREDIT_WEAK && !weak_counts(m)) before = 0;
    if (kind_of_bits(before, kind)) return true;
    uint32_t after = bits_after(c, m);
    if (after & CREDIT_WEAK && !weak_counts(m)) after = 0;
    if (kind_of_bits(after, kind)) return true;
    *kind = RT_CREDIT_REPORTED;
    return opens_line_with_colon(c->t, m) && m->certainty == OUTLET_KNOWN;
}

/* ---------------------------------------------------------------- "the newspaper" */

/* "the outlet also writes", "according to the paper": what it is called stands for the
 * outlet credited last, if its kind agrees. Fills *m. */
static bool stands_for(const crediting *c, uint32_t i, const outlet_mention *last,
                       outlet_mention *m) {
    const mark_text *t = c->t;
    uint32_t end;
    if (!i || !last) return false;
    uint32_t before = t->token[i - 1].entry;
    if (!before || !(book_grammar(t->book, before) & G_DET)) return false;
    outlet_kind kind = outlet_noun(t, i, &end);
    if (kind == OUTLET_NONE || kind > OUTLET_ANY) return false;
    bool agrees = kind == last->kind ||
                  (kind == OUTLET_ANY && last->kind != OUTLET_AGENCY) ||
                  last->kind == OUTLET_NONE;
    if (!agrees) return false;
    *m = *last;
    m->first = i, m->end = end, m->certainty = OUTLET_KNOWN;
    return true;
}

/* ---------------------------------------------------------------- the text */

static rt_reach reach_of(const mark_text *t, const outlet_mention *m,
                         rt_credit_kind kind) {
    uint32_t sentence = t->token[m->first].sentence;
    bool opens = t->token[t->sentence_token[sentence]].flags & TOKEN_LINE;
    if (kind == RT_CREDIT_REPORTED && sentence < HEAD) return RT_REACH_ARTICLE;
    if (kind == RT_CREDIT_REPORTED && opens) return RT_REACH_PARAGRAPH;
    return RT_REACH_SENTENCE;
}

static void add_mention(crediting *c, const outlet_mention *m, rt_credit_kind kind) {
    *vec_push(c->t->a, c->out) = (rt_credit){.outlet = m->outlet,
                                             .kind = kind,
                                             .reach = reach_of(c->t, m, kind),
                                             .span = tokens_span(c->t, m->first, m->end)};
}

/* Whether only "and", commas, articles and what media are called stand between two
 * mentions, so that what is said of one holds for the other. */
static bool are_joined(const mark_text *t, const outlet_mention *a,
                       const outlet_mention *b) {
    bool joined = false;
    uint32_t end;
    if (b->first > a->end + REACH ||
        t->token[b->first].sentence != t->token[a->first].sentence)
        return false;
    for (uint32_t i = a->end; i < b->first; i++) {
        if (word_grammar(t, i) & G_AND || is_sign(t, i, ',')) joined = true;
        else if (!outlet_quoting_sign(t->token[i].sign) &&
                 outlet_noun(t, i, &end) == OUTLET_NONE)
            return false;
    }
    return joined;
}

/* How each mention is credited; `said` tells whether it is. */
typedef struct verdict {
    rt_credit_kind kind;
    bool said;
} verdict;

static verdict *judge(const crediting *c) {
    const outlet_mentions *all = c->mentions;
    verdict *v = arena_many(c->t->a, verdict, (size_t)all->n + 1);
    for (uint32_t i = 0; i < all->n; i++) {
        const outlet_mention *m = &all->at[i];
        if (c->spent[m->first] || !outlet_holds(c->t, m)) continue;
        v[i].said = credit_kind(c, m, &v[i].kind);
        if (!v[i].said && i && v[i - 1].said && m->certainty == OUTLET_KNOWN &&
            are_joined(c->t, m - 1, m))
            v[i] = v[i - 1];
    }
    for (uint32_t i = all->n; i-- > 1;) {
        const outlet_mention *m = &all->at[i - 1];
        if (v[i].said && !v[i - 1].said && !c->spent[m->first] &&
            m->certainty == OUTLET_KNOWN && are_joined(c->t, m, m + 1))
            v[i - 1] = v[i];
    }
    return v;
}

static void credit_sentences(crediting *c) {
    const mark_text *t = c->t;
    const outlet_mention *last = NULL;
    const verdict *v = judge(c);
    uint32_t next = 0;
    for (uint32_t i = 0;; i++) {
        rt_credit_kind kind;
        outlet_mention m;
        i = text_next(t, HINT_OUTLET, i);
        if (next < c->mentions->n && c->mentions->at[next].first <= i) {
            const outlet_mention *named = &c->mentions->at[next];
            if (v[next].said) {
                add_mention(c, named, v[next].kind);
                last = named;
            }
            next++;
            i = named->end - 1;
        } else if (i == t->token_n) {
            break;
        } else if (token_in(t, i, BOOK_MEDIA) && stands_for(c, i, last, &m) &&
                   credit_kind(c, &m, &kind)) {
            add_mention(c, &m, kind);
        }
    }
}

/* ---------------------------------------------------------------- beside the text */

/* A line that is not in the text: tokens and mentions of its own, no spans. */
static mark_text aside(const mark_text *t, rt_str text) {
    mark_text own = {.article = t->article, .text = text, .book = t->book, .a = t->a};
    text_tokens(&own);
    text_sentences(&own);
    return own;
}

static void add_aside(const mark_text *t, rt_str outlet, rt_credit_kind kind,
                      credit_list *out) {
    *vec_push(t->a, out) = (rt_credit){
        .outlet = outlet, .kind = kind, .reach = RT_REACH_ARTICLE, .span = RT_NO_SPAN};
}

static void credit_line(const mark_text *t, rt_str text, bool copyright,
                        credit_list *out) {
    mark_text own = aside(t, text);
    outlet_mentions found = outlet_find(&own);
    for (uint32_t i = 0; i < found.n; i++) {
        const outlet_mention *m = &found.at[i];
        if (m->certainty == OUTLET_COMMON || !outlet_signs(m)) continue;
        if (!copyright || !outlet_goes_on(&own, m))
            add_aside(t, m->outlet, RT_CREDIT_BYLINE, out);
    }
}

/* "US offers a deal – Politico": the outlet after the last dash, unless it is the
 * article's own. */
static bool title_suffix(const mark_text *own, const outlet_mention *m, rt_str self) {
    if (m->end != own->token_n || m->first < 2) return false;
    uint32_t sign = own->token[m->first - 1].sign;
    return (sign == '|' || sign_is_dash(sign)) && !str_eq(m->outlet, self);
}

static void credit_title(const mark_text *t, rt_str self, credit_list *out) {
    mark_text own = aside(t, t->article->title);
    outlet_mentions found = outlet_find(&own);
    crediting c = {.t = &own, .mentions = &found, .words = credit_words_find(&own)};
    for (uint32_t i = 0; i < found.n; i++) {
        const outlet_mention *m = &found.at[i];
        rt_credit_kind kind = RT_CREDIT_REPORTED;
        if (!outlet_holds(&own, m)) continue;
        if (title_suffix(&own, m, self) || credit_kind(&c, m, &kind))
            add_aside(t, m->outlet, kind, out);
    }
}

static bool credited_in(const credit_list *list, rt_str outlet, rt_span span) {
    for (uint32_t i = 0; i < list->n; i++)
        if (str_eq(list->at[i].outlet, outlet) &&
            (span.start > list->at[i].span.end ? span.start - list->at[i].span.end
                                               : list->at[i].span.start - span.end) < 200)
            return true;
    return false;
}

/* Links to another outlet's article, where the words do not credit it anyway. */
static void credit_links(const mark_text *t, rt_str self, credit_list *out) {
    uint32_t words = out->n;
    credit_list said = {out->at, words, words};
    for (uint32_t i = 0; i < t->article->links_n; i++) {
        const rt_link *link = &t->article->links[i];
        rt_str outlet = outlet_of_address(t->book, t->a, link->url);
        size_t host = str_find(link->url, STR("://"), 0);
        size_t path = host == SIZE_MAX ? host : str_find(link->url, STR("/"), host + 3);
        bool deep = path != SIZE_MAX && link->url.n - path > 12;
        if (!outlet.s || !deep || str_eq(outlet, self)) continue;
        if (credited_in(&said, outlet, link->span)) continue;
        *vec_push(t->a, out) = (rt_credit){.outlet = outlet,
                                           .kind = RT_CREDIT_LINK,
                                           .reach = RT_REACH_SENTENCE,
                                           .span = link->span};
    }
}

static int by_place(const void *a, const void *b) {
    const rt_credit *x = a, *y = b;
    return (x->span.start > y->span.start) - (x->span.start < y->span.start);
}

const rt_credit *credit_find(const mark_text *t, const outlet_mentions *mentions,
                             uint32_t *n) {
    credit_list out = {0};
    rt_str self = outlet_own(t);
    bool *spent = arena_many(t->a, bool, (size_t)t->token_n + 1);
    crediting c = {
        .t = t, .mentions = mentions, .words = credit_words_find(t), .out = &out};
    byline_find(t, mentions, &c.words, spent, &out);
    c.spent = spent;
    credit_sentences(&c);
    if (out.n) qsort(out.at, out.n, sizeof *out.at, by_place);
    credit_title(t, self, &out);
    for (uint32_t i = 0; i < t->article->notices_n; i++) {
        const rt_notice *notice = &t->article->notices[i];
        if (notice->kind != RT_NOTICE_CAPTION)
            credit_line(t, notice->text, notice->kind == RT_NOTICE_COPYRIGHT, &out);
    }
    for (uint32_t i = 0; i < t->article->authors_n; i++)
        credit_line(t, t->article->authors[i], false, &out);
    credit_links(t, self, &out);
    *n = out.n;
    return out.at;
}
