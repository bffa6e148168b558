#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Blocks double from 64 KiB to 8 MiB: few mallocs for a long article, little waste for a
 * short one. */
enum {
    FIRST_BLOCK = 64 << 10,
    LAST_BLOCK = 8 << 20,
    HUGE_PAGE = 2 << 20,
    ALIGN = alignof(max_align_t)
};

struct arena_block {
    arena_block *older;
    size_t size, used;
    max_align_t data[];
};

_Noreturn void arena_full(arena *a) {
    if (a->on_full) longjmp(*a->on_full, 1);
    abort();
}

void arena_init(arena *a, size_t limit) { *a = (arena){.limit = limit}; }

bool arena_try(arena *a, void (*body)(void *context), void *context) {
    jmp_buf full, *const outer = a->on_full;
    a->on_full = &full;
    if (setjmp(full) == 0) {
        body(context);
        a->on_full = outer;
        return true;
    }
    a->on_full = outer;
    return false;
}

static void free_chain(arena_block *b) {
    while (b) {
        arena_block *older = b->older;
        free(b);
        b = older;
    }
}

void arena_release(arena *a) {
    free_chain(a->block);
    a->block = NULL;
    a->used = 0;
}

arena arena_move(arena *from) {
    arena to = *from;
    to.on_full = NULL;
    from->block = NULL;
    from->used = 0;
    return to;
}

void arena_reset(arena *a) {
    arena_block *largest = a->block;
    for (arena_block *b = a->block; b; b = b->older)
        if (b->size > largest->size) largest = b;
    for (arena_block *b = a->block; b;) {
        arena_block *older = b->older;
        if (b != largest) free(b);
        b = older;
    }
    if (largest) {
        largest->older = NULL;
        largest->used = 0;
    }
    a->block = largest;
    a->used = 0;
}

/* A large block is filled from its start on: a few huge pages spare thousands of faults.
 * They are only a wish. */
static void *get_large(size_t size) {
    size_t whole = (size + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    void *block = whole < size ? NULL : aligned_alloc(HUGE_PAGE, whole);
    if (block) (void)madvise(block, whole, MADV_HUGEPAGE);
    return block;
}

static void add_block(arena *a, size_t n) {
    size_t size = a->block ? a->block->size * 2 : FIRST_BLOCK;
    if (size > LAST_BLOCK) size = LAST_BLOCK;
    bool large = size == LAST_BLOCK || n > LAST_BLOCK;
    if (large) size -= sizeof(arena_block);
    if (size < n) size = n;
    size_t all = size > SIZE_MAX - sizeof(arena_block) ? 0 : sizeof(arena_block) + size;
    arena_block *b = !all ? NULL : large ? get_large(all) : malloc(all);
    if (!b) arena_full(a);
    *b = (arena_block){.older = a->block, .size = size};
    a->block = b;
}

static size_t aligned(size_t n) { return (n + ALIGN - 1) & ~(size_t)(ALIGN - 1); }

static void *take(arena *a, size_t n) {
    if (n > SIZE_MAX - ALIGN) arena_full(a);
    n = aligned(n);
    if (a->limit && n > a->limit - a->used) arena_full(a);
    if (!a->block || n > a->block->size - a->block->used) add_block(a, n);
    void *p = (char *)a->block->data + a->block->used;
    a->block->used += n;
    a->used += n;
    return p;
}

void *arena_alloc(arena *a, size_t n) { return memset(take(a, n), 0, n); }

void *arena_array(arena *a, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size) arena_full(a);
    return arena_alloc(a, count * size);
}

void *arena_raw(arena *a, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size) arena_full(a);
    return take(a, count * size);
}

void arena_shrink(arena *a, const void *p, size_t n) {
    size_t used = (size_t)((const char *)p - (const char *)a->block->data) + aligned(n);
    a->used -= a->block->used - used;
    a->block->used = used;
}
