#include "app/options.h"

#include "app/nearest.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define TAKES(command) (1U << (command))
#define AT(field) offsetof(invocation, field)
enum { EVERY = (1U << COMMANDS_N) - 1 };

const command command_table[COMMANDS_N] = {
    [CMD_REPORT] =
        {"report", "CORPUS|PATH...",
         "show the stories, where each came from, and what differs",
         "Prints each story with the number of its independent origins, the "
         "lineage of its articles as a tree, differences and quotations. With "
         "--output it writes the whole report, with the evidence side by side, "
         "as one HTML page. 'retold PATH...' is short for it.",
         1, 0},
    [CMD_STORIES] =
        {"stories", "CORPUS|PATH...", "print the stories as JSON Lines, one a line",
         "Prints articles, origins, edges with their evidence, quotations, "
         "differences and coverage of each story. With --pairs it prints what "
         "the articles of each related pair are to each other instead. The formats "
         "'graphml' and 'csv' hold the lineage only: articles, the outlets outside that "
         "they rest on, and the edges between them; in CSV, a field that a spreadsheet "
         "would take for a formula gets an apostrophe before it.",
         1, 0},
    [CMD_ADD] = {"add", "CORPUS PATH...",
                 "add articles to a corpus, which is made if new",
                 "A corpus is one file; beside a large one lies CORPUS-index, which may "
                 "be deleted "
                 "and is made again. Articles that it has already change nothing. "
                 "Interrupted, it keeps what was added, and the next 'add' goes on.",
                 1, 0},
    [CMD_CORRECT] =
        {"correct", "CORPUS [--list | --undo N | OPTION A B]",
         "record what you know better, list it, take it back",
         "For example 'retold correct CORPUS --not-same-story 3f2a91c0 77b0c2de'. "
         "Articles go by the first four or more digits of their ids, which 'report' and "
         "'stories' show. What is recorded stays in the corpus, holds for everything "
         "added later, and is marked as yours wherever it shows; only the stories that "
         "it concerns are made anew. An edge is corrected only where there is one. An "
         "agency's client is believed of articles that nobody signed and that rest on "
         "nobody by their own words; a signed article keeps what it says. Without an "
         "option it lists what is recorded.",
         1, 0},
    [CMD_SEARCH] =
        {"search", "CORPUS WORDS...",
         "find words in the texts and quotations of a corpus",
         "All words must occur. \"Words in quotation marks\" are a phrase, a "
         "star at the end of a word stands for any ending, and a word after a "
         "minus sign must not occur (after '--', or it is taken for an option).",
         2, 0},
    [CMD_REJECTS] = {"rejects", "CORPUS", "list the inputs that held no article, and why",
                     "One line each: place, offset where known, reason.", 1, 1},
    [CMD_INFO] = {"info", "CORPUS", "count what is in a corpus",
                  "Articles, stories, related pairs, quotations, rejected inputs.", 1, 1},
    [CMD_READ] = {"read", "CORPUS|PATH...", "print the articles as JSON Lines",
                  "Prints the text of each article without what is not part of it, with "
                  "title, outlet, authors and date where they are known. --raw and "
                  "--explain take PATHs only.",
                  1, 0},
    [CMD_MARKS] = {"marks", "CORPUS|PATH...",
                   "print quotations, credits, figures and dates as JSON Lines",
                   "All spans are byte offsets in the text that 'read' prints.", 1, 0},
    [CMD_ALIGN] = {"align", "A B | --pairs FILE | --all PATH...",
                   "print the passages that articles share as JSON Lines",
                   "Compares two articles, the pairs listed in a file, or with --all "
                   "whatever is related among all articles.",
                   0, 0},
    [CMD_FETCH] =
        {"fetch", "-o FILE LIST...",
         "fetch the pages of a list of addresses into a web archive",
         "The only command that opens the network. A LIST has an address a line, or is a "
         "sitemap or a feed. The pages are appended to FILE (WARC, gzip) as they came, "
         "and "
         "are evidence to be kept; 'retold add CORPUS FILE' reads them. What FILE has "
         "already is left out, so that the same command goes on after an interruption. "
         "It "
         "keeps to robots.txt, asks each host one thing at a time with a pause between, "
         "and waits when a server asks for it.",
         1, 0},
    [CMD_HELP] = {"help", "[COMMAND]", "print help on a command",
                  "Without a command, lists them all.", 0, 1},
};

