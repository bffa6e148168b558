#include "mark/token.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "mark/runs.h"

enum { APOSTROPHE = '\'', CURLY = 0x2019, LONGEST_WORD = 256 };

/* One token being read: the text from `at` on, and the folded word so far. */
typedef struct reader {
    mark_text *t;
    run_map map;
    VEC(token) tokens;
    size_t at;
    uint16_t gap; /* TOKEN_SPACE and TOKEN_LINE, for the next token */
    char folded[LONGEST_WORD];
    size_t folded_n;
    bool plain; /* `folded` is whole */
} reader;

/* The code point at `at`; 0 at the end. ASCII takes a short way. */
static inline uint32_t peek(const reader *r, size_t at, size_t *next) {
    *next = at;
    if (at >= r->t->text.n) return 0;
    unsigned char c = (unsigned char)r->t->text.s[at];
    if (c < 0x80) {
        *next = at + 1;
        return c;
    }
    return utf8_next(r->t->text, next);
}

static inline bool is_ascii_letter(unsigned char c) {
    return (unsigned char)((c | 32) - 'a') < 26;
}

static bool is_apostrophe(uint32_t c) { return c == APOSTROPHE || c == CURLY; }

static bool is_word_part(uint32_t c) { return utf8_is_letter(c) || utf8_is_digit(c); }

/* Folds what folds letter by letter and the typographic apostrophe; anything else makes
 * the word take the long way through utf8_fold. */
static void fold_char(reader *r, uint32_t c) {
    c = utf8_fold_letter(c == CURLY ? APOSTROPHE : c);
    if (!c || r->folded_n + 4 > LONGEST_WORD) r->plain = false;
    else r->folded_n += utf8_put(c, r->folded + r->folded_n);
}

static uint64_t fold_hash(reader *r, rt_span span) {
    if (r->plain) return hash_word((rt_str){r->folded, r->folded_n});
    rt_str s = utf8_fold(r->t->a, str_span(r->t->text, span));
    size_t quote = str_find(s, STR("\xE2\x80\x99"), 0);
    if (quote == SIZE_MAX) return hash_word(s);
    strbuf b;
    strbuf_init(&b, r->t->a);
    for (size_t from = 0; from < s.n;) {
        size_t end = quote == SIZE_MAX ? s.n : quote;
        strbuf_add(&b, (rt_str){s.s + from, end - from});
        if (end < s.n) strbuf_char(&b, APOSTROPHE);
        from = end < s.n ? end + 3 : end;
        quote = str_find(s, STR("\xE2\x80\x99"), from);
    }
    return hash_word(strbuf_str(&b));
}

static inline token *add_token(reader *r, size_t start, size_t end, unsigned flags) {
    token *t = vec_push(r->t->a, &r->tokens);
    *t = (token){.span = {(uint32_t)start, (uint32_t)end},
                 .flags = (uint16_t)(flags | r->gap)};
    bool blank = r->map.low[end] == ' '; /* most often one follows */
    r->gap = blank ? TOKEN_SPACE : 0;
    r->at = end + blank;
    return t;
}

static bool in_list(reader *r, size_t start, size_t end, book_list list) {
    rt_span span = {(uint32_t)start, (uint32_t)end};
    bool plain = r->plain;
    size_t folded_n = r->folded_n;
    if (end - start > LONGEST_WORD) return false;
    char saved[LONGEST_WORD];
    memcpy(saved, r->folded, folded_n);
    r->folded_n = 0, r->plain = true;
    for (size_t i = start; i < end;) fold_char(r, utf8_next(r->t->text, &i));
    uint32_t node = book_first(r->t->book, fold_hash(r, span));
    memcpy(r->folded, saved, folded_n);
    r->plain = plain, r->folded_n = folded_n;
    return book_has(r->t->book, node, list);
}

static size_t letters_end(const reader *r, size_t at) {
    size_t next;
    while (utf8_is_letter(peek(r, at, &next))) at = next;
    return at;
}

/* What an apostrophe between letters is to the word that began at `start`. */
typedef enum joint { JOINT_INSIDE, JOINT_BEFORE, JOINT_AFTER } joint;

static joint apostrophe_joint(reader *r, size_t start, size_t mark, size_t after) {
    size_t end = letters_end(r, after);
    if (end - mark <= 8 && in_list(r, mark, end, BOOK_CLITICS)) return JOINT_BEFORE;
    if (mark - start <= 8 && in_list(r, start, after, BOOK_ELISIONS)) return JOINT_AFTER;
    return JOINT_INSIDE;
}

