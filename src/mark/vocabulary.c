#include "mark/vocabulary.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "mark/stem.h"

#include <stdlib.h>

enum { ISO_MAX = 8 };
/* Longer words are not stemmed: they are no words. */
enum { STEM_MAX = 64 };
/* Flags of the lists. Such words are their own stems, so that one number is enough to
 * remember of a word: its stem, or its hash plus these flags. */
enum { LIST_FLAGS = RT_TERM_STOP | RT_TERM_NUMBER };

struct vocabulary {
    char iso[ISO_MAX];
    uint64_t key; /* stem_language(iso) */
    bool stems;   /* stem_knows(iso) */
    char decimal;
    bool capital_nouns;
    stem_memory *memory;
    uint64_t *word; /* hashes of listed words, open addressing, 0 empty */
    uint8_t *flag;
    size_t mask;
};

struct vocabulary_all {
    arena memory;
    stem_memory *stems;
    vocabulary *language;
    size_t n; /* language[n] stands for all others */
};

static void flag_list(vocabulary *v, const lex_list *list, uint8_t flag) {
    size_t n;
    const lex_entry *entry = lex_entries(list, &n);
    for (size_t i = 0; i < n; i++) {
        rt_str word = entry[i].phrase;
        if (flag == VOCABULARY_ABBREVIATION && word.n) word.n--; /* the full stop */
        uint64_t hash = hash_word(word);
        size_t at = hash & v->mask;
        while (v->word[at] && v->word[at] != hash) at = (at + 1) & v->mask;
        v->word[at] = hash;
        v->flag[at] |= flag;
    }
}

static void load_language(vocabulary_all *all, const lexicon *lex, rt_str iso) {
    vocabulary *v = &all->language[all->n];
    rt_str folder = str_printf(&all->memory, "lang/%.*s", (int)iso.n, iso.s);
    const lex_list *stop = lex_get(lex, folder.s, "stop_words");
    const lex_list *numbers = lex_get(lex, folder.s, "numbers");
    const lex_list *traits = lex_get(lex, folder.s, "traits");
    const lex_list *abbreviations = lex_get(lex, folder.s, "abbreviations");
    const lex_list *starters = lex_get(lex, folder.s, "starters");
    const lex_entry *decimal = lex_find(traits, STR("decimal"));
    if (iso.n < ISO_MAX) memcpy(v->iso, iso.s, iso.n);
    v->key = stem_language(v->iso);
    v->stems = stem_knows(v->iso);
    v->memory = all->stems;
    v->decimal = decimal && str_eq(decimal->value, STR(",")) ? ',' : '.';
    v->capital_nouns = lex_find(traits, STR("capital nouns")) != NULL;
    size_t listed[4], size = 64;
    lex_entries(stop, &listed[0]), lex_entries(numbers, &listed[1]);
    lex_entries(abbreviations, &listed[2]), lex_entries(starters, &listed[3]);
    while (size < 4 * (listed[0] + listed[1] + listed[2] + listed[3])) size *= 2;
    v->mask = size - 1;
    v->word = arena_many(&all->memory, uint64_t, size);
    v->flag = arena_many(&all->memory, uint8_t, size);
    flag_list(v, stop, RT_TERM_STOP);
    flag_list(v, numbers, RT_TERM_NUMBER);
    flag_list(v, abbreviations, VOCABULARY_ABBREVIATION);
    flag_list(v, starters, VOCABULARY_STARTER);
}

typedef struct loading {
    vocabulary_all *all;
    const lexicon *lex;
} loading;

static void load_all(void *context) {
    loading *load = context;
    vocabulary_all *all = load->all;
    size_t n = 0;
    while (lex_language(load->lex, n).s) n++;
    all->language = arena_many(&all->memory, vocabulary, n + 1);
    for (; all->n < n; all->n++)
        load_language(all, load->lex, lex_language(load->lex, all->n));
    load_language(all, load->lex, STR(""));
}

vocabulary_all *vocabulary_new(const lexicon *lex) {
    vocabulary_all *all = calloc(1, sizeof *all);
    if (!all) return NULL;
    arena_init(&all->memory, 0);
    all->stems = stem_memory_new();
    if (all->stems && arena_try(&all->memory, load_all, &(loading){all, lex})) return all;
    vocabulary_free(all);
    return NULL;
}

void vocabulary_free(vocabulary_all *all) {
    if (!all) return;
    stem_memory_free(all->stems);
    arena_release(&all->memory);
    free(all);
}

const vocabulary *vocabulary_of(const vocabulary_all *all, rt_str iso) {
    if (!iso.n) iso = STR("en");
    for (size_t i = 0; i < all->n; i++)
        if (str_eq(str_of(all->language[i].iso), iso)) return &all->language[i];
    return &all->language[all->n];
}

char vocabulary_decimal(const vocabulary *v) { return v->decimal; }
bool vocabulary_capital_nouns(const vocabulary *v) { return v->capital_nouns; }

static uint8_t flags_of(const vocabulary *v, uint64_t hash) {
    size_t at = hash & v->mask;
    while (v->word[at] && v->word[at] != hash) at = (at + 1) & v->mask;
    return v->word[at] ? v->flag[at] : 0;
}

unsigned vocabulary_punctuation(const vocabulary *v, uint64_t hash) {
    return flags_of(v, hash) & (VOCABULARY_ABBREVIATION | VOCABULARY_STARTER);
}

/* Words met for the first time, to be stemmed in one go, and whose they are. */
typedef struct news {
    VEC(stem_word) words;
    VEC(uint32_t) owner;
} news;

static uint64_t meet(const vocabulary *v, const vocabulary_words *w, uint32_t i, arena *a,
                     news *met) {
    uint64_t hash = w->hash[i];
    uint8_t flags = flags_of(v, hash) & LIST_FLAGS;
    if (flags || !v->stems || span_length(w->span[i]) > STEM_MAX) {
        stem_remember(v->memory, v->key, hash, hash + flags);
        return hash + flags;
    }
    rt_str folded = utf8_fold(a, str_span(w->text, w->span[i]));
    *vec_push(a, &met->words) = (stem_word){.hash = hash, .folded = folded};
    *vec_push(a, &met->owner) = i;
    return hash;
}

void vocabulary_look_up(const vocabulary *v, const vocabulary_words *w, arena *a) {
    enum { AHEAD = 8 };
    news met = {0};
    for (uint32_t i = 0; i < w->n; i++) {
        uint64_t hash = w->hash[i], value;
        if (i + AHEAD < w->n) stem_prefetch(v->memory, v->key, w->hash[i + AHEAD]);
        if (!stem_recall(v->memory, v->key, hash, &value))
            value = w->flags[i] & RT_TERM_NUMBER ? hash : meet(v, w, i, a, &met);
        uint64_t flags = value - hash <= LIST_FLAGS ? value - hash : 0;
        w->stem[i] = value - flags;
        w->flags[i] |= (uint8_t)flags;
    }
    stem_words(v->memory, v->iso, met.words.at, met.words.n);
    for (uint32_t i = 0; i < met.owner.n; i++)
        w->stem[met.owner.at[i]] = met.words.at[i].stem;
}