const option option_table[] = {
    {"output", 'o', "FILE", TAKES(CMD_REPORT), OPTION_TEXT, AT(output),
     "write the whole report to FILE as an HTML page ('-': standard output)"},
    {"output", 'o', "FILE", TAKES(CMD_FETCH), OPTION_TEXT, AT(output),
     "append the pages to FILE, a web archive"},
    {"delay", 0, "SECONDS", TAKES(CMD_FETCH), OPTION_COUNT, AT(delay),
     "pause between two requests to one host (default: 2)"},
    {"timeout", 0, "SECONDS", TAKES(CMD_FETCH), OPTION_COUNT, AT(timeout),
     "give up a request after that long (default: 30)"},
    {"agent", 0, "NAME", TAKES(CMD_FETCH), OPTION_TEXT, AT(agent),
     "name that servers are told, best with a way to reach you"},
    {"private", 0, NULL, TAKES(CMD_FETCH), OPTION_FLAG, AT(private_too),
     "ask this machine and private networks too, and use the proxy of the environment"},
    {"most", 0, "N", TAKES(CMD_REPORT) | TAKES(CMD_SEARCH), OPTION_COUNT, AT(most),
     "show at most N stories or hits (default: 20)"},
    {"format", 0, "FORMAT", TAKES(CMD_STORIES), OPTION_TEXT, AT(format),
     "json (default), or the lineage as graphml or csv"},
    {"without", 0, "ID", TAKES(CMD_STORIES) | TAKES(CMD_REPORT), OPTION_EACH, AT(without),
     "show what changes when this article is taken away (repeatable)"},
    {"pairs", 0, NULL, TAKES(CMD_STORIES), OPTION_FLAG, AT(relations),
     "print what the articles of each related pair are to each other"},
    {"quotations", 'q', NULL, TAKES(CMD_SEARCH), OPTION_FLAG, AT(quotations),
     "look in quotations and their speakers only"},
    {"list", 0, NULL, TAKES(CMD_CORRECT), OPTION_FLAG, AT(list),
     "list the corrections with their numbers"},
    {"not-same-story", 0, NULL, TAKES(CMD_CORRECT), OPTION_FLAG, AT(not_same_story),
     "articles A and B do not tell one story"},
    {"same-story", 0, NULL, TAKES(CMD_CORRECT), OPTION_FLAG, AT(same_story),
     "articles A and B tell one story"},
    {"wrong-edge", 0, NULL, TAKES(CMD_CORRECT), OPTION_FLAG, AT(wrong_edge),
     "article A does not rest on article B, or on external:OUTLET"},
    {"client", 0, NULL, TAKES(CMD_CORRECT), OPTION_FLAG, AT(client),
     "outlet A prints agency B in articles without a by-line that credit nobody"},
    {"undo", 0, "N", TAKES(CMD_CORRECT), OPTION_COUNT, AT(undo),
     "take correction N back"},
    {"note", 0, "TEXT", TAKES(CMD_CORRECT), OPTION_TEXT, AT(note),
     "keep a reason beside the correction"},
    {"json", 0, NULL, TAKES(CMD_SEARCH) | TAKES(CMD_CORRECT), OPTION_FLAG, AT(json),
     "print JSON Lines"},
    {"raw", 0, NULL, TAKES(CMD_READ) | TAKES(CMD_MARKS) | TAKES(CMD_ALIGN), OPTION_FLAG,
     AT(raw), "clean nothing: the text is the decoded file"},
    {"explain", 0, NULL, TAKES(CMD_READ), OPTION_FLAG, AT(explain),
     "print every block of text of the inputs, kept (+) or dropped (-), and why"},
    {"pairs", 0, "FILE", TAKES(CMD_ALIGN), OPTION_TEXT, AT(pairs),
     "align the two paths of each line of FILE, separated by a tab"},
    {"all", 0, NULL, TAKES(CMD_ALIGN), OPTION_FLAG, AT(all),
     "find the related pairs among all articles"},
    {"verbatim", 0, NULL, TAKES(CMD_ALIGN), OPTION_FLAG, AT(verbatim),
     "leave reworded passages out"},
    {"print", 0, "WHAT", TAKES(CMD_HELP), OPTION_TEXT, AT(print),
     "print the man page ('man') or the completion for bash ('bash')"},
    {"threads", 0, "N", EVERY, OPTION_COUNT, AT(threads),
     "use N threads (default: one for each processor)"},
    {"help", 'h', NULL, EVERY, OPTION_FLAG, AT(help), "print help"},
    {"version", 'V', NULL, EVERY, OPTION_FLAG, AT(version), "print the version"},
};
const size_t option_table_n = sizeof option_table / sizeof *option_table;

bool option_of(const option *o, command_id of) {
    return of == CMD_NONE ? o->commands == EVERY : o->commands >> of & 1;
}

command_id command_named(const char *name) {
    command_id c = 0;
    while (c < COMMANDS_N && strcmp(name, command_table[c].name) != 0) c++;
    return c;
}

static rt_code set_value(const option *o, const char *value, invocation *out,
                         rt_err *err) {
    enum { HIGHEST = 1000000 };
    char *field = (char *)out + o->offset;
    if (o->kind == OPTION_FLAG) {
        *(bool *)field = true;
    } else if (o->kind == OPTION_TEXT) {
        *(const char **)(void *)field = value;
    } else if (o->kind == OPTION_EACH) {
        option_values *values = (option_values *)(void *)field;
        if (values->n == OPTION_VALUES_MOST)
            return err_set(err, RT_E_USAGE, NULL, "--%s is given more than %d times",
                           o->name, OPTION_VALUES_MOST);
        values->at[values->n++] = value;
    } else {
        char *end;
        unsigned long n = *value >= '0' && *value <= '9' ? strtoul(value, &end, 10) : 0;
        if (!n || *end || n > HIGHEST)
            return err_set(err, RT_E_USAGE, NULL,
                           "--%s takes a number from 1 to %d, not '%s'", o->name, HIGHEST,
                           value);
        *(unsigned *)(void *)field = (unsigned)n;
    }
    return RT_OK;
}

