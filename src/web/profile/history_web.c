/* SPDX-License-Identifier: AGPL-3.0-or-later
** history: what stood there, and putting it back. */
#include "web/profile/history_web.h"

#include "base/check.h"
#include "base/fields.h"
#include "base/scan.h"
#include "store/area.sql.h"
#include "store/kept.h"
#include "store/profile_text.h"
#include "text/words.h"
#include "web/member/member_web.h"
#include "web/profile/profile_web.h"
#include "web/views.h"

#define SEEN_LETTERS 16

const struct field history_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "back",
     .help = "what was done before, to be said"},
    {0},
};

const struct field history_form[] = {
    {.name = "which", .label = W_NOTE("Which change"), .kind = FIELD_INT, .min = 1, .max = INT32_MAX,
     .help = "the number of the change before which it stood there"},
    {.name = "seen", .label = W_NOTE("What stood there"), .kind = FIELD_TEXT, .max = SEEN_LETTERS,
     .help = "sent along by the page, so that nobody undoes what a colleague saved meanwhile"},
    {0},
};

enum fault history_changed(struct request *request, int64_t member_id, struct history_part part, struct str was)
{
    struct str became;
    TRY(history_text(request->db, request->arena, request->params[0], part, &became));
    return history_note(request->db, member_id, part, was, became, request->who->person_id, request->now);
}

/* ---- words */

static struct str title_of(struct out *out, struct history_part part)
{
    switch (part.kind) {
    case HISTORY_ANSWER: return profile_question(out, part.answer);
    case HISTORY_CARD: return trait_card_title(out, part.card);
    default: return W(out, "The area around us");
    }
}

static struct said_part places_of(struct out *out, struct str text)
{
    struct said_part said = {.title = S("")};
    struct str list = S("");
    for (size_t i = 0;; i++) {
        struct str name = fields_get_nth(out->arena, text, "name", i);
        if (name.s == NULL) {
            break;
        }
        list = list.n == 0 ? name : str_format(out->arena, "%.*s, %.*s", STR_ARG(list), STR_ARG(name));
    }
    if (list.n > 0) {
        said.lines[said.n++] = (struct said_line){S(""), list, S("")};
    }
    return said;
}

static struct said_part said_of(struct out *out, const struct themes *themes, struct history_part part,
                                struct str text)
{
    if (part.kind == HISTORY_AREA) {
        return places_of(out, text);
    }
    int of = part.kind == HISTORY_ANSWER ? PUBLISH_ANSWERS : publish_part_of(part.card);
    struct said_part said = said_part_of(out, themes, of, text);
    for (size_t i = 0; part.kind == HISTORY_ANSWER && i < said.n; i++) {
        said.lines[i].label = S(""); /* the title says it */
    }
    return said;
}

/* ---- what stands there now */

struct now {
    struct profile profile;
    struct trait_said said;
    struct q_area_chosen *places;
    size_t places_n;
};

static enum fault must_use load(struct request *request, struct now *now)
{
    q_profile_of_soon(request->db, request->params[0]);
    q_profile_items_soon(request->db, request->params[0]);
    trait_find_all_soon(request->db, request->params[0]);
    q_area_chosen_soon(request->db, request->params[0]);
    TRY(profile_find(request->db, request->arena, request->params[0], &now->profile));
    TRY(trait_find_all(request->db, request->arena, request->params[0], &now->said));
    return q_area_chosen(request->db, request->arena, request->params[0], &now->places, &now->places_n);
}

static struct str text_of(struct arena *arena, const struct now *now, struct history_part part)
{
    switch (part.kind) {
    case HISTORY_ANSWER: return profile_text_answer(arena, &now->profile, part.answer);
    case HISTORY_CARD: return profile_text_card(arena, &now->said, part.card);
    default: return profile_text_area(arena, now->places, now->places_n);
    }
}

static struct str seen_of(struct arena *arena, struct str text)
{
    return str_format(arena, "%016llx", (unsigned long long)str_hash(text));
}

