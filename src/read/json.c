#include "read/json.h"

#include "base/err.h"
#include "base/utf8.h"
#include "read/byline.h"
#include "read/date.h"
#include "read/fragment.h"
#include "read/plain.h"

#include <cjson/cJSON.h>

/* Keys of one meaning; the first that has a value holds. */
enum { MOST_KEYS = 7 };
typedef const char *const json_keys[MOST_KEYS];

static json_keys text_keys = {"text", "content_text", "body_text", "articleBody"};
static json_keys html_keys = {"content_html", "body_xhtml", "body_html", "bodies"};
static json_keys title_keys = {"title", "headline", "headlines"};
static json_keys outlet_keys = {"outlet",     "publisher",   "provider",
                                "infosource", "infoSources", "copyrightholder"};
static json_keys url_keys = {"url", "uri", "link", "external_url"};
static json_keys published_keys = {"published",     "date_published", "datePublished",
                                   "firstcreated",  "firstCreated",   "versioncreated",
                                   "versionCreated"};
static json_keys modified_keys = {"modified", "date_modified", "dateModified"};
static json_keys author_keys = {"authors", "author", "byline", "by"};

/* The text of a value: a string; the "name" or "value" of an object; of a list, that of
 * its first item. */
static const char *string_of(const cJSON *value) {
    if (cJSON_IsArray(value)) value = value->child;
    if (!cJSON_IsObject(value)) return cJSON_GetStringValue(value);
    const char *name =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(value, "name"));
    return name ? name
                : cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(value, "value"));
}

static const cJSON *find(const cJSON *object, json_keys keys) {
    for (size_t i = 0; i < MOST_KEYS && keys[i]; i++) {
        const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, keys[i]);
        if (cJSON_IsArray(value) ? value->child != NULL : string_of(value) != NULL)
            return value;
    }
    return NULL;
}

static rt_str field(arena *a, const cJSON *object, json_keys keys) {
    const cJSON *value = find(object, keys);
    const char *text = value ? string_of(value) : NULL;
    if (!text || !*text) return (rt_str){NULL, 0};
    return utf8_mend(a, str_copy(a, str_of(text)));
}

static void read_authors(const lexicon *lex, arena *a, const cJSON *value,
                         rt_article *out) {
    int n = cJSON_IsArray(value) ? cJSON_GetArraySize(value) : 1;
    rt_str *authors = arena_many(a, rt_str, (size_t)(n > BYLINE_MOST ? n : BYLINE_MOST));
    bool byline = value->string && (strcmp(value->string, "byline") == 0 ||
                                    strcmp(value->string, "by") == 0);
    out->authors = authors;
    if (byline && cJSON_IsString(value)) {
        rt_str line = utf8_mend(a, str_copy(a, str_of(value->valuestring)));
        byline_authors(lex, a, line, authors, &out->authors_n);
        return;
    }
    const cJSON *item = cJSON_IsArray(value) ? value->child : value;
    for (int i = 0; item && i < n; i++, item = item->next) {
        const char *name = string_of(item);
        if (name && *name)
            authors[out->authors_n++] = utf8_mend(a, str_copy(a, str_of(name)));
    }
}

static rt_time time_field(const lexicon *lex, arena *a, const cJSON *object,
                          json_keys keys, rt_str language) {
    rt_str text = field(a, object, keys);
    rt_time none = {.precision = RT_TIME_UNKNOWN};
    if (!text.s) return none;
    rt_time t = date_parse(lex, a, text, language);
    return date_plausible(t, none) ? t : none;
}

static void take(rt_str *to, rt_str value) {
    if (value.s) *to = value;
}

static void read_fields(const cJSON *object, const read_options *options, arena *a,
                        rt_article *out) {
    take(&out->title, field(a, object, title_keys));
    take(&out->outlet, field(a, object, outlet_keys));
    take(&out->url, field(a, object, url_keys));
    take(&out->language, field(a, object, (json_keys){"language"}));
    const cJSON *authors = find(object, author_keys);
    if (authors) read_authors(options->lex, a, authors, out);
    out->published = time_field(options->lex, a, object, published_keys, out->language);
    out->modified = time_field(options->lex, a, object, modified_keys, out->language);
    if (out->published.precision) out->published_from = RT_DATE_HEADER;
    out->text = field(a, object, text_keys);
}

typedef struct json_work {
    const cJSON *object;
    const read_options *options;
    arena *a;
    rt_article *out;
    rt_code code;
    rt_err *err;
} json_work;

static void work(void *context) {
    json_work *w = context;
    read_fields(w->object, w->options, w->a, w->out);
    rt_str html = w->out->text.s ? (rt_str){NULL, 0} : field(w->a, w->object, html_keys);
    if (html.s) w->code = fragment_text(html, w->a, &w->out->text, w->err);
}

rt_code read_json_article(const read_record *record, const read_options *options,
                          arena *a, rt_article *out, rt_err *err) {
    const char *place = str_z(a, record->source), *end = NULL;
    cJSON *object = cJSON_ParseWithLengthOpts(record->bytes.s, record->bytes.n, &end, 0);
    if (!cJSON_IsObject(object)) {
        cJSON_Delete(object);
        if (object || !end) return err_set(err, RT_E_INPUT, place, "not a JSON object");
        return err_set_at(err, RT_E_INPUT, place, (uint64_t)(end - record->bytes.s),
                          "broken JSON");
    }
    json_work w = {object, options, a, out, RT_OK, err};
    bool room = arena_try(a, work, &w);
    cJSON_Delete(object);
    if (!room) return err_set(err, RT_E_LIMIT, place, "memory ran out");
    if (w.code) return err_set(err, w.code, place, "its HTML is beyond the limits");
    if (!out->text.s)
        return err_set(err, RT_E_INPUT, place, "the record has no \"text\"");
    if (options->raw) return RT_OK;
    return read_plain_article(record, out->text, options, a, out, err);
}
