#include "base/hash.h"
#include "base/utf8.h"
#include "mark/runs.h"
#include "mark/words.h"

/* Longest folded word or number that is made on the stack. */
enum { WORD_MAX = 64 };

/* A text being cut: the terms so far, and where it goes on. */
typedef struct cutter {
    arena *a;
    rt_str text;
    run_map map;
    size_t at;
    char decimal;
    uint8_t capital; /* RT_TERM_NAME where capitals tell names, else 0 */
    uint64_t *hash;
    rt_span *span;
    uint8_t *flags;
    uint32_t n, cap;
} cutter;

/* ---------------------------------------------------------------- cutting */

static void *widened(arena *a, const void *old, uint32_t n, uint32_t cap, size_t size) {
    void *wide = arena_array(a, cap, size);
    if (n) memcpy(wide, old, n * size);
    return wide;
}

static void cutter_grow(cutter *c) {
    uint32_t cap = c->cap ? 2 * c->cap : c->map.runs + 16;
    c->hash = widened(c->a, c->hash, c->n, cap, sizeof *c->hash);
    c->span = widened(c->a, c->span, c->n, cap, sizeof *c->span);
    c->flags = widened(c->a, c->flags, c->n, cap, sizeof *c->flags);
    c->cap = cap;
}

static inline void add_term(cutter *c, size_t start, uint64_t hash, unsigned flags) {
    if (c->n == c->cap) cutter_grow(c);
    uint32_t n = c->n++;
    c->hash[n] = hash;
    c->span[n] = (rt_span){(uint32_t)start, (uint32_t)c->at};
    c->flags[n] = (uint8_t)flags;
}

static bool is_digit_at(const cutter *c, size_t i) {
    return i < c->text.n && c->text.s[i] >= '0' && c->text.s[i] <= '9';
}

/* Bytes of a mark at `i` that may group thousands: , . ' ’ or a no-break blank. */
static size_t grouping_at(const cutter *c, size_t i) {
    rt_str rest = str_from(c->text, i);
    if (!rest.n) return 0;
    if (rest.s[0] == '\'') return 1;
    if (rest.s[0] == ',' || rest.s[0] == '.') return rest.s[0] != c->decimal;
    static const char *const wide[] = {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89",
                                       "\xE2\x80\x99"};
    for (size_t k = 0; k < sizeof wide / sizeof *wide; k++)
        if (str_starts(rest, str_of(wide[k]))) return strlen(wide[k]);
    return 0;
}

/* A number: groups of thousands joined, the decimal mark a full stop. */
static void cut_number(cutter *c) {
    char folded[WORD_MAX];
    size_t n = 0, start = c->at;
    bool decimals = false;
    while (n < WORD_MAX - 1) {
        if (is_digit_at(c, c->at)) {
            folded[n++] = c->text.s[c->at++];
            continue;
        }
        if (decimals || c->at >= c->text.n) break;
        size_t g = grouping_at(c, c->at), next = c->at + g;
        if (g && is_digit_at(c, next) && is_digit_at(c, next + 1) &&
            is_digit_at(c, next + 2) && !is_digit_at(c, next + 3)) {
            c->at = next;
        } else if (c->text.s[c->at] == c->decimal && is_digit_at(c, c->at + 1)) {
            decimals = true;
            folded[n++] = '.';
            c->at++;
        } else break;
    }
    add_term(c, start, hash_word((rt_str){folded, n}), RT_TERM_NUMBER);
}

/* Dropped by folding: the soft hyphen and the joiners. */
static bool is_ignored(uint32_t c) { return c == 0xAD || c == 0x200C || c == 0x200D; }
static bool is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019 || c == 0x2BC; }
static bool in_word(uint32_t c) {
    return is_ignored(c) || (c != 0x2BC && (utf8_is_letter(c) || utf8_is_digit(c)));
}

/* A word that is not all ASCII, or a character of a script without blanks; steps over one
 * character that belongs to neither. */
static void cut_wide(cutter *c) {
    char folded[WORD_MAX + 4];
    size_t n = 0, start = c->at, next = start;
    uint32_t first = utf8_next(c->text, &next), letter = first;
    bool simple = true;
    if (utf8_is_unspaced(first) || !in_word(first)) {
        c->at = next;
        rt_str sign = {c->text.s + start, next - start};
        if (utf8_is_unspaced(first))
            add_term(c, start, hash_word(utf8_fold(c->a, sign)), 0);
        return;
    }
    do {
        uint32_t f = utf8_fold_letter(letter);
        if (f && n < WORD_MAX) n += utf8_put(f, folded + n);
        else simple = false;
        c->at = next;
        letter = next < c->text.n ? utf8_next(c->text, &next) : 0;
    } while (letter && in_word(letter) && !utf8_is_unspaced(letter));
    rt_str word = {c->text.s + start, c->at - start};
    word = simple ? (rt_str){folded, n} : utf8_fold(c->a, word);
    if (word.n)
        add_term(c, start, hash_word(word), utf8_is_upper(first) ? c->capital : 0);
}

