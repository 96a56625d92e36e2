/* SPDX-License-Identifier: AGPL-3.0-or-later
** route_gate: what stands before a handler: who asks, whether the site is open to them, and whether they may. */
#include "http/route.h"

#include "text/words.h"

#define SHUT_WAIT_S 3600 /* when a robot may look again whether a site was opened */

bool route_stays(const struct route *route)
{
    return route->while_closed || route->about == ABOUT_ONESELF;
}

enum fault route_gate(const struct routes *routes, const struct route *route, struct request *request,
                      struct response *response, int right)
{
    const struct gate *gate = routes->gate;
    bool asks = gate != NULL && gate->find != NULL && request->session.n > 0;
    request->who = NULL;
    request->who_from = NULL;
    request->who_is_late = false;
    request->who_fault = OK;
    if (asks && !request->acts && !request->closed && gate->is_public(right)) {
        if (request->form == FORM_HTML) { /* the others look the same to all */
            request->who_from = gate;
            request->who_is_late = true;
            gate->find_soon(request);
        }
        return OK;
    }
    if (asks) {
        if (!request->acts && request->db != NULL) {
            gate->permit_soon(request, route);
        }
        TRY(gate->find(request, &request->who));
        /* The browser need not ask with it again. */
        response->session_ends = request->who == NULL && !request->session_pends;
    }
    bool enters = !request->closed || (request->who != NULL && gate->enters(request));
    request->shut = !enters && !route_stays(route);
    if (request->shut) {
        return FAULT_BUSY;
    }
    return gate == NULL ? OK : gate->permit(request, response, route, right);
}

const struct who *request_who(struct request *request)
{
    const struct gate *gate = request->who_from;
    if (gate != NULL) {
        request->who_from = NULL;
        request->who_fault = gate->find(request, &request->who);
    }
    return request->who;
}

enum fault route_gate_end(struct request *request, struct response *response)
{
    if (!request->who_is_late) {
        return OK;
    }
    bool none = request_who(request) == NULL;
    response->session_ends = none && request->who_fault == OK && !request->session_pends;
    return request->who_fault;
}

void route_shut(const struct routes *routes, struct request *request, struct response *response)
{
    struct out out = {.words = request->words, .arena = request->arena};
    request->shut = true;
    problems_add(&request->problems, W(&out, "This site"), W(&out, "is being set up"),
                 W(&out, "come back when it is open"));
    route_refuse(routes, request, response, 503);
    response->wait_s = SHUT_WAIT_S;
}

bool route_ask_again(const struct routes *routes, struct request *request, struct response *response)
{
    if (!request->acts || request->who != NULL || routes->gate == NULL || routes->gate->ask_again == NULL) {
        return false;
    }
    buf_reset(&response->body);
    *response = (struct response){.body = response->body, .status = 403, .max_age_s = -1, .session_ends = true};
    response->content_type = "text/html; charset=utf-8";
    routes->gate->ask_again(request, response);
    return true;
}
