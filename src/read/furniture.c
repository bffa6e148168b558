#include "read/furniture.h"

#include "base/utf8.h"

#include <ctype.h>
#include <endian.h>
#include <limits.h>

/* Longest lines, in words, that a phrase at their beginning or inside makes furniture;
 * a sentence that one word opens must be a short one. */
enum {
    OPENED_WORDS = 45,
    WITHIN_WORDS = 60,
    BYLINE_WORDS = 25,
    ONE_WORD_OPENS = 12,
    SHORT_WORDS = 8,
    PICTURE_TAIL = 64,
    BRACKET = 120
};

furniture_lists furniture_lists_of(const lexicon *lex) {
    return (furniture_lists){.lines = lex_get(lex, "lang/all", "furniture"),
                             .within = lex_get(lex, "lang/all", "furniture_within"),
                             .closing = lex_get(lex, "lang/all", "closing"),
                             .pictures = lex_get(lex, "page", "photo_sources"),
                             .months = lex_get(lex, "lang/all", "months")};
}

/* Eight bytes at once, the first in the lowest place. */
#define EVERY(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Sets the high bit of each byte of ASCII `x` that is at least `least`. */
static uint64_t at_least(uint64_t x, unsigned least) { return x + EVERY(0x80 - least); }

/* Folds whole eights at the start of `line` that are letters, figures, signs and single
 * blanks, and all ASCII, as nearly all there is. Returns how many bytes. `*blank`: the
 * byte before is one. */
static size_t fold_eights(rt_str line, char *to, bool *blank, unsigned *words) {
    size_t i = 0;
    for (uint64_t x; line.n - i >= sizeof x; i += sizeof x) {
        memcpy(&x, line.s + i, sizeof x);
        x = le64toh(x);
        if (x & EVERY(0x80)) break;
        uint64_t solid = at_least(x, '!') & EVERY(0x80), spaces = solid ^ EVERY(0x80);
        uint64_t before = spaces << 8 | (uint64_t)*blank << 7;
        if ((spaces & ~(at_least(x, ' ') & EVERY(0x80))) || (spaces & before)) break;
        uint64_t capital = at_least(x, 'A') & ~at_least(x, 'Z' + 1) & EVERY(0x80);
        *words += (unsigned)(((solid & before) >> 7) * EVERY(1) >> 56);
        *blank = spaces >> 63;
        x = htole64(x | capital >> 2);
        memcpy(to + i, &x, sizeof x);
    }
    return i;
}

/* The line as the lists have their phrases: lower case, single blanks, straight
 * apostrophes. Cheaper than utf8_fold, since every line of every text comes by here. */
static rt_str fold_line(arena *a, rt_str line, unsigned *words) {
    char *to = arena_raw(a, line.n + line.n / 2 + 4, 1); /* U+023A grows by half */
    size_t n = 0;
    *words = 0;
    for (size_t i = 0; i < line.n;) {
        bool blank = n == 0 || to[n - 1] == ' ';
        size_t eights = fold_eights(str_from(line, i), to + n, &blank, words);
        i += eights, n += eights;
        for (size_t past = i + 8; i < line.n && i < past;) { /* what is in their way */
            unsigned char c = (unsigned char)line.s[i];
            uint32_t wide = c < 0x80 ? (i++, c) : utf8_next(line, &i);
            if (utf8_is_space(wide)) {
                if (n && to[n - 1] != ' ') to[n++] = ' ';
                continue;
            }
            if (n == 0 || to[n - 1] == ' ') ++*words;
            if (wide < 0x80) to[n++] = (char)utf8_lower(wide);
            else if (wide == 0x2019) to[n++] = '\'';
            else if (wide == 0xDF) to[n++] = 's', to[n++] = 's';
            else if (wide != 0xAD) n += utf8_put(utf8_lower(wide), to + n);
        }
    }
    while (n && to[n - 1] == ' ') n--;
    return (rt_str){to, n};
}

static bool is_wordy(unsigned char c) { return (c >= 'a' && c <= 'z') || c >= 0x80; }

/* The folded line without signs and figures at both ends: "comments (12) »". */
static rt_str bare(rt_str s) {
    while (s.n && !is_wordy((unsigned char)s.s[0])) s.s++, s.n--;
    while (s.n) {
        size_t i = s.n;
        uint32_t c = utf8_previous(s, &i);
        if (utf8_is_letter(c)) break;
        s.n = i;
    }
    return s;
}

