/* embedded.h: the files of data/ as the build puts them into the program.
 * The table is written by tools/embed.c; lexicon.h is how the rest of the program reads
 * it. Paths are below data/; texts are not NUL-terminated. */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include <stddef.h>

typedef struct embedded_file {
    const char *path;
    const char *data;
    size_t n;
} embedded_file;

extern const embedded_file embedded[];
extern const size_t embedded_n;

#endif