/* Whether the full stop at `dot`, after a word begun at `start` whose last letter group
 * began at `group`, is part of the word: "U.S.", "J.", "Gov.", "example.org". */
static bool dot_belongs(reader *r, size_t start, size_t group, size_t dot) {
    size_t after, further;
    uint32_t next = peek(r, dot + 1, &after);
    size_t probe = group;
    bool capital = utf8_is_upper(peek(r, group, &probe));
    bool single = probe == dot;
    if (single && (group > start || capital)) return true;
    if (single && utf8_is_letter(next) && peek(r, after, &further) == '.') return true;
    if (dot - start <= 24 && in_list(r, start, dot + 1, BOOK_ABBREVIATIONS)) return true;
    return utf8_is_letter(next) && !utf8_is_upper(next) && dot > start;
}

typedef struct word_shape {
    unsigned letters, capitals;
    bool capital_first, dotted, joined;
} word_shape;

static unsigned shape_flags(const word_shape *w) {
    return TOKEN_WORD | (w->capital_first ? TOKEN_CAPITAL : 0) |
           (w->letters > 1 && w->letters == w->capitals ? TOKEN_UPPER : 0) |
           (w->dotted ? TOKEN_ABBREV : 0) | (w->joined ? TOKEN_JOINED : 0);
}

/* The plain way of most words: ASCII letters, folded on the way. */
static size_t read_letters(reader *r, size_t at, word_shape *w) {
    const char *s = r->t->text.s;
    size_t n = r->t->text.n, first = at, room = LONGEST_WORD - r->folded_n;
    if (n - at > room) n = at + room;
    char *folded = r->folded + r->folded_n;
    unsigned capitals = 0;
    while (at < n && is_ascii_letter((unsigned char)s[at])) {
        capitals += !(s[at] & 32);
        *folded++ = (char)(s[at++] | 32);
    }
    if (at == first) return at;
    if (!w->letters) w->capital_first = !(s[first] & 32);
    w->letters += (unsigned)(at - first);
    w->capitals += capitals;
    w->dotted = false;
    r->folded_n += at - first;
    return at;
}

/* Punctuation outside of ASCII that ends a word whatever follows it: blanks, dashes,
 * quotation marks, the ellipsis. */
static bool is_wide_end(uint32_t c) {
    return (c >= 0x2012 && c <= 0x2026 && c != CURLY) || c == 0xA0 || c == 0xAB ||
           c == 0xBB;
}

/* Whether the word [start, end), of ASCII letters or digits, surely ends there. */
static bool ends_plainly(const reader *r, size_t start, size_t end) {
    const uint8_t *low = r->map.low;
    uint8_t sign = low[end];
    if (sign == ' ' || sign == ',' || !sign) return true;
    uint8_t after = low[end + 1];
    bool goes_on = after >= 0x80 || is_ascii_letter(after);
    size_t next;
    if (sign >= 0x80) return is_wide_end(peek(r, end, &next));
    if (sign == '\'' || sign == '-' || sign == '&') return !goes_on;
    if (sign != '.') return true;
    if (goes_on || end == start + 1) return false;
    run_bytes b = run_short(&r->map, start, end + 1 - start);
    uint64_t hash = hash_word_of(b.low, b.high, end + 1 - start);
    uint32_t node = book_first(r->t->book, hash);
    return !book_has(r->t->book, node, BOOK_ABBREVIATIONS);
}

/* Where the clitic of ASCII letters ends that the apostrophe at `mark` begins, right
 * after a word; 0 when there is none. Sets its hash. */
static size_t clitic_end(const reader *r, size_t mark, uint64_t *hash) {
    enum { MOST = 8 };
    size_t next;
    if (!is_apostrophe(peek(r, mark, &next)) || !is_ascii_letter(r->map.low[next]))
        return 0;
    size_t end = run_end(&r->map, next), n = end - next;
    if (end - mark > MOST) return 0;
    run_bytes b = run_short(&r->map, next, n);
    if (run_wide(b) < 16) return 0;
    *hash = hash_word_of(APOSTROPHE | b.low << 8, 0, n + 1);
    return book_has(r->t->book, book_first(r->t->book, *hash), BOOK_CLITICS) ? end : 0;
}

