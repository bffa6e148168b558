/* options.h: what a user may write after `retold`.
 * One table of commands and one of options: parsing, help, the man page and the shell
 * completion all come from them. */
#ifndef APP_OPTIONS_H
#define APP_OPTIONS_H

#include "base/err.h"

typedef enum command_id {
    CMD_REPORT,
    CMD_STORIES,
    CMD_ADD,
    CMD_CORRECT,
    CMD_SEARCH,
    CMD_REJECTS,
    CMD_INFO,
    CMD_READ,
    CMD_MARKS,
    CMD_ALIGN,
    CMD_FETCH,
    CMD_HELP,
    COMMANDS_N,
    CMD_NONE = COMMANDS_N
} command_id;

typedef struct command {
    const char *name;
    const char *arguments;
    const char *help;   /* one line */
    const char *detail; /* sentences, for its own help and the man page */
    unsigned least;     /* arguments it needs */
    unsigned most;      /* arguments it takes; 0: any number */
} command;

/* Values of an option that may be given more than once. */
enum { OPTION_VALUES_MOST = 64 };
typedef struct option_values {
    const char *at[OPTION_VALUES_MOST];
    unsigned n;
} option_values;

/* What the command line asks for. */
typedef struct invocation {
    command_id command;
    bool raw, explain, all, verbatim, relations, quotations, json, help, version;
    bool private_too; /* fetch from private networks as well */
    bool same_story, not_same_story, wrong_edge, client, list; /* of `correct` */
    const char *pairs;     /* file with two paths a line */
    const char *output;    /* file of the report, or of the pages fetched */
    const char *agent;     /* name that servers are told */
    const char *print;     /* what to print of the table: "man" or "bash" */
    const char *format;    /* of stories */
    option_values without; /* ids of articles */
    const char *note;      /* why something is corrected */
    unsigned threads, most, delay, timeout, undo;
    const char *const *paths;
    size_t paths_n;
} invocation;

typedef enum option_kind {
    OPTION_FLAG,
    OPTION_TEXT,
    OPTION_COUNT,
    OPTION_EACH
} option_kind;

typedef struct option {
    const char *name;  /* without the dashes */
    char letter;       /* 0: none */
    const char *value; /* name of its value; NULL: a flag */
    unsigned commands; /* bits of the commands that take it */
    option_kind kind;
    size_t offset;    /* of its field in invocation */
    const char *help; /* one line */
} option;

extern const command command_table[COMMANDS_N];
extern const option option_table[];
extern const size_t option_table_n;

/* Whether the command (or, of CMD_NONE, every command) takes the option. */
bool option_of(const option *o, command_id of);

/* The command of that name; CMD_NONE. */
command_id command_named(const char *name);

/* Reads the arguments; `argv` is reordered: what is no option comes to stand in
 * out->paths. Without a command the paths are reported on. RT_E_USAGE with a sentence
 * that names the nearest command or option when one is unknown. */
rt_code options_parse(int argc, char **argv, invocation *out, rt_err *err);

#endif
