#include "show/html.h"

#include "base/utf8.h"
#include "show/words.h"

#include <stdlib.h>

/* A stretch of the text that a quotation or a credit covers. */
typedef struct stretch {
    rt_span span;
    const rt_quotation *quotation; /* or */
    const rt_credit *credit;
    bool last; /* of its quotation: the speaker is named after it */
} stretch;

static int by_place(const void *a, const void *b) {
    const stretch *x = a, *y = b;
    if (x->span.start != y->span.start) return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end) return x->span.end < y->span.end ? -1 : 1;
    return (x->credit != NULL) - (y->credit != NULL);
}

static uint32_t add_quotation(stretch *list, uint32_t n, const rt_quotation *q) {
    for (uint32_t k = 0; k < q->content_n; k++)
        list[n++] = (stretch){q->content[k], q, NULL, k + 1 == q->content_n};
    return n;
}

/* All stretches in text order. Where two overlap the later is cut to what is left of it,
 * so that they can be written one after the other. */
static stretch *stretches_of(html *h, const rt_marks *marks, uint32_t *count) {
    uint32_t room = marks->credits_n, n = 0;
    for (uint32_t i = 0; i < marks->quotations_n; i++)
        room += marks->quotations[i].content_n;
    stretch *list = arena_many(h->tmp, stretch, room);
    for (uint32_t i = 0; i < marks->quotations_n; i++)
        n = add_quotation(list, n, &marks->quotations[i]);
    for (uint32_t i = 0; i < marks->credits_n; i++)
        if (span_known(marks->credits[i].span))
            list[n++] = (stretch){marks->credits[i].span, NULL, &marks->credits[i], true};
    qsort(list, n, sizeof *list, by_place);
    uint32_t end = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (list[i].span.start < end) list[i].span.start = end;
        if (list[i].span.end < list[i].span.start) list[i].span.end = list[i].span.start;
        end = list[i].span.end;
    }
    *count = n;
    return list;
}

static void put_speaker(html *h, const rt_quotation *q) {
    html_raw(h, "<span class=\"tag\">");
    if (q->speaker.n) html_name(h, q->speaker);
    else html_raw(h, "speaker unknown");
    const char *kind = words_speaker_class(q->speaker_class);
    html_printf(h, "%s%s", *kind ? ", " : "", kind);
    if (q->via.n) {
        html_printf(h, ", %s ", words_via_role(q->via_role));
        html_name(h, q->via);
    }
    html_raw(h, "</span>");
}

static void put_credit(html *h, const rt_credit *c) {
    html_raw(h, "<span class=\"tag credit\">credit: ");
    html_name(h, c->outlet);
    html_printf(h, ", %s</span>", words_credit_kind(c->kind));
}

/* As report.css has it. */
static const char *quote_class(rt_quote_type type) {
    return type == RT_QUOTE_SCARE      ? "scare"
           : type == RT_QUOTE_INDIRECT ? "indirect"
                                       : "direct";
}

static bool is_quotation_mark(uint32_t c) {
    return c == '"' || c == 0xab || c == 0xbb || (c >= 0x2018 && c <= 0x201f);
}

/* A closing mark at `at` belongs to the quotation: it is written before the speaker is
 * named. Returns where the text goes on. */
static uint32_t put_closing_mark(html *h, rt_str text, rt_span rest) {
    size_t next = rest.start;
    if (rest.start >= rest.end || !is_quotation_mark(utf8_next(text, &next)))
        return rest.start;
    html_text(h, str_span(text, (rt_span){rest.start, (uint32_t)next}));
    return (uint32_t)next;
}

/* The part of one stretch that lies inside the paragraph; `until` is where what follows
 * it begins. Returns where the text goes on. */
static uint32_t put_stretch(html *h, rt_str text, const stretch *s, rt_span part,
                            uint32_t until) {
    if (part.start < part.end) {
        html_printf(h, "<span class=\"%s\">",
                    s->credit ? "credit" : quote_class(s->quotation->type));
        html_text(h, str_span(text, part));
        html_raw(h, "</span>");
    }
    if (!s->last || part.end != s->span.end) return part.end;
    if (s->credit) {
        put_credit(h, s->credit);
        return part.end;
    }
    if (s->quotation->type == RT_QUOTE_SCARE) return part.end;
    uint32_t at = put_closing_mark(h, text, (rt_span){part.end, until});
    put_speaker(h, s->quotation);
    return at;
}

static rt_span meet(rt_span a, rt_span b) {
    return (rt_span){a.start > b.start ? a.start : b.start,
                     a.end < b.end ? a.end : b.end};
}

/* One article's text with its quotations and credits marked in place; `marks` may be
 * NULL. */
