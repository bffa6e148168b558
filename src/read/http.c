#include "read/http.h"

#include "base/err.h"
#include "read/inflate.h"

rt_str http_header(rt_str headers, rt_str name) {
    rt_str line;
    while (str_line(&headers, &line))
        if (line.n > name.n && line.s[name.n] == ':' &&
            str_eq_nocase((rt_str){line.s, name.n}, name))
            return str_trim(str_from(line, name.n + 1));
    return (rt_str){NULL, 0};
}

void http_content_type(rt_str value, rt_str *type, rt_str *charset) {
    rt_str part;
    *type = *charset = (rt_str){NULL, 0};
    if (!value.s) return;
    str_field(&value, ';', type);
    *type = str_trim(*type);
    while (str_field(&value, ';', &part)) {
        part = str_trim(part);
        if (!str_starts_nocase(part, STR("charset="))) continue;
        part = str_from(part, 8);
        while (part.n && (part.s[0] == '"' || part.s[0] == '\''))
            part = str_from(part, 1);
        while (part.n && strchr("\"' ", part.s[part.n - 1])) part.n--;
        *charset = part;
    }
}

/* Cuts the headers off `*message`: up to the first blank line. */
static bool cut_headers(rt_str *message, rt_str *headers) {
    size_t crlf = str_find(*message, STR("\r\n\r\n"), 0);
    rt_str before = {message->s, crlf < message->n ? crlf : message->n};
    size_t lf = str_find(before, STR("\n\n"), 0);
    if (crlf == SIZE_MAX && lf == SIZE_MAX) return false;
    size_t end = crlf < lf ? crlf : lf;
    *headers = (rt_str){message->s, end};
    *message = str_from(*message, end + (crlf < lf ? 4 : 2));
    return true;
}

static bool chunk_size(rt_str line, uint64_t *size) {
    size_t i = 0;
    *size = 0;
    line = str_trim(line);
    for (; i < line.n && i < 16; i++) {
        char c = line.s[i];
        int v = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;
        if (v < 0) break;
        *size = *size << 4 | (uint64_t)v;
    }
    return i > 0 && i < 16 && (i == line.n || line.s[i] == ';' || line.s[i] == ' ');
}

/* Many archives keep the header of a chunked body but store the body whole: then it is
 * taken as it is. A last chunk that is cut short counts as far as it goes. */
static rt_str without_chunks(arena *a, rt_str body) {
    strbuf b;
    strbuf_init(&b, a);
    rt_str rest = body, line;
    for (uint64_t size; str_line(&rest, &line);) {
        if (!chunk_size(line, &size)) return b.n ? strbuf_str(&b) : body;
        if (size == 0 || !rest.s) break;
        size_t n = size < rest.n ? (size_t)size : rest.n;
        strbuf_add(&b, (rt_str){rest.s, n});
        rest = str_from(rest, n);
        if (str_starts(rest, STR("\r\n"))) rest = str_from(rest, 2);
        else if (str_starts(rest, STR("\n"))) rest = str_from(rest, 1);
    }
    return strbuf_str(&b);
}

/* Undoes one coding. Bodies that say they are compressed and are not are taken as they
 * are: archives unpack them and keep the header. */
static bool decode_one(arena *a, rt_str coding, size_t limit, rt_str *body) {
    rt_str packed = *body;
    size_t first = 0;
    while (first < packed.n && strchr(" \t\r\n", packed.s[first])) first++;
    bool text = first == packed.n || packed.s[first] == '<' ||
                str_starts(packed, STR("\xEF\xBB\xBF"));
    if (str_starts(packed, STR("\x1f\x8b")))
        return inflate_bytes(a, INFLATE_GZIP, packed, limit, body);
    if (text) return true;
    if (str_eq_nocase(coding, STR("deflate")))
        return inflate_bytes(a, INFLATE_ZLIB, packed, limit, body) ||
               inflate_bytes(a, INFLATE_RAW, packed, limit, body);
    if (str_eq_nocase(coding, STR("br")))
        return inflate_bytes(a, INFLATE_BROTLI, packed, limit, body);
    if (str_starts(packed, STR("\x28\xb5\x2f\xfd")))
        return inflate_bytes(a, INFLATE_ZSTD, packed, limit, body);
    return true;
}

/* `codings` in the order they were applied, so that the last is undone first. */
static bool decode_content(arena *a, rt_str codings, size_t limit, rt_str *body) {
    enum { MOST_CODINGS = 4 };
    rt_str coding[MOST_CODINGS] = {{NULL, 0}}, one;
    unsigned n = 0;
    while (str_field(&codings, ',', &one)) {
        if (n == MOST_CODINGS) return false;
        coding[n++] = str_trim(one);
    }
    if (n == 0) n = 1; /* some servers send gzip and do not say so */
    while (n > 0)
        if (!decode_one(a, coding[--n], limit, body)) return false;
    return true;
}

/* What a transfer did to the body besides cutting it into chunks: "gzip, chunked". */
static rt_str transfer_codings(rt_str transfer) {
    size_t chunked = transfer.s ? str_find_nocase(transfer, STR("chunked"), 0) : 0;
    if (!transfer.s || chunked == SIZE_MAX) return transfer;
    rt_str before = str_trim((rt_str){transfer.s, chunked});
    if (before.n && before.s[before.n - 1] == ',') before.n--;
    return before;
}

static bool read_head(rt_str *message, http_response *out, rt_str *headers) {
    *out = (http_response){.status = 0};
    if (!str_starts(*message, STR("HTTP/")) || !cut_headers(message, headers))
        return false;
    const char *blank = memchr(headers->s, ' ', headers->n);
    rt_str status = blank ? str_trim(str_from(*headers, (size_t)(blank - headers->s)))
                          : (rt_str){NULL, 0};
    for (size_t i = 0; i < status.n && i < 3; i++)
        if (status.s[i] >= '0' && status.s[i] <= '9')
            out->status = out->status * 10 + (status.s[i] - '0');
    http_content_type(http_header(*headers, STR("Content-Type")), &out->type,
                      &out->charset);
    return true;
}

bool http_read_head(rt_str *message, http_response *out) {
    rt_str headers;
    return read_head(message, out, &headers);
}

rt_code http_read(arena *a, rt_str message, size_t limit, http_response *out,
                  rt_err *err) {
    rt_str headers;
    if (!read_head(&message, out, &headers))
        return err_set(err, RT_E_INPUT, NULL, "not an HTTP response");
    out->body = message;
    rt_str transfer = http_header(headers, STR("Transfer-Encoding"));
    rt_str content = http_header(headers, STR("Content-Encoding"));
    if (transfer.s && str_find_nocase(transfer, STR("chunked"), 0) != SIZE_MAX)
        out->body = without_chunks(a, message);
    transfer = transfer_codings(transfer);
    bool whole = !transfer.n || decode_content(a, transfer, limit, &out->body);
    if (!whole || !decode_content(a, content, limit, &out->body))
        return err_set(err, RT_E_INPUT, NULL,
                       "the body cannot be decompressed within %zu bytes", limit);
    return RT_OK;
}
