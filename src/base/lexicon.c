#include "base/lexicon.h"

#include "base/embedded.h"
#include "base/hash.h"
#include "base/outlets.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <ctype.h>
#include <endian.h>
#include <stdlib.h>

/* A set of numbers below 4096. */
typedef struct bits_4096 {
    uint64_t word[64];
} bits_4096;

struct lex_list {
    rt_str path; /* below data/ */
    const lex_entry *entry;
    size_t n;
    uint32_t *slot;         /* open addressing: entry index + 1, 0 empty */
    uint32_t *first, *next; /* chains of entries that begin alike: index + 1, 0 the end */
    size_t mask;
    size_t least; /* fewest bytes that a chain goes by */
    unsigned longest;
    bits_4096 openings, long_openings; /* what entries begin with */
};

struct lexicon {
    arena memory;
    lex_list *list;
    size_t n;
    uint32_t *slot; /* of lists by their path: open addressing, list index + 1 */
    size_t mask;
    lex_list none;
};

static unsigned count_words(rt_str s) {
    unsigned n = s.n > 0;
    for (size_t i = 0; i < s.n; i++) n += s.s[i] == ' ';
    return n;
}

/* Chains go by the first four bytes of a phrase, of shorter phrases by all they have. */
enum { KEY_LEAST = 2, KEY_MOST = 4 };

static size_t key_bytes(rt_str phrase) {
    return phrase.n < KEY_MOST ? phrase.n : KEY_MOST;
}

static size_t chain_of(const lex_list *list, const char *s, size_t bytes) {
    uint32_t key = 0;
    if (bytes == KEY_MOST) memcpy(&key, s, KEY_MOST);
    else memcpy(&key, s, bytes);
    return ((key + bytes) * UINT64_C(0x9E3779B97F4A7C15) >> 32) & list->mask;
}

static void bits_add(bits_4096 *set, unsigned i) {
    set->word[i / 64] |= UINT64_C(1) << i % 64;
}
static bool bits_have(const bits_4096 *set, unsigned i) {
    return set->word[i / 64] >> i % 64 & 1;
}

/* Lists are asked about most words of most texts, to answer "none". Phrases of eight
 * bytes or more are known by a mix of the first eight, shorter ones by three. */
enum { LONG = 8 };

static unsigned long_opening(const char *s) {
    uint64_t x;
    memcpy(&x, s, sizeof x);
    return (unsigned)(x * UINT64_C(0x9E3779B97F4A7C15) >> 52);
}
static unsigned opening(const char *s, unsigned third) {
    return (((s[0] & 63U) << 6 | (s[1] & 63U)) ^ (third & 63) * 37) & 4095;
}

static void note_opening(lex_list *list, rt_str phrase) {
    if (phrase.n >= LONG) {
        bits_add(&list->long_openings, long_opening(phrase.s));
        return;
    }
    for (unsigned c = 0; c < 64; c++) { /* one of two bytes may have anything behind it */
        unsigned third = phrase.n > 2 ? (unsigned)phrase.s[2] : c;
        bits_add(&list->openings, opening(phrase.s, third));
        if (phrase.n > 2) return;
    }
}

static void list_index(arena *a, lex_list *list) {
    size_t size = 16;
    while (size < list->n * 2) size *= 2;
    list->slot = arena_many(a, uint32_t, size);
    list->first = arena_many(a, uint32_t, size);
    list->next = arena_many(a, uint32_t, list->n);
    list->mask = size - 1;
    list->least = KEY_MOST;
    for (size_t i = list->n; i-- > 0;) {
        rt_str phrase = list->entry[i].phrase;
        if (phrase.n < KEY_LEAST) continue;
        if (key_bytes(phrase) < list->least) list->least = key_bytes(phrase);
        note_opening(list, phrase);
        size_t chain = chain_of(list, phrase.s, key_bytes(phrase));
        list->next[i] = list->first[chain];
        list->first[chain] = (uint32_t)i + 1;
    }
    for (size_t i = 0; i < list->n; i++) {
        unsigned words = count_words(list->entry[i].phrase);
        if (words > list->longest) list->longest = words;
        if (lex_find(list, list->entry[i].phrase)) continue; /* the first one holds */
        size_t at = hash_str(list->entry[i].phrase) & list->mask;
        while (list->slot[at]) at = (at + 1) & list->mask;
        list->slot[at] = (uint32_t)i + 1;
    }
}

static void list_load(arena *a, lex_list *list, rt_str text) {
    VEC(lex_entry) entries = {0};
    rt_str line;
    while (str_line(&text, &line)) {
        if (str_trim(line).n == 0 || line.s[0] == '#') continue;
        rt_str phrase, value = line;
        str_field(&value, '\t', &phrase);
        *vec_push(a, &entries) =
            (lex_entry){.phrase = utf8_fold(a, str_trim(phrase)),
                        .value = value.s ? str_trim(value) : STR("")};
    }
    list->entry = entries.at;
    list->n = entries.n;
    list_index(a, list);
}

