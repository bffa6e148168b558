/* words.h: the word lists of data/, arranged for looking up by each rule of this room.
 * One member per rule, made by that rule's own file; shared by all threads, constant but
 * for books that are yet to be made. Private to mark. */
#ifndef MARK_WORDS_H
#define MARK_WORDS_H

#include "mark/mark.h"
#include "mark/vocabulary.h"
#include "mark/wordbook.h"

#include <pthread.h>
#include <stdatomic.h>

enum { MARK_LANGUAGES = 96 };

/* The wordbooks of all languages. Each is made when the first text in its language comes:
 * making all of them takes longer than reading a few articles. */
typedef struct book_shelf {
    const lexicon *lex;
    rt_str code[MARK_LANGUAGES]; /* ISO 639-1 */
    unsigned n, english;         /* languages; the place of English among them */
    _Atomic(const wordbook *) book[MARK_LANGUAGES]; /* NULL: not made yet */
    pthread_mutex_t making; /* whoever makes a book holds it, and uses `memory` */
    arena memory;
} book_shelf;

/* NULL when memory runs out. */
book_shelf *shelf_new(const lexicon *lex);
void shelf_free(book_shelf *shelf);

struct mark_words {
    const lexicon *lex;
    vocabulary_all *vocabulary;
    book_shelf *shelf;
};

#endif
