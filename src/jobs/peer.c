/* SPDX-License-Identifier: AGPL-3.0-or-later
** peer: over libcurl's easy interface. */
#include "jobs/peer.h"

#include <curl/curl.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/scan.h"

#define LINE_MAX_BYTES 512u /* RFC 5321, 4.5.3.1.5 */

struct peer {
    CURL *curl;
};

/* One exchange under way. */
struct exchange {
    const struct peer_in *in;
    struct buf answer;
    struct str rest;               /* of the mail: not sent yet */
    char line[LINE_MAX_BYTES + 1]; /* the last one it said, before its goodbye */
    bool refused;                  /* may_connect said no */
    char why[CURL_ERROR_SIZE];
};

struct peer *peer_open(void)
{
    struct peer *peer = mem_alloc(sizeof *peer);
    check(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
    peer->curl = curl_easy_init();
    check(peer->curl != NULL);
    return peer;
}

void peer_close(struct peer *peer)
{
    curl_easy_cleanup(peer->curl);
    curl_global_cleanup();
    mem_free(peer);
}

/* ---- what libcurl calls */

static curl_socket_t open_socket(void *self, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct exchange *exchange = self;
    const struct peer_in *in = exchange->in;
    (void)purpose;
    if (in->may_connect != NULL && !in->may_connect(in->self, &address->addr, address->addrlen)) {
        exchange->refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static size_t take(char *bytes, size_t size, size_t n, void *self)
{
    struct exchange *exchange = self;
    buf_put(&exchange->answer, bytes, size * n);
    return exchange->answer.overflow ? 0 : size * n;
}

static size_t hear(char *line, size_t size, size_t n, void *self)
{
    struct exchange *exchange = self;
    struct str text = str_trim(str_sub((struct str){line, size * n}, 0, LINE_MAX_BYTES));
    if (str_starts(text, S("221"))) {
        return size * n; /* the goodbye after a refusal says nothing */
    }
    memcpy(exchange->line, text.s, text.n);
    exchange->line[text.n] = 0;
    return size * n;
}

static size_t give(char *to, size_t size, size_t n, void *self)
{
    struct exchange *exchange = self;
    struct str part = str_sub(exchange->rest, 0, size * n);
    memcpy(to, part.s, part.n);
    exchange->rest = str_from(exchange->rest, part.n);
    return part.n;
}

/* ---- an exchange */

/* Every option must be taken: one that is not would leave something open. */
#define SET(curl, option, value) check(curl_easy_setopt((curl), (option), (value)) == CURLE_OK)

static void set_bounds(CURL *curl, struct arena *arena, struct exchange *exchange)
{
    const struct peer_in *in = exchange->in;
    SET(curl, CURLOPT_URL, str_c(arena, in->url));
    SET(curl, CURLOPT_PROTOCOLS_STR, in->protocols);
    SET(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    SET(curl, CURLOPT_SSL_VERIFYPEER, 1l);
    SET(curl, CURLOPT_SSL_VERIFYHOST, 2l);
    SET(curl, CURLOPT_USE_SSL, (long)(in->starts_tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    if (in->ca_file.n > 0) {
        SET(curl, CURLOPT_CAINFO, str_c(arena, in->ca_file));
    }
    SET(curl, CURLOPT_FOLLOWLOCATION, 0l);
    SET(curl, CURLOPT_PROXY, "");
    SET(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    SET(curl, CURLOPT_NOSIGNAL, 1l);
    SET(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)in->connect_ms_max);
    SET(curl, CURLOPT_TIMEOUT_MS, (long)in->ms_max);
    SET(curl, CURLOPT_MAXFILESIZE, (long)in->answer_max);
    SET(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    SET(curl, CURLOPT_OPENSOCKETDATA, exchange);
    SET(curl, CURLOPT_ERRORBUFFER, exchange->why);
}

static void set_user(CURL *curl, struct arena *arena, const struct peer_in *in)
{
    if (in->user.n > 0) {
        SET(curl, CURLOPT_USERNAME, str_c(arena, in->user));
        SET(curl, CURLOPT_PASSWORD, str_c(arena, in->password));
    }
}

static void set_question(CURL *curl, struct arena *arena, struct exchange *exchange)
{
    const struct peer_in *in = exchange->in;
    SET(curl, CURLOPT_WRITEFUNCTION, take);
    SET(curl, CURLOPT_WRITEDATA, exchange);
    SET(curl, CURLOPT_USERAGENT, "smallgiants");
    if (in->form.s != NULL) {
        SET(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)in->form.n);
        SET(curl, CURLOPT_COPYPOSTFIELDS, str_c(arena, in->form));
    }
    if (in->user.n > 0) {
        SET(curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
    }
}

static struct curl_slist *set_mail(CURL *curl, struct arena *arena, struct exchange *exchange)
{
    const struct peer_in *in = exchange->in;
    struct curl_slist *whom = curl_slist_append(NULL, str_c(arena, in->to));
    check(whom != NULL);
    exchange->rest = in->message;
    SET(curl, CURLOPT_MAIL_FROM, str_c(arena, in->from));
    SET(curl, CURLOPT_MAIL_RCPT, whom);
    SET(curl, CURLOPT_UPLOAD, 1l);
    SET(curl, CURLOPT_READFUNCTION, give);
    SET(curl, CURLOPT_READDATA, exchange);
    SET(curl, CURLOPT_HEADERFUNCTION, hear);
    SET(curl, CURLOPT_HEADERDATA, exchange);
    return whom;
}

static int code_of(struct str line)
{
    int64_t code;
    return parse_int(str_sub(line, 0, 3), 100, 599, &code) ? (int)code : 0;
}

static enum peer_end end_of(const struct exchange *exchange, CURLcode code, int status)
{
    if (exchange->refused) {
        return PEER_NOT_ALLOWED;
    }
    if (exchange->answer.overflow) {
        return PEER_TOO_LARGE;
    }
    switch (code) {
    case CURLE_OK: return PEER_OK;
    case CURLE_FILESIZE_EXCEEDED: return PEER_TOO_LARGE;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT: return PEER_AWAY;
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_PEER_FAILED_VERIFICATION: return PEER_NOT_TRUSTED;
    case CURLE_LOGIN_DENIED: return PEER_NOT_LET_IN;
    default: break;
    }
    bool mail = exchange->in->message.n > 0;
    bool said_no = mail && status >= 400 && status <= 599;
    return !said_no                                             ? PEER_BROKEN
           : str_starts(str_of(exchange->why), S("RCPT failed")) ? PEER_REFUSED_TO
                                                                 : PEER_REFUSED;
}

struct peer_out peer_exchange(struct peer *peer, struct arena *arena, const struct peer_in *in)
{
    struct exchange exchange = {.in = in};
    struct curl_slist *whom = NULL;
    long status = 0;
    buf_init(&exchange.answer, in->answer_max);
    curl_easy_reset(peer->curl);
    set_bounds(peer->curl, arena, &exchange);
    set_user(peer->curl, arena, in);
    if (in->message.n > 0) {
        whom = set_mail(peer->curl, arena, &exchange);
    } else {
        set_question(peer->curl, arena, &exchange);
    }
    CURLcode code = curl_easy_perform(peer->curl);
    check(curl_easy_getinfo(peer->curl, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK);
    status = in->message.n > 0 ? code_of(str_of(exchange.line)) : status;
    const char *why = exchange.why[0] != 0 ? exchange.why : curl_easy_strerror(code);
    struct peer_out out = {
        .end = end_of(&exchange, code, (int)status), .code = (int)status,
        .body = str_copy(arena, buf_str(&exchange.answer)),
        .line = str_scrub(arena, str_copy(arena, str_of(exchange.line))),
        .why = code == CURLE_OK ? S("") : str_scrub(arena, str_copy(arena, str_of(why))),
    };
    curl_slist_free_all(whom);
    buf_done(&exchange.answer);
    return out;
}
