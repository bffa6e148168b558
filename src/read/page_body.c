#include "base/hash.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "read/page_head.h"

/* GRAM: words of the runs that texts are compared by. LEAST: words of a body worth
 * comparing; MIN_BLOCK: of a block that is compared. Percentages: of its runs in a block
 * of the body, in one that is not; of the kept words that the body must hold to be that
 * of this article, and of theirs that it must be long to be the whole of it. */
enum {
    GRAM = 4,
    LEAST = 80,
    MIN_BLOCK = 8,
    HELD = 70,
    NOT_HELD = 10,
    SAME_ARTICLE = 80,
    WHOLE = 85
};

/* The runs of words of a text, and which of them blocks of the page have. */
typedef struct gram_set {
    uint64_t *at;
    uint8_t *used;
    size_t mask;
} gram_set;

typedef struct word_walk {
    rt_str text;
    size_t at;
    uint64_t last[GRAM]; /* hashes of the last words, in a ring */
    uint32_t n;          /* words so far */
} word_walk;

/* Moves to the next word; false past the last. */
static bool next_word(word_walk *w) {
    size_t start = SIZE_MAX;
    for (size_t i = w->at; i < w->text.n;) {
        size_t here = i;
        uint32_t c = utf8_next(w->text, &i);
        bool inside = utf8_is_letter(c) || utf8_is_digit(c);
        if (inside && start == SIZE_MAX) start = here;
        if (start == SIZE_MAX) continue;
        if (inside && i < w->text.n) continue;
        size_t end = inside ? i : here;
        w->last[w->n++ % GRAM] = hash_str((rt_str){w->text.s + start, end - start});
        w->at = end;
        return true;
    }
    return false;
}

/* The run of words that ends with the last one read; 0 when there are too few. */
static uint64_t gram_of(const word_walk *w) {
    if (w->n < GRAM) return 0;
    uint64_t h = 1;
    for (uint32_t i = w->n - GRAM; i < w->n; i++) h = hash_mix(h + w->last[i % GRAM]);
    return h | 1;
}

static size_t place_of(const gram_set *set, uint64_t gram) {
    size_t i = gram & set->mask;
    while (set->at[i] && set->at[i] != gram) i = (i + 1) & set->mask;
    return i;
}

static gram_set grams_of(arena *a, rt_str text, uint32_t words) {
    gram_set set = {.mask = 16};
    while (set.mask < (size_t)words * 3) set.mask *= 2;
    set.at = arena_many(a, uint64_t, set.mask);
    set.used = arena_many(a, uint8_t, set.mask);
    set.mask--;
    word_walk w = {.text = text};
    uint32_t kept = 0;
    while (kept < words && next_word(&w)) {
        uint64_t gram = gram_of(&w);
        if (!gram) continue;
        set.at[place_of(&set, gram)] = gram;
        kept++;
    }
    return set;
}

/* Percent of the runs of words of `text` that the set has; with `unused` only those that
 * no block has yet. */
static uint32_t held_by(const gram_set *set, rt_str text, bool unused) {
    word_walk w = {.text = text};
    uint64_t held = 0, all = 0;
    while (next_word(&w)) {
        uint64_t gram = gram_of(&w);
        if (!gram) continue;
        size_t i = place_of(set, gram);
        held += set->at[i] == gram && !(unused && set->used[i]);
        all++;
    }
    return all ? (uint32_t)(held * 100 / all) : 0;
}

static void use(const gram_set *set, rt_str text) {
    word_walk w = {.text = text};
    while (next_word(&w)) {
        uint64_t gram = gram_of(&w);
        if (gram) set->used[place_of(set, gram)] = 1;
    }
}

/* Puts the paragraphs of the body in place of what was kept of the page. */
static void take_body(page *p, rt_str body) {
    VEC(page_block) blocks = {0};
    for (uint32_t i = 0; i < p->blocks_n; i++) {
        page_block b = p->block[i];
        if (page_kept(&b)) b.role = PAGE_OUTSIDE;
        *vec_push(p->a, &blocks) = b;
    }
    rt_str line;
    while (str_field(&body, '\n', &line)) {
        rt_str text = page_plain(p, line);
        uint32_t words = page_words(text);
        if (!words) continue;
        *vec_push(p->a, &blocks) = (page_block){.text = text, .words = words};
    }
    p->block = blocks.at;
    p->blocks_n = blocks.n;
}

/* Takes in what the body has of what was left out beside it, and leaves out what stands
 * before and after all that it has. */
static void follow_body(page *p, const gram_set *set, const uint32_t *held) {
    uint32_t first = UINT32_MAX, last = 0;
    for (uint32_t i = 0; i < p->blocks_n; i++)
        if (page_kept(&p->block[i])) use(set, p->block[i].text);
    for (uint32_t i = 0; i < p->blocks_n; i++) {
        page_block *b = &p->block[i];
        if (held[i] < HELD || b->words < MIN_BLOCK) continue;
        if ((b->role == PAGE_OUTSIDE || b->role == PAGE_LINKS) &&
            held_by(set, b->text, true) >= HELD) {
            b->role = PAGE_TEXT;
            use(set, b->text);
        }
        if (!page_kept(b)) continue;
        if (first == UINT32_MAX) first = i;
        last = i;
    }
    for (uint32_t i = 0; i < p->blocks_n; i++) {
        page_block *b = &p->block[i];
        if (page_kept(b) && b->sentence && b->words >= MIN_BLOCK && held[i] <= NOT_HELD &&
            (i < first || i > last))
            b->role = PAGE_OUTSIDE;
    }
}

void page_hold_against(page *p, rt_str body) {
    rt_str plain = page_plain(p, body);
    uint32_t words = page_words(plain);
    if (words < LEAST) return;
    gram_set set = grams_of(p->a, plain, words);
    uint32_t *held = arena_many(p->a, uint32_t, p->blocks_n);
    uint64_t inside = 0, kept = 0;
    for (uint32_t i = 0; i < p->blocks_n; i++) {
        const page_block *b = &p->block[i];
        if (b->words < MIN_BLOCK) continue;
        held[i] = held_by(&set, b->text, false);
        if (!page_kept(b)) continue;
        kept += b->words;
        if (held[i] >= HELD) inside += b->words;
    }
    if (inside * 100 < kept * SAME_ARTICLE) return;
    if (words > 2 * kept) take_body(p, body);
    else if ((uint64_t)words * 100 >= kept * WHOLE) follow_body(p, &set, held);
}