/* Most words a line may have for a phrase inside it to decide, by the phrase's value. */
static unsigned most_words(rt_str value) {
    if (str_eq(value, STR("long"))) return UINT_MAX;
    return str_eq(value, STR("short")) ? SHORT_WORDS : WITHIN_WORDS;
}

static line_verdict verdict(rt_str value, unsigned words) {
    line_verdict v = {.kind = LINE_FURNITURE, .words = words};
    if (str_ends(value, STR("list"))) v.kind = LINE_LIST;
    if (str_ends(value, STR("end"))) v.kind = LINE_END;
    if (str_ends(value, STR("image"))) v.kind = LINE_IMAGE;
    static const struct {
        const char *name;
        rt_notice_kind kind;
    } notices[] = {{"byline", RT_NOTICE_BYLINE},
                   {"source", RT_NOTICE_SOURCE},
                   {"caption", RT_NOTICE_CAPTION},
                   {"copyright", RT_NOTICE_COPYRIGHT}};
    for (size_t i = 0; i < sizeof notices / sizeof *notices; i++)
        if (str_ends(value, str_of(notices[i].name)))
            v.kind = LINE_NOTICE, v.notice = notices[i].kind;
    return v;
}

static bool ends_sentence(rt_str s) {
    s = str_trim(s);
    return s.n && (strchr(".?!\"", s.s[s.n - 1]) || str_ends(s, STR("\u201D")));
}

/* Most words that could be names are capitalised. */
static bool is_names(rt_str line) {
    unsigned upper = 0, lower = 0;
    bool at_word = true;
    for (size_t i = 0; i < line.n;) {
        uint32_t c = utf8_next(line, &i);
        if (at_word && utf8_is_letter(c)) {
            if (utf8_is_upper(c)) upper++;
            else lower++;
        }
        at_word = utf8_is_space(c) || c == '(' || c == '/' || c == '-';
    }
    return upper >= 2 && upper >= lower;
}

static bool has_year(rt_str folded) {
    return str_find(folded, STR(" 20"), 0) != SIZE_MAX;
}

static bool may_open(const lex_entry *e, line_verdict v, rt_str line, rt_str folded) {
    bool one_word = !memchr(e->phrase.s, ' ', e->phrase.n) && e->phrase.n > 0 &&
                    !strchr(":(", e->phrase.s[e->phrase.n - 1]);
    if (v.words > OPENED_WORDS) return e->phrase.s[0] == '(';
    if (v.kind == LINE_IMAGE) {
        rt_str number = str_trim(str_from(folded, e->phrase.n));
        return v.words <= 5 && number.n && number.s[0] >= '0' && number.s[0] <= '9';
    }
    if (v.kind == LINE_NOTICE && v.notice == RT_NOTICE_COPYRIGHT)
        return has_year(folded) || str_find(folded, STR("rights"), 0) != SIZE_MAX;
    if (v.kind == LINE_NOTICE && v.notice == RT_NOTICE_BYLINE)
        return v.words <= BYLINE_WORDS && (is_names(line) || has_year(folded)) &&
               (v.words <= 6 || !ends_sentence(line));
    return !one_word || v.words <= ONE_WORD_OPENS || !ends_sentence(line);
}

static bool judge_opening(const furniture_lists *lists, rt_str line, rt_str folded,
                          line_verdict *out) {
    unsigned words = out->words;
    rt_str core = bare(folded);
    for (const lex_entry *e = NULL; (e = lex_at(lists->lines, core, 0, e));) {
        if (!str_starts(e->value, STR("is")) || e->phrase.n != core.n) continue;
        *out = verdict(e->value, words);
        return true;
    }
    if (str_starts(folded, STR("©")) && words <= OPENED_WORDS) {
        *out = verdict(STR("copyright"), words);
        return true;
    }
    for (const lex_entry *e = NULL; (e = lex_at(lists->lines, folded, 0, e));) {
        bool with = str_starts(e->value, STR("with ")) && words <= OPENED_WORDS;
        if (with && str_find(folded, str_from(e->value, 5), 0) != SIZE_MAX) {
            *out = verdict(STR(""), words);
            return true;
        }
        if (!str_starts(e->value, STR("opens"))) continue;
        *out = verdict(e->value, words);
        if (may_open(e, *out, line, folded)) return true;
    }
    return false;
}

