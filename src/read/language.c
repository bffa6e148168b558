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

static rt_str cut(rt_str s, size_t most) {
    if (s.n <= most) return s;
    s.n = most;
    while (s.n && ((unsigned char)s.s[s.n] & 0xC0) == 0x80) s.n--;
    return s;
}

rt_str language_of(rt_str text) { return cld_detect(cut(text, SAMPLE)); }

/* Cuts the next word off `*rest`, in lower case as far as it is ASCII. */
static bool next_word(rt_str *rest, char *word, size_t *n) {
    size_t i = 0;
    *n = 0;
    for (; i < rest->n; i++) {
        unsigned char c = (unsigned char)rest->s[i];
        bool letter = (c >= 'a' && c <= 'z') || c >= 0x80;
        if (c >= 'A' && c <= 'Z') letter = true, c |= 32;
        if (!letter && *n) break;
        if (letter && *n < WORD_BYTES) word[(*n)++] = (char)c;
    }
    *rest = str_from(*rest, i);
    return *n > 0;
}

static bool reads_like(const lex_list *function_words, rt_str line) {
    unsigned words = 0, hits = 0;
    char word[WORD_BYTES];
    for (size_t n; words < LOOK_WORDS && next_word(&line, word, &n); words++) {
        hits += lex_find(function_words, (rt_str){word, n}) != NULL;
        if (hits >= SURE_HITS && hits * ONE_IN >= words + 1) return true;
    }
    return hits >= LEAST_HITS && hits * ONE_IN >= words;
}

static rt_str sample_of(const rt_str *lines, uint32_t n) {
    rt_str longest = {NULL, 0};
    for (uint32_t i = 0; i < n && i < FIRST_LINES; i++)
        if (lines[i].n > longest.n) longest = lines[i];
    return longest;
}

rt_str language_of_text(rt_str text) {
    rt_str lines[FIRST_LINES], line;
    uint32_t n = 0;
    while (n < FIRST_LINES && str_line(&text, &line))
        if (str_trim(line).n) lines[n++] = line;
    return language_of(sample_of(lines, n));
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
    rt_str expected = language_of(sample_of(lines, n));
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
            languages[i] = language_of(lines[i]);
        if (languages[i].s) count(tallies, languages[i], lines[i].n);
    }
    tally best = {expected, 0};
    for (size_t k = 0; k < LANGUAGES; k++)
        if (tallies[k].bytes > best.bytes) best = tallies[k];
    return best.language;
}
