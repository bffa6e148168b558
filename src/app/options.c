#include "app/options.h"

#include "base/str.h"

#include <stdlib.h>

#define TAKES(command) (1U << (command))
#define AT(field) offsetof(invocation, field)
enum { EVERY = (1U << COMMANDS_N) - 1 };

const command command_table[COMMANDS_N] = {
    [CMD_READ] = {"read", "PATH...", "print the articles found in the inputs"},
    [CMD_MARKS] = {"marks", "PATH...", "print quotations, credits, figures and dates"},
    [CMD_ALIGN] = {"align", "A B", "print the passages that articles share"},
    [CMD_STORIES] = {"stories", "PATH...", "print the stories behind the articles"},
    [CMD_REPORT] = {"report", "PATH... -o FILE", "write a report to read in a browser"},
};

const option option_table[] = {
    {"raw", 0, NULL, TAKES(CMD_READ) | TAKES(CMD_MARKS) | TAKES(CMD_ALIGN), OPTION_FLAG,
     AT(raw), "clean nothing: the text is the decoded file"},
    {"pairs", 0, "FILE", TAKES(CMD_ALIGN), OPTION_TEXT, AT(pairs),
     "align the two paths of each line of FILE, separated by a tab"},
    {"pairs", 0, NULL, TAKES(CMD_STORIES), OPTION_FLAG, AT(relations),
     "print what the articles of each related pair are to each other instead"},
    {"all", 0, NULL, TAKES(CMD_ALIGN), OPTION_FLAG, AT(all),
     "find the related pairs among all articles of the inputs"},
    {"verbatim", 0, NULL, TAKES(CMD_ALIGN), OPTION_FLAG, AT(verbatim),
     "leave reworded passages out"},
    {"output", 'o', "FILE", TAKES(CMD_REPORT), OPTION_TEXT, AT(output),
     "write the report to FILE (HTML)"},
    {"threads", 0, "N", EVERY, OPTION_COUNT, AT(threads),
     "use N threads (default: one for each processor)"},
    {"help", 'h', NULL, EVERY, OPTION_FLAG, AT(help), "print help and leave"},
    {"version", 'V', NULL, EVERY, OPTION_FLAG, AT(version),
     "print the version and leave"},
};
const size_t option_table_n = sizeof option_table / sizeof *option_table;

static bool takes(const option *o, command_id of) {
    return of == CMD_NONE ? o->commands == EVERY : o->commands >> of & 1;
}

static rt_code set_value(const option *o, const char *value, invocation *out,
                         rt_err *err) {
    char *field = (char *)out + o->offset;
    if (o->kind == OPTION_FLAG) {
        *(bool *)field = true;
    } else if (o->kind == OPTION_TEXT) {
        *(const char **)(void *)field = value;
    } else {
        char *end;
        unsigned long n = strtoul(value, &end, 10);
        if (!*value || *end || *value == '-' || !n || n > 4096)
            return err_set(err, RT_E_USAGE, NULL, "--%s takes a number from 1, not '%s'",
                           o->name, value);
        *(unsigned *)(void *)field = (unsigned)n;
    }
    return RT_OK;
}

/* Reads the option argv[*i], its value included; moves *i to the last argument used. */
static rt_code parse_option(int argc, char **argv, int *i, invocation *out, rt_err *err) {
    const char *name = argv[*i] + 1;
    bool is_long = *name == '-';
    if (is_long) name++;
    size_t n = strcspn(name, is_long ? "=" : "");
    const option *found = NULL;
    for (const option *o = option_table; !found && o < option_table + option_table_n; o++)
        if (takes(o, out->command) &&
            (is_long ? str_eq(str_of(o->name), (rt_str){name, n})
                     : name[0] == o->letter && !name[1]))
            found = o;
    if (!found)
        return err_set(err, RT_E_USAGE, NULL, "there is no option '%s'", argv[*i]);
    const char *value = is_long && name[n] ? name + n + 1 : NULL;
    if (found->kind == OPTION_FLAG && value)
        return err_set(err, RT_E_USAGE, NULL, "--%s takes no value", found->name);
    if (found->kind != OPTION_FLAG && !value) {
        if (*i + 1 >= argc)
            return err_set(err, RT_E_USAGE, NULL, "--%s needs a value", found->name);
        value = argv[++*i];
    }
    return set_value(found, value, out, err);
}

rt_code options_parse(int argc, char **argv, invocation *out, rt_err *err) {
    *out = (invocation){.command = CMD_NONE};
    int i = 1;
    for (command_id c = 0; argc > 1 && c < COMMANDS_N; c++)
        if (strcmp(argv[1], command_table[c].name) == 0) {
            out->command = c;
            i = 2;
        }
    int kept = 0;
    bool only_paths = false;
    for (; i < argc; i++) {
        if (!only_paths && strcmp(argv[i], "--") == 0) {
            only_paths = true;
        } else if (!only_paths && argv[i][0] == '-' && argv[i][1]) {
            rt_code code = parse_option(argc, argv, &i, out, err);
            if (code != RT_OK) return code;
        } else {
            argv[kept++] = argv[i];
        }
    }
    out->paths = (const char *const *)argv;
    out->paths_n = (size_t)kept;
    return RT_OK;
}
