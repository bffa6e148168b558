#include "app/help.h"

#include "app/job.h"

#include <stdio.h>
#include <string.h>

static const char about[] =
    "Finds which news articles retell the same report, where that report came from, and "
    "how "
    "many independent origins there are, with the evidence for each finding.";

static const char statuses[] = "0 fine, 1 some inputs were rejected, 2 could not run.";

/* Breaks `text` at blanks into lines of at most `width` columns. */
static void put_wrapped(FILE *out, const char *indent, const char *text) {
    enum { WIDTH = 78 };
    size_t column = 0;
    for (const char *word = text; *word;) {
        size_t n = strcspn(word, " ");
        if (column && column + 1 + n > WIDTH) {
            putc('\n', out);
            column = 0;
        }
        column += (size_t)fprintf(out, "%s%.*s", column ? " " : indent, (int)n, word);
        word += n + strspn(word + n, " ");
    }
    putc('\n', out);
}

static void put_option(FILE *out, const option *o) {
    char form[64];
    snprintf(form, sizeof form, "%c%c%s--%s%s%s", o->letter ? '-' : ' ',
             o->letter ? o->letter : ' ', o->letter ? ", " : "  ", o->name,
             o->value ? " " : "", o->value ? o->value : "");
    fprintf(out, "  %-22s %s\n", form, o->help);
}

void help_all(FILE *out) {
    fputs("Usage: retold PATH...\n       retold COMMAND [OPTION...] ARGUMENT...\n\n",
          out);
    put_wrapped(out, "", about);
    fputs("\nCommands:\n", out);
    for (const command *c = command_table; c < command_table + COMMANDS_N; c++)
        fprintf(out, "  %-9s %s\n", c->name, c->help);
    fputs("\nOptions of all commands:\n", out);
    for (const option *o = option_table; o < option_table + option_table_n; o++)
        if (option_of(o, CMD_NONE)) put_option(out, o);
    fputs("\nA PATH is a file, a folder, or '-' for standard input; a CORPUS is one file "
          "that\n'retold add' makes. 'retold help COMMAND' tells more.\nExit status: ",
          out);
    fprintf(out, "%s\n", statuses);
}

void help_command(FILE *out, command_id id) {
    const command *c = &command_table[id];
    fprintf(out, "Usage: retold %s [OPTION...] %s\n\n", c->name, c->arguments);
    put_wrapped(out, "", c->detail);
    fputs("\nOptions:\n", out);
    for (const option *o = option_table; o < option_table + option_table_n; o++)
        if (option_of(o, id)) put_option(out, o);
}

/* ---- the man page */

/* Dashes and backslashes mean something to roff. */
static void put_roff(FILE *out, const char *text) {
    if (*text == '\'' || *text == '.') fputs("\\&", out);
    for (; *text; text++) {
        if (*text == '-') fputs("\\-", out);
        else if (*text == '\\') fputs("\\e", out);
        else putc(*text, out);
    }
}

static void roff_option(FILE *out, const option *o) {
    fputs(".TP\n", out);
    if (o->letter) fprintf(out, "\\fB\\-%c\\fR, ", o->letter);
    fputs("\\fB\\-\\-", out);
    put_roff(out, o->name);
    fputs("\\fR", out);
    if (o->value) fprintf(out, " \\fI%s\\fR", o->value);
    putc('\n', out);
    put_roff(out, o->help);
    fputs(".\n", out);
}

static void roff_command(FILE *out, command_id id) {
    const command *c = &command_table[id];
    fprintf(out, ".SS \"retold %s ", c->name);
    put_roff(out, c->arguments);
    fputs("\"\n", out);
    put_roff(out, c->detail);
    putc('\n', out);
    for (const option *o = option_table; o < option_table + option_table_n; o++)
        if (option_of(o, id) && !option_of(o, CMD_NONE)) roff_option(out, o);
}

void help_man(FILE *out) {
    fputs(".TH RETOLD 1 \"\" \"retold " RT_VERSION "\" \"User Commands\"\n"
          ".SH NAME\nretold \\- find which news articles retell the same report\n"
          ".SH SYNOPSIS\n.B retold\n.IR PATH ...\n.br\n.B retold\n"
          ".I COMMAND\n.RI [ OPTION ...]\n.IR ARGUMENT ...\n.SH DESCRIPTION\n",
          out);
    put_roff(out, about);
    fputs("\n.PP\nA PATH is a file, a folder that is searched through, or \"\\-\" for "
          "standard input. A CORPUS is one file that\n.B retold add\nmakes.\n"
          ".SH COMMANDS\n",
          out);
    for (command_id id = 0; id < COMMANDS_N; id++) roff_command(out, id);
    fputs(".SH OPTIONS OF ALL COMMANDS\n", out);
    for (const option *o = option_table; o < option_table + option_table_n; o++)
        if (option_of(o, CMD_NONE)) roff_option(out, o);
    fputs(".SH EXIT STATUS\n", out);
    put_roff(out, statuses);
    fputs("\n.SH ENVIRONMENT\n.TP\n.B NO_COLOR\nWhen set, nothing is coloured.\n"
          ".SH NOTES\nOne origin does not make a report false, and many do not make it "
          "true.\n",
          out);
}

/* ---- completion */

void help_bash(FILE *out) {
    fputs("# bash completion for retold\n_retold() {\n"
          "    local word=${COMP_WORDS[COMP_CWORD]} options=\n"
          "    case ${COMP_WORDS[1]} in\n",
          out);
    for (command_id id = 0; id < COMMANDS_N; id++) {
        fprintf(out, "    %s) options='", command_table[id].name);
        const char *gap = "";
        for (const option *o = option_table; o < option_table + option_table_n; o++) {
            if (!option_of(o, id)) continue;
            fprintf(out, "%s--%s", gap, o->name);
            gap = " ";
        }
        fputs("' ;;\n", out);
    }
    fputs("    esac\n    if [ \"$COMP_CWORD\" = 1 ]; then\n        options='", out);
    for (command_id id = 0; id < COMMANDS_N; id++)
        fprintf(out, "%s ", command_table[id].name);
    fputs("--help --version'\n    fi\n"
          "    COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n}\n"
          "complete -o default -F _retold retold\n",
          out);
}

rt_code job_help(job *j, rt_err *err) {
    const invocation *what = j->what;
    if (what->print && strcmp(what->print, "man") == 0) {
        help_man(stdout);
    } else if (what->print && strcmp(what->print, "bash") == 0) {
        help_bash(stdout);
    } else if (what->print) {
        return err_set(err, RT_E_USAGE, NULL, "--print takes 'man' or 'bash', not '%s'",
                       what->print);
    } else if (!what->paths_n) {
        help_all(stdout);
    } else {
        command_id id = command_named(what->paths[0]);
        if (id == CMD_NONE)
            return err_set(err, RT_E_USAGE, NULL, "there is no command '%s'",
                           what->paths[0]);
        help_command(stdout, id);
    }
    return RT_OK;
}
