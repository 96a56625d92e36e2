/* SPDX-License-Identifier: AGPL-3.0-or-later
** handover: what is open, part by part. */
#include "base/check.h"
#include "domain/standing.h"
#include "store/desk.h"
#include "store/driver.h"
#include "store/growth.sql.h"
#include "store/handover.sql.h"
#include "store/lead.sql.h"
#include "text/words.h"
#include "web/desk/desk_say.h"
#include "web/driver/driver_web.h"
#include "web/handover/handover_web.h"
#include "web/jobs/jobs_web.h"
#include "web/say.h"

/* ---- building it */

static struct handover_part *add_part(struct out *out, struct handover *handover, const char *id, struct str title,
                                      struct str none, size_t most)
{
    check(handover->n < HANDOVER_PARTS_MAX);
    struct handover_part *part = &handover->parts[handover->n++];
    *part = (struct handover_part){.id = str_of(id), .title = title, .none = none, .more = S(""),
                                   .rows = arena_array(out->arena, struct handover_row, most + 1)};
    return part;
}

static void add_row(struct handover_part *part, struct str says, struct str when, struct url url)
{
    part->rows[part->n++] = (struct handover_row){says, when, url};
}

static struct str day(struct out *out, int64_t at)
{
    return say_day(out, (struct maybe_int){true, at});
}

static struct str since(struct out *out, int64_t at, int64_t now)
{
    int64_t days = (now - at) / 86400;
    return SAY(out, "since {date}, {n} day|since {date}, {n} days", slot("n", days > 0 ? days : 0),
               slot("date", day(out, at)));
}

/* ---- what is open */

static struct desk_whose whose_of(const struct handover_ask *ask)
{
    return (struct desk_whose){.applications = true, .remarks = true, .jobs = true, .member_cities = ask->member_cities,
                               .drives = true, .now = ask->now};
}

static enum fault must_use add_first(struct db *db, struct out *out, const struct handover_ask *ask,
                                     struct handover *handover)
{
    const struct desk_whose whose = whose_of(ask);
    struct desk_item *items;
    struct q_desk_talks *talks;
    size_t n, talks_n;
    TRY(desk_list(db, out->arena, &whose, &items, &n, &talks, &talks_n));
    size_t shown = desk_choose(items, n, ask->now);
    struct handover_part *part = add_part(out, handover, "first", W(out, "What to do first"),
                                          W(out, "Nothing needs those who run this network just now."), n);
    for (size_t i = 0; i < n; i++) {
        if (i < shown || desk_was_due(items[i].kind)) {
            add_row(part, desk_says(out, &items[i]), desk_when(out, &items[i], ask->now),
                    desk_url(out->arena, &items[i]));
        }
    }
    return OK;
}

static const struct waiting {
    const char *kind, *says, *page;
} waitings[] = {
    {"suggestion", W_NOTE("{city} is suggested"), "/suggestions/{}"},
    {"application", W_NOTE("{city} asks to join"), "/applications/{}"},
    {"remark", W_NOTE("Remark {number} of a reader"), "/remarks/{}/answer"},
    {"rule", W_NOTE("The rule of funding “{number}”, for a second person"), "/funding-rules/{}/answer"},
};

static const struct waiting *waiting_of(struct str kind)
{
    size_t i = 0;
    while (i + 1 < COUNT_OF(waitings) && !str_eq(kind, str_of(waitings[i].kind))) {
        i++;
    }
    return &waitings[i];
}

static enum fault must_use add_waiting(struct db *db, struct out *out, const struct handover_ask *ask,
                                       struct handover *handover)
{
    struct q_handover_waiting *rows;
    size_t n;
    TRY(q_handover_waiting(db, out->arena, ask->now, &rows, &n));
    struct handover_part *part = add_part(out, handover, "waits", W(out, "Who waits for an answer"),
                                          W(out, "Nobody waits for an answer."), n);
    for (size_t i = 0; i < n; i++) {
        struct slot slots[] = {slot("city", rows[i].city), slot("number", rows[i].about)};
        const struct waiting *kind = waiting_of(rows[i].kind);
        add_row(part, words_text(out, kind->says, slots, 2), since(out, rows[i].since, ask->now),
                url_path_of(out->arena, kind->page, rows[i].about));
    }
    return OK;
}

static enum fault must_use add_invited(struct db *db, struct out *out, const struct handover_ask *ask,
                                       struct handover *handover)
{
    struct q_handover_invited *rows;
    size_t n;
    TRY(q_handover_invited(db, out->arena, &rows, &n));
    struct handover_part *part = add_part(out, handover, "invited", W(out, "Cities that are invited"),
                                          W(out, "No invitation is out."), n);
    for (size_t i = 0; i < n; i++) {
        add_row(part, say_member_city(out->arena, rows[i].city, rows[i].country),
                since(out, rows[i].invited_at, ask->now), url_path_of(out->arena, "/suggestions/{}", rows[i].uid));
    }
    return OK;
}

/* ---- member cities */

