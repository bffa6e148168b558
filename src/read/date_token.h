/* date_token.h: the pieces that dates are made of.
 * Cuts a short text into numbers, words and signs, and says of each word what it can mean
 * in a date, from the lists of data/lang/LL and data/dates. */
#ifndef READ_DATE_TOKEN_H
#define READ_DATE_TOKEN_H

#include "base/arena.h"
#include "base/lexicon.h"
#include "base/str.h"

/* The lists that matter for one language; those of all languages stand in where it has
 * none of its own or is not known. */
typedef struct date_lists {
    const lex_list *months[2], *weekdays[2], *words[2], *zones;
    char order; /* of dates in figures: 'd'ay, 'm'onth or 'y'ear first; 0 not known */
} date_lists;

date_lists date_lists_of(const lexicon *lex, rt_str language);
/* The order that a language tag (date.h) tells, as in date_lists. */
char date_order_of(const lexicon *lex, rt_str tag);

typedef enum date_kind { DATE_SIGN, DATE_NUMBER, DATE_WORD } date_kind;

typedef enum date_word {
    DATE_OTHER,
    DATE_JOIN,
    DATE_AM,
    DATE_PM,
    DATE_CLOCK,
    DATE_IS_PUBLISHED,
    DATE_IS_UPDATED,
    DATE_IS_OF_OTHER
} date_word;

typedef struct date_token {
    date_kind kind;
    rt_str text;
    bool glued;      /* nothing stands between it and the token before */
    uint64_t value;  /* of a number */
    unsigned digits; /* of a number */
    char sign;       /* '-' for every dash; 'Y', 'M', 'D', 'h', 'm', 's' for CJK marks */
    int month;       /* of a word: 1 to 12, else 0 */
    int weekday;     /* of a word: 0 Monday to 6, else -1 */
    date_word word;
    bool zoned, by_us; /* a word that names a zone; in US standard or daylight time */
    int zone;
} date_token;

/* The tokens of `text`, at most `room`; returns how many. `a` is scratch. */
uint32_t date_tokens(const date_lists *lists, arena *a, rt_str text, date_token *out,
                     uint32_t room);
/* The meaning of a phrase of several words. */
date_word date_word_of(const date_lists *lists, arena *a, rt_str phrase);

#endif