static rt_code unknown_option(const char *given, const invocation *what, rt_err *err) {
    const char *names[32];
    size_t n = 0;
    for (const option *o = option_table; o < option_table + option_table_n; o++)
        if (option_of(o, what->command) && n < 32) names[n++] = o->name;
    bool is_long = given[1] == '-';
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(given, "="), given);
    const char *near = is_long ? nearest(name + 2, names, n) : NULL;
    const char *of = what->command == CMD_NONE ? "" : command_table[what->command].name;
    if (near)
        return err_set(err, RT_E_USAGE, NULL,
                       "there is no option '%s'; did you mean '--%s'?", name, near);
    return err_set(err, RT_E_USAGE, NULL,
                   "there is no option '%s'; see 'retold %s%s--help'", name, of,
                   *of ? " " : "");
}

static const option *find_option(const char *name, size_t n, bool is_long,
                                 command_id of) {
    for (const option *o = option_table; o < option_table + option_table_n; o++) {
        if (!option_of(o, of)) continue;
        if (is_long ? str_eq(str_of(o->name), (rt_str){name, n}) : *name == o->letter)
            return o;
    }
    return NULL;
}

/* Reads the option argv[*i], its value included; moves *i to the last argument used. */
static rt_code parse_option(int argc, char **argv, int *i, invocation *out, rt_err *err) {
    const char *name = argv[*i] + 1, *value = NULL;
    bool is_long = *name == '-';
    if (is_long) name++;
    size_t n = is_long ? strcspn(name, "=") : 1;
    const option *found = find_option(name, n, is_long, out->command);
    if (!found) return unknown_option(argv[*i], out, err);
    if (name[n]) value = name + n + (is_long ? 1 : 0);
    if (found->kind == OPTION_FLAG && value)
        return err_set(err, RT_E_USAGE, NULL, "--%s takes no value", found->name);
    if (found->kind != OPTION_FLAG && !value) {
        if (*i + 1 >= argc)
            return err_set(err, RT_E_USAGE, NULL, "--%s needs a value (%s)", found->name,
                           found->value);
        value = argv[++*i];
    }
    return set_value(found, value, out, err);
}

/* The command, when the first argument is one, or what stands for it. */
static rt_code parse_command(int argc, char **argv, invocation *out, rt_err *err) {
    if (argc < 2 || argv[1][0] == '-') {
        out->command = argc < 2 ? CMD_HELP : CMD_REPORT;
        return RT_OK;
    }
    out->command = command_named(argv[1]);
    if (out->command != CMD_NONE) return RT_OK;
    out->command = CMD_REPORT;
    if (access(argv[1], F_OK) == 0 || strchr(argv[1], '/') || strchr(argv[1], '.'))
        return RT_OK;
    const char *names[COMMANDS_N];
    for (command_id c = 0; c < COMMANDS_N; c++) names[c] = command_table[c].name;
    const char *near = nearest(argv[1], names, COMMANDS_N);
    return near ? err_set(err, RT_E_USAGE, NULL,
                          "there is no command or file '%s'; did you mean '%s'?", argv[1],
                          near)
                : err_set(err, RT_E_USAGE, NULL,
                          "there is no command or file '%s'; see 'retold --help'",
                          argv[1]);
}

static rt_code check_arguments(const invocation *what, rt_err *err) {
    const command *c = &command_table[what->command];
    bool fits = what->paths_n >= c->least && (!c->most || what->paths_n <= c->most);
    if (what->help || what->version || fits) return RT_OK;
    return err_set(err, RT_E_USAGE, NULL, "usage: retold %s %s", c->name, c->arguments);
}

rt_code options_parse(int argc, char **argv, invocation *out, rt_err *err) {
    *out = (invocation){.command = CMD_NONE};
    rt_code code = parse_command(argc, argv, out, err);
    int i = argc > 1 && command_named(argv[1]) != CMD_NONE ? 2 : 1;
    int kept = 0;
    bool only_paths = false;
    for (; code == RT_OK && i < argc; i++) {
        if (!only_paths && strcmp(argv[i], "--") == 0) only_paths = true;
        else if (!only_paths && argv[i][0] == '-' && argv[i][1])
            code = parse_option(argc, argv, &i, out, err);
        else argv[kept++] = argv[i];
    }
    out->paths = (const char *const *)argv;
    out->paths_n = (size_t)kept;
    return code == RT_OK ? check_arguments(out, err) : code;
}
