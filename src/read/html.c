#include "read/html.h"

#include "base/err.h"
#include "base/hash.h"
#include "base/str.h"
#include "base/utf8.h"
#include "read/encoding.h"
#include "read/outlet_name.h"
#include "read/page_write.h"

/* Bytes in which a page names its encoding; of a text that no other page has by chance.
 */
enum { CHARSET_WITHIN = 4096, NAMING = 200 };

/* The charset that a <meta> near the top names; null when none does. */
static rt_str named_charset(rt_str bytes) {
    rt_str head = {bytes.s, bytes.n < CHARSET_WITHIN ? bytes.n : CHARSET_WITHIN};
    size_t at = str_find_nocase(head, STR("charset"), 0);
    for (; at != SIZE_MAX; at = str_find_nocase(head, STR("charset"), at + 7)) {
        rt_str rest = str_trim(str_from(head, at + 7));
        if (!rest.n || rest.s[0] != '=') continue;
        rest = str_trim(str_from(rest, 1));
        if (rest.n && (rest.s[0] == '"' || rest.s[0] == '\'')) rest = str_from(rest, 1);
        size_t n = 0;
        while (n < rest.n && (unsigned char)rest.s[n] > ' ' &&
               !strchr("\"';/>", rest.s[n]))
            n++;
        if (n) return (rt_str){rest.s, n};
    }
    return (rt_str){NULL, 0};
}

rt_str read_html_text(const read_record *record, arena *a) {
    rt_str label = record->charset.s ? record->charset : named_charset(record->bytes);
    return encoding_decode(a, record->bytes, label);
}

static void write_head(const page *p, const page_head *head, rt_article *out) {
    out->url = head->url;
    out->outlet = outlet_of_page(p->lex, p->a, head->outlet, head->host);
    out->title = head->title;
    out->language = head->language;
    out->authors = head->authors;
    out->authors_n = head->authors_n;
    out->published = head->published;
    out->modified = head->modified;
    out->published_from = head->published_from;
}

rt_code read_html_article(const read_record *record, const read_options *options,
                          arena *a, rt_article *out, rt_err *err) {
    page_reading r;
    rt_code rc = page_open(record, options, a, &r, err);
    if (rc) return rc;
    write_head(&r.page, &r.head, out);
    page_write(&r.page, &r.head, out);
    /* An article keeps its name when more becomes known of its site: it is named by what
     * the page alone makes of it, if that is enough. */
    bool names = out->text.n >= NAMING && !r.head.refused;
    rt_id id = hash_article(out->text, out->outlet);
    if (page_reconsider(&r, record, options->sites)) {
        write_head(&r.page, &r.head, out);
        page_write(&r.page, &r.head, out);
        if (names) out->id = id;
    }
    if (r.head.refused) return err_set(err, RT_E_INPUT, NULL, "%s", r.head.refused);
    if (!out->text.n) return err_set(err, RT_E_INPUT, NULL, "no article on the page");
    return RT_OK;
}

rt_code read_html_explain(const read_record *record, const read_options *options,
                          arena *a, read_pieces *out, rt_err *err) {
    page_reading r;
    rt_code rc = page_open(record, options, a, &r, err);
    if (rc) return rc;
    page_reconsider(&r, record, options->sites);
    const page *p = &r.page;
    uint32_t n = p->learned.n;
    read_piece *piece = arena_many(a, read_piece, n + p->blocks_n);
    for (uint32_t i = 0; i < n; i++) piece[i] = p->learned.at[i];
    for (uint32_t i = 0; i < p->blocks_n; i++)
        piece[n + i] = (read_piece){p->block[i].text, page_role_name(p->block[i].role),
                                    page_kept(&p->block[i])};
    *out = (read_pieces){piece, n + p->blocks_n};
    return RT_OK;
}
