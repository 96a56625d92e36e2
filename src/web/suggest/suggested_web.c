/* SPDX-License-Identifier: AGPL-3.0-or-later
** suggested: for a member city, one city that it suggested: how it stands, invite it, take it back. */
#include "domain/who.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/member/member_web.h"
#include "web/suggest/suggest_web.h"

const struct field suggested_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "sent invited back",
     .help = "what was done before, to be said"},
    {0},
};

const struct field suggested_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "invite back",
     .help = "invite it, or take the suggestion back"},
    {0},
};

struct suggested {
    struct q_member_by_uid member;
    struct q_suggestion_by_uid row;
    struct q_suggestion_voice_by_uid voice; /* of that city: without one there is no such page */
};

static enum fault must_use find(struct request *request, struct suggested *ret_found)
{
    TRY(member_of(request, &ret_found->member));
    TRY(q_suggestion_voice_by_uid(request->db, request->arena, request->params[1], request->params[0],
                                  &ret_found->voice));
    return q_suggestion_by_uid(request->db, request->arena, request->params[1], &ret_found->row);
}

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("sent"))      ? W(out, "Those who run this network see it now. You can invite the "
                                                            "city yourselves, too.")
                      : str_eq(done, S("invited")) ? W(out, "The invitation is made: open it below, then print it or "
                                                            "hand on its address.")
                      : str_eq(done, S("back"))    ? W(out, "It is taken back, and what you wrote is gone.")
                                                   : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

static void add_facts(struct request *request, struct out *out, const struct suggested *found, struct deed *m)
{
    const struct q_suggestion_by_uid *row = &found->row;
    if (!found->voice.withdrawn_at.known) {
        deed_fact(request, m, W(out, "What it is to you"), suggestion_kind(out, found->voice.kind));
        deed_fact(request, m, W(out, "Why it should take part"), found->voice.says);
        deed_fact(request, m, W(out, "Suggested"), say_day(out, (struct maybe_int){true, found->voice.made_at}));
    }
    deed_fact(request, m, W(out, "Suggested by"),
              SAY(out, "{n} member city|{n} member cities", slot("n", count(row->voices))));
    suggestion_steps(request, m, row);
    if (row->joined_at.known) {
        deed_fact(request, m, W(out, "Joined"), say_day(out, row->joined_at));
    }
}

static void add_forms(struct out *out, const struct suggested *found, struct deed *m)
{
    if (str_eq(found->row.state, S("suggested"))) {
        struct deed_form *form = deed_form(m, W(out, "Invite it yourselves"),
                                           W(out, "You get one page with your reason and a link to join, to print or "
                                                  "to hand on by the city's official website."));
        deed_button(form, "invite", W(out, "Make the invitation"));
    }
    if (!found->row.member_id.known) {
        struct deed_form *form = deed_form(m, W(out, "Take it back"),
                                           W(out, "Your city does not suggest it any more, and what you wrote goes."));
        deed_button_quiet(form, "back", W(out, "Take it back"));
    }
}

enum fault suggested_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct suggested found;
    q_member_by_uid_soon(request->db, request->params[0]);
    q_suggestion_voice_by_uid_soon(request->db, request->params[1], request->params[0]);
    q_suggestion_by_uid_soon(request->db, request->params[1]);
    suggestion_city_soon(request->db, request->params[1]);
    TRY(find(request, &found));
    bool is_over = found.voice.withdrawn_at.known;
    struct deed *m = deed_of(request, suggestion_place(&out, found.row.city, found.row.country),
                             is_over ? SAY(&out, "{city} suggested it, and took that back.",
                                           slot("city", found.member.name))
                                     : SAY(&out, "{city} suggests that it takes part.",
                                           slot("city", found.member.name)));
    page_add_crumb(m->page, W(&out, "Suggest a city"), member_url(request, "/member-cities/{}/suggest"));
    m->notice = notice_of(request, &out);
    m->action = url_path_of(request->arena, "/member-cities/{}/suggestions/{}", request->params[0],
                            request->params[1]);
    TRY(suggestion_city_facts(request, m, &found.row));
    add_facts(request, &out, &found, m);
    if (!is_over) {
        add_forms(&out, &found, m);
    }
    if (!is_over && str_eq(found.row.state, S("invited"))) {
        suggestion_link_invitation(request, m, &found.row);
    }
    deed_end(request, response, m, suggested_form);
    return OK;
}

static enum fault must_use act(struct request *request, const struct suggested *found, struct str what)
{
    if (str_eq(what, S("back"))) {
        return suggestion_withdraw(request->db, &found->row, found->member.id, request->now);
    }
    if (found->voice.withdrawn_at.known) {
        return FAULT_CONFLICT;
    }
    TRY(suggestion_invite(request->db, &found->row, request_who(request)->person_id,
                          (struct maybe_int){true, found->member.id}, request->now));
    return suggestion_note_log(request, "city-invited", &found->row);
}

enum fault suggested_act(struct request *request, struct response *response)
{
    struct suggested found;
    struct str what = request_typed(request, "do");
    TRY(find(request, &found));
    if (what.n == 0) {
        form_refuse(request, form_find(suggested_form, "do"), W_NOTE("is missing"), W_NOTE("use one of the buttons"));
        return FAULT_INVALID;
    }
    enum fault fault = act(request, &found, what);
    if (fault == FAULT_CONFLICT || fault == FAULT_NOT_FOUND) {
        return asking_refuse(request, response, W_NOTE("is not possible any more: it was changed meanwhile"),
                             W_NOTE("look at how it stands now"));
    }
    TRY(fault);
    struct url url = url_path_of(request->arena, "/member-cities/{}/suggestions/{}", request->params[0],
                                 request->params[1]);
    response->status = 303;
    response->location = url_add(request->arena, url, "done",
                                 str_eq(what, S("invite")) ? S("invited") : S("back")).text;
    return OK;
}
