/* SPDX-License-Identifier: AGPL-3.0-or-later
** join: the page of the link that shows that an address is theirs: what will be sent, and how it stands. */
#include "text/words.h"
#include "web/join/join_web.h"
#include "web/say.h"

const struct field join_link_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "send", .help = "send it"},
    {0},
};

/* FAULT_NOT_FOUND as well when it was never sent in time. */
static enum fault must_use find_row(struct request *request, struct q_application_by_uid *ret_row)
{
    struct str uid;
    TRY(asking_link(request, APPLICATION_LINK, &uid));
    TRY(q_application_by_uid(request->db, request->arena, uid, ret_row));
    return str_eq(ret_row->state, S("unproven")) && ret_row->ends_at <= request->now ? FAULT_NOT_FOUND : OK;
}

static void say_joined_already(struct request *request, struct out *out, const struct application_city *city,
                               struct deed *m)
{
    deed_say(m, SAY(out, "{city} has joined meanwhile. You can ask to act for it.", slot("city", city->member.name)));
    deed_link(m, url_add(request->arena, URL("/act-for-a-city"), "city", city->member.uid),
              SAY(out, "Ask to act for {city}", slot("city", city->member.name)));
}

static void say_state(struct request *request, struct out *out, const struct q_application_by_uid *row,
                      const struct application_city *city, struct deed *m)
{
    struct slot slots[] = {slot("city", row->city), slot("when", (struct date){(int32_t)(row->ends_at / 86400)})};
    if (str_eq(row->state, S("waiting"))) {
        deed_say(m, words_text(out, W_NOTE("It was sent, and waits for those who run this network. They can answer "
                                           "until {when}; the answer comes by mail."), slots + 1, 1));
        return;
    }
    if (str_eq(row->state, S("yes"))) {
        deed_say(m, words_text(out, W_NOTE("The answer is yes: {city} is a member city, and you are its main contact."),
                               slots, 1));
        deed_link(m, request_who(request) != NULL ? URL("/me") : URL("/sign-in"),
                  request_who(request) != NULL ? W(out, "You") : W(out, "Sign in"));
        return;
    }
    deed_say(m, str_eq(row->state, S("no")) ? W(out, "The answer was no.")
                                            : W(out, "Nobody answered in time. You may ask again."));
    if (row->why.n > 0) {
        deed_say(m, row->why);
    }
    if (city->member.id > 0) {
        say_joined_already(request, out, city, m);
    } else if (str_eq(row->state, S("over"))) {
        deed_link(m, URL("/join/city"), W(out, "Ask again"));
    }
}

static void add_sending(struct out *out, const struct application_city *city, struct deed *m)
{
    struct str says = str_eq(city->fit, S("fits"))
                          ? W(out, "Those who run this network read it, and say yes or no by mail.")
                          : W(out, "Send it all the same: those who run this network read it, and may say yes, with a "
                                   "reason.");
    struct deed_form *form = deed_form(m, W(out, "Is that right?"), says);
    deed_button(form, "send", W(out, "Yes, send it"));
}

enum fault join_link_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct q_application_by_uid row;
    struct application_city city;
    enum fault fault = find_row(request, &row);
    if (fault == FAULT_NOT_FOUND) {
        asking_show_over(request, response, join_link_form, URL("/join/city"), W(&out, "Ask that your city joins"));
        return OK;
    }
    TRY(fault);
    application_city_soon(request->db, &row);
    TRY(application_city_of(request->db, &out, &row, &city));
    bool unproven = str_eq(row.state, S("unproven"));
    struct deed *m = deed_of(request, SAY(&out, "{city} asks to join", slot("city", row.city)),
                             unproven ? W(&out, "This will be sent: look whether it is right.")
                                      : W(&out, "What was sent, and how it stands."));
    page_hide_address(m->page);
    m->action = url_path_of(request->arena, "/join/city/{}", request->params[0]);
    application_facts(request, m, &row, &city);
    if (!unproven) {
        say_state(request, &out, &row, &city, m);
    } else if (city.member.id > 0) {
        say_joined_already(request, &out, &city, m);
    } else {
        add_sending(&out, &city, m);
        deed_say(m, W(&out, "Was it not you, or is something wrong? Close this page, and nothing is sent. You may fill "
                            "in the form anew."));
        deed_link(m, URL("/join/city"), W(&out, "Fill in the form anew"));
    }
    deed_end(request, response, m, join_link_form);
    return OK;
}

enum fault join_link_act(struct request *request, struct response *response)
{
    struct q_application_by_uid row;
    struct q_application_member member;
    enum fault fault = find_row(request, &row);
    if (fault == FAULT_NOT_FOUND) {
        return asking_refuse(request, response, W_NOTE("is over"), W_NOTE("ask again"));
    }
    TRY(fault);
    const struct q_member_keys keys = application_keys(&row);
    fault = application_find_member(request->db, request->arena, &keys, &member);
    if (fault == OK) {
        return asking_refuse(request, response, W_NOTE("is not needed any more: the city has joined meanwhile"),
                             W_NOTE("ask to act for it instead"));
    }
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    fault = application_prove(request->db, request->arena, &row, request->now);
    if (fault == FAULT_CONFLICT) {
        return asking_refuse(request, response, W_NOTE("was sent already"), W_NOTE("the answer comes by mail"));
    }
    if (fault == FAULT_TOO_LARGE) {
        return asking_refuse(request, response, W_NOTE("cannot be sent just now: too many cities wait for an answer"),
                             W_NOTE("try it again tomorrow, or write to those who run this network"));
    }
    TRY(fault);
    response->status = 303;
    response->location = url_path_of(request->arena, "/join/city/{}", request->params[0]).text;
    return OK;
}
