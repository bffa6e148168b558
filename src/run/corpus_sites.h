/* corpus_sites.h: what a corpus remembers of the sites its pages are from.
 * Pages that come later are held against earlier ones: with the third article of a host
 * its furniture is known (read/site.h). */
#ifndef RUN_CORPUS_SITES_H
#define RUN_CORPUS_SITES_H

#include "read/site.h"
#include "store/store.h"

/* Adds the pages remembered of the hosts that are announced in `memory`. */
rt_code corpus_recall_sites(store *s, site_memory *memory, rt_err *err);
/* Remembers the pages in it, where they are others than before. */
rt_code corpus_keep_sites(store *s, site_memory *memory, rt_err *err);

#endif