static bool is_list(rt_str path) { return str_ends(path, STR(".txt")); }

static bool path_is(rt_str path, rt_str folder, rt_str name) {
    return path.n == folder.n + 1 + name.n + 4 && str_starts(path, folder) &&
           path.s[folder.n] == '/' && str_starts(str_from(path, folder.n + 1), name);
}

/* The path of the list of all languages that a list of one language goes into; null for
 * other lists. */
static rt_str path_for_all(arena *a, rt_str path) {
    size_t slash = str_find(path, STR("/"), 5);
    if (!str_starts(path, STR("lang/")) || slash == SIZE_MAX) return (rt_str){NULL, 0};
    rt_str name = str_from(path, slash);
    return str_printf(a, "lang/all%.*s", (int)name.n, name.s);
}

/* Puts the lists of one name of all languages together, behind the `n` lists loaded. */
static void join_languages(lexicon *lex, size_t n) {
    rt_str *path = arena_many(&lex->memory, rt_str, n);
    for (size_t i = 0; i < n; i++)
        path[i] = path_for_all(&lex->memory, lex->list[i].path);
    for (size_t i = 0; i < n; i++) {
        size_t at = n;
        while (at < lex->n && !str_eq(lex->list[at].path, path[i])) at++;
        if (!path[i].s || at < lex->n) continue;
        VEC(lex_entry) all = {0};
        for (size_t k = i; k < n; k++)
            if (str_eq(path[k], path[i]))
                for (size_t e = 0; e < lex->list[k].n; e++)
                    *vec_push(&lex->memory, &all) = lex->list[k].entry[e];
        lex_list *list = &lex->list[lex->n++];
        *list = (lex_list){.path = path[i], .entry = all.at, .n = all.n};
        list_index(&lex->memory, list);
    }
}

static uint64_t path_hash(rt_str folder, rt_str name) {
    return hash_mix(hash_str(folder) + hash_str(name));
}

static void index_paths(lexicon *lex) {
    size_t size = 16;
    while (size < lex->n * 2) size *= 2;
    lex->slot = arena_many(&lex->memory, uint32_t, size);
    lex->mask = size - 1;
    for (size_t i = 0; i < lex->n; i++) {
        rt_str path = lex->list[i].path;
        size_t slash = path.n;
        while (slash > 0 && path.s[slash - 1] != '/') slash--;
        rt_str name = {path.s + slash, path.n - slash - 4}; /* without ".txt" */
        size_t at = path_hash((rt_str){path.s, slash ? slash - 1 : 0}, name) & lex->mask;
        while (lex->slot[at]) at = (at + 1) & lex->mask;
        lex->slot[at] = (uint32_t)i + 1;
    }
}

static void lexicon_load(void *context) {
    lexicon *lex = context;
    lex->list = arena_many(&lex->memory, lex_list, 2 * embedded_n);
    list_index(&lex->memory, &lex->none);
    for (size_t i = 0; i < embedded_n; i++) {
        rt_str path = str_of(embedded[i].path);
        if (!is_list(path)) continue;
        lex_list *list = &lex->list[lex->n++];
        list->path = path;
        list_load(&lex->memory, list, (rt_str){embedded[i].data, embedded[i].n});
    }
    for (unsigned view = 0; view < OUTLETS_VIEWS; view++) {
        lex_list *list = &lex->list[lex->n++];
        list->path = str_printf(&lex->memory, "outlets/%s.txt", outlets_view_name(view));
        list->entry = outlets_entries(&lex->memory, view, &list->n);
        list_index(&lex->memory, list);
    }
    join_languages(lex, lex->n);
    index_paths(lex);
}

lexicon *lexicon_new(void) {
    lexicon *lex = calloc(1, sizeof *lex);
    if (!lex) return NULL;
    arena_init(&lex->memory, 0);
    if (arena_try(&lex->memory, lexicon_load, lex)) return lex;
    lexicon_free(lex);
    return NULL;
}

void lexicon_free(lexicon *lex) {
    if (!lex) return;
    arena_release(&lex->memory);
    free(lex);
}

const lex_list *lex_get(const lexicon *lex, const char *folder, const char *name) {
    rt_str of_folder = str_of(folder), of_name = str_of(name);
    for (size_t at = path_hash(of_folder, of_name) & lex->mask; lex->slot[at];
         at = (at + 1) & lex->mask) {
        const lex_list *list = &lex->list[lex->slot[at] - 1];
        if (path_is(list->path, of_folder, of_name)) return list;
    }
    return &lex->none;
}

