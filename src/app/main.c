#include "app/help.h"
#include "app/interrupt.h"
#include "app/job.h"

#include <errno.h>
#include <string.h>

/* A full disk shows only when the last bytes are written. A reader that has gone away has
 * seen enough, and is no reason to complain. */
static int finish(int status) {
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout)) return status;
    rt_err err;
    err_set(&err, RT_E_IO, "standard output", "cannot be written: %s",
            errno ? strerror(errno) : "the device refused");
    if (errno != EPIPE) complain(&err);
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
    if (what.help) {
        if (command_named(argc > 1 ? argv[1] : "") == CMD_NONE &&
            what.command == CMD_REPORT)
            help_all(stdout);
        else help_command(stdout, what.command);
        return finish(EXIT_FINE);
    }
    interrupt_listen();
    return finish(job_run(&what));
}
