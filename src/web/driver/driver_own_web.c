/* SPDX-License-Identifier: AGPL-3.0-or-later
** driver: one's own part in driving: whether everybody sees the name, and being away. */
#include "base/date.h"
#include "text/words.h"
#include "web/driver/driver_web.h"
#include "web/gate.h"
#include "web/say.h"

const struct field driver_own_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "show hide away back", .min = 1,
     .help = "whether everybody sees the name; being away until the day below, being back"},
    {.name = "until", .label = W_NOTE("Away until"), .kind = FIELD_TEXT, .max = 10,
     .help = "the last day, as 2027-05-31"},
    {0},
};

/* FAULT_NOT_FOUND: they are not named. */
static enum fault must_use load(struct request *request, struct drivers *ret_drivers, enum driver_part *ret_part)
{
    TRY(driver_load(request->db, request->arena, request->now, ret_drivers));
    for (int part = 0; part < PART__MAX; part++) {
        if (ret_drivers->posts[part].stands && ret_drivers->rows[part].person_id == request->who->person_id) {
            *ret_part = (enum driver_part)part;
            return OK;
        }
    }
    return FAULT_NOT_FOUND;
}

static void add_name(struct out *out, const struct q_driver_now *row, struct deed *m)
{
    bool shown = row->shown.known && row->shown.v == 1;
    struct deed_form *form = deed_form(
        m, W(out, "Your name"),
        shown ? W(out, "Everybody reads your name on the page about this network. You can take that back at any time.")
              : W(out, "May everybody read your name on the page about this network? Your mail address is not shown: "
                       "people write to that of the network. You can take it back at any time."));
    if (shown) {
        deed_button_quiet(form, "hide", W(out, "Do not show my name any more"));
    } else {
        deed_button(form, "show", W(out, "Yes, show my name"));
    }
    if (!row->shown.known) {
        deed_button_quiet(form, "hide", W(out, "No, do not show it"));
    }
}

static void add_away(struct request *request, struct out *out, const struct drivers *drivers, enum driver_part part,
                     struct deed *m)
{
    int64_t until = drivers->posts[part].away_until;
    if (until != 0) {
        struct deed_form *form = deed_form(m, W(out, "You are away"),
                                           SAY(out, "Until the end of {when} (UTC).",
                                               slot("when", (struct date){(int32_t)((until - 1) / 86400)})));
        deed_button_quiet(form, "back", W(out, "I am back"));
        return;
    }
    bool has_other = drivers->posts[part == PART_DRIVER ? PART_DEPUTY : PART_DRIVER].stands;
    struct deed_form *form = deed_form(
        m, W(out, "When you are away"),
        part == PART_DEPUTY ? W(out, "Those who run this network then see that there is no deputy for a while.")
        : has_other         ? W(out, "The deputy then drives, until the end of the last day (UTC).")
                            : W(out, "There is no deputy: while you are away nobody drives."));
    struct form_field *field = deed_field(request, form, form_find(driver_own_form, "until"),
                                          W(out, "The last day, within the next 90, as 2027-05-31."));
    field->type = S("date");
    deed_button_quiet(form, "away", W(out, "I am away until then"));
}

enum fault driver_own_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct drivers drivers;
    enum driver_part part;
    TRY(load(request, &drivers, &part));
    struct deed *m = deed_of(request, part == PART_DRIVER ? W(&out, "You drive this network")
                                                          : W(&out, "You are the deputy of who drives this network"),
                             W(&out, "Whether everybody sees your name, and when you are away."));
    page_add_crumb(m->page, W(&out, "Your desk"), URL("/me"));
    page_add_crumb(m->page, W(&out, "Who drives this network"), URL("/driver"));
    if (!request->acts && request_text(request, "done").n > 0) {
        m->notice = (struct notice){TONE_GOOD, W(&out, "Done"),
                                    html_text(request->arena, W(&out, "It is saved, and holds from now on."))};
    }
    m->action = URL("/driver/mine");
    deed_fact(request, m, W(&out, "Named"), say_day(&out, (struct maybe_int){true, drivers.rows[part].named_at}));
    deed_fact(request, m, W(&out, "What everybody reads"), driver_public_of(request, &out, &drivers).says);
    add_name(&out, &drivers.rows[part], m);
    add_away(request, &out, &drivers, part, m);
    deed_link(m, URL("/join#run"), W(&out, "See it as everybody does"));
    deed_end(request, response, m, driver_own_form);
    return OK;
}

static bool read_until(struct request *request, int64_t *ret_until)
{
    struct date last;
    int32_t today = (int32_t)(request->now / 86400);
    if (!date_parse(str_trim(request_typed(request, "until")), &last) || last.days < today ||
        last.days > today + DRIVER_AWAY_DAYS_MAX) {
        form_refuse(request, form_find(driver_own_form, "until"), W_NOTE("is no day within the next 90"),
                    W_NOTE("write the last day as 2027-05-31"));
        return false;
    }
    *ret_until = ((int64_t)last.days + 1) * 86400;
    return true;
}

enum fault driver_own_act(struct request *request, struct response *response)
{
    struct log_someone who = gate_who(request);
    struct str what = request_typed(request, "do");
    int64_t until = 0;
    if (str_eq(what, S("away")) && !read_until(request, &until)) {
        return FAULT_INVALID;
    }
    bool shows = str_eq(what, S("show")) || str_eq(what, S("hide"));
    TRY(shows ? driver_show(request->db, request->arena, &who, str_eq(what, S("show")), request->now)
              : driver_away(request->db, request->arena, &who, until, request->now));
    response->status = 303;
    response->location = str_eq(what, S("show"))   ? S("/driver/mine?done=shown")
                         : str_eq(what, S("hide")) ? S("/driver/mine?done=hidden")
                         : until != 0              ? S("/driver/mine?done=away")
                                                   : S("/driver/mine?done=back");
    return OK;
}
