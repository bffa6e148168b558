/* token.h: the words and signs of a text, read once per article and shared by all of
 * mark/. A token is a word (clitics such as "'s" apart, abbreviations with their full
 * stop), a number, or one sign. Each word carries its place in the language's wordbook.
 */
#ifndef MARK_TOKEN_H
#define MARK_TOKEN_H

#include "mark/mark.h"
#include "mark/wordbook.h"

typedef enum token_flag {
    TOKEN_WORD = 1,
    TOKEN_NUMBER = 2,   /* digits, with inner "." "," ":" */
    TOKEN_CAPITAL = 4,  /* begins with a capital letter */
    TOKEN_UPPER = 8,    /* two letters or more, all of them capitals */
    TOKEN_STOP = 16,    /* function word */
    TOKEN_ABBREV = 32,  /* ends in a full stop that belongs to it */
    TOKEN_CLITIC = 64,  /* "'s" and the like, written onto the word before */
    TOKEN_SPACE = 128,  /* white space stands before it */
    TOKEN_LINE = 256,   /* the first one of its line */
    TOKEN_START = 512,  /* the first one of its sentence */
    TOKEN_JOINED = 1024 /* a sign stands inside the word: "-", ".", "'", "&" */
} token_flag;

typedef struct token {
    rt_span span;
    uint32_t entry;    /* node of the wordbook for the word alone; BOOK_ROOT if none */
    uint32_t sign;     /* code point of a sign; 0 for words and numbers */
    uint64_t hash;     /* hash_word of the folded word (of its bytes for a sign) */
    uint64_t begins;   /* a bit for each list that it begins a phrase of */
    uint32_t sentence; /* index of its sentence */
    uint32_t grammar;  /* grammar_bit */
    uint32_t likely;   /* the same; by the word's ending where it stands in no list */
    uint16_t flags;    /* token_flag */
} token;

/* An article's text while it is being marked. */
typedef struct mark_text {
    const rt_article *article;
    rt_str text;
    const wordbook *book;
    arena *a;
    uint16_t *hints; /* [token_n + 4]: token_hint of each token, then 0 */
    token *token; /* in text order; token[token_n] is a sign 0 at the end of the text */
    uint32_t token_n;
    const rt_span *sentence;
    const uint32_t *sentence_token; /* [sentence_n + 1]: first token of each, then n */
    uint32_t sentence_n;
} mark_text;

/* The book of a language (ISO 639-1); English when the language is unknown or has none.
 * Safe from several threads. When memory runs out the arena_try of `a` is left. */
const wordbook *mark_book(const mark_words *words, rt_str language, arena *a);

/* Reads the tokens of `t->text` (text, book and arena are set). */
void text_tokens(mark_text *t);
/* Cuts the tokens into sentences. */
void text_sentences(mark_text *t);

/* The first token from `i` on with any of the hints; token_n when there is none. */
static inline uint32_t text_next(const mark_text *t, uint16_t hints, uint32_t i) {
    const uint64_t want = hints * 0x0001000100010001U;
    for (uint64_t four; i < t->token_n; i += 4) {
        memcpy(&four, t->hints + i, sizeof four);
        if (four & want) break;
    }
    while (i < t->token_n && !(t->hints[i] & hints)) i++;
    return i < t->token_n ? i : t->token_n;
}

/* Whether a phrase of `list` begins with the word. */
static inline bool token_begins(const mark_text *t, uint32_t i, book_list list) {
    return t->token[i].begins >> list & 1;
}
/* Whether the word alone stands in `list`. */
static inline bool token_in(const mark_text *t, uint32_t i, book_list list) {
    return token_begins(t, i, list) && book_has(t->book, t->token[i].entry, list);
}

/* text_phrase of a token that begins a phrase of `list`. */
uint32_t text_longest(const mark_text *t, uint32_t i, book_list list, uint32_t *end);

/* The longest phrase of `list` that begins at token `i` within one line: its node, and in
 * *end the token after it. BOOK_ROOT when there is none. */
static inline uint32_t text_phrase(const mark_text *t, uint32_t i, book_list list,
                                   uint32_t *end) {
    return token_begins(t, i, list) ? text_longest(t, i, list, end) : BOOK_ROOT;
}
static inline rt_str token_str(const mark_text *t, uint32_t i) {
    return str_span(t->text, t->token[i].span);
}
/* From the first token to the one before `end`. */
static inline rt_span tokens_span(const mark_text *t, uint32_t first, uint32_t end) {
    return (rt_span){t->token[first].span.start, t->token[end - 1].span.end};
}
/* Dashes that set apart what stands before and after them: "HELSINKI —". */
static inline bool sign_is_dash(uint32_t sign) {
    return sign == '-' || sign == 0x2013 || sign == 0x2014 || sign == 0x2015;
}
/* Dashes that join two numbers, or a number and a word: "10–15", "28-point". */
static inline bool sign_is_joint(uint32_t sign) {
    return sign == '-' || sign == 0x2013 || sign == 0x2212;
}
/* First token that begins at or after byte `offset`. */
uint32_t text_token_at(const mark_text *t, uint32_t offset);

#endif
