#include "mark/dateline.h"
#include "mark/quote.h"

enum { FAR_PARTICLE = 40, LONGEST_OPENING = 40 };

enum { ANY_CLAUSE = CUE_SAY | CUE_TELL | CUE_ASK | CUE_SHOW | CUE_THINK | CUE_ORDER };

/* The outside words left of `i` that belong to its verb: auxiliaries, adverbs, "not". */
static uint32_t widen_left(const mark_text *t, const stretches *s, uint32_t i,
                           uint32_t limit) {
    uint32_t first = i;
    while (first > limit && !stretch_of(s, first - 1)) {
        uint32_t g = word_grammar(t, first - 1);
        if (t->token[first - 1].sign) break;
        if (!(g & (G_AUX | G_ADV | G_NEG | G_TO)) || g & (G_PRON | G_DET)) break;
        if (t->token[first - 1].flags & TOKEN_CAPITAL && first - 1 > limit) break;
        first--;
    }
    /* Adverbs that begin the sentence are not the verb's. */
    while (first < i && word_grammar(t, first) & G_ADV &&
           !(word_grammar(t, first) & (G_AUX | G_NEG)) &&
           (first == limit || t->token[first - 1].sign))
        first++;
    return first;
}

/* A word such as "claims" or "reports" is a noun after a determiner, an adjective's place
 * taken into account no further than one word. */
static bool is_noun_here(const mark_text *t, uint32_t verb, uint32_t limit,
                         uint32_t bits) {
    if (verb == limit) return false;
    uint32_t g = word_grammar(t, verb - 1);
    if (t->token[verb - 1].flags & TOKEN_CLITIC) return g & G_POSS;
    if (g & G_PRON) return false;
    if (g & (G_DET | G_INDEF | G_POSS)) return true;
    return g & G_PREP && !(g & G_TO) && !(bits & CUE_ING); /* "by saying" */
}

static bool ends_in_s(const mark_text *t, uint32_t i) {
    return t->text.s[t->token[i].span.end - 1] == 's';
}

/* Whether a word that may as well be a noun ("call", "claims") is a verb here: after a
 * name, a pronoun, an auxiliary or an adverb; after a noun only when the two agree in
 * number and a clause or a quotation follows. */
static bool is_verb_here(const mark_text *t, uint32_t verb, uint32_t end, uint32_t limit,
                         uint32_t bits) {
    if (verb == limit) return false;
    const token *before = &t->token[verb - 1];
    uint32_t g = word_grammar(t, verb - 1), next = word_grammar(t, end);
    bool object = next & (G_THAT | G_WH | G_PRON | G_DET | G_INDEF | G_TO | G_OBJ);
    if (before->sign)
        return before->sign != '-' && before->sign != '/' &&
               (!(bits & CUE_BASE) || object || t->token[end].sign);
    if (before->flags & TOKEN_NUMBER) return false;
    if (g & (G_PRON | G_AUX | G_ADV | G_REL | G_TO | G_NEG)) return !(g & G_POSS);
    if (g & (G_AND | G_BUT)) return true;
    if (g & G_TIME || before->flags & TOKEN_CLITIC) return false;
    if (g) return false;
    bool follows = object || t->token[end].flags & TOKEN_CAPITAL || t->token[end].sign;
    if (before->flags & TOKEN_CAPITAL) return follows;
    return follows && ends_in_s(t, verb) != ends_in_s(t, verb - 1);
}

static bool is_passive(const mark_text *t, uint32_t first, uint32_t verb, uint32_t bits) {
    if (bits & (CUE_ING | CUE_BASE)) return false;
    for (uint32_t i = verb; i-- > first;) {
        uint32_t g = word_grammar(t, i);
        if (g & G_BE) return true;
        if (g & G_AUX) return false;
    }
    return false;
}

static bool is_negated(const mark_text *t, uint32_t first, uint32_t verb) {
    for (uint32_t i = first; i < verb; i++)
        if (word_grammar(t, i) & G_NEG) return true;
    return false;
}

/* The separable part of the verb phrase `node`, in the clause after `from`: its token, or
 * UINT32_MAX. */
static uint32_t find_particle(const mark_text *t, const stretches *s, uint32_t node,
                              uint32_t from) {
    for (uint32_t i = from; i < t->token_n && i < from + FAR_PARTICLE; i++) {
        if (t->token[i].flags & (TOKEN_START | TOKEN_LINE) || t->token[i].sign == ':' ||
            s->in[i])
            break;
        if (!(t->token[i].grammar & G_PARTICLE)) continue;
        const token *next = &t->token[i + 1];
        if (i > from && !next->sign && !(next->flags & TOKEN_START)) continue;
        rt_str rest = book_value(t->book, node, BOOK_CUES), word;
        while (str_field(&rest, ' ', &word))
            if (str_starts(word, STR("with:")) &&
                str_eq_nocase(str_from(word, 5), token_str(t, i)))
                return i;
    }
    return UINT32_MAX;
}

