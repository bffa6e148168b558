#include "read/head.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "read/byline.h"
#include "read/date.h"
#include "read/language.h"
#include "read/outlet_name.h"
#include "read/site.h"

#include <ctype.h>

enum {
    TITLE_BYTES = 300,
    TITLE_WORDS = 24,
    BODY_SAMPLE = 2500, /* bytes of body that title words are looked up in */
    WORD_SLOTS = 1024,
    BEFORE_TITLE = 60, /* words of prose that may stand above a title */
    HEAD_LINES = 40
};

static bool is_host(rt_str line) {
    size_t dots = 0, end = 0;
    if (line.n > 100) return false;
    for (; end < line.n && line.s[end] != '/'; end++) {
        char c = line.s[end];
        if (c == '.' && end > 0 && end + 2 < line.n) dots++;
        else if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-')
            return false;
    }
    return dots > 0 && memchr(line.s, ' ', line.n) == NULL;
}

/* "2018-07-16T10:19:50-04:00" and the like, as programs write them. */
static bool is_stamp(rt_str line) {
    return line.n >= 16 && line.s[4] == '-' && line.s[7] == '-' &&
           (line.s[10] == 'T' || line.s[10] == ' ');
}

static bool first_lines(rt_str text, rt_str line[3], rt_str rest[3]) {
    for (int i = 0; i < 3; i++) {
        do {
            if (!str_line(&text, &line[i])) return i > 1;
            line[i] = str_trim(line[i]);
        } while (!line[i].n);
        rest[i] = text;
    }
    return true;
}

rt_str head_of_record(const read_options *options, arena *a, rt_str text, rt_article *out,
                      rt_time *captured) {
    rt_str line[3] = {{NULL, 0}}, rest[3] = {{NULL, 0}}, unknown = {NULL, 0};
    if (!first_lines(text, line, rest)) return text;
    if (is_host(line[0])) {
        rt_time t = date_parse(options->lex, a, line[1], unknown);
        if (t.precision < RT_TIME_DAY) return text;
        if (!out->outlet.s) out->outlet = outlet_of_host(options->lex, line[0]);
        if (is_stamp(line[1])) {
            *captured = t;
        } else if (!out->published.precision) {
            out->published = t;
            out->published_from = RT_DATE_HEADER;
        }
        return rest[1].s ? rest[1] : (rt_str){"", 0};
    }
    if (!is_host(line[1]) || line[0].n > TITLE_BYTES) return text;
    rt_time t = date_parse(options->lex, a, line[2], unknown);
    if (!out->title.s) out->title = line[0];
    if (!out->outlet.s) out->outlet = outlet_of_host(options->lex, line[1]);
    if (t.precision < RT_TIME_DAY) return rest[1];
    if (!out->published.precision) {
        out->published = t;
        out->published_from = RT_DATE_HEADER;
    }
    return rest[2].s ? rest[2] : (rt_str){"", 0};
}

/* The words of the body, to see whether a line speaks of the same things. */
typedef struct word_set {
    uint64_t slot[WORD_SLOTS];
} word_set;

