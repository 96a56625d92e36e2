/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** room: what `smallgiants serve --room` needs to know before it serves, and what it prints.
**
** room_open -> (the sockets) -> room_welcome, when serving begins -> room_link at every call for another address.
*/
#ifndef CLI_ROOM_H
#define CLI_ROOM_H

#include "cli/cli.h"
#include "http/near.h"
#include "store/room_host.sql.h"

#define ROOM_LISTEN_DEFAULT "0.0.0.0:8080"
#define ROOM_OWN_DEFAULT "127.0.0.1:8081"

struct room_served {
    struct arena *arena;
    struct str db_url;
    struct q_room_host_programmes programme;
    int64_t person;
    struct near near[NEAR_MAX];
    size_t near_n;
    struct str own_url;   /* "http://127.0.0.1:8081": of who runs it */
    struct str phone_url; /* "http://192.168.1.5:8080": of phones */
    int port;             /* of phones */
};

/* Finds the one programme of the file and who runs its room, who is made where there is nobody. CLI_OK, or the exit
** status after saying what to do. */
int room_open(struct cli *cli, struct room_served *ret_room);
/* Whether it may be the address of a room: "http://192.168.1.5:8080", without TLS, no path. */
bool room_is_address(struct str base_url);
/* The address that phones come to: `base_url`, else the place `where` (HOST:PORT) that was listened on when it is one
** address, else the likeliest of this computer's. "" when it is in no network. */
struct str room_phone_url(struct room_served *room, struct str base_url, struct str where, int port);
/* Prints what to do, and the address that lets in once. */
void room_welcome(struct room_served *room, bool again);
/* Prints a new one; the one before does not work any more. */
void room_link(struct room_served *room);

#endif