static bool judge_within(const lex_list *phrases, rt_str folded, unsigned words,
                         line_verdict *out) {
    const lex_entry *e;
    for (size_t at = 0; (e = lex_next(phrases, folded, &at)); at++) {
        if (words > most_words(e->value)) continue;
        *out = verdict(e->value, words);
        return true;
    }
    return false;
}

/* Without what may stand behind the source in a picture's credit. */
static rt_str before_tail(rt_str s) {
    static const char *const tails[] = {" file", " less", " more", " handout", " pool"};
    for (size_t before = SIZE_MAX; s.n && s.n != before;) {
        before = s.n;
        while (s.n && strchr(").,;:]/ ", s.s[s.n - 1])) s.n--;
        for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
            if (str_ends(s, str_of(tails[i]))) s.n -= strlen(tails[i]);
    }
    return s;
}

/* The source of a picture that the line ends with; `start` is where it begins. */
static const lex_entry *picture_source(const lex_list *pictures, rt_str s,
                                       size_t *start) {
    size_t from = s.n > PICTURE_TAIL ? s.n - PICTURE_TAIL : 0;
    for (size_t i = from; i < s.n; i++) {
        if (i && !strchr(" /(|,.", s.s[i - 1])) continue;
        for (const lex_entry *e = NULL; (e = lex_at(pictures, s, i, e));)
            if (i + e->phrase.n == s.n) {
                *start = i;
                return e;
            }
    }
    return NULL;
}

/* What stands in the bracket that the line ends with; null when it ends with none. */
static rt_str last_bracket(rt_str s) {
    while (s.n && strchr(".;: ", s.s[s.n - 1])) s.n--;
    for (size_t i = 0; i < 2; i++) { /* " less" and " more" of folded captions */
        rt_str tail = i ? STR(" more") : STR(" less");
        if (str_ends(s, tail)) s.n -= tail.n;
    }
    if (!s.n || s.s[s.n - 1] != ')') return (rt_str){NULL, 0};
    size_t open = --s.n;
    while (open > 0 && s.s[open - 1] != '(' && s.n - open < BRACKET) open--;
    if (open == 0 || s.s[open - 1] != '(') return (rt_str){NULL, 0};
    return (rt_str){s.s + open, s.n - open};
}

/* "Mara Quill/Reuters", "AP Photo/Mara Quill", "Mara Quill, Pool via AP". */
static bool credits_picture(const lex_list *pictures, rt_str inside) {
    for (size_t i = 0; i < inside.n; i++) {
        if (i && !strchr(" /|,.", inside.s[i - 1])) continue;
        for (const lex_entry *e = NULL; (e = lex_at(pictures, inside, i, e));) {
            rt_str before = str_trim((rt_str){inside.s, i});
            rt_str after = str_trim(str_from(inside, i + e->phrase.n));
            if (before.n && strchr("/|,", before.s[before.n - 1])) return true;
            if (str_ends(before, STR("via")) || str_starts(after, STR("/"))) return true;
        }
    }
    return str_find(inside, STR("photo"), 0) != SIZE_MAX && inside.n < 60;
}

/* Whether the line is a caption by its end: "(Mara Quill/Reuters)", "Mara Quill | Getty
 * Images", "Mara Quill, AP". A bare "(Reuters)" behind a full sentence is an agency's tag
 * and no caption. */
static bool judge_picture(const furniture_lists *lists, rt_str folded, unsigned words,
                          line_verdict *out) {
    if (folded.n < 3) return false;
    *out = (line_verdict){LINE_NOTICE, RT_NOTICE_CAPTION, words};
    if (ends_sentence(folded) && !memchr(folded.s + folded.n - 3, ')', 3)) return false;
    rt_str inside = last_bracket(folded);
    if (inside.s && credits_picture(lists->pictures, inside)) return true;
    rt_str s = before_tail(folded);
    size_t at;
    const lex_entry *source = picture_source(lists->pictures, s, &at);
    if (!source || at == 0) return false;
    rt_str before = str_trim((rt_str){folded.s, at});
    bool of_pictures = str_ends(s, STR("photo")) || str_ends(s, STR("images"));
    if (of_pictures && !ends_sentence(folded)) return true;
    if (inside.s && before.n && before.s[before.n - 1] == '(')
        return !ends_sentence((rt_str){folded.s, before.n - 1});
    if (!before.n || strchr("/|", before.s[before.n - 1]) ||
        str_ends(before, STR(" via")) || str_ends(before, STR(" credit")))
        return true;
    if (!str_ends(before, STR(",")) || words > 12) return false;
    if (str_eq(source->value, STR("text"))) out->notice = RT_NOTICE_BYLINE;
    return true;
}

