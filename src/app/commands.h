/* commands.h: what the commands do.
 * Each reads its inputs, calls src/run and writes to standard output; complaints go to
 * standard error, one line each. */
#ifndef APP_COMMANDS_H
#define APP_COMMANDS_H

#include "app/options.h"

/* Exit statuses. */
enum { EXIT_FINE = 0, EXIT_REJECTS = 1, EXIT_COULD_NOT = 2 };

int command_run(const invocation *what);

/* One line on standard error: place, offset, reason. */
void complain(const rt_err *err);

#endif
