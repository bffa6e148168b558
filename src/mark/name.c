#include "mark/name.h"

#include "base/hash.h"
#include "mark/outlet.h"

enum {
    LONGEST_NAME = 6,
    HEADLINE_WORDS = 5,
    MOST_ROLES = 24,
    PEOPLE_BACK = 256,
    MENTIONS_BACK = 100
};

static bool is_capital(const mark_text *t, uint32_t i) {
    return (t->token[i].flags & (TOKEN_WORD | TOKEN_CAPITAL)) ==
           (TOKEN_WORD | TOKEN_CAPITAL);
}

/* "de", "von", "bin": small words inside names; they stand in titles.txt as "inner". */
static bool is_inner(const mark_text *t, uint32_t i) {
    return book_title(t->book, t->token[i].entry) & TITLE_INNER;
}

static bool joined(const mark_text *t, uint32_t i) {
    return !(t->token[i].flags & (TOKEN_LINE | TOKEN_START)) &&
           !(t->token[i].flags & TOKEN_CLITIC);
}

/* End of the run of capitalised words that begins at `i`. */
static uint32_t run_end(const mark_text *t, uint32_t i) {
    uint32_t end = i + 1;
    while (end < t->token_n) {
        if (is_capital(t, end) && joined(t, end)) {
            end++;
            continue;
        }
        uint32_t k = end;
        while (k < end + 3 && k < t->token_n && is_inner(t, k) && joined(t, k)) k++;
        uint32_t past;
        if (k == end && t->token[k].grammar & G_OF && joined(t, k) &&
            text_phrase(t, end - 1, BOOK_TITLES, &past) && past > end + 1) {
            end = past; /* "Secretary of State" */
            continue;
        }
        if (k == end || k >= t->token_n || !is_capital(t, k) || !joined(t, k)) break;
        end = k + 1;
    }
    return end;
}

/* Where the name proper begins in the run [first, end): after the last title. */
static uint32_t after_titles(const mark_text *t, uint32_t first, uint32_t end) {
    uint32_t name = first;
    for (uint32_t i = first; i < end; i++) {
        uint32_t past;
        uint32_t node = text_phrase(t, i, BOOK_TITLES, &past);
        if (!node || past > end || book_title(t->book, node) & TITLE_INNER) continue;
        name = past;
        i = past - 1;
    }
    /* "Station Jane Doe": what stands before a first name is no part of the name. */
    for (uint32_t i = name + 1; i + 1 < end && !token_in(t, name, BOOK_FIRST_NAMES); i++)
        if (token_in(t, i, BOOK_FIRST_NAMES)) return i;
    return name;
}

/* Lower-case titles right before a run: "spokesperson Anna Kelly". */
static uint32_t titles_before(const mark_text *t, uint32_t first) {
    uint32_t title = first;
    for (uint32_t back = 1; back <= 3 && back <= first; back++) {
        uint32_t i = first - back, past;
        if (!joined(t, i + 1) || t->token[i].sign) break;
        if (!text_phrase(t, i, BOOK_TITLES, &past) && !token_in(t, i, BOOK_ROLES))
            continue;
        if (token_in(t, i, BOOK_TITLES) && past == first) title = i;
        else if (back == 1) title = i;
    }
    return title;
}

static bool holds(const mark_text *t, uint32_t first, uint32_t end, book_list list) {
    for (uint32_t i = first; i < end; i++)
        if (token_in(t, i, list)) return true;
    return false;
}

/* Whether the whole run is a phrase of the list. */
static bool is_phrase(const mark_text *t, uint32_t first, uint32_t end, book_list list) {
    uint32_t past;
    return text_phrase(t, first, list, &past) && past >= end;
}

static bool is_organisation(const mark_text *t, uint32_t first, uint32_t end) {
    return is_phrase(t, first, end, BOOK_ORGANISATIONS) ||
           (end - first > 1 && (token_in(t, end - 1, BOOK_ORGANISATIONS) ||
                                (holds(t, first, end, BOOK_ORGANISATIONS) &&
                                 !token_in(t, first, BOOK_FIRST_NAMES))));
}

