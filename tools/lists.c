/* lists: makes the word lists of data/ ready for use and writes them as C constants, for
 * the build, so that the program need not when it starts. Usage: lists > lists.c */
#include "base/embedded.h"
#include "base/lexicon_table.h"
#include "base/outlets.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* All lists being made. */
typedef struct making {
    arena memory;
    lex_list *list;
    size_t n;
} making;

static unsigned count_words(rt_str s) {
    unsigned n = s.n > 0;
    for (size_t i = 0; i < s.n; i++) n += s.s[i] == ' ';
    return n;
}

static void bits_add(bits_4096 *set, unsigned i) {
    set->word[i / 64] |= UINT64_C(1) << i % 64;
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

/* Chains of entries that begin alike, in the order of the entries. */
static void list_chain(arena *a, lex_list *list) {
    uint32_t *first = arena_many(a, uint32_t, list->mask + 1);
    uint32_t *next = arena_many(a, uint32_t, list->n);
    list->least = KEY_MOST;
    for (size_t i = list->n; i-- > 0;) {
        rt_str phrase = list->entry[i].phrase;
        if (phrase.n < KEY_LEAST) continue;
        if (key_bytes(phrase) < list->least) list->least = key_bytes(phrase);
        note_opening(list, phrase);
        size_t chain = chain_of(list, phrase.s, key_bytes(phrase));
        next[i] = first[chain];
        first[chain] = (uint32_t)i + 1;
    }
    list->first = first;
    list->next = next;
}

static void list_index(arena *a, lex_list *list) {
    size_t size = 16;
    while (size < list->n * 2) size *= 2;
    uint32_t *slot = arena_many(a, uint32_t, size);
    list->slot = slot;
    list->mask = size - 1;
    list_chain(a, list);
    for (size_t i = 0; i < list->n; i++) {
        unsigned words = count_words(list->entry[i].phrase);
        if (words > list->longest) list->longest = words;
        if (lex_find(list, list->entry[i].phrase)) continue; /* the first one holds */
        size_t at = hash_str(list->entry[i].phrase) & list->mask;
        while (slot[at]) at = (at + 1) & list->mask;
        slot[at] = (uint32_t)i + 1;
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

/* The path of the list of all languages that a list of one language goes into; null for
 * other lists. */
static rt_str path_for_all(arena *a, rt_str path) {
    size_t slash = str_find(path, STR("/"), 5);
    if (!str_starts(path, STR("lang/")) || slash == SIZE_MAX) return (rt_str){NULL, 0};
    rt_str name = str_from(path, slash);
    return str_printf(a, "lang/all%.*s", (int)name.n, name.s);
}

/* Puts the lists of one name of all languages together, behind the `n` lists loaded. */
static void join_languages(making *lex, size_t n) {
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

static void make_lists(making *lex) {
    lex->list = arena_many(&lex->memory, lex_list, 2 * embedded_n + OUTLETS_VIEWS + 1);
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
    list_index(&lex->memory, &lex->list[lex->n]); /* the empty one */
}

/* ---------------------------------------------------------------- writing them */

static void write_numbers(const char *name, size_t number, const uint32_t *at, size_t n) {
    printf("static const uint32_t %s_%zu[] = {", name, number);
    for (size_t i = 0; i < n; i++) printf("%s%" PRIu32 ",", i % 16 ? "" : "\n", at[i]);
    printf("%s};\n", n ? "" : "0");
}

/* Lists share most of their strings: each is written once, as part of one text. */
typedef struct pool {
    arena *memory;
    VEC(char) text;
    VEC(rt_str) string; /* in the order of their places */
    uint32_t *slot;     /* by hash: string + 1 */
    size_t mask;
    VEC(size_t) place; /* of each string in the text */
} pool;

static size_t pool_place(pool *p, rt_str s) {
    size_t at = hash_str(s) & p->mask;
    while (p->slot[at] && !str_eq(p->string.at[p->slot[at] - 1], s))
        at = (at + 1) & p->mask;
    if (p->slot[at]) return p->place.at[p->slot[at] - 1];
    *vec_push(p->memory, &p->string) = s;
    *vec_push(p->memory, &p->place) = p->text.n;
    p->slot[at] = p->string.n;
    for (size_t i = 0; i < s.n; i++) *vec_push(p->memory, &p->text) = s.s[i];
    return p->place.at[p->string.n - 1];
}

static void pool_fill(pool *p, const making *lex) {
    size_t strings = 1, size = 16;
    for (size_t k = 0; k < lex->n; k++) strings += 2 * lex->list[k].n + 1;
    while (size < 2 * strings) size *= 2;
    p->slot = arena_many(p->memory, uint32_t, size);
    p->mask = size - 1;
    for (size_t k = 0; k < lex->n; k++) {
        (void)pool_place(p, lex->list[k].path);
        for (size_t i = 0; i < lex->list[k].n; i++) {
            (void)pool_place(p, lex->list[k].entry[i].phrase);
            (void)pool_place(p, lex->list[k].entry[i].value);
        }
    }
    printf("static const char text[] = {");
    for (size_t i = 0; i < p->text.n; i++)
        printf("%s%d,", i % 24 ? "" : "\n", (signed char)p->text.at[i]);
    printf("0};\n");
}

static void write_string(pool *p, rt_str s) {
    printf("{text + %zu, %zu}", pool_place(p, s), s.n);
}

static void write_entries(pool *p, size_t number, const lex_list *list) {
    printf("static const lex_entry entry_%zu[] = {", number);
    for (size_t i = 0; i < list->n; i++) {
        printf("\n{");
        write_string(p, list->entry[i].phrase);
        printf(", ");
        write_string(p, list->entry[i].value);
        printf("},");
    }
    printf("%s};\n", list->n ? "" : "{{0, 0}, {0, 0}}");
}

static void write_bits(const bits_4096 *set) {
    printf("{{");
    for (int i = 0; i < 64; i++)
        printf("%s0x%" PRIx64 "u,", i % 4 ? "" : "\n", set->word[i]);
    printf("}}");
}

static void write_list(pool *p, size_t number, const lex_list *list) {
    printf("{");
    if (list->path.s) write_string(p, list->path);
    else printf("{0, 0}");
    printf(", entry_%zu, %zu, slot_%zu, first_%zu, next_%zu, %zu, %zu, %u,\n", number,
           list->n, number, number, number, list->mask, list->least, list->longest);
    write_bits(&list->openings);
    printf(", ");
    write_bits(&list->long_openings);
    printf("},\n");
}

/* Writes where each list stands by its path; returns the mask. */
static size_t write_paths(making *lex) {
    size_t size = 16;
    while (size < lex->n * 2) size *= 2;
    uint32_t *slot = arena_many(&lex->memory, uint32_t, size);
    for (size_t i = 0; i < lex->n; i++) {
        rt_str path = lex->list[i].path;
        size_t slash = path.n;
        while (slash > 0 && path.s[slash - 1] != '/') slash--;
        rt_str name = {path.s + slash, path.n - slash - 4}; /* without ".txt" */
        size_t at = path_hash((rt_str){path.s, slash ? slash - 1 : 0}, name) & (size - 1);
        while (slot[at]) at = (at + 1) & (size - 1);
        slot[at] = (uint32_t)i + 1;
    }
    write_numbers("paths", 0, slot, size);
    return size - 1;
}

static void write_all(void *context) {
    making *lex = context;
    pool p = {.memory = &lex->memory};
    make_lists(lex);
    printf("#include \"base/lexicon_table.h\"\n\n");
    pool_fill(&p, lex);
    for (size_t k = 0; k <= lex->n; k++) {
        const lex_list *list = &lex->list[k];
        write_entries(&p, k, list);
        write_numbers("slot", k, list->slot, list->mask + 1);
        write_numbers("first", k, list->first, list->mask + 1);
        write_numbers("next", k, list->next, list->n);
    }
    printf("static const lex_list lists[] = {\n");
    for (size_t k = 0; k <= lex->n; k++) write_list(&p, k, &lex->list[k]);
    printf("};\n");
    size_t mask = write_paths(lex);
    printf("static const lexicon all = {lists, %zu, paths_0, %zu};\n", lex->n, mask);
    printf("const lexicon *lexicon_all(void) { return &all; }\n");
}

int main(void) {
    making lex = {.n = 0};
    arena_init(&lex.memory, 0);
    bool good = arena_try(&lex.memory, write_all, &lex);
    arena_release(&lex.memory);
    return good && fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
