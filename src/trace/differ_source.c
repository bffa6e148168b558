#include "trace/differ.h"

#include "base/utf8.h"
#include "trace/bag.h"

/* Whom an article gives for something said. */
typedef struct source_at {
    uint32_t article;
    rt_span mention;
    rt_str speaker; /* resolved; null when not */
    rt_speaker_class class;
    rt_span said; /* all of it */
} source_at;

typedef VEC(source_at) source_list;

static uint32_t content_length(const rt_quotation *q) {
    uint32_t n = 0;
    for (uint32_t c = 0; c < q->content_n; c++) n += span_length(q->content[c]);
    return n;
}

/* The layers that say a third of `span` or more in an article: "Doe told them X,
 * according to Roe" is Doe's word inside Roe's. */
typedef struct layers {
    const rt_quotation *outer, *inner; /* equal when there is one; NULL: none */
} layers;

static layers layers_over(const rt_marks *marks, rt_span span) {
    layers found = {NULL, NULL};
    for (uint32_t q = 0; q < marks->quotations_n; q++) {
        const rt_quotation *quotation = &marks->quotations[q];
        uint32_t shared = 0, length = content_length(quotation);
        for (uint32_t c = 0; c < quotation->content_n; c++)
            shared += span_overlap(quotation->content[c], span);
        if (quotation->type == RT_QUOTE_SCARE || !span_known(quotation->mention) ||
            shared * 3 <= span_length(span))
            continue;
        if (!found.outer || length > content_length(found.outer)) found.outer = quotation;
        if (!found.inner || length < content_length(found.inner)) found.inner = quotation;
    }
    return found;
}

