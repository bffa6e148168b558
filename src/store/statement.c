#include "store/statement.h"

#include "base/utf8.h"

static const char *const sql[STATEMENTS_N] = {
    [SQL_BEGIN] = "BEGIN IMMEDIATE",
    [SQL_BEGIN_READING] = "BEGIN",
    [SQL_COMMIT] = "COMMIT",
    [SQL_COUNT] = "SELECT (SELECT coalesce(max(number), 0) FROM article),"
                  " (SELECT count(*) FROM article WHERE story IS NULL), stories,"
                  " (SELECT count(*) FROM pair),"
                  " (SELECT coalesce(max(number), 0) FROM quotation),"
                  " (SELECT count(*) FROM reject), searchable_articles FROM counter",
    [SQL_SIZE] = "SELECT (SELECT coalesce(max(number), 0) FROM article),"
                 " (SELECT count(*) FROM article WHERE story IS NULL)",
    [SQL_FIND] = "SELECT number, source FROM article WHERE id = ?",
    [SQL_ADD_ARTICLE] =
        "INSERT INTO article (id, source, url, outlet, title, language, published,"
        " modified, published_from, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [SQL_ADD_BODY] = "INSERT INTO body (number, parts, text) VALUES (?, ?, ?)",
    [SQL_ADD_PLACE] = "INSERT OR IGNORE INTO place (number, source) VALUES (?, ?)",
    [SQL_ADD_QUOTATION] =
        "INSERT INTO quotation (article, speaker, spans) VALUES (?, ?, ?)",
    [SQL_ARTICLE] =
        "SELECT id, source, url, outlet, title, language, published, modified,"
        " published_from, parts, text FROM article JOIN body USING (number)"
        " WHERE number = ?",
    [SQL_HEAD] = "SELECT id, outlet, language, published, words, story, thread"
                 " FROM article WHERE number = ?",
    [SQL_NEXT_WAITING] = "SELECT number FROM article WHERE story IS NULL AND number > ?"
                         " ORDER BY number LIMIT 1",
    [SQL_UNREJECT] = "DELETE FROM reject WHERE place = ?",
    [SQL_REJECT] = "INSERT OR REPLACE INTO reject (place, offset, code, reason)"
                   " VALUES (?, ?, ?, ?)",
    [SQL_REJECTS] = "SELECT place, offset, code, reason FROM reject"
                    " ORDER BY place, offset",
    [SQL_PUT_PAIR] =
        "INSERT OR REPLACE INTO pair (a, b, similarity, a_covered, b_covered, passages)"
        " VALUES (?, ?, ?, ?, ?, ?)",
    [SQL_PAIRS_OF] =
        "SELECT a, b, similarity, a_covered, b_covered FROM pair WHERE a = ?1"
        " UNION ALL"
        " SELECT a, b, similarity, a_covered, b_covered FROM pair WHERE b = ?1"
        " ORDER BY 1, 2",
    [SQL_PAIRS_WITH_PASSAGES] =
        "SELECT b, similarity, a_covered, b_covered, passages FROM pair WHERE a = ?"
        " ORDER BY b",
    [SQL_PUT_STORY] = "UPDATE article SET story = ?, thread = ? WHERE number = ?",
    [SQL_LAST_STORY] = "SELECT last_story FROM counter",
    [SQL_INDEX_SEAL] = "SELECT index_directory, index_stamp FROM counter",
    [SQL_SET_INDEX_SEAL] = "UPDATE counter SET index_directory = ?, index_stamp = ?",
    [SQL_SET_STORIES] = "UPDATE counter SET last_story = ?1, stories = stories + ?2",
    [SQL_STORIES] = "SELECT DISTINCT story FROM article WHERE story IS NOT NULL"
                    " ORDER BY story",
    [SQL_STORIES_BY_SIZE] =
        "SELECT story FROM article WHERE story IS NOT NULL GROUP BY story"
        " ORDER BY count(*) DESC, story",
    [SQL_SEATS] = "SELECT number, coalesce(story, 0) FROM article ORDER BY id",
    [SQL_MEMBERS] = "SELECT number FROM article WHERE story = ? ORDER BY id",
    [SQL_FIND_BETWEEN] = "SELECT id, outlet, title, source FROM article"
                         " WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?",
    [SQL_CORRECTIONS] = "SELECT number, kind, a, b, outlet, agency, note FROM correction"
                        " ORDER BY number",
    [SQL_ADD_CORRECTION] = "INSERT INTO correction (kind, a, b, outlet, agency, note)"
                           " VALUES (?, ?, ?, ?, ?, ?)",
    [SQL_DROP_CORRECTION] = "DELETE FROM correction WHERE number = ?",
    [SQL_SEARCHABLE] = "SELECT searchable_articles, searchable_quotations FROM counter",
    [SQL_SET_SEARCHABLE] =
        "UPDATE counter SET searchable_articles = ?, searchable_quotations = ?",
    [SQL_INDEX_TEXTS] = "INSERT INTO text_index (rowid, title, text)"
                        " SELECT number, title, text FROM searchable"
                        " WHERE number > ? AND number <= ?",
    [SQL_QUOTATIONS] = "SELECT quotation.number, speaker, spans, text FROM quotation"
                       " JOIN body ON body.number = quotation.article"
                       " WHERE quotation.number > ? AND quotation.article <= ?"
                       " ORDER BY quotation.number",
    [SQL_INDEX_QUOTATION] =
        "INSERT INTO quotation_index (rowid, content, speaker) VALUES (?, ?, ?)",
    [SQL_SITE] = "SELECT page, blocks FROM site WHERE host = ? ORDER BY page",
    [SQL_FORGET_SITE] = "DELETE FROM site WHERE host = ?",
    [SQL_PUT_SITE] = "INSERT INTO site (host, page, blocks) VALUES (?, ?, ?)",
    [SQL_SEARCH_TEXT] = "SELECT rowid, snippet(text_index, -1, char(2), char(3), '…', 24)"
                        " FROM text_index WHERE text_index MATCH ?"
                        " ORDER BY rank, rowid LIMIT ?",
    [SQL_SEARCH_QUOTATIONS] =
        "SELECT article, quotation.speaker, spans FROM quotation_index"
        " JOIN quotation ON quotation.number = quotation_index.rowid"
        " WHERE quotation_index MATCH ? ORDER BY rank, quotation.number LIMIT ?",
};

