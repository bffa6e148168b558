/* arena.h: memory that is given back all at once.
 * One arena per article in flight: no frees inside a stage, no leaks on a rejected input.
 * Pointers stay valid until arena_reset or arena_release. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct arena_block arena_block;

typedef struct arena {
    arena_block *block; /* the one in use; older ones hang behind it */
    size_t used, limit; /* bytes handed out; bytes it may hand out (0: no limit) */
    jmp_buf *on_full;   /* set by arena_try; without it running out aborts */
} arena;

void arena_init(arena *a, size_t limit);
void arena_release(arena *a);
/* The memory of `from`, which starts afresh with the same limit. */
arena arena_move(arena *from);
/* Calls body(context); false when memory or the limit of `a` ran out on the way,
 * whereupon the body was left at once (what it had opened outside the arena stays open).
 * May be nested. */
bool arena_try(arena *a, void (*body)(void *context), void *context);
/* Leaves the body of arena_try as when memory ran out: for memory got elsewhere. */
_Noreturn void arena_full(arena *a);
/* Forgets everything handed out and keeps the largest block for the next use. */
void arena_reset(arena *a);

/* `n` zeroed bytes, aligned for any type; never NULL. */
void *arena_alloc(arena *a, size_t n);
/* Room for `count` items of `size` bytes; a count that overflows counts as running out.
 */
void *arena_array(arena *a, size_t count, size_t size);
/* The same with whatever was there before: for what is written in full at once. */
void *arena_raw(arena *a, size_t count, size_t size);

/* Gives back all but the first `n` bytes of what was handed out last, `p`. */
void arena_shrink(arena *a, const void *p, size_t n);

#define arena_new(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define arena_many(a, type, count) ((type *)arena_array((a), (count), sizeof(type)))

#endif
