/* Measures the reuse engine on made-up corpora of any size.
 *     bench_reuse N          N articles: build, look up and align all; found and planted
 *     bench_reuse N write    the same corpus as JSON Lines on standard output
 * Article i is a pure function of i, so nothing but the index is kept in memory. Words
 * are drawn with log-uniform ranks (Zipf's law), each article has names of its own, and
 * every tenth retells the one before it in one of four ways; groups of articles share a
 * template. */
#include "base/hash.h"
#include "base/lexicon.h"
#include "base/pipe.h"
#include "match/match.h"
#include "match/sketch.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum {
    COMMON = 60000,  /* words of the language ... */
    STOPS = 120,     /* ... of which the first are function words */
    NAMES = 2000000, /* names and numbers, after them */
    TABLE = 1 << 16,
    LONGEST = 900, /* words of an article */
    TEMPLATE = 50, /* words that all articles of a group share */
    GROUPS = 50,
    WORD_BYTES = 6 /* of text a word stands for, blank included */
};

typedef enum kind { ORIGINAL, VERBATIM, EDITED, REORDERED, REWORDED, KINDS } kind;
static const char *const kind_name[KINDS] = {"original", "verbatim", "edited",
                                             "reordered", "reworded"};

typedef struct dice {
    uint64_t state;
} dice;

static uint32_t roll(dice *d, uint32_t below) {
    d->state += 0x9E3779B97F4A7C15U;
    return (uint32_t)(((hash_mix(d->state) >> 32) * below) >> 32);
}

/* Ranks of words by an even draw. */
typedef struct language {
    uint32_t rank[TABLE];
} language;

static void language_init(language *l) {
    for (int i = 0; i < TABLE; i++)
        l->rank[i] = (uint32_t)exp(log(COMMON) * (i + 0.5) / TABLE);
}

typedef struct article {
    uint32_t word[LONGEST + TEMPLATE];
    uint32_t n;
} article;

static kind kind_of(uint32_t i) { return i % 10 == 9 ? 1 + i / 10 % 4 : ORIGINAL; }

static uint32_t draw(const language *l, dice *d, const uint32_t *names) {
    uint32_t x = roll(d, 100);
    if (x < 8) return names[roll(d, 12)];
    if (x < 9) return COMMON + roll(d, NAMES);
    return l->rank[roll(d, TABLE)];
}

/* 300 to 700 words of its own. */
static void write_original(const language *l, uint32_t i, article *out) {
    dice d = {hash_mix(i + 1)};
    uint32_t names[12];
    for (int k = 0; k < 12; k++) names[k] = COMMON + roll(&d, NAMES);
    out->n = 300 + roll(&d, 400);
    for (uint32_t k = 0; k < out->n; k++) out->word[k] = draw(l, &d, names);
}

/* Words of the source with one in ten replaced, left out or added. */
static uint32_t edit(const language *l, dice *d, const uint32_t *from, uint32_t n,
                     uint32_t *to) {
    uint32_t m = 0;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t x = roll(d, 30);
        if (x == 0) continue;
        if (x == 1) to[m++] = l->rank[roll(d, TABLE)];
        to[m++] = x == 2 ? l->rank[roll(d, TABLE)] : from[k];
    }
    return m;
}

/* Every second common word another, names kept, each ten words in another order. */
static uint32_t reword(const language *l, dice *d, const uint32_t *from, uint32_t n,
                       uint32_t *to) {
    for (uint32_t k = 0; k < n; k++)
        to[k] = from[k] < COMMON && roll(d, 100) < 45 ? l->rank[roll(d, TABLE)] : from[k];
    for (uint32_t k = 0; k + 10 <= n; k += 10)
        for (uint32_t j = 9; j > 0; j--) {
            uint32_t o = roll(d, j + 1), swap = to[k + j];
            to[k + j] = to[k + o];
            to[k + o] = swap;
        }
    return n;
}

/* Puts 120 words of the source in place of so many of the article's. */
static void retell(const language *l, const article *source, uint32_t i, article *out) {
    enum { TOLD = 120 };
    dice d = {hash_mix(i + 1) ^ 99};
    uint32_t at = roll(&d, out->n - 2 * TOLD), from = roll(&d, source->n - TOLD);
    uint32_t told[2 * TOLD], n = TOLD;
    const uint32_t *words = source->word + from;
    switch (kind_of(i)) {
        case EDITED: n = edit(l, &d, words, TOLD, told); break;
        case REWORDED: n = reword(l, &d, words, TOLD, told); break;
        default:
            for (uint32_t k = 0; k < TOLD; k++)
                told[k] = words[kind_of(i) == REORDERED ? (k + 40) % TOLD : k];
    }
    if (n > TOLD) n = TOLD;
    for (uint32_t k = 0; k < n; k++) out->word[at + k] = told[k];
}

