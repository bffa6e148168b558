#include "base/lexicon.h"
#include "store/statement.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* "RTLD": PRAGMA application_id, by which `file` and others know a corpus. */
enum { APPLICATION = 0x52544c44, SCHEMA = 3 };

bool store_is_database(const char *path) {
    static const char magic[] = "SQLite format 3";
    char head[sizeof magic];
    struct stat what;
    if (stat(path, &what) || !S_ISREG(what.st_mode)) return false;
    FILE *in = fopen(path, "rb");
    if (!in) return false;
    bool is = fread(head, 1, sizeof head, in) == sizeof head &&
              memcmp(head, magic, sizeof head) == 0;
    fclose(in);
    return is;
}

const char *store_path(const store *s) { return s->path; }

static rt_code run_sql(store *s, const char *text, rt_err *err) {
    return sqlite3_exec(s->db, text, NULL, NULL, NULL) == SQLITE_OK ? RT_OK
                                                                    : store_error(s, err);
}

static rt_code ask_number(store *s, const char *text, int64_t *out, rt_err *err) {
    sqlite3_stmt *st;
    if (sqlite3_prepare_v2(s->db, text, -1, &st, NULL) != SQLITE_OK)
        return store_error(s, err);
    int result = sqlite3_step(st);
    if (result == SQLITE_ROW) *out = sqlite3_column_int64(st, 0);
    rt_code code = result == SQLITE_ROW ? RT_OK : store_error(s, err);
    sqlite3_finalize(st);
    return code;
}

/* The file is as good as its folder's rights and its writer: settings that a strange file
 * could bring along are switched off. The rollback journal is kept, since a corpus must
 * open from read-only folders too, where a write-ahead log cannot be made. */
static rt_code settle_in(store *s, store_mode mode, rt_err *err) {
    sqlite3_busy_timeout(s->db, 5000);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    rt_code code = run_sql(s,
                           "PRAGMA cell_size_check = ON; PRAGMA cache_size = -65536;"
                           "PRAGMA temp_store = MEMORY",
                           err);
    if (code == RT_OK && mode == STORE_READ)
        code = run_sql(s, "PRAGMA query_only = ON", err);
    return code;
}

static rt_code make_schema(store *s, rt_err *err) {
    rt_str schema = lex_table("schema.sql");
    char *text = sqlite3_mprintf("PRAGMA application_id = %d; PRAGMA user_version = %d;"
                                 "%.*s",
                                 APPLICATION, SCHEMA, (int)schema.n, schema.s);
    if (!text) return err_memory(err, s->path);
    rt_code code = run_sql(s, text, err);
    sqlite3_free(text);
    return code;
}

/* Checks that the file is a corpus; makes an empty one into it when `create`. */
static rt_code check_schema(store *s, bool create, rt_err *err) {
    int64_t application = 0, schema = 0, tables = 0;
    rt_code code = run_sql(s, create ? "BEGIN IMMEDIATE" : "BEGIN", err);
    if (code == RT_OK) code = ask_number(s, "PRAGMA application_id", &application, err);
    if (code == RT_OK) code = ask_number(s, "PRAGMA user_version", &schema, err);
    if (code == RT_OK)
        code = ask_number(s, "SELECT count(*) FROM sqlite_schema", &tables, err);
    if (code == RT_OK && create && !application && !tables) {
        code = make_schema(s, err);
        application = APPLICATION;
        schema = SCHEMA;
    }
    if (code == RT_OK && !application && !tables)
        code = err_set(err, RT_E_STORE, s->path,
                       "is empty; 'retold add' makes a corpus of it");
    if (code == RT_OK && application != APPLICATION)
        code = err_set(err, RT_E_STORE, s->path, "is a database, but not a corpus");
    if (code == RT_OK && schema != SCHEMA)
        code =
            err_set(err, RT_E_STORE, s->path,
                    "was made by %s version of retold (schema %lld, this one reads %d)",
                    schema > SCHEMA ? "a newer" : "an older", (long long)schema, SCHEMA);
    if (code == RT_OK) return run_sql(s, "COMMIT", err);
    store_rollback(s);
    return code;
}

rt_code store_open(const char *path, store_mode mode, store **out, rt_err *err) {
    /* Reading, too, may have to undo what a program that died left half written. Where
     * the file may not be written, SQLite opens it for reading by itself. */
    static const int flags[] = {[STORE_READ] = SQLITE_OPEN_READWRITE,
                                [STORE_WRITE] = SQLITE_OPEN_READWRITE,
                                [STORE_CREATE] =
                                    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE};
    *out = NULL;
    struct stat what = {0};
    bool in_memory = !path, there = in_memory || stat(path, &what) == 0;
    if (in_memory) path = ":memory:";
    if (!there && mode != STORE_CREATE)
        return err_set(err, RT_E_IO, path, "%s", strerror(errno));
    if (there && what.st_size && !store_is_database(path))
        return err_set(err, RT_E_STORE, path, "is not a corpus");
    store *s = calloc(1, sizeof *s);
    if (s) s->path = strdup(path);
    if (!s || !s->path) {
        store_close(s);
        return err_memory(err, path);
    }
    rt_code code = sqlite3_open_v2(path, &s->db, flags[mode] | SQLITE_OPEN_NOMUTEX,
                                   NULL) == SQLITE_OK
                       ? settle_in(s, mode, err)
                       : store_error(s, err);
    if (code == RT_OK) code = check_schema(s, mode == STORE_CREATE, err);
    if (code != RT_OK) {
        store_close(s);
        if (!there) remove(path);
        return code;
    }
    *out = s;
    return RT_OK;
}

void store_close(store *s) {
    if (!s) return;
    for (int i = 0; i < STATEMENTS_N; i++) sqlite3_finalize(s->statements[i]);
    sqlite3_close(s->db);
    free(s->path);
    free(s);
}

static rt_code run_statement(store *s, statement_id id, rt_err *err) {
    statement st = statement_of(s, id, err);
    statement_do(&st);
    return statement_end(&st);
}

rt_code store_begin(store *s, rt_err *err) { return run_statement(s, SQL_BEGIN, err); }
rt_code store_begin_reading(store *s, rt_err *err) {
    return run_statement(s, SQL_BEGIN_READING, err);
}
rt_code store_commit(store *s, rt_err *err) { return run_statement(s, SQL_COMMIT, err); }
void store_rollback(store *s) {
    if (!sqlite3_get_autocommit(s->db)) sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

rt_code store_count(store *s, rt_counts *out, rt_err *err) {
    *out = (rt_counts){0};
    uint64_t *const field[] = {&out->articles,  &out->waiting,    &out->stories,
                               &out->pairs,     &out->quotations, &out->rejects,
                               &out->searchable};
    statement st = statement_of(s, SQL_COUNT, err);
    if (statement_row(&st))
        for (int i = 0; i < 7; i++) *field[i] = (uint64_t)column_number(&st, i);
    return statement_end(&st);
}

rt_code store_size(store *s, store_sizes *out, rt_err *err) {
    *out = (store_sizes){0};
    statement st = statement_of(s, SQL_SIZE, err);
    if (statement_row(&st)) {
        out->articles = column_count(&st, 0, UINT32_MAX - 1);
        out->waiting = column_count(&st, 1, UINT32_MAX - 1);
    }
    return statement_end(&st);
}
