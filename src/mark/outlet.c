#include "mark/outlet.h"

#include "base/hash.h"
#include "base/utf8.h"

/* Longest name that is guessed, in tokens. */
enum { GUESS_MAX = 4 };

/* The node of a phrase given as text, one word after the other. */
static uint32_t node_of(const wordbook *book, arena *a, rt_str phrase) {
    uint32_t node = BOOK_ROOT;
    rt_str rest = utf8_fold(a, phrase), word;
    while (str_field(&rest, ' ', &word))
        if (!(node = book_step(book, node, hash_word(word)))) break;
    return node;
}

/* Of an outlet of the table. */
static outlet_kind outlet_kind_of(const wordbook *book, arena *a, rt_str outlet) {
    return book_medium(book, node_of(book, a, outlet), BOOK_OUTLET_KINDS);
}

/* ---------------------------------------------------------------- addresses */

static rt_str domain_outlet(const wordbook *book, rt_str domain) {
    uint32_t node = book_word(book, domain);
    bool known = node && book_has(book, node, BOOK_OUTLET_DOMAINS);
    return known ? book_value(book, node, BOOK_OUTLET_DOMAINS) : (rt_str){NULL, 0};
}

rt_str outlet_of_address(const wordbook *book, arena *a, rt_str address) {
    size_t scheme = str_find(address, STR("://"), 0);
    if (scheme != SIZE_MAX) address = str_from(address, scheme + 3);
    rt_str rest = utf8_fold(a, address), host, path = {NULL, 0}, found;
    if (!str_field(&rest, '/', &host) || host.n > 255) return (rt_str){NULL, 0};
    str_field(&rest, '/', &path);
    for (rt_str label; str_find(host, STR("."), 0) != SIZE_MAX;) {
        rt_str whole = path.n && path.n < 64 ? str_printf(a, "%.*s/%.*s", (int)host.n,
                                                          host.s, (int)path.n, path.s)
                                             : host;
        if ((found = domain_outlet(book, whole)).s) return found;
        if ((found = domain_outlet(book, host)).s) return found;
        str_field(&host, '.', &label);
    }
    return (rt_str){NULL, 0};
}

rt_str outlet_own(const mark_text *t) {
    rt_str self = outlet_of_address(t->book, t->a, t->article->outlet);
    if (!self.s) self = outlet_of_address(t->book, t->a, t->article->url);
    if (self.s) return self;
    uint32_t node = node_of(t->book, t->a, t->article->outlet);
    bool known = node && book_has(t->book, node, BOOK_OUTLETS);
    return known ? book_value(t->book, node, BOOK_OUTLETS) : t->article->outlet;
}

/* ---------------------------------------------------------------- names of the table */

static bool is_article(const mark_text *t, uint32_t i) {
    uint32_t end;
    return outlet_noun(t, i, &end) == OUTLET_ARTICLE;
}

/* A short word in capitals alone: "AS" is not "as". */
static bool is_acronym(rt_str word) {
    for (size_t i = 0; i < word.n; i++)
        if (word.s[i] < 'A' || word.s[i] > 'Z') return false;
    return word.n > 1 && word.n <= 3;
}

/* Whether tokens from `first` on have capitals where the spelling has them; an article in
 * front may be small, and so may what follows an acronym ("CBS news"). */
static bool spelled(const mark_text *t, uint32_t first, uint32_t end, rt_str spelling) {
    rt_str word;
    for (uint32_t i = first; i < end && str_field(&spelling, ' ', &word); i++) {
        size_t at = 0;
        bool capital = word.n && utf8_is_upper(utf8_next(word, &at));
        bool article = i == first && end - first > 1 && is_article(t, i);
        if (capital && !article && !(t->token[i].flags & TOKEN_CAPITAL)) return false;
        if (is_acronym(word) && !(t->token[i].flags & TOKEN_UPPER)) return false;
        if (!article && t->token[i].flags & TOKEN_UPPER) return true;
    }
    return true;
}

