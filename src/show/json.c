#include "base/civil.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "show/show.h"

#include <math.h>

/* A JSON value being written: knows whether the next member needs a comma. */
typedef struct json {
    FILE *out;
    arena *tmp;
    bool more; /* something stands before in this object or array */
} json;

static void put_text(FILE *out, rt_str s) { fwrite(s.s, 1, s.n, out); }

static void put_string(json *j, rt_str s) {
    s = utf8_mend(j->tmp, s);
    putc('"', j->out);
    size_t plain = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.s[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f) continue;
        put_text(j->out, (rt_str){s.s + plain, i - plain});
        plain = i + 1;
        if (c == '"' || c == '\\') fprintf(j->out, "\\%c", c);
        else if (c == '\n') fputs("\\n", j->out);
        else if (c == '\t') fputs("\\t", j->out);
        else fprintf(j->out, "\\u%04x", c);
    }
    if (s.n > plain) put_text(j->out, (rt_str){s.s + plain, s.n - plain});
    putc('"', j->out);
}

/* Begins a member of an object, or with a NULL key an item of an array. */
static void key(json *j, const char *name) {
    if (j->more) putc(',', j->out);
    j->more = true;
    if (name) fprintf(j->out, "\"%s\":", name);
}
static void begin(json *j, const char *name, char bracket) {
    key(j, name);
    putc(bracket, j->out);
    j->more = false;
}
static void end(json *j, char bracket) {
    putc(bracket, j->out);
    j->more = true;
}
static void begin_line(json *j) {
    putc('{', j->out);
    j->more = false;
}
static void end_line(json *j) { fputs("}\n", j->out); }

static void null_member(json *j, const char *name) {
    key(j, name);
    fputs("null", j->out);
}
static void text_member(json *j, const char *name, rt_str s) {
    if (!s.s) {
        null_member(j, name);
        return;
    }
    key(j, name);
    put_string(j, s);
}
static void word_member(json *j, const char *name, const char *word) {
    text_member(j, name, str_of(word));
}
static void bool_member(json *j, const char *name, bool value) {
    key(j, name);
    fputs(value ? "true" : "false", j->out);
}
static void count_member(json *j, const char *name, uint64_t value) {
    key(j, name);
    fprintf(j->out, "%llu", (unsigned long long)value);
}
/* A share between 0 and 1, with four decimals. */
static void share_member(json *j, const char *name, float value) {
    if (!(value >= 0)) value = 0;
    if (value > 1) value = 1;
    unsigned n = (unsigned)lrintf(value * 10000);
    key(j, name);
    fprintf(j->out, "%u.%04u", n / 10000, n % 10000);
}
/* The shortest decimal form that is exact to 15 digits, whatever the locale's point. */
static void number_member(json *j, const char *name, double value) {
    if (!isfinite(value)) {
        null_member(j, name);
        return;
    }
    char digits[40];
    snprintf(digits, sizeof digits, "%.15g", value);
    key(j, name);
    bool pointed = false;
    for (const char *c = digits; *c; c++) {
        bool plain = (*c >= '0' && *c <= '9') || *c == '-' || *c == '+' || *c == 'e';
        if (plain || !pointed) putc(plain ? *c : '.', j->out);
        if (!plain) pointed = true;
    }
}
static void span_member(json *j, const char *name, rt_span s) {
    if (!span_known(s)) {
        null_member(j, name);
        return;
    }
    key(j, name);
    fprintf(j->out, "[%u,%u]", s.start, s.end);
}
static void spans_member(json *j, const char *name, const rt_span *spans, uint32_t n) {
    begin(j, name, '[');
    for (uint32_t i = 0; i < n; i++) span_member(j, NULL, spans[i]);
    end(j, ']');
}
static void time_member(json *j, const char *name, rt_time t) {
    text_member(j, name, civil_iso(j->tmp, t));
}
static void id_member(json *j, const char *name, rt_id id) {
    text_member(j, name, id_hex(j->tmp, id));
}
static void range_member(json *j, const char *name, rt_range r) {
    begin(j, name, '{');
    count_member(j, "min", r.min);
    count_member(j, "max", r.max);
    end(j, '}');
}

