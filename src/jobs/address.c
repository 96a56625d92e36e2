/* SPDX-License-Identifier: AGPL-3.0-or-later
** address: two tables of prefixes. */
#include "jobs/address.h"

#include <netinet/in.h>
#include <stdbool.h>
#include <string.h>

#include "base/check.h"

#define V4(a, b, c, d) ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

static const struct {
    uint32_t prefix;
    unsigned bits;
    enum address_place place;
} special4[] = {
    {V4(0, 0, 0, 0), 8, ADDRESS_NOWHERE},       {V4(10, 0, 0, 0), 8, ADDRESS_PRIVATE},
    {V4(100, 64, 0, 0), 10, ADDRESS_NOWHERE},   {V4(127, 0, 0, 0), 8, ADDRESS_LOOPBACK},
    {V4(169, 254, 0, 0), 16, ADDRESS_NOWHERE},  {V4(172, 16, 0, 0), 12, ADDRESS_PRIVATE},
    {V4(192, 0, 0, 0), 24, ADDRESS_NOWHERE},    {V4(192, 0, 2, 0), 24, ADDRESS_NOWHERE},
    {V4(192, 88, 99, 0), 24, ADDRESS_NOWHERE},  {V4(192, 168, 0, 0), 16, ADDRESS_PRIVATE},
    {V4(198, 18, 0, 0), 15, ADDRESS_NOWHERE},   {V4(198, 51, 100, 0), 24, ADDRESS_NOWHERE},
    {V4(203, 0, 113, 0), 24, ADDRESS_NOWHERE},  {V4(224, 0, 0, 0), 3, ADDRESS_NOWHERE},
};

static enum address_place place4(uint32_t address)
{
    for (size_t i = 0; i < COUNT_OF(special4); i++) {
        if ((address ^ special4[i].prefix) >> (32 - special4[i].bits) == 0) {
            return special4[i].place;
        }
    }
    return ADDRESS_OPEN;
}

/* Of IPv6 only 2000::/3 is given out to anybody. */
static const struct {
    unsigned char prefix[16];
    unsigned bits;
    enum address_place place;
} special6[] = {
    {{[15] = 1}, 128, ADDRESS_LOOPBACK},
    {{0xfc}, 7, ADDRESS_PRIVATE},
    {{0x20, 0x01, 0x0d, 0xb8}, 32, ADDRESS_NOWHERE}, /* of books */
    {{0x20, 0x01, 0, 0}, 23, ADDRESS_NOWHERE},       /* of protocols, Teredo among them */
    {{0x3f, 0xff}, 20, ADDRESS_NOWHERE},             /* of books */
    {{0x20}, 3, ADDRESS_OPEN},
};

/* An IPv4 address that stands within one of IPv6: which prefix, and where it begins. */
static const struct {
    unsigned char prefix[16];
    unsigned bits;
    size_t at;
} within6[] = {
    {{[10] = 0xff, [11] = 0xff}, 96, 12},
    {{0x00, 0x64, 0xff, 0x9b}, 96, 12},
    {{0x20, 0x02}, 16, 2},
};

static bool begins(const unsigned char *address, const unsigned char *prefix, unsigned bits)
{
    unsigned whole = bits / 8;
    unsigned rest = bits % 8;
    return memcmp(address, prefix, whole) == 0 &&
           (rest == 0 || (address[whole] ^ prefix[whole]) >> (8 - rest) == 0);
}

static enum address_place place6(const unsigned char *address)
{
    for (size_t i = 0; i < COUNT_OF(within6); i++) {
        if (begins(address, within6[i].prefix, within6[i].bits)) {
            const unsigned char *v4 = address + within6[i].at;
            return place4(V4(v4[0], v4[1], v4[2], v4[3]));
        }
    }
    for (size_t i = 0; i < COUNT_OF(special6); i++) {
        if (begins(address, special6[i].prefix, special6[i].bits)) {
            return special6[i].place;
        }
    }
    return ADDRESS_NOWHERE;
}

enum address_place address_place(const struct sockaddr *address, socklen_t size)
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    if (address->sa_family == AF_INET && size >= (socklen_t)sizeof v4) {
        memcpy(&v4, address, sizeof v4);
        return place4(ntohl(v4.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6 && size >= (socklen_t)sizeof v6) {
        memcpy(&v6, address, sizeof v6);
        return place6(v6.sin6_addr.s6_addr);
    }
    return ADDRESS_NOWHERE;
}
