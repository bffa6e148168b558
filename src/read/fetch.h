/* fetch.h: a list of addresses → a web archive of their pages.
 * The only thing in the program that opens the network, and only when asked. Polite: it
 * names itself, keeps to robots.txt, asks a host one thing at a time and with pauses,
 * waits when told to, and gives up early. */
#ifndef READ_FETCH_H
#define READ_FETCH_H

#include "base/lexicon.h"

typedef struct fetch_options {
    const lexicon *lex;
    const char *agent; /* how it names itself to servers; NULL: "retold/VERSION" */
    unsigned delay;    /* milliseconds between two requests to one host */
    unsigned seconds;  /* for one request; 0: 30 */
    size_t most_bytes; /* of a page as it comes over the line; 0: 16 MiB */
    bool private_too;  /* addresses of this machine and of private networks too, and by
                          the proxy that the environment names */
    const atomic_int *stop; /* not 0: stop soon; may be NULL */
} fetch_options;

/* What to fetch, and where to put it. */
typedef struct fetch_task {
    const char *const *lists; /* paths; "-" is standard input */
    size_t lists_n;
    const char *archive;
} fetch_task;

/* Addresses by what came of them. */
typedef struct fetch_counts {
    uint64_t all, fetched, known, failed;
} fetch_counts;

typedef struct fetch_sink {
    /* An address that no page came from: why, with the address as the place. */
    void (*reject)(void *context, const rt_err *why);
    void (*progress)(void *context, const fetch_counts *so_far); /* may be NULL */
    void *context;
} fetch_sink;

/* Fetches what the lists name: an address a line ("#" begins a remark), a sitemap or a
 * feed. Pages are appended to the archive; addresses that it has a page of are left out,
 * so that the same call goes on where one was interrupted. RT_E_STOPPED when it was asked
 * to stop; what was fetched is kept. */
rt_code fetch_run(const fetch_task *task, const fetch_options *options,
                  const fetch_sink *sink, fetch_counts *out, rt_err *err);

#endif
