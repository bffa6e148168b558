#include "mark/speaker.h"

#include "mark/capital.h"

enum { SENTENCES_BACK = 6, VOICES_BACK = 24, MENTIONS_BACK = 60 };

/* Somebody who was heard in the article so far. */
typedef struct voice {
    rt_str name;
    rt_speaker_class class;
    uint32_t person; /* or NO_PERSON */
    uint32_t gender; /* G_MALE, G_FEMALE or 0 */
    bool plural;
    uint64_t head; /* hash of the noun that heads it; 0 for names */
    uint32_t at;   /* token of its mention */
} voice;

typedef struct resolver {
    const findings *f;
    const mark_text *t;
    const stretches *s;
    const names *n;
    capital_table *capitals;
    VEC(voice) heard;
} resolver;

static rt_str tokens_str(const mark_text *t, uint32_t first, uint32_t end) {
    return str_span(t->text, tokens_span(t, first, end));
}

/* Index of the first mention of an outlet at or after token `i`. */
static uint32_t outlet_index(const findings *f, uint32_t i) {
    uint32_t low = 0, high = f->outlets->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (f->outlets->at[middle].first < i) low = middle + 1;
        else high = middle;
    }
    return low;
}

const outlet_mention *speaker_outlet(const findings *f, uint32_t i, uint32_t end) {
    uint32_t k = outlet_index(f, i);
    while (k < f->outlets->n && f->outlets->at[k].end <= end &&
           !outlet_holds(f->t, &f->outlets->at[k]))
        k++;
    return k < f->outlets->n && f->outlets->at[k].end <= end ? &f->outlets->at[k] : NULL;
}

uint32_t speaker_credit(const findings *f, uint32_t offset) {
    uint32_t low = 0, high = f->credits_n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        rt_span span = f->credits[middle].span;
        if (span_known(span) && span.start < offset) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* End of the part of a source that holds its head: up to a comma, a bracket, a relative
 * clause or a preposition. */
static uint32_t head_end(const mark_text *t, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++) {
        uint32_t g = word_grammar(t, i);
        if (t->token[i].sign == ',' || t->token[i].sign == '(') return i;
        if (i > first && g & G_REL && !(g & G_DET)) return i;
        if (i > first && g & G_PREP) return i;
    }
    return end;
}

/* The last word of the head, past clitics, signs and "himself". */
static uint32_t head_word(const mark_text *t, uint32_t first, uint32_t end) {
    uint32_t i = end;
    while (i > first && (t->token[i - 1].sign || t->token[i - 1].flags & TOKEN_CLITIC ||
                         (i > first + 1 && word_grammar(t, i - 1) & G_OBJ &&
                          !(word_grammar(t, i - 1) & (G_DET | G_PRON)))))
        i--;
    return i > first ? i - 1 : first;
}

/* A full name behind nothing but capitalised words and the prepositions between them. */
static bool is_title_chain(const mark_text *t, uint32_t first, const mention *m) {
    if (m->end - m->first < 2) return false;
    for (uint32_t i = first; i < m->first; i++)
        if (!(t->token[i].flags & TOKEN_CAPITAL) && !(word_grammar(t, i) & G_PREP))
            return false;
    return true;
}

/* A name that only says whose or which role follows: "one European diplomat", "a Doe
 * spokesman". */
static bool is_modifier(const mark_text *t, const mention *m, uint32_t end) {
    return m->end < end && !(t->token[m->end].flags & TOKEN_CAPITAL) &&
           token_in(t, m->end, BOOK_ROLES);
}

/* The mention of a person that heads the source; UINT32_MAX when a name only stands
 * inside a possessive or behind a preposition. */
