/* read.h: bytes → article.
 * Opens files, folders, containers and standard input, cuts them into records, and makes
 * one immutable rt_article of each record; what is no article is rejected with a reason.
 */
#ifndef READ_READ_H
#define READ_READ_H

#include "base/arena.h"
#include "base/lexicon.h"
#include "retold.h"

/* What is wanted of a text that is not cleaned. */
typedef enum read_depth {
    READ_PARAGRAPHS, /* paragraphs, each with its language */
    READ_LANGUAGE,   /* the language of the whole */
    READ_TEXT        /* nothing more */
} read_depth;

/* Bytes in which a page tells what it is and where it stands. */
enum { READ_HEAD = 64 << 10 };

/* What the pages of each site have in common: read/site.h. */
typedef struct site_memory site_memory;

typedef struct read_options {
    const lexicon *lex;
    bool raw; /* clean nothing: text is the decoded record */
    read_depth depth;
    bool pages_only;          /* pass over files that hold no HTML */
    bool heads_only;          /* of a page in a file of its own, READ_HEAD bytes do */
    const site_memory *sites; /* settled; NULL: nothing is known of any site */
    size_t max_record;        /* bytes after decompression; 0: the default, 16 MiB */
} read_options;

typedef enum read_format {
    READ_PLAIN,
    READ_HTML,
    READ_JSON,
    READ_FRAGMENT /* HTML that is the article's text alone, as in feeds */
} read_format;

/* The bytes of one article-to-be and where they stand. Memory: the arena of read_next. */
typedef struct read_record {
    rt_str source; /* path, or path#record */
    rt_str bytes;  /* decompressed, not yet decoded */
    read_format format;
    rt_str url;              /* what the container says of it; null if nothing */
    rt_str charset;          /* label from the transport; null if none */
    rt_time captured;        /* when the page was fetched; unknown if not said */
    const rt_article *known; /* title, outlet, dates, ... that stand beside the text in
                                the container (a feed, a list); NULL if none do */
} read_record;

typedef struct read_input read_input;

/* Opens `n` paths ("-" is standard input) in the given order; folders are searched
 * through in bytewise order of their names. A path that is missing is not an error here:
 * read_next rejects it in its turn. */
rt_code read_open(const char *const *paths, size_t n, const read_options *options,
                  read_input **out, rt_err *err);
void read_close(read_input *in);

/* The next record: RT_OK; RT_END; any other code rejects one input (err says which and
 * why) and the caller goes on calling. One thread at a time. */
rt_code read_next(read_input *in, arena *a, read_record *out, rt_err *err);

/* The article of a record. Pure: any thread, no state. All memory comes from `a` or is
 * that of the record. RT_E_INPUT when there is no article in it. */
rt_code read_article(const read_record *record, const read_options *options, arena *a,
                     rt_article *out, rt_err *err);

/* A piece of a page's text, whether it was kept as article, and why not (or "text"). */
typedef struct read_piece {
    rt_str text, reason;
    bool kept;
} read_piece;

typedef struct read_pieces {
    const read_piece *at;
    uint32_t n;
} read_pieces;

/* How the article of a record is made: its pieces in the order they stand in. Plain texts
 * and JSON give one piece a line kept. Memory as with read_article. */
rt_code read_explain(const read_record *record, const read_options *options, arena *a,
                     read_pieces *out, rt_err *err);

#endif
