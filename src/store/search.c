#include "base/vec.h"
#include "store/pack.h"
#include "store/statement.h"

enum { MOST_HITS = 20 };

/* Cuts the next word or "phrase" off `*rest`; false when nothing is left. */
static bool next_term(rt_str *rest, rt_str *term, bool *without) {
    *rest = str_trim(*rest);
    *without = rest->n > 1 && rest->s[0] == '-';
    if (*without) *rest = str_from(*rest, 1);
    if (!rest->n) return false;
    bool phrase = rest->s[0] == '"';
    if (phrase) *rest = str_from(*rest, 1);
    size_t n = 0;
    while (n < rest->n && (phrase ? rest->s[n] != '"' : !strchr(" \t\r\n\"", rest->s[n])))
        n++;
    *term = (rt_str){rest->s, n};
    *rest = str_from(*rest, phrase && n < rest->n ? n + 1 : n);
    return true;
}

/* A term as a string of the FTS5 query language, in which only '"' is special. */
static void put_term(strbuf *b, rt_str term) {
    bool prefix = term.n > 1 && term.s[term.n - 1] == '*';
    if (prefix) term.n--;
    strbuf_char(b, '"');
    strbuf_add(b, term);
    strbuf_add(b, prefix ? STR("\"*") : STR("\""));
}

/* The user's words in the FTS5 query language; null when none has to occur. */
static rt_str fts_query(const char *words, arena *a) {
    rt_str rest = str_of(words), term;
    strbuf with, out;
    strbuf_init(&with, a);
    strbuf_init(&out, a);
    bool without;
    while (next_term(&rest, &term, &without)) {
        if (!term.n) continue;
        strbuf *to = without ? &out : &with;
        if (to->n) strbuf_add(to, without ? STR(" OR ") : STR(" AND "));
        put_term(to, term);
    }
    if (!with.n) return (rt_str){NULL, 0};
    if (!out.n) return strbuf_str(&with);
    rt_str yes = strbuf_str(&with), no = strbuf_str(&out);
    return str_printf(a, "(%.*s) NOT (%.*s)", (int)yes.n, yes.s, (int)no.n, no.s);
}

/* A row of a search before its article is looked at: nothing else may run on the corpus
 * while a snippet is being made. */
typedef struct found {
    uint32_t article;
    rt_str snippet, speaker, spans;
} found;

typedef VEC(found) found_vec;

static rt_code find_rows(store *s, const rt_query *query, rt_str fts, arena *a,
                         found_vec *out, rt_err *err) {
    statement st =
        statement_of(s, query->quotations ? SQL_SEARCH_QUOTATIONS : SQL_SEARCH_TEXT, err);
    bind_text(&st, 1, fts);
    bind_number(&st, 2, query->most ? query->most : MOST_HITS);
    while (statement_row(&st)) {
        found *f = vec_push(a, out);
        f->article = column_count(&st, 0, UINT32_MAX);
        if (query->quotations) {
            f->speaker = column_text(&st, 1, a);
            f->spans = column_bytes(&st, 2, a);
        } else {
            f->snippet = column_text(&st, 1, a);
        }
    }
    return statement_end(&st);
}

static rt_code read_content(store *s, const found *f, arena *tmp, rt_hit *hit,
                            rt_err *err) {
    rt_str text = hit->article->text;
    hit->content = unpack_spans(f->spans, text.n, tmp, &hit->content_n);
    if (!hit->content)
        return err_set(err, RT_E_STORE, store_path(s),
                       "a quotation of article %u is damaged", f->article);
    hit->snippet = str_spans(tmp, text, hit->content, hit->content_n);
    return RT_OK;
}

rt_code store_search(store *s, const rt_query *query, rt_hit_taker *take, void *context,
                     arena *tmp, rt_err *err) {
    found_vec list = {0};
    rt_str fts = fts_query(query->words, tmp);
    rt_code code = fts.s ? find_rows(s, query, fts, tmp, &list, err)
                         : err_set(err, RT_E_USAGE, NULL,
                                   "there is no word to look for in '%s'", query->words);
    for (uint32_t i = 0; code == RT_OK && i < list.n; i++) {
        const found *f = &list.at[i];
        rt_article article;
        rt_hit hit = {.article = &article, .snippet = f->snippet, .speaker = f->speaker};
        code = store_article(s, f->article, tmp, &article, err);
        if (code == RT_OK && query->quotations) code = read_content(s, f, tmp, &hit, err);
        if (code == RT_OK) code = take(context, &hit, err);
    }
    return code;
}
