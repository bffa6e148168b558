/* statement.h: prepared statements of an open corpus.
 * Private to this room. Each is compiled on its first use and kept; its errors become
 * those of base/err.h. */
#ifndef STORE_STATEMENT_H
#define STORE_STATEMENT_H

#include "base/str.h"
#include "store/store.h"

#include <sqlite3.h>

typedef enum statement_id {
    /* store.c */
    SQL_BEGIN,
    SQL_BEGIN_READING,
    SQL_COMMIT,
    SQL_COUNT,
    SQL_SIZE,
    /* articles.c */
    SQL_FIND,
    SQL_ADD_ARTICLE,
    SQL_ADD_BODY,
    SQL_ADD_PLACE,
    SQL_ADD_QUOTATION,
    SQL_ARTICLE,
    SQL_HEAD,
    SQL_NEXT_WAITING,
    SQL_UNREJECT,
    SQL_REJECT,
    SQL_REJECTS,
    /* stories.c */
    SQL_PUT_PAIR,
    SQL_PAIRS_OF,
    SQL_PAIRS_WITH_PASSAGES,
    SQL_PUT_STORY,
    SQL_LAST_STORY,
    SQL_SET_STORIES,
    SQL_INDEX_SEAL,
    SQL_SET_INDEX_SEAL,
    SQL_STORIES,
    SQL_STORIES_BY_SIZE,
    SQL_MEMBERS,
    SQL_SEATS,
    /* corrections.c */
    SQL_FIND_BETWEEN,
    SQL_CORRECTIONS,
    SQL_ADD_CORRECTION,
    SQL_DROP_CORRECTION,
    /* searchable.c */
    SQL_SEARCHABLE,
    SQL_SET_SEARCHABLE,
    SQL_INDEX_TEXTS,
    SQL_QUOTATIONS,
    SQL_INDEX_QUOTATION,
    /* sites.c */
    SQL_SITE,
    SQL_FORGET_SITE,
    SQL_PUT_SITE,
    /* search.c */
    SQL_SEARCH_TEXT,
    SQL_SEARCH_QUOTATIONS,
    STATEMENTS_N
} statement_id;

struct store {
    sqlite3 *db;
    sqlite3_stmt *statements[STATEMENTS_N];
    char *path;
};

/* A statement at work: bind, step, read, and the end. After the first error all calls do
 * nothing, and statement_end returns it. */
typedef struct statement {
    store *s;
    sqlite3_stmt *at;
    rt_code code;
    rt_err *err;
} statement;

statement statement_of(store *s, statement_id id, rt_err *err);
/* The parameters and columns are counted from 1 and 0, as SQLite does. */
void bind_number(statement *st, int parameter, int64_t value);
void bind_share(statement *st, int parameter, double value);
/* Null for a null text; the text must live until statement_end. */
void bind_text(statement *st, int parameter, rt_str text);
void bind_bytes(statement *st, int parameter, rt_str bytes);
void bind_id(statement *st, int parameter, const rt_id *id);
/* True when there is a row to read. */
bool statement_row(statement *st);
/* For statements without rows. */
void statement_do(statement *st);
rt_code statement_end(statement *st);

int64_t column_number(const statement *st, int column);
/* Between 0 and `most`, whatever the file says. */
uint32_t column_count(const statement *st, int column, uint32_t most);
float column_share(const statement *st, int column);
/* Copies into `a`; null stays null. Text that is not UTF-8 is mended. */
rt_str column_text(const statement *st, int column, arena *a);
rt_str column_bytes(const statement *st, int column, arena *a);
/* All zero when it is none. */
rt_id column_id(const statement *st, int column);

/* Fills err with what the database says, and returns its code. */
rt_code store_error(store *s, rt_err *err);

#endif
