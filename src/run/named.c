#include "run/named.h"

#include "base/err.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "base/vec.h"

enum { DIGITS_FEWEST = 4 };

rt_code named_range(const char *digits, rt_id range[2], rt_err *err) {
    rt_str hex = str_of(digits);
    if (hex.n >= DIGITS_FEWEST && id_range(hex, range)) return RT_OK;
    return err_set(err, RT_E_USAGE, digits,
                   "is not the id of an article: those are %d hexadecimal digits, of "
                   "which the first %d or more will do",
                   ID_HEX, DIGITS_FEWEST);
}

static rt_str called(const store_name *n) {
    return n->outlet.n ? n->outlet : n->title.n ? n->title : n->source;
}

static rt_code several(const char *digits, const store_names *found, arena *a,
                       rt_err *err) {
    enum { SHOWN = 12, NAME_BYTES = 24 };
    strbuf list;
    strbuf_init(&list, a);
    for (uint32_t i = 0; i < found->n && i < NAMED_MOST; i++) {
        if (i) strbuf_add(&list, STR(", "));
        strbuf_add(&list, (rt_str){id_hex(a, found->at[i].id).s, SHOWN});
        strbuf_add(&list, STR(" ("));
        strbuf_add(&list, utf8_cut(called(&found->at[i]), NAME_BYTES));
        strbuf_char(&list, ')');
    }
    return err_set(err, RT_E_USAGE, digits, "begins the ids of several articles: %.*s%s",
                   (int)list.n, list.s, found->n > NAMED_MOST ? ", ..." : "");
}

rt_code named_one(const char *digits, const store_names *found, arena *a, rt_id *id,
                  rt_err *err) {
    if (found->n > 1) return several(digits, found, a, err);
    if (!found->n)
        return err_set(err, RT_E_USAGE, digits,
                       "no article here has an id that begins so");
    *id = found->at[0].id;
    return RT_OK;
}

rt_code named_in_pile(const pile *p, const char *digits, arena *a, rt_id *id,
                      rt_err *err) {
    rt_id range[2];
    VEC(store_name) found = {0};
    rt_code code = named_range(digits, range, err);
    for (uint32_t i = 0; code == RT_OK && i < p->n && found.n <= NAMED_MOST; i++) {
        const rt_article *article = &p->items[i]->article;
        if (id_cmp(article->id, range[0]) >= 0 && id_cmp(article->id, range[1]) <= 0)
            *vec_push(a, &found) = (store_name){article->id, article->outlet,
                                                article->title, article->source};
    }
    if (code != RT_OK) return code;
    store_names names = {found.at, found.n};
    return named_one(digits, &names, a, id, err);
}
