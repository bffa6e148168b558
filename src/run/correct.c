#include "base/err.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "run/corpus.h"
#include "run/corrections.h"
#include "run/named.h"

/* The functions of retold.h by which a user has the last word. */

enum { CORRECTIONS_MOST = 10000, TEXT_BYTES_MOST = 500 };

typedef struct correcting {
    rt_corpus *c;
    const rt_correction *given;
    rt_correction new;
    corrections all;
    const char *digits;
    rt_id *found;
    uint32_t number; /* of the correction added, known or to be taken back */
    arena a;
    rt_code code;
    rt_err *err;
} correcting;

static rt_code correcting_run(correcting *w, void (*body)(void *correcting)) {
    if (!arena_try(&w->a, body, w)) w->code = err_memory(w->err, NULL);
    store_rollback(w->c->store);
    arena_release(&w->a);
    return w->code;
}

/* ---- articles by the beginnings of their ids */

static void find_article(void *context) {
    correcting *w = context;
    rt_id range[2];
    store_names found;
    w->code = named_range(w->digits, range, w->err);
    if (w->code == RT_OK)
        w->code =
            store_find_between(w->c->store, range, NAMED_MOST + 1, &w->a, &found, w->err);
    if (w->code == RT_OK) w->code = named_one(w->digits, &found, &w->a, w->found, w->err);
}

rt_code rt_find_article(rt_corpus *c, const char *digits, rt_id *id, rt_err *err) {
    correcting w = {.c = c, .digits = digits, .found = id, .err = err};
    return correcting_run(&w, find_article);
}

/* ---- recording */

static rt_code clean_text(correcting *w, const char *what, bool needed, rt_str *text) {
    *text = utf8_mend(&w->a, str_trim(*text));
    if (text->n > TEXT_BYTES_MOST)
        return err_set(w->err, RT_E_USAGE, NULL, "the %s is longer than %d bytes", what,
                       TEXT_BYTES_MOST);
    if (!text->n) *text = (rt_str){NULL, 0};
    if (!text->n && needed)
        return err_set(w->err, RT_E_USAGE, NULL, "the %s has no name", what);
    return RT_OK;
}

static rt_code check_article(correcting *w, rt_id id) {
    uint32_t number;
    rt_code code = store_find(w->c->store, id, &number, w->err);
    if (code != RT_END) return code;
    return err_set(w->err, RT_E_USAGE, id_hex(&w->a, id).s,
                   "no article of the corpus has this id");
}

static rt_code check_articles(correcting *w) {
    rt_correction *n = &w->new;
    rt_code code = check_article(w, n->a);
    if (code != RT_OK || n->outlet.n) return code;
    code = check_article(w, n->b);
    if (code != RT_OK) return code;
    if (id_eq(n->a, n->b))
        return err_set(w->err, RT_E_USAGE, NULL,
                       "a correction needs two articles, and these are one");
    if (n->kind != RT_WRONG_EDGE && id_cmp(n->a, n->b) > 0) {
        rt_id first = n->b;
        n->b = n->a;
        n->a = first;
    }
    return RT_OK;
}

static rt_code check_client(correcting *w) {
    rt_code code = clean_text(w, "outlet", true, &w->new.outlet);
    if (code == RT_OK) code = clean_text(w, "agency", true, &w->new.agency);
    if (code == RT_OK && str_eq_nocase(w->new.outlet, w->new.agency))
        code = err_set(w->err, RT_E_USAGE, NULL, "nobody is a client of their own");
    return code;
}

