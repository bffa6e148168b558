#include "run/text_cache.h"

#include <stdlib.h>
#include <string.h>

/* Article n has place n % TEXT_CACHE_PLACES: those that arrived one after the other do
 * not push each other out. */
struct text_cache {
    struct {
        cached_text text;
        void *memory;
    } at[TEXT_CACHE_PLACES]; /* an article of 500 words takes about 15 KiB */
};

text_cache *text_cache_new(void) { return calloc(1, sizeof(text_cache)); }

void text_cache_free(text_cache *c) {
    if (!c) return;
    for (uint32_t i = 0; i < TEXT_CACHE_PLACES; i++) free(c->at[i].memory);
    free(c);
}

static size_t terms_size(const rt_terms *t) {
    size_t one = sizeof *t->hash + sizeof *t->stem + sizeof *t->span + sizeof *t->flags;
    return t->n * one + ((size_t)t->sentences_n + 1) * sizeof *t->sentence;
}

static void *put(char **at, const void *from, size_t n) {
    void *to = *at;
    if (n && from) memcpy(to, from, n);
    *at += n;
    return to;
}

/* Copies terms to *at and moves it past them; widest items first, for alignment. */
static rt_terms copy_terms(char **at, const rt_terms *t) {
    rt_terms to = {.n = t->n, .sentences_n = t->sentences_n};
    to.hash = put(at, t->hash, t->n * sizeof *t->hash);
    to.stem = put(at, t->stem, t->n * sizeof *t->stem);
    to.span = put(at, t->span, t->n * sizeof *t->span);
    size_t sentences = t->sentence ? (size_t)t->sentences_n + 1 : 0;
    to.sentence = put(at, t->sentence, sentences * sizeof *t->sentence);
    if (!sentences) to.sentence = NULL;
    to.flags = put(at, t->flags, t->n * sizeof *t->flags);
    return to;
}

enum { ALIGNED = 7 };

static size_t text_size(const match_text *text) {
    size_t digest = text->digest ? match_digest_size(text->digest) : 0;
    return terms_size(&text->terms) + ALIGNED + terms_size(&text->title) + ALIGNED +
           digest;
}

static char *aligned(char *memory, const char *at) {
    return memory + ((size_t)(at - memory) + ALIGNED) / (ALIGNED + 1) * (ALIGNED + 1);
}

static match_text copy_to(char *memory, const match_text *text) {
    match_text to = *text;
    char *at = memory;
    to.terms = copy_terms(&at, &text->terms);
    at = aligned(memory, at);
    to.title = copy_terms(&at, &text->title);
    at = aligned(memory, at);
    if (text->digest) to.digest = put(&at, text->digest, match_digest_size(text->digest));
    return to;
}

match_text text_copy(arena *a, const match_text *text) {
    return copy_to(arena_alloc(a, text_size(text)), text);
}

void text_cache_put(text_cache *c, const cached_text *text) {
    if (!c) return;
    void *memory = malloc(text_size(&text->text));
    if (!memory) return;
    uint32_t place = text->number % TEXT_CACHE_PLACES;
    free(c->at[place].memory);
    c->at[place].memory = memory;
    c->at[place].text = *text;
    c->at[place].text.text = copy_to(memory, &text->text);
}

const cached_text *text_cache_get(const text_cache *c, uint32_t number) {
    if (!c) return NULL;
    uint32_t place = number % TEXT_CACHE_PLACES;
    const cached_text *kept = &c->at[place].text;
    return c->at[place].memory && kept->number == number ? kept : NULL;
}
