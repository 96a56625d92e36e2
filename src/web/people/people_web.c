/* SPDX-License-Identifier: AGPL-3.0-or-later
** people: the list of who has an account. */
#include "web/people/people_web.h"

#include "store/person.h"
#include "text/words.h"
#include "web/say.h"
#include "web/views.h"

#define ASKED_MAX 100
#define UID_LETTERS 32

const struct field people_fields[] = {
    {.name = "q", .label = W_NOTE("Name or mail address"), .kind = FIELD_TEXT, .max = ASKED_MAX,
     .help = "beginnings of up to four words of them"},
    {.name = "after", .label = W_NOTE("Where the list goes on"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "behind this person"},
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "erased",
     .help = "what was done before, to be said"},
    {0},
};

static struct people_row row_of(struct request *request, struct out *out, const struct q_person_page *row)
{
    struct people_row made = {
        .url = url_path_of(request->arena, "/people/{}", row->uid), .name = row->name, .mail = row->mail,
        .role = row->role.n > 0 ? say_person_role(out, row->role, row->city) : W(out, "No role"),
        .second = row->second_step ? W(out, "With a second step") : W(out, "Without a second step"),
        .seen = row->seen_at.known ? SAY(out, "Last seen on {when}", slot("when", say_day(out, row->seen_at)))
                                   : W(out, "Never signed in"),
    };
    if (!str_eq(row->state, S("active"))) {
        made.state = (struct tag){W(out, "blocked"), TONE_STOPPED, S("")};
    }
    return made;
}

static struct url list_url(struct request *request, struct str typed)
{
    return typed.n > 0 ? url_add(request->arena, URL("/people"), "q", typed) : URL("/people");
}

enum fault people_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct people_page *m = arena_new(request->arena, struct people_page);
    struct q_person_page *rows;
    struct str typed = request_text(request, "q");
    struct str after = request_text(request, "after");
    size_t n;
    TRY(person_page(request->db, request->arena, typed, after, request->now, &rows, &n));
    m->page = page_of(request, W(&out, "People"), W(&out, "Who has an account here, and what they are."), DOOR_NONE);
    m->page->no_index = true;
    m->page->is_search = true;
    page_add_crumb(m->page, W(&out, "Your desk"), URL("/me"));
    if (str_eq(request_text(request, "done"), S("erased"))) {
        m->notice = (struct notice){TONE_GOOD, W(&out, "Done"),
                                    html_text(request->arena, W(&out, "That person is erased."))};
    }
    m->search = (struct search_box){.id = S("q"), .value = typed, .action = URL("/people"),
                                    .label = W(&out, "Name or mail address")};
    m->n = n > PEOPLE_PAGE ? PEOPLE_PAGE : n;
    m->rows = arena_array(request->arena, struct people_row, m->n + 1);
    for (size_t i = 0; i < m->n; i++) {
        m->rows[i] = row_of(request, &out, &rows[i]);
    }
    if (n > PEOPLE_PAGE) {
        m->pages.next = url_add(request->arena, list_url(request, typed), "after", rows[m->n - 1].uid);
    }
    m->pages.first = after.n > 0 ? list_url(request, typed) : (struct url){S("")};
    response->max_age_s = -1;
    view_people(&out, m);
    return OK;
}
