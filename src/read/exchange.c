#include "read/exchange.h"

#include "read/http.h"
#include "read/net_address.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
    MOST_HEADERS = 64 << 10,
    CONNECT_SECONDS = 15,
    MOST_REDIRECTS = 5 /* of those that are followed here: RFC 9309, 2.3.1.2 */
};

/* Bytes that grow; outside the arenas, since they come while curl runs. */
typedef struct bytes {
    char *s;
    size_t n, room;
} bytes;

typedef struct exchange {
    exchanges *all;
    CURL *easy;
    bool busy, follow;
    bool private_address, no_page, too_large; /* why it was broken off */
    uint32_t tag;
    int64_t began;
    bytes request, response, body;
    char error[CURL_ERROR_SIZE];
} exchange;

struct exchanges {
    CURLM *multi;
    const exchange_options *options;
    struct curl_slist *headers;
    exchange at[EXCHANGES_MOST];
    exchange *told; /* whose texts the last answer was made of */
};

static bool add(bytes *b, const char *s, size_t n, size_t most) {
    if (n > most || b->n > most - n) return false;
    if (b->n + n > b->room) {
        size_t room = (b->n + n) * 2;
        char *grown = realloc(b->s, room);
        if (!grown) return false;
        b->s = grown;
        b->room = room;
    }
    if (n) memcpy(b->s + b->n, s, n);
    b->n += n;
    return true;
}

static rt_str text_of(const bytes *b) { return (rt_str){b->s ? b->s : "", b->n}; }

/* ---- what curl calls */

static int status_of(const exchange *x) {
    long status = 0;
    curl_easy_getinfo(x->easy, CURLINFO_RESPONSE_CODE, &status);
    return (int)status;
}

/* A status line begins anew: what came before was provisional, or redirected. */
static size_t on_header(char *s, size_t size, size_t n, void *user) {
    exchange *x = user;
    (void)size;
    if (n >= 5 && memcmp(s, "HTTP/", 5) == 0) x->response.n = x->body.n = 0;
    return add(&x->response, s, n, MOST_HEADERS) ? n : 0;
}

static bool is_page(const exchange *x) {
    static const char *const media[] = {"text/html", "application/xhtml+xml",
                                        "text/plain"};
    const char *told = NULL;
    rt_str type, charset;
    curl_easy_getinfo(x->easy, CURLINFO_CONTENT_TYPE, &told);
    http_content_type(str_of(told), &type, &charset);
    if (!type.n) return true;
    for (size_t i = 0; i < sizeof media / sizeof *media; i++)
        if (str_eq_nocase(type, str_of(media[i]))) return true;
    return false;
}

static size_t on_body(char *s, size_t size, size_t n, void *user) {
    exchange *x = user;
    (void)size;
    if (!x->follow && status_of(x) != 200) return n;
    if (!x->follow && !is_page(x)) {
        x->no_page = true;
        return 0;
    }
    x->too_large = !add(&x->body, s, n, x->all->options->most_bytes);
    return x->too_large ? 0 : n;
}

static int on_trace(CURL *easy, curl_infotype kind, char *s, size_t n, void *user) {
    exchange *x = user;
    (void)easy;
    if (kind != CURLINFO_HEADER_OUT) return 0;
    x->request.n = 0;
    add(&x->request, s, n, MOST_HEADERS);
    return 0;
}

