/* SPDX-License-Identifier: AGPL-3.0-or-later
** paper: both papers as pages, to be read and printed. */
#include "base/check.h"
#include "text/words.h"
#include "web/gate.h"
#include "web/legal/paper.h"
#include "web/views.h"

static enum fault must_use show(struct request *request, struct response *response, const char *command,
                                struct paper *(*make)(struct out *out, const struct paper_of *of))
{
    struct out out = response_out(request, response);
    struct paper_page *m = arena_new(request->arena, struct paper_page);
    struct legal legal;
    TRY(legal_load(request, &legal));
    m->paper = make(&out, &(struct paper_of){&legal, request->site->base_url, request->site->version, request->today});
    m->page = page_of(request, m->paper->title, m->paper->lead, DOOR_NONE);
    m->page->no_index = true;
    if (gate_allows(request, RIGHT_SETTINGS)) {
        page_add_crumb(m->page, W(&out, "Set up this site"), URL("/set-up"));
    }
    m->command = str_of(command);
    response->max_age_s = -1;
    view_paper(&out, m);
    return OK;
}

enum fault paper_record_get(struct request *request, struct response *response)
{
    return show(request, response, "smallgiants privacy record", paper_record);
}

enum fault paper_assessment_get(struct request *request, struct response *response)
{
    return show(request, response, "smallgiants privacy assessment", paper_assessment);
}
