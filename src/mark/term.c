#include "mark/term.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "mark/stem.h"
#include "mark/words.h"

#include <stdlib.h>

/* Letters up to here (Latin, Greek, Cyrillic) fold by table, one for one. */
enum { TABLE_END = 0x530 };
/* Longer folded words are hashed, but neither looked up nor stemmed. */
enum { WORD_MAX = 64 };
enum { ISO_MAX = 8 };

/* What is particular to a language. */
typedef struct term_language {
    char iso[ISO_MAX];
    uint64_t stems;      /* stem_language(iso) */
    char decimal;        /* its decimal mark, '.' or ',' */
    bool capital_nouns;  /* a capital does not tell a name */
    uint64_t *flag_word; /* open addressing by hash, 0 empty */
    uint8_t *flag;
    size_t mask;
} term_language;

struct term_words {
    arena memory;
    stem_memory *stems;
    uint8_t ascii[256];       /* folded letter or digit; 0 separates words */
    uint16_t fold[TABLE_END]; /* folded letter; 0: not a letter, or folds to several */
    term_language *language;
    size_t languages_n;
};

/* ---------------------------------------------------------------- tables */

static void tabulate_letters(term_words *w) {
    for (unsigned c = '0'; c <= '9'; c++) w->ascii[c] = (uint8_t)c;
    for (unsigned c = 'a'; c <= 'z'; c++) w->ascii[c] = w->ascii[c - 32] = (uint8_t)c;
    for (uint32_t c = 0x80; c < TABLE_END; c++) {
        char bytes[4];
        if (!utf8_is_letter(c) || (c >= 0x2B0 && c < 0x370)) continue;
        rt_str folded = utf8_fold(&w->memory, (rt_str){bytes, utf8_put(c, bytes)});
        size_t i = 0;
        uint32_t f = folded.n ? utf8_next(folded, &i) : 0;
        if (i == folded.n && f < TABLE_END) w->fold[c] = (uint16_t)f;
    }
}

static void flag_list(term_language *l, const lex_list *list, uint8_t flag) {
    size_t n;
    const lex_entry *entry = lex_entries(list, &n);
    for (size_t i = 0; i < n; i++) {
        uint64_t hash = hash_str(entry[i].phrase);
        size_t at = hash & l->mask;
        while (l->flag_word[at] && l->flag_word[at] != hash) at = (at + 1) & l->mask;
        l->flag_word[at] = hash;
        l->flag[at] |= flag;
    }
}

static void load_language(term_words *w, const lexicon *lex, rt_str iso) {
    term_language *l = &w->language[w->languages_n++];
    rt_str folder = str_printf(&w->memory, "lang/%.*s", (int)iso.n, iso.s);
    const lex_list *stop = lex_get(lex, folder.s, "stop_words");
    const lex_list *numbers = lex_get(lex, folder.s, "numbers");
    const lex_list *traits = lex_get(lex, folder.s, "traits");
    const lex_entry *decimal = lex_find(traits, STR("decimal"));
    if (iso.n < ISO_MAX) memcpy(l->iso, iso.s, iso.n);
    l->stems = stem_language(l->iso);
    l->decimal = decimal && str_eq(decimal->value, STR(",")) ? ',' : '.';
    l->capital_nouns = lex_find(traits, STR("capital nouns")) != NULL;
    size_t stop_n, numbers_n, size = 64;
    lex_entries(stop, &stop_n), lex_entries(numbers, &numbers_n);
    while (size < 4 * (stop_n + numbers_n)) size *= 2;
    l->mask = size - 1;
    l->flag_word = arena_many(&w->memory, uint64_t, size);
    l->flag = arena_many(&w->memory, uint8_t, size);
    flag_list(l, stop, RT_TERM_STOP);
    flag_list(l, numbers, RT_TERM_NUMBER);
}

typedef struct loading {
    term_words *words;
    const lexicon *lex;
} loading;

static void load_all(void *context) {
    loading *load = context;
    term_words *w = load->words;
    tabulate_letters(w);
    size_t n = 0;
    while (lex_language(load->lex, n).s) n++;
    w->language = arena_many(&w->memory, term_language, n + 1);
    for (size_t i = 0; i < n; i++)
        load_language(w, load->lex, lex_language(load->lex, i));
    load_language(w, load->lex, STR(""));
    w->languages_n--; /* the last one stands for all others */
}

