/* SPDX-License-Identifier: AGPL-3.0-or-later
** fetch: what may be asked, and what came of it. */
#include "jobs/fetch.h"

#include "base/check.h"
#include "jobs/address.h"
#include "jobs/peer.h"

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

static bool is_where_it_may_be(void *self, const struct sockaddr *address, socklen_t size)
{
    return may_connect(*(const enum fetch_reach *)self, address_place(address, size));
}

/* ---- asking */

static enum fault why_not(struct arena *arena, const struct peer_out *out, struct str *ret_why)
{
    switch (out->end) {
    case PEER_TOO_LARGE:
        *ret_why = str_format(arena, "its answer is longer than %u KiB", FETCH_ANSWER_MAX >> 10);
        return FAULT_TOO_LARGE;
    case PEER_NOT_ALLOWED:
        *ret_why = S("its address lies in a network that is not to be asked from here");
        return FAULT_DENIED;
    default:
        *ret_why = out->why;
        return out->end == PEER_NOT_TRUSTED ? FAULT_DENIED : FAULT_IO;
    }
}

enum fault fetch(struct arena *arena, const struct fetch_in *in, struct fetch_out *ret_out, struct str *ret_why)
{
    enum fetch_reach reach = in->reach;
    if (!fetch_may(in->url, reach)) {
        *ret_why = S("the address is not one of https that may be asked");
        return FAULT_INVALID;
    }
    const struct peer_in ask = {
        .url = in->url, .protocols = reach == FETCH_LOOPBACK ? "http,https" : "https", .user = in->user,
        .password = in->password, .form = in->form, .connect_ms_max = FETCH_CONNECT_MS_MAX,
        .ms_max = in->ms_max > 0 ? in->ms_max : FETCH_MS_MAX, .answer_max = FETCH_ANSWER_MAX,
        .may_connect = is_where_it_may_be, .self = &reach,
    };
    struct peer *peer = peer_open();
    struct peer_out out = peer_exchange(peer, arena, &ask);
    peer_close(peer);
    if (out.end != PEER_OK) {
        return why_not(arena, &out, ret_why);
    }
    *ret_out = (struct fetch_out){out.code, out.body};
    return OK;
}