/* A name of markup: "<tweet", "</tweet". */
static bool is_tag(const mark_text *t, uint32_t i) {
    if (i > 1 && t->token[i - 1].sign == '/') i--;
    return i > 0 && t->token[i - 1].sign == '<';
}

/* The phrase of the list of cues at `i`, when it can be one there. */
static uint32_t cue_at(const mark_text *t, const stretches *s, uint32_t i, uint32_t limit,
                       uint32_t *end) {
    uint32_t node = text_phrase(t, i, BOOK_CUES, end);
    if (!node) return 0;
    if (t->token[i].flags & TOKEN_CAPITAL && i > limit &&
        !(t->token[i].flags & TOKEN_START))
        return 0;
    uint32_t bits = book_cue(t->book, node);
    if (bits & CUE_BEFORE && bits & CUE_NOUN) *end = i + 1;
    if (bits & (CUE_BEFORE | CUE_AFTER)) return bits;
    if (bits & CUE_WEAK && (i == limit || !(t->token[i - 1].sign))) return 0;
    if (bits & CUE_SEPARABLE) {
        uint32_t particle = find_particle(t, s, node, *end);
        if (particle == UINT32_MAX) return bits & CUE_FREE ? bits : 0;
        if (particle == *end) (*end)++;
        return bits;
    }
    if (bits & CUE_HOMONYM && !is_verb_here(t, i, *end, limit, bits)) return 0;
    if (is_tag(t, i)) return 0;
    return is_noun_here(t, i, limit, bits) ? 0 : bits;
}

bool cue_opening(const mark_text *t, const stretches *s, uint32_t first, uint32_t end,
                 uint32_t *phrase, uint32_t *phrase_end) {
    uint32_t i = dateline_end(t, first, end), cue_end;
    while (i < end && (t->token[i].sign || word_grammar(t, i) & (G_AND | G_ADV))) i++;
    bool source = book_cue(t->book, text_phrase(t, i, BOOK_CUES, &cue_end)) & CUE_BEFORE;
    if (i < end && (source || word_grammar(t, i) & (G_PREP | G_SUB)) &&
        !(word_grammar(t, i) & G_DET)) {
        while (i < end && t->token[i].sign != ',') i++;
        i++;
    }
    if (i >= end || stretch_of(s, i)) return false;
    uint32_t past = phrase_plain(t, s, i, end), capitals = i;
    /* A verb that stands in no list ends the phrase where the capitals end. */
    while (capitals < past && t->token[capitals].flags & TOKEN_CAPITAL) capitals++;
    if (capitals > i + 1 ||
        (capitals == i + 1 && !(word_grammar(t, i) & (G_DET | G_INDEF))))
        past = capitals;
    *phrase = i, *phrase_end = past;
    return past > i;
}

static void share_source(const mark_text *t, const stretches *s, const cues *all, cue *c,
                         uint32_t limit) {
    for (uint32_t k = all->list.n; k-- > 0;) {
        const cue *before = &all->list.at[k];
        if (t->token[before->verb].sentence != t->token[c->verb].sentence) break;
        if (before->source == before->source_end ||
            before->bits & (CUE_BEFORE | CUE_AFTER))
            continue;
        c->source = before->source, c->source_end = before->source_end;
        c->shared = true;
        return;
    }
    if (cue_opening(t, s, limit, c->first, &c->source, &c->source_end)) c->shared = true;
    else c->source = c->source_end = c->first;
}

/* Whether the cue follows something said: a closed stretch, perhaps with a comma, or the
 * comma after a clause. */
static bool follows_content(const mark_text *t, const stretches *s, uint32_t i,
                            uint32_t limit) {
    if (i <= limit) return false;
    return stretch_of(s, i - 1) || t->token[i - 1].sign == ',' ||
           t->token[i - 1].sign == 0x2014 || t->token[i - 1].sign == 0x2013;
}

static bool can_be_source(const mark_text *t, const stretches *s, uint32_t i,
                          uint32_t limit) {
    if (i >= limit || stretch_of(s, i)) return false;
    if (!(t->token[i].flags & (TOKEN_WORD | TOKEN_NUMBER))) return false;
    uint32_t g = word_grammar(t, i);
    if (g & (G_PRON | G_DET | G_INDEF | G_POSS))
        return !(g & G_OBJ && !(g & (G_DET | G_PRON)));
    if (t->token[i].flags & TOKEN_CAPITAL) return !(g & G_TIME);
    return !g;
}

