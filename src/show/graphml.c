#include "base/civil.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "show/codes.h"
#include "show/show.h"
#include "show/words.h"

/* GraphML 1.0: http://graphml.graphdrawing.org/specification.html */

/* Text and attribute values of XML 1.0. Characters that it does not allow become
 * U+FFFD. */
static void put_text(FILE *out, rt_str text) {
    for (size_t i = 0; i < text.n;) {
        uint32_t c = utf8_next(text, &i);
        char bytes[4];
        bool allowed = c >= 0x20 ? c < 0xfffe || c > 0xffff : c == '\n' || c == '\t';
        if (c == '&') fputs("&amp;", out);
        else if (c == '<') fputs("&lt;", out);
        else if (c == '>') fputs("&gt;", out);
        else if (c == '"') fputs("&quot;", out);
        else if (c == '\r') fputs("&#13;", out);
        else fwrite(bytes, 1, utf8_put(allowed ? c : 0xfffd, bytes), out);
    }
}

/* Nothing for what is unknown. */
static void put_data(FILE *out, const char *key, rt_str value) {
    if (!value.s) return;
    fprintf(out, "<data key=\"%s\">", key);
    put_text(out, value);
    fputs("</data>", out);
}

void show_graphml_begin(FILE *out) {
    static const char *const node[] = {"kind",      "label",  "outlet", "title",
                                       "published", "source", "url"};
    static const char *const edge[] = {"relation", "direction", "by"};
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
          out);
    for (size_t i = 0; i < sizeof node / sizeof *node; i++)
        fprintf(out,
                "<key id=\"%s\" for=\"node\" attr.name=\"%s\" attr.type=\"string\"/>\n",
                node[i], node[i]);
    for (size_t i = 0; i < sizeof edge / sizeof *edge; i++)
        fprintf(out,
                "<key id=\"%s\" for=\"edge\" attr.name=\"%s\" attr.type=\"string\"/>\n",
                edge[i], edge[i]);
    fputs("<key id=\"story\" for=\"node\" attr.name=\"story\" attr.type=\"long\"/>\n"
          "<key id=\"confidence\" for=\"edge\" attr.name=\"confidence\" "
          "attr.type=\"double\"/>\n"
          "<key id=\"evidence\" for=\"edge\" attr.name=\"evidence\" attr.type=\"int\"/>\n"
          "<graph id=\"lineage\" edgedefault=\"directed\">\n",
          out);
}

static void put_story(FILE *out, const rt_story *story) {
    fprintf(out, "<data key=\"story\">%llu</data></node>\n",
            (unsigned long long)story->number);
}

static void put_article(FILE *out, const rt_story *story, uint32_t i, arena *tmp) {
    const rt_article *a = story->articles[i];
    fprintf(out, "<node id=\"%s\">", id_hex(tmp, a->id).s);
    put_data(out, "kind", STR("article"));
    put_data(out, "label", words_article(a));
    put_data(out, "outlet", a->outlet);
    put_data(out, "title", a->title);
    put_data(out, "published", civil_iso(tmp, a->published));
    put_data(out, "source", a->source);
    put_data(out, "url", a->url);
    put_story(out, story);
}

/* The first edge to the same outlet outside, which gives its node a name: one for each
 * story, since what an outlet reported for one is not what it reported for another. */
static uint32_t outside_of(const rt_story *story, uint32_t edge) {
    uint32_t i = 0;
    while (story->edges[i].parent != RT_OUTSIDE ||
           !str_eq(story->edges[i].outside, story->edges[edge].outside))
        i++;
    return i;
}

static rt_str outside_id(const rt_story *story, uint32_t edge, arena *tmp) {
    return str_printf(tmp, "s%llux%u", (unsigned long long)story->number,
                      outside_of(story, edge));
}

static void put_outside(FILE *out, const rt_story *story, uint32_t edge, arena *tmp) {
    if (outside_of(story, edge) != edge) return;
    fprintf(out, "<node id=\"%s\">", outside_id(story, edge, tmp).s);
    put_data(out, "kind", STR("external"));
    put_data(out, "label", story->edges[edge].outside);
    put_data(out, "outlet", story->edges[edge].outside);
    put_story(out, story);
}

static void put_edge(FILE *out, const rt_story *story, uint32_t i, arena *tmp) {
    const rt_edge *e = &story->edges[i];
    rt_str parent = e->parent == RT_OUTSIDE ? outside_id(story, i, tmp)
                                            : id_hex(tmp, story->articles[e->parent]->id);
    fprintf(out, "<edge source=\"%s\" target=\"%s\"%s>", parent.s,
            id_hex(tmp, story->articles[e->child]->id).s,
            e->direction == RT_DIRECTION_UNKNOWN ? " directed=\"false\"" : "");
    put_data(out, "relation", str_of(code_relation(e->relation)));
    put_data(out, "direction", str_of(code_direction(e->direction)));
    put_data(out, "confidence", code_share(tmp, e->confidence));
    put_data(out, "evidence", str_printf(tmp, "%u", e->evidence_n));
    if (e->correction) put_data(out, "by", STR("user"));
    fputs("</edge>\n", out);
}

void show_graphml_story(FILE *out, const rt_story *story, arena *tmp) {
    for (uint32_t i = 0; i < story->articles_n; i++) put_article(out, story, i, tmp);
    for (uint32_t i = 0; i < story->edges_n; i++)
        if (story->edges[i].parent == RT_OUTSIDE) put_outside(out, story, i, tmp);
    for (uint32_t i = 0; i < story->edges_n; i++) put_edge(out, story, i, tmp);
}

void show_graphml_end(FILE *out) { fputs("</graph>\n</graphml>\n", out); }
