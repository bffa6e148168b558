/* inherit.h: sources that an article does not name.
 * An article that shares a newsroom's writing with one that says where it comes from
 * rests, as far as can be seen, on the same source; less surely than if it said so. */
#ifndef TRACE_INHERIT_H
#define TRACE_INHERIT_H

#include "trace/kin.h"
#include "trace/source.h"

/* Adds inferred sources to `sources`, from the closest kin that has any. */
void inherit_sources(const trace_input *in, const kin_list *kins,
                     article_sources *sources, arena *a);

#endif
