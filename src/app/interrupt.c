#include "app/interrupt.h"

#include <signal.h>
#include <stddef.h>
#include <string.h>

atomic_int interrupt_asked;

#if ATOMIC_INT_LOCK_FREE != 2
#error "a signal handler may only write what needs no lock"
#endif

static void note(int signal_number) {
    (void)signal_number;
    interrupt_asked = 1;
}

void interrupt_listen(void) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = note;
    action.sa_flags = (int)SA_RESETHAND;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}
