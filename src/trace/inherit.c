#include "trace/inherit.h"

#include "trace/group.h"

/* The share of an article's words that makes it a print of the same text, and the share
 * that makes it rest on the same account. */
static const float PRINT = 0.5F, ACCOUNT = 0.08F;
/* The share of narrative in equal runs that shows a print rather than equal quotations.
 */
static const float TOLD = 0.2F;
/* Times as many words: a text and a cut of it. */
static const float MUCH_LONGER = 1.5F;

/* One way of passing sources on. */
typedef struct heritage {
    const trace_input *in;
    const kin_list *kins;
    article_sources *sources;
    group_set groups;
    uint32_t
        *model; /* of roots: the article whose sources its group has, or RT_OUTSIDE */
    const kin **nearest; /* the closest kin inside its own group, NULL if none */
    arena *a;
} heritage;

static bool grounded(const article_sources *s) {
    return source_any(s) || s->signed_by_self;
}

/* Whose text an article prints: another's, its own, or 0 for nobody known. */
static uint64_t text_key(const article_sources *s) {
    const source *text = source_text(s);
    return text ? text->key : s->signed_by_self ? s->self : 0;
}

/* Half of one of the two stands in the other word for word, and no small part of that is
 * narrative: not only what people said. */
static bool prints_half(const kin *k, uint32_t words) {
    return (float)k->runs.words >= PRINT * (float)words &&
           (float)k->runs.narrative >= TOLD * (float)k->runs.words;
}

/* The narrative of one of the two is mostly the other's, or so is the whole with its
 * quotations. */
static bool prints_one_text(const heritage *h, const kin *k) {
    uint32_t x = h->in->items[k->a].terms->n, y = h->in->items[k->b].terms->n;
    uint32_t words = x < y ? x : y;
    if (!kin_reworded(k) && kin_share(k) >= PRINT) return true;
    return kin_is_print(k, words) || prints_half(k, words);
}

/* Joins kin, the closest first, unless both sides have sources of their own that differ.
 */
static void join_kin(heritage *h, bool texts) {
    for (uint32_t i = 0; i < h->kins->n; i++) {
        const kin *k = &h->kins->at[i];
        if (texts ? !prints_one_text(h, k) : kin_share(k) < ACCOUNT) continue;
        uint32_t x = group_root(&h->groups, k->a), y = group_root(&h->groups, k->b);
        uint32_t m = h->model[x], n = h->model[y];
        bool both = m != RT_OUTSIDE && n != RT_OUTSIDE;
        if (x != y && both &&
            !(texts && text_key(&h->sources[m]) == text_key(&h->sources[n])))
            continue;
        group_join(&h->groups, x, y);
        h->model[group_root(&h->groups, x)] = m != RT_OUTSIDE ? m : n;
        if (!h->nearest[k->a]) h->nearest[k->a] = k;
        if (!h->nearest[k->b]) h->nearest[k->b] = k;
    }
}

static void heritage_init(heritage *h, bool texts) {
    uint32_t n = h->in->n;
    group_init(&h->groups, n, h->a);
    h->model = arena_many(h->a, uint32_t, n);
    h->nearest = arena_many(h->a, const kin *, n);
    for (uint32_t i = 0; i < n; i++) {
        const article_sources *s = &h->sources[i];
        h->model[i] = (texts ? text_key(s) != 0 : grounded(s)) ? i : RT_OUTSIDE;
    }
}

/* How sure an inference from shared wording is: the more is shared, the surer. */
static float surety(float share) { return 0.5F + 0.4F * (share < 1 ? share : 1); }

static void take_over(heritage *h, uint32_t child, const source *from) {
    article_sources *s = &h->sources[child];
    const kin *k = h->nearest[child];
    if (from->key == s->self || source_of(s, from->key, from->role)) return;
    /* What a user says of an outlet's texts holds for other prints of them. */
    if (from->correction && !prints_one_text(h, k)) return;
    source new = *from;
    new.witness = kin_other(k, child);
    new.confidence = from->confidence *surety(kin_share_of(k, child));
    new.evidence = kin_evidence(k, child, true, h->a, &new.evidence_n);
    new.whole = true;
    source_add(s, &new, h->a);
}

/* What the model's own text would be to those who share it. */
static source own_text(const heritage *h, uint32_t model) {
    return (source){.name = h->sources[model].head_name,
                    .key = h->sources[model].self,
                    .role = SOURCE_TEXT,
                    .whole = true,
                    .confidence = 1};
}

static void pass_on(heritage *h, uint32_t child, uint32_t model, bool texts) {
    const article_sources *from = &h->sources[model];
    source own = own_text(h, model);
    if (texts) {
        const source *text = source_text(from);
        take_over(h, child, text ? text : &own);
        return;
    }
    uint32_t passed = 0, n = from->n;
    for (uint32_t i = 0; i < n; i++)
        if (from->at[i].whole && from->at[i].role == SOURCE_ACCOUNT)
            take_over(h, child, &from->at[i]), passed++;
    if (passed) return;
    const source *text = source_text(from);
    take_over(h, child, text ? text : &own);
}