static uint32_t head_person(const resolver *r, uint32_t first, uint32_t end) {
    const mark_text *t = r->t;
    for (uint32_t k = name_at(r->n, first); k < r->n->mentions.n; k++) {
        const mention *m = &r->n->mentions.at[k];
        if (m->first >= end) break;
        if (m->person == NO_PERSON) continue;
        uint32_t from = m->title < first ? first : m->title;
        bool behind = false;
        for (uint32_t i = first; i < from && !behind; i++)
            behind =
                word_grammar(t, i) & (G_PREP | G_REL) && !(word_grammar(t, i) & G_DET);
        if (behind) {
            /* "the head of the bank, Jane Doe": an apposition after all; "Ambassador to
             * Ruritania Jane Doe": one title. */
            if (t->token[from - 1].sign != ',' && !is_title_chain(t, first, m)) continue;
        }
        if (t->token[m->end].flags & TOKEN_CLITIC && m->end < end) continue;
        if (is_modifier(t, m, end)) continue;
        return k;
    }
    return UINT32_MAX;
}

static bool value_has(const mark_text *t, uint32_t i, book_list list, const char *what) {
    return t->token[i].entry && str_find(book_value(t->book, t->token[i].entry, list),
                                         str_of(what), 0) != SIZE_MAX;
}

static uint32_t role_gender(const mark_text *t, uint32_t i) {
    return book_gender(t->book, t->token[i].entry, BOOK_ROLES);
}

static const voice *voice_by_head(const resolver *r, uint64_t head) {
    for (uint32_t k = r->heard.n, turn = 0; k-- > 0 && turn < VOICES_BACK; turn++)
        if (r->heard.at[k].head == head) return &r->heard.at[k];
    return NULL;
}

/* The unnamed voice with that head, when no second one was heard. */
static const voice *only_voice(const resolver *r, uint64_t head) {
    const voice *only = NULL;
    for (uint32_t k = r->heard.n, turn = 0; k-- > 0 && turn < VOICES_BACK; turn++) {
        const voice *v = &r->heard.at[k];
        if (v->head != head || v->class != RT_SPEAKER_ANONYMOUS) continue;
        if (only && !str_eq(only->name, v->name)) return NULL;
        only = v;
    }
    return only;
}

static const voice *voice_of_class(const resolver *r, rt_speaker_class class) {
    for (uint32_t k = r->heard.n, turn = 0; k-- > 0 && turn < VOICES_BACK; turn++)
        if (r->heard.at[k].class == class) return &r->heard.at[k];
    return NULL;
}

static voice person_voice(const resolver *r, uint32_t who, uint32_t at) {
    const person *p = &r->n->people.at[who];
    return (voice){.name = p->full,
                   .class = RT_SPEAKER_NAMED,
                   .person = who,
                   .gender = p->gender,
                   .at = at};
}

static bool fits(uint32_t gender, uint32_t wanted) {
    return !wanted || !gender || gender == wanted;
}

/* "Jane Doe/Kestrel Images". */
static bool is_picture_credit(const mark_text *t, const mention *m) {
    return t->token[m->end].sign == '/' ||
           (m->title && t->token[m->title - 1].sign == '/');
}

/* The first person named in [first, end) outside quotation marks and possessives; one
 * behind a preposition ("the mayor of Upper Marle") only when there is no other. */
static uint32_t subject_of(const resolver *r, uint32_t first, uint32_t end,
                           uint32_t gender) {
    uint32_t governed = NO_PERSON;
    for (uint32_t k = name_at(r->n, first), turn = 0;
         k < r->n->mentions.n && turn < MENTIONS_BACK; k++, turn++) {
        const mention *m = &r->n->mentions.at[k];
        if (m->first >= end) break;
        if (m->person == NO_PERSON || m->quoted) continue;
        if (r->t->token[m->end].flags & TOKEN_CLITIC) continue;
        if (is_picture_credit(r->t, m)) continue;
        if (!fits(r->n->people.at[m->person].gender, gender)) continue;
        bool free = m->title == first || !(word_grammar(r->t, m->title - 1) & G_PREP);
        if (free) return m->person;
        if (governed == NO_PERSON) governed = m->person;
    }
    return governed;
}