static void add_template(const language *l, uint32_t i, article *out) {
    dice d = {hash_mix(i % GROUPS) ^ 7};
    for (uint32_t k = 0; k < TEMPLATE; k++)
        out->word[out->n++] = l->rank[roll(&d, TABLE)];
}

static void write_article(const language *l, uint32_t i, article *out) {
    write_original(l, i, out);
    if (kind_of(i) != ORIGINAL) {
        article source;
        write_original(l, i - 1, &source);
        retell(l, &source, i, out);
    }
    if (i % 3 == 0) add_template(l, i, out);
}

static match_text text_of(const article *a, uint32_t i, arena *mem) {
    uint64_t *hash = arena_many(mem, uint64_t, a->n),
             *stem = arena_many(mem, uint64_t, a->n);
    rt_span *span = arena_many(mem, rt_span, a->n);
    uint8_t *flags = arena_many(mem, uint8_t, a->n);
    uint32_t *sentence = arena_many(mem, uint32_t, a->n / 20 + 2), sentences = 0;
    for (uint32_t k = 0; k < a->n; k++) {
        uint32_t w = a->word[k];
        hash[k] = hash_mix(w + 1);
        stem[k] = w < STOPS || w >= COMMON ? hash[k] : hash_mix(w / 2 + 1);
        span[k] = (rt_span){k * WORD_BYTES, k * WORD_BYTES + WORD_BYTES - 1};
        flags[k] = w < STOPS ? RT_TERM_STOP : w >= COMMON ? RT_TERM_NAME : 0;
        if (k % 20 == 19 || k + 1 == a->n) sentence[++sentences] = k + 1;
    }
    return (match_text){.terms = {hash, stem, span, flags, a->n, sentence, sentences},
                        .group = i % GROUPS + 1,
                        .day = (int32_t)(i % 365)};
}

typedef struct run {
    language language;
    match_options options;
    match_index *index;
    uint32_t n;
    uint64_t words, candidates, found, planted[KINDS], met[KINDS], right[KINDS];
} run;

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static match_text make_text(const run *r, uint32_t i, arena *mem) {
    article a;
    write_article(&r->language, i, &a);
    return text_of(&a, i, mem);
}

/* Time to make all texts, which is no part of the engine's. */
static double time_making(run *r) {
    arena mem;
    arena_init(&mem, 0);
    double start = seconds();
    for (uint32_t i = 0; i < r->n; i++) {
        r->words += make_text(r, i, &mem).terms.n;
        arena_reset(&mem);
    }
    arena_release(&mem);
    return seconds() - start;
}

static void print_sketching(run *r) {
    enum { TEXTS = 2000, ROUNDS = 5 };
    arena texts_mem, mem;
    arena_init(&texts_mem, 0);
    arena_init(&mem, 0);
    match_text texts[TEXTS];
    uint64_t words = 0;
    uint32_t n;
    for (uint32_t i = 0; i < TEXTS; i++) texts[i] = make_text(r, i, &texts_mem);
    double start = seconds();
    for (uint32_t i = 0; i < TEXTS * ROUNDS; i++) {
        sketch_hashes(&texts[i % TEXTS].terms, &mem, &n);
        words += texts[i % TEXTS].terms.n;
        arena_reset(&mem);
    }
    printf("sketching: %.0f MB of text a second\n",
           (double)words * WORD_BYTES / (seconds() - start) / 1e6);
    arena_release(&mem);
    arena_release(&texts_mem);
}

static bool build(run *r) {
    arena mem;
    arena_init(&mem, 0);
    bool good = true;
    for (uint32_t i = 0; i < r->n && good; i++) {
        match_text text = make_text(r, i, &mem);
        good = match_index_add(r->index, &text) == i;
        arena_reset(&mem);
    }
    arena_release(&mem);
    return good && match_index_settle(r->index);
}

static void judge(run *r, uint32_t a, uint32_t b) {
    uint32_t low = a < b ? a : b, high = a < b ? b : a;
    r->found++;
    if (high == low + 1 && kind_of(high) != ORIGINAL) r->right[kind_of(high)]++;
}

/* Looks every article up and aligns it with the candidates before it. */
static void relate(run *r) {
    arena mem;
    arena_init(&mem, 0);
    for (uint32_t i = 0; i < r->n; i++) {
        match_text text = make_text(r, i, &mem);
        uint32_t n;
        const match_candidate *c = match_candidates(r->index, &text, i, &mem, &n);
        if (kind_of(i) != ORIGINAL) r->planted[kind_of(i)]++;
        for (uint32_t k = 0; k < n; k++) {
            if (!c[k].wording || c[k].text > i) continue;
            rt_pair pair = {0};
            match_text other = make_text(r, c[k].text, &mem);
            match_align(r->index, &r->options, &text, &other, &mem, &pair);
            r->candidates++;
            if (c[k].text + 1 == i) r->met[kind_of(i)]++;
            if (pair.passages_n) judge(r, i, c[k].text);
        }
        arena_reset(&mem);
    }
    arena_release(&mem);
}

