/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cut.h"

#include <sys/socket.h>

#include "calls.h"

struct cutting {
    enum cut how;
    int64_t at;
    int64_t seen;
};

static struct cutting cutting;

static int before(void *self, const struct call *call)
{
    struct cutting *now = self;
    if (call->kind != CALL_SEND) {
        return 0;
    }
    now->seen++;
    if ((now->how == CUT_MESSAGE && now->seen == now->at) || (now->how == CUT_ALL && now->seen >= now->at)) {
        shutdown(call->fd, SHUT_RDWR); /* sending it fails by itself */
    }
    return 0;
}

static void after(void *self, const struct call *call)
{
    const struct cutting *now = self;
    if (call->kind == CALL_SEND && now->how == CUT_ANSWER && now->seen == now->at) {
        shutdown(call->fd, SHUT_RDWR);
    }
}

void cut_at(enum cut how, int64_t n)
{
    static const struct calls_watch watch = {&cutting, before, after};
    cutting = (struct cutting){how, n, 0};
    calls_watch(&watch);
}

int64_t cut_end(void)
{
    calls_watch(NULL);
    return cutting.seen;
}
