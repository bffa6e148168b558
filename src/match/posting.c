#include "match/posting.h"

#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

enum {
    DIGIT_BITS = 13, /* of the radix sort: three passes over the bits of a hash */
    DIGITS = 1 << DIGIT_BITS,
    KEY_BITS = 64 - POSTING_TEXT_BITS,
    FRESH_LEAST = 1 << 16, /* settled on its own accord beyond this ... */
    FRESH_PART = 4,        /* ... and beyond this part of all */
    BUCKET = 16,           /* postings that one entry of `first` stands for, about */
    BITS_MOST = 26,
    AHEAD = 8,       /* lookups for which memory is fetched */
    MANY = 4096,     /* lookups that are worth sorting */
    HITS_ROOM = 1024 /* texts found for which memory is got at once */
};

static posting posting_of(uint64_t hash, uint32_t text) {
    return (posting_key(hash) << POSTING_TEXT_BITS) | text;
}

static void run_release(posting_run *run) {
    if (!run->mapped) free(run->at);
    if (!run->mapped) free(run->first);
    *run = (posting_run){0};
}

void posting_release(posting_list *list) {
    for (unsigned i = 0; i < list->runs_n; i++) run_release(&list->run[i]);
    free(list->fresh);
    free(list->repeats);
    *list = (posting_list){0};
}

static uint64_t posting_count(const posting_list *list) {
    uint64_t n = list->fresh_n;
    for (unsigned i = 0; i < list->runs_n; i++) n += list->run[i].n;
    return n;
}

posting *posting_sort(posting *at, posting *other, uint64_t n) {
    _Static_assert(3 * DIGIT_BITS >= KEY_BITS, "three passes are enough");
    for (unsigned shift = 64 - 3 * DIGIT_BITS; shift < 64; shift += DIGIT_BITS) {
        uint64_t start[DIGITS + 1] = {0};
        for (uint64_t i = 0; i < n; i++) start[(at[i] >> shift & (DIGITS - 1)) + 1]++;
        for (unsigned d = 1; d <= DIGITS; d++) start[d] += start[d - 1];
        for (uint64_t i = 0; i < n; i++)
            other[start[at[i] >> shift & (DIGITS - 1)]++] = at[i];
        posting *swap = at;
        at = other;
        other = swap;
    }
    return at;
}

/* Fills `first`; false when memory runs out. */
static bool index_run(posting_run *run) {
    run->bits = 4;
    while (run->bits < BITS_MOST && (run->n >> run->bits) > BUCKET) run->bits++;
    uint64_t buckets = (uint64_t)1 << run->bits, b = 0;
    run->first = malloc((buckets + 1) * sizeof *run->first);
    if (!run->first) return false;
    for (uint64_t i = 0; i < run->n; i++)
        while (b <= run->at[i] >> (64 - run->bits)) run->first[b++] = i;
    while (b <= buckets) run->first[b++] = run->n;
    return true;
}

/* Makes one run of the last two. */
static bool merge_last(posting_list *list) {
    posting_run *x = &list->run[list->runs_n - 2], *y = x + 1;
    posting_run both = {.n = x->n + y->n};
    both.at = malloc(both.n * sizeof *both.at);
    if (!both.at) return false;
    uint64_t i = 0, j = 0, k = 0;
    while (i < x->n && j < y->n)
        both.at[k++] = x->at[i] <= y->at[j] ? x->at[i++] : y->at[j++];
    if (i < x->n) memcpy(both.at + k, x->at + i, (x->n - i) * sizeof *both.at);
    if (j < y->n) memcpy(both.at + k, y->at + j, (y->n - j) * sizeof *both.at);
    if (!index_run(&both)) {
        free(both.at);
        return false;
    }
    run_release(x);
    run_release(y);
    *x = both;
    list->runs_n--;
    return true;
}