static const voice *voice_in(const resolver *r, uint32_t first, uint32_t end,
                             uint32_t gender) {
    for (uint32_t k = r->heard.n, turn = 0; k-- > 0 && turn < VOICES_BACK; turn++) {
        const voice *v = &r->heard.at[k];
        if (v->at < first || v->at >= end || v->plural) continue;
        if (v->class != RT_SPEAKER_NAMED && v->class != RT_SPEAKER_ANONYMOUS &&
            v->class != RT_SPEAKER_ROLE_OR_GROUP)
            continue;
        if (fits(v->gender, gender)) return v;
    }
    return NULL;
}

/* "he", "she": sentence by sentence backwards, who spoke there, else who was its first
 * person. Sentences inside quotation marks do not count. */
static voice singular_pronoun(const resolver *r, uint32_t i, uint32_t gender) {
    const mark_text *t = r->t;
    voice unknown = {.class = RT_SPEAKER_NAMED, .person = NO_PERSON, .at = i};
    uint32_t end = i;
    for (uint32_t s = t->token[i].sentence + 1, turn = 0;
         s-- > 0 && turn < SENTENCES_BACK;) {
        uint32_t first = t->sentence_token[s];
        uint32_t who = turn == 0 ? subject_of(r, first, end, gender) : NO_PERSON;
        if (who != NO_PERSON) return person_voice(r, who, i);
        const voice *v = voice_in(r, first, end, gender);
        if (v) return *v;
        who = subject_of(r, first, end, gender);
        if (who != NO_PERSON) return person_voice(r, who, i);
        const stretch *in = stretch_of(r->s, first);
        if (!in || in->outer_end < end) turn++;
        end = first;
    }
    return unknown;
}

static voice plural_pronoun(const resolver *r, uint32_t i) {
    for (uint32_t k = r->heard.n, turn = 0; k-- > 0 && turn < 3; turn++)
        if (r->heard.at[k].plural) return r->heard.at[k];
    return (voice){
        .class = RT_SPEAKER_ROLE_OR_GROUP, .person = NO_PERSON, .plural = true, .at = i};
}

static voice pronoun_voice(const resolver *r, uint32_t i) {
    uint32_t g = word_grammar(r->t, i);
    if (g & G_SELF) return (voice){.person = NO_PERSON, .at = i};
    if (g & G_PLURAL) return plural_pronoun(r, i);
    if (g & G_THING) {
        const voice *v = r->heard.n ? &r->heard.at[r->heard.n - 1] : NULL;
        if (v && v->class >= RT_SPEAKER_ORGANISATION) return *v;
        return (voice){.class = RT_SPEAKER_ORGANISATION, .person = NO_PERSON, .at = i};
    }
    if (g & (G_MALE | G_FEMALE)) return singular_pronoun(r, i, g & (G_MALE | G_FEMALE));
    return (voice){.person = NO_PERSON, .at = i};
}

static bool is_indefinite(const mark_text *t, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end && i < first + 2; i++)
        if (word_grammar(t, i) & G_INDEF || t->token[i].flags & TOKEN_NUMBER) return true;
    return false;
}

static bool is_kept_unnamed(const mark_text *t, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++) {
        uint32_t past;
        if (text_phrase(t, i, BOOK_ANONYMOUS, &past)) return true;
    }
    return false;
}

/* Text of a source without what trails it: relative clauses and asides after a comma. */
static rt_str source_str(const mark_text *t, uint32_t first, uint32_t end) {
    uint32_t cut = end;
    for (uint32_t i = first + 1; i < end; i++) {
        uint32_t g = word_grammar(t, i);
        if (t->token[i].sign == ',' || (g & G_REL && !(g & (G_DET | G_THAT)))) {
            cut = i;
            break;
        }
    }
    return tokens_str(t, first, cut);
}

/* The same without a leading definite article. */
static rt_str bare_str(const mark_text *t, uint32_t first, uint32_t end) {
    if (first + 1 < end && word_grammar(t, first) & G_DET &&
        !(word_grammar(t, first) & G_POSS))
        first++;
    return source_str(t, first, end);
}

/* Who a definite role stands for: somebody heard ("the diplomat"), else the person whom
 * the article calls so. A voice without a name when it is nobody. */
