/* SPDX-License-Identifier: AGPL-3.0-or-later
** profile_publish: who may read it, decided by two; and what everybody reads. */
#include "web/profile/profile_publish_web.h"

#include "base/check.h"
#include "store/kept.h"
#include "text/words.h"
#include "web/gate.h"
#include "web/member/member_web.h"
#include "web/views.h"

#define SEEN_LETTERS 16
#define UID_LETTERS 32

const struct field publish_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "ask yes no drop end",
     .help = "what was done before, to be said"},
    {0},
};

const struct field publish_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "ask yes no drop end", .min = 1,
     .help = "ask a colleague; say yes or no to what a colleague asks; take the question back; take it down"},
    {.name = "seen", .label = W_NOTE("What stood there"), .kind = FIELD_TEXT, .max = SEEN_LETTERS,
     .help = "sent along by the page, so that what is done is done to what was read"},
    {.name = "which", .label = W_NOTE("Which text was read"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "sent along by the page, of yes and no"},
    {0},
};

static struct str day(struct out *out, int64_t at)
{
    return say_day(out, (struct maybe_int){true, at});
}

/* ---- for the pages of a profile */

struct str publish_says(struct out *out, const struct publications *all, int part, struct str said, bool members)
{
    struct publish_now now = publish_now_of(all, part, said);
    struct slot when = slot("when", day(out, all->published[part].answered_at));
    if (now.published.n > 0) {
        return publish_is_old(&now) ? SAY(out, "Everybody reads what you said on {when}; you say something else now.",
                                          when)
                                    : SAY(out, "Everybody reads it, since {when}.", when);
    }
    if (now.asked.n > 0) {
        return W(out, "Everybody may read it once a second person of your city has said yes.");
    }
    return members ? W(out, "Seen by people of all member cities.") : W(out, "Seen by people of our city only.");
}

struct str publish_chosen(const struct publications *all, int part, bool members)
{
    return all->asked[part].uid.n + all->published[part].uid.n > 0 ? S("everybody")
           : members                                               ? S("members")
                                                                   : S("city");
}

bool publish_has(const struct publications *all, int part)
{
    return all->asked[part].uid.n + all->no[part].uid.n + all->published[part].uid.n > 0;
}

struct str publish_seen(struct arena *arena, const struct publications *all, int part)
{
    return str_format(arena, "%.*s %.*s %.*s", STR_ARG(all->asked[part].uid), STR_ARG(all->no[part].uid),
                      STR_ARG(all->published[part].uid));
}

struct url publish_url(struct request *request, int part)
{
    return url_path_of(request->arena, "/member-cities/{}/publish/{}", request->params[0], publish_part_word(part));
}

enum fault publish_follow(struct request *request, const struct q_member_by_uid *member, int part, struct str said,
                          bool everybody, bool *ret_asked)
{
    struct log_someone who = gate_who(request);
    struct publications all;
    const struct publish_change change = {member->id, request->params[0], part, said, S("")};
    *ret_asked = false;
    if (!everybody || said.n == 0) {
        return publish_end(request->db, request->arena, &change, &who, request->now);
    }
    TRY(publications_find(request->db, request->arena, request->params[0], &all));
    struct publish_now now = publish_now_of(&all, part, said);
    *ret_asked = publish_allows(&now, who.person, PUBLISH_ASK);
    return *ret_asked ? publish_step(request->db, request->arena, &change, PUBLISH_ASK, &who, request->now) : OK;
}

/* ---- the page of a part */

struct part {
    int part;
    struct q_member_by_uid member;
    struct themes themes;
    struct publications all;
    struct str said; /* what the city says now */
};

