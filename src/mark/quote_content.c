#include "mark/quote_content.h"

#include "mark/dateline.h"

enum { LONGEST_ADVERBIAL = 22, SHORTEST_CLAUSE = 6, LONGEST_FIELD = 40 };

static const uint32_t CLAUSE = CUE_SAY | CUE_TELL | CUE_ASK | CUE_SHOW | CUE_THINK |
                               CUE_LABEL | CUE_ORDER | CUE_REACT;

/* Without signs and blanks at both ends; a closing mark stays when its partner is inside.
 */
static range trim_range(const mark_text *t, const stretches *s, range r) {
    while (r.first < r.end && t->token[r.first].sign && !stretch_of(s, r.first) &&
           t->token[r.first].sign != '$' && t->token[r.first].sign != '#' &&
           t->token[r.first].sign != '@')
        r.first++;
    while (r.first < r.end && t->token[r.end - 1].sign && !stretch_of(s, r.end - 1) &&
           t->token[r.end - 1].sign != '%' && t->token[r.end - 1].sign != ')')
        r.end--;
    return r;
}

uint32_t sentence_end(const mark_text *t, const stretches *s, uint32_t i) {
    for (;;) {
        uint32_t end = t->sentence_token[t->token[i].sentence + 1];
        const stretch *over = end > 0 ? stretch_of(s, end - 1) : NULL;
        if (!over || over->outer_end <= end) return end;
        i = over->outer_end - 1;
        /* The stretch ends this clause too when a full stop stands inside its close. */
        if (over->outer_end >= t->token_n ||
            t->token[over->outer_end].flags & (TOKEN_START | TOKEN_LINE))
            return over->outer_end;
    }
}

/* Where a later cue of the sentence ends the content that begins at `from`. */
static uint32_t cut_at_cue(const mark_text *t, const stretches *s, const cue *c,
                           uint32_t from) {
    if (c->frame <= from) return UINT32_MAX;
    uint32_t at = c->frame, before = at - 1;
    if (stretch_of(s, before)) return UINT32_MAX;
    bool comma = t->token[before].sign == ',' || t->token[before].sign == 0x2014;
    uint32_t g = word_grammar(t, before);
    if (c->bits & CUE_BEFORE) return comma ? before : at;
    if (c->bits & CUE_ING) return comma ? before : UINT32_MAX;
    if (c->shared && g & G_AND) return before;
    if (!c->shared && g & (G_BUT | G_SUB) && g & (G_BUT | G_AND)) return before;
    if (c->source < c->source_end && !c->shared && g & G_AND && before > from &&
        t->token[before - 1].sign == ',')
        return before - 1;
    if (comma && c->inverted && c->source < c->source_end &&
        c->frame_end + 1 >= t->sentence_token[t->token[c->verb].sentence + 1])
        return before; /* ", said Doe." */
    if (comma && !c->shared && !c->inverted && c->end < t->token_n &&
        t->token[c->frame_end].sign)
        return before; /* ", she said." */
    return UINT32_MAX;
}

static uint32_t content_end(const mark_text *t, const stretches *s, const cues *all,
                            uint32_t k, uint32_t from) {
    uint32_t end = sentence_end(t, s, from);
    for (uint32_t j = k + 1; j < all->list.n && all->list.at[j].first < end; j++) {
        uint32_t cut = cut_at_cue(t, s, &all->list.at[j], from);
        if (cut < end) return cut;
    }
    return end;
}

/* Whether the range holds a stretch that is more than a name or a title. */
static bool holds_words(const mark_text *t, const stretches *s, range r) {
    for (uint32_t i = r.first; i < r.end; i++) {
        uint32_t shape = t->token[i].flags & (TOKEN_WORD | TOKEN_CAPITAL | TOKEN_STOP);
        if (s->in[i] && shape == TOKEN_WORD) return true;
    }
    return false;
}

static bool holds_stretch(const stretches *s, range r) {
    for (uint32_t i = r.first; i < r.end; i++)
        if (s->in[i]) return true;
    return false;
}

/* "reported the closure" says nothing: a few words without any verb form are no clause.
 */
