/* token.h: the words and signs of a text, read once per article and shared by all of
 * mark/. A token is a word (clitics such as "'s" apart, abbreviations with their full
 * stop), a number, or one sign. Each word carries its place in the language's wordbook.
 */
#ifndef MARK_TOKEN_H
#define MARK_TOKEN_H

#include "mark/mark.h"
#include "mark/wordbook.h"

typedef enum token_flag {
    TOKEN_NUMBER = 1,  /* digits, with inner "." "," ":" */
    TOKEN_CAPITAL = 2, /* begins with a capital letter */
    TOKEN_ABBREV = 4,  /* ends in a full stop that belongs to it */
    TOKEN_JOINED = 8,  /* a sign stands inside the word: "-", ".", "'", "&" */
    TOKEN_SHAPE = 15,  /* those above: what a word's shape hints at */
    TOKEN_WORD = 16,
    TOKEN_UPPER = 32,   /* two letters or more, all of them capitals */
    TOKEN_STOP = 64,    /* function word */
    TOKEN_CLITIC = 128, /* "'s" and the like, written onto the word before */
    TOKEN_SPACE = 256,  /* white space stands before it */
    TOKEN_LINE = 512,   /* the first one of its line */
    TOKEN_START = 1024  /* the first one of its sentence */
} token_flag;

typedef struct token {
    rt_span span;
    uint64_t hash;     /* hash_word of the folded word (of its bytes for a sign) */
    uint64_t begins;   /* a bit for each list that it begins a phrase of */
    uint32_t entry;    /* node of the wordbook for the word alone; BOOK_ROOT if none */
    uint32_t sign;     /* code point of a sign; 0 for words and numbers */
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
    uint64_t *hint[HINTS]; /* of each token_hint, lowest first: bit i % 64 of number
                            * i / 64 says whether token i has it; the last one is not
                            * full */
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

static inline uint64_t text_hints(const mark_text *t, unsigned hints, size_t block) {
    return t->hint[__builtin_ctz(hints)][block] |
           t->hint[31 - __builtin_clz(hints)][block];
}
/* Whether token `i` has the hint. */
static inline bool text_hint(const mark_text *t, token_hint hint, uint32_t i) {
    return text_hints(t, hint, i / 64) >> i % 64 & 1;
}
/* The first token from `i` on with the hint, or with either of two; token_n when there is
 * none. */
static inline uint32_t text_next(const mark_text *t, unsigned hints, uint32_t i) {
    if (i >= t->token_n) return t->token_n;
    size_t block = i / 64, last = t->token_n / 64;
    uint64_t bits = text_hints(t, hints, block) >> i % 64 << i % 64;
    while (!bits && block < last) bits = text_hints(t, hints, ++block);
    return bits ? (uint32_t)(block * 64) + (uint32_t)__builtin_ctzll(bits) : t->token_n;
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
