/* outlet.h: where a text names news outlets.
 * By the table of outlets (data/outlets.tsv), by host names, and by what a medium is
 * called
 * ("the newspaper Xyz"); whether the text credits them is for credit.h. Private to mark.
 */
#ifndef MARK_OUTLET_H
#define MARK_OUTLET_H

#include "base/vec.h"
#include "mark/token.h"

/* How sure it is that the words name an outlet. */
typedef enum outlet_certainty {
    OUTLET_KNOWN,  /* in the table */
    OUTLET_COMMON, /* in the table, but the words mean other things too */
    OUTLET_GUESSED /* not in the table; looks like one */
} outlet_certainty;

typedef struct outlet_mention {
    uint32_t first, end; /* tokens, without an article before it */
    rt_str outlet;       /* its name in the table; as written when guessed */
    outlet_certainty certainty;
    outlet_kind kind; /* OUTLET_NONE when it is not known */
} outlet_mention;

typedef VEC(outlet_mention) outlet_mentions;

/* All mentions, in text order, none overlapping. */
outlet_mentions outlet_find(const mark_text *t);

/* Steps over a mention of the table that holds token *i; *next is the first mention that
 * does not end before it, 0 to begin with. */
static inline bool outlet_skip(const outlet_mentions *all, uint32_t *next, uint32_t *i) {
    while (*next < all->n && all->at[*next].end <= *i) ++*next;
    if (*next == all->n || all->at[*next].first > *i) return false;
    const outlet_mention *m = &all->at[*next];
    if (m->certainty == OUTLET_GUESSED) return false;
    *i = m->end;
    return true;
}

/* Whether the words alone are enough for a byline or a dateline: the table has them, or
 * they end like the names of agencies ("Xyz News Agency"). Agencies that sell pictures
 * alone sign no text. */
static inline bool outlet_signs(const outlet_mention *m) {
    return m->kind != OUTLET_PICTURES &&
           (m->certainty != OUTLET_GUESSED || m->kind == OUTLET_AGENCY);
}

/* Whether the words do name an outlet there. A name that means other things too counts in
 * quotation marks, next to what a medium is called, or, where capitals tell names, with
 * its article if it has one. */
bool outlet_holds(const mark_text *t, const outlet_mention *m);

/* Whether the name goes on behind the mention: "Dow Jones & Company", "CBS Interactive".
 * Who owns the rights of a page so is its publisher, not an outlet that it credits. */
bool outlet_goes_on(const mark_text *t, const outlet_mention *m);

static inline bool outlet_quoting_sign(uint32_t sign) {
    return sign == '"' || sign == '\'' || (sign >= 0x2018 && sign <= 0x201F) ||
           sign == 0xAB || sign == 0xBB;
}

/* What token `i` calls a medium; OUTLET_NONE when it does not. Sets *end to the token
 * after the words. */
static inline outlet_kind outlet_noun(const mark_text *t, uint32_t i, uint32_t *end) {
    uint32_t node = text_phrase(t, i, BOOK_MEDIA, end);
    return node ? book_medium(t->book, node, BOOK_MEDIA) : OUTLET_NONE;
}

/* Whether the kind is one of a medium. */
static inline bool outlet_is_medium(outlet_kind kind) {
    return kind > OUTLET_NONE && kind < OUTLET_TITLE;
}

/* The outlet whose site a host or an address ("https://edition.cnn.com/…") belongs to;
 * null when the table has none. */
rt_str outlet_of_address(const wordbook *book, arena *a, rt_str address);
/* The article's own outlet as the table calls it; as the article does when it is not
 * there; null when unknown. */
rt_str outlet_own(const mark_text *t);

#endif
