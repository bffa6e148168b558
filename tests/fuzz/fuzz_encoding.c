/* Any bytes under any label: the first line is the label. */
#include "base/utf8.h"
#include "read/encoding.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    arena memory;
    arena_init(&memory, 0);
    rt_str rest = {(const char *)data, size}, label;
    if (!str_line(&rest, &label) || !rest.s) rest = (rt_str){"", 0};
    rt_str text = encoding_decode(&memory, rest, label);
    if (utf8_valid(text) != text.n) abort();
    arena_release(&memory);
    return 0;
}
