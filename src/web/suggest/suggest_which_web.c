/* SPDX-License-Identifier: AGPL-3.0-or-later
** suggest: which city is meant, by its name; a page of its own, since looking a name up waits for the database as often
** as a page may. It leads on to the page of the member city, or of those who run the network. */
#include "text/words.h"
#include "web/suggest/suggest_web.h"
#include "web/views.h"

#define UID_LETTERS 32

const struct field suggest_which_fields[] = {
    WHICH_CITY_FIELDS(W_NOTE("Its name"), W_NOTE("Which one is it?")),
    {.name = "for", .label = W_NOTE("Which city suggests it"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "the member city that suggests it: its uid; or network"},
    {0},
};

/* Those who run the network ask for it themselves. */
static bool is_for_network(struct request *request)
{
    return str_eq(request_text(request, "for"), S(SUGGEST_FOR_NETWORK));
}

static struct url next_url(struct request *request, const struct which_city *meant)
{
    struct url url = is_for_network(request) ? URL("/invite-a-city")
                                             : url_path_of(request->arena, "/member-cities/{}/suggest",
                                                           request_text(request, "for"));
    if (meant->city != NULL) {
        return url_add(request->arena, url, "which", meant->city->slug);
    }
    url = url_add(request->arena, url, "city", meant->name);
    return url_add(request->arena, url, "country", meant->code);
}

enum fault suggest_which_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct suggest_which_page *m = arena_new(request->arena, struct suggest_which_page);
    struct which_city meant;
    m->member_uid = request_text(request, "for");
    which_city_soon(request);
    TRY(which_city_find(request, &meant));
    response->max_age_s = -1;
    if (meant.settled && m->member_uid.n > 0) {
        response->status = 303;
        response->location = next_url(request, &meant).text;
        return OK;
    }
    which_city_ask(request, suggest_which_fields, S(""), &meant, &m->ask);
    struct str title = is_for_network(request) ? W(&out, "Invite a city") : W(&out, "Suggest a city");
    m->page = page_of(request, title, W(&out, "Which city do you mean?"), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "You"), URL("/me"));
    view_suggest_which(&out, m);
    return OK;
}
