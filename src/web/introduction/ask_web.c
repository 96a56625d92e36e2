/* SPDX-License-Identifier: AGPL-3.0-or-later
** introduction: the form that asks another city for a first talk. */
#include "base/check.h"
#include "domain/who.h"
#include "store/kept.h"
#include "store/profile.h"
#include "text/words.h"
#include "web/introduction/introduction_web.h"
#include "web/member/member_web.h"
#include "web/profile/profile_web.h"
#include "web/views.h"

#define TIME_LETTERS 32

#define SLOT_HELP "when it begins, as 2026-12-03T10:00, in the time of the city that asks"
const struct field talk_ask_form[] = {
    {.name = "need", .label = W_NOTE("What you need, in one sentence"), .kind = FIELD_TEXT, .min = 1,
     .max = TALK_NEED_MAX, .help = "for the other city to read"},
    {.name = "slot_1", .label = W_NOTE("First half-hour"), .kind = FIELD_TEXT, .min = 1, .max = TIME_LETTERS,
     .help = SLOT_HELP},
    {.name = "slot_2", .label = W_NOTE("Second half-hour"), .kind = FIELD_TEXT, .min = 1, .max = TIME_LETTERS,
     .help = SLOT_HELP},
    {.name = "slot_3", .label = W_NOTE("Third half-hour"), .kind = FIELD_TEXT, .min = 1, .max = TIME_LETTERS,
     .help = SLOT_HELP},
    {0},
};
static const char *const slot_names[TALK_SLOTS] = {"slot_1", "slot_2", "slot_3"};

struct asking {
    struct q_member_by_uid ours;
    struct q_member_by_uid theirs;
    struct themes themes;
    struct introduction_room room;
    struct zone zone;
    struct str reason;      /* of the column */
    struct str reason_what;
};

/* ---- loading */

static const char *const reason_words[] = {
    [HELP_THEY_CAN] = "they-can", [HELP_WE_CAN] = "we-can", [HELP_SAME_NEED] = "same-need",
    [HELP_SAME_THEME] = "same-theme",
};

/* The best reason there is, by what the other city lets be seen. */
static enum fault must_use find_reason(struct request *request, struct asking *asking)
{
    struct profile ours, theirs;
    struct help_match *matches;
    asking->reason = asking->reason_what = S("");
    TRY(profile_find(request->db, request->arena, request->params[0], &ours));
    TRY(profile_find(request->db, request->arena, request->params[1], &theirs));
    if (theirs.seen_by_members && help_match(request->arena, &ours.said, &theirs.said, 1, 1, &matches) == 1) {
        asking->reason = str_of(reason_words[matches[0].reasons[0].kind]);
        asking->reason_what = matches[0].reasons[0].what;
    }
    return OK;
}

/* FAULT_NOT_FOUND: it is no other member city. */
static enum fault must_use load(struct request *request, struct asking *asking)
{
    struct db *db = request->db;
    struct str us = request->params[0], them = request->params[1];
    kept_soon(db);
    q_member_by_uid_soon(db, us);
    q_member_by_uid_soon(db, them);
    q_profile_of_soon(db, us);
    q_profile_items_soon(db, us);
    q_profile_of_soon(db, them);
    q_profile_items_soon(db, them);
    introduction_find_room_soon(db, us, them, request->now);
    TRY(themes_load(request, &asking->themes));
    TRY(member_of(request, &asking->ours));
    TRY(q_member_by_uid(db, request->arena, them, &asking->theirs));
    TRY(find_reason(request, asking));
    TRY(introduction_find_room(db, request->arena, us, them, request->now, &asking->room));
    asking->zone = zone_of(asking->ours.country, asking->ours.lau_id);
    bool both = asking->ours.takes_part && asking->theirs.takes_part && asking->ours.id != asking->theirs.id;
    return both ? OK : FAULT_NOT_FOUND;
}

/* ---- the page */

static struct str say_closed(struct out *out, const struct asking *asking)
{
    const struct introduction_room *room = &asking->room;
    struct slot slots[] = {slot("city", asking->theirs.name),
                           slot("when", say_day(out, (struct maybe_int){room->until > 0, room->until}))};
    switch (room->closed) {
    case TALK_WE_FULL:
        return words_text(out, W_NOTE("Your city has asked for as many talks as it may within thirty days. You can ask "
                                      "again "
                                      "from {when}."), slots + 1, 1);
    case TALK_THEY_FULL:
        return words_text(out, W_NOTE("{city} has been asked for as many talks as a city takes within thirty days, so "
                                      "that nobody "
                                      "is drowned. You can ask from {when}."), slots, 2);
    case TALK_NOBODY:
        return words_text(out, W_NOTE("{city} cannot be asked at the moment: it pauses, or nobody acts for it in this "
                                      "network."),
                          slots, 1);
    case TALK_STANDS:
        switch (room->between) {
        case BETWEEN_WE_ASKED: return W(out, "Your city has asked them already, and it waits for their answer.");
        case BETWEEN_THEY_ASKED: return W(out, "They have asked you: answer that instead.");
        case BETWEEN_AGREED: return W(out, "A talk with them is agreed already.");
        case BETWEEN_LATER:
            return words_text(out, W_NOTE("They said “not now”. You can ask again from {when}."), slots + 1, 1);
        default:
            return words_text(out, W_NOTE("They said no. You can ask again from {when}, when people and plans may have "
                                          "changed."),
                              slots + 1, 1);
        }
    default: return S("");
    }
}