void show_article_json(FILE *out, const rt_article *article, arena *tmp) {
    static const char *const from[] = {
        [RT_DATE_NONE] = NULL,         [RT_DATE_HEADER] = "header",
        [RT_DATE_JSON_LD] = "json-ld", [RT_DATE_META] = "meta",
        [RT_DATE_URL] = "url",         [RT_DATE_TEXT] = "text",
        [RT_DATE_FEED] = "feed",       [RT_DATE_WARC] = "warc",
        [RT_DATE_UPDATE] = "update"};
    json line = {.out = out, .tmp = tmp}, *j = &line;
    begin_line(j);
    id_member(j, "id", article->id);
    text_member(j, "source", article->source);
    text_member(j, "url", article->url);
    text_member(j, "outlet", article->outlet);
    text_member(j, "title", article->title);
    begin(j, "authors", '[');
    for (uint32_t i = 0; i < article->authors_n; i++)
        text_member(j, NULL, article->authors[i]);
    end(j, ']');
    time_member(j, "published", article->published);
    word_member(j, "published_from", from[article->published_from]);
    text_member(j, "language", article->language);
    text_member(j, "text", article->text);
    end_line(j);
}

static void quotation_item(json *j, const rt_quotation *q) {
    static const char *const type[] = {[RT_QUOTE_DIRECT] = "direct",
                                       [RT_QUOTE_INDIRECT] = "indirect",
                                       [RT_QUOTE_MIXED] = "mixed",
                                       [RT_QUOTE_SCARE] = "scare"};
    static const char *const speaker_class[] = {
        [RT_SPEAKER_NONE] = "none",
        [RT_SPEAKER_NAMED] = "named",
        [RT_SPEAKER_ANONYMOUS] = "anonymous",
        [RT_SPEAKER_ROLE_OR_GROUP] = "role_or_group",
        [RT_SPEAKER_ORGANISATION] = "organisation",
        [RT_SPEAKER_OUTLET] = "outlet",
        [RT_SPEAKER_DOCUMENT] = "document"};
    static const char *const role[] = {[RT_VIA_NONE] = NULL,
                                       [RT_VIA_ADDRESSEE] = "addressee",
                                       [RT_VIA_RELAY] = "relay",
                                       [RT_VIA_SPEAKER] = "speaker"};
    begin(j, NULL, '{');
    word_member(j, "type", type[q->type]);
    spans_member(j, "content", q->content, q->content_n);
    span_member(j, "cue", q->cue);
    span_member(j, "mention", q->mention);
    text_member(j, "speaker", q->speaker);
    word_member(j, "speaker_class", speaker_class[q->speaker_class]);
    text_member(j, "via", q->via);
    word_member(j, "via_role", role[q->via_role]);
    end(j, '}');
}

static void credit_item(json *j, const rt_credit *c) {
    static const char *const kind[] = {[RT_CREDIT_BYLINE] = "byline",
                                       [RT_CREDIT_REPORTED] = "reported",
                                       [RT_CREDIT_ACCORDING_TO] = "according_to",
                                       [RT_CREDIT_TOLD] = "told",
                                       [RT_CREDIT_AGENCY_TAG] = "agency_tag",
                                       [RT_CREDIT_LINK] = "link"};
    begin(j, NULL, '{');
    text_member(j, "outlet", c->outlet);
    word_member(j, "kind", kind[c->kind]);
    span_member(j, "span", c->span);
    end(j, '}');
}

static void figure_item(json *j, const rt_figure *f) {
    begin(j, NULL, '{');
    span_member(j, "span", f->span);
    number_member(j, "value", f->value);
    text_member(j, "unit", f->unit);
    text_member(j, "qualifier", f->qualifier);
    text_member(j, "counts", f->counts);
    if (f->quotation < 0) null_member(j, "quotation");
    else count_member(j, "quotation", (uint64_t)f->quotation);
    number_member(j, "value_max", f->value_max);
    end(j, '}');
}