term_words *term_words_new(const lexicon *lex) {
    term_words *w = calloc(1, sizeof *w);
    if (!w) return NULL;
    arena_init(&w->memory, 0);
    w->stems = stem_memory_new();
    if (w->stems && arena_try(&w->memory, load_all, &(loading){w, lex})) return w;
    term_words_free(w);
    return NULL;
}

void term_words_free(term_words *words) {
    if (!words) return;
    stem_memory_free(words->stems);
    arena_release(&words->memory);
    free(words);
}

/* ---------------------------------------------------------------- cutting */

typedef struct cutter {
    const term_words *words;
    const term_language *language;
    arena *a;
    rt_str text;
    size_t at;
    uint64_t *hash, *stem;
    rt_span *span;
    uint8_t *flags;
    uint32_t n, cap;
    VEC(stem_word) unknown; /* words to be stemmed ... */
    VEC(uint32_t) owner;    /* ... and their terms */
} cutter;

static void *widened(arena *a, const void *old, uint32_t n, uint32_t cap, size_t size) {
    void *wide = arena_array(a, cap, size);
    if (n) memcpy(wide, old, n * size);
    return wide;
}

static void cutter_grow(cutter *c) {
    uint32_t cap = c->cap ? 2 * c->cap : (uint32_t)(c->text.n / 5) + 16;
    c->hash = widened(c->a, c->hash, c->n, cap, sizeof *c->hash);
    c->stem = widened(c->a, c->stem, c->n, cap, sizeof *c->stem);
    c->span = widened(c->a, c->span, c->n, cap, sizeof *c->span);
    c->flags = widened(c->a, c->flags, c->n, cap, sizeof *c->flags);
    c->cap = cap;
}

static uint8_t flags_of(const term_language *l, uint64_t hash) {
    size_t at = hash & l->mask;
    while (l->flag_word[at]) {
        if (l->flag_word[at] == hash) return l->flag[at];
        at = (at + 1) & l->mask;
    }
    return 0;
}

/* Adds a term from `start` to here; `folded` need not outlive the call. */
static void cutter_add(cutter *c, size_t start, rt_str folded, uint8_t flags) {
    if (c->n == c->cap) cutter_grow(c);
    uint64_t hash = hash_str(folded), stem = hash;
    const term_language *l = c->language;
    if (folded.n <= WORD_MAX && !flags) {
        flags = flags_of(l, hash);
        if (l->stems && !(flags & RT_TERM_STOP) &&
            !stem_recall(c->words->stems, l->stems, hash, &stem)) {
            *vec_push(c->a, &c->unknown) =
                (stem_word){.hash = hash, .folded = str_copy(c->a, folded)};
            *vec_push(c->a, &c->owner) = c->n;
        }
    }
    c->hash[c->n] = hash;
    c->stem[c->n] = stem;
    c->span[c->n] = (rt_span){(uint32_t)start, (uint32_t)c->at};
    c->flags[c->n++] = flags;
}

static bool is_digit_at(const cutter *c, size_t i) {
    return i < c->text.n && c->text.s[i] >= '0' && c->text.s[i] <= '9';
}

/* Bytes of a mark at `i` that may group thousands: , . ' ’ or a no-break blank. */
static size_t grouping_at(const cutter *c, size_t i) {
    rt_str rest = str_from(c->text, i);
    if (!rest.n) return 0;
    if (rest.s[0] == '\'') return 1;
    if (rest.s[0] == ',' || rest.s[0] == '.') return rest.s[0] != c->language->decimal;
    static const char *const wide[] = {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89",
                                       "\xE2\x80\x99"};
    for (size_t k = 0; k < sizeof wide / sizeof *wide; k++)
        if (str_starts(rest, str_of(wide[k]))) return strlen(wide[k]);
    return 0;
}

