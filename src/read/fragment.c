#include "read/fragment.h"

#include "read/html_tree.h"

static void end_line(strbuf *b) {
    while (b->n && b->s[b->n - 1] == ' ') b->n--;
    if (b->n && b->s[b->n - 1] != '\n') strbuf_char(b, '\n');
}

/* Runs of blanks become one, as browsers show them. */
static void add_text(strbuf *b, rt_str text) {
    for (size_t i = 0; i < text.n; i++) {
        bool blank = text.s[i] == ' ' || (text.s[i] >= '\t' && text.s[i] <= '\r');
        if (!blank) strbuf_char(b, text.s[i]);
        else if (b->n && b->s[b->n - 1] != ' ' && b->s[b->n - 1] != '\n')
            strbuf_char(b, ' ');
    }
}

static bool is_no_text(html_tag tag) {
    return tag == HTML_HEAD || tag == HTML_FIGCAPTION || tag == HTML_JSON_LD ||
           tag == HTML_BUTTON;
}

rt_code fragment_text(rt_str html, arena *a, rt_str *out, rt_err *err) {
    html_tree tree;
    rt_code code = html_parse(html, a, &tree, err);
    if (code) return code;
    strbuf b;
    strbuf_init(&b, a);
    uint32_t block_end = UINT32_MAX; /* where the innermost block closes */
    for (uint32_t i = 0; i < tree.n;) {
        const html_node *node = &tree.node[i];
        if (i >= block_end || html_is_block(node->tag) || node->tag == HTML_BR)
            end_line(&b);
        if (html_is_block(node->tag)) block_end = node->end;
        if (node->tag == HTML_TEXT) add_text(&b, node->text);
        i = is_no_text(node->tag) ? node->end : i + 1;
    }
    end_line(&b);
    if (b.n) b.n--;
    *out = strbuf_str(&b);
    return RT_OK;
}
