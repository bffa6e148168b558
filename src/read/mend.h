/* mend.h: text that was decoded wrongly or carries invisible characters.
 * "KÃ¤fer" becomes "Käfer" (UTF-8 once read as Windows-1252 and encoded again); soft
 * hyphens, zero-width marks and no-break spaces go. */
#ifndef READ_MEND_H
#define READ_MEND_H

#include "base/arena.h"
#include "base/str.h"

/* `text` itself where there is nothing to mend. Linear time. */
rt_str mend_text(arena *a, rt_str text);

#endif
