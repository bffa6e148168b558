/* programme.h: credits that name a broadcast.
 * A broadcaster's article about what was said on its own programme goes back to the
 * programme, as everybody else's does; one that merely names its outlet rests on itself.
 */
#ifndef TRACE_PROGRAMME_H
#define TRACE_PROGRAMME_H

#include "trace/trace.h"

/* Whether the words of a credit in the text are the name of a programme. */
bool programme_credited(const trace_input *in, uint32_t article, const rt_credit *credit,
                        arena *scratch);

/* The outlet whose programme the title opens with, as in the title of a transcript; null
 * where it opens with none. */
rt_str programme_titled(const trace_input *in, uint32_t article, arena *scratch);

#endif