static uint32_t mention_gender(const mark_text *t, const mention *m) {
    for (uint32_t i = m->title; i < m->first; i++) {
        uint32_t g = book_gender(t->book, t->token[i].entry, BOOK_TITLES);
        if (!g) g = book_gender(t->book, t->token[i].entry, BOOK_ROLES);
        if (g) return g;
    }
    return m->end - m->first > 1
               ? book_gender(t->book, t->token[m->first].entry, BOOK_FIRST_NAMES)
               : 0;
}

static bool is_suffix(const mark_text *t, uint32_t i) {
    rt_str s = token_str(t, i);
    return str_eq_nocase(s, STR("Jr.")) || str_eq_nocase(s, STR("Sr.")) ||
           str_eq_nocase(s, STR("Jr")) || str_eq_nocase(s, STR("II")) ||
           str_eq_nocase(s, STR("III"));
}

static uint64_t last_word(const mark_text *t, const mention *m) {
    uint32_t last = m->end - 1;
    while (last > m->first && is_suffix(t, last)) last--;
    return t->token[last].hash;
}

static void push_role(const mark_text *t, person *p, uint64_t role) {
    if (p->roles.n >= MOST_ROLES) return;
    for (uint32_t k = 0; k < p->roles.n; k++)
        if (p->roles.at[k] == role) return;
    *vec_push(t->a, &p->roles) = role;
}

static void push_told(const mark_text *t, person *p, uint32_t i) {
    if (p->told.n >= MOST_ROLES || !is_capital(t, i) || t->token[i].flags & TOKEN_STOP)
        return;
    *vec_push(t->a, &p->told) = i;
}

/* "is:senator": the wider word for a title. */
static void add_wider(const mark_text *t, person *p, rt_str rest) {
    rt_str word;
    while (str_field(&rest, ' ', &word))
        if (str_starts(word, STR("is:"))) push_role(t, p, hash_word(str_from(word, 3)));
}

/* The word itself with its wider ones when it is a role, else what it tells beside it. */
static void add_role(const mark_text *t, person *p, uint32_t i) {
    if (t->token[i].sign || is_inner(t, i)) return;
    push_told(t, p, i);
    if (!token_in(t, i, BOOK_ROLES) && !token_in(t, i, BOOK_TITLES)) return;
    push_role(t, p, t->token[i].hash);
    add_wider(t, p, book_value(t->book, t->token[i].entry, BOOK_TITLES));
    add_wider(t, p, book_value(t->book, t->token[i].entry, BOOK_ROLES));
}

static bool is_kin_word(const mark_text *t, uint32_t i) {
    uint32_t end, title = text_phrase(t, i, BOOK_TITLES, &end),
                  role = text_phrase(t, i, BOOK_ROLES, &end);
    rt_str kin = STR("kin");
    return str_find(book_value(t->book, title, BOOK_TITLES), kin, 0) != SIZE_MAX ||
           str_find(book_value(t->book, role, BOOK_ROLES), kin, 0) != SIZE_MAX;
}

/* "his wife, Ada Brook": one of the words before says whose relative it is. */
static bool is_kin(const mark_text *t, const mention *m) {
    enum { NEAR = 4 };
    for (uint32_t back = 1; back <= NEAR && back <= m->first; back++) {
        uint32_t i = m->first - back;
        if (is_kin_word(t, i)) return true;
        if (t->token[i].flags & (TOKEN_START | TOKEN_LINE)) break;
        if (t->token[i].sign ? t->token[i].sign != ',' || back > 1
                             : t->token[i].grammar & (G_AUX | G_PRON | G_AND))
            break;
    }
    return false;
}