/* Capitals of a word of `n` bytes that begins with one. */
static unsigned capital_flags(const char *text, const uint8_t *low, size_t n) {
    size_t k = 1;
    while (k < n && (uint8_t)text[k] != low[k]) k++;
    return k == n && n > 1 ? TOKEN_CAPITAL | TOKEN_UPPER : TOKEN_CAPITAL;
}

/* The plain way of most words, one after the other: ASCII letters and digits alone, not
 * many, and nothing behind them that may belong to them but a clitic. */
static void read_plain(reader *r) {
    enum { MOST = 15 };
    const uint8_t *low = r->map.low;
    const char *text = r->t->text.s;
    while (is_ascii_letter(low[r->at])) {
        size_t start = r->at, n = run_end(&r->map, start) - start;
        if (n > MOST + 1) n = MOST + 1;
        run_bytes b = run_short(&r->map, start, n);
        size_t wide = run_wide(b);
        if (wide < n) n = wide, b = run_short(&r->map, start, n);
        if (n > MOST) return;
        uint64_t clitic_hash;
        size_t clitic = 0, end = start + n;
        if (!ends_plainly(r, start, end) && !(clitic = clitic_end(r, end, &clitic_hash)))
            return;
        unsigned flags = TOKEN_WORD;
        if ((uint8_t)text[start] != low[start])
            flags |= capital_flags(text + start, low + start, n);
        add_token(r, start, end, flags)->hash = hash_word_of(b.low, b.high, n);
        if (clitic)
            add_token(r, end, clitic, TOKEN_WORD | TOKEN_CLITIC)->hash = clitic_hash;
    }
}

static void read_word(reader *r) {
    size_t start = r->at, at = start, group = start, next;
    word_shape w = {0};
    r->folded_n = 0, r->plain = true;
    for (;;) {
        at = read_letters(r, at, &w);
        uint32_t c = peek(r, at, &next);
        if (c == ' ' || c == ',' || c == '\n' || !c) break;
        if (is_word_part(c)) {
            bool upper = utf8_is_upper(c);
            if (!w.letters) w.capital_first = upper;
            w.letters++, w.capitals += upper, w.dotted = false;
            fold_char(r, c), at = next;
            continue;
        }
        size_t after;
        uint32_t ahead = c ? peek(r, next, &after) : 0;
        if (c == '.' && dot_belongs(r, start, group, at)) {
            w.dotted = true, group = next;
        } else if (is_apostrophe(c) && at > start && utf8_is_letter(ahead)) {
            joint j = apostrophe_joint(r, start, at, next);
            if (j == JOINT_BEFORE) break;
            fold_char(r, c), at = next, group = next;
            w.joined = true;
            if (j == JOINT_AFTER) break;
            continue;
        } else if ((c == '-' || c == 0x2010 || c == 0x2011 || c == '&') &&
                   utf8_is_letter(ahead)) {
            group = next, w.dotted = false;
        } else if (c != 0xAD || !utf8_is_letter(ahead)) {
            break;
        }
        if (c != 0xAD) fold_char(r, c == '.' || c == '&' ? c : '-');
        w.joined = true;
        at = next;
    }
    token *t = add_token(r, start, at, shape_flags(&w));
    t->hash = fold_hash(r, t->span);
}

static void read_clitic(reader *r) {
    size_t start = r->at, next;
    peek(r, start, &next);
    size_t end = letters_end(r, next);
    r->folded_n = 0, r->plain = true;
    for (size_t i = start; i < end;) fold_char(r, utf8_next(r->t->text, &i));
    token *t = add_token(r, start, end, TOKEN_WORD | TOKEN_CLITIC);
    t->hash = fold_hash(r, t->span);
}

static void read_number(reader *r) {
    size_t start = r->at, at = start, next, after;
    r->folded_n = 0, r->plain = true;
    for (;;) {
        uint32_t c = peek(r, at, &next);
        bool inner = (c == '.' || c == ',' || c == ':') && next < r->t->text.n &&
                     utf8_is_digit(peek(r, next, &after));
        if (!utf8_is_digit(c) && !inner) break;
        fold_char(r, c), at = next;
    }
    token *t = add_token(r, start, at, TOKEN_NUMBER);
    t->hash = fold_hash(r, t->span);
}

