/* SPDX-License-Identifier: AGPL-3.0-or-later
** act: a form that was sent. */
#include "http/act.h"

#include "http/keeper.h"
#include "http/post.h"
#include "text/words.h"

#define CROWDED_WAIT_S 5 /* the keeper has done all that waits by then */

/* What became of one try. */
struct outcome {
    enum fault fault;
    bool unknown; /* whether the commit has happened */
    bool other;   /* the token was used for other words */
};

static void add_problem(struct request *request, const char *where, const char *what, const char *hint)
{
    struct out out = {.words = request->words, .arena = request->arena};
    problems_add(&request->problems, words_text(&out, where, NULL, 0), words_text(&out, what, NULL, 0),
                 words_text(&out, hint, NULL, 0));
}

/* The keeper of passwords has too much to do: trying at once again is of no use. */
static bool is_crowded(const struct request *request, enum fault fault)
{
    return fault == FAULT_BUSY && request->asks != NULL && request->asks->refused;
}

/* Nothing was done, and the next try may do it: with an answer of the keeper, without another writer, with another
** connection when this one was lost. */
static bool waits(const struct request *request, enum fault fault, bool last)
{
    bool busy = (fault == FAULT_BUSY && !is_crowded(request, fault)) || fault == FAULT_LOST;
    return fault == FAULT_ASKED || (busy && !last);
}

/* ---- the transaction */

#define OWN_ADDRESS "{}" /* in what is kept of an address that only its owner knows */

static struct str with_first(struct arena *arena, struct str text, struct str old, struct str new)
{
    size_t at = old.n > 0 ? str_find(text, old) : text.n;
    return at == text.n ? text
                        : str_format(arena, "%.*s%.*s%.*s", (int)at, text.s, STR_ARG(new),
                                     (int)(text.n - at - old.n), text.s + at + old.n);
}

/* Where an answer led is kept without the secret of its address: with the instant beside it, it would say who answered
** what. */
static struct str kept_of(const struct route *route, const struct request *request, struct str location)
{
    return route->is_secret ? with_first(request->arena, location, request->params[0], S(OWN_ADDRESS)) : location;
}

static struct str led_to(const struct route *route, const struct request *request, struct str kept)
{
    return route->is_secret ? with_first(request->arena, kept, S(OWN_ADDRESS), request->params[0]) : kept;
}

static enum fault must_use act_within(const struct routes *routes, const struct route *route,
                                      struct request *request, struct response *response,
                                      const struct once_store *once, bool *ret_other)
{
    TRY(route_gate(routes, route, request, response, route->act_right));
    if (route->repeats || request->once.n == 0) { /* by_token without a page before it: twice is as good as once */
        return route->act(request, response);
    }
    enum fault fault = once->find(request->db, request->arena, request->once, request->body, &response->location);
    if (fault == OK) {
        response->status = 303;
        response->location = led_to(route, request, response->location);
        return OK;
    }
    if (fault != FAULT_NOT_FOUND) {
        *ret_other = fault == FAULT_CONFLICT;
        return fault;
    }
    TRY(route->act(request, response));
    return once->add(request->db, request->arena, request->once, request->body,
                     kept_of(route, request, response->location), request->now);
}

static struct outcome act_once(const struct routes *routes, const struct route *route, struct request *request,
                               struct response *response, const struct once_store *once)
{
    struct outcome outcome = {.fault = db_begin(request->db)};
    if (outcome.fault != OK) {
        return outcome;
    }
    outcome.fault = act_within(routes, route, request, response, once, &outcome.other);
    bool keeps = outcome.fault == FAULT_INVALID && response->keeps;
    enum fault end = outcome.fault == OK || keeps ? db_commit(request->db) : outcome.fault;
    if (end != OK) {
        db_rollback(request->db);
        outcome.unknown = outcome.fault == OK && (end == FAULT_IO || end == FAULT_UNSURE);
        outcome.fault = end;
    }
    return outcome;
}

/* ---- the answers */

static void show_once(const struct routes *routes, const struct route_match *match, struct request *request,
                      struct response *response)
{
    buf_reset(&response->body);
    *response = (struct response){.body = response->body, .status = 200, .max_age_s = -1};
    route_handle(routes, match, request, response);
}