/* Roles of a person from the title before and the apposition after a mention. */
static void gather_roles(const mark_text *t, person *p, const mention *m) {
    uint32_t from = m->title;
    while (
        from > 0 && m->title - from < 5 && !t->token[from - 1].sign &&
        !(t->token[from].flags & (TOKEN_START | TOKEN_LINE)) &&
        (t->token[from - 1].flags & TOKEN_CAPITAL || t->token[from - 1].grammar & G_PREP))
        from--; /* "Ambassador to Ruritania Jane Doe" */
    for (uint32_t i = from; i < m->first; i++) add_role(t, p, i);
    uint32_t i = m->end;
    if (t->token[i].sign != ',') return;
    for (uint32_t k = i + 1; k < t->token_n && k < i + 10; k++) {
        if (t->token[k].sign || t->token[k].flags & (TOKEN_LINE | TOKEN_START)) break;
        if (t->token[k].grammar & (G_AUX | G_PRON | G_SUB)) break;
        add_role(t, p, k);
    }
}

static bool initials_agree(const mark_text *t, const person *p, const mention *m) {
    rt_str a = p->full, b = token_str(t, m->first);
    return (b.n <= 2 || (a.n > 1 && a.s[1] == '.')) && a.s[0] == b.s[0];
}

static uint32_t find_person(const mark_text *t, const names *n, const mention *m,
                            uint64_t last) {
    uint32_t gender = mention_gender(t, m);
    for (uint32_t k = n->people.n, turn = 0; k-- > 0 && turn < PEOPLE_BACK; turn++) {
        const person *p = &n->people.at[k];
        if (p->last != last) continue;
        if (p->gender && gender && p->gender != gender) continue;
        if (p->first == t->token[m->first].hash || initials_agree(t, p, m)) return k;
    }
    return NO_PERSON;
}

/* "Jane Q. Doe (@janedoe)": the name of an account, which often has initials that the
 * article leaves out. */
static bool is_account(const mark_text *t, const mention *m) {
    return m->end + 1 < t->token_n && t->token[m->end].sign == '(' &&
           t->token[m->end + 1].sign == '@';
}

/* Whether token `i` of a mention is an initial between two other words. */
static bool is_initial(const mark_text *t, const mention *m, uint32_t i) {
    return i > m->first && i + 1 < m->end && t->token[i].flags & TOKEN_ABBREV;
}

/* The name as the article would write it, and in *words the number of its words. */
static rt_str plain_name(const mark_text *t, const mention *m, uint32_t *words) {
    *words = m->end - m->first;
    rt_str whole = str_span(t->text, tokens_span(t, m->first, m->end));
    if (!is_account(t, m)) return whole;
    strbuf b;
    strbuf_init(&b, t->a);
    *words = 0;
    for (uint32_t i = m->first; i < m->end; i++) {
        if (is_initial(t, m, i)) continue;
        if (++*words > 1) strbuf_char(&b, ' ');
        strbuf_add(&b, token_str(t, i));
    }
    return *words == m->end - m->first ? whole : strbuf_str(&b);
}

/* A full name: known already, or a new person. */
static void enter_full(const mark_text *t, names *n, mention *m, bool sure) {
    uint64_t last = last_word(t, m);
    m->person = find_person(t, n, m, last);
    uint32_t words_n;
    rt_str name = plain_name(t, m, &words_n);
    if (m->person == NO_PERSON) {
        m->person = n->people.n;
        *vec_push(t->a, &n->people) = (person){.full = name,
                                               .first = t->token[m->first].hash,
                                               .last = last,
                                               .words = words_n};
    }
    person *p = &n->people.at[m->person];
    bool plainer = words_n == p->words && name.n < p->full.n &&
                   !(t->token[m->first].flags & TOKEN_ABBREV);
    if (plainer || words_n > p->words) p->full = name, p->words = words_n;
    if (!p->gender) p->gender = mention_gender(t, m);
    p->sure |= sure;
    p->kin |= is_kin(t, m);
    gather_roles(t, p, m);
}

