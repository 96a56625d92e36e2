/* SPDX-License-Identifier: AGPL-3.0-or-later
** notify: one datagram at a time. */
#include "http/notify.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/scan.h"

#define STARTING_MS 10 /* between two looks whether the web processes answer, while the manager waits for it */

static void tell(const char *state)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (path == NULL || (path[0] != '/' && path[0] != '@') || strlen(path) >= sizeof address.sun_path) {
        return;
    }
    size_t n = strlen(path);
    memcpy(address.sun_path, path, n);
    if (path[0] == '@') {
        address.sun_path[0] = '\0'; /* an abstract socket of Linux */
    }
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return;
    }
    ssize_t sent = sendto(fd, state, strlen(state), MSG_NOSIGNAL, (struct sockaddr *)&address,
                          (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n));
    (void)sent;
    close(fd);
}

static int64_t number_in(const char *name)
{
    const char *text = getenv(name);
    int64_t number = 0;
    return text != NULL && parse_int(str_of(text), 1, INT64_MAX, &number) ? number : 0;
}

void notify_init(struct notify *notify, struct str where)
{
    int64_t meant = number_in("WATCHDOG_PID"); /* systemd asks one process, not those it starts */
    int64_t every_ms = meant == 0 || meant == getpid() ? number_in("WATCHDOG_USEC") / 2000 : 0;
    *notify = (struct notify){.where = where, .told = -1, .beat_ms = every_ms};
}

static void tell_how_many(struct notify *notify, int answering, int workers, bool now_ready)
{
    char text[256];
    snprintf(text, sizeof text, "%sSTATUS=%.*s, %d of %d web processes answer", now_ready ? "READY=1\n" : "",
             STR_ARG(str_clip(notify->where, 120)), answering, workers);
    tell(text);
    notify->told = answering;
}

void notify_tend(struct notify *notify, int answering, int workers, bool restarting, int64_t now_ms)
{
    bool now_ready = !notify->ready && !restarting && answering == workers;
    if (now_ready || answering != notify->told) {
        tell_how_many(notify, answering, workers, now_ready);
    }
    notify->ready = notify->ready || now_ready;
    if (notify->beat_ms > 0 && answering > 0 && now_ms >= notify->beat_due_ms) {
        tell("WATCHDOG=1");
        notify->beat_due_ms = now_ms + notify->beat_ms;
    }
}

int64_t notify_wait_ms(const struct notify *notify, int64_t ms, int64_t now_ms)
{
    int64_t beat_ms = notify->beat_ms > 0 ? notify->beat_due_ms - now_ms : ms;
    int64_t least_ms = notify->ready ? ms : STARTING_MS;
    least_ms = beat_ms < least_ms ? beat_ms : least_ms;
    return least_ms < 1 ? 1 : least_ms < ms ? least_ms : ms;
}

void notify_reloading(struct notify *notify, int64_t now_ms)
{
    char text[64];
    snprintf(text, sizeof text, "RELOADING=1\nMONOTONIC_USEC=%lld", (long long)now_ms * 1000);
    tell(text);
    notify->ready = false;
}

void notify_stopping(void)
{
    tell("STOPPING=1");
}
