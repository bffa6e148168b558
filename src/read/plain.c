#include "read/plain.h"

#include "base/err.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "read/head.h"
#include "read/language.h"
#include "read/mend.h"
#include "read/plain_line.h"

enum {
    LONGEST_LINE = 1 << 20,
    MOST_LINES = 200000,
    LIST_RUN = 3,
    TWIN_LEAST = 40,
    TWIN_MOST = 4000,
    CLOSING_LINES = 3,
    CLOSING_WORDS = 60
};

static bool opens_prose(const plain_lines *lines, uint32_t i) {
    return i < lines->n && plain_is_prose(&lines->at[i]);
}

/* Short lines between paragraphs: one or two right above a paragraph are subheadings, a
 * longer run is a list of links. */
static void keep_shorts(const plain_lines *lines, uint32_t from, uint32_t to) {
    bool subheading = to - from < LIST_RUN && opens_prose(lines, to);
    for (uint32_t i = from; i < to; i++)
        lines->at[i].keep = subheading && !lines->at[i].repeated;
}

/* Where the article is over: at the heading of what follows one, when most of the prose
 * stands above it. */
static uint32_t find_end(const plain_lines *lines, uint32_t from) {
    uint64_t total = 0, above = 0;
    unsigned paragraphs = 0;
    for (uint32_t i = from; i < lines->n; i++)
        if (plain_is_prose(&lines->at[i])) total += lines->at[i].is.words;
    for (uint32_t i = from; i < lines->n; i++) {
        const plain_line *l = &lines->at[i];
        if (plain_is_prose(l)) above += l->is.words, paragraphs++;
        if (l->is.kind == LINE_END && paragraphs >= 2 && above * 3 >= total * 2) return i;
    }
    return lines->n;
}

/* The text right below "Image 2 of 5" is a caption. */
static void find_captions(const plain_lines *lines) {
    for (uint32_t i = 0; i + 1 < lines->n; i++) {
        plain_line *below = &lines->at[i + 1];
        if (lines->at[i].is.kind != LINE_IMAGE || below->is.kind != LINE_TEXT) continue;
        below->is.kind = LINE_NOTICE;
        below->is.notice = RT_NOTICE_CAPTION;
    }
}

static void choose_body(const plain_lines *lines, uint32_t head) {
    uint32_t first = head, end = find_end(lines, head);
    while (first < end && !plain_is_prose(&lines->at[first])) first++;
    bool in_list = false;
    for (uint32_t i = first; i < end;) {
        plain_line *l = &lines->at[i];
        if (plain_is_prose(l)) l->keep = true, in_list = false;
        if (l->is.kind == LINE_LIST || l->is.kind == LINE_END) in_list = true;
        uint32_t past = i;
        while (past < end && plain_is_short(&lines->at[past])) past++;
        if (past > i && !in_list) keep_shorts(lines, i, past);
        i = past > i ? past : i + 1;
    }
}

/* Who wrote and contributed is told in the last lines of many articles. */
static void drop_closing(const lexicon *lex, arena *a, const plain_lines *lines,
                         const rt_article *out) {
    furniture_lists lists = furniture_lists_of(lex);
    unsigned met = 0;
    for (uint32_t i = lines->n; i-- > 0 && met < CLOSING_LINES;) {
        plain_line *l = &lines->at[i];
        if (!l->keep || l->is.kind != LINE_TEXT) continue;
        met++;
        if (l->is.words > CLOSING_WORDS) continue;
        line_verdict v = furniture_judge_closing(&lists, a, l->text);
        bool of_author = false;
        for (uint32_t k = 0; k < out->authors_n; k++)
            of_author |= str_starts(l->text, out->authors[k]);
        if (v.kind == LINE_TEXT || (v.kind == LINE_FURNITURE && !of_author && met > 1))
            continue;
        l->is = v;
        l->keep = false;
    }
}

static void choose_all(const plain_lines *lines) {
    for (uint32_t i = 0; i < lines->n; i++) {
        plain_line *l = &lines->at[i];
        l->keep = l->is.kind == LINE_TEXT && !(l->repeated && l->form == FORM_PROSE);
    }
}

/* A record's own text is cleaned of what is surely furniture; where that would take more
 * than a quarter of its words, somebody meant the text as it is. */
static void choose_record(const plain_lines *lines) {
    uint64_t all = 0, kept = 0;
    choose_all(lines);
    for (uint32_t i = 0; i < lines->n; i++) {
        all += lines->at[i].is.words;
        kept += lines->at[i].keep ? lines->at[i].is.words : 0;
    }
    for (uint32_t i = 0; i < lines->n && kept * 4 < all * 3; i++)
        lines->at[i].keep = true;
}

static bool anything_kept(const plain_lines *lines) {
    for (uint32_t i = 0; i < lines->n; i++)
        if (lines->at[i].keep) return true;
    return false;
}

/* The words both lines have that no translation changes: figures, and what begins with a
 * capital. */