static void print_found(const run *r) {
    uint64_t right = 0;
    printf("%-10s %8s %8s %8s %7s\n", "kind", "planted", "aligned", "found", "recall");
    for (int k = 1; k < KINDS; k++) {
        right += r->right[k];
        printf("%-10s %8llu %8llu %8llu %7.4f\n", kind_name[k],
               (unsigned long long)r->planted[k], (unsigned long long)r->met[k],
               (unsigned long long)r->right[k],
               r->planted[k] ? (double)r->right[k] / (double)r->planted[k] : 0);
    }
    printf("pairs aligned %llu, found %llu, precision %.4f\n",
           (unsigned long long)r->candidates, (unsigned long long)r->found,
           r->found ? (double)right / (double)r->found : 0);
}

static int measure(run *r) {
    print_sketching(r);
    double making = time_making(r), start = seconds();
    r->index = match_index_new(&r->options);
    if (!r->index || !build(r)) return 2;
    double built = seconds();
    relate(r);
    double related = seconds();
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%u articles, %.0f MB of text, one thread of %u processors\n", r->n,
           (double)r->words * WORD_BYTES / 1e6, pipe_processors());
    printf(
        "index %.2f s, look up and align %.2f s (making texts %.2f s taken off each)\n",
        built - start - making, related - built - making, making);
    printf("largest resident size %.0f MB\n", (double)usage.ru_maxrss / 1e3);
    print_found(r);
    match_index_free(r->index);
    return 0;
}

/* A language's words on paper: its function words are those of English, so that the text
 * is read as English is; all others are made up of syllables. */
typedef struct spelling {
    const lex_entry *stop;
    size_t stops_n;
} spelling;

static void write_word(const spelling *s, uint32_t w, bool first) {
    char made[16];
    size_t n = 0;
    rt_str word = {made, 0};
    if (w < s->stops_n && w < STOPS) {
        word = s->stop[w].phrase;
    } else {
        uint32_t words = w < COMMON ? 1 << 20 : 1 << 24;
        for (uint64_t x = hash_mix(w + 1) % words + words / 16; x; x /= 17)
            made[n++] = "aeioubdfgklmnprst"[x % 17];
        word.n = n;
    }
    bool capital = (first || w >= COMMON) && word.s[0] >= 'a' && word.s[0] <= 'z';
    printf("%c%.*s", capital ? word.s[0] - 32 : word.s[0], (int)word.n - 1, word.s + 1);
}

/* Sentences of 20 words, paragraphs of five sentences, of which the last is somebody's
 * words. */
static void write_text(const spelling *s, const article *a) {
    enum { SENTENCE = 20, PARAGRAPH = 100 };
    uint32_t name = COMMON;
    for (uint32_t k = 0; k < a->n; k++) {
        bool quoted = k % PARAGRAPH >= PARAGRAPH - SENTENCE;
        bool last = k % SENTENCE == SENTENCE - 1 || k + 1 == a->n;
        if (k) fputs(k % PARAGRAPH ? " " : "\\n", stdout);
        if (quoted && k % SENTENCE == 0) fputs("\\\"", stdout);
        write_word(s, a->word[k], k % SENTENCE == 0);
        if (a->word[k] >= COMMON) name = a->word[k];
        if (last && quoted) fputs(",\\\" said ", stdout);
        if (last && quoted) write_word(s, name, true);
        if (last) putchar('.');
    }
}

static void write_json(run *r, const lexicon *lex) {
    enum { TITLE = 8, FIRST_YEAR = 2020, MONTHS = 12, DAYS = 28 };
    spelling s;
    s.stop = lex_entries(lex_get(lex, "lang/en", "stop_words"), &s.stops_n);
    for (uint32_t i = 0; i < r->n; i++) {
        article a;
        write_article(&r->language, i, &a);
        fputs("{\"title\":\"", stdout);
        for (uint32_t k = 0; k < TITLE; k++) {
            if (k) putchar(' ');
            write_word(&s, a.word[k], k == 0);
        }
        uint32_t day = i % (MONTHS * DAYS);
        printf("\",\"outlet\":\"Outlet %u\",\"published\":\"%d-%02u-%02u\",\"text\":\"",
               i % GROUPS, FIRST_YEAR, day / DAYS + 1, day % DAYS + 1);
        write_text(&s, &a);
        puts("\"}");
    }
}

int main(int argc, char **argv) {
    static run r = {.options = {.passages_only = true}};
    r.n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 10000;
    language_init(&r.language);
    if (argc < 3) return measure(&r);
    const lexicon *lex = lexicon_all();
    if (!lex) return 2;
    write_json(&r, lex);
    return ferror(stdout) ? 2 : 0;
}
