/* document.h: a published text that a story goes back to.
 * A post or a statement that most articles quote is open to all: newsrooms that wrote
 * about it may rest on it alone or have made reports of their own. */
#ifndef TRACE_DOCUMENT_H
#define TRACE_DOCUMENT_H

#include "trace/source.h"

/* One article that quotes the document. */
typedef struct document_print {
    uint32_t article;
    rt_span quoted;
    bool said; /* it says that the words were published */
} document_print;

typedef struct document {
    rt_str speaker; /* whom most articles name; null when they do not agree */
    const document_print *prints; /* by article */
    uint32_t prints_n;
} document;

/* The utterance that most of the story's articles quote, if enough of them say that it
 * was published and more than one newsroom wrote them; false when there is none. The
 * families of the story must be there. */
bool document_find(const trace_input *in, const article_sources *sources,
                   const rt_story *story, arena *a, document *out);

#endif