static voice definite_voice(const resolver *r, uint32_t first, uint32_t end,
                            uint32_t head) {
    const mark_text *t = r->t;
    bool group = value_has(t, head, BOOK_ROLES, "group");
    bool longer = end - first > 3 || head + 1 < end;
    uint64_t noun = t->token[head].hash;
    const voice *before = longer ? only_voice(r, noun) : voice_by_head(r, noun);
    if (!before && value_has(t, head, BOOK_ROLES, "source") && !longer)
        before = voice_of_class(r, RT_SPEAKER_ANONYMOUS);
    uint32_t who = group ? NO_PERSON : name_by_role(r->n, t, first, end, head);
    voice v = {.person = NO_PERSON, .at = head};
    if (before && (who == NO_PERSON || before->person == NO_PERSON)) v = *before;
    else if (who != NO_PERSON) v = person_voice(r, who, head);
    v.at = head;
    return v;
}

/* A person by role: "a diplomat", "the secretary", "two officials". */
static voice role_voice(const resolver *r, uint32_t first, uint32_t end, uint32_t head) {
    const mark_text *t = r->t;
    bool spokes = value_has(t, head, BOOK_ROLES, "spokes");
    bool indefinite = is_indefinite(t, first, end);
    bool hidden = is_kept_unnamed(t, first, end);
    if (word_grammar(t, first) & G_DET && !indefinite) {
        voice v = definite_voice(r, first, end, head);
        if (v.name.s) return v;
    }
    bool unnamed = hidden || (indefinite && !spokes);
    return (voice){.name = source_str(t, first, end),
                   .class = unnamed ? RT_SPEAKER_ANONYMOUS : RT_SPEAKER_ROLE_OR_GROUP,
                   .person = NO_PERSON,
                   .gender = role_gender(t, head),
                   .plural = value_has(t, head, BOOK_ROLES, "group"),
                   .head = t->token[head].hash,
                   .at = head};
}

static bool all_capitals(const mark_text *t, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++)
        if (!(t->token[i].flags & TOKEN_CAPITAL)) return false;
    return first < end;
}

static bool any_in(const mark_text *t, uint32_t first, uint32_t end, book_list list) {
    for (uint32_t i = first; i < end; i++) {
        uint32_t past;
        if (text_phrase(t, i, list, &past)) return true;
    }
    return false;
}

/* A day, a month, an abbreviation or a letter with a hyphen ("R-Utah"): with a capital,
 * but nobody's name by itself. */
static bool is_notation(const mark_text *t, uint32_t i) {
    rt_str word = token_str(t, i);
    return t->token[i].flags & (TOKEN_ABBREV | TOKEN_NUMBER) ||
           token_in(t, i, BOOK_WEEKDAYS) || token_in(t, i, BOOK_MONTHS) ||
           word_grammar(t, i) & G_TIME || (word.n > 2 && word.s[1] == '-');
}

/* A single word that has its capital from beginning the sentence ("Engineers said"), or
 * as a notation. */
static bool is_ordinary(const resolver *r, uint32_t first, uint32_t end) {
    if (end != first + 1) return false;
    if (is_notation(r->t, first)) return true;
    if (book_noun_capitals(r->t->book)) return false;
    return !capital_tells(r->capitals, r->t, first);
}