/* A line set like a headline, each word with a capital: its runs tell nothing. */
static bool is_headline(const mark_text *t, uint32_t line) {
    enum { MOST = 40 };
    if (book_noun_capitals(t->book)) return false;
    for (uint32_t i = text_next(t, HINT_STOP | HINT_LINE, line + 1); i < line + MOST;
         i = text_next(t, HINT_STOP | HINT_LINE, i + 1)) {
        if (i == t->token_n || t->token[i].flags & TOKEN_LINE) break;
        if (t->token[i].sign == '.') return false;
    }
    uint32_t words = 0, small = 0, i = line;
    do {
        unsigned flags = t->token[i].flags;
        unsigned full = (flags & (TOKEN_WORD | TOKEN_STOP)) == TOKEN_WORD;
        words += full;
        small += full & !(flags & TOKEN_CAPITAL);
        if (t->token[i].sign == '.') return false;
        i++;
    } while (i < t->token_n && !(t->token[i].flags & TOKEN_LINE) && words < MOST);
    return words >= HEADLINE_WORDS && small * 4 <= words;
}

/* Leading words of a run that begin the sentence and are no part of a name. */
static uint32_t skip_common(const mark_text *t, uint32_t i, uint32_t end) {
    while (i < end &&
           (t->token[i].flags & TOKEN_STOP || token_in(t, i, BOOK_STARTERS) ||
            t->token[i].grammar & (G_ADV | G_TIME | G_SUB | G_PREP | G_AND | G_DET)) &&
           !(t->token[i].flags & TOKEN_ABBREV) && !token_in(t, i, BOOK_FIRST_NAMES))
        i++;
    return i;
}

static void add_run(const mark_text *t, names *n, uint32_t first, uint32_t end,
                    bool quoted) {
    if (t->token[first].flags & TOKEN_START || t->token[first - (first > 0)].sign)
        first = skip_common(t, first, end);
    if (first >= end) return;
    if (end - first == 1 && t->token[first].flags & TOKEN_STOP) return;
    mention m = {.title = first,
                 .first = after_titles(t, first, end),
                 .end = end,
                 .person = NO_PERSON,
                 .kind = RT_NAME_OTHER,
                 .quoted = quoted};
    if (m.first >= end) return;
    if (is_inner(t, m.first) && t->token[m.first].grammar & G_DET)
        return; /* "Richter der Stadt": whose, not who */
    if (m.first == first) m.title = titles_before(t, first);
    *vec_push(t->a, &n->mentions) = m;
}

/* End of the name at `i` in a line set like a headline: a first name, initials and one
 * more word; else the word alone. */
static uint32_t headline_name(const mark_text *t, uint32_t i) {
    uint32_t end = i + 1;
    if (!token_in(t, i, BOOK_FIRST_NAMES)) return end;
    while (end < t->token_n && t->token[end].flags & TOKEN_ABBREV && is_capital(t, end) &&
           joined(t, end))
        end++;
    bool last = end < t->token_n && is_capital(t, end) && joined(t, end) &&
                !(t->token[end].flags & TOKEN_STOP) && !token_in(t, end, BOOK_CUES);
    return last ? end + 1 : i + 1;
}

static void collect_runs(const mark_text *t, const stretches *s, names *n) {
    bool headline = false;
    for (uint32_t i = 0; (i = text_next(t, HINT_LINE | HINT_NAME, i)) < t->token_n;) {
        if (t->token[i].flags & TOKEN_LINE) headline = is_headline(t, i);
        if (!is_capital(t, i)) {
            i++;
            continue;
        }
        uint32_t end = headline ? headline_name(t, i) : run_end(t, i);
        add_run(t, n, i, end, s->in[i] != 0);
        i = end;
    }
}

/* "Newspaper Morning Tide": what a medium is called, and its name. */
static bool is_medium(const mark_text *t, const mention *m) {
    uint32_t past;
    return m->end - m->first > 1 && outlet_is_medium(outlet_noun(t, m->first, &past)) &&
           past < m->end;
}

