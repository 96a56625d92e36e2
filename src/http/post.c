/* SPDX-License-Identifier: AGPL-3.0-or-later
** post: where a form comes from, and the token by which it acts once. */
#include "http/post.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "base/rand.h"
#include "base/scan.h"

#define ONCE_CHANCE_BYTES 16u
#define CLOCKS_DIFFER_S 60
#define ADDRESS_MAX 64u
#define NET_BYTES 8u  /* of an IPv6 address: the network of a household or an office */
#define SITE_BYTES 6u /* and all that one customer is given (RFC 6177) */

/* ---- from where */

/* "https://net.example.org:8443/x" -> "net.example.org:8443" */
static struct str host_of(struct str url)
{
    struct str rest = url;
    if (str_starts(url, S("https://"))) {
        rest = str_from(url, S("https://").n);
    } else if (str_starts(url, S("http://"))) {
        rest = str_from(url, S("http://").n);
    } else {
        return S("");
    }
    return str_cut(rest, '/', &rest);
}

bool post_is_ours(const struct head *head, struct str base_url)
{
    struct str site = head_get(head, "Sec-Fetch-Site");
    if (site.s != NULL) {
        return str_eq(site, S("same-origin"));
    }
    struct str host = host_of(head_get(head, "Origin"));
    return host.n > 0 && (str_eq_nocase(host, head_get(head, "Host")) || str_eq_nocase(host, host_of(base_url)));
}

bool post_is_form(const struct head *head)
{
    struct str rest;
    struct str type = str_trim(str_cut(head_get(head, "Content-Type"), ';', &rest));
    return str_eq_nocase(type, S("application/x-www-form-urlencoded"));
}

/* ---- from whom */

static bool is_loopback(const struct in6_addr *address)
{
    return IN6_IS_ADDR_LOOPBACK(address) || (IN6_IS_ADDR_V4MAPPED(address) && address->s6_addr[12] == 127);
}

/* IPv4 within IPv6 (RFC 4291, 2.5.5.2): one kind of address for all that follows. */
static struct in6_addr mapped(const struct in_addr *four)
{
    struct in6_addr six = {0};
    six.s6_addr[10] = 0xff;
    six.s6_addr[11] = 0xff;
    memcpy(six.s6_addr + 12, four, sizeof *four);
    return six;
}

static bool read_socket(const struct sockaddr *from, struct in6_addr *ret_address)
{
    if (from != NULL && from->sa_family == AF_INET6) {
        struct sockaddr_in6 six;
        memcpy(&six, from, sizeof six);
        *ret_address = six.sin6_addr;
        return true;
    }
    if (from != NULL && from->sa_family == AF_INET) {
        struct sockaddr_in four;
        memcpy(&four, from, sizeof four);
        *ret_address = mapped(&four.sin_addr);
        return true;
    }
    return false;
}

/* "192.0.2.7:5123" and "[2001:db8::1]:5123" without their ports. */
static struct str without_port(struct str text)
{
    struct str rest;
    if (str_starts(text, S("["))) {
        return str_cut(str_from(text, 1), ']', &rest);
    }
    struct str host = str_cut(text, ':', &rest);
    return rest.s != NULL && !str_contains(rest, S(":")) ? host : text;
}

static bool read_text(struct arena *arena, struct str text, struct in6_addr *ret_address)
{
    struct in_addr four;
    struct str host = without_port(text);
    if (host.n == 0 || host.n >= ADDRESS_MAX) {
        return false;
    }
    const char *c = str_c(arena, host);
    if (inet_pton(AF_INET, c, &four) == 1) {
        *ret_address = mapped(&four);
        return true;
    }
    return inet_pton(AF_INET6, c, ret_address) == 1;
}

bool post_is_address(struct arena *arena, struct str text)
{
    struct in6_addr address;
    return str_eq(without_port(text), text) && read_text(arena, text, &address);
}

/* The one that the nearest proxy wrote; those before it may be invented. */
static struct str last_forwarded(const struct head *head)
{
    struct str last = {0};
    for (size_t i = 0; i < head->n; i++) {
        if (str_eq_nocase(head->fields[i].name, S("X-Forwarded-For"))) {
            last = head->fields[i].value;
        }
    }
    for (struct str rest = last; rest.s != NULL;) {
        last = str_trim(str_cut(rest, ',', &rest));
    }
    return last;
}

static bool is_ours(struct arena *arena, const struct in6_addr *address, struct str proxy)
{
    struct in6_addr other;
    return is_loopback(address) ||
           (read_text(arena, proxy, &other) && memcmp(address, &other, sizeof other) == 0);
}

static struct str net_of(struct arena *arena, struct in6_addr address, size_t bytes)
{
    char text[ADDRESS_MAX];
    memset(address.s6_addr + bytes, 0, sizeof address.s6_addr - bytes);
    inet_ntop(AF_INET6, &address, text, sizeof text);
    return str_format(arena, "%s/%zu", text, bytes * 8);
}

struct sender post_sender(struct arena *arena, const struct sockaddr *from, struct str proxy, const struct head *head)
{
    struct in6_addr address;
    struct in6_addr forwarded;
    char text[ADDRESS_MAX];
    if (!read_socket(from, &address)) {
        return (struct sender){S(""), S("")};
    }
    if (is_ours(arena, &address, proxy) && read_text(arena, last_forwarded(head), &forwarded)) {
        address = forwarded;
    }
    if (!IN6_IS_ADDR_V4MAPPED(&address)) {
        return (struct sender){net_of(arena, address, NET_BYTES), net_of(arena, address, SITE_BYTES)};
    }
    inet_ntop(AF_INET, address.s6_addr + 12, text, sizeof text);
    struct str one = str_copy(arena, str_of(text));
    return (struct sender){one, one};
}

/* ---- the once-token */

struct str once_make(struct arena *arena, int64_t now)
{
    return str_format(arena, "%lld-%.*s", (long long)now, STR_ARG(rand_hex(arena, ONCE_CHANCE_BYTES)));
}

static bool is_small_hex(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            return false;
        }
    }
    return true;
}

bool once_is_fresh(struct str token, int64_t now)
{
    struct str chance;
    int64_t made;
    struct str when = str_cut(token, '-', &chance);
    return token.n < ONCE_TEXT_MAX && parse_int(when, 0, INT64_MAX / 2, &made) && chance.n == 2 * ONCE_CHANCE_BYTES &&
           is_small_hex(chance) && made <= now + CLOCKS_DIFFER_S && made > now - ONCE_AGE_S;
}
