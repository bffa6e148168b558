#include "trace/document.h"

#include "trace/place.h"

/* Fewer articles make no public affair of it. */
enum { LEAST_ARTICLES = 3, NEARBY = 1 /* sentences on both sides */ };
static const float MOST_ARTICLES = 0.6F, SAY_SO = 0.34F;

static const lex_list *publications(const trace_input *in, uint32_t article, arena *a) {
    rt_str language = in->items[article].article->language;
    rt_str folder = str_printf(a, "lang/%.*s", (int)(language.n ? language.n : 2),
                               language.n ? language.s : "en");
    return lex_get(in->lex, str_z(a, folder), "publications");
}

/* Whether the sentences round a quotation say that it was published. */
static bool says_published(const trace_input *in, const rt_member *m, arena *a) {
    const rt_marks *marks = in->items[m->article].marks;
    uint32_t s = m->content_n ? place_sentence(marks, m->content[0].start) : UINT32_MAX;
    if (s == UINT32_MAX) return false;
    uint32_t first = s > NEARBY ? s - NEARBY : 0;
    uint32_t last = s + NEARBY < marks->sentences_n ? s + NEARBY : marks->sentences_n - 1;
    rt_span round = {marks->sentences[first].start, marks->sentences[last].end};
    rt_str text = str_span(in->items[m->article].article->text, round);
    size_t n;
    const lex_entry *words = lex_entries(publications(in, m->article, a), &n);
    for (size_t i = 0; i < n; i++)
        if (str_find_nocase(text, words[i].phrase, 0) != SIZE_MAX) return true;
    return false;
}

static rt_str speaker_of(const trace_input *in, const rt_member *m) {
    const rt_marks *marks = in->items[m->article].marks;
    for (uint32_t i = 0; m->content_n && i < marks->quotations_n; i++)
        for (uint32_t j = 0; j < marks->quotations[i].content_n; j++)
            if (span_overlap(marks->quotations[i].content[j], m->content[0]))
                return marks->quotations[i].speaker;
    return (rt_str){NULL, 0};
}

/* The speaker whom more than half of the members name. */
static rt_str agreed_speaker(const trace_input *in, const rt_family *f, arena *a) {
    rt_str *name = arena_many(a, rt_str, f->members_n), best = {NULL, 0};
    uint32_t votes = 0, all = 0;
    for (uint32_t i = 0; i < f->members_n; i++) {
        if (f->members[i].article >= in->n) continue;
        name[all] = speaker_of(in, &f->members[i]);
        /* The majority vote of Boyer and Moore. */
        if (!votes) best = name[all];
        if (str_eq(name[all++], best)) votes++;
        else votes--;
    }
    votes = 0;
    for (uint32_t i = 0; i < all; i++) votes += str_eq(name[i], best);
    return votes * 2 > all ? best : (rt_str){NULL, 0};
}

/* Whether more than one newsroom wrote the articles. */
static bool several_newsrooms(const article_sources *sources, const document_print *p,
                              uint32_t n) {
    for (uint32_t i = 1; i < n; i++)
        if (source_newsroom(&sources[p[i].article]) !=
            source_newsroom(&sources[p[0].article]))
            return true;
    return false;
}

/* The articles of a family, each once, when it is a published one; 0 when it is not. */
static uint32_t published_in(const trace_input *in, const rt_family *f, arena *a,
                             document_print **out) {
    bool *seen = arena_many(a, bool, in->n);
    uint32_t said = 0, n = 0;
    *out = arena_many(a, document_print, f->members_n);
    for (uint32_t i = 0; i < f->members_n; i++) {
        const rt_member *m = &f->members[i];
        if (m->article >= in->n || seen[m->article]) continue;
        seen[m->article] = true;
        document_print *p = &(*out)[n++];
        *p = (document_print){m->article, place_hull(m->content, m->content_n),
                              says_published(in, m, a)};
        said += p->said;
    }
    bool enough = n >= LEAST_ARTICLES && (float)n >= MOST_ARTICLES * (float)in->n &&
                  (float)said >= SAY_SO * (float)n;
    return enough ? n : 0;
}

bool document_find(const trace_input *in, const article_sources *sources,
                   const rt_story *story, arena *a, document *out) {
    *out = (document){0};
    const rt_family *best = NULL;
    for (uint32_t i = 0; i < story->families_n && in->n >= LEAST_ARTICLES; i++) {
        const rt_family *f = &story->families[i];
        if (f->members_n <= out->prints_n || f->members_n < LEAST_ARTICLES) continue;
        document_print *prints;
        uint32_t n = published_in(in, f, a, &prints);
        if (n <= out->prints_n || !several_newsrooms(sources, prints, n)) continue;
        out->prints = prints, out->prints_n = n;
        best = f;
    }
    if (best) out->speaker = agreed_speaker(in, best, a);
    return best != NULL;
}