static voice thing_voice(const resolver *r, uint32_t first, uint32_t end, uint32_t cut,
                         uint32_t head) {
    const mark_text *t = r->t;
    voice v = {.name = bare_str(t, first, end), .person = NO_PERSON, .at = head};
    uint32_t from = first;
    while (from < cut && word_grammar(t, from) & (G_DET | G_INDEF)) from++;
    bool capitals = all_capitals(t, from, cut);
    if (token_in(t, head, BOOK_DOCUMENTS) && !capitals) {
        v.class = RT_SPEAKER_DOCUMENT;
        v.name = source_str(t, first, end);
    } else if (token_in(t, head, BOOK_ORGANISATIONS) ||
               any_in(t, from, cut, BOOK_ORGANISATIONS) ||
               (capitals && t->token[head].flags & TOKEN_UPPER &&
                !is_notation(t, head))) {
        v.class = RT_SPEAKER_ORGANISATION;
    } else if (capitals && cut - from <= 3 && !is_ordinary(r, from, cut)) {
        v.class =
            word_grammar(t, first) & G_DET ? RT_SPEAKER_ORGANISATION : RT_SPEAKER_NAMED;
        v.name = tokens_str(t, from, cut);
    } else if (capitals && cut == from + 1 &&
               !(t->book->traits.plural_s && str_ends(token_str(t, head), STR("s")))) {
        v.name = (rt_str){NULL, 0};
    } else {
        v.class = is_kept_unnamed(t, first, end) ? RT_SPEAKER_ANONYMOUS
                                                 : RT_SPEAKER_ROLE_OR_GROUP;
        v.name = source_str(t, first, end);
    }
    return v;
}

/* "A and B": several speakers with one cue. */
static bool is_joint(const mark_text *t, uint32_t from, uint32_t end) {
    return from + 1 < end && word_grammar(t, from) & G_AND;
}

/* An outlet that heads the source: by name, or as "the newspaper" when one was named. */
static voice outlet_voice(const resolver *r, uint32_t first, uint32_t cut,
                          uint32_t head) {
    const findings *f = r->f;
    voice v = {.class = RT_SPEAKER_OUTLET, .person = NO_PERSON, .at = head};
    uint32_t past, noun = head;
    bool medium = outlet_is_medium(outlet_noun(r->t, head, &past));
    for (; noun > first && !medium && head - noun < 2; noun--)
        medium = outlet_is_medium(outlet_noun(r->t, noun, &past)) && past > head;
    const outlet_mention *m = speaker_outlet(f, first, cut);
    for (; m; m = m->end < cut ? speaker_outlet(f, m->end, cut) : NULL)
        if (m->end > head || (medium && m->end == head)) {
            v.name = m->outlet;
            return v;
        }
    if (!medium) return (voice){.person = NO_PERSON};
    v.name = source_str(r->t, first, cut);
    if (!(word_grammar(r->t, first) & G_DET)) return v;
    uint32_t next = outlet_index(f, first);
    if (next) v.name = f->outlets->at[next - 1].outlet;
    return v;
}

/* The outlet that is all of the source but an article before it, where the article
 * credits it there. */
static rt_str credited_head(const resolver *r, uint32_t first, uint32_t end) {
    const mark_text *t = r->t;
    const outlet_mention *m = speaker_outlet(r->f, first, end);
    uint32_t from = first;
    while (from < end && word_grammar(t, from) & (G_DET | G_INDEF)) from++;
    if (!m || (m->first != from && m->first != first) || m->end != end)
        return (rt_str){NULL, 0};
    uint32_t at = t->token[m->first].span.start, k = speaker_credit(r->f, at);
    bool credited = k < r->f->credits_n && r->f->credits[k].span.start == at;
    return credited ? m->outlet : (rt_str){NULL, 0};
}

/* "who" and "which": the person named right before; nobody when there is none. */
static voice relative_voice(const resolver *r, uint32_t i) {
    const mark_text *t = r->t;
    uint32_t end = i && t->token[i - 1].sign == ',' ? i - 1 : i;
    uint32_t k = name_at(r->n, end);
    const mention *m = k ? &r->n->mentions.at[k - 1] : NULL;
    bool named = m && m->end == end && m->person != NO_PERSON &&
                 t->token[m->first].sentence == t->token[i].sentence;
    return named ? person_voice(r, m->person, i) : (voice){.person = NO_PERSON, .at = i};
}

/* A function word that stands for nobody when it is all of a source: "there", "is",
 * "the"; "some" and "all" do, and so do roles. */
