/* A stored HTTP response in any bytes: headers, chunks, and codings one upon the other.
 */
#include "read/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    enum { LIMIT = 1 << 20 };
    arena memory;
    arena_init(&memory, 0);
    http_response response;
    rt_err err = {0};
    rt_str message = {(const char *)data, size};
    if (http_read(&memory, message, LIMIT, &response, &err) == RT_OK &&
        response.body.n > LIMIT && response.body.n > size)
        __builtin_trap();
    arena_release(&memory);
    return 0;
}
