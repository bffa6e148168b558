#include "retold.h"

#include <stdio.h>

int main(void) {
    puts("retold " RT_VERSION);
    return 0;
}
