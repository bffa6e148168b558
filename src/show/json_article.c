#include "base/str.h"
#include "show/json.h"
#include "show/show.h"

void show_article_json(FILE *out, const rt_article *article, arena *tmp) {
    static const char *const from[] = {
        [RT_DATE_NONE] = NULL,         [RT_DATE_HEADER] = "header",
        [RT_DATE_JSON_LD] = "json-ld", [RT_DATE_META] = "meta",
        [RT_DATE_URL] = "url",         [RT_DATE_TEXT] = "text",
        [RT_DATE_FEED] = "feed",       [RT_DATE_WARC] = "warc",
        [RT_DATE_UPDATE] = "update"};
    json line = {.out = out, .tmp = tmp}, *j = &line;
    json_begin_line(j);
    json_id(j, "id", article->id);
    json_text(j, "source", article->source);
    json_text(j, "url", article->url);
    json_text(j, "outlet", article->outlet);
    json_text(j, "title", article->title);
    json_begin(j, "authors", '[');
    for (uint32_t i = 0; i < article->authors_n; i++)
        json_text(j, NULL, article->authors[i]);
    json_end(j, ']');
    json_time(j, "published", article->published);
    json_word(j, "published_from", from[article->published_from]);
    json_text(j, "language", article->language);
    json_text(j, "text", article->text);
    json_end_line(j);
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
    json_begin(j, NULL, '{');
    json_word(j, "type", type[q->type]);
    json_spans(j, "content", q->content, q->content_n);
    json_span(j, "cue", q->cue);
    json_span(j, "mention", q->mention);
    json_text(j, "speaker", q->speaker);
    json_word(j, "speaker_class", speaker_class[q->speaker_class]);
    json_text(j, "via", q->via);
    json_word(j, "via_role", role[q->via_role]);
    json_end(j, '}');
}

static void credit_item(json *j, const rt_credit *c) {
    static const char *const kind[] = {[RT_CREDIT_BYLINE] = "byline",
                                       [RT_CREDIT_REPORTED] = "reported",
                                       [RT_CREDIT_ACCORDING_TO] = "according_to",
                                       [RT_CREDIT_TOLD] = "told",
                                       [RT_CREDIT_AGENCY_TAG] = "agency_tag",
                                       [RT_CREDIT_LINK] = "link"};
    json_begin(j, NULL, '{');
    json_text(j, "outlet", c->outlet);
    json_word(j, "kind", kind[c->kind]);
    json_span(j, "span", c->span);
    json_end(j, '}');
}

static void figure_item(json *j, const rt_figure *f) {
    json_begin(j, NULL, '{');
    json_span(j, "span", f->span);
    json_number(j, "value", f->value);
    json_text(j, "unit", f->unit);
    json_text(j, "qualifier", f->qualifier);
    json_text(j, "counts", f->counts);
    if (f->quotation < 0) json_null(j, "quotation");
    else json_count(j, "quotation", (uint64_t)f->quotation);
    json_number(j, "value_max", f->value_max);
    json_end(j, '}');
}

void show_marks_json(FILE *out, const rt_article *article, const rt_marks *marks,
                     arena *tmp) {
    json line = {.out = out, .tmp = tmp}, *j = &line;
    json_begin_line(j);
    json_id(j, "id", article->id);
    json_text(j, "source", article->source);
    json_spans(j, "sentences", marks->sentences, marks->sentences_n);
    json_begin(j, "quotations", '[');
    for (uint32_t i = 0; i < marks->quotations_n; i++)
        quotation_item(j, &marks->quotations[i]);
    json_end(j, ']');
    json_begin(j, "credits", '[');
    for (uint32_t i = 0; i < marks->credits_n; i++) credit_item(j, &marks->credits[i]);
    json_end(j, ']');
    json_begin(j, "figures", '[');
    for (uint32_t i = 0; i < marks->figures_n; i++) figure_item(j, &marks->figures[i]);
    json_end(j, ']');
    json_begin(j, "dates", '[');
    for (uint32_t i = 0; i < marks->dates_n; i++) {
        json_begin(j, NULL, '{');
        json_span(j, "span", marks->dates[i].span);
        json_time(j, "from", marks->dates[i].from);
        json_time(j, "to", marks->dates[i].to);
        json_end(j, '}');
    }
    json_end(j, ']');
    json_end_line(j);
}

void show_pair_json(FILE *out, show_sides sides, const rt_pair *pair, arena *tmp) {
    json line = {.out = out, .tmp = tmp}, *j = &line;
    json_begin_line(j);
    json_text(j, "a", sides.a);
    json_text(j, "b", sides.b);
    json_begin(j, "passages", '[');
    for (uint32_t i = 0; i < pair->passages_n; i++) {
        const rt_passage *p = &pair->passages[i];
        json_begin(j, NULL, '{');
        json_span(j, "a", p->a);
        json_span(j, "b", p->b);
        json_word(j, "kind", p->kind == RT_PASSAGE_VERBATIM ? "verbatim" : "reworded");
        json_share(j, "score", p->score);
        json_end(j, '}');
    }
    json_end(j, ']');
    json_share(j, "a_covered", pair->a_covered);
    json_share(j, "b_covered", pair->b_covered);
    json_end_line(j);
}

void show_hit_json(FILE *out, const rt_hit *hit, arena *tmp) {
    json line = {.out = out, .tmp = tmp}, *j = &line;
    const rt_article *article = hit->article;
    strbuf plain; /* without the marks round the words found */
    strbuf_init(&plain, tmp);
    for (size_t i = 0; i < hit->snippet.n; i++)
        if (hit->snippet.s[i] != RT_HIT_BEGINS && hit->snippet.s[i] != RT_HIT_ENDS)
            strbuf_char(&plain, hit->snippet.s[i]);
    json_begin_line(j);
    json_id(j, "id", article->id);
    json_text(j, "source", article->source);
    json_text(j, "outlet", article->outlet);
    json_text(j, "title", article->title);
    json_time(j, "published", article->published);
    json_word(j, "found_in", hit->content ? "quotation" : "text");
    json_text(j, "snippet", strbuf_str(&plain));
    json_text(j, "speaker", hit->speaker);
    if (hit->content) json_spans(j, "content", hit->content, hit->content_n);
    else json_null(j, "content");
    json_end_line(j);
}
