/* exchange.h: HTTP requests under way, and the one door to the network.
 * Up to EXCHANGES_MOST at once; what was sent and received is kept byte for byte, for an
 * archive. Nothing here decides what to ask for, or when. */
#ifndef READ_EXCHANGE_H
#define READ_EXCHANGE_H

#include "base/arena.h"
#include "base/str.h"

enum { EXCHANGES_MOST = 8 };

typedef struct exchanges exchanges;

typedef struct exchange_options {
    const char *agent;  /* how the program names itself */
    size_t most_bytes;  /* of a body as it comes over the line */
    unsigned seconds;   /* for all of one exchange */
    bool private_too;   /* addresses of this machine and of private networks, and the
                           proxy that the environment names */
    const char *accept; /* media types, as in the header of that name */
} exchange_options;

/* NULL when memory runs out. `options` outlives them. */
exchanges *exchanges_new(const exchange_options *options);
/* Breaks off what is under way. */
void exchanges_free(exchanges *all);

/* The parts of an absolute http or https address in its normal spelling, without a
 * fragment. */
typedef struct exchange_address {
    rt_str url, origin; /* "https://host:port" */
    rt_str path;        /* and query */
} exchange_address;

/* Sets *why and returns false where `url` is none. */
bool exchange_parse(arena *a, rt_str url, exchange_address *out, const char **why);

/* Begins a request for a normal address; false when EXCHANGES_MOST are under way or
 * memory ran out. With `follow` redirects are followed, and any body is taken; without
 * it, bodies of 200 alone, and of pages: text, HTML and XHTML. `tag` comes back with the
 * answer. */
bool exchange_start(exchanges *all, const char *url, bool follow, uint32_t tag);

/* What came of a request. The texts are valid until the next call of exchange_next. */
typedef struct exchange_answer {
    uint32_t tag;
    int status;            /* of HTTP; 0: there was no answer */
    const char *why;       /* what went wrong on the way; NULL: nothing did */
    bool again;            /* it may go better later */
    uint64_t wait;         /* seconds that the server asks to wait; 0: it does not */
    rt_str redirect;       /* where to, as an absolute address; null */
    rt_str request;        /* sent: request line and headers, with the blank line */
    rt_str response, body; /* received: status line and headers, with the blank line */
    rt_str address;        /* of the server, in figures */
    int64_t began;         /* seconds from 1970 */
} exchange_answer;

/* The next request that is done; false when none is. */
bool exchange_next(exchanges *all, exchange_answer *out);
/* Lets the network work for up to `ms` milliseconds, or until something happened. */
void exchange_wait(exchanges *all, unsigned ms);

#endif