/* Makes a run of what is fresh. */
static bool sort_fresh(posting_list *list) {
    posting *other = malloc(list->fresh_n * sizeof *other);
    if (!other) return false;
    posting_run run = {.n = list->fresh_n};
    run.at = posting_sort(list->fresh, other, list->fresh_n);
    free(run.at == other ? list->fresh : other);
    list->fresh = run.at;
    list->fresh_cap = list->fresh_n;
    if (!index_run(&run)) return false; /* sorted again with what follows */
    list->run[list->runs_n++] = run;
    list->fresh = NULL;
    list->fresh_n = list->fresh_cap = 0;
    return true;
}

bool posting_settle(posting_list *list) {
    if (list->fresh_n > 0 && !sort_fresh(list)) return false;
    while (list->runs_n >= 2 &&
           list->run[list->runs_n - 2].n < 2 * list->run[list->runs_n - 1].n)
        if (!merge_last(list)) return false;
    return true;
}

bool posting_add(posting_list *list, const uint64_t *hash, uint32_t n, uint32_t text) {
    if (text >= POSTING_TEXTS) return false;
    free(list->repeats);
    list->repeats = NULL;
    if (list->fresh_n + n > list->fresh_cap) {
        uint64_t cap = list->fresh_cap + list->fresh_cap / 2 + n + 1024;
        posting *more = realloc(list->fresh, cap * sizeof *more);
        if (!more) return false;
        list->fresh = more;
        list->fresh_cap = cap;
    }
    for (uint32_t i = 0; i < n; i++)
        list->fresh[list->fresh_n++] = posting_of(hash[i], text);
    uint64_t settled = posting_count(list) - list->fresh_n;
    if (list->fresh_n < FRESH_LEAST || list->fresh_n < settled / FRESH_PART) return true;
    return posting_settle(list);
}

bool posting_skip_single(posting_list *list) {
    enum { BITS_A_POSTING = 8 };
    unsigned bits = 6;
    while (bits < KEY_BITS && posting_count(list) * BITS_A_POSTING >> bits) bits++;
    uint64_t words = (uint64_t)1 << bits >> 6;
    uint64_t *met = calloc(words, sizeof *met), *twice = calloc(words, sizeof *twice);
    for (unsigned r = 0; met && twice && r < list->runs_n; r++)
        for (uint64_t i = 0; i < list->run[r].n; i++) {
            uint64_t bit = list->run[r].at[i] >> (64 - bits), one = (uint64_t)1;
            uint64_t before = met[bit >> 6] >> (bit & 63) & one;
            twice[bit >> 6] |= before << (bit & 63);
            met[bit >> 6] |= one << (bit & 63);
        }
    free(met);
    if (!met || !twice) {
        free(twice);
        return false;
    }
    free(list->repeats);
    list->repeats = twice;
    list->repeats_shift = 64 - bits;
    return true;
}

static bool is_single(const posting_list *list, uint64_t hash) {
    if (!list->repeats) return false;
    uint64_t bit = hash >> list->repeats_shift;
    return !(list->repeats[bit >> 6] >> (bit & 63) & 1);
}

typedef VEC(uint32_t) text_vec;

