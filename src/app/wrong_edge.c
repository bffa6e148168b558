#include "app/wrong_edge.h"

#include "base/hash.h"
#include "show/words.h"

typedef struct looking {
    const rt_correction *c;
    arena *a;
    strbuf parents; /* what the child rests on, by name */
    rt_str child, parent;
    bool found, said, other_way;
} looking;

static rt_str name_of(looking *l, const rt_article *article) {
    rt_str name = words_article(article), digits = words_id(l->a, article->id);
    return str_printf(l->a, "%.*s [%.*s]", (int)name.n, name.s, (int)digits.n, digits.s);
}

/* Whether the end of an edge is the parent that the correction names. */
static bool is_parent(const rt_correction *c, const rt_story *story, const rt_edge *e) {
    if (e->parent == RT_OUTSIDE)
        return c->outlet.n && str_eq_nocase(e->outside, c->outlet);
    const rt_article *parent = story->articles[e->parent];
    return c->outlet.n ? str_eq_nocase(parent->outlet, c->outlet)
                       : id_eq(parent->id, c->b);
}

static void look_at(looking *l, const rt_story *story, const rt_edge *e) {
    const rt_correction *c = l->c;
    const rt_article *child = story->articles[e->child];
    bool inside = e->parent != RT_OUTSIDE;
    if (inside && id_eq(child->id, c->b) && id_eq(story->articles[e->parent]->id, c->a)) {
        if (e->direction == RT_DIRECTION_UNKNOWN) l->found = true;
        else l->other_way = true;
    }
    if (!id_eq(child->id, c->a)) return;
    if (is_parent(c, story, e)) l->found = true;
    if (l->parents.n) strbuf_add(&l->parents, STR(", "));
    if (!inside) strbuf_add(&l->parents, STR("external:"));
    strbuf_add(&l->parents, inside ? name_of(l, story->articles[e->parent]) : e->outside);
}

static rt_code look(void *context, const rt_story *story, rt_err *err) {
    (void)err;
    looking *l = context;
    for (uint32_t i = 0; i < story->articles_n; i++)
        if (id_eq(story->articles[i]->id, l->c->a))
            l->child = name_of(l, story->articles[i]);
    for (uint32_t i = 0; i < story->edges_n; i++) look_at(l, story, &story->edges[i]);
    for (uint32_t i = 0; i < story->corrections_n; i++) {
        const rt_correction *old = &story->corrections[i];
        l->said |= old->kind == RT_WRONG_EDGE && id_eq(old->a, l->c->a) &&
                   id_eq(old->b, l->c->b) && str_eq_nocase(old->outlet, l->c->outlet);
    }
    return RT_OK;
}

static rt_code name_parent(void *context, const rt_article *article, rt_err *err) {
    (void)err;
    looking *l = context;
    l->parent = name_of(l, article);
    return RT_OK;
}

rt_code wrong_edge_check(job *j, rt_corpus *corpus, const rt_correction *c, rt_err *err) {
    looking l = {.c = c, .a = &j->lasting, .parent = c->outlet};
    strbuf_init(&l.parents, l.a);
    rt_code code = rt_story_of(corpus, c->a, look, &l, err);
    if (code == RT_OK && !c->outlet.n)
        code = rt_article_of(corpus, c->b, name_parent, &l, err);
    if (code != RT_OK || l.found || l.said) return code;
    rt_str parents = strbuf_str(&l.parents);
    if (l.other_way)
        return err_set(err, RT_E_USAGE, NULL,
                       "it is the other way round: %.*s rests on %.*s", (int)l.parent.n,
                       l.parent.s, (int)l.child.n, l.child.s);
    return err_set(err, RT_E_USAGE, NULL, "%.*s does not rest on %.*s here, %s%.*s",
                   (int)l.child.n, l.child.s, (int)l.parent.n, l.parent.s,
                   parents.n ? "but on " : "nor on anybody else", (int)parents.n,
                   parents.s);
}