void show_marks_json(FILE *out, const rt_article *article, const rt_marks *marks,
                     arena *tmp) {
    json line = {.out = out, .tmp = tmp}, *j = &line;
    begin_line(j);
    id_member(j, "id", article->id);
    text_member(j, "source", article->source);
    spans_member(j, "sentences", marks->sentences, marks->sentences_n);
    begin(j, "quotations", '[');
    for (uint32_t i = 0; i < marks->quotations_n; i++)
        quotation_item(j, &marks->quotations[i]);
    end(j, ']');
    begin(j, "credits", '[');
    for (uint32_t i = 0; i < marks->credits_n; i++) credit_item(j, &marks->credits[i]);
    end(j, ']');
    begin(j, "figures", '[');
    for (uint32_t i = 0; i < marks->figures_n; i++) figure_item(j, &marks->figures[i]);
    end(j, ']');
    begin(j, "dates", '[');
    for (uint32_t i = 0; i < marks->dates_n; i++) {
        begin(j, NULL, '{');
        span_member(j, "span", marks->dates[i].span);
        time_member(j, "from", marks->dates[i].from);
        time_member(j, "to", marks->dates[i].to);
        end(j, '}');
    }
    end(j, ']');
    end_line(j);
}

void show_pair_json(FILE *out, show_sides sides, const rt_pair *pair, arena *tmp) {
    json line = {.out = out, .tmp = tmp}, *j = &line;
    begin_line(j);
    text_member(j, "a", sides.a);
    text_member(j, "b", sides.b);
    begin(j, "passages", '[');
    for (uint32_t i = 0; i < pair->passages_n; i++) {
        const rt_passage *p = &pair->passages[i];
        begin(j, NULL, '{');
        span_member(j, "a", p->a);
        span_member(j, "b", p->b);
        word_member(j, "kind", p->kind == RT_PASSAGE_VERBATIM ? "verbatim" : "reworded");
        share_member(j, "score", p->score);
        end(j, '}');
    }
    end(j, ']');
    share_member(j, "a_covered", pair->a_covered);
    share_member(j, "b_covered", pair->b_covered);
    end_line(j);
}

static const char *relation_word(rt_relation relation) {
    static const char *const word[] = {
        [RT_SAME_TEXT] = "same_text",     [RT_PARTIAL_COPY] = "partial_copy",
        [RT_REWORDED] = "reworded",       [RT_CREDITS_ONLY] = "credits_only",
        [RT_QUOTES_ONLY] = "quotes_only", [RT_UNRELATED] = "none"};
    return word[relation];
}

void show_relation_json(FILE *out, show_sides sides, const rt_pair *pair,
                        rt_relation relation, bool same_story, arena *tmp) {
    json line = {.out = out, .tmp = tmp}, *j = &line;
    begin_line(j);
    text_member(j, "a", sides.a);
    text_member(j, "b", sides.b);
    word_member(j, "relation", relation_word(relation));
    share_member(j, "a_covered", pair->a_covered);
    share_member(j, "b_covered", pair->b_covered);
    bool_member(j, "same_story", same_story);
    share_member(j, "similarity", pair->similarity);
    end_line(j);
}

/* Members of an object that name an article of the story. */
static void article_member(json *j, const char *name, const rt_story *s, uint32_t i) {
    id_member(j, name, s->articles[i]->id);
}
static void article_ids(json *j, const rt_story *s, const uint32_t *articles,
                        uint32_t n) {
    begin(j, "articles", '[');
    for (uint32_t i = 0; i < n; i++) article_member(j, NULL, s, articles[i]);
    end(j, ']');
}

static void story_articles(json *j, const rt_story *s) {
    begin(j, "articles", '[');
    for (uint32_t i = 0; i < s->articles_n; i++) {
        begin(j, NULL, '{');
        article_member(j, "id", s, i);
        text_member(j, "source", s->articles[i]->source);
        text_member(j, "outlet", s->articles[i]->outlet);
        time_member(j, "published", s->articles[i]->published);
        end(j, '}');
    }
    end(j, ']');
}

