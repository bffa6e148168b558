/* robots.h: what a site's robots.txt lets a program fetch (RFC 9309).
 * Of the rules for the program's own name, or else of those for all, the longest that
 * fits an address decides; "allow" wins over "disallow" of the same length. */
#ifndef READ_ROBOTS_H
#define READ_ROBOTS_H

#include "base/arena.h"
#include "base/str.h"

typedef struct robots_rule {
    rt_str pattern; /* in the form of robots_normal; "*" stands for anything */
    bool allow;
    bool anchored; /* must fit to the end: "$" stood there, which is cut off */
} robots_rule;

typedef struct robots {
    const robots_rule *rules;
    uint32_t n;
    unsigned delay; /* seconds between requests that it asks for; 0: it does not say */
} robots;

/* The rules of `text` for the program that calls itself `product` ("retold"). Never
 * fails: lines that mean nothing are passed over, and so are more rules than any site
 * has. Memory: `a`. */
robots robots_parse(arena *a, rt_str text, rt_str product);

/* Whether `path` (with its query, beginning with a slash) may be fetched. */
bool robots_allow(const robots *r, arena *tmp, rt_str path);

#endif
