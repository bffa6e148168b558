#include "base/pipe.h"

#include "base/err.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

/* Slot i serves items i, i + slots_n, ... Three counters run over the items: produced,
 * taken by a worker, consumed; `done` says which slots hold a finished item. */
typedef struct ring {
    const pipe_steps *steps;
    void *const *slots;
    unsigned slots_n;
    pthread_mutex_t lock;
    pthread_cond_t produced_more, finished_more, consumed_more;
    uint64_t produced, taken, consumed;
    bool *done;
    bool ended, stopped; /* no more items; give up */
    rt_code produce_code;
    rt_err produce_err;
} ring;

typedef struct ring_worker {
    ring *r;
    unsigned number;
    pthread_t thread;
} ring_worker;

static void *ring_produce(void *arg) {
    ring *r = arg;
    for (;;) {
        pthread_mutex_lock(&r->lock);
        while (!r->stopped && r->produced - r->consumed == r->slots_n)
            pthread_cond_wait(&r->consumed_more, &r->lock);
        bool stop = r->stopped;
        void *slot = r->slots[r->produced % r->slots_n];
        pthread_mutex_unlock(&r->lock);
        rt_err err = {0};
        rt_code code = stop ? RT_END : r->steps->produce(r->steps->context, slot, &err);
        pthread_mutex_lock(&r->lock);
        if (code == RT_OK) {
            r->produced++;
        } else {
            r->ended = true;
            r->produce_code = code;
            r->produce_err = err;
        }
        pthread_cond_broadcast(&r->produced_more);
        pthread_cond_broadcast(&r->finished_more);
        pthread_mutex_unlock(&r->lock);
        if (code != RT_OK) return NULL;
    }
}

static void *ring_work(void *arg) {
    ring_worker *w = arg;
    ring *r = w->r;
    pthread_mutex_lock(&r->lock);
    for (;;) {
        while (!r->stopped && !r->ended && r->taken == r->produced)
            pthread_cond_wait(&r->produced_more, &r->lock);
        if (r->stopped || r->taken == r->produced) break;
        uint64_t item = r->taken++;
        pthread_mutex_unlock(&r->lock);
        r->steps->work(r->steps->context, r->slots[item % r->slots_n], w->number);
        pthread_mutex_lock(&r->lock);
        r->done[item % r->slots_n] = true;
        pthread_cond_broadcast(&r->finished_more);
    }
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

static rt_code ring_consume(ring *r, rt_err *err) {
    rt_code code = RT_OK;
    pthread_mutex_lock(&r->lock);
    for (;;) {
        unsigned at = (unsigned)(r->consumed % r->slots_n);
        while (!r->done[at] && !(r->ended && r->consumed == r->produced))
            pthread_cond_wait(&r->finished_more, &r->lock);
        if (!r->done[at]) break;
        pthread_mutex_unlock(&r->lock);
        code = r->steps->consume(r->steps->context, r->slots[at], err);
        pthread_mutex_lock(&r->lock);
        r->done[at] = false;
        r->consumed++;
        if (code != RT_OK) r->stopped = true;
        pthread_cond_broadcast(&r->consumed_more);
        pthread_cond_broadcast(&r->produced_more);
        if (code != RT_OK) break;
    }
    pthread_mutex_unlock(&r->lock);
    return code;
}

static rt_code run_alone(const pipe_steps *steps, void *slot, rt_err *err) {
    for (;;) {
        rt_code code = steps->produce(steps->context, slot, err);
        if (code == RT_END) return RT_OK;
        if (code != RT_OK) return code;
        steps->work(steps->context, slot, 0);
        code = steps->consume(steps->context, slot, err);
        if (code != RT_OK) return code;
    }
}

rt_code pipe_run(const pipe_steps *steps, void *const *slots, unsigned slots_n,
                 unsigned workers, rt_err *err) {
    if (workers <= 1 || slots_n < 2) return run_alone(steps, slots[0], err);
    ring r = {.steps = steps, .slots = slots, .slots_n = slots_n};
    r.done = calloc(slots_n, sizeof *r.done);
    ring_worker *worker = calloc(workers, sizeof *worker);
    if (!r.done || !worker) {
        free(r.done);
        free(worker);
        return run_alone(steps, slots[0], err);
    }
    pthread_mutex_init(&r.lock, NULL);
    pthread_cond_init(&r.produced_more, NULL);
    pthread_cond_init(&r.finished_more, NULL);
    pthread_cond_init(&r.consumed_more, NULL);
    pthread_t producer;
    unsigned started = 0;
    bool producing = pthread_create(&producer, NULL, ring_produce, &r) == 0;
    for (; producing && started < workers; started++) {
        worker[started] = (ring_worker){.r = &r, .number = started};
        if (pthread_create(&worker[started].thread, NULL, ring_work, &worker[started]))
            break;
    }
    rt_code code = RT_OK;
    if (started) {
        code = ring_consume(&r, err);
    } else {
        pthread_mutex_lock(&r.lock);
        r.stopped = true;
        pthread_cond_broadcast(&r.consumed_more);
        pthread_mutex_unlock(&r.lock);
        code = err_set(err, RT_E_STOPPED, NULL, "could not start a thread");
    }
    if (producing) pthread_join(producer, NULL);
    for (unsigned i = 0; i < started; i++) pthread_join(worker[i].thread, NULL);
    if (code == RT_OK && r.produce_code != RT_END && r.produce_code != RT_OK) {
        code = r.produce_code;
        if (err) *err = r.produce_err;
    }
    pthread_cond_destroy(&r.produced_more);
    pthread_cond_destroy(&r.finished_more);
    pthread_cond_destroy(&r.consumed_more);
    pthread_mutex_destroy(&r.lock);
    free(r.done);
    free(worker);
    return code;
}

typedef struct each {
    atomic_size_t next;
    size_t n;
    void (*work)(void *context, size_t i, unsigned worker);
    void *context;
} each;

typedef struct each_worker {
    each *e;
    unsigned number;
    pthread_t thread;
} each_worker;

static void *each_run(void *arg) {
    each_worker *w = arg;
    for (size_t i; (i = atomic_fetch_add(&w->e->next, 1)) < w->e->n;)
        w->e->work(w->e->context, i, w->number);
    return NULL;
}

void pipe_each(size_t n, unsigned workers,
               void (*work)(void *context, size_t i, unsigned worker), void *context) {
    enum { MOST = 64 };
    each e = {.n = n, .work = work, .context = context};
    each_worker w[MOST];
    if (workers > MOST) workers = MOST;
    if (workers > n) workers = (unsigned)n;
    unsigned started = 1;
    w[0] = (each_worker){.e = &e};
    for (; started < workers; started++) {
        w[started] = (each_worker){.e = &e, .number = started};
        if (pthread_create(&w[started].thread, NULL, each_run, &w[started])) break;
    }
    each_run(&w[0]);
    for (unsigned i = 1; i < started; i++) pthread_join(w[i].thread, NULL);
}

unsigned pipe_processors(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0) return (unsigned)CPU_COUNT(&set);
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n > 0 ? (unsigned)n : 1;
}
