/* fetch_list.h: which addresses to fetch.
 * Lists are texts with an address a line, sitemaps, or feeds, whose items name the pages
 * they are about. */
#ifndef READ_FETCH_LIST_H
#define READ_FETCH_LIST_H

#include "base/arena.h"
#include "base/lexicon.h"
#include "base/str.h"

typedef struct fetch_list {
    rt_str *at; /* as written, each one once, in order */
    uint32_t n, cap;
} fetch_list;

/* Reads the lists at `paths`; "-" is standard input. RT_E_LIMIT where one is larger than
 * any. Memory: `a`. */
rt_code fetch_list_read(const lexicon *lex, const char *const *paths, size_t n, arena *a,
                        fetch_list *out, rt_err *err);

/* The addresses that are not among `known` (which may name one more than once). */
fetch_list fetch_list_without(arena *a, const fetch_list *list, const rt_str *known,
                              uint32_t known_n);

#endif