static enum fault must_use load(struct request *request, struct part *part)
{
    struct profile profile;
    struct trait_said said;
    if (!publish_part_parse(request->params[1], &part->part)) {
        return FAULT_NOT_FOUND;
    }
    kept_soon(request->db);
    q_member_by_uid_soon(request->db, request->params[0]);
    q_publication_list_soon(request->db, request->params[0]);
    q_profile_of_soon(request->db, request->params[0]);
    q_profile_items_soon(request->db, request->params[0]);
    trait_find_all_soon(request->db, request->params[0]);
    TRY(themes_load(request, &part->themes));
    TRY(member_of(request, &part->member));
    TRY(publications_find(request->db, request->arena, request->params[0], &part->all));
    TRY(profile_find(request->db, request->arena, request->params[0], &profile));
    TRY(trait_find_all(request->db, request->arena, request->params[0], &said));
    part->said = publication_text(request->arena, &profile, &said, part->part);
    return OK;
}

static struct str seen_of(struct arena *arena, const struct part *part)
{
    uint64_t sum = str_hash(publish_seen(arena, &part->all, part->part)) * 31 + str_hash(part->said);
    return str_format(arena, "%016llx", (unsigned long long)sum);
}

static struct str name_of(struct out *out, struct str name)
{
    return name.n > 0 ? name : W(out, "somebody who is not here any more");
}

static void add_asked(struct request *request, struct out *out, const struct part *part, int64_t others,
                      struct publish_page *m)
{
    const struct publication *asked = &part->all.asked[part->part];
    if (asked->uid.n == 0) {
        return;
    }
    m->asked = said_part_of(out, &part->themes, part->part, asked->says);
    m->which = asked->uid;
    m->may_answer = asked->asked_by != request->who->person_id;
    struct slot when = slot("when", day(out, asked->asked_at));
    m->asked_says = m->may_answer
                        ? SAY(out, "Asked by {name} on {when}.", slot("name", name_of(out, asked->asked_name)), when)
                        : SAY(out, "You asked on {when}. It stands on the desk of your colleagues.", when);
    m->alone = !m->may_answer && others == 0
                   ? W(out, "Nobody else acts for your city here yet: needs a second person.") : S("");
}

static void add_said(struct request *request, struct out *out, const struct part *part, struct publish_page *m)
{
    struct publish_now now = publish_now_of(&part->all, part->part, part->said);
    const struct publication *no = &part->all.no[part->part];
    if (publish_allows(&now, request->who->person_id, PUBLISH_ASK)) {
        m->said = said_part_of(out, &part->themes, part->part, part->said);
    } else if (now.said.n == 0) {
        m->nothing = W(out, "You say nothing there now, so there is nothing to publish.");
    }
    m->no = no->uid.n == 0 || now.asked.n > 0
                ? S("")
                : SAY(out, "{name} said no on {when}.", slot("name", name_of(out, no->answered_name)),
                      slot("when", day(out, no->answered_at)));
}

static void add_published(struct request *request, struct out *out, const struct part *part, struct publish_page *m)
{
    const struct publication *published = &part->all.published[part->part];
    if (published->uid.n == 0) {
        return;
    }
    m->published = said_part_of(out, &part->themes, part->part, published->says);
    m->shown = member_url(request, "/member-cities/{}/says");
    m->published_says = SAY(out, "{asker} asked, {reader} said yes on {when}.",
                            slot("asker", name_of(out, published->asked_name)),
                            slot("reader", name_of(out, published->answered_name)),
                            slot("when", day(out, published->answered_at)));
}

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request_text(request, "done");
    struct str text = str_eq(done, S("ask"))    ? W(out, "A colleague of yours is asked to read it.")
                      : str_eq(done, S("yes"))  ? W(out, "Everybody reads it from now on.")
                      : str_eq(done, S("no"))   ? W(out, "It is not published.")
                      : str_eq(done, S("drop")) ? W(out, "The question is taken back.")
                      : str_eq(done, S("end"))  ? W(out, "It is taken down: only people of member cities may still "
                                                         "read it, as far as you let them.")
                                                : S("");
    return text.n > 0 && !request->acts
               ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
               : (struct notice){0};
}

