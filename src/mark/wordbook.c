#include "mark/wordbook.h"

#include "base/hash.h"
#include "base/vec.h"

#include <stdio.h>

typedef struct book_node {
    uint64_t lists; /* a bit for each list a phrase of which ends here */
    uint64_t ahead; /* the same for phrases that go on from here */
    uint32_t first; /* its values, as a chain through `next`; 0 ends it */
    uint32_t grammar, cue, credit;
} book_node;

typedef struct book_note {
    rt_str value;
    uint32_t next;
    uint8_t list;
} book_note;

/* Small, so that the table stays in the cache: the upper half of the key tells apart what
 * the lower half brings to one place. */
typedef struct book_slot {
    uint32_t tag;
    uint32_t node; /* 0: empty */
} book_slot;

struct wordbook {
    rt_str code;
    bool verb_second, noun_capitals;
    book_slot *slot;
    size_t mask;
    VEC(book_node) nodes;
    VEC(book_note) notes;
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
    [BOOK_TRAITS] = "traits",
};

/* The words of a value, in the order of the bits that they stand for. */
static const char grammar_words[] =
    "that wh and but sub rel prep of det indef poss aux be neg adv time pron obj to ing "
    "self male female thing plural reported particle";
static const char cue_words[] = "say tell ask label show think order react before after "
                                "noun base ing part weak homonym separable free";
static const char credit_words[] =
    "before after reported according told weak on byline part "
    "copyright picture";

static uint32_t value_bits(rt_str value, rt_str words) {
    uint32_t bits = 0;
    rt_str want, word;
    while (str_field(&value, ' ', &want)) {
        rt_str rest = words;
        for (unsigned bit = 0; str_field(&rest, ' ', &word); bit++)
            if (str_eq(word, want)) bits |= (uint32_t)1 << bit;
    }
    return bits;
}

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

static uint64_t step_key(uint32_t node, uint64_t word) {
    return node == BOOK_ROOT ? word : hash_mix(word + node * 0x9e3779b97f4a7c15U);
}

static book_slot *slot_of(const wordbook *book, uint64_t key) {
    size_t at = key & book->mask;
    while (book->slot[at].node && book->slot[at].tag != key >> 32)
        at = (at + 1) & book->mask;
    return &book->slot[at];
}

static void book_add(wordbook *book, unsigned list, const lex_entry *entry, arena *a) {
    uint32_t node = BOOK_ROOT;
    rt_str rest = entry->phrase, word;
    while (str_field(&rest, ' ', &word)) {
        if (!word.n) continue;
        uint64_t key = step_key(node, hash_str(word));
        book_slot *slot = slot_of(book, key);
        if (!slot->node) {
            *slot = (book_slot){(uint32_t)(key >> 32), book->nodes.n};
            (void)vec_push(a, &book->nodes);
        }
        book->nodes.at[node].ahead |= (uint64_t)1 << list;
        node = slot->node;
    }
    book_node *end = &book->nodes.at[node];
    if (node == BOOK_ROOT || end->lists >> list & 1) return; /* the first line holds */
    end->lists |= (uint64_t)1 << list;
    if (!entry->value.n) return;
    if (list == BOOK_GRAMMAR)
        end->grammar = value_bits(entry->value, str_of(grammar_words));
    if (list == BOOK_CREDITS)
        end->credit = value_bits(entry->value, str_of(credit_words));
    if (list == BOOK_CUES) end->cue = value_bits(entry->value, str_of(cue_words));
    *vec_push(a, &book->notes) = (book_note){entry->value, end->first, (uint8_t)list};
    end->first = book->notes.n - 1;
}

const wordbook *book_new(const lexicon *lex, const char *code, arena *a) {
    wordbook *book = arena_new(a, wordbook);
    size_t size = 16, words = count_words(lex, code);
    while (size < words * 2) size *= 2;
    book->code = str_copy(a, str_of(code));
    book->slot = arena_many(a, book_slot, size);
    book->mask = size - 1;
    (void)vec_push(a, &book->nodes);
    (void)vec_push(a, &book->notes);
    for (unsigned list = 0; list < BOOK_LISTS; list++) {
        size_t n;
        const lex_entry *entry = list_entries(lex, code, list, &n);
        for (size_t i = 0; i < n; i++) book_add(book, list, &entry[i], a);
    }
    book->verb_second = book_step(book, BOOK_ROOT, hash_str(STR("@verb-second")));
    book->noun_capitals = book_step(book, BOOK_ROOT, hash_str(STR("@noun-capitals")));
    return book;
}

bool book_verb_second(const wordbook *book) { return book->verb_second; }
bool book_noun_capitals(const wordbook *book) { return book->noun_capitals; }

rt_str book_code(const wordbook *book) { return book->code; }

uint32_t book_step(const wordbook *book, uint32_t node, uint64_t word) {
    return slot_of(book, step_key(node, word))->node;
}

rt_str book_trait(const wordbook *book, rt_str trait) {
    uint32_t node = BOOK_ROOT;
    rt_str word;
    while (str_field(&trait, ' ', &word))
        if (!(node = book_step(book, node, hash_str(word)))) return STR("");
    return book_value(book, node, BOOK_TRAITS);
}

uint32_t book_word(const wordbook *book, rt_str folded) {
    return book_step(book, BOOK_ROOT, hash_str(folded));
}

bool book_has(const wordbook *book, uint32_t node, book_list list) {
    return book->nodes.at[node].lists >> list & 1;
}

rt_str book_value(const wordbook *book, uint32_t node, book_list list) {
    for (uint32_t i = book->nodes.at[node].first; i; i = book->notes.at[i].next)
        if (book->notes.at[i].list == list) return book->notes.at[i].value;
    return STR("");
}

uint32_t book_grammar(const wordbook *book, uint32_t node) {
    return book->nodes.at[node].grammar;
}

uint32_t book_cue(const wordbook *book, uint32_t node) {
    return book->nodes.at[node].cue;
}

bool book_goes_on(const wordbook *book, uint32_t node, book_list list) {
    return book->nodes.at[node].ahead >> list & 1;
}

uint32_t book_credit(const wordbook *book, uint32_t node) {
    return book->nodes.at[node].credit;
}