static void story_origins(json *j, const rt_story *s) {
    begin(j, "origins", '{');
    count_member(j, "min", s->origins.min);
    count_member(j, "max", s->origins.max);
    begin(j, "list", '[');
    for (uint32_t i = 0; i < s->origin_n; i++) {
        begin(j, NULL, '{');
        text_member(j, "name", s->origin[i].name);
        bool_member(j, "in_corpus", s->origin[i].in_corpus);
        article_ids(j, s, s->origin[i].articles, s->origin[i].articles_n);
        end(j, '}');
    }
    end(j, ']');
    end(j, '}');
}

static void edge_item(json *j, const rt_story *s, const rt_edge *e) {
    static const char *const direction[] = {[RT_CREDITED] = "credited",
                                            [RT_INFERRED] = "inferred",
                                            [RT_DIRECTION_UNKNOWN] = "unknown"};
    static const char *const kind[] = {[RT_BY_PASSAGE] = "passage",
                                       [RT_BY_QUOTATION] = "quotation",
                                       [RT_BY_STATEMENT] = "statement",
                                       [RT_BY_CREDIT] = "credit",
                                       [RT_BY_DATE] = "date"};
    begin(j, NULL, '{');
    article_member(j, "child", s, e->child);
    if (e->parent != RT_OUTSIDE) article_member(j, "parent", s, e->parent);
    else
        text_member(j, "parent",
                    str_printf(j->tmp, "external:%.*s", (int)e->outside.n, e->outside.s));
    word_member(j, "relation", relation_word(e->relation));
    word_member(j, "direction", direction[e->direction]);
    share_member(j, "confidence", e->confidence);
    begin(j, "evidence", '[');
    for (uint32_t i = 0; i < e->evidence_n; i++) {
        begin(j, NULL, '{');
        word_member(j, "kind", kind[e->evidence[i].kind]);
        span_member(j, "child", e->evidence[i].child);
        span_member(j, "parent", e->evidence[i].parent);
        end(j, '}');
    }
    end(j, ']');
    if (e->by_user) bool_member(j, "by_user", true);
    end(j, '}');
}

static void story_families(json *j, const rt_story *s) {
    static const char *const variant[] = {[RT_VARIANT_VERBATIM] = "verbatim",
                                          [RT_VARIANT_TRUNCATED] = "truncated",
                                          [RT_VARIANT_SPLICED] = "spliced",
                                          [RT_VARIANT_REWORDED] = "reworded",
                                          [RT_VARIANT_TRANSLATED] = "translated"};
    begin(j, "quotations", '[');
    for (uint32_t i = 0; i < s->families_n; i++) {
        begin(j, NULL, '{');
        count_member(j, "family", i + 1);
        text_member(j, "speaker", s->families[i].speaker);
        begin(j, "members", '[');
        for (uint32_t k = 0; k < s->families[i].members_n; k++) {
            const rt_member *m = &s->families[i].members[k];
            begin(j, NULL, '{');
            article_member(j, "article", s, m->article);
            spans_member(j, "content", m->content, m->content_n);
            word_member(j, "variant", variant[m->variant]);
            end(j, '}');
        }
        end(j, ']');
        end(j, '}');
    }
    end(j, ']');
}

