#include "trace/finding.h"

#include "base/vec.h"

#include <stdlib.h>

enum { LONGEST = 32, MOST = 256 }; /* articles in a chain; findings of a kind */

/* Who credits whom among the articles of a story. */
typedef struct credits {
    const lineage *l;
    uint32_t *to;       /* of each article: the article it credits, RT_OUTSIDE for none */
    const source **out; /* of each article: the source that is not here, NULL for none */
    bool *credited;     /* by another article */
    arena *a;
    VEC(rt_finding) found;
} credits;

static rt_str name_of(const credits *c, uint32_t article) {
    rt_str name = c->l->sources[article].head_name;
    return name.n ? name : STR("An article without an outlet");
}

static void read_credits(credits *c) {
    uint32_t n = c->l->in->n;
    c->to = arena_many(c->a, uint32_t, n);
    c->out = arena_many(c->a, const source *, n);
    c->credited = arena_many(c->a, bool, n);
    for (uint32_t i = 0; i < n; i++) {
        c->to[i] = RT_OUTSIDE;
        const article_sources *s = &c->l->sources[i];
        for (uint32_t j = 0; j < s->n; j++) {
            if (!s->at[j].whole || !source_is_named(&s->at[j])) continue;
            uint32_t parent = lineage_parent(c->l, i, s->at[j].key);
            if (parent == RT_OUTSIDE && !c->out[i]) c->out[i] = &s->at[j];
            if (parent != RT_OUTSIDE && c->to[i] == RT_OUTSIDE) c->to[i] = parent;
        }
    }
    for (uint32_t i = 0; i < n; i++)
        if (c->to[i] != RT_OUTSIDE) c->credited[c->to[i]] = true;
}

static void add(credits *c, rt_finding_kind kind, const uint32_t *articles, uint32_t n,
                rt_str text) {
    uint32_t *kept = arena_many(c->a, uint32_t, n);
    memcpy(kept, articles, n * sizeof *kept);
    *vec_push(c->a, &c->found) = (rt_finding){kind, kept, n, text};
}

/* "A credits B, which credits C" */
static rt_str chain_text(const credits *c, const uint32_t *at, uint32_t n,
                         const source *outside) {
    strbuf text;
    strbuf_init(&text, c->a);
    for (uint32_t i = 0; i < n; i++) {
        if (i) strbuf_add(&text, i == 1 ? STR(" credits ") : STR(", which credits "));
        strbuf_add(&text, name_of(c, at[i]));
    }
    if (outside) {
        strbuf_add(&text, n == 1 ? STR(" credits ") : STR(", which credits "));
        strbuf_add(&text, outside->name);
    }
    strbuf_char(&text, '.');
    return strbuf_str(&text);
}

static void find_chains(credits *c) {
    uint32_t at[LONGEST], found = 0;
    for (uint32_t i = 0; i < c->l->in->n && found < MOST; i++) {
        uint32_t n = 0, next = i;
        if (c->credited[i] || c->to[i] == RT_OUTSIDE) continue;
        while (next != RT_OUTSIDE && n < LONGEST) at[n++] = next, next = c->to[next];
        if (next != RT_OUTSIDE) n = LONGEST;
        const source *outside = next == RT_OUTSIDE ? c->out[at[n - 1]] : NULL;
        if (n + (outside != NULL) < 3) continue;
        add(c, RT_FINDING_CHAIN, at, n, chain_text(c, at, n, outside));
        found++;
    }
}

static void find_loops(credits *c) {
    uint32_t n = c->l->in->n, at[LONGEST], found = 0;
    uint32_t *seen = arena_many(c->a, uint32_t, n); /* from which start + 1 */
    for (uint32_t i = 0; i < n && found < MOST; i++) {
        uint32_t x = i, length = 0;
        while (x != RT_OUTSIDE && !seen[x]) seen[x] = i + 1, x = c->to[x];
        if (x == RT_OUTSIDE || seen[x] != i + 1) continue;
        uint32_t start = x;
        do {
            if (length < LONGEST) at[length++] = x;
            x = c->to[x];
        } while (x != start);
        strbuf text;
        strbuf_init(&text, c->a);
        for (uint32_t j = 0; j < length; j++) {
            strbuf_add(&text, name_of(c, at[j]));
            strbuf_add(&text, j ? STR(", which credits ") : STR(" credits "));
        }
        strbuf_add(&text, STR("the first again."));
        add(c, RT_FINDING_LOOP, at, length, strbuf_str(&text));
        found++;
    }
}

/* The first article of that outlet here when none of them shares wording, a quotation or
 * a statement with `child`; else RT_OUTSIDE. */
static uint32_t silent(const credits *c, uint32_t child, uint64_t key) {
    uint32_t found = RT_OUTSIDE;
    for (uint32_t i = 0; i < c->l->in->n; i++) {
        if (i == child || c->l->sources[i].self != key) continue;
        if (ties_any(c->l->ties, child, i)) return RT_OUTSIDE;
        if (found == RT_OUTSIDE) found = i;
    }
    return found;
}

static void find_dead_ends(credits *c) {
    uint32_t found = 0;
    for (uint32_t i = 0; i < c->l->in->n && found < MOST; i++) {
        if (!c->out[i] || c->out[i]->key == c->l->sources[i].self) continue;
        uint32_t other = silent(c, i, c->out[i]->key);
        if (other == RT_OUTSIDE) continue;
        rt_str child = name_of(c, i), name = c->out[i]->name;
        rt_str text = str_printf(c->a,
                                 "%.*s credits %.*s, whose article here shares no "
                                 "passage, quotation or statement with it.",
                                 (int)child.n, child.s, (int)name.n, name.s);
        add(c, RT_FINDING_DEAD_END, (uint32_t[]){i, other}, 2, text);
        found++;
    }
}

const rt_finding *finding_find(const lineage *l, arena *a, uint32_t *n) {
    credits c = {.l = l, .a = a};
    read_credits(&c);
    find_chains(&c);
    find_loops(&c);
    find_dead_ends(&c);
    *n = c.found.n;
    return c.found.at;
}
