/* Files of every kind in any bytes: what they hold is told from their first bytes. */
#include "base/lexicon.h"
#include "read/container.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char path[] = "fuzz-containers-......";
    memset(path + sizeof path - 7, 'X', 6); /* the letters mkstemp asks for */
    int fd = mkstemp(path);
    if (fd < 0) return 0;
    bool written = write(fd, data, size) == (ssize_t)size;
    close(fd);
    arena memory;
    arena_init(&memory, 0);
    static const lexicon *lex;
    if (!lex) lex = lexicon_all();
    const read_options options = {.lex = lex, .max_record = 1 << 20};
    container *c = NULL;
    rt_err err = {0};
    if (written && container_open(path, &options, &c, &err) == RT_OK) {
        read_record record;
        while (container_next(c, &memory, &record, &err) != RT_END) arena_reset(&memory);
    }
    container_close(c);
    arena_release(&memory);
    unlink(path);
    return 0;
}
