#include "read/plain_wrap.h"

#include "base/utf8.h"
#include "read/language.h"

#include <stdio.h>

/* Characters that a wrapped text's longest line has, and how many lines tell. */
enum { LEAST = 45, MOST = 120, SAMPLE = 200 };

/* Lines of a script without capitals that are asked for: there nothing else shows that a
 * line goes on with the one above. */
enum { CASELESS_LINES = 6 };

bool wrap_closes_sentence(rt_str s) {
    while (s.n) {
        size_t i = s.n;
        uint32_t c = utf8_previous(s, &i);
        bool outer = c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D ||
                     c == 0x2019 || c == 0xBB || c == 0x201C || utf8_is_space(c);
        if (!outer)
            return c == '.' || c == '?' || c == '!' || c == ':' || c == ';' ||
                   c == 0x2026 || c == 0x3002 || c == 0xFF01 || c == 0xFF1F ||
                   c == 0x061F || c == 0x0964;
        s.n = i;
    }
    return false;
}

/* Characters of `s`; somewhere over MOST for what is longer. */
static unsigned length_of(rt_str s) {
    unsigned n = 0;
    for (size_t i = 0; i < s.n && n <= MOST; n++) utf8_next(s, &i);
    return n;
}

static rt_str first_word(rt_str line) {
    const char *end = memchr(line.s, ' ', line.n);
    return end ? (rt_str){line.s, (size_t)(end - line.s)} : line;
}

typedef enum opening { OPENS_OTHER, OPENS_HIGH, OPENS_LOW, OPENS_CASELESS } opening;

static opening opening_of(rt_str line) {
    size_t i = 0;
    while (i < line.n && strchr("\"'([", line.s[i])) i++;
    if (i == line.n) return OPENS_OTHER;
    uint32_t c = utf8_next(line, &i);
    if (!utf8_is_letter(c)) return OPENS_OTHER;
    if (utf8_is_upper(c)) return OPENS_HIGH;
    bool cased = c < 0x80 || (c >= 0xC0 && c < 0x590);
    return cased ? OPENS_LOW : OPENS_CASELESS;
}

/* Whether the line ends where the margin is; a fifth of the width is left to those who
 * break lines by hand. */
static bool is_full(unsigned width, rt_str line, rt_str next) {
    unsigned n = length_of(line);
    return n <= MOST && n + 1 + length_of(first_word(next)) > width - width / 5;
}

/* What lines tell that stand one right below the other. */
typedef struct tally {
    unsigned lines, closed; /* lines that are not blank; those that close a sentence */
    unsigned width;         /* of the longest */
    unsigned blocks;        /* of two lines and more, without a blank line in them */
    unsigned turns;         /* full lines that end in mid-sentence, with one below */
    unsigned low, caseless; /* of those, by what shows that the line below goes on */
} tally;

static void count_lines(rt_str text, tally *t) {
    unsigned run = 0;
    rt_str line;
    for (unsigned i = 0; i < SAMPLE && str_line(&text, &line); i++) {
        line = str_trim(line);
        run = line.n ? run + 1 : 0;
        if (!line.n) continue;
        t->lines++;
        t->closed += wrap_closes_sentence(line);
        t->blocks += run == 2;
        unsigned n = length_of(line);
        bool words = memchr(line.s, ' ', line.n) != NULL; /* no address */
        if (words && n > t->width) t->width = n;
    }
}

/* Whether the line ends with a function word, as no headline does. */
static bool ends_open(const lex_list *functions, rt_str line) {
    size_t at = line.n;
    while (at > 0 && line.s[at - 1] != ' ') at--;
    return lex_find(functions, str_from(line, at)) != NULL;
}

static void count_turns(const lex_list *functions, rt_str text, tally *t) {
    rt_str line, before = {NULL, 0};
    for (unsigned i = 0; i < SAMPLE && str_line(&text, &line); i++) {
        line = str_trim(line);
        if (line.n && before.n && !wrap_closes_sentence(before) &&
            is_full(t->width, before, line)) {
            opening o = opening_of(line);
            t->turns++;
            t->low += o == OPENS_LOW || ends_open(functions, before);
            t->caseless += o == OPENS_CASELESS;
        }
        before = line;
    }
}

plain_wrap wrap_find(const lexicon *lex, rt_str text) {
    tally t = {0};
    count_lines(text, &t);
    if (t.width < LEAST || t.width > MOST) return (plain_wrap){0};
    rt_str language = language_of_text(lex, text);
    char folder[32];
    snprintf(folder, sizeof folder, "lang/%.*s", (int)language.n,
             language.n ? language.s : "");
    count_turns(lex_get(lex, folder, "stop_words"), text, &t);
    /* one in five: many a line begins with a name, in German with a noun */
    bool cased = t.low > 0 && t.low * 5 >= t.turns;
    bool caseless = t.lines >= CASELESS_LINES && t.blocks > 1 && t.caseless * 2 > t.lines;
    if (!t.closed || (!cased && !caseless)) return (plain_wrap){0};
    return (plain_wrap){t.width, t.blocks > 1};
}

bool wrap_goes_on(const plain_wrap *w, rt_str line, rt_str next) {
    if (!w->width) return false;
    bool full = is_full(w->width, line, next);
    if (wrap_closes_sentence(line)) return full && w->blanks;
    return full || (opening_of(next) == OPENS_LOW && length_of(line) * 2 >= w->width);
}
