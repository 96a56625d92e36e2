/* SPDX-License-Identifier: AGPL-3.0-or-later
** membership: how a city stands, what it has signed, what happened to it. */
#include "web/membership/membership_web.h"

#include "base/check.h"
#include "store/profile.sql.h"
#include "text/words.h"
#include "web/gate.h"
#include "web/member/member_web.h"
#include "web/membership/lead_web.h"
#include "web/say.h"
#include "web/views.h"

const struct field membership_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE,
     .choices = "signed paused back left joined lead-asked leads lead-no lead-ended chair chair-ended",
     .help = "what was done before, to be said"},
    {0},
};

/* ---- words that other pages have too */

struct str commitment_words_of(struct out *out, const struct commitment_words *words)
{
    return SAY(out, "Version {n} of {date}", slot("n", words->version), slot("date", words->as_of));
}

struct tag standing_tag(struct out *out, enum standing standing)
{
    switch (standing) {
    case STANDING_MEMBER: return (struct tag){W(out, "member city"), TONE_GOOD, S("")};
    case STANDING_PAUSED: return (struct tag){W(out, "paused"), TONE_CARE, S("")};
    default: return (struct tag){W(out, "left"), TONE_STOPPED, S("")};
    }
}

struct tag commitment_tag(struct out *out, int64_t ends_at, int64_t now)
{
    switch (commitment_judge(ends_at, now)) {
    case COMMITMENT_HOLDS: return (struct tag){W(out, "signed"), TONE_GOOD, S("")};
    case COMMITMENT_ENDS_SOON: return (struct tag){W(out, "ends soon"), TONE_CARE, S("")};
    case COMMITMENT_ENDED: return (struct tag){W(out, "has ended"), TONE_STOPPED, S("")};
    default: return (struct tag){W(out, "not signed yet"), TONE_CARE, S("")};
    }
}

static struct date day_of(int64_t at)
{
    return (struct date){(int32_t)(at / 86400)};
}

struct page *membership_page_of(struct request *request, struct str title, struct str lead, struct str city)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct page *page = page_of(request, title, lead, DOOR_NONE);
    page->no_index = true;
    page_add_crumb(page, SAY(&out, "Membership of {city}", slot("city", city)),
                   member_url(request, "/member-cities/{}/membership"));
    return page;
}

/* ---- how it stands */

static void say_state(struct out *out, const struct q_member_steps *last, enum standing standing,
                      struct membership_page *m)
{
    struct slot since = slot("date", day_of(last->at));
    m->state = standing_tag(out, standing);
    m->state_says =
        standing == STANDING_MEMBER ? words_text(out, W_NOTE("Since {date}."), &since, 1)
        : standing == STANDING_PAUSED
            ? words_text(out, W_NOTE("Since {date}. Other member cities do not see what the city says of itself; its "
                                     "people keep their accounts and what they may do."), &since, 1)
            : words_text(out, W_NOTE("Since {date}. Nobody acts for it, and nobody sees what it said of itself."),
                         &since, 1);
}

/* The last step that says how it stands: those of leading change nothing of it. */
static const struct q_member_steps *last_of(const struct q_member_steps *steps, size_t n)
{
    enum city_step step;
    for (size_t i = 0; i + 1 < n; i++) {
        if (city_step_parse(steps[i].step, &step) && !city_step_is_leading(step)) {
            return &steps[i];
        }
    }
    return &steps[n - 1];
}

static struct deed_link link_to(struct request *request, const char *step, struct str name)
{
    return (struct deed_link){
        url_path_of(request->arena, "/member-cities/{}/membership/{}", request->params[0], str_of(step)), name};
}

/* Those that may come next, for who may. */
static void add_steps(struct request *request, struct out *out, int64_t member_id, enum standing standing,
                      bool set_by_network, struct membership_page *m)
{
    bool staff = gate_allows(request, RIGHT_CITY_STEP);
    bool may = staff || right_allows(request->who, RIGHT_CITY_STEP, &(struct right_about){.member_id = member_id});
    if (may && standing == STANDING_MEMBER) {
        m->steps[m->steps_n++] = link_to(request, "pause", W(out, "Pause"));
    }
    if (may && standing == STANDING_PAUSED && (staff || !set_by_network)) {
        m->way_back = link_to(request, "back", W(out, "Come back from the pause"));
    }
    if (may && standing != STANDING_LEFT) {
        m->steps[m->steps_n++] = link_to(request, "leave", W(out, "Leave the network"));
    }
    if (staff && standing == STANDING_LEFT) {
        m->way_back = link_to(request, "join", W(out, "Take the city back"));
    }
}

