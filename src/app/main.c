#include "app/commands.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* A full disk shows only when the last bytes are written. */
static int finish(int status) {
    if (fflush(stdout) == 0 && !ferror(stdout)) return status;
    rt_err err;
    err_set(&err, RT_E_IO, "standard output", "cannot be written: %s", strerror(errno));
    complain(&err);
    return EXIT_COULD_NOT;
}

int main(int argc, char **argv) {
    invocation what;
    rt_err err;
    if (options_parse(argc, argv, &what, &err) != RT_OK) {
        complain(&err);
        return EXIT_COULD_NOT;
    }
    if (what.version) {
        puts("retold " RT_VERSION);
        return finish(EXIT_FINE);
    }
    if (what.command == CMD_NONE) {
        err_set(&err, RT_E_USAGE, NULL, "which command? read, marks, align or stories");
        complain(&err);
        return EXIT_COULD_NOT;
    }
    return finish(command_run(&what));
}