static bool table_mention(const mark_text *t, uint32_t i, outlet_mention *m) {
    uint32_t end, node = text_phrase(t, i, BOOK_OUTLETS, &end);
    if (!node || !spelled(t, i, end, book_value(t->book, node, BOOK_OUTLET_SPELLINGS)))
        return false;
    bool common = book_has(t->book, node, BOOK_OUTLET_COMMON);
    rt_str outlet = book_value(t->book, node, BOOK_OUTLETS);
    bool article = end - i > 1 && is_article(t, i);
    uint32_t fuller_end;
    if (article && text_phrase(t, i + 1, BOOK_OUTLETS, &fuller_end) && fuller_end > end)
        return false; /* "the Pioneer Press" is not "The Pioneer" */
    if (article && !(t->token[i].flags & TOKEN_CAPITAL)) i++;
    *m = (outlet_mention){.first = i,
                          .end = end,
                          .outlet = outlet,
                          .certainty = common ? OUTLET_COMMON : OUTLET_KNOWN,
                          .kind = outlet_kind_of(t->book, t->a, outlet)};
    return true;
}

static bool host_mention(const mark_text *t, uint32_t i, outlet_mention *m) {
    rt_str word = token_str(t, i);
    if (!(t->token[i].flags & TOKEN_JOINED) || word.n < 5 ||
        str_find(word, STR("."), 1) >= word.n - 2)
        return false;
    rt_str outlet = outlet_of_address(t->book, t->a, word);
    if (!outlet.s) return false;
    *m = (outlet_mention){.first = i,
                          .end = i + 1,
                          .outlet = outlet,
                          .kind = outlet_kind_of(t->book, t->a, outlet)};
    return true;
}

/* ---------------------------------------------------------------- unknown outlets */

static bool is_name_word(const mark_text *t, uint32_t i) {
    unsigned flags = t->token[i].flags;
    return flags & TOKEN_WORD && flags & TOKEN_CAPITAL && !(flags & TOKEN_STOP);
}

static bool same_line(const mark_text *t, uint32_t i) {
    return i < t->token_n && !(t->token[i].flags & TOKEN_LINE);
}

static uint32_t name_end(const mark_text *t, uint32_t i) {
    uint32_t end = i;
    while (end < i + GUESS_MAX && same_line(t, end) && is_name_word(t, end)) end++;
    return end;
}

/* "the newspaper Xyz": a capitalised name right after what a medium is called. */
static bool called_mention(const mark_text *t, uint32_t i, outlet_mention *m) {
    uint32_t noun_end, end;
    if (t->token[i].flags & TOKEN_CAPITAL) return false;
    outlet_kind kind = outlet_noun(t, i, &noun_end);
    if (!outlet_is_medium(kind)) return false;
    end = name_end(t, noun_end);
    if (end == noun_end) return false;
    *m = (outlet_mention){.first = noun_end,
                          .end = end,
                          .outlet = str_span(t->text, tokens_span(t, noun_end, end)),
                          .certainty = OUTLET_GUESSED,
                          .kind = kind};
    return true;
}

/* "Xyz News Agency": tokens [first, end) are a name that closes with two words or more
 * for an agency. */
static bool is_agency_name(const mark_text *t, uint32_t first, uint32_t end) {
    uint32_t noun_end;
    for (uint32_t i = first + 1; i + 1 < end; i++)
        if (outlet_noun(t, i, &noun_end) == OUTLET_AGENCY && noun_end == end) return true;
    return false;
}

/* "Kolva Herald", "the Xyz news agency": a name that ends like those of papers, or before
 * what a medium is called. */
static bool titled_mention(const mark_text *t, uint32_t i, outlet_mention *m) {
    uint32_t end = name_end(t, i), noun_end;
    if (end == i) return false;
    outlet_kind last = outlet_noun(t, end - 1, &noun_end);
    outlet_kind after = same_line(t, end) ? outlet_noun(t, end, &noun_end) : OUTLET_NONE;
    bool titled = last == OUTLET_TITLE && end - i > 1;
    bool called =
        outlet_is_medium(after) && (end - i > 1 || t->token[i].flags & TOKEN_UPPER);
    bool agency = is_agency_name(t, i, end);
    if (!titled && !called && !agency) return false;
    outlet_mention known;
    for (uint32_t k = i + 1; k < end; k++)
        if (table_mention(t, k, &known)) return false;
    *m = (outlet_mention){.first = i,
                          .end = end,
                          .outlet = str_span(t->text, tokens_span(t, i, end)),
                          .certainty = OUTLET_GUESSED,
                          .kind = agency   ? OUTLET_AGENCY
                                  : titled ? OUTLET_NEWSPAPER
                                           : after};
    return true;
}

/* ---------------------------------------------------------------- short forms */

/* Whether the name has more words, "The" left out, and ends with this one. */
static bool is_fuller(rt_str name, rt_str word) {
    if (str_starts(name, STR("The "))) name = str_from(name, 4);
    return name.n > word.n + 1 && str_ends(name, word) &&
           name.s[name.n - word.n - 1] == ' ';
}

