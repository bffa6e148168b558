#include "read/html.h"

#include "base/err.h"
#include "base/hash.h"
#include "base/str.h"
#include "base/utf8.h"
#include "read/encoding.h"
#include "read/html_tree.h"
#include "read/page_write.h"
#include "read/site.h"

/* Bytes in which a page names its encoding; words that are no article yet. */
enum { CHARSET_WITHIN = 4096, FEW_WORDS = 40 };

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

static uint32_t words_kept(const page *p) {
    uint32_t words = 0;
    for (uint32_t i = 0; i < p->blocks_n; i++)
        if (page_kept(&p->block[i])) words += p->block[i].words;
    return words;
}

static rt_code open_page(const read_record *record, const read_options *options, arena *a,
                         page *p, page_head *head, rt_err *err) {
    if (record->bytes.n > HTML_MAX_BYTES)
        return err_set(err, RT_E_LIMIT, NULL, "the page is larger than %d MiB",
                       HTML_MAX_BYTES >> 20);
    *p = (page){.a = a, .lex = options->lex, .raw = read_html_text(record, a)};
    rt_code rc = html_parse(p->raw, a, &p->tree, err);
    if (rc) return rc;
    page_cut(p);
    page_assign_roles(p, false);
    page_facts facts;
    facts_collect(p, &facts);
    page_find_head(p, &facts, record, head);
    page_select(p);
    if (words_kept(p) < FEW_WORDS) {
        page_assign_roles(p, true);
        page_select(p);
    }
    page_hold_against(p, facts_value(&facts, FACT_BODY));
    page_find_dates(p, &facts, record->captured, head);
    head->refused = page_is_no_article(p, &facts, head->published.precision);
    return RT_OK;
}

static void write_head(const page_head *head, rt_article *out) {
    out->url = head->url;
    out->outlet = head->outlet;
    out->title = head->title;
    out->language = head->language;
    out->authors = head->authors;
    out->authors_n = head->authors_n;
    out->published = head->published;
    out->modified = head->modified;
    out->published_from = head->published_from;
}

/* An article keeps its name when more becomes known of its site: it is named by its text
 * before. */
static bool drop_recurring(page *p, const read_record *record,
                           const read_options *options) {
    return options->sites && page_drop_recurring(p, options->sites, site_host(record));
}

rt_code read_html_article(const read_record *record, const read_options *options,
                          arena *a, rt_article *out, rt_err *err) {
    page p;
    page_head head;
    rt_code rc = open_page(record, options, a, &p, &head, err);
    if (rc) return rc;
    write_head(&head, out);
    page_write(&p, &head, out);
    if (drop_recurring(&p, record, options)) {
        out->id = hash_article(out->text, out->outlet);
        page_write(&p, &head, out);
    }
    if (head.refused) return err_set(err, RT_E_INPUT, NULL, "%s", head.refused);
    if (!out->text.n) return err_set(err, RT_E_INPUT, NULL, "no article on the page");
    return RT_OK;
}

rt_code read_html_explain(const read_record *record, const read_options *options,
                          arena *a, read_pieces *out, rt_err *err) {
    page p;
    page_head head;
    rt_code rc = open_page(record, options, a, &p, &head, err);
    if (rc) return rc;
    drop_recurring(&p, record, options);
    read_piece *piece = arena_many(a, read_piece, p.blocks_n);
    for (uint32_t i = 0; i < p.blocks_n; i++)
        piece[i] = (read_piece){p.block[i].text, page_role_name(p.block[i].role),
                                page_kept(&p.block[i])};
    *out = (read_pieces){piece, p.blocks_n};
    return RT_OK;
}
