/* help.h: the tables of options.h as help, man page and shell completion. */
#ifndef APP_HELP_H
#define APP_HELP_H

#include "app/options.h"

#include <stdio.h>

void help_all(FILE *out);
void help_command(FILE *out, command_id id);
void help_man(FILE *out);
void help_bash(FILE *out);

#endif
