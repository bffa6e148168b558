#include "trace/source.h"

#include "base/hash.h"
#include "base/vec.h"
#include "trace/outlet.h"
#include "trace/place.h"
#include "trace/programme.h"

#include <stdlib.h>

/* A credit stands for the whole article when it is given in the title, in a notice or in
 * the first sentences; when it comes back often; or when it carries much of what is
 * quoted. */
enum { LEAD_SENTENCES = 4, OFTEN = 4 };
static const float MUCH_QUOTED = 0.4F;
static const float PRINTED = 0.95F, RETOLD = 0.9F, RETOLD_BELOW_LEAD = 0.75F,
                   CONFIDED = 0.6F;

typedef VEC(rt_evidence) evidence_vec;

/* All credits of one name in one role. */
typedef struct named {
    source source;
    evidence_vec evidence;
    bool lead, titled;
} named;
typedef VEC(named) named_vec;

static source_role role_of(rt_credit_kind kind) {
    return kind == RT_CREDIT_BYLINE || kind == RT_CREDIT_AGENCY_TAG ? SOURCE_TEXT
                                                                    : SOURCE_ACCOUNT;
}

static named *named_as(named_vec *all, const rt_credit *credit, uint64_t key, arena *a) {
    for (uint32_t i = 0; i < all->n; i++)
        if (all->at[i].source.key == key &&
            all->at[i].source.role == role_of(credit->kind))
            return &all->at[i];
    named *new = vec_push(a, all);
    new->source = (source){.name = credit->outlet,
                           .key = key,
                           .role = role_of(credit->kind),
                           .witness = RT_OUTSIDE};
    return new;
}

static void read_credit(const trace_item *item, const rt_credit *credit, named *into,
                        arena *a) {
    into->source.reported |= credit->kind != RT_CREDIT_TOLD;
    *vec_push(a, &into->evidence) = (rt_evidence){RT_BY_CREDIT, credit->span, RT_NO_SPAN};
    if (credit->reach == RT_REACH_ARTICLE || !span_known(credit->span))
        into->titled = true;
    else if (place_sentence(item->marks, credit->span.start) < LEAD_SENTENCES)
        into->lead = true;
}

/* Share of an article's direct quotations that came by way of an outlet. */
static float quoted_by_way_of(const trace_item *item, uint64_t key, arena *a) {
    uint32_t all = 0, by = 0;
    for (uint32_t i = 0; i < item->marks->quotations_n; i++) {
        const rt_quotation *q = &item->marks->quotations[i];
        if (q->type == RT_QUOTE_SCARE || q->type == RT_QUOTE_INDIRECT) continue;
        all++;
        by += q->via.n && outlet_key(q->via, a) == key;
    }
    return all ? (float)by / (float)all : 0;
}

static void judge(const trace_item *item, named *one, arena *a) {
    source *s = &one->source;
    s->evidence = one->evidence.at;
    s->evidence_n = one->evidence.n;
    if (s->role == SOURCE_TEXT) {
        s->whole = true;
        s->confidence = PRINTED;
        return;
    }
    bool carried =
        one->evidence.n >= OFTEN || quoted_by_way_of(item, s->key, a) >= MUCH_QUOTED;
    s->whole = one->titled || one->lead || carried;
    s->confidence = one->titled || one->lead ? RETOLD : RETOLD_BELOW_LEAD;
}

static bool leads(const source *s) {
    return s->whole && s->role == SOURCE_ACCOUNT && s->confidence >= RETOLD;
}

