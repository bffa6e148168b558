#include "mark/wordbook.h"

#include "base/vec.h"

#include <stdio.h>

struct book_note {
    rt_str value;
    uint32_t bits; /* value_bits */
    uint32_t next; /* in the chain of its node; 0 ends it */
    uint8_t list;
};

static const char *const list_name[BOOK_LISTS] = {
    [BOOK_ABBREVIATIONS] = "abbreviations",
    [BOOK_CLITICS] = "clitics",
    [BOOK_ELISIONS] = "elisions",
    [BOOK_STARTERS] = "starters",
    [BOOK_CUES] = "cues",
    [BOOK_TITLES] = "titles",
    [BOOK_ROLES] = "roles",
    [BOOK_ANONYMOUS] = "anonymous",
    [BOOK_ORGANISATIONS] = "organisations",
    [BOOK_DOCUMENTS] = "documents",
    [BOOK_FIRST_NAMES] = "first_names",
    [BOOK_STOP_WORDS] = "stop_words",
    [BOOK_GRAMMAR] = "grammar",
    [BOOK_OUTLETS] = "names",
    [BOOK_OUTLET_SPELLINGS] = "spellings",
    [BOOK_OUTLET_COMMON] = "common",
    [BOOK_OUTLET_DOMAINS] = "domains",
    [BOOK_OUTLET_KINDS] = "kinds",
    [BOOK_CREDITS] = "credits",
    [BOOK_MEDIA] = "media",
    [BOOK_NUMBERS] = "numbers",
    [BOOK_FIGURES] = "figures",
    [BOOK_UNITS] = "units",
    [BOOK_QUALIFIERS] = "qualifiers",
    [BOOK_MONTHS] = "months",
    [BOOK_WEEKDAYS] = "weekdays",
    [BOOK_PERIODS] = "periods",
};

/* The words that the values of a list are made of, in the order of their bits. */
static const char grammar_words[] =
    "that wh and but sub rel prep of det indef poss aux be neg adv time pron obj to ing "
    "self male female thing plural reported particle";
static const char cue_words[] =
    "say tell ask label show think order react before after "
    "noun base ing part weak homonym separable free post thing";
static const char credit_words[] =
    "before after reported according told weak on byline part copyright picture";
static const char medium_words[] =
    "agency newspaper broadcaster magazine site programme pictures any title person fill "
    "article";
static const char gender_words[] = "male female";
static const char title_words[] = "male female inner";
static const char period_words[] =
    "day week weekend month year ago before last next future";

static const char *const value_words[BOOK_LISTS] = {
    [BOOK_GRAMMAR] = grammar_words,     [BOOK_CUES] = cue_words,
    [BOOK_CREDITS] = credit_words,      [BOOK_MEDIA] = medium_words,
    [BOOK_OUTLET_KINDS] = medium_words, [BOOK_TITLES] = title_words,
    [BOOK_ROLES] = gender_words,        [BOOK_FIRST_NAMES] = gender_words,
    [BOOK_PERIODS] = period_words,
};

/* A bit for each word of the value that its list knows. */
static uint32_t value_bits(rt_str value, unsigned list) {
    uint32_t bits = 0;
    rt_str want, word;
    while (value_words[list] && str_field(&value, ' ', &want)) {
        rt_str rest = str_of(value_words[list]);
        for (unsigned bit = 0; str_field(&rest, ' ', &word); bit++)
            if (str_eq(word, want)) bits |= (uint32_t)1 << bit;
    }
    return bits;
}

/* ---------------------------------------------------------------- making a book */

/* A book being made: its arrays grow. */
typedef struct making {
    wordbook *book;
    arena *a;
    VEC(book_node) nodes;
    VEC(book_note) notes;
    VEC(book_ending) endings;
} making;

static const lex_entry *list_entries(const lexicon *lex, const char *code, unsigned list,
                                     size_t *n) {
    char folder[32];
    if (list >= BOOK_OUTLETS && list <= BOOK_OUTLET_KINDS)
        snprintf(folder, sizeof folder, "outlets");
    else snprintf(folder, sizeof folder, "lang/%s", code);
    return lex_entries(lex_get(lex, folder, list_name[list]), n);
}