/* A source that begins with a small word must be headed by a noun that can speak, or by a
 * plural. */
static bool is_plausible(const mark_text *t, uint32_t first, uint32_t end) {
    if (t->token[first].flags & (TOKEN_CAPITAL | TOKEN_NUMBER) || word_grammar(t, first))
        return true;
    for (uint32_t i = first; i < end; i++) {
        if (t->token[i].flags & TOKEN_CAPITAL) return true;
        if (token_in(t, i, BOOK_ROLES) || token_in(t, i, BOOK_DOCUMENTS) ||
            token_in(t, i, BOOK_ORGANISATIONS) || token_in(t, i, BOOK_ANONYMOUS))
            return true;
        if (word_grammar(t, i) & G_PREP) break;
        if (ends_in_s(t, i) && (i + 1 == end || word_grammar(t, i + 1))) return true;
    }
    return false;
}

/* First token of the clause of token `i`: after the comma, dash or joining word before.
 */
static uint32_t clause_first(const mark_text *t, const stretches *s, uint32_t i,
                             uint32_t limit) {
    while (i > limit && !s->in[i - 1] &&
           !(t->token[i - 1].sign && t->token[i - 1].sign != '-'))
        i--;
    return i;
}

/* A source right of its verb: an apposition belongs to it, a clause does not. */
static uint32_t source_right(const mark_text *t, const stretches *s, uint32_t first,
                             uint32_t end) {
    uint32_t plain = phrase_plain(t, s, first, end),
             full = phrase_right(t, s, first, end);
    for (uint32_t i = plain; i < full; i++)
        if (word_grammar(t, i) & (G_AUX | G_REPORTED | G_PRON) && i > plain + 1)
            return plain;
    bool closed = full >= end || t->token[full].sign;
    return closed ? full : plain;
}

/* The source where the verb stands second: left of the verb (of its auxiliary when the
 * cue is a participle) when the clause begins with it, else right after the verb. */
static void second_source(const mark_text *t, const stretches *s, cue *c, uint32_t limit,
                          uint32_t end) {
    uint32_t first = clause_first(t, s, c->verb, limit), verb = c->verb;
    for (uint32_t i = verb; c->bits & CUE_PART && i-- > first;)
        if (word_grammar(t, i) & G_AUX) verb = i;
    uint32_t g = word_grammar(t, first);
    bool subordinate = g & G_SUB && first < verb;
    if (first == verb && first > limit && t->token[first - 1].sign == ',' &&
        !s->in[limit] && !(word_grammar(t, limit) & (G_PREP | G_SUB | G_ADV)) &&
        !can_be_source(t, s, c->end, end)) {
        uint32_t left = phrase_left(t, s, verb, limit); /* "X, a Y, said" */
        if (left == limit) {
            c->source = left, c->source_end = verb - 1;
            return;
        }
    }
    bool this_one = first + 1 == verb && g & G_DET && !(g & G_PRON); /* "Das sagte X" */
    bool ahead = this_one || (g & (G_PREP | G_ADV | G_TIME) && !(g & (G_PRON | G_DET)) &&
                              !subordinate);
    if (!ahead && first < verb) {
        uint32_t left = phrase_left(t, s, verb, limit);
        if (left < verb) {
            c->source = left, c->source_end = verb;
            return;
        }
    }
    uint32_t from = verb == c->verb ? c->end : verb + 1;
    while (from < end && word_grammar(t, from) & G_ADV &&
           !(word_grammar(t, from) & G_PRON))
        from++;
    if (subordinate || !can_be_source(t, s, from, end)) return;
    c->source = from, c->source_end = source_right(t, s, from, end);
    c->inverted = verb == c->verb;
}

/* The source of a preposition or a postposition such as "according to". */
static void adposition_source(const mark_text *t, const stretches *s, cue *c,
                              uint32_t limit, uint32_t end) {
    if (c->bits & CUE_AFTER) {
        c->source = phrase_left(t, s, c->first, clause_first(t, s, c->first, limit));
        return;
    }
    bool opens = c->first == limit && !book_verb_second(t->book);
    bool plain = opens || book_verb_second(t->book);
    c->source = c->end;
    c->source_end =
        plain ? phrase_plain(t, s, c->end, end) : phrase_right(t, s, c->end, end);
    /* "According to people who were there, …": up to the comma. */
    uint32_t past = c->source_end;
    while (opens && past > c->source && past < end &&
           past - c->source < LONGEST_OPENING && t->token[past].sign != ',' &&
           !stretch_of(s, past))
        past++;
    if (past < end && t->token[past].sign == ',' && past > c->source)
        c->source_end = past;
}

