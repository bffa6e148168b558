#include "base/civil.h"
#include "base/hash.h"
#include "store/pack.h"
#include "store/statement.h"

static rt_str id_bytes(const rt_id *id) {
    return (rt_str){(const char *)id->byte, sizeof id->byte};
}

rt_code store_find(store *s, rt_id id, uint32_t *number, rt_err *err) {
    statement st = statement_of(s, SQL_FIND, err);
    bind_bytes(&st, 1, id_bytes(&id));
    bool found = statement_row(&st);
    if (found) *number = column_count(&st, 0, UINT32_MAX);
    rt_code code = statement_end(&st);
    return code != RT_OK || found ? code : RT_END;
}

/* Notes `source` as one more place of an article, unless it is the first one. */
static rt_code add_place(store *s, uint32_t number, const rt_article *article, arena *tmp,
                         rt_err *err) {
    statement find = statement_of(s, SQL_FIND, err);
    bind_bytes(&find, 1, id_bytes(&article->id));
    bool known =
        statement_row(&find) && str_eq(column_text(&find, 1, tmp), article->source);
    rt_code code = statement_end(&find);
    if (code != RT_OK || known) return code;
    statement st = statement_of(s, SQL_ADD_PLACE, err);
    bind_number(&st, 1, number);
    bind_text(&st, 2, article->source);
    statement_do(&st);
    return statement_end(&st);
}

static rt_code add_row(store *s, const rt_article *article, uint32_t words, arena *tmp,
                       rt_err *err) {
    statement st = statement_of(s, SQL_ADD_ARTICLE, err);
    bind_bytes(&st, 1, id_bytes(&article->id));
    bind_text(&st, 2, article->source);
    bind_text(&st, 3, article->url);
    bind_text(&st, 4, article->outlet);
    bind_text(&st, 5, article->title);
    bind_text(&st, 6, article->language);
    bind_text(&st, 7, civil_iso(tmp, article->published));
    bind_text(&st, 8, civil_iso(tmp, article->modified));
    bind_number(&st, 9, article->published_from);
    bind_number(&st, 10, words);
    statement_do(&st);
    return statement_end(&st);
}

static rt_code add_text(store *s, uint32_t number, const rt_article *article, arena *tmp,
                        rt_err *err) {
    statement body = statement_of(s, SQL_ADD_BODY, err);
    bind_number(&body, 1, number);
    bind_bytes(&body, 2, pack_parts(tmp, article));
    bind_text(&body, 3, article->text.s ? article->text : STR(""));
    statement_do(&body);
    return statement_end(&body);
}

static rt_code add_quotation(store *s, uint32_t number, const rt_quotation *q, arena *tmp,
                             rt_err *err) {
    statement row = statement_of(s, SQL_ADD_QUOTATION, err);
    bind_number(&row, 1, number);
    bind_text(&row, 2, q->speaker);
    bind_bytes(&row, 3, pack_spans(tmp, q->content, q->content_n));
    statement_do(&row);
    return statement_end(&row);
}

static bool worth_searching(const rt_quotation *q) {
    return q->type == RT_QUOTE_DIRECT || q->type == RT_QUOTE_MIXED;
}

static rt_code unreject(store *s, rt_str place, rt_err *err) {
    statement st = statement_of(s, SQL_UNREJECT, err);
    bind_text(&st, 1, place);
    statement_do(&st);
    return statement_end(&st);
}

rt_code store_add_article(store *s, const store_arrival *arrival, arena *tmp,
                          store_added *out, rt_err *err) {
    const rt_article *article = arrival->article;
    const rt_marks *marks = arrival->marks;
    *out = (store_added){0};
    rt_code code = unreject(s, article->source, err);
    if (code != RT_OK) return code;
    code = store_find(s, article->id, &out->number, err);
    if (code == RT_OK) return add_place(s, out->number, article, tmp, err);
    if (code != RT_END) return code;
    out->is_new = true;
    code = add_row(s, article, arrival->words, tmp, err);
    if (code != RT_OK) return code;
    out->number = (uint32_t)sqlite3_last_insert_rowid(s->db);
    code = add_text(s, out->number, article, tmp, err);
    for (uint32_t i = 0; code == RT_OK && i < marks->quotations_n; i++)
        if (worth_searching(&marks->quotations[i]))
            code = add_quotation(s, out->number, &marks->quotations[i], tmp, err);
    return code;
}