static bool is_clause(const mark_text *t, range r) {
    if (r.end - r.first > SHORTEST_CLAUSE || word_grammar(t, r.first) & (G_THAT | G_WH))
        return true;
    for (uint32_t i = r.first; i < r.end; i++) {
        if (word_grammar(t, i) & (G_AUX | G_TO | G_PRON)) return true;
        rt_str word = token_str(t, i);
        bool noun = i > r.first && word_grammar(t, i - 1) & (G_DET | G_POSS | G_INDEF);
        if (word.n > 3 && !noun &&
            (str_ends(word, STR("ed")) || token_in(t, i, BOOK_CUES)))
            return true;
    }
    return false;
}

static bool begins_clause(const mark_text *t, uint32_t i) {
    uint32_t g = word_grammar(t, i);
    if (t->token[i].sign) return t->token[i].sign == '$' || t->token[i].sign == '@';
    if (t->token[i].flags & TOKEN_NUMBER) return true;
    return !(g & G_PREP) || g & (G_DET | G_THAT | G_PRON);
}

/* First token of what is said, after the frame of a cue: past adverbs, words of time and
 * prepositional phrases, when something said follows those. `limit` when nothing does. */
static uint32_t content_start(const mark_text *t, const stretches *s, uint32_t from,
                              uint32_t limit, uint32_t bits) {
    bool phrase = false;
    for (uint32_t i = from; i < limit && i - from < LONGEST_ADVERBIAL; i++) {
        const token *w = &t->token[i];
        if (stretch_of(s, i)) {
            bool near = i == from || t->token[i - 1].sign == ',' || !phrase ||
                        word_grammar(t, i - 1) & G_TO; /* "vowed to “fight on”" */
            near = near && !stretch_of(s, i)->title;
            if (near) return i;
            i = stretch_of(s, i)->outer_end - 1;
            continue;
        }
        if (w->sign == ':') return i + 1;
        if (w->sign == ',') {
            if (i + 1 < limit && (stretch_of(s, i + 1) ||
                                  (word_grammar(t, i + 1) & (G_THAT | G_DET)) == G_THAT))
                return i + 1;
            if (i == from) return limit;
            continue;
        }
        if (w->sign == ';' || w->sign == 0x2014) return limit;
        uint32_t g = word_grammar(t, i);
        if (g & G_THAT && (i == from || phrase || !(g & G_DET))) return i;
        if (g & (G_TIME | G_ADV) && !(g & (G_DET | G_PRON))) continue;
        if (g & G_PREP && !(g & G_DET) && (!(g & G_TO) || bits & (CUE_SAY | CUE_TELL))) {
            phrase = true;
            continue;
        }
        if (g & G_TO && bits & (CUE_SAY | CUE_SHOW | CUE_THINK) && i == from) {
            if (bits & (CUE_THINK)) return i;
        }
        if (phrase) {
            bool after_time = i > from && word_grammar(t, i - 1) & G_TIME;
            if (after_time && g & (G_PRON | G_DET | G_INDEF)) return i;
            continue;
        }
        return begins_clause(t, i) || bits & (CUE_ORDER | CUE_LABEL | CUE_REACT) ? i
                                                                                 : limit;
    }
    return limit;
}

static bool holds_reported(const mark_text *t, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++)
        if (t->token[i].grammar & G_REPORTED) return true;
    return false;
}

/* The same where the verb stands second: what is said follows a colon or a comma, and is
 * a stretch, begins with "that", or has a verb form of indirect speech. */
static uint32_t second_start(const mark_text *t, const stretches *s, uint32_t from,
                             uint32_t limit) {
    for (uint32_t i = from; i < limit && i - from < LONGEST_FIELD; i++) {
        uint32_t sign = t->token[i].sign, k = i + 1;
        if (stretch_of(s, i)) return i == from ? i : limit;
        if (sign == ':') return k;
        if (sign == ';') return limit;
        if (sign != ',' || k >= limit) continue;
        if (stretch_of(s, k) || word_grammar(t, k) & (G_THAT | G_WH)) return k;
        uint32_t end = k;
        while (end < limit && t->token[end].sign != ',') end++;
        if (holds_reported(t, k, end) && !(word_grammar(t, k) & G_REL)) return k;
    }
    return limit;
}

