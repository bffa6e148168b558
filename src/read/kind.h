/* kind.h: what a file is, told by its first bytes, then by its name.
 * Files that hold no text for people are named, so that their rejection says what they
 * are. */
#ifndef READ_KIND_H
#define READ_KIND_H

#include "read/read.h"

typedef enum kind {
    KIND_PLAIN,
    KIND_HTML,
    KIND_JSON,  /* one document, or lines */
    KIND_JSONL, /* lines, by its name */
    KIND_XML,   /* a feed, a sitemap or an agency's article */
    KIND_ZIP,
    KIND_TAR,
    KIND_OTHER /* nothing to read */
} kind;

/* First bytes that kind_of wants to see. */
enum { KIND_HEAD = 4096 };

/* `name` is a path or a name, "" if there is none; *what names a KIND_OTHER ("a PDF"). */
kind kind_of(rt_str head, rt_str name, const char **what);

/* Whether the name of an archive's entry stays in the folder that it would be unpacked
 * to, and can be shown: nothing is unpacked here, but others do so. */
bool kind_is_safe_name(rt_str name);

/* Whether the name is that of a picture, script, style or font, as lie beside pages. */
bool kind_is_asset(rt_str name);

#endif
