/* Columns of a corpus that came from anywhere: unpacking must not be led astray. */
#include "store/pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    enum { TEXT_BYTES = 1000 };
    arena a;
    arena_init(&a, 0);
    rt_str bytes = str_copy(&a, (rt_str){(const char *)data, size});
    char *text = arena_many(&a, char, TEXT_BYTES);
    rt_article article = {.text = {text, TEXT_BYTES}};
    rt_pair pair = {0};
    uint32_t n = 0;
    unpack_parts(bytes, &a, &article);
    if (unpack_passages(bytes, TEXT_BYTES, TEXT_BYTES, &a, &pair))
        for (uint32_t i = 0; i < pair.passages_n; i++)
            if (pair.passages[i].b.end > TEXT_BYTES) __builtin_trap();
    unpack_spans(bytes, TEXT_BYTES, &a, &n);
    arena_release(&a);
    return 0;
}
