/* SPDX-License-Identifier: AGPL-3.0-or-later
** handover: the page. */
#include "web/handover/handover_web.h"

#include "text/words.h"
#include "web/gate.h"
#include "web/jobs/jobs_web.h"
#include "web/views.h"

enum fault handover_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct handover_page *m = arena_new(request->arena, struct handover_page);
    const struct handover_ask ask = {request->now, gate_allows(request, RIGHT_CITY_ADDRESSES),
                                     gate_allows(request, RIGHT_SETTINGS)};
    handover_load_soon(request->db, &ask);
    TRY(handover_load(request->db, &out, &ask, &m->handover));
    m->made = say_instant(&out, request->now);
    m->page = page_of(request, W(&out, "Handing over"),
                      W(&out, "What is open, who waits, who does what and what runs when, on one page."), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Your desk"), URL("/me"));
    response->max_age_s = -1;
    view_handover(&out, m);
    return OK;
}
