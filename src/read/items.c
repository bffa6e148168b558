#include "base/err.h"
#include "base/utf8.h"
#include "read/container.h"
#include "read/encoding.h"
#include "read/feed.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

/* Documents that are read whole and then handed out item by item: feeds in XML, and lists
 * of articles in JSON. Their memory is that of the document, which the limit of a record
 * bounds. */
typedef struct items_state {
    arena memory;
    feed feed;
    cJSON *json;
    const cJSON *next;
    rt_article known; /* of every item of a JSON list */
    rt_code broken;   /* reported behind the last item */
    rt_err why;
} items_state;

static void items_close(container *c) {
    items_state *s = c->state;
    cJSON_Delete(s->json);
    arena_release(&s->memory);
    free(s);
}

static rt_code finish(container *c, rt_err *err) {
    items_state *s = c->state;
    if (c->done) return RT_END;
    c->done = true;
    if (s->broken && err) *err = s->why;
    return s->broken ? s->broken : RT_END;
}

static rt_str item_name(container *c, arena *a) {
    return str_printf(a, "%s#%llu", c->path, (unsigned long long)++c->count);
}

/* Reads what is left of the stream into the state's memory, as UTF-8, behind the line
 * `first`, which is null where nothing was taken yet. */
static bool read_document(container *c, rt_str first, rt_str label, rt_str *text) {
    items_state *s = c->state;
    rt_str rest;
    s->broken = stream_rest(c->in, &s->memory, c->limit - first.n, &rest, &s->why);
    if (s->broken) return false;
    strbuf all;
    strbuf_init(&all, &s->memory);
    strbuf_add(&all, first);
    if (first.n && rest.n) strbuf_char(&all, '\n');
    strbuf_add(&all, rest);
    *text = strbuf_str(&all);
    *text = utf8_mend(&s->memory, encoding_decode(&s->memory, *text, label));
    return true;
}

static bool items_begin(container *c) {
    c->state = calloc(1, sizeof(items_state));
    c->close = c->state ? items_close : NULL;
    return c->state != NULL;
}

static rt_code feed_next(container *c, arena *a, read_record *out, rt_err *err) {
    items_state *s = c->state;
    if (c->done || c->count >= s->feed.n) return finish(c, err);
    const feed_item *item = &s->feed.items[c->count];
    rt_article *known = arena_new(a, rt_article);
    *known = item->known;
    known->title = str_copy(a, known->title);
    known->url = str_copy(a, known->url);
    known->outlet = str_copy(a, known->outlet);
    known->language = str_copy(a, known->language);
    rt_str *authors = arena_many(a, rt_str, known->authors_n);
    for (uint32_t i = 0; i < known->authors_n; i++)
        authors[i] = str_copy(a, item->known.authors[i]);
    known->authors = authors;
    *out = (read_record){.source = item_name(c, a),
                         .bytes = str_copy(a, item->text),
                         .format = item->html ? READ_FRAGMENT : READ_PLAIN,
                         .url = known->url,
                         .known = known};
    return RT_OK;
}

/* The encoding that the XML declaration names. */
static rt_str declared_encoding(rt_str head) {
    size_t at = str_find(head, STR("encoding="), 0), end = str_find(head, STR("?>"), 0);
    if (at == SIZE_MAX || end == SIZE_MAX || at > end || end < at + 11)
        return (rt_str){NULL, 0};
    rt_str label = {head.s + at + 10, end - at - 10};
    size_t n = 0;
    while (n < label.n && label.s[n] != '"' && label.s[n] != '\'') n++;
    return (rt_str){label.s, n};
}

bool feed_begin(container *c) {
    rt_str head = stream_peek(c->in, 256), text;
    if (!items_begin(c)) return false;
    items_state *s = c->state;
    c->next = feed_next;
    rt_str label = str_copy(&s->memory, declared_encoding(head));
    if (!read_document(c, (rt_str){NULL, 0}, label, &text)) return true;
    s->broken = feed_parse(c->options->lex, &s->memory, text, &s->feed, &s->why);
    if (s->feed.sitemap && !s->broken) {
        s->broken = err_set(&s->why, RT_E_INPUT, NULL,
                            "a sitemap: %u addresses to fetch, and no text", s->feed.n);
        s->feed.n = 0;
    } else if (!s->feed.n && !s->broken) {
        s->broken = err_set(&s->why, RT_E_INPUT, NULL, "XML without articles");
    }
    return true;
}

static rt_code json_next(container *c, arena *a, read_record *out, rt_err *err) {
    items_state *s = c->state;
    if (c->done || !s->next) return finish(c, err);
    char *text = cJSON_PrintUnformatted(s->next);
    s->next = s->next->next;
    if (!text) return err_memory(err, NULL);
    rt_str name = item_name(c, a), bytes = str_copy(a, str_of(text));
    cJSON_free(text);
    rt_article *known = arena_new(a, rt_article);
    known->outlet = str_copy(a, s->known.outlet);
    *out = (read_record){
        .source = name, .bytes = bytes, .format = READ_JSON, .known = known};
    return RT_OK;
}

/* One object: a record like any other. */
static rt_code single_next(container *c, arena *a, read_record *out, rt_err *err) {
    items_state *s = c->state;
    if (c->done || s->broken) return finish(c, err);
    c->done = true;
    *out = (read_record){.source = str_copy(a, str_of(c->path)),
                         .bytes = str_copy(a, s->known.text),
                         .format = READ_JSON};
    return RT_OK;
}

bool json_document_begin(container *c, rt_str first) {
    rt_str text;
    if (!items_begin(c)) return false;
    items_state *s = c->state;
    c->next = single_next;
    if (!read_document(c, first, (rt_str){NULL, 0}, &text)) return true;
    s->known.text = text;
    s->json = cJSON_ParseWithLength(text.s, text.n);
    const cJSON *list = cJSON_IsArray(s->json)
                            ? s->json
                            : cJSON_GetObjectItemCaseSensitive(s->json, "items");
    if (!cJSON_IsArray(list)) return true;
    c->next = json_next;
    s->next = list->child;
    const char *title =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(s->json, "title"));
    s->known.outlet = title ? utf8_mend(&s->memory, str_of(title)) : (rt_str){NULL, 0};
    return true;
}