static void inherit(heritage *h, bool texts) {
    heritage_init(h, texts);
    join_kin(h, texts);
    for (uint32_t i = 0; i < h->in->n; i++) {
        uint32_t model = h->model[group_root(&h->groups, i)];
        bool has = texts ? text_key(&h->sources[i]) != 0 : grounded(&h->sources[i]);
        if (model != RT_OUTSIDE && model != i && !has && h->nearest[i])
            pass_on(h, i, model, texts);
    }
}

/* The longest article; the first among equals. */
static uint32_t fullest_of(const heritage *h, const uint32_t *member, uint32_t n) {
    uint32_t longest = member[0];
    for (uint32_t i = 1; i < n; i++)
        if (h->in->items[member[i]].terms->n > h->in->items[longest].terms->n)
            longest = member[i];
    return longest;
}

/* An article of a text rests on the accounts that the fullest print of it rests on, and
 * on none that stands further down there. */
static void follow_print(heritage *h, uint32_t child, uint32_t fullest) {
    article_sources *s = &h->sources[child];
    const article_sources *from = &h->sources[fullest];
    for (uint32_t i = 0; i < from->n; i++) {
        const source *account = &from->at[i];
        if (account->role != SOURCE_ACCOUNT) continue;
        source *same = source_of(s, account->key, SOURCE_ACCOUNT);
        if (!same && account->whole) take_over(h, child, account);
        else if (same && !same->correction) same->whole = account->whole;
    }
}

/* Prints of one text take the same way: what one of them rests on does not depend on how
 * far down a cut or a rearrangement has moved a name. */
static void agree_on_accounts(heritage *h) {
    heritage_init(h, true);
    for (uint32_t i = 0; i < h->kins->n; i++) {
        const kin *k = &h->kins->at[i];
        uint64_t text = text_key(&h->sources[k->a]);
        if (!text || text != text_key(&h->sources[k->b]) || !prints_one_text(h, k))
            continue;
        group_join(&h->groups, k->a, k->b);
        if (!h->nearest[k->a]) h->nearest[k->a] = k;
        if (!h->nearest[k->b]) h->nearest[k->b] = k;
    }
    for (uint32_t i = 0; i < h->in->n; i++) {
        if (group_root(&h->groups, i) != i || h->groups.size[i] < 2) continue;
        const uint32_t *member = group_members(&h->groups, i, h->a);
        uint32_t n = h->groups.size[i], fullest = fullest_of(h, member, n);
        for (uint32_t j = 0; j < n; j++)
            if (member[j] != fullest) follow_print(h, member[j], fullest);
    }
}

/* The longest of a group's articles when it is much longer than those of other outlets,
 * which then are cut from it; RT_OUTSIDE when nobody can say who had the text first. */
static uint32_t head_of(const heritage *h, const uint32_t *member, uint32_t n) {
    uint32_t longest = fullest_of(h, member, n);
    for (uint32_t i = 0; i < n; i++) {
        float words = (float)h->in->items[member[i]].terms->n;
        if (h->sources[member[i]].self != h->sources[longest].self &&
            words * MUCH_LONGER > (float)h->in->items[longest].terms->n)
            return RT_OUTSIDE;
    }
    return longest;
}

/* Articles that print one text and name nobody have one origin all the same. */
static void share_heads(heritage *h) {
    group_init(&h->groups, h->in->n, h->a);
    for (uint32_t i = 0; i < h->kins->n; i++) {
        const kin *k = &h->kins->at[i];
        if (prints_one_text(h, k) && !source_any(&h->sources[k->a]) &&
            !source_any(&h->sources[k->b]))
            group_join(&h->groups, k->a, k->b);
    }
    for (uint32_t i = 0; i < h->in->n; i++) {
        if (group_root(&h->groups, i) != i || h->groups.size[i] < 2) continue;
        const uint32_t *member = group_members(&h->groups, i, h->a);
        uint32_t n = h->groups.size[i], head = head_of(h, member, n);
        uint64_t key = h->sources[head == RT_OUTSIDE ? i : head].self;
        rt_str name = head == RT_OUTSIDE ? (rt_str){NULL, 0} : h->sources[head].head_name;
        for (uint32_t j = 0; j < n; j++)
            h->sources[member[j]].head = key, h->sources[member[j]].head_name = name;
    }
}

void inherit_sources(const trace_input *in, const kin_list *kins,
                     article_sources *sources, arena *a) {
    heritage h = {.in = in, .kins = kins, .sources = sources, .a = a};
    agree_on_accounts(&h);
    inherit(&h, true);
    inherit(&h, false);
    share_heads(&h);
}