static enum fault must_use add_commitments(struct db *db, struct out *out, const struct handover_ask *ask,
                                           struct handover *handover)
{
    struct q_handover_commitments *rows;
    size_t n;
    TRY(q_handover_commitments(db, out->arena, ask->now + HANDOVER_SOON_S, &rows, &n));
    struct handover_part *part = add_part(out, handover, "commitments", W(out, "Commitments that end within 90 days"),
                                          W(out, "No commitment ends within 90 days."), n);
    for (size_t i = 0; i < n; i++) {
        struct str when = rows[i].ends_at == 0 ? W(out, "not signed yet")
                          : rows[i].ends_at <= ask->now
                              ? SAY(out, "has ended on {date}", slot("date", day(out, rows[i].ends_at)))
                              : SAY(out, "ends on {date}", slot("date", day(out, rows[i].ends_at)));
        add_row(part, say_member_city(out->arena, rows[i].city, rows[i].country), when,
                url_path_of(out->arena, "/member-cities/{}/membership", rows[i].uid));
    }
    return OK;
}

static enum fault must_use add_leads(struct db *db, struct out *out, const struct handover_ask *ask,
                                     struct handover *handover)
{
    struct q_lead_list *rows;
    size_t n;
    TRY(q_lead_list(db, out->arena, ask->now, ask->now - LEAD_ASKED_S, &rows, &n));
    struct handover_part *part = add_part(out, handover, "leads", W(out, "Lead cities, and until when"),
                                          W(out, "No city leads, and none is asked to."), n);
    for (size_t i = 0; i < n; i++) {
        struct slot date = slot("date", day(out, rows[i].until.v));
        struct str when = str_eq(rows[i].step, S("lead-asked"))
                              ? SAY(out, "asked, {since}", slot("since", since(out, rows[i].at, ask->now)))
                          : str_eq(rows[i].step, S("chair"))
                              ? words_text(out, W_NOTE("in the chair, until {date}"), &date, 1)
                              : words_text(out, W_NOTE("until {date}"), &date, 1);
        add_row(part, say_member_city(out->arena, rows[i].name, rows[i].country), when,
                url_path_of(out->arena, "/member-cities/{}/membership", rows[i].uid));
    }
    return OK;
}

static enum fault must_use add_quiet(struct db *db, struct out *out, const struct handover_ask *ask,
                                     struct handover *handover)
{
    struct q_growth_quiet *rows;
    size_t n;
    TRY(q_growth_quiet(db, out->arena, ask->now, ask->now - DESK_QUIET_S, &rows, &n));
    struct handover_part *part = add_part(out, handover, "quiet", W(out, "Not heard from for two months"),
                                          W(out, "Somebody of every member city has been here within two months."), n);
    for (size_t i = 0; i < n; i++) {
        struct str when = rows[i].people == 0 ? W(out, "Nobody acts for it")
                          : rows[i].seen_at.known
                              ? SAY(out, "Last here on {when}", slot("when", say_day(out, rows[i].seen_at)))
                              : W(out, "Nobody has signed in yet");
        add_row(part, say_member_city(out->arena, rows[i].name, rows[i].country), when,
                url_path_of(out->arena, "/member-cities/{}/people", rows[i].uid));
    }
    return OK;
}

/* ---- who does what */

static struct str say_roles(struct out *out, const struct q_handover_people *row, const struct drivers *drivers)
{
    struct str text = S("");
    const struct { bool is; const char *word; } all[] = {
        {row->administrator > 0, W_NOTE("administrator")}, {row->coordinator > 0, W_NOTE("coordinator")},
        {drivers->posts[PART_DRIVER].stands && drivers->rows[PART_DRIVER].person_id == row->id, W_NOTE("driver")},
        {drivers->posts[PART_DEPUTY].stands && drivers->rows[PART_DEPUTY].person_id == row->id, W_NOTE("deputy")},
        {row->blocked, W_NOTE("blocked")},
    };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        if (all[i].is) {
            text = str_format(out->arena, "%.*s%s%.*s", STR_ARG(text), text.n > 0 ? ", " : "",
                              STR_ARG(words_text(out, all[i].word, NULL, 0)));
        }
    }
    return text;
}

static enum fault must_use add_people(struct db *db, struct out *out, const struct handover_ask *ask,
                                      struct handover *handover)
{
    struct q_handover_people *rows;
    struct drivers drivers;
    size_t n;
    TRY(q_handover_people(db, out->arena, ask->now, &rows, &n));
    TRY(driver_load(db, out->arena, ask->now, &drivers));
    struct handover_part *part = add_part(out, handover, "people", W(out, "Who runs this network"),
                                          W(out, "Nobody has a role that runs this network."), n + 1);
    if (drivers.gap != GAP_NONE) {
        add_row(part, driver_gap_say(out, drivers.gap), S(""), URL("/driver"));
    }
    for (size_t i = 0; i < n; i++) {
        struct str step = rows[i].second_step ? W(out, "with a second step")
                                              : W(out, "without a second step, which the role needs");
        add_row(part, str_format(out->arena, "%.*s: %.*s", STR_ARG(rows[i].name),
                                 STR_ARG(say_roles(out, &rows[i], &drivers))),
                str_format(out->arena, "%.*s, %.*s", STR_ARG(rows[i].mail), STR_ARG(step)), (struct url){S("")});
    }
    part->more = W(out, "Nothing that waits is assigned to one person: whoever has the role may answer it. Handing "
                        "over is to name another driver or deputy, and to give and end roles.");
    return OK;
}

