#include "base/vec.h"
#include "store/statement.h"

rt_code store_corrections(store *s, arena *a, const rt_correction **out, uint32_t *n,
                          rt_err *err) {
    VEC(rt_correction) all = {0};
    statement st = statement_of(s, SQL_CORRECTIONS, err);
    while (statement_row(&st))
        *vec_push(a, &all) = (rt_correction){
            .number = column_count(&st, 0, UINT32_MAX),
            .kind = (rt_correction_kind)column_count(&st, 1, RT_CLIENT_OF),
            .a = column_id(&st, 2),
            .b = column_id(&st, 3),
            .outlet = column_text(&st, 4, a),
            .agency = column_text(&st, 5, a),
            .note = column_text(&st, 6, a)};
    *out = all.at;
    *n = all.n;
    return statement_end(&st);
}

rt_code store_add_correction(store *s, const rt_correction *c, uint32_t *number,
                             rt_err *err) {
    statement st = statement_of(s, SQL_ADD_CORRECTION, err);
    bind_number(&st, 1, c->kind);
    bind_id(&st, 2, &c->a);
    bind_id(&st, 3, &c->b);
    bind_text(&st, 4, c->outlet);
    bind_text(&st, 5, c->agency);
    bind_text(&st, 6, c->note);
    statement_do(&st);
    *number = (uint32_t)sqlite3_last_insert_rowid(s->db);
    return statement_end(&st);
}

rt_code store_drop_correction(store *s, uint32_t number, rt_err *err) {
    statement st = statement_of(s, SQL_DROP_CORRECTION, err);
    bind_number(&st, 1, number);
    statement_do(&st);
    return statement_end(&st);
}

rt_code store_find_between(store *s, const rt_id range[2], uint32_t most, arena *a,
                           store_names *out, rt_err *err) {
    VEC(store_name) found = {0};
    statement st = statement_of(s, SQL_FIND_BETWEEN, err);
    bind_id(&st, 1, &range[0]);
    bind_id(&st, 2, &range[1]);
    bind_number(&st, 3, most);
    while (statement_row(&st))
        *vec_push(a, &found) =
            (store_name){column_id(&st, 0), column_text(&st, 1, a),
                         column_text(&st, 2, a), column_text(&st, 3, a)};
    *out = (store_names){found.at, found.n};
    return statement_end(&st);
}
