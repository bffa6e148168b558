/* outlet_name.h: what an outlet is called.
 * Hosts, and the many spellings under which pages name their site, are brought to the
 * name in the table of outlets (base/outlets.h), so that one outlet has one name. */
#ifndef READ_OUTLET_NAME_H
#define READ_OUTLET_NAME_H

#include "base/lexicon.h"

/* The outlet that the host, or a host above it, belongs to ("www." does not matter, a
 * path behind it may); the host itself where the table has none. */
rt_str outlet_of_host(const lexicon *lex, rt_str host);
/* The name in the table of what is called so, alias or name; null when it has none. */
rt_str outlet_of_name(const lexicon *lex, arena *a, rt_str name);
/* What the outlet of a page is called: `name` is what the page says (null: nothing),
 * `host` where it lies (null: unknown). A name that the table knows wins, then its host
 * when the table knows that, then the name as it is, then the host. */
rt_str outlet_of_page(const lexicon *lex, arena *a, rt_str name, rt_str host);

#endif
