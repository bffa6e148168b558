#include "read/plain.h"

#include "base/civil.h"
#include "base/err.h"
#include "read/date.h"

static bool is_host(rt_str line) {
    bool dot = false;
    for (size_t i = 0; i < line.n; i++) {
        char c = line.s[i];
        dot |= c == '.' && i > 0 && i + 1 < line.n;
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '.' && c != '-')
            return false;
    }
    return dot;
}

rt_code read_plain_article(const read_record *record, rt_str text,
                           const read_options *options, arena *a, rt_article *out,
                           rt_err *err) {
    strbuf body;
    strbuf_init(&body, a);
    rt_str line;
    for (int row = 0; str_line(&text, &line);) {
        line = str_trim(line);
        if (!line.n) continue;
        row++;
        if (row <= 2 && !out->outlet.s && is_host(line)) {
            out->outlet = line;
            continue;
        }
        rt_time t = row <= 3 ? date_parse(options->lex, a, line, (rt_str){NULL, 0})
                             : (rt_time){0};
        if (t.precision) {
            if (row == 3) out->published = t, out->published_from = RT_DATE_HEADER;
            continue;
        }
        if (row == 1 && !out->title.s && line.n < 200 && line.s[line.n - 1] != '.') {
            out->title = line;
            continue;
        }
        if (body.n) strbuf_char(&body, '\n');
        strbuf_add(&body, line);
    }
    out->text = strbuf_str(&body);
    if (out->text.n) return RT_OK;
    return err_set(err, RT_E_INPUT, str_z(a, record->source), "no text in it");
}