rt_str lex_language(const lexicon *lex, size_t i) {
    rt_str last = {NULL, 0};
    for (size_t k = 0, n = 0; k < lex->n; k++) {
        rt_str rest = lex->list[k].path, code;
        str_field(&rest, '/', &code);
        if (!str_eq(code, STR("lang"))) continue;
        str_field(&rest, '/', &code);
        if (str_eq(code, STR("all"))) break; /* the joined lists come last */
        if (last.s && str_eq(code, last)) continue;
        last = code;
        if (n++ == i) return code;
    }
    return (rt_str){NULL, 0};
}

/* Whether an entry may begin as `s` does, of which `n` bytes are left, at least two. */
static inline bool may_open(const lex_list *list, const char *s, size_t n) {
    return bits_have(&list->openings, opening(s, n > 2 ? (unsigned)s[2] : 0)) ||
           (n >= LONG && bits_have(&list->long_openings, long_opening(s)));
}

const lex_entry *lex_find(const lex_list *list, rt_str folded) {
    if (folded.n > 2 && !may_open(list, folded.s, folded.n)) return NULL;
    for (size_t at = hash_str(folded) & list->mask; list->slot[at];
         at = (at + 1) & list->mask)
        if (str_eq(list->entry[list->slot[at] - 1].phrase, folded))
            return &list->entry[list->slot[at] - 1];
    return NULL;
}

static bool word_goes_on(rt_str s, size_t end) {
    unsigned char last = (unsigned char)s.s[end - 1];
    if (end == s.n || !(isalnum(last) || last >= 0x80)) return false;
    unsigned char c = (unsigned char)s.s[end];
    return isalnum(c) || (c >= 0x80 && c != 0xE2); /* 0xE2: dashes and quotation marks */
}

static const lex_entry *walk_chains(const lex_list *list, rt_str rest,
                                    const lex_entry *after) {
    size_t bytes = after ? key_bytes(after->phrase) : key_bytes(rest);
    uint32_t i = after ? list->next[after - list->entry] : 0;
    for (bool start = !after; bytes >= list->least; bytes--, start = true) {
        if (start) i = list->first[chain_of(list, rest.s, bytes)];
        for (; i; i = list->next[i - 1]) {
            const lex_entry *entry = &list->entry[i - 1];
            if (key_bytes(entry->phrase) == bytes && str_starts(rest, entry->phrase) &&
                !word_goes_on(rest, entry->phrase.n))
                return entry;
        }
    }
    return NULL;
}

const lex_entry *lex_at(const lex_list *list, rt_str folded, size_t at,
                        const lex_entry *after) {
    if (at >= folded.n || folded.n - at < KEY_LEAST) return NULL;
    if (!may_open(list, folded.s + at, folded.n - at)) return NULL;
    return walk_chains(list, str_from(folded, at), after);
}

/* Which of the eight bytes at `s` are blanks, the first in the lowest bits: 0x80 for
 * each.
 */
static uint64_t blanks_of(const char *s) {
    static const uint64_t ones = UINT64_C(0x0101010101010101), rest = ones * 0x7f;
    uint64_t x;
    memcpy(&x, s, sizeof x);
    x = le64toh(x) ^ ones * ' ';
    return ~(((x & rest) + rest) | x | rest);
}

const lex_entry *lex_next(const lex_list *list, rt_str folded, size_t *at) {
    const lex_entry *e = *at ? NULL : lex_at(list, folded, 0, NULL);
    size_t i = *at ? *at - 1 : 0; /* where blanks are looked for */
    while (!e && i + KEY_LEAST < folded.n) {
        uint64_t blanks = 0;
        if (folded.n - i >= sizeof blanks) blanks = blanks_of(folded.s + i);
        else if (folded.s[i] == ' ') blanks = 0x80;
        for (; blanks && !e; blanks &= blanks - 1) {
            *at = i + (size_t)__builtin_ctzll(blanks) / 8 + 1;
            if (folded.n - *at >= KEY_LEAST &&
                may_open(list, folded.s + *at, folded.n - *at))
                e = walk_chains(list, str_from(folded, *at), NULL);
        }
        i += folded.n - i >= sizeof blanks ? sizeof blanks : 1;
    }
    return e;
}

const lex_entry *lex_entries(const lex_list *list, size_t *n) {
    *n = list->n;
    return list->entry;
}

unsigned lex_longest(const lex_list *list) { return list->longest; }

rt_str lex_table(const char *name) {
    for (size_t i = 0; i < embedded_n; i++)
        if (strcmp(embedded[i].path, name) == 0)
            return (rt_str){embedded[i].data, embedded[i].n};
    return (rt_str){NULL, 0};
}
