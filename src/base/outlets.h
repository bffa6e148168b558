/* outlets.h: data/outlets.tsv, the one table of outlets, as lists for the lexicon.
 * Each line names an outlet once; the lists are views of it: names and aliases, how they
 * are written, which of them need a context, domains, kinds. */
#ifndef BASE_OUTLETS_H
#define BASE_OUTLETS_H

#include "base/lexicon.h"

/* Views of the table: the list "outlets/NAME" of the lexicon. */
typedef enum outlets_view {
    OUTLETS_NAMES, /* name or alias → the outlet to be credited (a programme's network) */
    OUTLETS_SPELLINGS, /* name or alias → itself as written */
    OUTLETS_COMMON,    /* name or alias that means other things too → the outlet */
    OUTLETS_DOMAINS,   /* host → the outlet */
    OUTLETS_KINDS, /* name of an outlet, or any of a programme → agency, broadcaster, ...
                    */
    OUTLETS_VIEWS
} outlets_view;

const char *outlets_view_name(outlets_view view);
/* The entries of a view, in the table's order; phrases folded. Sets *n. */
const lex_entry *outlets_entries(arena *a, outlets_view view, size_t *n);

#endif
