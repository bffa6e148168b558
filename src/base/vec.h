/* vec.h: growing arrays in an arena.
 * A vec is any struct with the fields { T *at; uint32_t n, cap; }.
 * Growth copies into fresh arena memory, so pointers into a vec do not survive a push. */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include "base/arena.h"

#include <stdint.h>

#define VEC(type)                                                                        \
    struct {                                                                             \
        type *at;                                                                        \
        uint32_t n, cap;                                                                 \
    }

/* A pointer to a new, zeroed last item of the vec `v` points to. */
#define vec_push(a, v)                                                                   \
    ((v)->n == (v)->cap                                                                  \
         ? (void)((v)->at = vec_grow((a), (v)->at, (v)->n, &(v)->cap, sizeof *(v)->at))  \
         : (void)0,                                                                      \
     (v)->at + (v)->n++)

/* The `n` items of `at` in a larger zeroed array; sets *cap. More than UINT32_MAX items
 * count as the arena running out. */
void *vec_grow(arena *a, const void *at, uint32_t n, uint32_t *cap, size_t size);

#endif