static bool is_nobody(const mark_text *t, uint32_t i) {
    return t->token[i].flags & TOKEN_STOP &&
           !(word_grammar(t, i) & (G_INDEF | G_PRON | G_SELF)) &&
           !token_in(t, i, BOOK_ANONYMOUS) && !token_in(t, i, BOOK_ROLES) &&
           !token_in(t, i, BOOK_ORGANISATIONS);
}

static voice source_voice(const resolver *r, uint32_t first, uint32_t end) {
    const mark_text *t = r->t;
    voice none = {.person = NO_PERSON, .at = first};
    if (first >= end) return none;
    if (word_grammar(t, end - 1) & G_REL && !(word_grammar(t, end - 1) & G_DET)) {
        voice v = relative_voice(r, end - 1);
        if (v.name.s || end == first + 1) return v;
    }
    if (end == first + 1 && is_nobody(t, first)) return none;
    if (word_grammar(t, first) & (G_PRON | G_SELF) && end == first + 1)
        return pronoun_voice(r, first);
    uint32_t named = head_person(r, first, end);
    rt_str credited = credited_head(r, first, end);
    if (credited.s)
        return (voice){.name = credited,
                       .class = RT_SPEAKER_OUTLET,
                       .person = NO_PERSON,
                       .at = first};
    if (named != UINT32_MAX) {
        const mention *m = &r->n->mentions.at[named];
        if (!is_joint(t, m->end, end)) return person_voice(r, m->person, m->first);
        uint32_t other = head_person(r, m->end + 1, end);
        if (other != UINT32_MAX) first = m->first;
        return (voice){.name = source_str(t, first, end),
                       .class = other != UINT32_MAX ? RT_SPEAKER_NAMED
                                                    : RT_SPEAKER_ROLE_OR_GROUP,
                       .person = NO_PERSON,
                       .plural = true,
                       .at = first};
    }
    uint32_t cut = head_end(t, first, end), head = head_word(t, first, cut);
    if (head > first && !token_in(t, head, BOOK_ROLES) &&
        !(t->token[head].flags & TOKEN_CAPITAL) && token_in(t, head - 1, BOOK_ROLES))
        head--; /* "a source familiar" */
    voice outlet = outlet_voice(r, first, cut, head);
    if (outlet.class != RT_SPEAKER_NONE) return outlet;
    if (token_in(t, head, BOOK_ROLES)) return role_voice(r, first, end, head);
    if (is_kept_unnamed(t, first, end) && is_indefinite(t, first, end))
        return (voice){.name = source_str(t, first, end),
                       .class = RT_SPEAKER_ANONYMOUS,
                       .person = NO_PERSON,
                       .head = t->token[head].hash,
                       .at = head};
    return thing_voice(r, first, end, cut, head);
}

/* Where in the source its owner is named: "Angaben" in "nach Angaben der Polizei" is not.
 */
static uint32_t source_owner(const findings *f, const draft *d) {
    const uint32_t noun = CUE_BEFORE | CUE_NOUN;
    uint32_t i = d->source;
    if (d->cue == UINT32_MAX || (f->c->list.at[d->cue].bits & noun) != noun) return i;
    while (i < d->source_end && !(word_grammar(f->t, i) & (G_OF | G_DET | G_POSS))) i++;
    if (i < d->source_end && word_grammar(f->t, i) & G_PREP) i++;
    return i;
}

void speaker_resolve(const findings *f, rt_quotation *q) {
    capital_table capitals = {0};
    resolver r = {.f = f, .t = f->t, .s = f->s, .n = f->n, .capitals = &capitals};
    for (uint32_t k = 0; k < f->d->list.n; k++) {
        const draft *from = &f->d->list.at[k];
        if (from->type == RT_QUOTE_SCARE) continue;
        voice v = from->carried && r.heard.n
                      ? r.heard.at[r.heard.n - 1]
                      : source_voice(&r, source_owner(f, from), from->source_end);
        if (v.class == RT_SPEAKER_NONE) continue;
        q[k].speaker_class = v.class;
        q[k].speaker = v.name;
        if (v.name.s) *vec_push(f->t->a, &r.heard) = v;
    }
    speaker_via(f, q);
}
