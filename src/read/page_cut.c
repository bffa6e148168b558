#include "base/utf8.h"
#include "base/vec.h"
#include "read/page.h"

/* The block being filled, and how inline elements reach into it. */
typedef struct cutter {
    page *p;
    VEC(page_block) blocks;
    VEC(page_link) links;
    char *text;
    size_t at;          /* end of what is written to text */
    uint32_t *block_of; /* nearest block-level element of each node */
    uint32_t *link_of;  /* nearest <a> or <button>, 0 for none */
    uint8_t *strong;    /* inside b, strong, em, i */
    size_t start;       /* of the open block in text */
    uint32_t node;      /* its element; UINT32_MAX: no block is open */
    uint32_t breaks;    /* <br> seen since the last text */
    bool blank;
    page_block open;
} cutter;

static bool is_blank_at(rt_str s, size_t i, size_t *length) {
    unsigned char c = (unsigned char)s.s[i];
    *length = 1;
    if (c <= ' ') return true;
    if (c < 0xC2) return false;
    if (c != 0xC2 && c != 0xE1 && c != 0xE2 && c != 0xE3 && c != 0xEF) return false;
    size_t next = i;
    uint32_t point = utf8_next(s, &next);
    *length = next - i;
    return utf8_is_space(point);
}

/* Bytes that neither are a blank or an invisible mark nor begin one. */
static bool is_plain_byte(unsigned char c) {
    return c > ' ' && c != 0xC2 && (c < 0xE1 || (c > 0xE3 && c != 0xEF));
}

static size_t plain_run(rt_str s, size_t from) {
    size_t i = from;
    while (i < s.n && is_plain_byte((unsigned char)s.s[i])) i++;
    return i - from;
}

/* Marks that are not shown and only break words apart for programs. */
static bool is_invisible_at(rt_str s, size_t i, size_t *length) {
    rt_str rest = str_from(s, i);
    if (is_plain_byte((unsigned char)rest.s[0])) return false;
    *length = 3;
    if (str_starts(rest, STR("\xE2\x80\x8B")) || str_starts(rest, STR("\xEF\xBB\xBF")) ||
        str_starts(rest, STR("\xE2\x81\xA0")))
        return true;
    *length = 2;
    return str_starts(rest, STR("\xC2\xAD"));
}