enum fault publish_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct publish_page *m = arena_new(request->arena, struct publish_page);
    struct part part;
    struct q_publication_others others;
    q_publication_others_soon(request->db, request->params[0], request->who->person_id, request->now);
    TRY(load(request, &part));
    TRY(q_publication_others(request->db, request->arena, request->params[0], request->who->person_id, request->now,
                             &others));
    m->page = page_of(request, SAY(&out, "For everybody to read: {part}", slot("part", said_title(&out, part.part))),
                      W(&out, "Two people of your city decide what everybody may read: one asks, another one reads it "
                              "and says yes."), DOOR_NONE);
    m->page->no_index = true;
    m->back = member_url(request, "/member-cities/{}/profile");
    page_add_crumb(m->page, SAY(&out, "Profile of {city}", slot("city", part.member.name)), m->back);
    add_asked(request, &out, &part, others.n, m);
    add_said(request, &out, &part, m);
    add_published(request, &out, &part, m);
    m->notice = notice_of(request, &out);
    m->problems = form_problems_of(request, publish_form);
    m->seen = seen_of(request->arena, &part);
    m->action = publish_url(request, part.part);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_publish(&out, m);
    return OK;
}

enum fault publish_act(struct request *request, struct response *response)
{
    struct log_someone who = gate_who(request);
    struct part part;
    enum publish_step step;
    TRY(load(request, &part));
    if (!publish_step_parse(request_typed(request, "do"), &step)) {
        form_refuse(request, form_find(publish_form, "do"), W_NOTE("is not chosen"), W_NOTE("choose one of these"));
        return FAULT_INVALID;
    }
    if (!str_eq(request_typed(request, "seen"), seen_of(request->arena, &part))) {
        return form_refuse_meanwhile(request, response, form_find(publish_form, "seen"));
    }
    const struct publish_change change = {part.member.id, request->params[0], part.part, part.said,
                                          request_typed(request, "which")};
    enum fault fault = publish_step(request->db, request->arena, &change, step, &who, request->now);
    if (fault == FAULT_CONFLICT) {
        form_refuse(request, form_find(publish_form, "do"), W_NOTE("is not possible as it stands now"),
                    W_NOTE("who asked cannot be who says yes; look at what stands on the page"));
        response->status = 409;
        return FAULT_INVALID;
    }
    TRY(fault);
    response->status = 303;
    response->location = url_add(request->arena, publish_url(request, part.part), "done",
                                 request_typed(request, "do")).text;
    return OK;
}

/* ---- for everybody */

enum fault says_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct says_page *m = arena_new(request->arena, struct says_page);
    struct q_publication_of_member *rows;
    struct themes themes;
    size_t n;
    kept_soon(request->db);
    q_publication_of_member_soon(request->db, request->params[0]);
    TRY(themes_load(request, &themes));
    TRY(q_publication_of_member(request->db, request->arena, request->params[0], &rows, &n));
    if (n == 0) {
        return FAULT_NOT_FOUND;
    }
    struct q_publication_of_city *parts = arena_array(request->arena, struct q_publication_of_city, n);
    for (size_t i = 0; i < n; i++) {
        parts[i] = (struct q_publication_of_city){.part = rows[i].part, .says = rows[i].says, .at = rows[i].at};
    }
    m->parts = said_parts_of(&out, &themes, parts, n, &m->n);
    m->name = rows[0].name;
    if (rows[0].slug.n > 0) {
        m->city = url_path_of(request->arena, "/cities/{}", rows[0].slug);
    }
    m->page = page_of(request, SAY(&out, "What {city} says of itself",
                                   slot("city", say_member_city(request->arena, rows[0].name, rows[0].country))),
                      W(&out, "In the words of this member city, which two of its people let everybody read."),
                      DOOR_CITY);
    response->max_age_s = request->who != NULL ? -1 : response->max_age_s;
    view_says(&out, m);
    return OK;
}
