#include "match/finds.h"

#include <string.h>

/* The seeds of one kind of all texts, one text after the other. */
typedef struct seeds {
    uint64_t *hash;
    uint32_t n;
} seeds;

static seeds seeds_room(arena *a, uint32_t n) {
    return (seeds){arena_raw(a, n, sizeof(uint64_t)), 0};
}

static void gather(seeds *s, const uint64_t *hash, uint32_t n) {
    if (n) memcpy(s->hash + s->n, hash, n * sizeof *hash);
    s->n += n;
}

static const posting_hits *find(const posting_list *list, const seeds *s, uint32_t most,
                                arena *a) {
    return posting_find(list, s->hash, s->n, most, a);
}

void match_look_up(const match_index *index, match_text *texts, uint32_t n, arena *a) {
    uint32_t wording_n = 0, stems_n = 0;
    match_finds *out = arena_many(a, match_finds, n);
    for (uint32_t i = 0; i < n; i++) {
        texts[i].digest = digest_of(&index->options, &texts[i], a);
        wording_n += texts[i].digest->wording_n;
        stems_n += texts[i].digest->stems_n;
    }
    seeds wording = seeds_room(a, wording_n), stems = seeds_room(a, stems_n);
    seeds names = seeds_room(a, n);
    for (uint32_t i = 0; i < n; i++) {
        const match_digest *d = texts[i].digest;
        gather(&wording, digest_wording(d), d->wording_n);
        gather(&stems, digest_stems(d), d->stems_n);
        gather(&names, &d->name, 1);
    }
    match_finds next = {find(&index->wording, &wording, INDEX_SEED_TEXTS, a),
                        find(&index->stems, &stems, INDEX_SEED_TEXTS, a),
                        find(&index->names, &names, FINDS_NAMESAKES, a)};
    for (uint32_t i = 0; i < n; i++) {
        out[i] = next;
        texts[i].finds = &out[i];
        next.wording += texts[i].digest->wording_n;
        next.stems += texts[i].digest->stems_n;
        next.same++;
    }
}

const match_finds *finds_of(const match_index *index, const match_text *text, arena *a) {
    match_text one = *text;
    if (!one.finds) match_look_up(index, &one, 1, a);
    return one.finds;
}
