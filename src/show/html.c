#include "show/html.h"

#include "base/utf8.h"
#include "show/words.h"

void html_raw(html *h, const char *markup) { fputs(markup, h->out); }

void html_printf(html *h, const char *markup, ...) {
    va_list args;
    va_start(args, markup);
    vfprintf(h->out, markup, args);
    va_end(args);
}

/* U+202A to 202E and U+2066 to 2069 embed, override or isolate directions; left open,
 * they would turn the words after them round. */
static bool is_directional(uint32_t c) {
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static const char *entity(uint32_t c) {
    switch (c) {
        case '&': return "&amp;";
        case '<': return "&lt;";
        case '>': return "&gt;";
        case '"': return "&quot;";
        case '\'': return "&#39;";
        default: return NULL;
    }
}

void html_text(html *h, rt_str text) {
    size_t plain = 0;
    for (size_t i = 0; i < text.n;) {
        size_t start = i;
        uint32_t c = utf8_next(text, &i);
        const char *instead = entity(c);
        if (is_directional(c)) instead = "";
        else if (c == 0xfffd || c == 0x7f || (c < 0x20 && c != '\n' && c != '\t') ||
                 (c >= 0x80 && c < 0xa0))
            instead = "\xef\xbf\xbd";
        if (!instead) continue;
        fwrite(text.s + plain, 1, start - plain, h->out);
        fputs(instead, h->out);
        plain = i;
    }
    if (text.n > plain) fwrite(text.s + plain, 1, text.n - plain, h->out);
}

void html_name(html *h, rt_str text) {
    html_raw(h, "<bdi>");
    html_text(h, text);
    html_raw(h, "</bdi>");
}

void html_cut(html *h, rt_str text, size_t most) {
    html_text(h, utf8_cut(text, most));
    if (text.n > most) html_raw(h, "…");
}

/* Bytes that mean themselves in the path of an address; "/" stays what it is. */
static bool is_plain(unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           strchr("-._~/", c);
}

static void put_path(html *h, rt_str path) {
    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.s[i];
        if (c && is_plain(c)) putc(c, h->out);
        else html_printf(h, "%%%02X", c);
    }
}

static void put_address(html *h, rt_str path) {
    bool absolute = path.s[0] == '/';
    html_raw(h, absolute || h->folder.n ? "file://" : "./");
    if (!absolute && h->folder.n) {
        put_path(h, h->folder);
        putc('/', h->out);
    }
    put_path(h, path);
}

void html_source(html *h, rt_str source) {
    size_t record = str_find(source, STR("#"), 0); /* "path#record" */
    rt_str path = {source.s, record == SIZE_MAX ? source.n : record};
    bool link = path.n && !str_eq(path, STR("-")); /* standard input is gone */
    if (link) {
        html_raw(h, "<a href=\"");
        put_address(h, path);
        html_raw(h, "\">");
    }
    html_raw(h, "<code>");
    html_name(h, source);
    html_raw(h, link ? "</code></a>" : "</code>");
}

void html_scroll_begin(html *h, const rt_story *story, const char *name) {
    html_printf(h,
                "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"%s "
                "of story %llu\">",
                name, (unsigned long long)story->number);
}
void html_scroll_end(html *h) { html_raw(h, "</div>\n"); }

void html_article_link(html *h, const rt_story *story, uint32_t i) {
    if (i >= story->articles_n) {
        html_name(h, words_article(story->articles[i]));
        html_raw(h, " <small>(in another story)</small>");
        return;
    }
    html_printf(h, "<a href=\"#s%llua%u\">", (unsigned long long)story->number, i + 1);
    html_name(h, words_article(story->articles[i]));
    html_raw(h, "</a>");
}

void html_parent(html *h, const rt_story *story, const rt_edge *edge) {
    if (edge->parent != RT_OUTSIDE) {
        html_article_link(h, story, edge->parent);
        return;
    }
    html_name(h, edge->outside);
    html_raw(h, " <small>(outside these articles)</small>");
}

void html_left_out(html *h, uint32_t shown, uint32_t all, const char *what) {
    if (shown >= all) return;
    html_printf(h, "<p>%u more %s are left out here.</p>\n", all - shown, what);
}