static int by_key(const void *x, const void *y) {
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

/* The keys of the accounts that at least half of the story, and two articles, lead with;
 * there are at most LED of them. */
enum { LED = 8 };
static uint32_t common_leads(const trace_input *in, const article_sources *all, arena *a,
                             uint64_t out[LED]) {
    size_t most = 0, n = 0;
    for (uint32_t i = 0; i < in->n; i++) most += all[i].n;
    uint64_t *key = arena_many(a, uint64_t, most);
    for (uint32_t i = 0; i < in->n; i++)
        for (uint32_t j = 0; j < all[i].n; j++)
            if (leads(&all[i].at[j])) key[n++] = all[i].at[j].key;
    if (n) qsort(key, n, sizeof *key, by_key);
    uint32_t found = 0;
    for (size_t i = 0, end; i < n && found < LED; i = end) {
        for (end = i; end < n && key[end] == key[i];) end++;
        if (end - i >= 2 && (end - i) * 2 >= in->n) out[found++] = key[i];
    }
    return found;
}

/* The one outlet to which somebody without a name spoke: nobody else can have that. */
static source *only_confidant(const trace_item *item, article_sources *s, arena *a) {
    if (s->n != 1 || s->at[0].whole || s->signed_by_self) return NULL;
    for (uint32_t i = 0; i < item->marks->quotations_n; i++) {
        const rt_quotation *q = &item->marks->quotations[i];
        if (q->speaker_class == RT_SPEAKER_ANONYMOUS && q->via_role == RT_VIA_ADDRESSEE &&
            outlet_key(q->via, a) == s->at[0].key)
            return &s->at[0];
    }
    return NULL;
}

void source_weigh(const trace_input *in, article_sources *all, arena *a) {
    uint64_t led[LED];
    uint32_t led_n = common_leads(in, all, a, led);
    for (uint32_t i = 0; i < in->n; i++) {
        article_sources *s = &all[i];
        bool lead = false;
        for (uint32_t j = 0; j < s->n; j++) lead |= leads(&s->at[j]);
        for (uint32_t j = 0; j < s->n; j++) {
            source *one = &s->at[j];
            if (one->role == SOURCE_TEXT) continue;
            if (source_of(s, one->key, SOURCE_TEXT) || (lead && !leads(one)))
                one->whole = false;
            for (uint32_t k = 0; k < led_n && !lead; k++)
                one->whole |= one->key == led[k];
        }
        source *confidant = only_confidant(&in->items[i], s, a);
        if (!confidant) continue;
        confidant->whole = true;
        confidant->confidence = CONFIDED;
    }
}

static int whole_first(const void *x, const void *y) {
    const source *a = x, *b = y;
    if (a->whole != b->whole) return a->whole ? -1 : 1;
    if (a->role != b->role) return a->role < b->role ? -1 : 1;
    int order = str_cmp(a->name, b->name);
    return order ? order : (a->key > b->key) - (a->key < b->key);
}

/* A title that opens with the name of one of the outlet's own programmes is that of a
 * transcript or a clip. */
static bool titled_by_programme(const trace_input *in, uint32_t i, uint64_t self,
                                rt_credit *credit, arena *a) {
    rt_str network = programme_titled(in, i, a);
    *credit = (rt_credit){network, RT_CREDIT_TOLD, RT_REACH_ARTICLE, RT_NO_SPAN};
    return network.n && outlet_key(network, a) == self;
}

static void read_credits(const trace_input *in, uint32_t i, arena *a,
                         article_sources *out, named_vec *all) {
    const rt_marks *marks = in->items[i].marks;
    rt_credit title;
    for (uint32_t k = 0; k < marks->credits_n; k++) {
        const rt_credit *credit = &marks->credits[k];
        uint64_t key = outlet_key(credit->outlet, a);
        if (!key) continue;
        bool own = key == out->self;
        out->signed_by_self |= own;
        if (!own || programme_credited(in, i, credit, a))
            read_credit(&in->items[i], credit, named_as(all, credit, key, a), a);
    }
    if (titled_by_programme(in, i, out->self, &title, a))
        read_credit(&in->items[i], &title, named_as(all, &title, out->self, a), a);
}

static void read_article(const trace_input *in, uint32_t at, arena *a,
                         article_sources *out) {
    named_vec all = {0};
    read_credits(in, at, a, out, &all);
    out->at = arena_many(a, source, all.n);
    for (uint32_t i = 0; i < all.n; i++) {
        judge(&in->items[at], &all.at[i], a);
        out->at[out->n++] = all.at[i].source;
    }
    if (out->n) qsort(out->at, out->n, sizeof *out->at, whole_first);
}

article_sources *source_find(const trace_input *in, arena *a) {
    article_sources *all = arena_many(a, article_sources, in->n);
    for (uint32_t i = 0; i < in->n; i++) {
        const rt_article *article = in->items[i].article;
        all[i].head_name = in->items[i].marks->outlet;
        if (!all[i].head_name.n) all[i].head_name = article->outlet;
        all[i].self = outlet_key(all[i].head_name, a);
        if (!all[i].self) all[i].self = hash_bytes(article->id.byte, sizeof article->id);
        all[i].head = all[i].self;
        read_article(in, i, a, &all[i]);
    }
    return all;
}

source *source_of(const article_sources *of, uint64_t key, source_role role) {
    for (uint32_t i = 0; i < of->n; i++)
        if (of->at[i].key == key && of->at[i].role == role) return &of->at[i];
    return NULL;
}

const source *source_text(const article_sources *of) {
    for (uint32_t i = 0; i < of->n; i++)
        if (of->at[i].whole && of->at[i].role == SOURCE_TEXT) return &of->at[i];
    return NULL;
}

uint64_t source_newsroom(const article_sources *of) {
    const source *text = source_text(of);
    return text ? text->key : of->head;
}

bool source_any(const article_sources *of) {
    for (uint32_t i = 0; i < of->n; i++)
        if (of->at[i].whole) return true;
    return false;
}

source *source_add(article_sources *of, const source *s, arena *a) {
    source *at = arena_many(a, source, (size_t)of->n + 1);
    if (of->n) memcpy(at, of->at, of->n * sizeof *at);
    at[of->n] = *s;
    of->at = at;
    return &of->at[of->n++];
}