/* As the browser's field has it. */
static struct str local_of(struct arena *arena, const struct zone *zone, int64_t at)
{
    return str_sub(instant_iso(arena, at + zone_offset_s(zone, at)), 0, S("2026-12-03T10:00").n);
}

static void add_fields(struct request *request, struct out *out, const struct asking *asking, struct talk_ask_page *m)
{
    int64_t slots[TALK_SLOTS];
    introduction_suggest_slots(&asking->zone, request->now, slots);
    m->need = form_field_of(request, form_find(talk_ask_form, "need"),
                            W(out, "Such as: how you paid for the heat network before its first customers. No names of "
                                   "people, "
                                   "please."));
    m->need.long_text = true;
    for (size_t i = 0; i < TALK_SLOTS; i++) {
        m->slots[i] = form_field_of(request, form_find(talk_ask_form, slot_names[i]), S(""));
        m->slots[i].type = S("datetime-local");
        if (!request->acts) {
            m->slots[i].value = local_of(request->arena, &asking->zone, slots[i]);
        }
    }
    struct slot said[] = {slot("city", asking->ours.name), slot("zone", say_zone(request->arena, &asking->zone,
                                                                                 slots[0]))};
    m->zone = asking->zone.known
                  ? words_text(out, W_NOTE("Times are as clocks show them in {city} ({zone}); they get them in their "
                                           "own time."),
                               said, 2)
                  : words_text(out, W_NOTE("Times are in UTC: we do not know which time {city} has."), said, 1);
}

enum fault talk_ask_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct talk_ask_page *m = arena_new(request->arena, struct talk_ask_page);
    struct asking asking;
    TRY(load(request, &asking));
    struct slot slots[] = {slot("city", asking.theirs.name), slot("ours", asking.ours.name)};
    m->page = page_of(request, words_text(&out, W_NOTE("Ask {city} for a first talk"), slots, 1),
                      W(&out, "Half an hour by phone or video, to see whether you can help each other."), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, words_text(&out, W_NOTE("Profile of {ours}"), slots + 1, 1),
                   member_url(request, "/member-cities/{}/profile"));
    m->closed = say_closed(&out, &asking);
    if (asking.room.uid.n > 0 && asking.room.closed == TALK_STANDS) {
        m->see = url_path_of(request->arena, "/member-cities/{}/introductions/{}", request->params[0], asking.room.uid);
    }
    m->reason = say_talk_reason(&out, &asking.themes, asking.reason, asking.reason_what, true);
    add_fields(request, &out, &asking, m);
    m->problems = form_problems_of(request, talk_ask_form);
    m->action = url_path_of(request->arena, "/member-cities/{}/ask/{}", request->params[0], request->params[1]);
    m->back = member_url(request, "/member-cities/{}/profile");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_talk_ask(&out, m);
    return OK;
}

/* ---- what it does */

static const struct field *slot_field(size_t i)
{
    return form_find(talk_ask_form, slot_names[i]);
}

static enum fault must_use read_slots(struct request *request, const struct zone *zone, int64_t slots[TALK_SLOTS])
{
    size_t which = 0;
    for (size_t i = 0; i < TALK_SLOTS; i++) {
        int64_t local = 0;
        if (!instant_parse(request_typed(request, slot_names[i]), &local) || local < 0) {
            form_refuse(request, slot_field(i), W_NOTE("is not a day and a time"), W_NOTE("write it as 2026-12-31 "
                                                                                          "10:00"));
        }
        slots[i] = zone_instant(zone, local - local % 60);
    }
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    switch (introduction_judge_slots(slots, TALK_SLOTS, request->now, &which)) {
    case SLOTS_SOON:
        form_refuse(request, slot_field(which), W_NOTE("is past, or less than a day ahead"),
                    W_NOTE("choose a later one: they need time to answer"));
        return FAULT_INVALID;
    case SLOTS_LATE:
        form_refuse(request, slot_field(which), W_NOTE("is more than sixty days ahead"), W_NOTE("choose an earlier "
                                                                                                "one"));
        return FAULT_INVALID;
    case SLOTS_SAME:
        form_refuse(request, slot_field(which), W_NOTE("is the same as another one, or begins within it"),
                    W_NOTE("choose three different ones"));
        return FAULT_INVALID;
    default: return OK;
    }
}

/* An answer that came meanwhile, or a limit. */
static enum fault must_use refuse_closed(struct request *request, struct response *response,
                                         const struct asking *asking)
{
    struct out out = {.words = request->words, .arena = request->arena};
    problems_add(&request->problems, W(&out, "This city"), W(&out, "cannot be asked now"), say_closed(&out, asking));
    response->status = 409;
    return FAULT_INVALID;
}

enum fault talk_ask_act(struct request *request, struct response *response)
{
    struct asking asking;
    TRY(load(request, &asking));
    struct introduction_new new = {
        .from_id = asking.ours.id, .from_uid = request->params[0], .to_id = asking.theirs.id,
        .to_uid = request->params[1],
        .person = request->who->person_id, .need = request_typed(request, "need"),
        .reason = asking.reason, .reason_what = asking.reason_what,
    };
    struct str uid;
    TRY(read_slots(request, &asking.zone, new.slots));
    if (asking.room.closed != TALK_OPEN) {
        return refuse_closed(request, response, &asking);
    }
    TRY(introduction_add(request->db, request->arena, &new, request->now, &uid));
    response->status = 303;
    response->location = url_add(request->arena, member_url(request, "/member-cities/{}/introductions"), "done",
                                 S("asked")).text;
    return OK;
}
