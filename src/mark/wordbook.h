/* wordbook.h: all word lists of one language, arranged for one look-up a word.
 * The phrases of every list hang in one trie of folded words; a node says in which lists
 * the phrase that ends there stands. Constant once made, shared by all threads. */
#ifndef MARK_WORDBOOK_H
#define MARK_WORDBOOK_H

#include "base/hash.h"
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
    CUE_FREE = 1 << 17,      /* separable, but a cue without the part as well */
    CUE_POST = 1 << 18,      /* said to all, not to an outlet: "tweeted" */
    CUE_THING = 1 << 19      /* has a thing as its object as often as something said */
} cue_bit;

/* Of the values of titles.txt. */
typedef enum title_bit {
    TITLE_MALE = 1 << 0,
    TITLE_FEMALE = 1 << 1,
    TITLE_INNER = 1 << 2 /* a small word inside names: "de", "von" */
} title_bit;

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

/* What kinds of medium a word may stand for: the values of media.txt and of the table of
 * outlets, in this order. */
typedef enum outlet_kind {
    OUTLET_NONE,
    OUTLET_AGENCY,
    OUTLET_NEWSPAPER,
    OUTLET_BROADCASTER,
    OUTLET_MAGAZINE,
    OUTLET_SITE,
    OUTLET_PROGRAMME,
    OUTLET_PICTURES, /* sells pictures: its name stands below them, never over a text */
    OUTLET_ANY,      /* "outlet", "publication" */
    OUTLET_TITLE,    /* last word of the names of many papers */
    OUTLET_PERSON,
    OUTLET_FILL, /* stands between such words */
    OUTLET_ARTICLE
} outlet_kind;

/* What a word of time says: the first words of the values of periods.txt, in this order.
 */
typedef enum period_kind {
    PERIOD_NONE,
    PERIOD_DAY, /* these five with an offset: "yesterday", "next week" */
    PERIOD_WEEK,
    PERIOD_WEEKEND,
    PERIOD_MONTH,
    PERIOD_YEAR,
    PERIOD_AGO,        /* "two years ago" */
    PERIOD_AGO_BEFORE, /* German "vor zwei Jahren" */
    PERIOD_LAST,
    PERIOD_NEXT,
    PERIOD_FUTURE /* what happens is still to come: "will" */
} period_kind;

/* What a rule may find at a token. Most tokens are nothing to most rules, so that each
 * goes from one token with its hint to the next (text_next). */
typedef enum token_hint {
    HINT_STOP = 1,    /* the end of a sentence, or what bears on it */
    HINT_MARK = 2,    /* a quotation mark or an apostrophe */
    HINT_NAME = 4,    /* a name */
    HINT_OUTLET = 8,  /* an outlet, or what one is called */
    HINT_CUE = 16,    /* a reporting expression */
    HINT_CREDIT = 32, /* crediting words */
    HINT_FIGURE = 64, /* a figure */
    HINT_DATE = 128,  /* a date */
    HINT_LINE = 256   /* the first token of a line; no hint of the book's */
} token_hint;
enum { BOOK_HINTS = 8, HINTS = 9 };

/* How the language writes: traits.txt, and the two lines of grammar.txt that begin with
 * "@". Words are empty where the language has none such. */
typedef struct book_traits {
    char decimal;           /* mark of decimals */
    bool verb_second;       /* the verb stands second and its subject may follow it */
    bool noun_capitals;     /* all nouns begin with a capital */
    bool capital_nouns;     /* the same, and they are joined into one word */
    bool plural_s;          /* nouns have a plural in s */
    bool small_months;      /* months begin with a small letter */
    rt_str as;              /* what gives a name to somebody: "hailed as a “hero”" */
    rt_str range, from, to; /* words round the numbers of a range */
    rt_str number_joint;    /* what joins ones and tens: "und" */
} book_traits;

/* What is known of a phrase, or of the words that begin one. */
typedef struct book_node {
    uint64_t lists;        /* a bit for each list that it stands in */
    uint64_t ahead;        /* a bit for each list with phrases that go on from it */
    uint32_t notes;        /* its values, as a chain */
    uint32_t grammar, cue; /* grammar_bit, cue_bit */
    uint16_t credit;       /* credit_bit */
    uint8_t hints;         /* token_hint of a word that begins so */
    uint8_t title;         /* title_bit */
} book_node;

/* An ending that tells the grammar of words in no list ("~ing"): its last bytes. */
typedef struct book_ending {
    uint32_t bytes, mask; /* in a little-endian number of the last four of a word */
    uint32_t grammar, n;
} book_ending;

/* Small, so that the table stays in the cache: the upper half of the key tells apart what
 * the lower half brings to one place. */
typedef struct book_slot {
    uint32_t tag;
    uint32_t node; /* 0: empty */
} book_slot;
typedef struct book_note book_note;

