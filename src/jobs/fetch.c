/* SPDX-License-Identifier: AGPL-3.0-or-later
** fetch: over libcurl's easy interface, a handle a question. */
#include "jobs/fetch.h"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/check.h"
#include "jobs/address.h"

/* What a question is about while it is asked. */
struct asking {
    CURL *curl;
    enum fetch_reach reach;
    struct buf answer;
    bool refused;               /* the address lies where it may not be asked */
    char why[CURL_ERROR_SIZE];
};

/* ---- what may be asked */

/* Host of "https://host:port/..."; no text when there is none, or more than that before it. */
static struct str host_of(struct str url)
{
    struct str rest = str_from(url, str_find(url, S("://")) + 3);
    struct str authority = rest;
    for (size_t i = 0; i < rest.n; i++) {
        if (rest.s[i] == '/' || rest.s[i] == '?' || rest.s[i] == '#') {
            authority = str_sub(rest, 0, i);
            break;
        }
    }
    if (authority.n == 0 || str_contains(authority, S("@"))) {
        return (struct str){0};
    }
    struct str none;
    size_t end = str_find(authority, S("]"));
    return authority.s[0] == '[' ? str_sub(authority, 0, end + 1) : str_cut(authority, ':', &none);
}

static bool is_plain(struct str url)
{
    for (size_t i = 0; i < url.n; i++) {
        unsigned char c = (unsigned char)url.s[i];
        if (c <= ' ' || c >= 0x7f || c == '\\' || c == '"' || c == '<' || c == '>') {
            return false;
        }
    }
    return url.n <= FETCH_URL_MAX;
}

bool fetch_may(struct str url, enum fetch_reach reach)
{
    bool is_http = str_starts(url, S("http://"));
    if (!is_plain(url) || (!is_http && !str_starts(url, S("https://")))) {
        return false;
    }
    struct str host = host_of(url);
    bool is_here = str_eq(host, S("127.0.0.1")) || str_eq(host, S("[::1]")) || str_eq(host, S("localhost"));
    return host.n > 0 && (reach == FETCH_LOOPBACK ? is_here : !is_here && !is_http);
}

static bool may_connect(enum fetch_reach reach, enum address_place place)
{
    switch (reach) {
    case FETCH_OPEN:
        return place == ADDRESS_OPEN;
    case FETCH_PRIVATE:
        return place == ADDRESS_OPEN || place == ADDRESS_PRIVATE;
    default:
        return place == ADDRESS_LOOPBACK;
    }
}

/* ---- what libcurl calls */

static curl_socket_t open_socket(void *self, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct asking *asking = self;
    (void)purpose;
    if (!may_connect(asking->reach, address_place(&address->addr, address->addrlen))) {
        asking->refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static size_t take(char *bytes, size_t size, size_t n, void *self)
{
    struct asking *asking = self;
    buf_put(&asking->answer, bytes, size * n);
    return asking->answer.overflow ? 0 : size * n;
}

/* ---- asking */

#define SET(curl, option, value) check(curl_easy_setopt((curl), (option), (value)) == CURLE_OK)

static void set_bounds(struct asking *asking)
{
    CURL *curl = asking->curl;
    SET(curl, CURLOPT_PROTOCOLS_STR, asking->reach == FETCH_LOOPBACK ? "http,https" : "https");
    SET(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    SET(curl, CURLOPT_FOLLOWLOCATION, 0l);
    SET(curl, CURLOPT_PROXY, "");
    SET(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    SET(curl, CURLOPT_NOSIGNAL, 1l);
    SET(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)FETCH_CONNECT_MS_MAX);
    SET(curl, CURLOPT_MAXFILESIZE, (long)FETCH_ANSWER_MAX);
    SET(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    SET(curl, CURLOPT_OPENSOCKETDATA, asking);
    SET(curl, CURLOPT_WRITEFUNCTION, take);
    SET(curl, CURLOPT_WRITEDATA, asking);
    SET(curl, CURLOPT_ERRORBUFFER, asking->why);
    SET(curl, CURLOPT_USERAGENT, "smallgiants");
}

static void set_question(struct arena *arena, CURL *curl, const struct fetch_in *in)
{
    SET(curl, CURLOPT_URL, str_c(arena, in->url));
    SET(curl, CURLOPT_TIMEOUT_MS, (long)(in->ms_max > 0 ? in->ms_max : FETCH_MS_MAX));
    if (in->form.s != NULL) {
        SET(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)in->form.n);
        SET(curl, CURLOPT_COPYPOSTFIELDS, str_c(arena, in->form));
    }
    if (in->user.n > 0) {
        SET(curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
        SET(curl, CURLOPT_USERNAME, str_c(arena, in->user));
        SET(curl, CURLOPT_PASSWORD, str_c(arena, in->password));
    }
}

static enum fault why_not(struct arena *arena, const struct asking *asking, CURLcode code, struct str *ret_why)
{
    if (asking->answer.overflow || code == CURLE_FILESIZE_EXCEEDED) {
        *ret_why = str_format(arena, "its answer is longer than %u KiB", FETCH_ANSWER_MAX >> 10);
        return FAULT_TOO_LARGE;
    }
    if (asking->refused) {
        *ret_why = S("its address lies in a network that is not to be asked from here");
        return FAULT_DENIED;
    }
    const char *words = asking->why[0] != '\0' ? asking->why : curl_easy_strerror(code);
    *ret_why = str_scrub(arena, str_copy(arena, str_of(words)));
    return code == CURLE_PEER_FAILED_VERIFICATION ? FAULT_DENIED : FAULT_IO;
}

static enum fault ask(struct arena *arena, struct asking *asking, const struct fetch_in *in, struct fetch_out *ret_out,
                      struct str *ret_why)
{
    long status = 0;
    set_bounds(asking);
    set_question(arena, asking->curl, in);
    CURLcode code = curl_easy_perform(asking->curl);
    if (code != CURLE_OK) {
        return why_not(arena, asking, code, ret_why);
    }
    check(curl_easy_getinfo(asking->curl, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK);
    *ret_out = (struct fetch_out){(int)status, str_copy(arena, buf_str(&asking->answer))};
    return OK;
}

enum fault fetch(struct arena *arena, const struct fetch_in *in, struct fetch_out *ret_out, struct str *ret_why)
{
    if (!fetch_may(in->url, in->reach)) {
        *ret_why = S("the address is not one of https that may be asked");
        return FAULT_INVALID;
    }
    check(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
    struct asking asking = {.curl = curl_easy_init(), .reach = in->reach};
    check(asking.curl != NULL);
    buf_init(&asking.answer, FETCH_ANSWER_MAX);
    enum fault fault = ask(arena, &asking, in, ret_out, ret_why);
    buf_done(&asking.answer);
    curl_easy_cleanup(asking.curl);
    curl_global_cleanup();
    return fault;
}