static unsigned shared_anchors(rt_str a, rt_str b) {
    unsigned shared = 0;
    rt_str word;
    while (str_field(&a, ' ', &word)) {
        size_t i = 0;
        if (word.n < 2) continue;
        uint32_t c = utf8_next(word, &i);
        if (!utf8_is_upper(c) && !utf8_is_digit(c)) continue;
        while (word.n && strchr(".,;:!?\")", word.s[word.n - 1])) word.n--;
        shared += word.n >= 2 && str_find(b, word, 0) != SIZE_MAX;
    }
    return shared;
}

static bool says_the_same(const plain_line *a, const plain_line *b) {
    bool alike = a->text.n * 5 > b->text.n * 3 && b->text.n * 5 > a->text.n * 3;
    return alike && shared_anchors(a->text, b->text) >= 2;
}

/* Notes the language of each kept line; the answer is that of most of the text. */
static rt_str note_languages(const lexicon *lex, arena *a, const plain_lines *lines) {
    rt_str *text = arena_many(a, rt_str, lines->n), *language;
    uint32_t n = 0;
    for (uint32_t i = 0; i < lines->n; i++)
        if (lines->at[i].keep) text[n++] = lines->at[i].text;
    language = arena_many(a, rt_str, n);
    rt_str most = language_of_lines(lex, text, n, language);
    for (uint32_t i = lines->n; i-- > 0;)
        if (lines->at[i].keep) lines->at[i].language = language[--n];
    return most;
}

/* Leaves out paragraphs in another language that say again what a paragraph close by
 * says. */
static void drop_translations(const plain_lines *lines, rt_str language) {
    for (uint32_t i = 0; i < lines->n; i++) {
        plain_line *l = &lines->at[i];
        if (!l->keep || !l->language.s || l->text.n < TWIN_LEAST ||
            l->text.n > TWIN_MOST || str_eq(l->language, language))
            continue;
        for (uint32_t k = i > 3 ? i - 3 : 0; k < lines->n && k <= i + 3 && l->keep; k++) {
            const plain_line *near = &lines->at[k];
            if (k != i && near->keep && near->language.s &&
                str_eq(near->language, language) && says_the_same(l, near))
                l->keep = false;
        }
    }
}

static void compose(arena *a, const plain_lines *lines, rt_article *out) {
    strbuf body;
    strbuf_init(&body, a);
    VEC(rt_paragraph) paragraphs = {0};
    VEC(rt_notice) notices = {0};
    for (uint32_t i = 0; i < lines->n; i++) {
        const plain_line *l = &lines->at[i];
        if (l->is.kind == LINE_NOTICE)
            *vec_push(a, &notices) = (rt_notice){l->is.notice, l->text};
        if (!l->keep) continue;
        if (body.n) strbuf_char(&body, '\n');
        uint32_t start = (uint32_t)body.n;
        strbuf_add(&body, l->text);
        *vec_push(a, &paragraphs) =
            (rt_paragraph){{start, (uint32_t)body.n}, l->language};
    }
    out->text = strbuf_str(&body);
    out->paragraphs = paragraphs.at;
    out->paragraphs_n = paragraphs.n;
    out->notices = notices.at;
    out->notices_n = notices.n;
}

/* No article has such lines, or as many: what follows is linear in both. */
static rt_code check_lines(const char *place, rt_str text, rt_err *err) {
    rt_str rest = text, line;
    for (uint32_t n = 0; str_line(&rest, &line);) {
        uint64_t at = (uint64_t)(line.s - text.s);
        if (line.n > LONGEST_LINE)
            return err_set_at(err, RT_E_LIMIT, place, at,
                              "a line of %zu bytes; the limit is %d", line.n,
                              LONGEST_LINE);
        if (line.n && ++n > MOST_LINES)
            return err_set_at(err, RT_E_LIMIT, place, at, "more than %d lines",
                              MOST_LINES);
    }
    return RT_OK;
}

rt_code read_plain_article(const read_record *record, rt_str text,
                           const read_options *options, arena *a, rt_article *out,
                           rt_err *err) {
    rt_time captured = record->captured;
    /* a page of its own, not the text of a record */
    bool own = record->format == READ_PLAIN && !record->known;
    rt_code code = check_lines(str_z(a, record->source), text, err);
    if (code) return code;
    text = mend_text(a, text);
    if (own) text = head_of_record(options, a, text, out, &captured);
    plain_lines lines = plain_cut(a, options->lex, text);
    find_captions(&lines);
    if (own) choose_body(&lines, head_of_page(options, a, &lines, captured, out));
    if (!own) choose_record(&lines);
    else if (!anything_kept(&lines)) choose_all(&lines);
    if (own) head_of_disclaimers(options, a, &lines, out);
    if (own) drop_closing(options->lex, a, &lines, out);
    rt_str language = note_languages(options->lex, a, &lines);
    if (language.s) {
        drop_translations(&lines, language);
        out->language = language;
    }
    compose(a, &lines, out);
    if (out->text.n) return RT_OK;
    return err_set(err, RT_E_INPUT, str_z(a, record->source), "no article in it");
}