/* The page with the form, what was typed, and the problems; when the database cannot be read either, without it, and
** then it stays stale: from a connection that is opened anew it may come whole. */
static void show_again(const struct routes *routes, const struct route_match *match, struct request *request,
                       struct response *response, int status)
{
    int wait_s = response->wait_s;
    show_once(routes, match, request, response);
    if (response->stale) {
        struct db *reads = request->db;
        request->db = NULL;
        show_once(routes, match, request, response);
        request->db = reads;
        response->stale = true;
    }
    response->status = response->status == 200 ? status : response->status;
    response->wait_s = wait_s;
    response->max_age_s = -1;
}

static void show_fault(const struct routes *routes, const struct route_match *match, struct request *request,
                       struct response *response, struct outcome outcome)
{
    if (outcome.fault == FAULT_BUSY && request->shut) {
        route_shut(routes, request, response);
        return;
    }
    int said = response->status >= 400 ? response->status : 400; /* 429 of a handler */
    if (outcome.fault == FAULT_INVALID && request->problems.n == 0 && response->looks) {
        show_again(routes, match, request, response, 200);
        return;
    }
    if (outcome.fault == FAULT_INVALID && request->problems.n > 0) {
        show_again(routes, match, request, response, said);
        return;
    }
    if (outcome.fault == FAULT_DENIED && route_ask_again(routes, request, response)) {
        response->fault = outcome.fault;
        return;
    }
    if (outcome.other) {
        request->once = S("");
        add_problem(request, W_NOTE("This form"), W_NOTE("was sent before, with other words"),
                    W_NOTE("those are kept: send it again to send these as well"));
        show_again(routes, match, request, response, 400);
        return;
    }
    if (outcome.unknown) {
        add_problem(request, W_NOTE("Whether it was saved"), W_NOTE("is not known: the database did not answer"),
                    W_NOTE("send the form again as it is: it counts once only"));
        show_again(routes, match, request, response, 503);
    } else if (is_crowded(request, outcome.fault)) {
        response->wait_s = CROWDED_WAIT_S;
        add_problem(request, W_NOTE("Just now"), W_NOTE("many people are signing in"),
                    W_NOTE("wait a moment, fill in your password again and send the form; nothing else is lost"));
        show_again(routes, match, request, response, 503);
    } else if (outcome.fault == FAULT_BUSY) {
        add_problem(request, W_NOTE("The database"), W_NOTE("is busy with other work"),
                    W_NOTE("nothing is lost: send the form again in a moment"));
        show_again(routes, match, request, response, 503);
    } else if (outcome.fault == FAULT_LOST) {
        act_refuse(routes, match, request, response);
    } else {
        route_refuse(routes, request, response, route_status(outcome.fault));
    }
    response->fault = outcome.fault;
}

void act_refuse(const struct routes *routes, const struct route_match *match, struct request *request,
                struct response *response)
{
    add_problem(request, W_NOTE("The database"), W_NOTE("cannot be reached just now"),
                W_NOTE("nothing was saved: send the form again in a moment"));
    show_again(routes, match, request, response, 503);
}

bool act_run(const struct routes *routes, const struct route_match *match, struct request *request,
             struct response *response, struct db *write, const struct once_store *once, bool last)
{
    struct outcome outcome = {.fault = FAULT_INVALID};
    if (request->once.n == 0 && !match->route->by_token) {
        add_problem(request, W_NOTE("This form"), W_NOTE("was open for too long, or was sent in part"),
                    W_NOTE("send it again"));
    }
    if (request->problems.n == 0) {
        struct db *reads = request->db;
        request->db = write;
        if (request->asks != NULL) {
            asks_begin(request->asks);
        }
        outcome = act_once(routes, match->route, request, response, once);
        request->db = reads;
    }
    if (outcome.fault == OK) {
        response->max_age_s = -1;
        response->content_type = "text/plain; charset=utf-8";
        return true;
    }
    if (!request->shut && waits(request, outcome.fault, last)) {
        response->fault = outcome.fault;
        return false;
    }
    show_fault(routes, match, request, response, outcome);
    return true;
}
