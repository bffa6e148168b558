#include "read/json.h"

#include "base/err.h"
#include "base/utf8.h"
#include "read/date.h"
#include "read/plain.h"

#include <cjson/cJSON.h>

static rt_str field(arena *a, const cJSON *object, const char *key) {
    const char *value =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
    if (!value || !*value) return (rt_str){NULL, 0};
    return utf8_mend(a, str_copy(a, str_of(value)));
}

static void read_authors(arena *a, const cJSON *value, rt_article *out) {
    int n = cJSON_IsArray(value) ? cJSON_GetArraySize(value) : 1;
    rt_str *authors = arena_many(a, rt_str, (size_t)n);
    const cJSON *item = cJSON_IsArray(value) ? value->child : value;
    for (; item && (int)out->authors_n < n; item = item->next)
        if (cJSON_IsString(item) && *item->valuestring)
            authors[out->authors_n++] =
                utf8_mend(a, str_copy(a, str_of(item->valuestring)));
    out->authors = authors;
}

static void read_fields(const cJSON *object, const read_options *options, arena *a,
                        rt_article *out) {
    out->title = field(a, object, "title");
    out->outlet = field(a, object, "outlet");
    rt_str url = field(a, object, "url");
    if (url.s) out->url = url;
    out->language = field(a, object, "language");
    const cJSON *authors = cJSON_GetObjectItemCaseSensitive(object, "authors");
    if (authors) read_authors(a, authors, out);
    rt_str published = field(a, object, "published");
    if (published.s)
        out->published = date_parse(options->lex, a, published, out->language);
    if (out->published.precision) out->published_from = RT_DATE_HEADER;
    out->text = field(a, object, "text");
}

typedef struct json_work {
    const cJSON *object;
    const read_options *options;
    arena *a;
    rt_article *out;
} json_work;

static void work(void *context) {
    json_work *w = context;
    read_fields(w->object, w->options, w->a, w->out);
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
    json_work w = {object, options, a, out};
    bool room = arena_try(a, work, &w);
    cJSON_Delete(object);
    if (!room) return err_set(err, RT_E_LIMIT, place, "memory ran out");
    if (!out->text.s)
        return err_set(err, RT_E_INPUT, place, "the record has no \"text\"");
    if (options->raw) return RT_OK;
    return read_plain_article(record, out->text, options, a, out, err);
}
