/* alias.h: one agency under two names.
 * "KNA" in one dateline and "Kestrel News Agency" in another byline of the same text are
 * one source, which goes by its full name from then on. */
#ifndef TRACE_ALIAS_H
#define TRACE_ALIAS_H

#include "trace/kin.h"
#include "trace/source.h"

/* Gives sources whose name is the initials of another's that name, where an article, or
 * two prints of one text, bear both as the author. */
void alias_merge(const trace_input *in, const kin_list *kins, article_sources *sources,
                 arena *a);

#endif
