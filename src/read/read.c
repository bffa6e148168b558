#include "read/read.h"

#include "base/err.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "read/container.h"
#include "read/encoding.h"
#include "read/fragment.h"
#include "read/html.h"
#include "read/json.h"
#include "read/language.h"
#include "read/plain.h"
#include "read/source.h"

#include <stdlib.h>

enum { MAX_RECORD = 16 << 20 };

struct read_input {
    source *files;
    container *open; /* the file being read; NULL between files */
    read_options options;
};

rt_code read_open(const char *const *paths, size_t n, const read_options *options,
                  read_input **out, rt_err *err) {
    *out = NULL;
    read_input *in = calloc(1, sizeof *in);
    if (in) in->files = source_new(paths, n);
    if (!in || !in->files) {
        free(in);
        return err_memory(err, NULL);
    }
    in->options = *options;
    if (!in->options.max_record) in->options.max_record = MAX_RECORD;
    *out = in;
    return RT_OK;
}

void read_close(read_input *in) {
    if (!in) return;
    container_close(in->open);
    source_free(in->files);
    free(in);
}

static rt_code next_of_file(read_input *in, arena *a, read_record *out, rt_err *err) {
    rt_code code = container_next(in->open, a, out, err);
    if (code == RT_END) {
        container_close(in->open);
        in->open = NULL;
    }
    return code;
}

rt_code read_next(read_input *in, arena *a, read_record *out, rt_err *err) {
    for (;;) {
        rt_code code = in->open ? next_of_file(in, a, out, err) : RT_END;
        if (code != RT_END) return code;
        const char *path;
        if ((code = source_next(in->files, &path, err)) ||
            (code = container_open(path, &in->options, &in->open, err)))
            return code;
    }
}

/* Lists the lines of the text that are not blank, each with its language. */
static void list_paragraphs(const lexicon *lex, arena *a, rt_article *out) {
    VEC(rt_paragraph) list = {0};
    VEC(rt_str) lines = {0};
    rt_str rest = out->text, line;
    while (str_line(&rest, &line)) {
        if (!str_trim(line).n) continue;
        uint32_t start = (uint32_t)(line.s - out->text.s);
        vec_push(a, &list)->span = (rt_span){start, start + (uint32_t)line.n};
        *vec_push(a, &lines) = line;
    }
    rt_str *languages = arena_many(a, rt_str, lines.n);
    rt_str language = language_of_lines(lex, lines.at, lines.n, languages);
    if (language.s) out->language = language;
    for (uint32_t i = 0; i < list.n; i++) list.at[i].language = languages[i];
    out->paragraphs = list.at;
    out->paragraphs_n = list.n;
}

static rt_code read_format_of(const read_record *record, const read_options *options,
                              arena *a, rt_article *out, rt_err *err) {
    if (record->format == READ_JSON)
        return read_json_article(record, options, a, out, err);
    if (record->format == READ_HTML && !options->raw)
        return read_html_article(record, options, a, out, err);
    if (options->raw && record->format != READ_FRAGMENT &&
        utf8_valid(record->bytes) == record->bytes.n) {
        out->text =
            record->bytes; /* a byte order mark too: offsets are those of the file */
        return RT_OK;
    }
    rt_str text = encoding_decode(a, record->bytes, record->charset);
    const char *nul = text.n ? memchr(text.s, '\0', text.n) : NULL;
    if (nul)
        return err_set_at(err, RT_E_INPUT, str_z(a, record->source),
                          (uint64_t)(nul - text.s), "a NUL byte: this is no text");
    if (record->format == READ_FRAGMENT) {
        rt_code code = fragment_text(text, a, &text, err);
        if (code) return code;
    }
    if (options->raw) {
        out->text = text;
        return RT_OK;
    }
    return read_plain_article(record, text, options, a, out, err);
}

rt_code read_article(const read_record *record, const read_options *options, arena *a,
                     rt_article *out, rt_err *err) {
    *out = record->known ? *record->known : (rt_article){.url = record->url};
    out->source = record->source;
    rt_code code = read_format_of(record, options, a, out, err);
    if (code) err_place(err, record->source);
    if (code) return code;
    if (!out->paragraphs && options->depth == READ_PARAGRAPHS)
        list_paragraphs(options->lex, a, out);
    if (!out->paragraphs && options->depth == READ_LANGUAGE) {
        rt_str language = language_of_text(options->lex, out->text);
        if (language.s) out->language = language;
    }
    if (id_eq(out->id, (rt_id){{0}})) out->id = hash_article(out->text, out->outlet);
    return RT_OK;
}

rt_code read_explain(const read_record *record, const read_options *options, arena *a,
                     read_pieces *out, rt_err *err) {
    if (record->format == READ_HTML && !options->raw)
        return read_html_explain(record, options, a, out, err);
    rt_article article;
    rt_code code = read_article(record, options, a, &article, err);
    if (code) return code;
    read_piece *piece = arena_many(a, read_piece, article.paragraphs_n);
    for (uint32_t i = 0; i < article.paragraphs_n; i++)
        piece[i] = (read_piece){str_span(article.text, article.paragraphs[i].span),
                                STR("text"), true};
    *out = (read_pieces){piece, article.paragraphs_n};
    return RT_OK;
}