rt_code store_error(store *s, rt_err *err) {
    switch (sqlite3_errcode(s->db) & 0xff) {
        case SQLITE_NOTADB: return err_set(err, RT_E_STORE, s->path, "is not a corpus");
        case SQLITE_CORRUPT:
            return err_set(err, RT_E_STORE, s->path, "is damaged; build the corpus anew");
        case SQLITE_FULL: return err_set(err, RT_E_IO, s->path, "the disk is full");
        case SQLITE_READONLY:
            return err_set(err, RT_E_IO, s->path,
                           "cannot be written: it, or its folder, is "
                           "read-only");
        case SQLITE_CANTOPEN:
            return err_set(err, RT_E_IO, s->path, "cannot be opened or made here");
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return err_set(err, RT_E_IO, s->path, "may not be used: no permission");
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return err_set(err, RT_E_STORE, s->path,
                           "is in use by another program; try again when that is done");
        case SQLITE_NOMEM: return err_memory(err, s->path);
        case SQLITE_IOERR:
            return err_set(err, RT_E_IO, s->path, "cannot be read or written: %s",
                           sqlite3_errmsg(s->db));
        default: return err_set(err, RT_E_STORE, s->path, "%s", sqlite3_errmsg(s->db));
    }
}

static void check(statement *st, int result) {
    if (st->code == RT_OK && result != SQLITE_OK) st->code = store_error(st->s, st->err);
}

statement statement_of(store *s, statement_id id, rt_err *err) {
    statement st = {.s = s, .err = err};
    if (!s->statements[id])
        check(&st, sqlite3_prepare_v3(s->db, sql[id], -1, SQLITE_PREPARE_PERSISTENT,
                                      &s->statements[id], NULL));
    st.at = s->statements[id];
    sqlite3_reset(
        st.at); /* a row may still be open: running out of memory leaves at once */
    return st;
}

void bind_number(statement *st, int parameter, int64_t value) {
    if (st->code == RT_OK) check(st, sqlite3_bind_int64(st->at, parameter, value));
}
void bind_share(statement *st, int parameter, double value) {
    if (st->code == RT_OK) check(st, sqlite3_bind_double(st->at, parameter, value));
}
void bind_text(statement *st, int parameter, rt_str text) {
    if (st->code == RT_OK && text.s)
        check(st, sqlite3_bind_text64(st->at, parameter, text.s, text.n, SQLITE_STATIC,
                                      SQLITE_UTF8));
}
void bind_bytes(statement *st, int parameter, rt_str bytes) {
    if (st->code == RT_OK)
        check(st,
              sqlite3_bind_blob64(st->at, parameter, bytes.s, bytes.n, SQLITE_STATIC));
}

void bind_id(statement *st, int parameter, const rt_id *id) {
    bind_bytes(st, parameter, (rt_str){(const char *)id->byte, sizeof id->byte});
}

bool statement_row(statement *st) {
    if (st->code != RT_OK) return false;
    int result = sqlite3_step(st->at);
    if (result != SQLITE_ROW && result != SQLITE_DONE) check(st, result);
    return result == SQLITE_ROW;
}

void statement_do(statement *st) { (void)statement_row(st); }

rt_code statement_end(statement *st) {
    if (st->at) {
        sqlite3_reset(st->at);
        sqlite3_clear_bindings(st->at);
    }
    return st->code;
}

int64_t column_number(const statement *st, int column) {
    return sqlite3_column_int64(st->at, column);
}
uint32_t column_count(const statement *st, int column, uint32_t most) {
    int64_t n = column_number(st, column);
    return n < 0 ? 0 : n > most ? most : (uint32_t)n;
}
float column_share(const statement *st, int column) {
    double value = sqlite3_column_double(st->at, column);
    return value > 0 ? value < 1 ? (float)value : 1 : 0;
}
rt_str column_bytes(const statement *st, int column, arena *a) {
    const void *bytes = sqlite3_column_blob(st->at, column);
    int n = sqlite3_column_bytes(st->at, column);
    return str_copy(a, (rt_str){bytes ? bytes : "", (size_t)n});
}
rt_id column_id(const statement *st, int column) {
    const void *bytes = sqlite3_column_blob(st->at, column);
    rt_id id = {{0}};
    if (bytes && sqlite3_column_bytes(st->at, column) == (int)sizeof id.byte)
        memcpy(id.byte, bytes, sizeof id.byte);
    return id;
}
rt_str column_text(const statement *st, int column, arena *a) {
    if (sqlite3_column_type(st->at, column) == SQLITE_NULL) return (rt_str){NULL, 0};
    const char *text = (const char *)sqlite3_column_text(st->at, column);
    int n = sqlite3_column_bytes(st->at, column);
    return utf8_mend(a, str_copy(a, (rt_str){text ? text : "", (size_t)n}));
}