/* A number: groups of thousands joined, the decimal mark a full stop. */
static void cut_number(cutter *c) {
    char folded[WORD_MAX];
    size_t n = 0, start = c->at;
    bool decimals = false;
    while (n < WORD_MAX - 1) {
        if (is_digit_at(c, c->at)) {
            folded[n++] = c->text.s[c->at++];
            continue;
        }
        if (decimals || c->at >= c->text.n) break;
        size_t g = grouping_at(c, c->at), next = c->at + g;
        if (g && is_digit_at(c, next) && is_digit_at(c, next + 1) &&
            is_digit_at(c, next + 2) && !is_digit_at(c, next + 3)) {
            c->at = next;
        } else if (c->text.s[c->at] == c->language->decimal &&
                   is_digit_at(c, c->at + 1)) {
            decimals = true;
            folded[n++] = '.';
            c->at++;
        } else break;
    }
    cutter_add(c, start, (rt_str){folded, n}, RT_TERM_NUMBER);
}

/* Dropped by folding: the soft hyphen and the joiners. */
static bool is_ignored(uint32_t c) { return c == 0xAD || c == 0x200C || c == 0x200D; }
static bool is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019 || c == 0x2BC; }

/* A word that is not all ASCII, or a character of a script without blanks. Steps over
 * what belongs to neither. */
static void cut_wide(cutter *c) {
    char folded[WORD_MAX + 4];
    size_t n = 0, start = c->at;
    bool by_table = true;
    while (c->at < c->text.n) {
        size_t next = c->at;
        uint32_t ch = utf8_next(c->text, &next);
        uint32_t f = ch < 0x80        ? c->words->ascii[ch]
                     : ch < TABLE_END ? c->words->fold[ch]
                                      : 0;
        if (utf8_is_unspaced(ch)) {
            if (c->at == start) c->at = next, by_table = false;
            break;
        }
        if (!f && !is_ignored(ch) &&
            (is_apostrophe(ch) || !(utf8_is_letter(ch) || utf8_is_digit(ch))))
            break;
        if (!f) by_table = false;
        if (by_table && n < WORD_MAX) n += utf8_put(f, folded + n);
        else by_table = false;
        c->at = next;
    }
    if (c->at == start) {
        utf8_next(c->text, &c->at);
        return;
    }
    rt_str word = {c->text.s + start, c->at - start};
    word = by_table ? (rt_str){folded, n} : utf8_fold(c->a, word);
    if (word.n) cutter_add(c, start, word, 0);
}

static void cut_word(cutter *c) {
    const char *s = c->text.s;
    const uint8_t *ascii = c->words->ascii;
    char folded[WORD_MAX];
    size_t start = c->at, i = start, n = 0;
    uint8_t f;
    while (i < c->text.n && n < WORD_MAX && (f = ascii[(unsigned char)s[i]]) != 0)
        folded[n++] = (char)f, i++;
    if (i < c->text.n && ((unsigned char)s[i] >= 0x80 || ascii[(unsigned char)s[i]])) {
        cut_wide(c);
        return;
    }
    c->at = i;
    cutter_add(c, start, (rt_str){folded, n}, 0);
}

/* Steps over a possessive "'s", so that "Trump's" is "Trump". */
static void skip_possessive(cutter *c) {
    rt_str rest = str_from(c->text, c->at);
    size_t i = 0;
    if (!rest.n || !is_apostrophe(utf8_next(rest, &i))) return;
    if (i >= rest.n || (rest.s[i] | 32) != 's') return;
    size_t after = i + 1;
    if (after < rest.n) {
        uint32_t next = utf8_next(rest, &after);
        if (utf8_is_letter(next) || utf8_is_digit(next)) return;
    }
    c->at += i + 1;
}

static void cut_text(cutter *c) {
    const char *s = c->text.s;
    while (c->at < c->text.n) {
        unsigned char first = (unsigned char)s[c->at];
        if (first >= '0' && first <= '9') cut_number(c);
        else if (first >= 0x80) cut_wide(c), skip_possessive(c);
        else if (c->words->ascii[first]) cut_word(c), skip_possessive(c);
        else c->at++;
    }
}

static void cut_stems(cutter *c) {
    stem_words(c->words->stems, c->language->iso, c->unknown.at, c->unknown.n);
    for (uint32_t i = 0; i < c->unknown.n; i++)
        c->stem[c->owner.at[i]] = c->unknown.at[i].stem;
}

