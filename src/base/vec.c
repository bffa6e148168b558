#include "base/vec.h"

#include <string.h>

void *vec_grow(arena *a, const void *at, uint32_t n, uint32_t *cap, size_t size) {
    size_t more = n < 8 ? 16 : (size_t)n * 2;
    if (more > UINT32_MAX) more = n == UINT32_MAX ? SIZE_MAX : UINT32_MAX;
    void *grown = arena_array(a, more, size);
    if (n) memcpy(grown, at, n * size);
    *cap = (uint32_t)more;
    return grown;
}
