/* name.h: who is named in an article, and which mentions are of the same person.
 * Runs of capitalised words are parted into title and name; full names gather their short
 * forms ("Rubio") and the roles that the article gives them ("the secretary"). */
#ifndef MARK_NAME_H
#define MARK_NAME_H

#include "mark/quote.h"

enum { NO_PERSON = UINT32_MAX };

typedef struct person {
    rt_str full;          /* fullest form, without title */
    uint64_t first, last; /* hashes of its first and last word; equal for one word */
    uint32_t gender;      /* G_MALE, G_FEMALE or 0 */
    uint32_t words;
    uint32_t mentions;   /* how often it is named */
    bool sure;           /* title or first name says that it is a person */
    bool kin;            /* introduced as somebody's relative */
    VEC(uint64_t) roles; /* hashes of the roles in its titles and appositions */
    VEC(uint32_t) told;  /* tokens of all other words of those with a capital */
} person;

/* A mention of a name: tokens [title, first) its title, [first, end) the name. */
typedef struct mention {
    uint32_t title, first, end;
    uint32_t person; /* index, or NO_PERSON */
    rt_name_kind kind;
    bool quoted; /* stands in a stretch */
} mention;

typedef struct names {
    VEC(person) people;
    VEC(mention) mentions; /* in text order */
} names;

names name_find(const mark_text *t, const stretches *s);

/* Index of the first mention that begins at or after token `i`. */
uint32_t name_at(const names *n, uint32_t i);
/* Whom the definite phrase [first, end) with the role `head` describes ("the Ruritanian
 * president"): who has the role and, where the phrase says more with capitals, was
 * introduced with some of those words; of several the one named most often, among those
 * named not long before. NO_PERSON when there is none. */
uint32_t name_by_role(const names *n, const mark_text *t, uint32_t first, uint32_t end,
                      uint32_t head);
/* The mentions as public values. */
void name_export(const mark_text *t, const names *n, rt_marks *out);

#endif