rt_code store_article(store *s, uint32_t number, arena *a, rt_article *out, rt_err *err) {
    *out = (rt_article){0};
    statement st = statement_of(s, SQL_ARTICLE, err);
    bind_number(&st, 1, number);
    bool found = statement_row(&st);
    bool good = found;
    if (found) {
        out->id = column_id(&st, 0);
        out->source = column_text(&st, 1, a);
        out->url = column_text(&st, 2, a);
        out->outlet = column_text(&st, 3, a);
        out->title = column_text(&st, 4, a);
        out->language = column_text(&st, 5, a);
        out->published = civil_parse_iso(column_text(&st, 6, a));
        out->modified = civil_parse_iso(column_text(&st, 7, a));
        out->published_from = (rt_date_source)column_count(&st, 8, RT_DATE_UPDATE);
        out->text = column_text(&st, 10, a);
        good = unpack_parts(column_bytes(&st, 9, a), a, out);
    }
    rt_code code = statement_end(&st);
    if (code == RT_OK && !good)
        code = err_set(err, RT_E_STORE, s->path, "article %u is %s", number,
                       found ? "damaged" : "missing");
    return code;
}

rt_code store_article_head(store *s, uint32_t number, arena *a, store_head *out,
                           rt_err *err) {
    *out = (store_head){0};
    statement st = statement_of(s, SQL_HEAD, err);
    bind_number(&st, 1, number);
    bool found = statement_row(&st);
    if (found) {
        out->id = column_id(&st, 0);
        out->outlet = column_text(&st, 1, a);
        out->language = column_text(&st, 2, a);
        out->published = civil_parse_iso(column_text(&st, 3, a));
        out->words = column_count(&st, 4, UINT32_MAX);
        out->story = column_count(&st, 5, UINT32_MAX);
        out->thread = column_count(&st, 6, UINT32_MAX);
    }
    rt_code code = statement_end(&st);
    if (code == RT_OK && !found)
        code = err_set(err, RT_E_STORE, s->path, "article %u is missing", number);
    return code;
}

rt_code store_next_waiting(store *s, uint32_t after, uint32_t *number, rt_err *err) {
    statement st = statement_of(s, SQL_NEXT_WAITING, err);
    bind_number(&st, 1, after);
    bool found = statement_row(&st);
    if (found) *number = column_count(&st, 0, UINT32_MAX);
    rt_code code = statement_end(&st);
    return code != RT_OK || found ? code : RT_END;
}

rt_code store_put_reject(store *s, const rt_err *why, rt_err *err) {
    statement st = statement_of(s, SQL_REJECT, err);
    bind_text(&st, 1, str_of(why->place));
    bind_number(&st, 2, why->offset == ERR_NO_OFFSET ? -1 : (int64_t)why->offset);
    bind_number(&st, 3, why->code);
    bind_text(&st, 4, str_of(why->text));
    statement_do(&st);
    return statement_end(&st);
}

rt_code store_each_reject(store *s, rt_reject_taker *take, void *context, arena *tmp,
                          rt_err *err) {
    rt_code stopped = RT_OK;
    statement st = statement_of(s, SQL_REJECTS, err);
    while (stopped == RT_OK && statement_row(&st)) {
        rt_err why = {0};
        char *place = str_z(tmp, column_text(&st, 0, tmp));
        rt_code code = (rt_code)column_count(&st, 2, RT_E_STOPPED);
        rt_str reason = column_text(&st, 3, tmp);
        err_set(&why, code, place, "%.*s", (int)reason.n, reason.s);
        int64_t offset = column_number(&st, 1);
        if (offset >= 0) why.offset = (uint64_t)offset;
        stopped = take(context, &why, err);
    }
    rt_code code = statement_end(&st);
    return code != RT_OK ? code : stopped;
}