/* Captions that name a day: "The talks go on. (July 13) AP"; and those that a page cuts
 * short and opens: "The talks go on. ... more". */
static bool judge_caption(const furniture_lists *lists, rt_str folded, unsigned words,
                          line_verdict *out) {
    *out = (line_verdict){LINE_NOTICE, RT_NOTICE_CAPTION, words};
    if (str_ends(folded, STR(" ... more")) || str_ends(folded, STR(". less")))
        return true;
    size_t close = folded.n;
    while (close > 0 && folded.n - close < 24 && folded.s[close - 1] != ')') close--;
    if (close == 0 || folded.s[close - 1] != ')') return false;
    rt_str source = str_trim(str_from(folded, close));
    if (source.n && !lex_find(lists->pictures, source)) return false;
    size_t open = close - 1;
    while (open > 0 && close - open < 24 && folded.s[open - 1] != '(') open--;
    rt_str inside = {folded.s + open, close - 1 - open}, word;
    str_field(&inside, ' ', &word);
    if (word.n && word.s[word.n - 1] == '.') word.n--;
    return inside.n && inside.n <= 2 && inside.s[0] >= '0' && inside.s[0] <= '9' &&
           lex_find(lists->months, word);
}

/* "More from the valley »" and "[ The mill that never closed ]" are links; one word that
 * is mostly figures is a stamp. */
static bool judge_link(rt_str folded, unsigned words, line_verdict *out) {
    *out = (line_verdict){.kind = LINE_FURNITURE, .words = words};
    bool arrow = str_ends(folded, STR("\u00BB")) || str_ends(folded, STR("\u203A"));
    if (arrow && words <= BYLINE_WORDS && str_find(folded, STR("\u00AB"), 0) == SIZE_MAX)
        return true;
    if (str_starts(folded, STR("[ ")) && str_ends(folded, STR(" ]"))) return true;
    out->kind = LINE_SIGN;
    if (words != 1) return false;
    size_t digits = 0;
    for (size_t i = 0; i < folded.n; i++)
        digits += isdigit((unsigned char)folded.s[i]) != 0;
    return digits >= 4 && digits * 2 >= folded.n;
}

/* "Watch the leaders arrive 02:45": the name of a video and how long it is. */
static bool judge_video(rt_str folded, unsigned words, line_verdict *out) {
    if (words < 3 || words > 25 || folded.n < 8) return false;
    const char *end = folded.s + folded.n;
    bool clock = end[-3] == ':' && isdigit((unsigned char)end[-1]) &&
                 isdigit((unsigned char)end[-2]) && isdigit((unsigned char)end[-4]);
    *out = (line_verdict){.kind = LINE_FURNITURE, .words = words};
    return clock &&
           (end[-5] == ' ' || (isdigit((unsigned char)end[-5]) && end[-6] == ' '));
}

static bool has_words(rt_str folded) {
    for (size_t i = 0; i < folded.n; i++)
        if (is_wordy((unsigned char)folded.s[i])) return true;
    return false;
}

line_verdict furniture_judge(const furniture_lists *lists, arena *a, rt_str line) {
    line_verdict out = {.kind = LINE_TEXT};
    rt_str folded = fold_line(a, line, &out.words);
    if (!has_words(folded) || !bare(folded).n) {
        out.kind = LINE_SIGN;
        return out;
    }
    if (judge_opening(lists, line, folded, &out)) return out;
    if (judge_within(lists->within, folded, out.words, &out)) return out;
    if (judge_picture(lists, folded, out.words, &out)) return out;
    if (judge_caption(lists, folded, out.words, &out)) return out;
    if (judge_video(folded, out.words, &out)) return out;
    if (judge_link(folded, out.words, &out)) return out;
    return (line_verdict){.kind = LINE_TEXT, .words = out.words};
}

line_verdict furniture_judge_closing(const furniture_lists *lists, arena *a,
                                     rt_str line) {
    line_verdict out = {.kind = LINE_TEXT};
    rt_str folded = fold_line(a, line, &out.words);
    if (judge_within(lists->closing, folded, out.words, &out)) return out;
    return (line_verdict){.kind = LINE_TEXT, .words = out.words};
}