static bool is_wordy(unsigned char c) {
    return c >= 0x80 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* Cuts the next word of at least four bytes off `*rest`; what stands behind an apostrophe
 * or a dash of typographers is another word. */
static bool next_word(rt_str *rest, uint64_t *hash) {
    enum { LEAST = 4, MOST = 64, LEAD_OF_SIGNS = 0xE2 };
    const char *at = rest->s, *end = at + rest->n;
    while (at < end) {
        const char *start = at;
        while (at < end && is_wordy((unsigned char)*at) &&
               ((unsigned char)*at != LEAD_OF_SIGNS || at == start))
            at++;
        size_t n = (size_t)(at - start);
        if (at < end) at++;
        if (n < LEAST) continue;
        char low[MOST];
        if (n > MOST) n = MOST;
        for (size_t i = 0; i < n; i++)
            low[i] =
                (char)(start[i] >= 'A' && start[i] <= 'Z' ? start[i] | 32 : start[i]);
        *hash = hash_bytes(low, n) | 1;
        *rest = (rt_str){at, (size_t)(end - at)};
        return true;
    }
    *rest = (rt_str){end, 0};
    return false;
}

static bool set_has(word_set *set, uint64_t h, bool add) {
    size_t at = h & (WORD_SLOTS - 1);
    for (int k = 0; k < 64; k++, at = (at + 1) & (WORD_SLOTS - 1)) {
        if (set->slot[at] == h) return true;
        if (set->slot[at]) continue;
        if (add) set->slot[at] = h;
        return false;
    }
    return false;
}

static void gather_words(const plain_lines *lines, word_set *set) {
    size_t sampled = 0;
    for (uint32_t i = 0; i < lines->n && sampled < BODY_SAMPLE; i++) {
        if (!plain_is_prose(&lines->at[i])) continue;
        rt_str rest = lines->at[i].text;
        if (rest.n > BODY_SAMPLE - sampled) rest.n = BODY_SAMPLE - sampled;
        sampled += rest.n;
        for (uint64_t h; next_word(&rest, &h);) set_has(set, h, true);
    }
}

/* Share of the line's longer words that the body has too; 0 when it has fewer than two.
 */
static double shared_with(word_set *set, rt_str line) {
    unsigned all = 0, shared = 0;
    for (uint64_t h; next_word(&line, &h); all++) shared += set_has(set, h, false);
    return all < 2 ? 0 : (double)shared / all;
}

static bool may_be_title(const plain_line *l) {
    if (l->is.kind != LINE_TEXT || l->form == FORM_DATE || l->text.n > TITLE_BYTES)
        return false;
    if (l->is.words < 3 || l->is.words > TITLE_WORDS) return false;
    rt_str text = l->text;
    while (text.n && (text.s[text.n - 1] == '"' || str_ends(text, STR("\u201D"))))
        text.n -= text.s[text.n - 1] == '"' ? 1 : 3;
    if (!text.n || str_starts(text, STR("\u2014"))) return false;
    char last = text.s[text.n - 1];
    return (last != '.' && last != ':' && last != ';') || str_ends(l->text, STR("...")) ||
           str_ends(l->text, STR("U.S."));
}

/* Lines above the body that may be the title. */
typedef struct candidates {
    uint32_t at[HEAD_LINES], n;
} candidates;

static candidates find_candidates(const plain_lines *lines) {
    candidates c = {.n = 0};
    unsigned prose = 0;
    for (uint32_t i = 0; i < lines->n && i < HEAD_LINES && prose <= BEFORE_TITLE; i++) {
        const plain_line *l = &lines->at[i];
        if (plain_is_prose(l)) prose += l->is.words;
        if (may_be_title(l)) c.at[c.n++] = i;
    }
    return c;
}

/* The line that is the title; lines->n when none is. Either the first line, or one above
 * the body whose words come back in it. */
static uint32_t find_title(arena *a, const plain_lines *lines) {
    candidates c = find_candidates(lines);
    uint32_t best = lines->n;
    word_set *set = NULL;
    for (uint32_t k = 0; k < c.n; k++) {
        const plain_line *l = &lines->at[c.at[k]];
        bool first = c.at[k] == 0 && l->form == FORM_SHORT && l->is.words >= 4;
        if (first && (c.n == 1 || str_find(l->text, STR(" | "), 0) != SIZE_MAX)) return 0;
        if (!set) gather_words(lines, set = arena_new(a, word_set));
        double shared = shared_with(set, l->text);
        if (l->is.words >= 5 && shared >= (first ? 0.3 : 0.5)) return c.at[k];
        if (best == lines->n && (first || shared >= 0.6)) best = c.at[k];
    }
    return best;
}

/* Whether the letters of a name are a label of the host: "Tarn Courier" and
 * tarncourier.example. */
static bool spells_host(arena *a, rt_str name, rt_str host) {
    enum { LETTERS_LEAST = 4, LETTERS_MOST = 40 };
    char letters[LETTERS_MOST];
    size_t n = 0;
    rt_str folded = utf8_fold_plain(a, name), label;
    for (size_t i = 0; i < folded.n; i++) {
        if (!isalnum((unsigned char)folded.s[i])) continue;
        if (n == LETTERS_MOST) return false;
        letters[n++] = folded.s[i];
    }
    while (n >= LETTERS_LEAST && str_field(&host, '.', &label))
        if (str_eq_nocase(label, (rt_str){letters, n})) return true;
    return false;
}

/* "Title - Outlet" where the address of the page shows that it is the outlet. */
static size_t outlet_at(arena *a, rt_str title, rt_str host, size_t *name) {
    static const rt_str signs[] = {
        {" - ", 3}, {" | ", 3}, {" \u2013 ", 5}, {" \u2014 ", 5}};
    for (size_t k = 0; host.n && k < sizeof signs / sizeof *signs; k++)
        for (size_t at = 0; (at = str_find(title, signs[k], at)) != SIZE_MAX; at++) {
            *name = at + signs[k].n;
            if (spells_host(a, str_from(title, *name), host)) return at;
        }
    return SIZE_MAX;
}

/* "Title | Outlet": the name of the outlet goes, and is told where it was not known. */
static rt_str without_outlet(arena *a, rt_str title, rt_article *out) {
    size_t bar = SIZE_MAX, name;
    size_t end = outlet_at(a, title, site_host_in(out->url), &name);
    if (end != SIZE_MAX && end) {
        if (!out->outlet.s) out->outlet = str_trim(str_from(title, name));
        return (rt_str){title.s, end};
    }
    for (size_t at = 0; (at = str_find(title, STR(" | "), at)) != SIZE_MAX; at++)
        bar = at;
    if (bar == SIZE_MAX || title.n - bar > 40 || bar < 15) return title;
    if (!out->outlet.s) out->outlet = str_trim(str_from(title, bar + 3));
    return (rt_str){title.s, bar};
}

static void note_date(const read_options *options, arena *a, const plain_line *l,
                      rt_time captured, rt_article *out) {
    date_found found;
    rt_str unknown = {NULL, 0};
    for (size_t from = 0; from < l->text.n; from = found.span.end) {
        if (!date_find(options->lex, a, l->text, unknown, from, &found)) return;
        if (found.time.precision < RT_TIME_DAY || !date_plausible(found.time, captured))
            continue;
        rt_time *known = found.role == DATE_UPDATED ? &out->modified : &out->published;
        if (known->precision) continue;
        *known = found.time;
        if (known == &out->published) out->published_from = RT_DATE_TEXT;
    }
}

/* Two to five words, each with a capital: "Mara Quill", "Tarn Valley Courier". */
static bool is_only_names(rt_str line) {
    unsigned words = 0;
    rt_str word;
    while (str_field(&line, ' ', &word)) {
        if (!word.n) continue;
        size_t i = 0;
        if (!utf8_is_upper(utf8_next(word, &i)) && !str_eq(word, STR("and")))
            return false;
        if (strchr("?!:(", word.s[word.n - 1]) || word.s[0] == '(') return false;
        words++;
    }
    return words >= 2 && words <= 8;
}

/* "Mara Quill, Tarn Valley Courier Published 7:55 p.m. ET July 15, 2018": a short line
 * below the title in which a date stands behind names. */
static bool is_dated_byline(const read_options *options, arena *a, const plain_line *l) {
    date_found found;
    if (l->is.words > 30 ||
        !date_find(options->lex, a, l->text, (rt_str){NULL, 0}, 0, &found))
        return false;
    return found.time.precision >= RT_TIME_DAY &&
           (found.role != DATE_BARE ||
            is_only_names(str_trim((rt_str){l->text.s, found.span.start})));
}

/* A disclaimer names the outlet whose views an article does not give: "nor does it
 * represent the stance of the Tarn Courier platform". */
static rt_str outlet_disclaimed(const lexicon *lex, arena *a, rt_str line) {
    const lex_list *phrases = lex_get(lex, "lang/all", "disclaimers");
    rt_str folded = utf8_fold(a, line), name = {NULL, 0}, rest, word;
    if (folded.n != line.n) return name; /* offsets would not agree */
    for (size_t i = 0; i < folded.n; i++) {
        if (i && folded.s[i - 1] != ' ') continue;
        const lex_entry *e = lex_at(phrases, folded, i, NULL);
        if (!e) continue;
        rest = str_trim(str_from(line, i + e->phrase.n));
        if (str_starts_nocase(rest, STR("the "))) rest = str_from(rest, 4);
        for (name = (rt_str){rest.s, 0}; str_field(&rest, ' ', &word) && word.n;) {
            if (!isupper((unsigned char)word.s[0]) || name.n > 40) break;
            name.n = (size_t)(word.s + word.n - name.s);
        }
        while (name.n && strchr(".,;:", name.s[name.n - 1])) name.n--;
        if (name.n >= 3) return name;
    }
    return (rt_str){NULL, 0};
}

void head_of_disclaimers(const read_options *options, arena *a, const plain_lines *lines,
                         rt_article *out) {
    for (uint32_t i = 0; i < lines->n && !out->outlet.s; i++)
        if (lines->at[i].is.kind == LINE_FURNITURE && lines->at[i].is.words > 8)
            out->outlet = outlet_disclaimed(options->lex, a, lines->at[i].text);
}

/* That of the first paragraph; the head's own words are names. */
static rt_str language_of_body(const lexicon *lex, const plain_lines *lines) {
    rt_str language = {NULL, 0};
    for (uint32_t i = 0; i < lines->n && !language.s; i++)
        if (plain_is_prose(&lines->at[i])) language = language_of(lex, lines->at[i].text);
    return language;
}

/* "Tarn Valley Courier": only names, and an outlet of the table, or one of them is what
 * papers call themselves in the language of the body. */
static bool is_outlet(const lexicon *lex, arena *a, rt_str language, rt_str line) {
    if (!is_only_names(line)) return false;
    if (outlet_of_name(lex, a, line).s) return true;
    rt_str folded = utf8_fold(a, line), word;
    rt_str folder = str_printf(a, "lang/%.*s", (int)language.n, language.s);
    const lex_list *media = lex_get(lex, folder.s, "media");
    while (str_field(&folded, ' ', &word)) {
        const lex_entry *e = lex_find(media, word);
        if (e && (str_eq(e->value, STR("title")) || str_eq(e->value, STR("newspaper"))))
            return true;
    }
    return false;
}

/* The name of the outlet on a line of its own right above or below the title. */
static void note_outlet(const read_options *options, arena *a, const plain_lines *lines,
                        uint32_t title, rt_article *out) {
    rt_str language = language_of_body(options->lex, lines);
    if (!language.s) return;
    uint32_t from = title ? title - 1 : 0, seen = 0;
    for (uint32_t i = from; i < lines->n && seen < 4 && !out->outlet.s; i++) {
        plain_line *l = &lines->at[i];
        if (!l->text.n || i == title) continue;
        seen++;
        if (!plain_is_short(l) || !is_outlet(options->lex, a, language, l->text))
            continue;
        out->outlet = l->text;
        l->is.kind = LINE_FURNITURE;
    }
}

uint32_t head_of_page(const read_options *options, arena *a, const plain_lines *lines,
                      rt_time captured, rt_article *out) {
    uint32_t title = out->title.s ? lines->n : find_title(a, lines);
    if (title < lines->n) out->title = without_outlet(a, lines->at[title].text, out);
    uint32_t end = title < lines->n ? title + 1 : 0;
    if (end && !out->outlet.s) note_outlet(options, a, lines, title, out);
    unsigned prose = 0;
    rt_str *authors = arena_many(a, rt_str, BYLINE_MOST);
    uint32_t authors_n = 0;
    for (uint32_t i = 0; i < lines->n && i < HEAD_LINES && prose <= BEFORE_TITLE; i++) {
        plain_line *l = &lines->at[i];
        if (plain_is_prose(l)) prose += l->is.words;
        if (i >= end && end > 0 && plain_is_short(l) && is_only_names(l->text)) {
            l->is.kind = LINE_NOTICE;
            l->is.notice = RT_NOTICE_BYLINE;
            if (i > end) continue; /* not right below the title: it may be an outlet */
        }
        if (i >= end && end > 0 && plain_is_short(l) && is_dated_byline(options, a, l)) {
            l->is.kind = LINE_NOTICE;
            l->is.notice = RT_NOTICE_BYLINE;
        }
        bool byline = l->is.kind == LINE_NOTICE && l->is.notice == RT_NOTICE_BYLINE;
        if (byline) byline_authors(options->lex, a, l->text, authors, &authors_n);
        if (byline || l->form == FORM_DATE) note_date(options, a, l, captured, out);
    }
    if (!out->authors_n && authors_n) out->authors = authors, out->authors_n = authors_n;
    rt_str host = site_host_in(out->url);
    if (!out->outlet.s && host.s) out->outlet = outlet_of_host(options->lex, host);
    return end;
}
