#include "app/output.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_stdout(const output *o) { return o->out == stdout; }

/* Devices and pipes are written as they are: nothing may take their place. */
static bool is_special(const char *path) {
    struct stat what;
    return stat(path, &what) == 0 && !S_ISREG(what.st_mode);
}

rt_code output_open(output *o, const char *path, rt_err *err) {
    *o = (output){.path = path};
    if (strcmp(path, "-") == 0) {
        o->out = stdout;
        return RT_OK;
    }
    if (is_special(path)) {
        o->out = fopen(path, "wb");
        return o->out ? RT_OK
                      : err_set(err, RT_E_IO, path, "cannot be written: %s",
                                strerror(errno));
    }
    int n = snprintf(o->part, sizeof o->part, "%s.part%ld", path, (long)getpid());
    if (n < 0 || (size_t)n >= sizeof o->part)
        return err_set(err, RT_E_IO, path, "the name is too long");
    o->out = fopen(o->part, "wbx");
    if (!o->out)
        return err_set(err, RT_E_IO, path, "cannot be written: %s", strerror(errno));
    return RT_OK;
}

rt_code output_close(output *o, bool good, rt_err *err) {
    bool failed = fflush(o->out) != 0 || ferror(o->out);
    int why = errno;
    if (!is_stdout(o) && fclose(o->out) != 0 && !failed) {
        failed = true;
        why = errno;
    }
    if (good && !failed && *o->part && rename(o->part, o->path) != 0) {
        failed = true;
        why = errno;
    }
    if (*o->part && (!good || failed)) unlink(o->part);
    if (!good || !failed) return RT_OK;
    return err_set(err, RT_E_IO, o->path, "cannot be written: %s", strerror(why));
}