/* ---- what runs when */

static struct str say_state(struct out *out, const struct q_handover_jobs *row)
{
    static const struct { const char *state; const char *says; } all[] = {
        {"done", W_NOTE("last done on {when}")}, {"dead", W_NOTE("has failed on {when}")},
        {"failed", W_NOTE("failed on {when}, and is tried again")}, {"running", W_NOTE("runs, since {when}")},
    };
    struct slot when = slot("when", say_instant(out, row->ended_at.known ? row->ended_at.v : row->created_at));
    const char *says = W_NOTE("waits, since {when}");
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        says = str_eq(row->state, str_of(all[i].state)) ? all[i].says : says;
    }
    return words_text(out, says, &when, 1);
}

static enum fault must_use add_runs(struct db *db, struct out *out, struct handover *handover)
{
    struct q_handover_jobs *rows;
    struct q_handover_mail mail;
    size_t n;
    TRY(q_handover_jobs(db, out->arena, &rows, &n));
    TRY(q_handover_mail(db, out->arena, &mail));
    struct handover_part *part = add_part(out, handover, "runs", W(out, "What runs when"), S(""), n + 4);
    add_row(part, W(out, "Weekly mail: Monday to Friday, 06:00 to 16:00 UTC, to each person once a week at most"),
            mail.week_at.known ? SAY(out, "last sent on {when}", slot("when", say_instant(out, mail.week_at.v)))
                               : W(out, "none was sent within thirty days"), (struct url){S("")});
    add_row(part, W(out, "Mail that waits to be sent, and mail that could not be sent"),
            SAY(out, "{waiting} and {dead}", slot("waiting", count(mail.waiting)), slot("dead", count(mail.dead))),
            (struct url){S("")});
    add_row(part, W(out, "What is kept for a time goes when its time is over: each hour while a server runs"),
            W(out, "when it last ran is not noted here; the journal of the server has it"), (struct url){S("")});
    add_row(part, W(out, "Backups: each night, where the timer smallgiants-backup is set up on the machine"),
            W(out, "when the last one was made is known on the machine only: systemctl list-timers smallgiants-backup"),
            (struct url){S("")});
    for (size_t i = 0; i < n; i++) {
        struct str id = str_format(out->arena, "%lld", (long long)rows[i].id);
        add_row(part, say_kind_of_job(out, rows[i].kind), say_state(out, &rows[i]),
                url_path_of(out->arena, "/jobs/{}", id));
    }
    part->more = W(out, "Imports run when somebody begins one; nothing is fetched by itself.");
    return OK;
}

static void add_places(struct out *out, const struct handover_ask *ask, struct handover *handover)
{
    const struct url none = {S("")};
    struct handover_part *part = add_part(out, handover, "places", W(out, "Where things are"), S(""), 6);
    add_row(part, W(out, "Name, address, mail and statements of this site, set by administrators"),
            S("smallgiants setting"), ask->administers ? URL("/set-up") : none);
    add_row(part, W(out, "Roles, given and ended by administrators"), S("smallgiants person"),
            ask->administers ? URL("/people") : none);
    add_row(part, W(out, "Bring in lists and EU projects"), S("smallgiants import"), URL("/imports/new"));
    add_row(part, W(out, "What was changed, and by whom"), S("smallgiants log"), URL("/log"));
    add_row(part, W(out, "The manual of who runs the machine: backups, upgrades, the key"), S("docs/operate.md"),
            URL("/source"));
}

/* ---- all of it */

void handover_load_soon(struct db *db, const struct handover_ask *ask)
{
    const struct desk_whose whose = whose_of(ask);
    desk_list_soon(db, &whose);
    q_handover_waiting_soon(db, ask->now);
    q_handover_invited_soon(db);
    q_handover_people_soon(db, ask->now);
    q_handover_jobs_soon(db);
    q_handover_mail_soon(db);
    if (ask->member_cities) {
        q_handover_commitments_soon(db, ask->now + HANDOVER_SOON_S);
        q_lead_list_soon(db, ask->now, ask->now - LEAD_ASKED_S);
        q_growth_quiet_soon(db, ask->now, ask->now - DESK_QUIET_S);
    }
}

enum fault handover_load(struct db *db, struct out *out, const struct handover_ask *ask, struct handover *ret_handover)
{
    *ret_handover = (struct handover){.n = 0};
    TRY(add_first(db, out, ask, ret_handover));
    TRY(add_waiting(db, out, ask, ret_handover));
    TRY(add_invited(db, out, ask, ret_handover));
    if (ask->member_cities) {
        TRY(add_commitments(db, out, ask, ret_handover));
        TRY(add_leads(db, out, ask, ret_handover));
        TRY(add_quiet(db, out, ask, ret_handover));
    }
    TRY(add_people(db, out, ask, ret_handover));
    TRY(add_runs(db, out, ret_handover));
    add_places(out, ask, ret_handover);
    return OK;
}