static size_t count_words(const lexicon *lex, const char *code) {
    size_t words = 0;
    for (unsigned list = 0; list < BOOK_LISTS; list++) {
        size_t n;
        const lex_entry *entry = list_entries(lex, code, list, &n);
        for (size_t i = 0; i < n; i++) {
            rt_str rest = entry[i].phrase, word;
            while (str_field(&rest, ' ', &word)) words++;
        }
    }
    return words;
}

static book_slot *slot_of(const wordbook *book, uint64_t key) {
    size_t at = key & book->mask;
    while (book->slot[at].node && book->slot[at].tag != key >> 32)
        at = (at + 1) & book->mask;
    return &book->slot[at];
}

static void note_value(making *m, unsigned list, rt_str value, book_node *end) {
    uint32_t bits = value_bits(value, list);
    if (list == BOOK_GRAMMAR) end->grammar = bits;
    if (list == BOOK_CREDITS) end->credit = (uint16_t)bits;
    if (list == BOOK_CUES) end->cue = bits;
    if (list == BOOK_TITLES) end->title = (uint8_t)bits;
    *vec_push(m->a, &m->notes) = (book_note){value, bits, end->notes, (uint8_t)list};
    end->notes = m->notes.n - 1;
}

static void add_ending(making *m, rt_str ending, uint32_t grammar) {
    book_ending e = {.grammar = grammar, .n = (uint32_t)ending.n};
    if (e.n < 2 || e.n > sizeof e.bytes) return;
    for (uint32_t i = 0; i < e.n; i++) {
        unsigned shift = 8 * (sizeof e.bytes - e.n + i);
        e.bytes |= (uint32_t)(uint8_t)ending.s[i] << shift;
        e.mask |= (uint32_t)0xFF << shift;
    }
    (void)vec_push(m->a, &m->endings);
    uint32_t k = m->endings.n - 1;
    for (; k > 0 && m->endings.at[k - 1].n < e.n; k--)
        m->endings.at[k] = m->endings.at[k - 1];
    m->endings.at[k] = e;
}

static void add_phrase(making *m, unsigned list, const lex_entry *entry) {
    uint32_t node = BOOK_ROOT;
    rt_str rest = entry->phrase, word;
    while (str_field(&rest, ' ', &word)) {
        if (!word.n) continue;
        uint64_t hash = hash_word(word), key = book_step_key(node, hash);
        size_t bit = book_further_bit(m->book, node, hash);
        if (node) m->book->further[bit / 64] |= (uint64_t)1 << bit % 64;
        book_slot *slot = slot_of(m->book, key);
        if (!slot->node) {
            *slot = (book_slot){(uint32_t)(key >> 32), m->nodes.n};
            (void)vec_push(m->a, &m->nodes);
        }
        m->nodes.at[node].ahead |= (uint64_t)1 << list;
        node = slot->node;
    }
    book_node *end = &m->nodes.at[node];
    if (node == BOOK_ROOT || end->lists >> list & 1) return; /* the first line holds */
    end->lists |= (uint64_t)1 << list;
    if (entry->value.n) note_value(m, list, entry->value, end);
    if (list == BOOK_GRAMMAR && str_starts(entry->phrase, STR("~")))
        add_ending(m, str_from(entry->phrase, 1), end->grammar);
}

/* What may begin with the phrase, by the lists that it begins a phrase of. */
static uint8_t hints_of(const book_node *node) {
    static const struct {
        uint64_t lists;
        uint8_t hints;
    } found[] = {
        {BOOK_BIT(BOOK_OUTLETS) | BOOK_BIT(BOOK_MEDIA), HINT_OUTLET},
        {BOOK_BIT(BOOK_CUES), HINT_CUE},
        {BOOK_BIT(BOOK_CREDITS), HINT_CREDIT},
        {BOOK_BIT(BOOK_FIGURES), HINT_FIGURE},
        {BOOK_BIT(BOOK_NUMBERS), HINT_FIGURE | HINT_DATE},
        {BOOK_BIT(BOOK_MONTHS) | BOOK_BIT(BOOK_WEEKDAYS) | BOOK_BIT(BOOK_PERIODS),
         HINT_DATE},
    };
    unsigned hints = node->grammar & G_INDEF ? HINT_FIGURE | HINT_DATE : 0;
    for (size_t i = 0; i < sizeof found / sizeof *found; i++)
        if ((node->lists | node->ahead) & found[i].lists) hints |= found[i].hints;
    return (uint8_t)hints;
}