/* First posting of a run that is not below `key`. */
static uint64_t lower_bound(const posting_run *run, posting key) {
    uint64_t bucket = key >> (64 - run->bits);
    uint64_t low = run->first[bucket], high = run->first[bucket + 1];
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (run->at[middle] < key) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Has the memory that looking up a hash will touch fetched: `near` for one that comes
 * next, else for one that comes after it. */
static void fetch_ahead(const posting_run *run, uint64_t hash, bool near) {
    const uint64_t *first = &run->first[hash >> (64 - run->bits)];
    enum { LINE = 64 / sizeof(posting) };
    if (!near) __builtin_prefetch(first);
    for (uint64_t i = *first; near && i < run->n && i < first[1] + LINE; i += LINE)
        __builtin_prefetch(&run->at[i]);
}

/* Finds the first texts of a hash in a run, up to out[most]; returns how many it has. Of
 * more than `most` only a few are told. */
static uint32_t find_in_run(const posting_run *run, uint64_t hash, uint32_t most,
                            uint32_t *out) {
    posting key = posting_of(hash, 0);
    uint64_t first = lower_bound(run, key);
    bool more =
        run->n - first > most && posting_key(run->at[first + most]) == posting_key(key);
    uint32_t n = 0, told = more && most >= POSTING_TOLD ? POSTING_TOLD : most + 1;
    for (uint64_t i = first; i < run->n && n < told; i++) {
        if (posting_key(run->at[i]) != posting_key(key)) break;
        out[n++] = posting_text(run->at[i]);
    }
    return more ? most + 1 : n;
}

/* What is fresh of each hash asked for, in one pass over it. */
static const text_vec *find_fresh(const posting_list *list, const uint64_t *hash,
                                  uint32_t n, uint32_t most, arena *mem) {
    uint32_t size = 16;
    while (size < 4 * (uint64_t)n) size *= 2;
    text_vec *out = arena_array(mem, n, sizeof *out);
    uint32_t *asked = arena_many(mem, uint32_t, size); /* position in `hash`, plus one */
    for (uint32_t i = 0; i < n; i++) {
        uint32_t slot = (uint32_t)(hash[i] >> 32) & (size - 1);
        while (asked[slot] && posting_key(hash[asked[slot] - 1]) != posting_key(hash[i]))
            slot = (slot + 1) & (size - 1);
        if (!asked[slot]) asked[slot] = i + 1;
    }
    for (uint64_t f = 0; f < list->fresh_n; f++) {
        uint32_t slot = (uint32_t)(list->fresh[f] >> 32) & (size - 1);
        while (asked[slot] &&
               posting_key(hash[asked[slot] - 1]) != posting_key(list->fresh[f]))
            slot = (slot + 1) & (size - 1);
        if (!asked[slot]) continue;
        text_vec *texts = &out[asked[slot] - 1];
        if (texts->n <= most) *vec_push(mem, texts) = posting_text(list->fresh[f]);
    }
    return out;
}

/* Finds the texts of one hash in all runs. */
static uint32_t find_hash(const posting_list *list, uint64_t hash, uint32_t most,
                          uint32_t *out) {
    uint32_t found = 0;
    for (unsigned r = 0; r < list->runs_n && found <= most; r++)
        found += find_in_run(&list->run[r], hash, most - found, out + found);
    return found;
}

/* Positions of the hashes to be looked up: many in the order of the hashes, so that
 * memory is walked through in one direction. */
static const uint32_t *asked_of(const posting_list *list, const uint64_t *hash,
                                uint32_t n, arena *mem, uint32_t *asked_n) {
    uint32_t *asked = arena_raw(mem, n, sizeof *asked), k = 0;
    for (uint32_t i = 0; i < n; i++)
        if (!is_single(list, hash[i])) asked[k++] = i;
    *asked_n = k;
    if (k < MANY || n > POSTING_TEXTS) return asked;
    posting *at = arena_raw(mem, k, sizeof *at);
    for (uint32_t i = 0; i < k; i++) at[i] = posting_of(hash[asked[i]], asked[i]);
    at = posting_sort(at, arena_raw(mem, k, sizeof *at), k);
    for (uint32_t i = 0; i < k; i++) asked[i] = posting_text(at[i]);
    return asked;
}

void posting_fetch(const posting_list *list, uint64_t hash, bool near) {
    for (unsigned r = 0; r < list->runs_n; r++) fetch_ahead(&list->run[r], hash, near);
}

const posting_hits *posting_find(const posting_list *list, const uint64_t *hash,
                                 uint32_t n, uint32_t most, arena *mem) {
    const text_vec *fresh = NULL;
    if (list->fresh_n > 0) fresh = find_fresh(list, hash, n, most, mem);
    posting_hits *hits = arena_many(mem, posting_hits, n);
    uint32_t asked_n, *room = NULL, left = 0;
    const uint32_t *asked = asked_of(list, hash, n, mem, &asked_n);
    for (uint32_t k = 0; k < asked_n; k++) {
        uint32_t i = asked[k];
        if (k + 2 * AHEAD < asked_n)
            posting_fetch(list, hash[asked[k + 2 * AHEAD]], false);
        if (k + AHEAD < asked_n) posting_fetch(list, hash[asked[k + AHEAD]], true);
        if (k && posting_key(hash[i]) == posting_key(hash[asked[k - 1]])) {
            hits[i] = hits[asked[k - 1]];
            continue;
        }
        if (left <= most) {
            left = HITS_ROOM + most + 1;
            room = arena_raw(mem, left, sizeof *room);
        }
        uint32_t found = find_hash(list, hash[i], most, room);
        for (uint32_t f = 0; fresh && f < fresh[i].n && found <= most; f++)
            room[found++] = fresh[i].at[f];
        hits[i] = (posting_hits){room, found};
        room += found;
        left -= found;
    }
    return hits;
}

unsigned posting_stretches(const posting_list *list, uint64_t hash,
                           posting_stretch *out) {
    posting key = posting_of(hash, 0);
    unsigned n = 0;
    for (unsigned r = list->runs_n; r-- > 0;) {
        const posting_run *run = &list->run[r];
        uint64_t low = lower_bound(run, key), step = 1, high;
        if (low == run->n || posting_key(run->at[low]) != posting_key(key)) continue;
        while (low + step < run->n &&
               posting_key(run->at[low + step]) == posting_key(key))
            step *= 2;
        high = low + step < run->n ? low + step : run->n;
        for (uint64_t left = low + step / 2; left < high;) {
            uint64_t middle = left + (high - left) / 2;
            if (posting_key(run->at[middle]) == posting_key(key)) left = middle + 1;
            else high = middle;
        }
        out[n++] = (posting_stretch){run->at + low, high - low};
    }
    return n;
}

/* ---- keeping */

static uint64_t firsts_of(unsigned bits) { return ((uint64_t)1 << bits) + 1; }

void posting_write(posting_list *list, cache *c) {
    cache_put_number(c, list->runs_n);
    for (unsigned r = 0; r < list->runs_n; r++) {
        posting_run *run = &list->run[r];
        cache_put_number(c, run->n);
        cache_put_number(c, run->bits);
        cache_put_array(c, run->at, run->n * sizeof *run->at, &run->at_part);
        cache_put_array(c, run->first, firsts_of(run->bits) * sizeof *run->first,
                        &run->first_part);
    }
}

static bool in_order(const posting_run *run, uint32_t texts) {
    for (uint64_t i = 0; i < run->n; i++)
        if (posting_text(run->at[i]) >= texts || (i > 0 && run->at[i - 1] > run->at[i]))
            return false;
    for (uint64_t b = 0; b < firsts_of(run->bits); b++)
        if (run->first[b] > run->n || (b > 0 && run->first[b - 1] > run->first[b]))
            return false;
    return true;
}

void posting_read(posting_list *list, uint32_t texts, cache *c) {
    uint64_t runs = cache_number(c);
    if (runs > POSTING_RUNS) c->failed = true;
    while (!c->failed && list->runs_n < runs) {
        posting_run run = {.n = cache_number(c), .mapped = true};
        uint64_t bits = cache_number(c);
        if (bits < 1 || bits > BITS_MOST || run.n > c->mapped) {
            c->failed = true;
            return;
        }
        run.bits = (unsigned)bits;
        run.at = cache_array(c, run.n * sizeof *run.at, &run.at_part);
        run.first =
            cache_array(c, firsts_of(run.bits) * sizeof *run.first, &run.first_part);
        if (c->failed || (!c->trusted && !in_order(&run, texts))) c->failed = true;
        else list->run[list->runs_n++] = run;
    }
}
