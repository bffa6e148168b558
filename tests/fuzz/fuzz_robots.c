/* robots.txt in any bytes, asked about a path that stands in its first line. */
#include "read/robots.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    arena memory;
    arena_init(&memory, 0);
    rt_str text = {(const char *)data, size}, path;
    if (str_line(&text, &path) && text.s) {
        robots r = robots_parse(&memory, text, STR("retold"));
        robots_allow(&r, &memory, path);
    }
    arena_release(&memory);
    return 0;
}