/* ---- what it has signed */

static struct str say_authority(struct out *out, const struct q_commitment_list *row)
{
    if (str_eq(row->authority, S("officer"))) {
        return SAY(out, "At officer level, to be confirmed by: {whom}", slot("whom", row->confirm_by));
    }
    return SAY(out, "On a decision of {date}: {which}", slot("date", row->decided_on), slot("which", row->reference));
}

/* "Ada, head of the climate office"; who is not known any more: "somebody". */
static struct str say_signer(struct out *out, const struct q_commitment_list *row)
{
    return row->name.n == 0 ? W(out, "somebody whose name is no more kept")
           : row->job.n > 0 ? str_format(out->arena, "%.*s (%.*s)", STR_ARG(row->name), STR_ARG(row->job))
                            : row->name;
}

static struct str say_signed(struct out *out, const struct q_commitment_list *row, int64_t now)
{
    struct slot slots[] = {slot("who", say_signer(out, row)), slot("date", day_of(row->signed_at)),
                           slot("then", day_of(row->ends_at))};
    return row->ends_at > now ? words_text(out, W_NOTE("Signed by {who} on {date}. It holds until {then}."), slots, 3)
                              : words_text(out, W_NOTE("Signed by {who} on {date}. It ended on {then}."), slots, 3);
}

static struct str *copy_sentences(struct arena *arena, const struct commitment_words *words)
{
    struct str *sentences = arena_array(arena, struct str, COMMITMENT_SENTENCES);
    for (size_t i = 0; i < COMMITMENT_SENTENCES; i++) {
        sentences[i] = words->sentences[i];
    }
    return sentences;
}

/* What holds now, else what is to be signed. */
static void add_commitment(struct request *request, struct out *out, const struct q_commitment_list *rows, size_t n,
                           struct membership_page *m)
{
    enum commitment_state state = commitment_judge(n > 0 ? rows[0].ends_at : 0, request->now);
    bool holds = state == COMMITMENT_HOLDS || state == COMMITMENT_ENDS_SOON;
    struct commitment_words words = commitment_words_get(request->arena, holds ? rows[0].version : 0,
                                                         words_tag(request->words));
    m->sentences = copy_sentences(request->arena, &words);
    m->words_of = commitment_words_of(out, &words);
    m->signed_tag = commitment_tag(out, n > 0 ? rows[0].ends_at : 0, request->now);
    m->signed_says = n > 0 ? say_signed(out, &rows[0], request->now)
                           : W(out, "Nobody has signed it for the city yet.");
    m->authority = n > 0 ? say_authority(out, &rows[0]) : S("");
    m->sign_first = state != COMMITMENT_HOLDS;
    m->sign_label = n > 0 ? W(out, "Sign again") : W(out, "Sign the commitment");
}

static void add_signing(struct request *request, struct out *out, int64_t member_id, enum standing standing,
                        struct membership_page *m)
{
    const struct right_about about = {.member_id = member_id};
    if (standing == STANDING_LEFT) {
        return;
    }
    if (right_allows(request->who, RIGHT_CITY_SIGN, &about)) {
        m->sign = member_url(request, "/member-cities/{}/commitment");
    } else if (right_allows(request->who, RIGHT_CITY_READ, &about)) {
        m->note = W(out, "The main contact of your city signs it.");
    }
}

/* ---- what happened */