typedef struct wordbook {
    book_traits traits;
    uint8_t hints; /* of every word of the language */
    book_node *node;
    book_note *note;
    book_slot *slot; /* from a node and a word to the next node: open addressing */
    size_t mask;
    const book_ending *ending; /* longer ones first */
    uint32_t endings;
    uint64_t *further; /* a bit for each step on from a word, at further_bit */
    size_t further_mask;
} wordbook;

enum { BOOK_ROOT = 0 };
#define BOOK_BIT(list) ((uint64_t)1 << (list))

/* The book of data/lang/CODE and data/outlets; memory comes from `a`. */
const wordbook *book_new(const lexicon *lex, const char *code, arena *a);

/* The node of a word alone; BOOK_ROOT when no phrase begins with it. */
static inline uint32_t book_first(const wordbook *book, uint64_t word) {
    size_t at = word & book->mask;
    uint32_t tag = (uint32_t)(word >> 32);
    while ((book->slot[at].node != 0) & (book->slot[at].tag != tag))
        at = (at + 1) & book->mask;
    return book->slot[at].node;
}
static inline uint64_t book_step_key(uint32_t node, uint64_t word) {
    return node == BOOK_ROOT ? word : hash_mix(word + node * 0x9e3779b97f4a7c15U);
}
/* Where `further` tells of the step from a node other than the root. */
static inline size_t book_further_bit(const wordbook *book, uint32_t node,
                                      uint64_t word) {
    return (word + node * 0x9e3779b97f4a7c15U) & book->further_mask;
}
/* The node reached from `node` by a word (hash_word of its folded form); BOOK_ROOT when
 * no phrase goes on so. */
static inline uint32_t book_step(const wordbook *book, uint32_t node, uint64_t word) {
    return book_first(book, book_step_key(node, word));
}
/* False when no phrase goes on from that node, which is not the root, with the word; most
 * often true when one does not, at less cost than the step. */
static inline bool book_may_step(const wordbook *book, uint32_t node, uint64_t word) {
    size_t bit = book_further_bit(book, node, word);
    return book->further[bit / 64] >> bit % 64 & 1;
}
/* Have the memory at hand that looking up a word alone takes, and reading its node. */
static inline void book_prefetch(const wordbook *book, uint64_t word) {
    __builtin_prefetch(&book->slot[word & book->mask]);
}
static inline void book_prefetch_node(const wordbook *book, uint32_t node) {
    __builtin_prefetch(&book->node[node]);
}
/* The node of a folded word alone; BOOK_ROOT when no phrase begins with it. */
uint32_t book_word(const wordbook *book, rt_str folded);
/* Grammar of the shortest ending of the word that grammar.txt lists ("~ing"); 0 when it
 * lists none. `last`: the last four bytes of the word, of `n` bytes in all. */
static inline uint32_t book_ending_grammar(const wordbook *book, uint32_t last,
                                           size_t n) {
    uint32_t grammar = 0;
    for (uint32_t i = 0; i < book->endings; i++) {
        const book_ending *e = &book->ending[i];
        grammar = (last & e->mask) == e->bytes && n > e->n + 2 ? e->grammar : grammar;
    }
    return grammar;
}
/* The value of a phrase in that list; empty when it has none or does not stand there. */
rt_str book_value(const wordbook *book, uint32_t node, book_list list);
/* The gender that the value of a title, a role or a first name says: G_MALE, G_FEMALE or
 * 0. */
uint32_t book_gender(const wordbook *book, uint32_t node, book_list list);
/* The same of media.txt and the kinds of outlets, and of periods.txt. */
outlet_kind book_medium(const wordbook *book, uint32_t node, book_list list);
period_kind book_period(const wordbook *book, uint32_t node);

/* Whether a phrase of `list` ends at `node`; never at BOOK_ROOT. */
static inline bool book_has(const wordbook *book, uint32_t node, book_list list) {
    return book->node[node].lists >> list & 1;
}
/* Whether longer phrases of `list` go on from here. */
static inline bool book_goes_on(const wordbook *book, uint32_t node, book_list list) {
    return book->node[node].ahead >> list & 1;
}
/* grammar_bit of the phrase that ends at `node`, cue_bit, credit_bit and title_bit; 0 at
 * BOOK_ROOT. */
static inline uint32_t book_grammar(const wordbook *book, uint32_t node) {
    return book->node[node].grammar;
}
static inline uint32_t book_cue(const wordbook *book, uint32_t node) {
    return book->node[node].cue;
}
static inline uint32_t book_credit(const wordbook *book, uint32_t node) {
    return book->node[node].credit;
}
static inline uint32_t book_title(const wordbook *book, uint32_t node) {
    return book->node[node].title;
}
static inline bool book_verb_second(const wordbook *book) {
    return book->traits.verb_second;
}
static inline bool book_noun_capitals(const wordbook *book) {
    return book->traits.noun_capitals;
}

#endif