/* "the Post": the last outlet before whose name ends so, or the article's own. */
static const outlet_mention *fuller(const outlet_mentions *all, const outlet_mention *own,
                                    rt_str word) {
    for (uint32_t i = all->n; i-- > 0 && i + 32 > all->n;)
        if (is_fuller(all->at[i].outlet, word)) return &all->at[i];
    return is_fuller(own->outlet, word) ? own : NULL;
}

static void shorten(const mark_text *t, const outlet_mentions *all,
                    const outlet_mention *own, outlet_mention *m) {
    uint32_t last = m->end - 1, end;
    uint32_t words = m->end - m->first;
    if (words > 2 || outlet_noun(t, last, &end) != OUTLET_TITLE) return;
    if (words == 2 && !is_article(t, m->first)) return;
    const outlet_mention *full = fuller(all, own, token_str(t, last));
    if (!full) return;
    m->outlet = full->outlet;
    m->kind = full->kind;
    m->certainty = full->certainty;
}

/* "the Post" where no outlet of the table is called so. */
static bool short_mention(const mark_text *t, uint32_t i, const outlet_mentions *all,
                          const outlet_mention *own, outlet_mention *m) {
    uint32_t end;
    if (!i || !is_name_word(t, i) || !is_article(t, i - 1) ||
        outlet_noun(t, i, &end) != OUTLET_TITLE || end != i + 1)
        return false;
    const outlet_mention *full = fuller(all, own, token_str(t, i));
    if (!full) return false;
    *m = *full;
    m->first = i, m->end = end;
    return true;
}

/* ---------------------------------------------------------------- common words */

static bool in_quotes(const mark_text *t, const outlet_mention *m) {
    return m->first && outlet_quoting_sign(t->token[m->first - 1].sign) &&
           m->end < t->token_n && outlet_quoting_sign(t->token[m->end].sign);
}

static bool is_medium_at(const mark_text *t, uint32_t i) {
    uint32_t end;
    return i < t->token_n && outlet_is_medium(outlet_noun(t, i, &end));
}

bool outlet_holds(const mark_text *t, const outlet_mention *m) {
    uint32_t end;
    if (m->certainty != OUTLET_COMMON || in_quotes(t, m)) return true;
    if ((m->first && is_medium_at(t, m->first - 1)) || is_medium_at(t, m->end))
        return true;
    if (same_line(t, m->end) && outlet_noun(t, m->end, &end) == OUTLET_PERSON)
        return true; /* "Guardian reporter" */
    if (t->token[m->first].flags & TOKEN_UPPER) return true;
    if (same_line(t, m->end) && is_name_word(t, m->end) &&
        !(t->token[m->end].flags & TOKEN_START))
        return false; /* "Prime Minister" */
    if (t->book->traits.capital_nouns) return false;
    outlet_kind before = m->first ? outlet_noun(t, m->first - 1, &end) : OUTLET_NONE;
    bool article = before == OUTLET_ARTICLE;
    return str_starts(m->outlet, STR("The ")) ? article : !article;
}

bool outlet_goes_on(const mark_text *t, const outlet_mention *m) {
    if (!same_line(t, m->end)) return false;
    if (t->token[m->end].sign == '&') return true;
    uint32_t entry = t->token[m->end].entry;
    bool grammar = entry && book_grammar(t->book, entry); /* "All rights reserved" */
    return is_name_word(t, m->end) && !grammar && !(t->token[m->end].flags & TOKEN_START);
}

outlet_mentions outlet_find(const mark_text *t) {
    outlet_mentions all = {0};
    rt_str self = outlet_own(t);
    outlet_mention own = {.outlet = self, .kind = outlet_kind_of(t->book, t->a, self)};
    for (uint32_t i = 0; (i = text_next(t, HINT_OUTLET, i)) < t->token_n;) {
        outlet_mention m;
        if (!(t->token[i].flags & TOKEN_WORD)) {
            i++;
            continue;
        }
        bool found = table_mention(t, i, &m) || host_mention(t, i, &m);
        if (found) shorten(t, &all, &own, &m);
        else
            found = short_mention(t, i, &all, &own, &m) || called_mention(t, i, &m) ||
                    (is_name_word(t, i) && titled_mention(t, i, &m));
        if (found) *vec_push(t->a, &all) = m;
        i = found ? m.end : i + 1;
    }
    return all;
}