static const struct { const char *step; const char *way; const char *says; } STEPS[] = {
    {"joined", "application", W_NOTE("It joined: those who run this network said yes.")},
    {"joined", "role", W_NOTE("It joined, with the first person who acts for it.")},
    {"joined", "network", W_NOTE("It is a member city again: those who run this network took it back.")},
    {"paused", "city", W_NOTE("It paused.")},
    {"paused", "network", W_NOTE("Those who run this network paused it.")},
    {"back", "city", W_NOTE("It came back from its pause.")},
    {"back", "network", W_NOTE("Those who run this network took it back from its pause.")},
    {"left", "city", W_NOTE("It left.")},
    {"left", "network", W_NOTE("Those who run this network ended its membership.")},
    {"lead-asked", "network", W_NOTE("Those who run this network suggested that it leads.")},
    {"leads", "city", W_NOTE("It agreed to lead.")},
    {"lead-no", "city", W_NOTE("It said that it does not lead now.")},
    {"lead-no", "network", W_NOTE("Those who run this network took back that it leads.")},
    {"lead-no", "time", W_NOTE("Nobody answered whether it leads, for sixty days.")},
    {"lead-ended", "city", W_NOTE("It said that it leads no more.")},
    {"lead-ended", "network", W_NOTE("Those who run this network ended that it leads.")},
    {"lead-ended", "time", W_NOTE("Its term as a lead city was over.")},
    {"chair", "network", W_NOTE("It took the chair of the lead cities.")},
    {"chair-ended", "city", W_NOTE("It left the chair of the lead cities.")},
    {"chair-ended", "network", W_NOTE("Its time in the chair of the lead cities was ended.")},
};

static struct str say_step(struct out *out, const struct q_member_steps *row)
{
    struct str says = row->by_city.n > 0 ? SAY(out, "{city} suggested that it leads.", slot("city", row->by_city))
                                         : row->step;
    for (size_t i = 0; i < COUNT_OF(STEPS); i++) {
        if (str_eq(row->step, str_of(STEPS[i].step)) && str_eq(row->way, str_of(STEPS[i].way))) {
            says = words_text(out, STEPS[i].says, NULL, 0);
        }
    }
    return row->by_name.n > 0 ? str_format(out->arena, "%.*s %.*s", STR_ARG(says),
                                           STR_ARG(SAY(out, "By {name}.", slot("name", row->by_name))))
                              : says;
}

static struct membership_event event_of_step(struct out *out, const struct q_member_steps *row)
{
    return (struct membership_event){row->at, text_date(out, day_of(row->at)), say_step(out, row),
                                     row->why.n > 0 || row->reasons.n > 0
                                         ? SAY(out, "Why: {why}", slot("why", lead_why(out, row->reasons, row->why)))
                                         : S("")};
}

static struct membership_event event_of_signing(struct out *out, const struct q_commitment_list *row)
{
    struct slot slots[] = {slot("who", say_signer(out, row)), slot("n", row->version),
                           slot("then", day_of(row->ends_at))};
    return (struct membership_event){
        row->signed_at, text_date(out, day_of(row->signed_at)),
        words_text(out, W_NOTE("Version {n} of the commitment was signed by {who}, until {then}."), slots, 3),
        say_authority(out, row)};
}

/* Before those that are older; of one moment the one that was added first stays above. */
static void add_event(struct membership_page *m, struct membership_event event)
{
    size_t at = m->events_n++;
    for (; at > 0 && m->events[at - 1].at < event.at; at--) {
        m->events[at] = m->events[at - 1];
    }
    m->events[at] = event;
}

static void add_brought(struct out *out, const struct q_member_brought *rows, size_t n, struct membership_page *m)
{
    if (n > 0 && rows[0].invited_at.known) {
        add_event(m, (struct membership_event){rows[0].invited_at.v, text_date(out, day_of(rows[0].invited_at.v)),
                                               W(out, "It was invited."), S("")});
    }
    for (size_t i = n; i-- > 0;) {
        add_event(m, (struct membership_event){
            rows[i].made_at, text_date(out, day_of(rows[i].made_at)),
            SAY(out, "{city} ({country}) suggested it.", slot("city", rows[i].city),
                slot("country", rows[i].country)), S("")});
    }
}

static enum fault must_use add_events(struct request *request, struct out *out, const struct q_member_steps *steps,
                                      size_t steps_n, const struct q_commitment_list *signings, size_t signings_n,
                                      struct membership_page *m)
{
    struct q_member_brought *brought;
    size_t n;
    TRY(q_member_brought(request->db, request->arena, request->params[0], &brought, &n));
    m->events = arena_array(out->arena, struct membership_event, steps_n + signings_n + n + 1);
    for (size_t i = 0; i < signings_n; i++) {
        add_event(m, event_of_signing(out, &signings[i]));
    }
    for (size_t i = 0; i < steps_n; i++) {
        add_event(m, event_of_step(out, &steps[i]));
    }
    add_brought(out, brought, n, m);
    return OK;
}