/* "as X put it": whether the clause of a cue is only put in. */
static bool is_inserted(const mark_text *t, const cue *c) {
    if (c->inverted || c->source == c->source_end || c->shared || !c->source)
        return false;
    uint32_t g = word_grammar(t, c->source - 1);
    return g & G_SUB && g & (book_verb_second(t->book) ? G_WH : G_PREP);
}

/* The rest of the sentence around a source preposition where the verb stands second:
 * "Laut X ist ..." begins with it. */
static uint32_t around_start(const mark_text *t, const cue *c) {
    uint32_t first = t->sentence_token[t->token[c->verb].sentence];
    uint32_t from = c->frame;
    while (first < from && word_grammar(t, first) & (G_AND | G_ADV | G_BUT)) first++;
    return first >= from ? c->frame_end : UINT32_MAX;
}

/* "showed her the document": a thing is handed over. A noun phrase, another with a
 * determiner right after it, and no finite verb up to the next sign. */
static bool is_handing(const mark_text *t, const stretches *s, uint32_t i,
                       uint32_t limit) {
    uint32_t thing = UINT32_MAX;
    for (uint32_t k = i; k < limit && !t->token[k].sign && !stretch_of(s, k); k++) {
        uint32_t g = word_grammar(t, k);
        if (g & (G_AUX | G_WH) || (g & G_THAT && k == i)) return false;
        if (g & (G_PREP | G_SUB | G_REL | G_AND) && thing != UINT32_MAX) break;
        if (g & (G_PREP | G_PRON | G_ING) && !(g & G_OBJ)) return false;
        bool opens = g & (G_DET | G_INDEF) && !(g & G_THAT);
        uint32_t before = k > i ? word_grammar(t, k - 1) : G_DET;
        bool inner = before & (G_DET | G_INDEF | G_AND) && !(before & G_OBJ);
        if (opens && !inner && thing == UINT32_MAX) thing = k;
    }
    return thing != UINT32_MAX;
}

range content_right(const mark_text *t, const stretches *s, const cues *all, uint32_t k) {
    const cue *c = &all->list.at[k];
    range none = {0, 0};
    uint32_t from = c->end;
    if (c->inverted && c->source_end > from) from = c->source_end;
    if (c->addressee_end > from) from = c->addressee_end;
    uint32_t limit = sentence_end(t, s, c->verb), start;
    if (c->bits & CUE_AFTER || (c->bits & CUE_BEFORE && book_verb_second(t->book))) {
        start = around_start(t, c);
        if (start == UINT32_MAX) return none;
    } else if (c->bits & CUE_BEFORE) {
        from = c->source_end;
        if (from >= limit || t->token[from].sign != ',') return none;
        start = from + 1;
    } else {
        if (!(c->bits & CLAUSE)) return none;
        bool as = c->inverted && c->source > c->verb &&
                  c->first == t->sentence_token[t->token[c->verb].sentence] + 1;
        if ((as || is_inserted(t, c)) && t->token[from].sign == ',' && from + 1 < limit)
            start = from + 1; /* "As X put it, ..." */
        else if (book_verb_second(t->book)) start = second_start(t, s, from, limit);
        else start = content_start(t, s, from, limit, c->bits);
    }
    if (start >= limit) return none;
    if (c->bits & CUE_SHOW && is_handing(t, s, start, limit)) return none;
    range r = {start, content_end(t, s, all, k, start)};
    r = trim_range(t, s, r);
    bool quoted = holds_stretch(s, r);
    if (c->bits & (CUE_THINK | CUE_REACT) && !quoted) return none;
    if (quoted && c->bits & (CUE_THINK | CUE_REACT | CUE_SHOW | CUE_LABEL) &&
        !holds_words(t, s, r))
        return none;
    if (c->bits & CUE_SAY && !quoted && !is_clause(t, r)) return none;
    if (c->bits & CUE_THING && !quoted &&
        !(word_grammar(t, r.first) & (G_THAT | G_WH | G_TO)))
        return none;
    return r;
}

/* The line after a colon, when all of it is one stretch or the stretch begins it. */
range content_below(const mark_text *t, const stretches *s, const cue *c) {
    range none = {0, 0};
    uint32_t end = t->sentence_token[t->token[c->verb].sentence + 1];
    if (end >= t->token_n || t->token[end - 1].sign != ':') return none;
    const stretch *next = stretch_of(s, end);
    if (!next || next->outer != end) return none;
    return (range){next->outer, next->outer_end};
}

