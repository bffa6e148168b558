/* interrupt.h: Ctrl-C.
 * The first one asks the work under way to stop at the next good place, so that a corpus
 * stays whole; a second one ends the program at once. */
#ifndef APP_INTERRUPT_H
#define APP_INTERRUPT_H

#include <stdatomic.h>

/* Not 0 once the user has asked to stop. */
extern atomic_int interrupt_asked;

void interrupt_listen(void);

#endif
