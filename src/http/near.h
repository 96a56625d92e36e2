/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** near: the addresses of this computer in its own networks, by which phones beside it may reach it.
**
** IPv4 only: it is what the wireless network of a room gives to everybody, and what one can type.
*/
#ifndef HTTP_NEAR_H
#define HTTP_NEAR_H

#include <stdbool.h>
#include <stddef.h>

#define NEAR_MAX 16

struct near {
    char name[16];     /* of the network's device, "wlan0" */
    char address[16];  /* "192.168.1.5" */
    bool is_wireless;
    bool is_device;    /* a piece of hardware, not one made up by a program for its containers */
    bool is_private;   /* of a network that is nobody's in the internet (RFC 1918) */
    bool is_unasked;   /* given by itself, since nobody gave it one (RFC 3927) */
};

/* Those that are up; without the computer's own (127.0.0.1), and without tunnels. The likeliest first. */
size_t near_list(struct near items[NEAR_MAX]);
/* Pure: the likeliest to be the room's first, else as they were. */
void near_order(struct near *items, size_t n);
/* Pure: fills in what follows from the address, in the order of the network. */
void near_judge(struct near *item, const unsigned char address[4]);

#endif
