/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** address: whether a machine's address belongs to the open internet, to this machine, or to a network of somebody's
** own.
**
** Pure. So that nobody can have this server ask what only this server can reach (ASVS 5.0, 1.3.6): looked at after
** the name was resolved, for the very address that is connected to. From the registries of special addresses (RFC 6890
** and what IANA added since). An IPv4 address within IPv6 (mapped, NAT64, 6to4) is judged as what it is.
*/
#ifndef JOBS_ADDRESS_H
#define JOBS_ADDRESS_H

#include <sys/socket.h>

enum address_place {
    ADDRESS_OPEN,     /* anybody's */
    ADDRESS_LOOPBACK, /* this machine */
    ADDRESS_PRIVATE,  /* RFC 1918, RFC 4193: a network of somebody's own */
    ADDRESS_NOWHERE,  /* link-local (where machines of clouds have their secrets), multicast, reserved, none at all */
};

enum address_place address_place(const struct sockaddr *address, socklen_t size);

#endif