/* Makes w->new of what was given: only what the kind asks for. */
static rt_code check(correcting *w) {
    const rt_correction *g = w->given;
    w->new = (rt_correction){.kind = g->kind, .note = g->note};
    rt_code code = clean_text(w, "note", false, &w->new.note);
    if (code != RT_OK) return code;
    if (g->kind == RT_CLIENT_OF) {
        w->new.outlet = g->outlet, w->new.agency = g->agency;
        return check_client(w);
    }
    if (g->kind != RT_NOT_SAME_STORY && g->kind != RT_SAME_STORY &&
        g->kind != RT_WRONG_EDGE)
        return err_set(w->err, RT_E_USAGE, NULL, "there is no such kind of correction");
    w->new.a = g->a;
    if (g->kind == RT_WRONG_EDGE) w->new.outlet = g->outlet;
    code = clean_text(w, "outlet", false, &w->new.outlet);
    if (!w->new.outlet.n) w->new.b = g->b;
    return code == RT_OK ? check_articles(w) : code;
}

static rt_code check_beside(correcting *w) {
    const rt_correction *against = corrections_against(&w->all, &w->new, &w->a);
    if (against)
        return err_set(w->err, RT_E_USAGE, NULL,
                       "this contradicts correction %u; take that back first",
                       against->number);
    if (w->all.n >= CORRECTIONS_MOST)
        return err_set(w->err, RT_E_LIMIT, NULL, "there are %d corrections already",
                       CORRECTIONS_MOST);
    return RT_OK;
}

/* Groups anew the stories of the articles that a correction joins or parts. */
static rt_code regroup(correcting *w, const rt_correction *by) {
    uint32_t numbers[2];
    if (by->kind != RT_SAME_STORY && by->kind != RT_NOT_SAME_STORY) return RT_OK;
    rt_code code = store_find(w->c->store, by->a, &numbers[0], w->err);
    if (code == RT_OK) code = store_find(w->c->store, by->b, &numbers[1], w->err);
    return code == RT_OK ? corpus_regroup_stories(w->c, numbers, 2, w->err) : code;
}

static void correct(void *context) {
    correcting *w = context;
    store *s = w->c->store;
    w->code = store_begin(s, w->err);
    if (w->code == RT_OK) w->code = check(w);
    if (w->code == RT_OK) w->code = corrections_load(s, &w->a, &w->all, w->err);
    if (w->code != RT_OK) return;
    const rt_correction *known = corrections_equal(&w->all, &w->new);
    if (known) {
        w->number = known->number;
        return;
    }
    w->code = check_beside(w);
    if (w->code == RT_OK) w->code = store_add_correction(s, &w->new, &w->number, w->err);
    if (w->code == RT_OK) w->code = regroup(w, &w->new);
    if (w->code == RT_OK) w->code = store_commit(s, w->err);
}

static rt_code may_write(rt_corpus *c, rt_err *err) {
    if (!c->options.read_only) return rt_settle(c, err);
    return err_set(err, RT_E_STORE, store_path(c->store), "is open for reading only");
}

rt_code rt_correct(rt_corpus *c, const rt_correction *correction, uint32_t *number,
                   rt_err *err) {
    correcting w = {.c = c, .given = correction, .err = err};
    rt_code code = may_write(c, err);
    if (code == RT_OK) code = correcting_run(&w, correct);
    if (code == RT_OK && number) *number = w.number;
    return code;
}

/* ---- taking back, listing */

static void uncorrect(void *context) {
    correcting *w = context;
    store *s = w->c->store;
    const rt_correction *old = NULL;
    w->code = store_begin(s, w->err);
    if (w->code == RT_OK) w->code = corrections_load(s, &w->a, &w->all, w->err);
    for (uint32_t i = 0; i < w->all.n; i++)
        if (w->all.at[i].number == w->number) old = &w->all.at[i];
    if (w->code == RT_OK && !old)
        w->code =
            err_set(w->err, RT_E_USAGE, NULL, "there is no correction %u", w->number);
    if (w->code == RT_OK) w->code = store_drop_correction(s, w->number, w->err);
    if (w->code == RT_OK) w->code = regroup(w, old);
    if (w->code == RT_OK) w->code = store_commit(s, w->err);
}

rt_code rt_uncorrect(rt_corpus *c, uint32_t number, rt_err *err) {
    correcting w = {.c = c, .number = number, .err = err};
    rt_code code = may_write(c, err);
    return code == RT_OK ? correcting_run(&w, uncorrect) : code;
}
