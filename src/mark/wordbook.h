/* wordbook.h: all word lists of one language, arranged for one look-up a word.
 * The phrases of every list hang in one trie of folded words; a node says in which lists
 * the phrase that ends there stands. Constant once made, shared by all threads. */
#ifndef MARK_WORDBOOK_H
#define MARK_WORDBOOK_H

#include "base/lexicon.h"

/* The lists that mark/ knows; a file of the same name in data/lang/LL each, but those of
 * data/outlets. docs/LANGUAGES.md says what stands in them. */
typedef enum book_list {
    BOOK_ABBREVIATIONS,
    BOOK_CLITICS,
    BOOK_ELISIONS,
    BOOK_STARTERS,
    BOOK_CUES,
    BOOK_TITLES,
    BOOK_ROLES,
    BOOK_ANONYMOUS,
    BOOK_ORGANISATIONS,
    BOOK_DOCUMENTS,
    BOOK_FIRST_NAMES,
    BOOK_STOP_WORDS,
    BOOK_GRAMMAR,
    BOOK_OUTLETS, /* of data/outlets.tsv, as are the next four */
    BOOK_OUTLET_SPELLINGS,
    BOOK_OUTLET_COMMON,
    BOOK_OUTLET_DOMAINS,
    BOOK_OUTLET_KINDS,
    BOOK_CREDITS,
    BOOK_MEDIA,
    BOOK_NUMBERS,
    BOOK_FIGURES,
    BOOK_UNITS,
    BOOK_QUALIFIERS,
    BOOK_MONTHS,
    BOOK_WEEKDAYS,
    BOOK_PERIODS,
    BOOK_TRAITS,
    BOOK_LISTS
} book_list;

/* What a function word is in the frame of a clause: the values of grammar.txt. */
typedef enum grammar_bit {
    G_THAT = 1 << 0,  /* begins a reported clause */
    G_WH = 1 << 1,    /* begins a reported question */
    G_AND = 1 << 2,   /* joins */
    G_BUT = 1 << 3,   /* joins and sets against */
    G_SUB = 1 << 4,   /* begins a subordinate clause */
    G_REL = 1 << 5,   /* begins a relative clause */
    G_PREP = 1 << 6,  /* preposition */
    G_OF = 1 << 7,    /* preposition that goes on a noun phrase */
    G_DET = 1 << 8,   /* definite determiner */
    G_INDEF = 1 << 9, /* indefinite determiner or number */
    G_POSS = 1 << 10, /* possessive */
    G_AUX = 1 << 11,  /* auxiliary verb */
    G_BE = 1 << 12,   /* form of "to be" */
    G_NEG = 1 << 13,  /* negation */
    G_ADV = 1 << 14,  /* adverb */
    G_TIME = 1 << 15, /* weekday, month, word of time */
    G_PRON = 1 << 16, /* subject pronoun */
    G_OBJ = 1 << 17,  /* object pronoun */
    G_TO = 1 << 18,   /* stands before an infinitive */
    G_ING = 1 << 19,  /* participle */
    G_SELF = 1 << 20, /* a pronoun for the one who speaks */
    G_MALE = 1 << 21,
    G_FEMALE = 1 << 22,
    G_THING = 1 << 23,
    G_PLURAL = 1 << 24,
    G_REPORTED = 1 << 25, /* a verb form that marks reported speech */
    G_PARTICLE = 1 << 26  /* separable part of a verb */
} grammar_bit;

/* What kind of reporting expression a cue is, and its form: the values of cues.txt. */
typedef enum cue_bit {
    CUE_SAY = 1 << 0,        /* takes a clause, a quotation or both */
    CUE_TELL = 1 << 1,       /* the same, after an addressee */
    CUE_ASK = 1 << 2,        /* takes a question */
    CUE_LABEL = 1 << 3,      /* gives words to a thing: "called it a farce" */
    CUE_SHOW = 1 << 4,       /* what a study or a document does */
    CUE_THINK = 1 << 5,      /* a thought: counts only with a quotation */
    CUE_ORDER = 1 << 6,      /* a directive */
    CUE_REACT = 1 << 7,      /* takes a thing: counts only with a quotation */
    CUE_BEFORE = 1 << 8,     /* preposition of a source */
    CUE_AFTER = 1 << 9,      /* postposition of a source */
    CUE_NOUN = 1 << 10,      /* with before: its first word alone is the cue */
    CUE_BASE = 1 << 11,      /* infinitive or plural present */
    CUE_ING = 1 << 12,       /* present participle */
    CUE_PART = 1 << 13,      /* past participle that is no past tense */
    CUE_WEAK = 1 << 14,      /* only with a name after it */
    CUE_HOMONYM = 1 << 15,   /* the word is as often a noun */
    CUE_SEPARABLE = 1 << 16, /* has a part at the end of the clause: "with:PART" */
    CUE_FREE = 1 << 17       /* separable, but a cue without the part as well */
} cue_bit;

/* How words credit an outlet: the values of credits.txt. */
typedef enum credit_bit {
    CREDIT_BEFORE = 1 << 0,    /* stand before its name */
    CREDIT_AFTER = 1 << 1,     /* stand after it */
    CREDIT_REPORTED = 1 << 2,  /* it reported */
    CREDIT_ACCORDING = 1 << 3, /* according to it */
    CREDIT_TOLD = 1 << 4,      /* it was told */
    CREDIT_WEAK = 1 << 5,      /* what only agencies and papers do for others */
    CREDIT_ON = 1 << 6,        /* only where somebody speaks in the sentence */
    CREDIT_BYLINE = 1 << 7,    /* open a byline */
    CREDIT_PART = 1 << 8,      /* make a byline of a line or sentence they stand in */
    CREDIT_COPYRIGHT = 1 << 9, /* make a copyright line */
    CREDIT_PICTURE = 1 << 10   /* the line is about a picture */
} credit_bit;

typedef struct wordbook wordbook;

enum { BOOK_ROOT = 0 };

/* The book of data/lang/CODE and data/outlets; memory comes from `a`. */
const wordbook *book_new(const lexicon *lex, const char *code, arena *a);
rt_str book_code(const wordbook *book);

/* The node reached from `node` by a word (the hash of its folded form); BOOK_ROOT when no
 * phrase goes on so. */
uint32_t book_step(const wordbook *book, uint32_t node, uint64_t word);
/* The node of a folded word alone; BOOK_ROOT when no phrase begins with it. */
uint32_t book_word(const wordbook *book, rt_str folded);
/* The value of a line of traits.txt; empty when the language has none such. */
rt_str book_trait(const wordbook *book, rt_str trait);
/* Whether a phrase of `list` ends at `node`; never at BOOK_ROOT. */
bool book_has(const wordbook *book, uint32_t node, book_list list);
/* Its value in that list; empty when it has none or does not stand there. */
rt_str book_value(const wordbook *book, uint32_t node, book_list list);
/* grammar_bit of the phrase that ends at `node`, and cue_bit; 0 at BOOK_ROOT. */
uint32_t book_grammar(const wordbook *book, uint32_t node);
uint32_t book_cue(const wordbook *book, uint32_t node);
/* credit_bit of it; 0 at BOOK_ROOT. */
uint32_t book_credit(const wordbook *book, uint32_t node);
/* What the language is like, as grammar.txt says: the verb stands second and its subject
 * may follow it; all nouns begin with a capital. */
bool book_verb_second(const wordbook *book);
bool book_noun_capitals(const wordbook *book);
/* Whether longer phrases of `list` go on from here. */
bool book_goes_on(const wordbook *book, uint32_t node, book_list list);

#endif