/* ---------------------------------------------------------------- sentences and flags */

/* Where sentences start when nobody has looked: after a line's end, and after . ! or ?
 * with a blank behind it. */
static rt_span *plain_sentences(arena *a, rt_str text, uint32_t *n) {
    VEC(rt_span) all = {0};
    size_t start = 0;
    for (size_t i = 0; i < text.n; i++) {
        char ch = text.s[i];
        bool stop = ch == '.' || ch == '!' || ch == '?';
        bool end = ch == '\n' || i + 1 == text.n ||
                   (stop && (text.s[i + 1] == ' ' || text.s[i + 1] == '\n'));
        if (!end) continue;
        *vec_push(a, &all) = (rt_span){(uint32_t)start, (uint32_t)i + 1};
        start = i + 1;
    }
    *n = all.n;
    return all.at;
}

/* First term of each sentence; terms between two sentences belong to the former. */
static void find_sentences(cutter *c, const rt_span *sentence, uint32_t n,
                           rt_terms *out) {
    uint32_t *first = arena_many(c->a, uint32_t, (size_t)n + 1);
    uint32_t term = 0;
    for (uint32_t i = 0; i < n; i++) {
        while (i && term < c->n && c->span[term].start < sentence[i].start) term++;
        first[i] = term;
    }
    first[n] = c->n;
    out->sentence = first;
    out->sentences_n = n;
}

static uint32_t first_term_from(const cutter *c, uint32_t offset) {
    uint32_t low = 0, high = c->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (c->span[middle].start < offset) low = middle + 1;
        else high = middle;
    }
    return low;
}

static void flag_span(cutter *c, rt_span span, uint8_t flag) {
    for (uint32_t i = first_term_from(c, span.start);
         i < c->n && c->span[i].end <= span.end; i++)
        c->flags[i] |= flag;
}

static void flag_marks(cutter *c, const rt_marks *marks) {
    for (uint32_t i = 0; i < marks->names_n; i++)
        flag_span(c, marks->names[i].span, RT_TERM_NAME);
    for (uint32_t i = 0; i < marks->quotations_n; i++) {
        const rt_quotation *q = &marks->quotations[i];
        if (q->type != RT_QUOTE_DIRECT && q->type != RT_QUOTE_MIXED) continue;
        for (uint32_t k = 0; k < q->content_n; k++)
            flag_span(c, q->content[k], RT_TERM_QUOTED);
    }
}

/* Words with a capital that do not open a sentence. */
static void flag_capitals(cutter *c, const rt_terms *t) {
    if (c->language->capital_nouns) return;
    for (uint32_t s = 0; s < t->sentences_n; s++)
        for (uint32_t i = t->sentence[s] + 1; i < t->sentence[s + 1]; i++) {
            size_t at = c->span[i].start;
            if (utf8_is_upper(utf8_next(c->text, &at)) && !(c->flags[i] & RT_TERM_STOP))
                c->flags[i] |= RT_TERM_NAME;
        }
}

static const term_language *language_of(const term_words *w, rt_str iso) {
    const term_language *none = &w->language[w->languages_n];
    if (!iso.n) iso = STR("en");
    for (size_t i = 0; i < w->languages_n; i++)
        if (str_eq(str_of(w->language[i].iso), iso)) return &w->language[i];
    return none;
}

void mark_terms(const mark_words *words, const rt_article *article, const rt_marks *marks,
                arena *a, rt_terms *out) {
    cutter c = {.words = words->terms,
                .language = language_of(words->terms, article->language),
                .a = a,
                .text = article->text};
    cut_text(&c);
    cut_stems(&c);
    uint32_t sentences_n = marks ? marks->sentences_n : 0;
    const rt_span *sentences =
        sentences_n ? marks->sentences : plain_sentences(a, c.text, &sentences_n);
    find_sentences(&c, sentences, sentences_n, out);
    if (marks) flag_marks(&c, marks);
    if (!marks || !marks->names_n) flag_capitals(&c, out);
    out->hash = c.hash, out->stem = c.stem, out->span = c.span, out->flags = c.flags;
    out->n = c.n;
}