static rt_str trait(const lex_list *traits, rt_str name) {
    const lex_entry *entry = lex_find(traits, name);
    return entry ? entry->value : STR("");
}

static void read_traits(wordbook *book, const lex_list *traits) {
    const rt_str yes = STR("yes");
    book->traits = (book_traits){
        .decimal = str_eq(trait(traits, STR("decimal")), STR(",")) ? ',' : '.',
        .verb_second = book_word(book, STR("@verb-second")),
        .noun_capitals = book_word(book, STR("@noun-capitals")),
        .capital_nouns = str_eq(trait(traits, STR("capital nouns")), yes),
        .plural_s = str_eq(trait(traits, STR("plural")), STR("s")),
        .small_months = str_eq(trait(traits, STR("small months")), yes),
        .as = trait(traits, STR("as")),
        .range = trait(traits, STR("range")),
        .from = trait(traits, STR("from")),
        .to = trait(traits, STR("to")),
        .number_joint = trait(traits, STR("number joint"))};
}

const wordbook *book_new(const lexicon *lex, const char *code, arena *a) {
    wordbook *book = arena_new(a, wordbook);
    making m = {.book = book, .a = a};
    size_t size = 16, words = count_words(lex, code);
    while (size < words * 4) size *= 2; /* few words lead to a slot that is not theirs */
    book->slot = arena_many(a, book_slot, size);
    book->mask = size - 1;
    book->further_mask = size - 1;
    book->further = arena_many(a, uint64_t, size / 64 + 1);
    (void)vec_push(a, &m.nodes);
    (void)vec_push(a, &m.notes);
    for (unsigned list = 0; list < BOOK_LISTS; list++) {
        size_t n;
        const lex_entry *entry = list_entries(lex, code, list, &n);
        for (size_t i = 0; i < n; i++) add_phrase(&m, list, &entry[i]);
    }
    book->node = m.nodes.at;
    book->note = m.notes.at;
    book->ending = m.endings.at;
    book->endings = m.endings.n;
    book->node[BOOK_ROOT].ahead = 0; /* a word in no list begins none of their phrases */
    for (uint32_t i = 1; i < m.nodes.n; i++)
        book->node[i].hints = hints_of(&book->node[i]);
    rt_str folder = str_printf(a, "lang/%s", code);
    read_traits(book, lex_get(lex, folder.s, "traits"));
    if (book->traits.number_joint.n) book->hints = HINT_FIGURE | HINT_DATE;
    return book;
}

/* ---------------------------------------------------------------- looking up */

uint32_t book_word(const wordbook *book, rt_str folded) {
    return book_step(book, BOOK_ROOT, hash_word(folded));
}

static const book_note *note_of(const wordbook *book, uint32_t node, book_list list) {
    uint32_t i = book->node[node].notes;
    while (i && book->note[i].list != list) i = book->note[i].next;
    return &book->note[i]; /* the first one says nothing */
}

rt_str book_value(const wordbook *book, uint32_t node, book_list list) {
    rt_str value = note_of(book, node, list)->value;
    return value.s ? value : STR("");
}

/* The first value word that the bits stand for, counted from 1; 0 when there is none. */
static unsigned first_of(uint32_t bits) {
    return bits ? (unsigned)__builtin_ctz(bits) + 1 : 0;
}

uint32_t book_gender(const wordbook *book, uint32_t node, book_list list) {
    enum { MALE = 1, FEMALE = 2 };
    uint32_t bits = note_of(book, node, list)->bits;
    return bits & FEMALE ? G_FEMALE : bits & MALE ? G_MALE : 0;
}

outlet_kind book_medium(const wordbook *book, uint32_t node, book_list list) {
    return (outlet_kind)first_of(note_of(book, node, list)->bits);
}

period_kind book_period(const wordbook *book, uint32_t node) {
    return (period_kind)first_of(note_of(book, node, BOOK_PERIODS)->bits);
}