static void html_article_body(html *h, const rt_article *article, const rt_marks *marks) {
    uint32_t n = 0, next = 0;
    const stretch *list = marks ? stretches_of(h, marks, &n) : NULL;
    for (uint32_t p = 0; p < article->paragraphs_n; p++) {
        rt_span paragraph = article->paragraphs[p].span;
        uint32_t at = paragraph.start;
        html_raw(h, "<p dir=\"auto\">");
        while (next < n && list[next].span.end <= paragraph.start) next++;
        for (uint32_t i = next; i < n && list[i].span.start < paragraph.end; i++) {
            rt_span part = meet(list[i].span, paragraph);
            html_text(h, str_span(article->text, (rt_span){at, part.start}));
            bool more = i + 1 < n && list[i + 1].span.start < paragraph.end;
            uint32_t until = more ? list[i + 1].span.start : paragraph.end;
            at = put_stretch(h, article->text, &list[i], part, until);
        }
        html_text(h, str_span(article->text, (rt_span){at, paragraph.end}));
        html_raw(h, "</p>\n");
    }
}

/* Only addresses that a reader would follow by themselves become links. */
static bool is_web_address(rt_str url) {
    return str_starts_nocase(url, STR("https://")) ||
           str_starts_nocase(url, STR("http://"));
}

static void put_fact(html *h, const char *name) {
    html_printf(h, "<dt>%s</dt><dd>", name);
}

static void put_credits(html *h, const rt_marks *marks) {
    if (!marks) return;
    put_fact(h, "Credits");
    for (uint32_t i = 0; i < marks->credits_n; i++) {
        const rt_credit *c = &marks->credits[i];
        html_raw(h, i ? "; " : "");
        html_name(h, c->outlet);
        html_printf(h, " (%s%s)", words_credit_kind(c->kind),
                    span_known(c->span) ? "" : ", outside the text");
    }
    html_raw(h, marks->credits_n ? "</dd>" : "none found</dd>");
}

static void put_facts(html *h, const rt_article *article, const rt_marks *marks) {
    put_fact(h, "Read from");
    html_source(h, article->source);
    html_raw(h, "</dd>");
    if (article->url.n) {
        put_fact(h, "Address");
        bool link = is_web_address(article->url);
        if (link) {
            html_raw(h, "<a rel=\"noreferrer noopener\" href=\"");
            html_text(h, article->url);
            html_raw(h, "\">");
        }
        html_name(h, article->url);
        html_raw(h, link ? "</a></dd>" : "</dd>");
    }
    put_fact(h, "Published");
    html_text(h, words_time(h->tmp, article->published));
    if (article->published_from != RT_DATE_NONE)
        html_printf(h, " (from %s)", words_date_source(article->published_from));
    html_raw(h, "</dd>");
    if (article->authors_n) put_fact(h, article->authors_n == 1 ? "Author" : "Authors");
    for (uint32_t i = 0; i < article->authors_n; i++) {
        html_raw(h, i ? ", " : "");
        html_name(h, article->authors[i]);
    }
    if (article->authors_n) html_raw(h, "</dd>");
    put_credits(h, marks);
    put_fact(h, "Id");
    html_raw(h, "<code>");
    html_text(h, words_id(h->tmp, article->id));
    html_raw(h, "</code></dd>");
}

static void put_article(html *h, const rt_story *story, uint32_t i) {
    const rt_article *article = story->articles[i];
    const rt_marks *marks = story->marks ? story->marks[i] : NULL;
    html_raw(h, "<details class=\"article\"><summary><b>");
    html_name(h, words_article(article));
    html_raw(h, "</b> ");
    html_name(h, article->title.n ? article->title : STR("(without a title)"));
    html_raw(h, " <small>");
    html_text(h, words_time(h->tmp, article->published));
    html_raw(h, "</small></summary>\n");
    /* Following a link to what is inside opens the article. */
    html_printf(h, "<dl id=\"s%llua%u\">", (unsigned long long)story->number, i + 1);
    put_facts(h, article, marks);
    html_raw(h, "</dl>\n<div class=\"text\"");
    if (article->language.n) {
        html_raw(h, " lang=\"");
        html_text(h, article->language);
        html_raw(h, "\"");
    }
    html_raw(h, ">\n");
    html_article_body(h, article, marks);
    html_raw(h, "</div></details>\n");
}

void html_articles(html *h, const rt_story *story) {
    html_raw(h, "<h3>The articles, with quotations and credits in place</h3>\n"
                "<p class=\"hint\"><span class=\"direct\">direct quotation</span> "
                "<span class=\"indirect\">indirect quotation</span> "
                "<span class=\"credit\">credit</span> "
                "<span class=\"tag\">who said it</span></p>\n"
                "<div class=\"articles\">\n");
    for (uint32_t i = 0; i < story->articles_n; i++) put_article(h, story, i);
    html_raw(h, "</div>\n");
}