/* First pass: full names make people. */
static void enter_people(const mark_text *t, names *n) {
    for (uint32_t i = 0; i < n->mentions.n; i++) {
        mention *m = &n->mentions.at[i];
        uint32_t words = m->end - m->first;
        bool first_name = token_in(t, m->first, BOOK_FIRST_NAMES);
        bool titled = m->title < m->first;
        if (is_organisation(t, m->first, m->end) ||
            is_phrase(t, m->first, m->end, BOOK_OUTLETS) || is_medium(t, m))
            m->kind = RT_NAME_ORGANISATION;
        if (words < 2 || words > LONGEST_NAME || token_in(t, m->end - 1, BOOK_ROLES))
            continue;
        if (m->kind == RT_NAME_ORGANISATION && !(first_name && titled)) continue;
        if (t->token[m->first].grammar & G_TIME && !first_name) continue;
        if (words > 4 && !first_name && !titled) continue;
        if (book_noun_capitals(t->book) && !first_name && !titled) continue;
        enter_full(t, n, m, first_name || titled);
        m->kind = RT_NAME_PERSON;
    }
}

/* Last name → the person meant by it so far, as an open table. */
typedef struct short_forms {
    uint64_t *key;
    uint32_t *person;
    size_t mask;
} short_forms;

static size_t short_slot(const short_forms *f, uint64_t key) {
    size_t at = key & f->mask;
    while (f->person[at] && f->key[at] != key) at = (at + 1) & f->mask;
    return at;
}

static void short_set(const short_forms *f, uint64_t key, uint32_t who, bool over) {
    size_t at = short_slot(f, key);
    if (f->person[at] && !over) return;
    f->key[at] = key;
    f->person[at] = who + 1;
}

/* How often each person stands with a full name or a title. */
static uint32_t *count_full(const mark_text *t, const names *n) {
    uint32_t *full = arena_many(t->a, uint32_t, n->people.n);
    for (uint32_t i = 0; i < n->mentions.n; i++)
        if (n->mentions.at[i].person != NO_PERSON) full[n->mentions.at[i].person]++;
    return full;
}

/* Who is meant by each last name to begin with, and by each first name. */
static short_forms short_begin(const mark_text *t, const names *n) {
    size_t size = 16;
    while (size < (size_t)n->people.n * 4) size *= 2;
    short_forms f = {arena_many(t->a, uint64_t, size), arena_many(t->a, uint32_t, size),
                     size - 1};
    for (uint32_t k = 0; k < n->people.n; k++)
        if (n->people.at[k].sure && !n->people.at[k].kin)
            short_set(&f, n->people.at[k].last, k, false);
    for (uint32_t k = 0; k < n->people.n; k++)
        if (!n->people.at[k].kin) short_set(&f, n->people.at[k].last, k, false);
    for (uint32_t k = 0; k < n->people.n; k++)
        if (n->people.at[k].sure) short_set(&f, n->people.at[k].first, k, false);
    return f;
}

/* Somebody of that last name and gender; `who` when there is nobody. */
static uint32_t namesake(const names *n, uint32_t who, uint64_t last, uint32_t gender) {
    if (!gender || !n->people.at[who].gender || n->people.at[who].gender == gender)
        return who;
    for (uint32_t k = 0; k < n->people.n && k < PEOPLE_BACK; k++)
        if (n->people.at[k].last == last && n->people.at[k].gender == gender) return k;
    return who;
}

/* Second pass: short forms, in text order. A full name in between changes who is meant,
 * but not from the one whom the article names more often to a relative. */
