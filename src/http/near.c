/* SPDX-License-Identifier: AGPL-3.0-or-later
** near: devices and addresses, from the kernel. */
#include "http/near.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

_Static_assert(sizeof((struct near *)0)->name >= IF_NAMESIZE, "a name fits");
_Static_assert(sizeof((struct near *)0)->address >= INET_ADDRSTRLEN, "an address fits");

/* The room's network is wireless, mostly; a cable comes next. */
static int unlikely(const struct near *item)
{
    return (item->is_unasked ? 8 : 0) + (item->is_device ? 0 : 4) + (item->is_wireless ? 0 : 2) +
           (item->is_private ? 0 : 1);
}

void near_order(struct near *items, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct near item = items[i];
        size_t at = i;
        for (; at > 0 && unlikely(&items[at - 1]) > unlikely(&item); at--) {
            items[at] = items[at - 1];
        }
        items[at] = item;
    }
}

void near_judge(struct near *item, const unsigned char address[4])
{
    item->is_private = address[0] == 10 || (address[0] == 172 && address[1] >> 4 == 1) ||
                       (address[0] == 192 && address[1] == 168);
    item->is_unasked = address[0] == 169 && address[1] == 254;
}

static bool device_has(const char *name, const char *what)
{
    char path[64];
    int n = snprintf(path, sizeof path, "/sys/class/net/%s/%s", name, what);
    return n > 0 && (size_t)n < sizeof path && access(path, F_OK) == 0;
}

static bool is_near(const struct ifaddrs *row)
{
    return row->ifa_addr != NULL && row->ifa_addr->sa_family == AF_INET && row->ifa_flags & IFF_UP &&
           !(row->ifa_flags & (IFF_LOOPBACK | IFF_POINTOPOINT));
}

size_t near_list(struct near items[NEAR_MAX])
{
    struct ifaddrs *all = NULL;
    size_t n = 0;
    if (getifaddrs(&all) != 0) {
        return 0;
    }
    for (const struct ifaddrs *row = all; row != NULL && n < NEAR_MAX; row = row->ifa_next) {
        struct sockaddr_in at;
        unsigned char address[4];
        if (!is_near(row)) {
            continue;
        }
        struct near *item = &items[n++];
        *item = (struct near){.is_wireless = device_has(row->ifa_name, "wireless"),
                              .is_device = device_has(row->ifa_name, "device")};
        snprintf(item->name, sizeof item->name, "%s", row->ifa_name);
        memcpy(&at, row->ifa_addr, sizeof at);
        memcpy(address, &at.sin_addr, sizeof address);
        inet_ntop(AF_INET, &at.sin_addr, item->address, sizeof item->address);
        near_judge(item, address);
    }
    freeifaddrs(all);
    near_order(items, n);
    return n;
}