static bool is_ascii_word(char c) {
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool is_word_at(rt_str s, size_t i, size_t *length) {
    size_t next = i;
    uint32_t point = utf8_next(s, &next);
    *length = next - i;
    return utf8_is_letter(point) || utf8_is_digit(point);
}

uint32_t page_words(rt_str text) {
    uint32_t words = 0, unspaced = 0;
    bool in_word = false;
    for (size_t i = 0, n; i < text.n; i += n) {
        for (; i < text.n && (unsigned char)text.s[i] < 0x80; i++) {
            bool word = is_ascii_word(text.s[i]);
            words += word && !in_word;
            in_word = word;
        }
        if (i == text.n) break;
        bool word = is_word_at(text, i, &n);
        if (word && n >= 3) {
            size_t next = i;
            if (utf8_is_unspaced(utf8_next(text, &next))) unspaced++, word = false;
        }
        if (word && !in_word) words++;
        in_word = word;
    }
    return words + (unspaced + 1) / 2;
}

/* Whether text ends as a sentence does, closing quotes and brackets set aside. */
static bool ends_sentence(rt_str s) {
    static const char *const ends[] = {".",
                                       "!",
                                       "?",
                                       ":",
                                       ";",
                                       "\xE2\x80\xA6",
                                       "\xE3\x80\x82",
                                       "\xEF\xBC\x81",
                                       "\xEF\xBC\x9F",
                                       "\xE0\xA5\xA4",
                                       "\xD8\x9F",
                                       "\xDB\x94"};
    static const char *const closers[] = {"\"",
                                          "'",
                                          ")",
                                          "]",
                                          "\xE2\x80\x9D",
                                          "\xE2\x80\x9C",
                                          "\xE2\x80\x99",
                                          "\xC2\xBB",
                                          "\xC2\xAB",
                                          "\xE3\x80\x8D",
                                          " "};
    if (s.n && is_ascii_word(s.s[s.n - 1])) return false;
    for (bool again = true; again;) {
        again = false;
        for (size_t i = 0; i < sizeof closers / sizeof *closers; i++)
            if (str_ends(s, str_of(closers[i]))) s.n -= strlen(closers[i]), again = true;
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(s, str_of(ends[i]))) return true;
    return false;
}

static void close_block(cutter *c) {
    if (c->node != UINT32_MAX) {
        page_block *b = &c->open;
        b->text = (rt_str){c->text + c->start, c->at - c->start};
        b->words = page_words(b->text);
        b->links_n = c->links.n - b->link;
        if (b->words > 0) {
            b->sentence = ends_sentence(b->text);
            *vec_push(c->p->a, &c->blocks) = *b;
        } else c->links.n = b->link;
    }
    c->node = UINT32_MAX;
    c->breaks = 0;
    c->blank = false;
}

static void open_block(cutter *c, uint32_t node) {
    c->node = node;
    c->start = c->at;
    c->open = (page_block){.node = node, .link = c->links.n};
}

/* Appends the text of a node, blanks collapsed; false when it was only blanks. */
static bool append_text(cutter *c, rt_str s) {
    bool any = false;
    for (size_t i = 0, n; i < s.n; i += n) {
        if (is_blank_at(s, i, &n)) {
            c->blank = true;
            continue;
        }
        if (is_invisible_at(s, i, &n)) continue;
        if (c->blank && c->at > c->start) c->text[c->at++] = ' ';
        c->blank = false;
        n = 1 + plain_run(s, i + 1);
        memcpy(c->text + c->at, s.s + i, n);
        c->at += n;
        any = true;
    }
    return any;
}

static void note_link(cutter *c, uint32_t link, size_t from, uint32_t words) {
    page *p = c->p;
    c->open.link_words += words;
    rt_str href = html_get(&p->tree, link, HTML_HREF);
    if (!href.s || !href.n) return;
    uint32_t start = (uint32_t)(from - c->start), end = (uint32_t)(c->at - c->start);
    page_link *last = c->links.n > c->open.link ? &c->links.at[c->links.n - 1] : NULL;
    if (last && last->href.s == href.s) last->span.end = end; /* one link, two texts */
    else *vec_push(p->a, &c->links) = (page_link){{start, end}, href};
}

static void take_text(cutter *c, uint32_t i) {
    const html_node *node = &c->p->tree.node[i];
    if (c->node != UINT32_MAX && (c->block_of[i] != c->node || c->breaks > 1)) {
        size_t n;
        bool blank = true;
        for (size_t k = 0; blank && k < node->text.n; k += n)
            blank = is_blank_at(node->text, k, &n);
        if (blank) return;
        close_block(c);
    }
    if (c->node == UINT32_MAX) open_block(c, c->block_of[i]);
    size_t from = c->at + (c->blank && c->at > c->start);
    if (!append_text(c, node->text)) return;
    c->breaks = 0;
    if (!c->strong[i] && !c->link_of[i]) return;
    while (from < c->at && c->text[from] == ' ') from++;
    uint32_t words = page_words((rt_str){c->text + from, c->at - from});
    if (c->strong[i]) c->open.strong_words += words;
    if (c->link_of[i]) note_link(c, c->link_of[i], from, words);
}

static void measure_text(cutter *c) {
    size_t n = 1;
    for (uint32_t i = 0; i < c->p->tree.n; i++)
        if (c->p->tree.node[i].tag == HTML_TEXT) n += c->p->tree.node[i].text.n + 1;
    c->text = arena_raw(c->p->a, n, 1);
}

static void inherit(cutter *c, uint32_t i) {
    const html_node *node = &c->p->tree.node[i];
    bool link = node->tag == HTML_A || node->tag == HTML_BUTTON;
    c->block_of[i] = html_is_block(node->tag) ? i : c->block_of[node->parent];
    c->link_of[i] = link ? i : c->link_of[node->parent];
    c->strong[i] = node->tag == HTML_EM || c->strong[node->parent];
}

void page_cut(page *p) {
    uint32_t n = p->tree.n;
    cutter c = {.p = p, .node = UINT32_MAX};
    c.block_of = arena_many(p->a, uint32_t, n);
    c.link_of = arena_many(p->a, uint32_t, n);
    c.strong = arena_alloc(p->a, n);
    p->first_block = arena_many(p->a, uint32_t, n + 1);
    measure_text(&c);
    for (uint32_t i = 1; i < n; i++) {
        const html_node *node = &p->tree.node[i];
        inherit(&c, i);
        if (html_is_block(node->tag)) close_block(&c);
        if (c.node != UINT32_MAX && !page_inside(p, i, c.node)) close_block(&c);
        p->first_block[i] = c.blocks.n;
        if (node->tag == HTML_BR) c.breaks++, c.blank = true;
        if (node->tag == HTML_TEXT) take_text(&c, i);
    }
    close_block(&c);
    p->first_block[n] = c.blocks.n;
    p->block = c.blocks.at;
    p->blocks_n = c.blocks.n;
    p->link = c.links.at;
    p->links_n = c.links.n;
}