static void enter_short(const mark_text *t, names *n) {
    short_forms f = short_begin(t, n);
    const uint32_t *full = count_full(t, n);
    for (uint32_t i = 0; i < n->mentions.n; i++) {
        mention *m = &n->mentions.at[i];
        if (m->person != NO_PERSON) {
            person *p = &n->people.at[m->person];
            p->mentions++;
            uint32_t meant = f.person[short_slot(&f, p->last)];
            if (p->sure && !p->kin && (!meant || full[m->person] > full[meant - 1]))
                short_set(&f, p->last, m->person, true);
            continue;
        }
        if (m->end - m->first != 1 || m->kind == RT_NAME_ORGANISATION) continue;
        uint64_t word = t->token[m->first].hash;
        uint32_t who = f.person[short_slot(&f, word)];
        if (!who) continue;
        uint32_t gender = mention_gender(t, m);
        m->person = namesake(n, who - 1, word, gender);
        m->kind = RT_NAME_PERSON;
        person *p = &n->people.at[m->person];
        if (!p->gender) p->gender = gender;
        gather_roles(t, p, m);
    }
}

/* A title before one word that is no short form of anybody: a person by surname only. */
static void enter_surnames(const mark_text *t, names *n) {
    for (uint32_t i = 0; i < n->mentions.n; i++) {
        mention *m = &n->mentions.at[i];
        if (m->person != NO_PERSON || m->title == m->first || m->end - m->first != 1)
            continue;
        if (m->kind == RT_NAME_ORGANISATION || token_in(t, m->first, BOOK_ROLES) ||
            token_in(t, m->first, BOOK_ORGANISATIONS))
            continue;
        enter_full(t, n, m, true);
        m->kind = RT_NAME_PERSON;
    }
}

names name_find(const mark_text *t, const stretches *s) {
    names n = {0};
    collect_runs(t, s, &n);
    enter_people(t, &n);
    enter_short(t, &n);
    enter_surnames(t, &n);
    enter_short(t, &n);
    return n;
}

uint32_t name_at(const names *n, uint32_t i) {
    uint32_t low = 0, high = n->mentions.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (n->mentions.at[middle].first < i) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Whether two words are forms of one ("Ruritania", "Ruritanian"). */
static bool akin(const mark_text *t, uint32_t i, uint32_t k) {
    enum { SHARED = 5 };
    if (t->token[i].hash == t->token[k].hash) return true;
    rt_str x = token_str(t, i), y = token_str(t, k);
    return x.n >= SHARED && y.n >= SHARED && memcmp(x.s, y.s, SHARED) == 0;
}

/* Whether the person was introduced with one of the words with a capital in [first, end)
 * beside `head`, or there are none. */
static bool described(const mark_text *t, const person *p, uint32_t first, uint32_t end,
                      uint32_t head) {
    bool asked = false;
    for (uint32_t i = first; i < end; i++) {
        if (i == head || i == first || !is_capital(t, i)) continue;
        asked = true;
        for (uint32_t k = 0; k < p->told.n; k++)
            if (akin(t, i, p->told.at[k])) return true;
    }
    return !asked;
}

uint32_t name_by_role(const names *n, const mark_text *t, uint32_t first, uint32_t end,
                      uint32_t head) {
    uint32_t best = NO_PERSON;
    uint64_t role = t->token[head].hash;
    for (uint32_t k = name_at(n, head), turn = 0; k-- > 0 && turn < MENTIONS_BACK;
         turn++) {
        uint32_t who = n->mentions.at[k].person;
        if (who == NO_PERSON || who == best) continue;
        const person *p = &n->people.at[who];
        if (best != NO_PERSON && n->people.at[best].mentions >= p->mentions) continue;
        bool has = false;
        for (uint32_t r = 0; r < p->roles.n && !has; r++) has = p->roles.at[r] == role;
        if (has && described(t, p, first, end, head)) best = who;
    }
    return best;
}

void name_export(const mark_text *t, const names *n, rt_marks *out) {
    rt_name *all = arena_many(t->a, rt_name, n->mentions.n);
    for (uint32_t i = 0; i < n->mentions.n; i++) {
        const mention *m = &n->mentions.at[i];
        rt_span span = tokens_span(t, m->first, m->end);
        all[i] = (rt_name){span,
                           m->person == NO_PERSON ? str_span(t->text, span)
                                                  : n->people.at[m->person].full,
                           m->kind};
    }
    out->names = all;
    out->names_n = n->mentions.n;
}