/* ---- the page */

static struct str lead_done(struct out *out, struct str done)
{
    return str_eq(done, S("lead-asked"))    ? W(out, "The city is asked, by mail and on its desk.")
           : str_eq(done, S("leads"))       ? W(out, "The city leads now.")
           : str_eq(done, S("lead-no"))     ? W(out, "The city does not lead.")
           : str_eq(done, S("lead-ended"))  ? W(out, "The city leads no more.")
           : str_eq(done, S("chair"))       ? W(out, "The city is in the chair now.")
           : str_eq(done, S("chair-ended")) ? W(out, "The city is in the chair no more.") : S("");
}

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request_text(request, "done");
    struct str text = str_eq(done, S("signed"))   ? W(out, "The commitment is signed.")
                      : str_eq(done, S("paused")) ? W(out, "The city pauses now.")
                      : str_eq(done, S("back"))   ? W(out, "The city is back from its pause.")
                      : str_eq(done, S("left"))   ? W(out, "The city is no member city any more.")
                      : str_eq(done, S("joined")) ? W(out, "The city is a member city again. Nobody acts for it yet: "
                                                           "invite its main contact.")
                                                  : lead_done(out, done);
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

/* Four questions come after signing, for the city's own people, until the first is answered. */
static enum fault must_use add_questions(struct request *request, int64_t member_id, struct membership_page *m)
{
    struct q_profile_of profile;
    if (request->who->cities_count == 0) { /* as it was asked ahead */
        return OK;
    }
    bool own = right_allows(request->who, RIGHT_CITY_EDIT, &(struct right_about){.member_id = member_id});
    enum fault fault = q_profile_of(request->db, request->arena, request->params[0], &profile);
    if (fault == FAULT_NOT_FOUND && own && !m->sign_first) {
        m->questions = member_url(request, "/member-cities/{}/profile/need");
    }
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

static struct page *page_made(struct request *request, struct out *out, struct str city)
{
    struct page *page = page_of(request, SAY(out, "Membership of {city}", slot("city", city)),
                                W(out, "How the city stands in this network, and what it has signed."), DOOR_NONE);
    page->no_index = true;
    if (gate_allows(request, RIGHT_CITY_ADDRESSES)) {
        page_add_crumb(page, W(out, "Member cities"), URL("/member-cities"));
    } else {
        page_add_crumb(page, W(out, "Your desk"), URL("/me"));
    }
    return page;
}

static void ask_ahead(struct request *request)
{
    q_member_by_uid_soon(request->db, request->params[0]);
    q_member_steps_soon(request->db, request->params[0]);
    q_commitment_list_soon(request->db, request->params[0]);
    q_member_brought_soon(request->db, request->params[0]);
    if (request->who->cities_count > 0) {
        q_profile_of_soon(request->db, request->params[0]);
    }
}

enum fault membership_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct membership_page *m = arena_new(request->arena, struct membership_page);
    struct q_member_by_uid member;
    struct q_member_steps *steps;
    struct q_commitment_list *signings;
    enum city_step last;
    size_t steps_n, signings_n;
    ask_ahead(request);
    TRY(member_of(request, &member));
    TRY(q_member_steps(request->db, request->arena, request->params[0], &steps, &steps_n));
    TRY(q_commitment_list(request->db, request->arena, request->params[0], &signings, &signings_n));
    check(steps_n > 0 && city_step_parse(steps[0].step, &last));
    m->page = page_made(request, &out, member.name);
    m->notice = notice_of(request, &out);
    say_state(&out, last_of(steps, steps_n), standing_after(last), m);
    add_steps(request, &out, member.id, standing_after(last), str_eq(steps[0].way, S("network")), m);
    m->lead = lead_part_of(request, &out, &member, steps, steps_n);
    add_commitment(request, &out, signings, signings_n, m);
    add_signing(request, &out, member.id, standing_after(last), m);
    TRY(add_events(request, &out, steps, steps_n, signings, signings_n, m));
    TRY(add_questions(request, member.id, m));
    if (m->lead != NULL && m->lead->yes.text.n > 0) { /* one thing to do first: others wait for it */
        m->questions = (struct url){0};
        m->sign_first = false;
    }
    response->max_age_s = -1;
    view_membership(&out, m);
    return OK;
}