/* Steps over a possessive "'s", so that "Trump's" is "Trump". */
static void skip_possessive(cutter *c) {
    rt_str rest = str_from(c->text, c->at);
    size_t i = 0;
    if (!rest.n || !is_apostrophe(utf8_next(rest, &i))) return;
    if (i >= rest.n || (rest.s[i] | 32) != 's') return;
    size_t after = i + 1;
    if (after < rest.n && in_word(utf8_next(rest, &after))) return;
    c->at += i + 1;
}

/* The run [start, end) when it is one ASCII word of up to 16 bytes: most of them are. */
static inline bool cut_short_word(cutter *c, size_t start, size_t end) {
    size_t n = end - start;
    const uint8_t *low = c->map.low + start;
    if (n > 16 || low[0] <= '9') return false;
    run_bytes b = run_short(&c->map, start, n);
    if (run_wide(b) < n) return false;
    c->at = end;
    unsigned upper = (unsigned char)c->text.s[start] != low[0];
    add_term(c, start, hash_word_of(b.low, b.high, n), upper * c->capital);
    return true;
}

static void cut_text(cutter *c) {
    c->map = runs_map(c->a, c->text);
    cutter_grow(c);
    while ((c->at = run_start(&c->map, c->at)) < c->text.n) {
        if (!cut_short_word(c, c->at, run_end(&c->map, c->at))) {
            if (c->map.low[c->at] <= '9') {
                cut_number(c);
                continue;
            }
            cut_wide(c);
        }
        uint8_t next = c->map.low[c->at];
        if (next == '\'' || next >= 0x80) skip_possessive(c);
    }
}

/* ---------------------------------------------------------------- sentences and flags */

/* Past the sign that ends a sentence, if the bytes [at, end) begin with one; else `at`.
 */
static size_t end_sign(rt_str s, size_t at, size_t end) {
    static const char *const wide[] = {"\xE2\x80\xA6", "\xE3\x80\x82"}; /* … 。 */
    if (s.s[at] == '.' || s.s[at] == '!' || s.s[at] == '?') return at + 1;
    for (size_t i = 0; i < 2; i++)
        if (end - at >= 3 && memcmp(s.s + at, wide[i], 3) == 0) return at + 3;
    return at;
}

/* Past a closing mark or bracket, if there is one at `at`; else `at`. */
static size_t closer(rt_str s, size_t at, size_t end) {
    static const char *const wide[] = {"\xE2\x80\x9D", "\xE2\x80\x99", "\xE2\x80\x9C",
                                       "\xC2\xBB", "\xC2\xAB"};
    rt_str rest = {s.s + at, end - at};
    if (s.s[at] == '"' || s.s[at] == '\'' || s.s[at] == ')' || s.s[at] == ']')
        return at + 1;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (str_starts(rest, str_of(wide[i]))) return at + strlen(wide[i]);
    return at;
}

/* Whether the full stop behind term `i` is a part of it: "J.", "the U.S.", "Gov.". It may
 * end the sentence all the same, before a word that begins sentences. */
static bool stop_belongs(const cutter *c, const vocabulary *v, uint32_t i) {
    rt_span word = c->span[i];
    const char *s = c->text.s;
    bool single = word.end - word.start == 1 && !is_digit_at(c, word.start);
    bool dotted = word.start > 0 && s[word.start - 1] == '.';
    bool capital = s[word.start] >= 'A' && s[word.start] <= 'Z';
    if (!(single && (dotted || capital)) &&
        !(vocabulary_punctuation(v, c->hash[i]) & VOCABULARY_ABBREVIATION))
        return false;
    return !(vocabulary_punctuation(v, c->hash[i + 1]) & VOCABULARY_STARTER);
}

/* Whether a sentence may begin with the bytes [at, ...) before term `i`, or with it. */
static bool may_begin(const cutter *c, size_t at, uint32_t i) {
    size_t start = c->span[i].start;
    while (at < start && c->text.s[at] == ' ') at++;
    rt_str gap = {c->text.s + at, start - at};
    if (gap.n)
        return !strchr(",;-", *gap.s) && !str_starts(gap, STR("\xE2\x80\x93")) &&
               !str_starts(gap, STR("\xE2\x80\x94"));
    if (is_digit_at(c, start)) return true;
    uint32_t first = utf8_next(c->text, &start);
    return utf8_is_upper(first) || utf8_is_unspaced(first);
}

/* Whether a sentence ends between terms i - 1 and i: at a line's end, or at a full stop
 * or the like. */