/* ---- the page */

static struct history_row row_of(struct request *request, struct out *out, const struct themes *themes,
                                 const struct now *now, const struct q_profile_changes *row, struct history_part part)
{
    struct str text = text_of(request->arena, now, part);
    struct str name = row->name.n > 0 ? row->name : W(out, "somebody who is not here any more");
    return (struct history_row){
        .was = said_of(out, themes, part, row->was), .became = said_of(out, themes, part, row->became),
        .title = title_of(out, part),
        .when = SAY(out, "{when}, {name}", slot("when", say_day(out, (struct maybe_int){true, row->at})),
                    slot("name", name)),
        .which = str_format(request->arena, "%lld", (long long)row->id), .seen = seen_of(request->arena, text),
        .may_put_back = !str_eq(row->was, text)};
}

enum fault history_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct history_page *m = arena_new(request->arena, struct history_page);
    struct q_member_by_uid member;
    struct q_profile_changes *rows;
    struct history_part part;
    struct themes themes;
    struct now now;
    size_t n;
    kept_soon(request->db);
    q_member_by_uid_soon(request->db, request->params[0]);
    q_profile_changes_soon(request->db, request->params[0]);
    TRY(load(request, &now));
    TRY(themes_load(request, &themes));
    TRY(member_of(request, &member));
    TRY(q_profile_changes(request->db, request->arena, request->params[0], &rows, &n));
    m->rows = arena_array(request->arena, struct history_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (history_part_parse(rows[i].part, &part)) {
            m->rows[m->n++] = row_of(request, &out, &themes, &now, &rows[i], part);
        }
    }
    m->page = page_of(request, W(&out, "What was changed in the profile"),
                      W(&out, "Only people of your city see this; each change is kept for two years, then it goes."),
                      DOOR_NONE);
    m->page->no_index = true;
    m->back = member_url(request, "/member-cities/{}/profile");
    page_add_crumb(m->page, SAY(&out, "Profile of {city}", slot("city", member.name)), m->back);
    if (request_text(request, "done").n > 0 && !request->acts) {
        m->notice = (struct notice){TONE_GOOD, W(&out, "Done"),
                                    html_text(request->arena, W(&out, "What stood there stands there again."))};
    }
    m->problems = form_problems_of(request, history_form);
    m->action = member_url(request, "/member-cities/{}/changes");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_history(&out, m);
    return OK;
}

/* ---- what it does */

enum fault history_act(struct request *request, struct response *response)
{
    struct q_member_by_uid member;
    struct q_profile_change_find change;
    struct history_part part;
    struct str now;
    int64_t which;
    if (!parse_int(request_typed(request, "which"), 1, INT32_MAX, &which)) {
        form_refuse(request, form_find(history_form, "which"), W_NOTE("is not chosen"), W_NOTE("choose one of these"));
        return FAULT_INVALID;
    }
    TRY(member_of(request, &member));
    TRY(q_profile_change_find(request->db, request->arena, which, request->params[0], &change));
    if (!history_part_parse(change.part, &part)) {
        return FAULT_NOT_FOUND;
    }
    TRY(history_text(request->db, request->arena, request->params[0], part, &now));
    if (!str_eq(request_typed(request, "seen"), seen_of(request->arena, now))) {
        return form_refuse_meanwhile(request, response, form_find(history_form, "seen"));
    }
    enum fault fault = history_put_back(request->db, request->arena, member.id, request->params[0], part, change.was,
                                        request->now);
    if (fault == FAULT_CONFLICT) {
        form_refuse(request, form_find(history_form, "which"), W_NOTE("cannot be put back as it was"),
                    W_NOTE("something of it is not to be chosen any more; change it by hand"));
        response->status = 409;
        return FAULT_INVALID;
    }
    TRY(fault);
    TRY(history_changed(request, member.id, part, now));
    response->status = 303;
    response->location = url_add(request->arena, member_url(request, "/member-cities/{}/changes"), "done",
                                 S("back")).text;
    return OK;
}
