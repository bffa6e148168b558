/* pipe.h: one producer, N workers, one consumer that sees results in the producer's
 * order. Results do not depend on the number of workers. Queues are bounded by the slot
 * count. POSIX threads (C11 threads escape ThreadSanitizer on Debian 12). */
#ifndef BASE_PIPE_H
#define BASE_PIPE_H

#include "retold.h"

/* The three steps of a pipe. A slot is the caller's own memory for one item, reused over
 * and over; `worker` counts from 0. */
typedef struct pipe_steps {
    /* Fills the slot: RT_OK, RT_END when there is no more, or an error that ends the run.
     */
    rt_code (*produce)(void *context, void *slot, rt_err *err);
    /* Any thread; must touch only the slot and what is constant. */
    void (*work)(void *context, void *slot, unsigned worker);
    /* In the order of production; an error ends the run. */
    rt_code (*consume)(void *context, void *slot, rt_err *err);
    void *context;
} pipe_steps;

/* Runs until produce says RT_END or a step fails. `slots` points to `slots_n` pointers to
 * the caller's slots (at least 1). With one worker everything happens in the calling
 * thread, which also consumes otherwise. */
rt_code pipe_run(const pipe_steps *steps, void *const *slots, unsigned slots_n,
                 unsigned workers, rt_err *err);

/* Calls work(context, i, worker) for every i below n, in any order, by `workers` threads.
 */
void pipe_each(size_t n, unsigned workers,
               void (*work)(void *context, size_t i, unsigned worker), void *context);

/* Processors that this process may use; at least 1. */
unsigned pipe_processors(void);

#endif
