#include "base/embedded.h"
#include "base/lexicon_table.h"

#include <ctype.h>
#include <endian.h>

static bool path_is(rt_str path, rt_str folder, rt_str name) {
    return path.n == folder.n + 1 + name.n + 4 && str_starts(path, folder) &&
           path.s[folder.n] == '/' && str_starts(str_from(path, folder.n + 1), name);
}

const lex_list *lex_get(const lexicon *lex, const char *folder, const char *name) {
    rt_str of_folder = str_of(folder), of_name = str_of(name);
    for (size_t at = path_hash(of_folder, of_name) & lex->mask; lex->slot[at];
         at = (at + 1) & lex->mask) {
        const lex_list *list = &lex->list[lex->slot[at] - 1];
        if (path_is(list->path, of_folder, of_name)) return list;
    }
    return &lex->list[lex->n];
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