/* Past words of time right after a verb: "a déclaré lundi Claire Morin". */
static uint32_t past_time(const mark_text *t, const stretches *s, uint32_t i,
                          uint32_t end) {
    while (i < end && !stretch_of(s, i)) {
        uint32_t g = word_grammar(t, i);
        bool led = g & (G_PREP | G_DET) && i + 1 < end && word_grammar(t, i + 1) & G_TIME;
        if (!(g & G_TIME) && !led) break;
        i += led ? 2 : 1;
    }
    return i;
}

/* "As wrote “X”, …": a verb that a joining word opens the sentence with; its source may
 * be an outlet in quotation marks. */
static bool as_source(const mark_text *t, const stretches *s, cue *c, uint32_t limit,
                      uint32_t end) {
    enum { LONGEST_OUTLET = 4 };
    if (c->first != limit + 1 || !(word_grammar(t, limit) & (G_SUB | G_WH))) return false;
    uint32_t past = phrase_right(t, s, c->end, end);
    const stretch *quoted = c->end < end ? stretch_of(s, c->end) : NULL;
    if (quoted && quoted->end - quoted->first <= LONGEST_OUTLET) past = quoted->outer_end;
    if (past <= c->end || past >= end || t->token[past].sign != ',') return false;
    c->source = c->end, c->source_end = past;
    return c->inverted = true;
}

/* A source right of the verb: at the start of a sentence ("Added Doe: ..."), or after
 * what is said ("..., said Doe"). False when it does not stand there. */
static bool inverted_source(const mark_text *t, const stretches *s, cue *c,
                            uint32_t limit, uint32_t end) {
    if (c->bits & (CUE_ING | CUE_BASE)) return false;
    if (as_source(t, s, c, limit, end)) return true;
    uint32_t from = past_time(t, s, c->end, end);
    if (!can_be_source(t, s, from, end)) return false;
    uint32_t past = phrase_right(t, s, from, end);
    if (c->first == limit && t->token[limit].flags & TOKEN_START) {
        c->inverted = past < end && t->token[past].sign;
    } else if (past > from && follows_content(t, s, c->first, limit)) {
        uint32_t before = c->first - 1;
        while (before > limit && !stretch_of(s, before) && t->token[before].sign)
            before--;
        bool quoted = stretch_of(s, before) != NULL;
        bool closed =
            past >= end || t->token[past].sign || stretch_of(s, past) ||
            word_grammar(t, past) & (G_PREP | G_TIME | G_ADV | G_AND | G_SUB | G_ING);
        c->inverted =
            quoted || (closed && phrase_left(t, s, c->first, limit) == c->first);
    }
    if (c->inverted) c->source = from, c->source_end = past;
    return c->inverted;
}

/* A source left of the verb. False when it does not stand there. */
static bool subject_source(const mark_text *t, const stretches *s, cue *c,
                           uint32_t limit) {
    bool joined = c->first > limit && word_grammar(t, c->first - 1) & G_AND;
    bool infinitive =
        c->bits & CUE_BASE && c->first < c->verb && word_grammar(t, c->verb - 1) & G_TO;
    if (joined || infinitive || c->bits & CUE_ING) return false;
    uint32_t first = phrase_left(t, s, c->first, limit);
    if (first >= c->first || !is_plausible(t, first, c->first)) return false;
    c->source = first, c->source_end = c->first;
    while (c->source_end > first + 1 && t->token[c->source_end - 1].sign &&
           t->token[c->source_end - 1].sign != ')')
        c->source_end--;
    return true;
}

static void find_source(const mark_text *t, const stretches *s, const cues *all, cue *c,
                        uint32_t limit, uint32_t end) {
    c->source = c->source_end = c->first;
    if (c->bits & (CUE_BEFORE | CUE_AFTER)) {
        adposition_source(t, s, c, limit, end);
    } else if (book_verb_second(t->book)) {
        second_source(t, s, c, limit, end);
        if (c->source == c->source_end) share_source(t, s, all, c, limit);
    } else if (!inverted_source(t, s, c, limit, end) && !subject_source(t, s, c, limit)) {
        share_source(t, s, all, c, limit);
    }
}

