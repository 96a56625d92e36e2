/* SPDX-License-Identifier: AGPL-3.0-or-later
** clients: a list, the newest first. */
#include "http/clients.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "base/limits.h"

/* `since_ms`: when it connected, or when its last request ended or its present one began. */
struct client {
    struct client *next;
    struct client **link; /* what points to this one */
    int fd;
    bool busy;
    bool follows; /* a stream: it may be idle */
    int64_t since_ms;
};

struct client *clients_add(struct clients *clients, int fd, int64_t now_ms)
{
    struct client *client = mem_alloc(sizeof *client);
    *client = (struct client){.next = clients->first, .link = &clients->first, .fd = fd, .since_ms = now_ms};
    if (client->next != NULL) {
        client->next->link = &client->next;
    }
    clients->first = client;
    clients->n++;
    return client;
}

void clients_remove(struct clients *clients, struct client *client)
{
    clients->n--;
    *client->link = client->next;
    if (client->next != NULL) {
        client->next->link = client->link;
    }
    mem_free(client);
}

void clients_set_busy(struct clients *clients, struct client *client, bool busy, int64_t now_ms)
{
    if (client->busy != busy) {
        client->busy = busy;
        client->since_ms = now_ms;
        clients->busy = busy ? clients->busy + 1 : clients->busy - 1;
    }
}

void clients_set_follows(struct client *client)
{
    unsigned deaf_ms = STREAM_DEAF_MS;
    if (client == NULL) {
        return;
    }
    client->follows = true;
    /* A phone that went away says nothing: what it does not acknowledge ends the connection. Without it that takes a
    ** quarter of an hour. */
    (void)setsockopt(client->fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &deaf_ms, sizeof deaf_ms);
}

void clients_sweep(struct clients *clients, int64_t idle_ms, int64_t send_ms, int64_t stop_ms, int64_t now_ms)
{
    for (struct client *client = clients->first; client != NULL; client = client->next) {
        int64_t limit_ms = client->busy ? send_ms : client->follows ? INT64_MAX : idle_ms;
        int unread = 0;
        bool idle = !client->busy && !client->follows;
        if (stop_ms >= 0 && idle && ioctl(client->fd, FIONREAD, &unread) == 0 && unread == 0) {
            limit_ms = stop_ms;
        }
        if (now_ms - client->since_ms >= limit_ms) {
            shutdown(client->fd, SHUT_RDWR);
        }
    }
}
