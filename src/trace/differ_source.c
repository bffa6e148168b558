#include "trace/differ.h"

#include "base/utf8.h"
#include "trace/place.h"

/* Whom an article gives for something said. */
typedef struct source_at {
    uint32_t article;
    rt_span mention;
    rt_str speaker; /* resolved; null when not */
    rt_speaker_class class;
} source_at;

typedef VEC(source_at) source_list;

/* The quotation that says most of `span` in an article, the inner one of two layers. */
static const rt_quotation *quotation_over(const rt_marks *marks, rt_span span) {
    const rt_quotation *best = NULL;
    uint32_t best_overlap = 0;
    for (uint32_t q = 0; q < marks->quotations_n; q++) {
        const rt_quotation *quotation = &marks->quotations[q];
        uint32_t shared = 0;
        for (uint32_t c = 0; c < quotation->content_n; c++)
            shared += span_overlap(quotation->content[c], span);
        if (quotation->type != RT_QUOTE_SCARE && shared > best_overlap &&
            span_known(quotation->mention)) {
            best = quotation;
            best_overlap = shared;
        }
    }
    return best_overlap * 3 > span_length(span) ? best : NULL;
}

/* "one", "a third", "two", "multiple": how a mention counts unnamed people, folded; null
 * when it does not. */
static rt_str count_of(const differ *d, const source_at *s) {
    const rt_article *article = d->in->items[s->article].article;
    rt_str words = utf8_fold(d->a, str_span(article->text, s->mention)), word,
           last = {NULL, 0};
    const lex_list *counts = differ_words(d, s->article, "source_counts");
    while (str_field(&words, ' ', &word)) {
        const lex_entry *entry = lex_find(counts, word);
        if (!entry) break;
        last = entry->value.n ? entry->value : entry->phrase;
    }
    return last;
}

static rt_str last_word(rt_str s) {
    size_t at = s.n;
    while (at > 0 && s.s[at - 1] != ' ') at--;
    return str_from(s, at);
}

typedef enum source_relation {
    SOURCES_AGREE,
    SOURCES_CONFLICT,
    SOURCES_OF_OTHER_SCOPE
} source_relation;

static bool is_unnamed(const source_at *s) {
    return s->class == RT_SPEAKER_ANONYMOUS || s->class == RT_SPEAKER_ROLE_OR_GROUP;
}

static source_relation relate(const differ *d, const source_at *x, const source_at *y) {
    if (is_unnamed(x) && is_unnamed(y)) {
        rt_str cx = count_of(d, x), cy = count_of(d, y);
        if (cx.n && cy.n && !str_eq(cx, cy)) return SOURCES_CONFLICT;
        return SOURCES_AGREE;
    }
    if (x->speaker.n && y->speaker.n) {
        bool same = str_eq(utf8_fold_plain(d->a, last_word(x->speaker)),
                           utf8_fold_plain(d->a, last_word(y->speaker)));
        bool alike = x->class == y->class;
        return same ? SOURCES_AGREE : alike ? SOURCES_CONFLICT : SOURCES_OF_OTHER_SCOPE;
    }
    if (x->class == RT_SPEAKER_NONE || y->class == RT_SPEAKER_NONE) return SOURCES_AGREE;
    return x->class == y->class ? SOURCES_AGREE : SOURCES_OF_OTHER_SCOPE;
}

static void compare_sources(differ *d, rt_difference_kind kind, rt_str about,
                            const source_list *list) {
    enum { MOST = 64 };
    bool conflict = false, scope = false;
    uint32_t n = list->n < MOST ? list->n : MOST;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < i; j++) {
            if (list->at[i].article == list->at[j].article) continue;
            source_relation r = relate(d, &list->at[i], &list->at[j]);
            conflict |= r == SOURCES_CONFLICT;
            scope |= r == SOURCES_OF_OTHER_SCOPE;
        }
    if (!conflict && !scope) return;
    differ_values values = {0};
    for (uint32_t i = 0; i < n; i++) {
        const source_at *s = &list->at[i];
        rt_str text = d->in->items[s->article].article->text;
        *vec_push(d->a, &values) =
            (rt_value){s->article, s->mention,
                       s->speaker.n ? s->speaker : str_span(text, s->mention)};
    }
    differ_add(d, kind, conflict ? RT_DIFF_CONFLICT : RT_DIFF_SCOPE, about, &values);
}

/* `indirect`: what stands in quotation marks is left to the comparison of families. */
static void add_source(differ *d, source_list *list, rt_place place, bool indirect) {
    uint32_t article = place.article;
    const rt_quotation *q = quotation_over(d->in->items[article].marks, place.span);
    if (!q || (indirect && q->type != RT_QUOTE_INDIRECT)) return;
    *vec_push(d->a, list) =
        (source_at){article, q->mention, q->speaker, q->speaker_class};
}

