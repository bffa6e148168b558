/* warc_writer.h: fetched pages → a web archive that only ever grows.
 * WARC 1.1 (ISO 28500), each record a gzip member of its own, as other programs expect
 * them; what was sent and received stands in it byte for byte. */
#ifndef READ_WARC_WRITER_H
#define READ_WARC_WRITER_H

#include "base/arena.h"
#include "base/str.h"

typedef struct warc_writer warc_writer;

/* The addresses that an archive has pages of, in the order of their records. */
typedef struct warc_known {
    rt_str *at;
    uint32_t n, cap;
} warc_known;

/* Opens an archive that this program wrote, or begins one; `agent` is how it named itself
 * to the servers. A last record that was cut short, as by a power failure, is taken off.
 * RT_E_USAGE where the file is something else, is damaged, or another process writes it.
 */
rt_code warc_writer_open(const char *path, rt_str agent, arena *a, warc_writer **out,
                         warc_known *known, rt_err *err);
/* RT_E_IO when what was written may not have reached the disk. */
rt_code warc_writer_close(warc_writer *w, rt_err *err);

/* One request and its answer. */
typedef struct warc_visit {
    rt_str url, address; /* of the page; of its server, in figures, or null */
    int64_t began;       /* seconds from 1970 */
    rt_str request, response, body;
} warc_visit;

/* Appends visits, all or none: the redirects that led to a page and the page. `tmp` is
 * scratch. */
rt_code warc_write(warc_writer *w, const warc_visit *visits, size_t n, arena *tmp,
                   rt_err *err);

#endif
