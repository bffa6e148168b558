#include "read/plain_line.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "read/date.h"
#include "read/plain_wrap.h"

enum { PROSE_WORDS = 25, DATE_BYTES = 80, REPEAT_WORDS = 4 };

/* Bytes of a line, and stops without a blank in it, from which on it is glued together.
 */
enum { GLUED_BYTES = 400, GLUED_TIMES = 3 };

static bool is_low(char c) { return c >= 'a' && c <= 'z'; }
static bool is_high(char c) { return c >= 'A' && c <= 'Z'; }

/* Where the paragraph ends of which the sentence's end stands at s[i]: a word in small
 * letters, its stop, and without a blank a capital, or a quotation mark and a capital. 0
 * when it goes on. `quoted`: a straight mark would close a quotation. */
static size_t glued_at(rt_str s, size_t i, bool quoted) {
    if (i < 3 || !is_low(s.s[i - 1]) || !is_low(s.s[i - 2]) || s.n - i < 4) return 0;
    size_t next = i + 1;
    rt_str mark = str_from(s, next);
    bool curly = str_starts(mark, STR("\u201C"));
    bool closes = str_starts(mark, STR("\u201D")) || (mark.s[0] == '"' && quoted);
    bool opens = curly || (mark.s[0] == '"' && !quoted);
    if (closes || opens) next += mark.s[0] == '"' ? 1 : 3;
    bool capital = s.n - next > 1 && is_high(s.s[next]) && !is_high(s.s[next + 1]);
    return !capital ? 0 : closes ? next : i + 1;
}

/* The next paragraph of a line that several were put into without a blank between. */
static rt_str cut_glued(rt_str *rest) {
    bool quoted = false;
    rt_str whole = *rest;
    for (size_t i = 0; i < whole.n; i++) {
        char c = whole.s[i];
        if (c == '"') quoted = !quoted;
        size_t end = c == '.' || c == '!' || c == '?' ? glued_at(whole, i, quoted) : 0;
        if (!end) continue;
        *rest = str_from(whole, end);
        return (rt_str){whole.s, end};
    }
    *rest = (rt_str){NULL, 0};
    return whole;
}

/* A stop without a blank is a slip of the writer; several in a long line are paragraphs
 * that a program joined. */
static bool is_glued(rt_str line) {
    unsigned n = 0;
    if (line.n < GLUED_BYTES) return false;
    while (line.s && n < GLUED_TIMES) cut_glued(&line), n++;
    return line.s != NULL;
}

typedef VEC(plain_line) line_list;

/* Adds a paragraph, or those that it was glued together from. */
static void add_paragraph(arena *a, rt_str text, line_list *lines) {
    if (!text.n) return;
    if (!is_glued(text)) {
        vec_push(a, lines)->text = text;
        return;
    }
    while (text.s) vec_push(a, lines)->text = str_trim(cut_glued(&text));
}

static void cut_paragraphs(arena *a, const lexicon *lex, rt_str text, plain_lines *out) {
    line_list lines = {0};
    plain_wrap wrap = wrap_find(lex, text);
    strbuf joined; /* several lines of one paragraph */
    strbuf_init(&joined, a);
    rt_str above = {NULL, 0};
    for (rt_str line; str_line(&text, &line); above = line) {
        line = str_trim(line);
        if (above.n && line.n && wrap_goes_on(&wrap, above, line)) {
            if (!joined.n) strbuf_add(&joined, above);
            strbuf_char(&joined, ' ');
            strbuf_add(&joined, line);
            continue;
        }
        add_paragraph(a, joined.n ? strbuf_str(&joined) : above, &lines);
        if (joined.n) strbuf_init(&joined, a);
    }
    add_paragraph(a, joined.n ? strbuf_str(&joined) : above, &lines);
    *out = (plain_lines){lines.at, lines.n};
}

static void find_repeated(arena *a, plain_lines *lines) {
    size_t mask = 16;
    while (mask < lines->n * 2) mask *= 2;
    uint64_t *seen = arena_many(a, uint64_t, mask--);
    for (uint32_t i = 0; i < lines->n; i++) {
        plain_line *l = &lines->at[i];
        if (l->is.words < REPEAT_WORDS) continue;
        uint64_t h = hash_str(l->text) | 1;
        size_t at = h & mask;
        while (seen[at] && seen[at] != h) at = (at + 1) & mask;
        l->repeated = seen[at] == h;
        seen[at] = h;
    }
}

static bool has_digit(rt_str s) {
    for (size_t i = 0; i < s.n; i++)
        if (s.s[i] >= '0' && s.s[i] <= '9') return true;
    return false;
}

static void judge(const furniture_lists *lists, const lexicon *lex, arena *a,
                  plain_line *l) {
    if (l->text.n <= DATE_BYTES && has_digit(l->text)) {
        l->date = date_parse(lex, a, l->text, (rt_str){NULL, 0});
        if (l->date.precision >= RT_TIME_DAY) {
            l->form = FORM_DATE;
            return;
        }
    }
    l->is = furniture_judge(lists, a, l->text);
    bool prose = l->is.words >= PROSE_WORDS || wrap_closes_sentence(l->text);
    l->form = prose ? FORM_PROSE : FORM_SHORT;
}

plain_lines plain_cut(arena *a, const lexicon *lex, rt_str text) {
    plain_lines lines;
    cut_paragraphs(a, lex, text, &lines);
    furniture_lists lists = furniture_lists_of(lex);
    for (uint32_t i = 0; i < lines.n; i++) judge(&lists, lex, a, &lines.at[i]);
    find_repeated(a, &lines);
    return lines;
}
