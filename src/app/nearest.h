/* nearest.h: which name a mistyped one was meant to be.
 * For messages about unknown commands and options. */
#ifndef APP_NEAREST_H
#define APP_NEAREST_H

#include <stddef.h>

/* The name with the fewest letters inserted, dropped, changed or swapped; NULL when none
 * is near enough. Ties go to the first. */
const char *nearest(const char *given, const char *const *names, size_t n);

#endif
