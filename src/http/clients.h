/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** clients: who is connected to one worker, and since when each has been at what he does, so that those who are slower
** than anybody honest are let go. A list; each is found by the pointer that clients_add gives. Times are those of
** clock_ms.
*/
#ifndef HTTP_CLIENTS_H
#define HTTP_CLIENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct client;

struct clients {
    struct client *first; /* NULL: nobody */
    size_t n;
    size_t busy; /* whose request is here and whose answer is not out yet */
};

struct client *clients_add(struct clients *clients, int fd, int64_t now_ms);
void clients_remove(struct clients *clients, struct client *client);
/* A whole head is here; or its answer is out. */
void clients_set_busy(struct clients *clients, struct client *client, bool busy, int64_t now_ms);
/* It follows a stream from now on: between two events it may be idle. NULL is fine. */
void clients_set_follows(struct client *client);
/* Ends connections, both ways, that are idle or send their head for `idle_ms`, or take their answer for `send_ms`; with
** stop_ms >= 0 those as well that are idle for so long and have sent nothing. They stay in the list until removed. */
void clients_sweep(struct clients *clients, int64_t idle_ms, int64_t send_ms, int64_t stop_ms, int64_t now_ms);

#endif
