#include "app/interrupt.h"

#include <stddef.h>
#include <string.h>

volatile sig_atomic_t interrupt_asked;

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
