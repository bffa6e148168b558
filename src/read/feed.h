/* feed.h: XML that carries articles → its items.
 * RSS, Atom, sitemaps, NewsML-G2 and NITF are told apart by the names of their elements
 * alone; entities that a document declares for itself are refused. */
#ifndef READ_FEED_H
#define READ_FEED_H

#include "base/arena.h"
#include "base/lexicon.h"
#include "base/str.h"

/* One item: what it says of itself, and its text: a fragment of HTML or plain. */
typedef struct feed_item {
    rt_article known;
    rt_str text;
    bool html;
} feed_item;

typedef struct feed {
    const feed_item *items;
    uint32_t n;
    bool sitemap; /* nothing but addresses */
} feed;

/* Parses a document. RT_E_INPUT when it is no XML or declares entities, RT_E_LIMIT when
 * it is nested deeper than FEED_DEEPEST. What was read before an error stands in *out. */
enum { FEED_DEEPEST = 200 };
rt_code feed_parse(const lexicon *lex, arena *a, rt_str xml, feed *out, rt_err *err);

#endif