static bool ends_before(const cutter *c, const vocabulary *v, uint32_t i) {
    size_t at = c->span[i - 1].end, start = c->span[i].start;
    if (memchr(c->text.s + at, '\n', start - at)) return true;
    for (; at < start; at++) {
        size_t after = end_sign(c->text, at, start);
        if (after == at) continue;
        if (c->text.s[at] == '.' && at == c->span[i - 1].end && stop_belongs(c, v, i - 1))
            return false;
        while (after < start && end_sign(c->text, after, start) > after)
            after = end_sign(c->text, after, start);
        while (after < start && closer(c->text, after, start) > after)
            after = closer(c->text, after, start);
        return may_begin(c, after, i);
    }
    return false;
}

/* Sentences when nobody has looked for them. */
static void guess_sentences(cutter *c, const vocabulary *v, rt_terms *out) {
    uint32_t *first = arena_raw(c->a, (size_t)c->n + 1, sizeof *first), n = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t end = i ? c->span[i - 1].end : 0, start = c->span[i].start;
        bool blank = start == end + 1 && c->text.s[end] == ' ';
        if (!i || (!blank && ends_before(c, v, i))) first[n++] = i;
    }
    first[n] = c->n;
    out->sentence = first;
    out->sentences_n = n;
}

/* First term of each sentence; terms between two sentences belong to the former. */
static void find_sentences(cutter *c, const rt_marks *marks, rt_terms *out) {
    uint32_t *first = arena_many(c->a, uint32_t, (size_t)marks->sentences_n + 1);
    uint32_t term = 0;
    for (uint32_t i = 0; i < marks->sentences_n; i++) {
        uint32_t start = marks->sentences[i].start;
        while (i && term < c->n && c->span[term].start < start) term++;
        first[i] = term;
    }
    first[marks->sentences_n] = c->n;
    out->sentence = first;
    out->sentences_n = marks->sentences_n;
}

static uint32_t first_term_from(const cutter *c, uint32_t offset) {
    uint32_t low = 0, high = c->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (c->span[middle].start < offset) low = middle + 1;
        else high = middle;
    }
    return low;
}

static void flag_span(cutter *c, rt_span span, uint8_t flag) {
    for (uint32_t i = first_term_from(c, span.start);
         i < c->n && c->span[i].end <= span.end; i++)
        c->flags[i] |= flag;
}

static void flag_marks(cutter *c, const rt_marks *marks) {
    for (uint32_t i = 0; i < marks->names_n; i++)
        flag_span(c, marks->names[i].span, RT_TERM_NAME);
    for (uint32_t i = 0; i < marks->quotations_n; i++) {
        const rt_quotation *q = &marks->quotations[i];
        if (q->type != RT_QUOTE_DIRECT && q->type != RT_QUOTE_MIXED) continue;
        for (uint32_t k = 0; k < q->content_n; k++)
            flag_span(c, q->content[k], RT_TERM_QUOTED);
    }
}

/* A capital tells no name at the start of a sentence, nor on a function word. */
static void unflag_capitals(cutter *c, const rt_terms *t) {
    for (uint32_t s = 0; s < t->sentences_n; s++)
        if (t->sentence[s] < t->sentence[s + 1])
            c->flags[t->sentence[s]] &= (uint8_t)~RT_TERM_NAME;
    for (uint32_t i = 0; i < c->n; i++)
        c->flags[i] &= c->flags[i] & RT_TERM_STOP ? (uint8_t)~RT_TERM_NAME : UINT8_MAX;
}

void mark_wording(const rt_article *article, arena *a, rt_terms *out) {
    cutter c = {.a = a, .text = article->text, .decimal = '.'};
    cut_text(&c);
    *out = (rt_terms){.hash = c.hash, .span = c.span, .n = c.n};
}

void mark_terms(const mark_words *words, const rt_article *article, const rt_marks *marks,
                arena *a, rt_terms *out) {
    const vocabulary *v = vocabulary_of(words->vocabulary, article->language);
    bool named = marks && marks->names_n;
    cutter c = {.a = a,
                .text = article->text,
                .decimal = vocabulary_decimal(v),
                .capital = named || vocabulary_capital_nouns(v) ? 0 : RT_TERM_NAME};
    cut_text(&c);
    uint64_t *stem = arena_many(a, uint64_t, c.n);
    vocabulary_look_up(v, &(vocabulary_words){c.text, c.hash, c.span, stem, c.flags, c.n},
                       a);
    *out = (rt_terms){
        .hash = c.hash, .stem = stem, .span = c.span, .flags = c.flags, .n = c.n};
    if (marks && marks->sentences_n) find_sentences(&c, marks, out);
    else guess_sentences(&c, v, out);
    if (c.capital) unflag_capitals(&c, out);
    if (marks) flag_marks(&c, marks);
}