/* Past a dateline, joining words and introductory adverbs. */
static uint32_t skip_opening(const mark_text *t, const stretches *s, uint32_t i,
                             uint32_t end) {
    i = dateline_end(t, i, end);
    while (i < end && !stretch_of(s, i) && word_grammar(t, i) & (G_AND | G_BUT)) i++;
    if (i + 1 < end && word_grammar(t, i) & G_ADV && t->token[i + 1].sign == ',') i += 2;
    return i;
}

/* "…, he said" and "…, — he said". */
static bool is_comma(const mark_text *t, uint32_t i) {
    uint32_t sign = t->token[i].sign;
    return sign == ',' || sign == 0x2014 || sign == 0x2013;
}

/* "In a series of posts, …", "On Kolva's “Morning Show,” …": what only says where or when
 * the rest was said. */
static bool is_opening_phrase(const mark_text *t, const stretches *s, range r) {
    enum { LONGEST = 12 };
    uint32_t g = word_grammar(t, r.first);
    if (!(g & G_PREP) || g & (G_SUB | G_DET) || r.end - r.first > LONGEST) return false;
    for (uint32_t i = r.first; i < r.end; i++) {
        if (stretch_of(s, i)) continue;
        if (t->token[i].sign == ',' || word_grammar(t, i) & (G_AUX | G_PRON))
            return false;
    }
    return true;
}

range content_left(const mark_text *t, const stretches *s, const cue *c, uint32_t floor) {
    range none = {0, 0};
    uint32_t edge =
        c->shared || c->source == c->source_end || c->inverted || c->bits & CUE_BEFORE
            ? c->first
            : c->source;
    uint32_t first = t->sentence_token[t->token[c->verb].sentence];
    if (edge == 0 || edge <= first) return none;
    uint32_t end = edge;
    bool this_one = book_verb_second(t->book) && c->inverted && edge == first + 1 &&
                    word_grammar(t, first) & G_DET && !(word_grammar(t, first) & G_PRON);
    if (this_one && first > 0 && !(t->token[first].flags & TOKEN_LINE)) {
        uint32_t before = t->sentence_token[t->token[first - 1].sentence];
        return trim_range(t, s, (range){before, first}); /* "…. Das sagte X." */
    }
    if (is_inserted(t, c) && end > first + 1) end--;
    bool around = c->bits & (CUE_BEFORE | CUE_AFTER);
    bool comma = is_comma(t, end - 1);
    while (end > first + 1 && is_comma(t, end - 1) && !stretch_of(s, end - 1)) end--;
    const stretch *quoted = end > 0 ? stretch_of(s, end - 1) : NULL;
    if (quoted && quoted->title) quoted = NULL;
    if (!quoted && !comma && !around) return none;
    if (quoted && quoted->outer < first)
        first = t->sentence_token[t->token[quoted->outer].sentence];
    if (floor > first) first = floor;
    if (first >= end) return none;
    first = skip_opening(t, s, first, end);
    range r = trim_range(t, s, (range){first, end});
    if (r.first >= r.end || (!quoted && !around && is_opening_phrase(t, s, r)))
        return none;
    return r;
}

range content_after(const mark_text *t, const stretches *s, const cues *all, uint32_t k,
                    bool spoken) {
    const cue *c = &all->list.at[k];
    range none = {0, 0};
    uint32_t i = c->frame_end, limit = sentence_end(t, s, c->verb);
    bool around = c->bits & (CUE_BEFORE | CUE_AFTER) && book_verb_second(t->book);
    if (around && i < limit)
        return trim_range(t, s, (range){i, content_end(t, s, all, k, i)});
    if (i < limit && t->token[i].sign == ',' && !stretch_of(s, i)) {
        if (!stretch_of(s, i + 1) && spoken) return none;
        range r = {i + 1, content_end(t, s, all, k, i + 1)};
        return trim_range(t, s, r);
    }
    for (; i + 1 < limit && !stretch_of(s, i); i++)
        if ((t->token[i].sign == ',' || t->token[i].sign == ':' ||
             t->token[i].sign == 0x2014) &&
            stretch_of(s, i + 1)) {
            range r = {i + 1, content_end(t, s, all, k, i + 1)};
            return trim_range(t, s, r);
        }
    return none;
}