/* The quotation that has just this span as content; NULL when there is none. */
static const rt_quotation *quotation_at(const rt_marks *marks, rt_span span) {
    for (uint32_t q = 0; q < marks->quotations_n; q++)
        for (uint32_t c = 0; c < marks->quotations[q].content_n; c++)
            if (marks->quotations[q].content[c].start == span.start &&
                marks->quotations[q].content[c].end == span.end &&
                span_known(marks->quotations[q].mention))
                return &marks->quotations[q];
    return NULL;
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

/* "the secretary": somebody in particular, whom the article names elsewhere or not. */
static bool is_definite(const differ *d, const source_at *s) {
    if (s->class != RT_SPEAKER_ROLE_OR_GROUP || count_of(d, s).n) return false;
    const rt_article *article = d->in->items[s->article].article;
    rt_str words = utf8_fold(d->a, str_span(article->text, s->mention)), word;
    return str_field(&words, ' ', &word) &&
           lex_find(differ_words(d, s->article, "stop_words"), word);
}

/* The last word of what a speaker is called stands in how the other is mentioned: "Rovers
 * and Harrow Bay" are "Harrow Bay" and somebody else. */
static bool has_part(const differ *d, const source_at *whole, const source_at *part) {
    rt_str text = d->in->items[whole->article].article->text, word;
    rt_str last = utf8_fold_plain(d->a, last_word(part->speaker));
    rt_str names[2] = {utf8_fold_plain(d->a, whole->speaker),
                       utf8_fold_plain(d->a, str_span(text, whole->mention))};
    for (unsigned i = 0; i < 2; i++)
        while (str_field(&names[i], ' ', &word))
            if (str_eq(word, last)) return true;
    return false;
}

/* A third of the content words of the shorter of two things said stand in the other: else
 * they are two things that two people said. */
static bool say_alike(const differ *d, const source_at *x, const source_at *y) {
    const rt_terms *p = d->in->items[x->article].terms,
                   *q = d->in->items[y->article].terms;
    bag a = bag_take(p, place_terms(p, x->said), d->a);
    bag b = bag_take(q, place_terms(q, y->said), d->a);
    return 3 * bag_common(&a, &b) >= (a.n < b.n ? a.n : b.n);
}

static source_relation relate(const differ *d, const source_at *x, const source_at *y) {
    if ((is_definite(d, x) && y->class == RT_SPEAKER_NAMED) ||
        (is_definite(d, y) && x->class == RT_SPEAKER_NAMED))
        return SOURCES_AGREE;
    if (is_unnamed(x) && is_unnamed(y)) {
        rt_str cx = count_of(d, x), cy = count_of(d, y);
        if (cx.n && cy.n && !str_eq(cx, cy)) return SOURCES_CONFLICT;
        return SOURCES_AGREE;
    }
    if (x->speaker.n && y->speaker.n) {
        bool same = has_part(d, x, y) || has_part(d, y, x);
        bool alike = x->class == y->class;
        return same ? SOURCES_AGREE : alike ? SOURCES_CONFLICT : SOURCES_OF_OTHER_SCOPE;
    }
    if (x->class == RT_SPEAKER_NONE || y->class == RT_SPEAKER_NONE) return SOURCES_AGREE;
    return x->class == y->class ? SOURCES_AGREE : SOURCES_OF_OTHER_SCOPE;
}

/* Two articles' layers, each in [first, end) of the list with the outer one first: layer
 * by layer when both have two, else one has to agree with any of the other. */
static source_relation relate_layers(const differ *d, const source_list *list, uint32_t x,
                                     uint32_t x_end, uint32_t y, uint32_t y_end) {
    source_relation all[2] = {SOURCES_AGREE, SOURCES_AGREE}, best = SOURCES_CONFLICT;
    bool both = x_end - x > 1 && y_end - y > 1;
    for (uint32_t i = x; i < x_end; i++)
        for (uint32_t j = y; j < y_end; j++) {
            source_relation r = relate(d, &list->at[i], &list->at[j]);
            if (both && i - x == j - y && i - x < 2) all[i - x] = r;
            if (r == SOURCES_AGREE) best = r;
            else if (best != SOURCES_AGREE && x_end - x + y_end - y > 2)
                best = SOURCES_OF_OTHER_SCOPE;
            else if (best != SOURCES_AGREE) best = r;
        }
    if (!both) return best;
    return all[0] == SOURCES_CONFLICT || all[1] == SOURCES_CONFLICT ? SOURCES_CONFLICT
           : all[0] == SOURCES_AGREE                                ? all[1]
                                                                    : all[0];
}

/* End of the entries of one article that begin at `i`. */
static uint32_t article_end(const source_list *list, uint32_t i, uint32_t n) {
    uint32_t end = i + 1;
    while (end < n && list->at[end].article == list->at[i].article) end++;
    return end;
}

static void compare_sources(differ *d, rt_difference_kind kind, rt_str about,
                            const source_list *list) {
    enum { MOST = 64 };
    bool conflict = false, scope = false;
    uint32_t n = list->n < MOST ? list->n : MOST;
    for (uint32_t i = 0, i_end; i < n; i = i_end) {
        i_end = article_end(list, i, n);
        for (uint32_t j = i_end, j_end; j < n; j = j_end) {
            j_end = article_end(list, j, n);
            if (list->at[i].article == list->at[j].article) continue;
            source_relation r = relate_layers(d, list, i, i_end, j, j_end);
            conflict |= r == SOURCES_CONFLICT;
            scope |= r == SOURCES_OF_OTHER_SCOPE;
        }
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

static void add_source(differ *d, source_list *list, uint32_t article,
                       const rt_quotation *q) {
    *vec_push(d->a, list) = (source_at){article, q->mention, q->speaker, q->speaker_class,
                                        place_hull(q->content, q->content_n)};
}

static void add_member(differ *d, source_list *list, const rt_member *member) {
    const rt_marks *marks = d->in->items[member->article].marks;
    const rt_quotation *q = quotation_at(marks, member->content[0]);
    if (!q) q = layers_over(marks, member->content[0]).inner;
    if (q) add_source(d, list, member->article, q);
}

/* What stands in quotation marks is left to the comparison of families. */
static void add_layers(differ *d, source_list *list, const rt_place *place) {
    layers found = layers_over(d->in->items[place->article].marks, place->span);
    if (found.outer && found.outer->type == RT_QUOTE_INDIRECT)
        add_source(d, list, place->article, found.outer);
    if (found.inner && found.inner != found.outer &&
        found.inner->type == RT_QUOTE_INDIRECT)
        add_source(d, list, place->article, found.inner);
}

void differ_sources(differ *d) {
    for (uint32_t f = 0; f < d->story->families_n; f++) {
        const rt_family *family = &d->story->families[f];
        source_list list = {0};
        for (uint32_t m = 0; m < family->members_n; m++)
            add_member(d, &list, &family->members[m]);
        const rt_member *first = &family->members[0];
        rt_str text = d->in->items[first->article].article->text;
        compare_sources(d, RT_DIFF_SPEAKER, str_span(text, first->content[0]), &list);
    }
    for (uint32_t s = 0; s < d->story->statements_n; s++) {
        const rt_statement *statement = &d->story->statements[s];
        source_list list = {0};
        for (uint32_t p = 0; p < statement->places_n; p++) {
            uint32_t before = list.n;
            add_layers(d, &list, &statement->places[p]);
            if (before && list.n > before && !say_alike(d, &list.at[0], &list.at[before]))
                list.n = before;
        }
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

/* The first sentence of an article that begins with `name`: what it says or does there
 * ("The department rejected this"). RT_NO_SPAN when there is none. */
static rt_span own_sentence(const differ *d, const trace_item *item, rt_str name) {
    for (uint32_t i = 0; i < item->marks->names_n; i++) {
        enum { ARTICLE = 12 };
        rt_span span = item->marks->names[i].span;
        if (!speaks_for(d, str_span(item->article->text, span), name)) continue;
        uint32_t s = place_sentence(item->marks, span.start);
        if (s == UINT32_MAX) continue;
        rt_span sentence = item->marks->sentences[s];
        uint32_t after = span.end - sentence.start;
        bool follows =
            item->article->text.n > span.end && item->article->text.s[span.end] == ' ';
        if (span.start - sentence.start <= ARTICLE && follows &&
            after < span_length(sentence))
            return sentence;
    }
    return RT_NO_SPAN;
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
        rt_span own = own_sentence(d, item, name);
        if (span_known(own) && values.n > 1 && values.at[values.n - 1].article == i)
            *vec_push(d->a, &values) =
                (rt_value){i, own, str_span(item->article->text, own)};
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
