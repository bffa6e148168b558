#include "read/fetch.h"

#include "app/interrupt.h"
#include "app/job.h"

#include <inttypes.h>
#include <stdio.h>

/* `fetch`: addresses → a web archive. */

enum { DELAY_SECONDS = 2 };

static void show_fetched(void *context, const fetch_counts *so_far) {
    const job *j = context;
    if (!j->watched) return;
    fprintf(stderr,
            "%sfetching: %" PRIu64 " of %" PRIu64 " addresses, %" PRIu64 " failed",
            clear_line, so_far->fetched + so_far->known + so_far->failed, so_far->all,
            so_far->failed);
}

rt_code job_fetch(job *j, rt_err *err) {
    const invocation *what = j->what;
    if (!what->output)
        return err_set(err, RT_E_USAGE, NULL, "usage: retold fetch %s",
                       command_table[CMD_FETCH].arguments);
    rt_code code = job_words(j, err);
    if (code != RT_OK) return code;
    fetch_options options = {.lex = j->words.lex,
                             .agent = what->agent,
                             .delay = (what->delay ? what->delay : DELAY_SECONDS) * 1000,
                             .seconds = what->timeout,
                             .private_too = what->private_too,
                             .stop = &interrupt_asked};
    fetch_sink sink = {job_reject, show_fetched, j};
    fetch_task task = {what->paths, what->paths_n, what->output};
    fetch_counts n;
    code = fetch_run(&task, &options, &sink, &n, err);
    if (code == RT_OK)
        printf("%s: %" PRIu64 " fetched, %" PRIu64 " there already, %" PRIu64 " failed\n",
               what->output, n.fetched, n.known, n.failed);
    return code;
}