static void difference_item(json *j, const rt_story *s, const rt_difference *d) {
    static const char *const kind[] = {
        [RT_DIFF_FIGURE] = "figure",      [RT_DIFF_RESPONSE] = "response",
        [RT_DIFF_SPEAKER] = "speaker",    [RT_DIFF_DATE] = "date",
        [RT_DIFF_WEEKDAY] = "weekday",    [RT_DIFF_ATTRIBUTION] = "attribution",
        [RT_DIFF_QUOTATION] = "quotation"};
    static const char *const type[] = {[RT_DIFF_CONFLICT] = "conflict",
                                       [RT_DIFF_UPDATE] = "update",
                                       [RT_DIFF_SCOPE] = "scope",
                                       [RT_DIFF_ROUNDING] = "rounding",
                                       [RT_DIFF_WORDING] = "wording"};
    begin(j, NULL, '{');
    word_member(j, "kind", kind[d->kind]);
    word_member(j, "type", type[d->type]);
    text_member(j, "about", d->about);
    begin(j, "values", '[');
    for (uint32_t i = 0; i < d->values_n; i++) {
        begin(j, NULL, '{');
        article_member(j, "article", s, d->values[i].article);
        span_member(j, "span", d->values[i].span);
        text_member(j, "value", d->values[i].value);
        end(j, '}');
    }
    end(j, ']');
    end(j, '}');
}

static void story_coverage(json *j, const rt_story *s) {
    begin(j, "coverage", '[');
    for (uint32_t i = 0; i < s->statements_n; i++) {
        const rt_statement *statement = &s->statements[i];
        begin(j, NULL, '{');
        count_member(j, "statement", i + 1);
        text_member(j, "text", statement->text);
        begin(j, "articles", '{');
        for (uint32_t k = 0; k < statement->places_n; k++) {
            rt_id id = s->articles[statement->places[k].article]->id;
            span_member(j, str_z(j->tmp, id_hex(j->tmp, id)), statement->places[k].span);
        }
        end(j, '}');
        range_member(j, "origins", statement->origins);
        end(j, '}');
    }
    end(j, ']');
}

static void story_findings(json *j, const rt_story *s) {
    static const char *const kind[] = {[RT_FINDING_CHAIN] = "chain",
                                       [RT_FINDING_LOOP] = "loop",
                                       [RT_FINDING_DEAD_END] = "dead_end"};
    begin(j, "findings", '[');
    for (uint32_t i = 0; i < s->findings_n; i++) {
        begin(j, NULL, '{');
        word_member(j, "kind", kind[s->findings[i].kind]);
        article_ids(j, s, s->findings[i].articles, s->findings[i].articles_n);
        text_member(j, "text", s->findings[i].text);
        end(j, '}');
    }
    end(j, ']');
}

void show_story_json(FILE *out, const rt_story *story, arena *tmp) {
    json line = {.out = out, .tmp = tmp}, *j = &line;
    begin_line(j);
    count_member(j, "story", story->number);
    text_member(j, "title", story->title);
    story_articles(j, story);
    story_origins(j, story);
    begin(j, "edges", '[');
    for (uint32_t i = 0; i < story->edges_n; i++) edge_item(j, story, &story->edges[i]);
    end(j, ']');
    story_families(j, story);
    begin(j, "differences", '[');
    for (uint32_t i = 0; i < story->differences_n; i++)
        difference_item(j, story, &story->differences[i]);
    end(j, ']');
    story_coverage(j, story);
    count_member(j, "thread", story->thread);
    story_findings(j, story);
    end_line(j);
}

void show_hit_json(FILE *out, const rt_hit *hit, arena *tmp) {
    json line = {.out = out, .tmp = tmp}, *j = &line;
    const rt_article *article = hit->article;
    strbuf plain; /* without the marks round the words found */
    strbuf_init(&plain, tmp);
    for (size_t i = 0; i < hit->snippet.n; i++)
        if (hit->snippet.s[i] != RT_HIT_BEGINS && hit->snippet.s[i] != RT_HIT_ENDS)
            strbuf_char(&plain, hit->snippet.s[i]);
    begin_line(j);
    id_member(j, "id", article->id);
    text_member(j, "source", article->source);
    text_member(j, "outlet", article->outlet);
    text_member(j, "title", article->title);
    time_member(j, "published", article->published);
    word_member(j, "found_in", hit->content ? "quotation" : "text");
    text_member(j, "snippet", strbuf_str(&plain));
    text_member(j, "speaker", hit->speaker);
    if (hit->content) spans_member(j, "content", hit->content, hit->content_n);
    else null_member(j, "content");
    end_line(j);
}
