#include "read/language.h"

#include "read/cld.h"

enum {
    SAMPLE = 256,    /* bytes that CLD2 is shown */
    FIRST_LINES = 8, /* the longest of them is the sample of the article */
    LOOK_WORDS = 30, /* of a line, for function words */
    WORD_BYTES = 24,
    LEAST_BYTES = 30, /* of a line that CLD2 could be sure about */
    LANGUAGES = 8,
    MOST_ASKED = 2000 /* lines of one article that CLD2 is asked about */
};

/* A line is in the language expected when one word in five is a function word of it:
 * prose has two in five, and of a related language one in ten. */
enum { ONE_IN = 5, LEAST_HITS = 2, SURE_HITS = 4 };

/* English has no near relative in the press: a third of a dozen words says it alone. */
enum { ALONE_WORDS = 12, ALONE_ONE_IN = 3 };

static rt_str cut(rt_str s, size_t most) {
    if (s.n <= most) return s;
    s.n = most;
    while (s.n && ((unsigned char)s.s[s.n] & 0xC0) == 0x80) s.n--;
    return s;
}

static bool in_word(unsigned char c) {
    return (unsigned char)((c | 32) - 'a') < 26 || c >= 0x80;
}

/* Cuts the next word off `*rest`: its bytes, in lower case as far as they are ASCII,
 * those past WORD_BYTES left out. */
static bool next_word(rt_str *rest, char *word, size_t *n) {
    const char *at = rest->s, *end = rest->s + rest->n;
    while (at < end && !in_word((unsigned char)*at)) at++;
    size_t k = 0;
    for (unsigned char c; at < end && in_word(c = (unsigned char)*at); at++)
        if (k < WORD_BYTES) word[k++] = (char)(c < 0x80 ? c | 32 : c);
    *rest = (rt_str){at, (size_t)(end - at)};
    *n = k;
    return k > 0;
}

/* Function words among the first words of a line, LOOK_WORDS at most; it is enough when
 * there are SURE_HITS and as many as one in ONE_IN. */
typedef struct hits {
    unsigned words, hits;
} hits;

static hits count_hits(const lex_list *function_words, rt_str line, unsigned enough) {
    hits h = {0, 0};
    char word[WORD_BYTES];
    for (size_t n; h.words < LOOK_WORDS && next_word(&line, word, &n);) {
        h.words++;
        h.hits += lex_find(function_words, (rt_str){word, n}) != NULL;
        if (h.hits >= enough && h.hits * ONE_IN >= h.words) break;
    }
    return h;
}

static bool reads_like(const lex_list *function_words, rt_str line) {
    hits h = count_hits(function_words, line, SURE_HITS);
    return h.hits >= LEAST_HITS && h.hits * ONE_IN >= h.words;
}

rt_str language_of(const lexicon *lex, rt_str text) {
    if (!text.n) return (rt_str){NULL, 0};
    text = cut(text, SAMPLE);
    hits english = count_hits(lex_get(lex, "lang/en", "stop_words"), text, LOOK_WORDS);
    bool alone =
        english.words >= ALONE_WORDS && english.hits * ALONE_ONE_IN >= english.words;
    return alone ? STR("en") : cld_detect(text);
}

static rt_str sample_of(const rt_str *lines, uint32_t n) {
    rt_str longest = {NULL, 0};
    for (uint32_t i = 0; i < n && i < FIRST_LINES; i++)
        if (lines[i].n > longest.n) longest = lines[i];
    return longest;
}

rt_str language_of_text(const lexicon *lex, rt_str text) {
    rt_str lines[FIRST_LINES], line;
    uint32_t n = 0;
    while (n < FIRST_LINES && str_line(&text, &line))
        if (str_trim(line).n) lines[n++] = line;
    return language_of(lex, sample_of(lines, n));
}

typedef struct tally {
    rt_str language;
    size_t bytes;
} tally;

static void count(tally *tallies, rt_str language, size_t bytes) {
    size_t k = 0;
    while (k < LANGUAGES && tallies[k].language.s &&
           !str_eq(tallies[k].language, language))
        k++;
    if (k == LANGUAGES) return;
    tallies[k].language = language;
    tallies[k].bytes += bytes;
}

rt_str language_of_lines(const lexicon *lex, const rt_str *lines, uint32_t n,
                         rt_str *languages) {
    rt_str expected = language_of(lex, sample_of(lines, n));
    const lex_list *function_words = NULL;
    if (expected.s) {
        char folder[] = "lang/xx";
        memcpy(folder + 5, expected.s, 2);
        function_words = lex_get(lex, folder, "stop_words");
    }
    tally tallies[LANGUAGES] = {{{NULL, 0}, 0}};
    for (uint32_t i = 0, asked = 0; i < n; i++) {
        languages[i] = (rt_str){NULL, 0};
        if (n == 1 || (function_words && reads_like(function_words, lines[i])))
            languages[i] = expected;
        else if (lines[i].n >= LEAST_BYTES && asked++ < MOST_ASKED)
            languages[i] = language_of(lex, lines[i]);
        if (languages[i].s) count(tallies, languages[i], lines[i].n);
    }
    tally best = {expected, 0};
    for (size_t k = 0; k < LANGUAGES; k++)
        if (tallies[k].bytes > best.bytes) best = tallies[k];
    return best.language;
}
