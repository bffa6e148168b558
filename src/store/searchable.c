#include "store/pack.h"
#include "store/statement.h"

/* The numbers up to which articles and quotations are in the full-text indexes. */
typedef struct marks {
    uint32_t articles;
    int64_t quotations;
} marks;

static rt_code get_marks(store *s, marks *out, rt_err *err) {
    *out = (marks){0, 0};
    statement st = statement_of(s, SQL_SEARCHABLE, err);
    if (statement_row(&st)) {
        out->articles = column_count(&st, 0, UINT32_MAX);
        out->quotations = column_number(&st, 1);
    }
    return statement_end(&st);
}

static rt_code set_marks(store *s, const marks *m, rt_err *err) {
    statement st = statement_of(s, SQL_SET_SEARCHABLE, err);
    bind_number(&st, 1, m->articles);
    bind_number(&st, 2, m->quotations);
    statement_do(&st);
    return statement_end(&st);
}

static rt_code index_texts(store *s, uint32_t after, uint32_t last, rt_err *err) {
    statement st = statement_of(s, SQL_INDEX_TEXTS, err);
    bind_number(&st, 1, after);
    bind_number(&st, 2, last);
    statement_do(&st);
    return statement_end(&st);
}

static rt_code index_quotation(store *s, int64_t number, rt_str content, rt_str speaker,
                               rt_err *err) {
    statement st = statement_of(s, SQL_INDEX_QUOTATION, err);
    bind_number(&st, 1, number);
    bind_text(&st, 2, content);
    bind_text(&st, 3, speaker);
    statement_do(&st);
    return statement_end(&st);
}

/* Those of articles up to `last`; moves *mark on. */
static rt_code index_quotations(store *s, uint32_t last, int64_t *mark, arena *tmp,
                                rt_err *err) {
    statement st = statement_of(s, SQL_QUOTATIONS, err);
    bind_number(&st, 1, *mark);
    bind_number(&st, 2, last);
    rt_code code = RT_OK;
    while (code == RT_OK && statement_row(&st)) {
        arena_reset(tmp);
        *mark = column_number(&st, 0);
        rt_str text = column_text(&st, 3, tmp);
        uint32_t n;
        const rt_span *spans = unpack_spans(column_bytes(&st, 2, tmp), text.n, tmp, &n);
        if (!spans)
            code = err_set(err, RT_E_STORE, store_path(s), "quotation %lld is damaged",
                           (long long)*mark);
        else
            code = index_quotation(s, *mark, str_spans(tmp, text, spans, n),
                                   column_text(&st, 1, tmp), err);
    }
    rt_code end = statement_end(&st);
    return code != RT_OK ? code : end;
}

rt_code store_make_searchable(store *s, uint32_t most, arena *tmp, uint32_t *left,
                              rt_err *err) {
    marks m;
    store_sizes sizes;
    *left = 0;
    rt_code code = get_marks(s, &m, err);
    if (code == RT_OK) code = store_size(s, &sizes, err);
    if (code != RT_OK || m.articles >= sizes.articles) return code;
    uint32_t waiting = sizes.articles - m.articles;
    uint32_t last = m.articles + (waiting < most ? waiting : most);
    *left = sizes.articles - last;
    if (!most) return RT_OK;
    code = index_texts(s, m.articles, last, err);
    m.articles = last;
    if (code == RT_OK) code = index_quotations(s, last, &m.quotations, tmp, err);
    return code == RT_OK ? set_marks(s, &m, err) : code;
}