/* Here and not by the name of the host: what a name stands for is known only now. */
static curl_socket_t on_socket(void *user, curlsocktype purpose,
                               struct curl_sockaddr *to) {
    exchange *x = user;
    (void)purpose;
    if (!x->all->options->private_too &&
        !net_address_is_public(&to->addr, (socklen_t)to->addrlen)) {
        x->private_address = true;
        return CURL_SOCKET_BAD;
    }
    return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

/* ---- requests */

static void set_up(exchange *x) {
    const exchange_options *o = x->all->options;
    CURL *e = x->easy;
    curl_easy_setopt(e, CURLOPT_PRIVATE, x);
    curl_easy_setopt(e, CURLOPT_ERRORBUFFER, x->error);
    curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(e, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(e, CURLOPT_MAXREDIRS, (long)MOST_REDIRECTS);
    curl_easy_setopt(e, CURLOPT_USERAGENT, o->agent);
    curl_easy_setopt(e, CURLOPT_HTTPHEADER, x->all->headers);
    curl_easy_setopt(e, CURLOPT_TIMEOUT, (long)o->seconds);
    curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    if (!o->private_too) curl_easy_setopt(e, CURLOPT_PROXY, "");
    /* as it came over the line: that is what an archive keeps */
    curl_easy_setopt(e, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(e, CURLOPT_HEADERDATA, x);
    curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(e, CURLOPT_WRITEDATA, x);
    curl_easy_setopt(e, CURLOPT_DEBUGFUNCTION, on_trace);
    curl_easy_setopt(e, CURLOPT_DEBUGDATA, x);
    curl_easy_setopt(e, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, x);
}

exchanges *exchanges_new(const exchange_options *options) {
    exchanges *all = calloc(1, sizeof *all);
    if (!all) return NULL;
    all->options = options;
    all->multi = curl_multi_init();
    char accept[256];
    snprintf(accept, sizeof accept, "Accept: %s", options->accept);
    all->headers = curl_slist_append(NULL, accept);
    bool whole = all->multi && all->headers;
    for (size_t i = 0; i < EXCHANGES_MOST && whole; i++) {
        exchange *x = &all->at[i];
        x->all = all;
        x->easy = curl_easy_init();
        whole = x->easy != NULL;
        if (whole) set_up(x);
    }
    if (whole) return all;
    exchanges_free(all);
    return NULL;
}

void exchanges_free(exchanges *all) {
    if (!all) return;
    for (size_t i = 0; i < EXCHANGES_MOST; i++) {
        exchange *x = &all->at[i];
        if (x->busy) curl_multi_remove_handle(all->multi, x->easy);
        curl_easy_cleanup(x->easy);
        free(x->request.s);
        free(x->response.s);
        free(x->body.s);
    }
    curl_slist_free_all(all->headers);
    curl_multi_cleanup(all->multi);
    free(all);
}

bool exchange_start(exchanges *all, const char *url, bool follow, uint32_t tag) {
    exchange *x = all->at;
    while (x < all->at + EXCHANGES_MOST && (x->busy || x == all->told)) x++;
    if (x == all->at + EXCHANGES_MOST) return false;
    x->request.n = x->response.n = x->body.n = 0;
    x->private_address = x->no_page = x->too_large = false;
    x->follow = follow;
    x->tag = tag;
    x->began = (int64_t)time(NULL);
    x->error[0] = 0;
    curl_easy_setopt(x->easy, CURLOPT_URL, url);
    curl_easy_setopt(x->easy, CURLOPT_FOLLOWLOCATION, follow ? 1L : 0L);
    /* a page is kept as it was packed; robots.txt is read here and now */
    curl_easy_setopt(x->easy, CURLOPT_ACCEPT_ENCODING, follow ? "" : "gzip, deflate, br");
    curl_easy_setopt(x->easy, CURLOPT_HTTP_CONTENT_DECODING, follow ? 1L : 0L);
    curl_easy_setopt(x->easy, CURLOPT_HTTP_TRANSFER_DECODING, follow ? 1L : 0L);
    x->busy = curl_multi_add_handle(all->multi, x->easy) == CURLM_OK;
    return x->busy;
}

/* Errors that are the moment's and not the address's. */
static bool may_pass(CURLcode rc) {
    return rc == CURLE_OPERATION_TIMEDOUT || rc == CURLE_COULDNT_CONNECT ||
           rc == CURLE_COULDNT_RESOLVE_HOST || rc == CURLE_GOT_NOTHING ||
           rc == CURLE_RECV_ERROR || rc == CURLE_SEND_ERROR || rc == CURLE_PARTIAL_FILE;
}

static const char *why_failed(const exchange *x, CURLcode rc) {
    if (x->private_address)
        return "an address of this machine or of a private network, which is not asked";
    if (x->no_page) return "no page: neither HTML nor text";
    if (x->too_large) return "larger than the limit";
    return x->error[0] ? x->error : curl_easy_strerror(rc);
}

static bool may_help_to_wait(int status) {
    return status == 429 || status == 500 || status == 502 || status == 503 ||
           status == 504;
}

static void tell(exchange *x, CURLcode rc, exchange_answer *out) {
    curl_off_t wait = 0;
    const char *redirect = NULL, *address = NULL;
    curl_easy_getinfo(x->easy, CURLINFO_RETRY_AFTER, &wait);
    curl_easy_getinfo(x->easy, CURLINFO_REDIRECT_URL, &redirect);
    curl_easy_getinfo(x->easy, CURLINFO_PRIMARY_IP, &address);
    int status = rc ? 0 : status_of(x);
    bool broken_off = x->private_address || x->no_page || x->too_large;
    *out = (exchange_answer){.tag = x->tag,
                             .status = status,
                             .why = rc ? why_failed(x, rc) : NULL,
                             .again = rc ? may_pass(rc) && !broken_off
                                         : may_help_to_wait(status),
                             .wait = wait > 0 ? (uint64_t)wait : 0,
                             .redirect = str_of(redirect),
                             .request = text_of(&x->request),
                             .response = text_of(&x->response),
                             .body = text_of(&x->body),
                             .address = str_of(address),
                             .began = x->began};
}

bool exchange_next(exchanges *all, exchange_answer *out) {
    int left;
    all->told = NULL;
    for (CURLMsg *m; (m = curl_multi_info_read(all->multi, &left));) {
        if (m->msg != CURLMSG_DONE) continue;
        CURLcode rc = m->data.result;
        char *user = NULL;
        curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &user);
        exchange *x = (exchange *)(void *)user;
        tell(x, rc, out);
        curl_multi_remove_handle(all->multi, x->easy);
        x->busy = false;
        all->told = x;
        return true;
    }
    return false;
}

void exchange_wait(exchanges *all, unsigned ms) {
    int running, happened;
    curl_multi_perform(all->multi, &running);
    curl_multi_poll(all->multi, NULL, 0, (int)ms, &happened);
    curl_multi_perform(all->multi, &running);
}

/* ---- addresses */

static rt_str part_of(arena *a, CURLU *u, CURLUPart part, unsigned flags) {
    char *value = NULL;
    if (curl_url_get(u, part, &value, flags) != CURLUE_OK) return (rt_str){NULL, 0};
    rt_str copy = str_copy(a, str_of(value));
    curl_free(value);
    return copy;
}

static bool read_parts(arena *a, CURLU *u, rt_str url, exchange_address *out,
                       const char **why) {
    if (curl_url_set(u, CURLUPART_URL, str_z(a, url), CURLU_URLENCODE) != CURLUE_OK) {
        *why = "not an address of a page";
        return false;
    }
    curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0);
    rt_str scheme = part_of(a, u, CURLUPART_SCHEME, 0);
    rt_str host = part_of(a, u, CURLUPART_HOST, 0);
    rt_str port = part_of(a, u, CURLUPART_PORT, CURLU_DEFAULT_PORT);
    rt_str path = part_of(a, u, CURLUPART_PATH, 0);
    rt_str query = part_of(a, u, CURLUPART_QUERY, 0);
    *why = NULL;
    if (!str_eq(scheme, STR("http")) && !str_eq(scheme, STR("https")))
        *why = "neither http nor https";
    if (part_of(a, u, CURLUPART_USER, 0).s) *why = "the address carries a user's name";
    out->url = part_of(a, u, CURLUPART_URL, 0);
    out->origin = str_printf(a, "%s://%s:%s", scheme.s, host.s, port.s);
    out->path = query.s ? str_printf(a, "%s?%s", path.s, query.s) : path;
    return !*why;
}

typedef struct parsing {
    arena *a;
    CURLU *u;
    rt_str url;
    exchange_address *out;
    const char **why;
    bool good;
} parsing;

static void parse(void *context) {
    parsing *p = context;
    p->good = read_parts(p->a, p->u, p->url, p->out, p->why);
}

bool exchange_parse(arena *a, rt_str url, exchange_address *out, const char **why) {
    parsing p = {a, curl_url(), url, out, why, false};
    bool room = p.u && arena_try(a, parse, &p);
    curl_url_cleanup(p.u);
    if (!room) arena_full(a);
    return p.good;
}