/* "told CNN", "asked him": the object right after the verb, up to what is said. */
static void find_addressee(const mark_text *t, const stretches *s, cue *c, uint32_t end) {
    uint32_t i = c->inverted ? c->source_end : c->end;
    c->addressee = c->addressee_end = i;
    if (!(c->bits & CUE_TELL) || i >= end || stretch_of(s, i) || t->token[i].sign) return;
    uint32_t g = word_grammar(t, i);
    bool owner = g & G_POSS && !word_grammar(t, i + 1) && !t->token[i + 1].sign;
    if (g & (G_OBJ | G_SELF) && !owner) {
        c->addressee_end = i + 1;
        return;
    }
    if (g & (G_THAT | G_WH) && !(g & G_DET)) return;
    uint32_t past = i;
    while (past < end && past - i < 25) {
        uint32_t k = word_grammar(t, past);
        const stretch *quoted = stretch_of(s, past);
        if (quoted && !quoted->title) break;
        if (quoted) {
            past = quoted->outer_end;
            continue;
        }
        if (t->token[past].sign && t->token[past].sign != '\'' &&
            t->token[past].sign != '&')
            break;
        if (past > i && k & (G_PRON | G_THAT | G_WH | G_AUX) && !(k & G_POSS)) break;
        if (past > i && k & (G_TIME | G_PREP) && !(k & G_OF)) break;
        if (past > i && k & (G_DET | G_INDEF) &&
            !(word_grammar(t, past - 1) & (G_PREP | G_AND | G_DET | G_INDEF | G_POSS)))
            break;
        past++;
    }
    c->addressee_end = past;
}

/* "a show called “X”": a name is given, nothing is said. "What X called “Y”" is not it.
 */
static bool is_naming(const mark_text *t, const stretches *s, const cue *c) {
    if (c->end >= t->token_n || !stretch_of(s, c->end) || c->bits & CUE_ING) return false;
    uint32_t first = t->sentence_token[t->token[c->verb].sentence];
    for (uint32_t i = c->verb; i-- > first && c->verb - i < 16;)
        if (word_grammar(t, i) & G_WH) return false;
    return true;
}

static void set_frame(cue *c) {
    c->frame = c->first, c->frame_end = c->end;
    if (!c->shared && c->source < c->source_end) {
        if (c->source < c->frame) c->frame = c->source;
        if (c->source_end > c->frame_end) c->frame_end = c->source_end;
    }
    if (c->addressee_end > c->frame_end) c->frame_end = c->addressee_end;
}

static void add_cue(const mark_text *t, const stretches *s, cues *all, cue c,
                    uint32_t limit, uint32_t end) {
    bool verb = !(c.bits & (CUE_BEFORE | CUE_AFTER));
    c.first = verb ? widen_left(t, s, c.verb, limit) : c.verb;
    if (verb && is_negated(t, c.first, c.verb)) return;
    if (c.bits & CUE_PART && c.first == c.verb && !book_verb_second(t->book))
        return; /* "a programme known as" */
    if (c.bits & CUE_LABEL && is_naming(t, s, &c)) return;
    c.passive = verb && is_passive(t, c.first, c.verb, c.bits);
    if (c.passive && !(c.bits & CUE_LABEL)) return;
    if (c.bits & CUE_BASE && c.first == c.verb && c.bits & CUE_ORDER) return;
    find_source(t, s, all, &c, limit, end);
    find_addressee(t, s, &c, end);
    set_frame(&c);
    *vec_push(t->a, &all->list) = c;
}

/* First token of the sentence of `i` that no stretch begun earlier covers. */
static uint32_t clause_start(const mark_text *t, const stretches *s, uint32_t i) {
    uint32_t first = t->sentence_token[t->token[i].sentence];
    const stretch *open = stretch_of(s, first);
    return open && open->outer < first && open->outer_end <= i ? open->outer : first;
}

cues cue_find(const mark_text *t, const stretches *s) {
    cues all = {0};
    for (uint32_t i = 0; (i = text_next(t, HINT_CUE, i)) < t->token_n;) {
        const stretch *quoted = stretch_of(s, i);
        if (quoted) {
            i = quoted->outer_end;
            continue;
        }
        uint32_t limit = t->sentence_token[t->token[i].sentence], past = i + 1;
        uint32_t bits = cue_at(t, s, i, limit, &past);
        if (bits &&
            bits & (ANY_CLAUSE | CUE_LABEL | CUE_REACT | CUE_BEFORE | CUE_AFTER)) {
            uint32_t end = t->sentence_token[t->token[i].sentence + 1];
            cue c = {.verb = i, .end = past, .bits = bits};
            add_cue(t, s, &all, c, clause_start(t, s, i), end);
            if (bits & CUE_BEFORE && all.list.n && i == limit)
                past = all.list.at[all.list.n - 1].frame_end;
        }
        i = past > i ? past : i + 1;
    }
    return all;
}
