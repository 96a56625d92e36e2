/* SPDX-License-Identifier: AGPL-3.0-or-later
** act: a form that was sent. */
#include "http/act.h"

#include "http/post.h"
#include "text/words.h"

/* What became of one try. */
struct outcome {
    enum fault fault;
    bool unknown; /* whether the commit has happened */
};

static void add_problem(struct request *request, const char *where, const char *what, const char *hint)
{
    struct out out = {.words = request->words, .arena = request->arena};
    problems_add(&request->problems, words_text(&out, where, NULL, 0), words_text(&out, what, NULL, 0),
                 words_text(&out, hint, NULL, 0));
}

/* Nothing was done, and the next try may do it: with another connection, when this one was lost. */
static bool waits(enum fault fault)
{
    return fault == FAULT_BUSY || fault == FAULT_LOST;
}

/* ---- the transaction */

static enum fault must_use act_within(const struct route *route, struct request *request, struct response *response,
                                      const struct once_store *once)
{
    enum fault fault = once->find(request->db, request->arena, request->once, &response->location);
    if (fault == OK) {
        response->status = 303;
        return OK;
    }
    if (fault != FAULT_NOT_FOUND) {
        return fault;
    }
    TRY(route->act(request, response));
    return once->add(request->db, request->once, response->location, request->now, request->now - ONCE_KEPT_S);
}

static struct outcome act_once(const struct route *route, struct request *request, struct response *response,
                               const struct once_store *once)
{
    struct outcome outcome = {.fault = db_begin(request->db)};
    if (outcome.fault != OK) {
        return outcome;
    }
    outcome.fault = act_within(route, request, response, once);
    if (outcome.fault == OK) {
        outcome.fault = db_commit(request->db);
        outcome.unknown = outcome.fault == FAULT_IO || outcome.fault == FAULT_UNSURE;
    }
    if (outcome.fault != OK) {
        db_rollback(request->db);
    }
    return outcome;
}

/* ---- the answers */

/* The page with the form, what was typed, and the problems. */
static void show_again(const struct routes *routes, const struct route_match *match, struct request *request,
                       struct response *response, int status)
{
    buf_reset(&response->body);
    *response = (struct response){.body = response->body, .status = 200, .max_age_s = -1};
    route_handle(routes, match, request, response);
    if (response->status == 200) {
        response->status = status;
    }
    response->max_age_s = -1;
}

static void show_fault(const struct routes *routes, const struct route_match *match, struct request *request,
                       struct response *response, struct outcome outcome)
{
    int said = response->status >= 400 ? response->status : 400; /* 429 of a handler */
    if (outcome.fault == FAULT_INVALID && request->problems.n > 0) {
        show_again(routes, match, request, response, said);
    } else if (waits(outcome.fault)) {
        add_problem(request, W_NOTE("The database"), W_NOTE("is busy with other work"),
                    W_NOTE("nothing is lost: send the form again in a moment"));
        show_again(routes, match, request, response, 503);
    } else if (outcome.unknown) {
        add_problem(request, W_NOTE("Whether it was saved"), W_NOTE("is not known: the database did not answer"),
                    W_NOTE("send the form again: it counts once only"));
        show_again(routes, match, request, response, 503);
        response->fault = outcome.fault;
    } else {
        route_refuse(routes, request, response, route_status(outcome.fault));
        response->fault = outcome.fault;
    }
}

bool act_run(const struct routes *routes, const struct route_match *match, struct request *request,
             struct response *response, struct db *write, const struct once_store *once, bool last)
{
    struct outcome outcome = {.fault = FAULT_INVALID};
    if (request->once.n == 0) {
        add_problem(request, W_NOTE("This form"), W_NOTE("was open for more than a day"), W_NOTE("send it again"));
    }
    if (request->problems.n == 0) {
        struct db *reads = request->db;
        request->db = write;
        outcome = act_once(match->route, request, response, once);
        request->db = reads;
    }
    if (outcome.fault == OK) {
        response->max_age_s = -1;
        response->content_type = "text/plain; charset=utf-8";
        return true;
    }
    if (waits(outcome.fault) && !last) {
        response->fault = outcome.fault;
        return false;
    }
    show_fault(routes, match, request, response, outcome);
    return true;
}
