/* SPDX-License-Identifier: AGPL-3.0-or-later
** asking: questions and answers over a socket that keeps messages apart. */
#include "http/asking.h"

#include <sys/socket.h>

#include "base/limits.h"
#include "base/rand.h"

void asking_init(struct asking *asking, int fd, struct parking *parking, int wait_ms)
{
    *asking = (struct asking){.fd = fd, .wait_ms = wait_ms, .number = rand_number(), .parking = parking};
}

static bool send_question(struct asking *asking, struct asks *asks)
{
    size_t n = keeper_question_size(&asks->question);
    asks->question.number = ++asking->number;
    if (asks->question.number == 0) {
        asks->question.number = ++asking->number; /* 0 is a keeper that begins */
    }
    return send(asking->fd, &asks->question, n, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)n;
}

bool asking_send(struct asking *asking, struct parked *parked, void *connection, int64_t now_ms)
{
    bool room = asking->fd >= 0 && asking->n < KEEPER_WAITING_MAX;
    if (!room || !send_question(asking, parked->asks)) {
        asks_refuse(parked->asks);
        return false;
    }
    parked->connection = connection;
    parked->until_ms = now_ms + asking->wait_ms;
    parked->next = asking->waiting;
    asking->waiting = parked;
    asking->n++;
    asking->parking->suspend(connection);
    return true;
}

/* What it was blocked for before is another wait. */
static void let_go(struct asking *asking, struct parked **link)
{
    struct parked *parked = *link;
    *link = parked->next;
    parked->next = NULL;
    parked->until_ms = 0;
    parked->again = (struct again){0};
    asking->n--;
    asking->parking->resume(parked->connection);
}

static struct parked **find(struct asking *asking, uint64_t number)
{
    struct parked **link = &asking->waiting;
    while (*link != NULL && (*link)->asks->question.number != number) {
        link = &(*link)->next;
    }
    return link;
}

/* Another keeper, who knows of nothing. */
static void ask_again(struct asking *asking)
{
    struct parked **link = &asking->waiting;
    while (*link != NULL) {
        if (send_question(asking, (*link)->asks)) {
            link = &(*link)->next;
        } else {
            asks_refuse((*link)->asks);
            let_go(asking, link);
        }
    }
}

static void take(struct asking *asking, const struct keeper_answer *answer)
{
    if (answer->number == 0) {
        ask_again(asking);
        return;
    }
    struct parked **link = find(asking, answer->number);
    if (*link != NULL) {
        asks_answer((*link)->asks, answer);
        let_go(asking, link);
    }
}

static void let_go_overdue(struct asking *asking, int64_t now_ms)
{
    struct parked **link = &asking->waiting;
    while (*link != NULL) {
        if (now_ms >= (*link)->until_ms) {
            asks_refuse((*link)->asks);
            let_go(asking, link);
        } else {
            link = &(*link)->next;
        }
    }
}

void asking_hear(struct asking *asking, int64_t now_ms)
{
    struct keeper_answer answer;
    while (asking->fd >= 0 && recv(asking->fd, &answer, sizeof answer, MSG_DONTWAIT) == (ssize_t)sizeof answer) {
        take(asking, &answer);
    }
    secret_wipe(&answer, sizeof answer);
    let_go_overdue(asking, now_ms);
}

void asking_end(struct asking *asking)
{
    let_go_overdue(asking, INT64_MAX);
}