static bool at_clitic(reader *r, uint32_t c, size_t next) {
    if (!is_apostrophe(c) || r->gap || !r->tokens.n) return false;
    size_t after, end = letters_end(r, next);
    return utf8_is_letter(peek(r, next, &after)) && end - r->at <= 8 &&
           r->tokens.at[r->tokens.n - 1].flags & (TOKEN_WORD | TOKEN_NUMBER) &&
           in_list(r, r->at, end, BOOK_CLITICS);
}

static void read_sign(reader *r, uint32_t c, size_t next) {
    size_t start = r->at, n = next - start;
    token *t = add_token(r, start, next, 0);
    run_bytes b = run_short(&r->map, start, n);
    t->sign = c ? c : 0xFFFD;
    t->hash = hash_word_of(b.low, b.high, n);
}

static void read_other(reader *r) {
    size_t next;
    uint32_t c = peek(r, r->at, &next);
    if (utf8_is_space(c)) {
        r->gap |=
            TOKEN_SPACE | (c == '\n' || c == 0x2028 || c == 0x2029 ? TOKEN_LINE : 0);
        r->at = next;
    } else if (utf8_is_digit(c)) {
        read_number(r);
    } else if (utf8_is_letter(c)) {
        read_word(r);
    } else if (at_clitic(r, c, next)) {
        read_clitic(r);
    } else {
        read_sign(r, c, next);
    }
}

static void read_token(reader *r) {
    uint8_t c = r->map.low[r->at];
    if (is_ascii_letter(c)) read_word(r);
    else if (c == '.' || c == ',' || c == '"') read_sign(r, c, r->at + 1);
    else read_other(r);
}

/* ---------------------------------------------------------------- looking up */

static unsigned sign_hints(uint32_t sign) {
    static const uint8_t hints[256] = {
        ['"'] = HINT_MARK | HINT_STOP,
        ['.'] = HINT_STOP,
        ['!'] = HINT_STOP,
        ['?'] = HINT_STOP,
        ['\''] = HINT_MARK,
        [0xAB] = HINT_MARK,
        [0xBB] = HINT_MARK,
    };
    if (sign < 256) return hints[sign];
    if (sign == 0x2026 || sign == 0x3002) return HINT_STOP;
    return sign >= 0x2018 && sign <= 0x201F ? HINT_MARK : 0;
}

/* What the shape of a word or a number hints at, by its flags of TOKEN_SHAPE. */
static const uint8_t *shape_hints(void) {
    enum {
        D = HINT_FIGURE | HINT_DATE,              /* digits */
        C = HINT_NAME | HINT_OUTLET,              /* a capital */
        A = HINT_STOP | HINT_DATE,                /* a full stop */
        J = HINT_FIGURE | HINT_DATE | HINT_OUTLET /* joined */
    };
    static const uint8_t hints[TOKEN_SHAPE + 1] = {
        0, D,     C,     D | C,     A,     D | A,     C | A,     D | C | A,
        J, D | J, C | J, D | C | J, A | J, D | A | J, C | A | J, D | C | A | J,
    };
    return hints;
}

/* Grammar by the ending of a word in small letters that has no other. */
static inline uint32_t likely_grammar(const wordbook *book, const char *text,
                                      const token *t, const book_node *node) {
    enum { SMALL = TOKEN_WORD | TOKEN_CAPITAL };
    uint32_t last, end = t->span.end;
    if (end < sizeof last) return node->grammar;
    memcpy(&last, text + end - sizeof last, sizeof last);
    uint32_t ending = book_ending_grammar(book, le32toh(last), end - t->span.start);
    bool other = (node->lists >> BOOK_GRAMMAR & 1) | ((t->flags & SMALL) != TOKEN_WORD);
    uint32_t mask = (uint32_t)other - 1;
    return (ending & mask) | (node->grammar & ~mask);
}

/* What the book says of a word or a number; returns its hints. */
static inline unsigned look_up(const wordbook *book, const char *text, token *t) {
    const book_node *node = &book->node[t->entry];
    unsigned flags = t->flags, word = t->sign ? 0 : 0xFF;
    unsigned hints = node->hints | (book->hints & word);
    t->begins = node->lists | node->ahead;
    t->grammar = node->grammar;
    t->likely = likely_grammar(book, text, t, node);
    t->flags =
        (uint16_t)(flags | (node->lists >> BOOK_STOP_WORDS & 1) * (unsigned)TOKEN_STOP);
    return hints | shape_hints()[flags & TOKEN_SHAPE] | sign_hints(t->sign);
}

