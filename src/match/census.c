#include "match/census.h"

#include "base/hash.h"

#include <stdlib.h>

/* Terms are 1 and more here. */
static uint32_t key_of(uint32_t term) { return term ? term : 1; }

static uint64_t first_place(const census *c, uint32_t key) {
    return hash_mix(key) & (c->places - 1);
}

static census_place *place_of(const census *c, uint32_t key) {
    uint64_t i = first_place(c, key);
    while (c->at[i].term && c->at[i].term != key) i = (i + 1) & (c->places - 1);
    return &c->at[i];
}

void census_release(census *c) {
    if (!c->mapped) free(c->at);
    *c = (census){0};
}

/* Keeps a third of the places free. */
static bool make_room(census *c) {
    if ((c->used + 1) * 3 <= c->places * 2) return true;
    census wide = *c;
    wide.places = c->places ? c->places * 2 : 1024;
    wide.at = calloc(wide.places, sizeof *wide.at);
    wide.mapped = false;
    if (!wide.at) return false;
    for (uint64_t i = 0; i < c->places; i++)
        if (c->at[i].term) *place_of(&wide, c->at[i].term) = c->at[i];
    census_release(c);
    *c = wide;
    return true;
}

bool census_count(census *c, uint32_t term) {
    if (!make_room(c)) return false;
    census_place *p = place_of(c, key_of(term));
    c->used += p->term == 0;
    p->term = key_of(term);
    p->texts++;
    return true;
}

uint32_t census_texts(const census *c, uint32_t term) {
    return c->places ? place_of(c, key_of(term))->texts : 0;
}

void census_fetch(const census *c, const uint32_t *term, uint32_t n) {
    for (uint32_t i = 0; i < n && c->places; i++)
        __builtin_prefetch(&c->at[first_place(c, key_of(term[i]))]);
}

void census_write(census *c, uint32_t texts, cache *file) {
    /* Few enough for whoever opens the file to count in a moment; many enough for the
     * table not to be written with each text. */
    enum { LEFT_OUT = 32 };
    bool near = !file->anew && c->part.at && texts - c->kept_texts < LEFT_OUT;
    if (!near) {
        c->part = (cache_part){0, 0};
        c->kept_places = c->places;
        c->kept_used = c->used;
        c->kept_texts = texts;
    }
    cache_put_number(file, c->kept_texts);
    cache_put_number(file, c->kept_places);
    cache_put_number(file, c->kept_used);
    cache_put_array(file, c->at, c->kept_places * sizeof *c->at, &c->part);
}

uint32_t census_read(census *c, cache *file) {
    uint64_t texts = cache_number(file), places = cache_number(file);
    uint64_t used = cache_number(file), taken = 0;
    if (places & (places - 1) || places > SIZE_MAX / sizeof(census_place) ||
        (places && used >= places) || texts > UINT32_MAX)
        file->failed = true;
    cache_part part = {0, 0};
    census_place *at = cache_array(file, places * sizeof *at, &part);
    for (uint64_t i = 0; at && !file->trusted && i < places; i++)
        taken += at[i].term != 0;
    if (!at || (!file->trusted && taken != used)) {
        file->failed = true;
        return 0;
    }
    *c = (census){at, places, used, true, part, places, used, (uint32_t)texts};
    return c->kept_texts;
}
