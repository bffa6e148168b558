#include "mark/token.h"
#include "mark/words.h"

#include <stdlib.h>

book_shelf *shelf_new(const lexicon *lex) {
    book_shelf *shelf = calloc(1, sizeof *shelf);
    if (!shelf) return NULL;
    shelf->lex = lex;
    for (rt_str code; shelf->n < MARK_LANGUAGES; shelf->code[shelf->n++] = code) {
        code = lex_language(lex, shelf->n);
        if (!code.s) break;
        if (str_eq(code, STR("en"))) shelf->english = shelf->n;
    }
    arena_init(&shelf->memory, 0);
    if (pthread_mutex_init(&shelf->making, NULL) == 0) return shelf;
    free(shelf);
    return NULL;
}

void shelf_free(book_shelf *shelf) {
    if (!shelf) return;
    pthread_mutex_destroy(&shelf->making);
    arena_release(&shelf->memory);
    free(shelf);
}

/* A book to be made. */
typedef struct making {
    book_shelf *shelf;
    unsigned place;
} making;

static void make(void *context) {
    const making *m = context;
    book_shelf *shelf = m->shelf;
    const char *code = str_z(&shelf->memory, shelf->code[m->place]);
    shelf->book[m->place] = book_new(shelf->lex, code, &shelf->memory);
}

const wordbook *mark_book(const mark_words *words, rt_str language, arena *a) {
    making m = {words->shelf, 0};
    while (m.place < m.shelf->n && !str_eq(m.shelf->code[m.place], language)) m.place++;
    if (m.place == m.shelf->n) m.place = m.shelf->english;
    _Atomic(const wordbook *) *book = &m.shelf->book[m.place];
    if (*book) return *book;
    pthread_mutex_lock(&m.shelf->making);
    bool made = *book || arena_try(&m.shelf->memory, make, &m);
    pthread_mutex_unlock(&m.shelf->making);
    if (!made) arena_full(a);
    return *book;
}