void differ_sources(differ *d) {
    for (uint32_t f = 0; f < d->story->families_n; f++) {
        const rt_family *family = &d->story->families[f];
        source_list list = {0};
        for (uint32_t m = 0; m < family->members_n; m++)
            add_source(
                d, &list,
                (rt_place){family->members[m].article, family->members[m].content[0]},
                false);
        const rt_member *first = &family->members[0];
        rt_str text = d->in->items[first->article].article->text;
        compare_sources(d, RT_DIFF_SPEAKER, str_span(text, first->content[0]), &list);
    }
    for (uint32_t s = 0; s < d->story->statements_n; s++) {
        const rt_statement *statement = &d->story->statements[s];
        source_list list = {0};
        for (uint32_t p = 0; p < statement->places_n; p++)
            add_source(d, &list, statement->places[p], true);
        if (list.n > 1) compare_sources(d, RT_DIFF_ATTRIBUTION, statement->text, &list);
    }
}

/* Byte position of a phrase of `list` in the folded sentence; SIZE_MAX when none is
 * there. */
static size_t find_phrase(const lex_list *list, rt_str folded) {
    size_t n;
    const lex_entry *entry = lex_entries(list, &n);
    for (size_t i = 0; i < n; i++) {
        size_t at = str_find(folded, entry[i].phrase, 0);
        if (at != SIZE_MAX) return at;
    }
    return SIZE_MAX;
}

/* The organisation or person that a sentence names before its phrase `at`. */
static const rt_name *name_before(const rt_marks *marks, rt_span sentence, size_t at) {
    const rt_name *best = NULL;
    for (uint32_t i = 0; i < marks->names_n; i++) {
        const rt_name *name = &marks->names[i];
        if (!span_holds(sentence, name->span) || name->span.start >= sentence.start + at)
            continue;
        if (!best || span_length(name->span) > span_length(best->span)) best = name;
    }
    return best;
}

/* Who gave no answer: the name before the phrase or, without one, what stands between the
 * last comma and the phrase. */
static rt_str silent_one(const trace_item *item, rt_span sentence, size_t at) {
    const rt_name *name = name_before(item->marks, sentence, at);
    if (name) return str_span(item->article->text, name->span);
    rt_str subject = {item->article->text.s + sentence.start, at};
    for (size_t i = subject.n; i > 0; i--)
        if (subject.s[i - 1] == ',') return str_trim(str_from(subject, i));
    return str_trim(subject);
}

/* Whether a mention ("State Department spokesperson Tommy Pigott") speaks for `name`
 * ("The US State Department"): its last two words stand in it, or the single one. */
static bool speaks_for(const differ *d, rt_str mention, rt_str name) {
    rt_str m = utf8_fold(d->a, mention), n = utf8_fold(d->a, name), word;
    rt_str last[2] = {{NULL, 0}, {NULL, 0}};
    while (str_field(&n, ' ', &word)) {
        if (!word.n || lex_find(differ_words(d, 0, "stop_words"), word)) continue;
        last[0] = last[1];
        last[1] = word;
    }
    if (!last[1].n || str_find(m, last[1], 0) == SIZE_MAX) return false;
    return !last[0].n || last[0].n < 3 || str_find(m, last[0], 0) != SIZE_MAX;
}

static void find_answers(differ *d, uint32_t silent, rt_span sentence, rt_str name) {
    differ_values values = {0};
    rt_str text = d->in->items[silent].article->text;
    *vec_push(d->a, &values) = (rt_value){silent, sentence, str_span(text, sentence)};
    for (uint32_t i = 0; i < d->in->n; i++) {
        const trace_item *item = &d->in->items[i];
        if (i == silent) continue;
        for (uint32_t q = 0; q < item->marks->quotations_n; q++) {
            const rt_quotation *quotation = &item->marks->quotations[q];
            rt_str mention = str_span(item->article->text, quotation->mention);
            if (!span_known(quotation->mention) || !speaks_for(d, mention, name))
                continue;
            *vec_push(d->a, &values) = (rt_value){i, quotation->mention, mention};
            break;
        }
    }
    differ_add(d, RT_DIFF_RESPONSE, RT_DIFF_CONFLICT, name, &values);
}

void differ_responses(differ *d) {
    for (uint32_t i = 0; i < d->in->n; i++) {
        const trace_item *item = &d->in->items[i];
        const lex_list *silence = differ_words(d, i, "no_response");
        size_t phrases;
        lex_entries(silence, &phrases);
        for (uint32_t s = 0; phrases && s < item->marks->sentences_n; s++) {
            rt_span sentence = item->marks->sentences[s];
            rt_str folded = utf8_fold(d->a, str_span(item->article->text, sentence));
            size_t at = find_phrase(silence, folded);
            if (at == SIZE_MAX) continue;
            find_answers(d, i, sentence, silent_one(item, sentence, at));
        }
    }
}
