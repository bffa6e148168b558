/* outlet.h: when two names mean one outlet or agency.
 * Articles carry a name or a host, credits a canonical name; both become one key through
 * the table of outlets and, where that is silent, by their letters. */
#ifndef TRACE_OUTLET_H
#define TRACE_OUTLET_H

#include "base/str.h"

/* The same for all names of one outlet; 0 for an unknown or empty one. */
uint64_t outlet_key(rt_str name, arena *scratch);

#endif