/* The hints of 8 tokens, a byte each, as a byte for each hint with a bit for each token:
 * an 8 by 8 matrix of bits, transposed (H. S. Warren, Hacker's Delight, 7-3). */
static uint64_t by_hint(uint64_t x) {
    uint64_t t = (x ^ (x >> 7)) & 0x00AA00AA00AA00AAU;
    x ^= t ^ (t << 7);
    t = (x ^ (x >> 14)) & 0x0000CCCC0000CCCCU;
    x ^= t ^ (t << 14);
    t = (x ^ (x >> 28)) & 0x00000000F0F0F0F0U;
    return x ^ t ^ (t << 28);
}

/* Reads the `n` tokens of a block, 64 at most. */
static void look_up_block(const mark_text *t, size_t block, uint32_t n) {
    uint8_t each[64] = {0};
    uint64_t hints[BOOK_HINTS] = {0}, lines = 0;
    const wordbook *book = t->book;
    const char *text = t->text.s;
    token *word = t->token + block * 64;
    for (uint32_t i = 0; i < n; i++) {
        each[i] = (uint8_t)look_up(book, text, &word[i]);
        lines |= (uint64_t)(word[i].flags / TOKEN_LINE & 1) << i;
    }
    for (uint32_t i = 0; i < n; i += 8) {
        uint64_t eight;
        memcpy(&eight, each + i, sizeof eight);
        eight = by_hint(le64toh(eight));
        for (unsigned h = 0; h < BOOK_HINTS; h++)
            hints[h] |= (eight >> 8 * h & 0xFF) << i;
    }
    for (unsigned h = 0; h < BOOK_HINTS; h++) t->hint[h][block] = hints[h];
    t->hint[BOOK_HINTS][block] = lines;
}

/* Finds the node of each word, then reads it: both some tokens after the memory for it
 * was asked for. */
static void look_up_all(mark_text *t) {
    const wordbook *book = t->book;
    const uint32_t n = t->token_n;
    size_t blocks = (size_t)n / 64 + 1;
    uint64_t *hints = arena_raw(t->a, HINTS * blocks, sizeof *hints);
    for (unsigned h = 0; h < HINTS; h++) t->hint[h] = hints + h * blocks;
    for (uint32_t i = 0; i < n && i < 64; i++) book_prefetch(book, t->token[i].hash);
    for (size_t block = 0; block < blocks; block++) {
        uint32_t first = (uint32_t)block * 64, end = n - first < 64 ? n : first + 64;
        uint32_t ahead = n - first < 128 ? n : first + 128;
        for (uint32_t i = end; i < ahead; i++) book_prefetch(book, t->token[i].hash);
        for (uint32_t i = first; i < end; i++) {
            uint32_t entry = book_first(book, t->token[i].hash);
            t->token[i].entry = t->token[i].sign ? BOOK_ROOT : entry;
            book_prefetch_node(book, entry);
        }
        look_up_block(t, block, end - first);
    }
}

void text_tokens(mark_text *t) {
    reader *r = arena_new(t->a, reader);
    r->t = t;
    r->gap = TOKEN_LINE;
    r->map = runs_map(t->a, t->text);
    r->tokens.cap = r->map.runs + r->map.runs / 4 + 16; /* and signs */
    r->tokens.at = arena_raw(t->a, r->tokens.cap, sizeof *r->tokens.at);
    for (read_plain(r); r->at < t->text.n; read_plain(r)) read_token(r);
    size_t end = t->text.n;
    r->gap = TOKEN_LINE;
    add_token(r, end, end, 0);
    t->token = r->tokens.at;
    t->token_n = r->tokens.n - 1;
    look_up_all(t);
}

uint32_t text_longest(const mark_text *t, uint32_t i, book_list list, uint32_t *end) {
    uint32_t node = t->token[i].entry, found = BOOK_ROOT;
    for (uint32_t k = i; node; k++) {
        if (book_has(t->book, node, list)) found = node, *end = k + 1;
        if (!book_goes_on(t->book, node, list) || k + 1 >= t->token_n ||
            t->token[k + 1].flags & TOKEN_LINE ||
            !book_may_step(t->book, node, t->token[k + 1].hash))
            break;
        node = book_step(t->book, node, t->token[k + 1].hash);
    }
    return found;
}

uint32_t text_token_at(const mark_text *t, uint32_t offset) {
    uint32_t low = 0, high = t->token_n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (t->token[middle].span.start < offset) low = middle + 1;
        else high = middle;
    }
    return low;
}
