/* server.h: a small web server on the loopback address, for tests of fetching.
 * Answers from a table of paths, one connection after the other, and notes who asked for
 * what. */
#ifndef TESTS_SERVER_H
#define TESTS_SERVER_H

#include "base/str.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

/* What the server says to a path: the first answer to the first request, the second to
 * the second, and so on; the last one for ever. "" closes the line without a word. */
typedef struct server_page {
    const char *path;
    rt_str answer[3]; /* a null one repeats the one before */
    unsigned asked;
} server_page;

typedef struct server {
    server_page *pages;
    size_t n;
    int listening, port;
    pthread_t thread;
    char log[8192]; /* "PATH\n" for each request */
    char agent[256];
} server;

static inline void server_answer(server *s, int line) {
    char request[8192];
    size_t n = 0;
    while (n < sizeof request - 1) {
        ssize_t got = read(line, request + n, sizeof request - 1 - n);
        if (got <= 0) break;
        request[n += (size_t)got] = 0;
        if (strstr(request, "\r\n\r\n")) break;
    }
    request[n] = 0;
    char path[512] = "";
    if (sscanf(request, "GET %511s", path) != 1) return;
    size_t used = strlen(s->log);
    snprintf(s->log + used, sizeof s->log - used, "%s\n", path);
    const char *agent = strstr(request, "User-Agent: ");
    if (agent) sscanf(agent, "User-Agent: %255[^\r]", s->agent);
    rt_str answer = STR("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    for (size_t i = 0; i < s->n; i++) {
        server_page *p = &s->pages[i];
        if (strcmp(p->path, path) != 0) continue;
        unsigned k = p->asked++ < 2 ? p->asked - 1 : 2;
        while (k > 0 && !p->answer[k].s) k--;
        answer = p->answer[k];
    }
    for (size_t done = 0; done < answer.n;) {
        ssize_t sent = send(line, answer.s + done, answer.n - done, MSG_NOSIGNAL);
        if (sent <= 0) break;
        done += (size_t)sent;
    }
    shutdown(line, SHUT_WR);
    while (read(line, request, sizeof request) > 0) {
    } /* until the other side closes */
}

static inline void *server_run(void *context) {
    server *s = context;
    for (int line; (line = accept(s->listening, NULL, NULL)) >= 0; close(line))
        server_answer(s, line);
    return NULL;
}

/* Begins to serve `n` pages at a free port. */
static inline bool server_start(server *s, server_page *pages, size_t n) {
    *s = (server){.pages = pages, .n = n};
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t length = sizeof at;
    s->listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (s->listening < 0 || bind(s->listening, (struct sockaddr *)&at, length) != 0 ||
        listen(s->listening, 16) != 0 ||
        getsockname(s->listening, (struct sockaddr *)&at, &length) != 0)
        return false;
    s->port = ntohs(at.sin_port);
    return pthread_create(&s->thread, NULL, server_run, s) == 0;
}

static inline void server_stop(server *s) {
    shutdown(s->listening, SHUT_RDWR);
    pthread_join(s->thread, NULL);
    close(s->listening);
}

#endif
