/* SPDX-License-Identifier: AGPL-3.0-or-later
** error: the page for what did not work. */
#include "web/error_web.h"

#include "base/limits.h"
#include "text/words.h"
#include "web/views.h"

/* A site that its people are still setting up. */
static void shut_render(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct shut_page *m = arena_new(request->arena, struct shut_page);
    m->page = page_of(request, W(&out, "This site is being set up"),
                      W(&out, "It opens when those who run it have said all that you may ask of them."), DOOR_NONE);
    m->page->no_index = true;
    m->page->bare = true;
    m->page->state = S("");
    m->is_trial = request->site->is_trial;
    view_shut(&out, m);
}

static struct str title_of(struct out *out, int status)
{
    switch (status) {
    case 400:
    case 415:
        return W(out, "Something does not fit");
    case 403:
        return W(out, "This page is not open to you");
    case 404:
        return W(out, "We have no page with this address");
    case 405:
        return W(out, "This page can only be read");
    case 413:
    case 414:
    case 431:
        return W(out, "That was too much at once");
    case 503:
        return W(out, "Busy just now");
    default:
        return W(out, "Something went wrong on our side");
    }
}

static struct str lead_of(struct out *out, int status)
{
    switch (status) {
    case 400:
    case 415:
        return W(out, "Here is what we could not read, and how to mend it.");
    case 403:
        return W(out, "Ask the people who run this network.");
    case 404:
        return W(out, "It may have moved, or the address has a slip in it: search for what you came for.");
    case 405:
        return W(out, "Go back and use the links and forms of the page.");
    case 413:
    case 414:
    case 431:
        return W(out, "Try again with less.");
    case 503:
        return W(out, "Please try again in a moment; nothing you did is lost.");
    default:
        return W(out, "It is not your fault: please try again, and if it stays, tell us the number below.");
    }
}

/* A box to search from, with what was typed as far as it is allowed. */
static void set_boxes(struct error_page *m, const struct request *request, struct out *out)
{
    struct str typed = query_get(&request->query, "q");
    bool cities = str_eq(request->path, S("/cities"));
    m->asks = !m->page->in_room &&
              (m->status == 404 ||
               (m->status == 400 && typed.n > 0 && (cities || str_eq(request->path, S("/search")))));
    m->page->is_search = m->asks; /* none at the top */
    m->box = (struct search_box){.id = S("text"), .action = cities ? URL("/cities") : URL("/search"),
                                 .value = str_clip_letters(typed, cities ? CITY_TEXT_MAX : QUERY_TEXT_MAX),
                                 .label = cities ? W(out, "Name of a city")
                                                 : W(out, "Search EU projects and cities")};
}

/* A form of a page that is gone by now, or that failed here: its longer texts, but for what is secret. */
static void set_typed(struct error_page *m, const struct request *request, struct out *out)
{
    const struct field *field = request->acts ? request->form_fields : NULL;
    for (; field != NULL && field->name != NULL && m->typed_n < ERROR_TYPED_MAX; field++) {
        struct str text = field->kind == FIELD_TEXT && field->max >= ERROR_TYPED_LEAST
                              ? request_typed(request, field->name) : S("");
        if (text.n > 0 && str_is_utf8(text)) {
            m->typed[m->typed_n++] = (struct error_typed){words_text(out, field->label, NULL, 0),
                                                          str_format(out->arena, "typed-%s", field->name), text};
        }
    }
}

void error_render(struct request *request, struct response *response, int status)
{
    buf_reset(&response->body);
    response->status = status;
    if (request->shut) {
        shut_render(request, response);
        return;
    }
    struct out out = response_out(request, response);
    struct error_page *m = arena_new(request->arena, struct error_page);
    bool only_room = request->entrance == ENTRANCE_ROOM && status == 404;
    m->page = page_of(request, only_room ? W(&out, "This computer serves the room only") : title_of(&out, status),
                      only_room ? W(&out, "Type the code that stands on the screen, and you are in.")
                                : lead_of(&out, status), DOOR_NONE);
    m->page->no_index = true;
    m->status = status;
    m->problems = request->problems.items;
    m->problems_count = request->problems.n;
    m->problems_more = request->problems.more;
    m->number = request->number;
    set_boxes(m, request, &out);
    set_typed(m, request, &out);
    view_error(&out, m);
}
