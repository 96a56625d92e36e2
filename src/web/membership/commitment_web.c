/* SPDX-License-Identifier: AGPL-3.0-or-later
** membership: the page where a main contact signs. Which authority it is says the address, so that each way asks for no
** more than it needs. */
#include "text/words.h"
#include "web/gate.h"
#include "web/member/member_web.h"
#include "web/membership/membership_web.h"
#include "web/say.h"
#include "web/views.h"

#define DAY_LETTERS 20
#define DAY_YEAR_FIRST 1990 /* no decision on this is older */
#define AUTHORITY {.name = "authority", .label = W_NOTE("On what authority"), .kind = FIELD_CHOICE, \
                   .choices = "decision officer", .help = "a decision, or officer level to be confirmed"}

const struct field commitment_fields[] = {AUTHORITY, {0}};

const struct field commitment_form[] = {
    AUTHORITY,
    {.name = "job", .label = W_NOTE("What you do for the city"), .kind = FIELD_TEXT, .min = 1,
     .max = COMMITMENT_JOB_MAX, .help = "stands beside the name of who signs"},
    {.name = "reference", .label = W_NOTE("Which decision"), .kind = FIELD_TEXT, .max = COMMITMENT_REFERENCE_MAX,
     .help = "of a decision: its number, who took it"},
    {.name = "decided_on", .label = W_NOTE("When it was taken"), .kind = FIELD_TEXT, .max = DAY_LETTERS,
     .help = "of a decision: day, month, year"},
    {.name = "confirm_by", .label = W_NOTE("Who is to confirm it"), .kind = FIELD_TEXT, .max = COMMITMENT_CONFIRM_MAX,
     .help = "at officer level: an office, no name"},
    {.name = "years", .label = W_NOTE("For how long"), .kind = FIELD_CHOICE, .choices = "1 2 3",
     .help = "years, then the city is asked again"},
    {0},
};

/* ---- the page */

static bool is_decided(const struct request *request)
{
    struct str authority = request->acts ? request_typed(request, "authority") : request_text(request, "authority");
    return !str_eq(authority, S("officer"));
}

static void add_years(struct request *request, struct out *out, struct commitment_page *m)
{
    int usual = m->decided ? COMMITMENT_YEARS_DECISION : COMMITMENT_YEARS_OFFICER;
    m->years = (struct deed_select){
        .field = form_field_of(request, form_find(commitment_form, "years"),
                               m->decided ? W(out, "Two years is usual: enough for a first joint project, and no "
                                                   "longer than most terms of office.")
                                          : W(out, "One year is usual: the decision should have come by then.")),
        .options = arena_array(request->arena, struct deed_option, COMMITMENT_YEARS_MAX)};
    struct str typed = m->years.field.value;
    for (int i = 1; i <= COMMITMENT_YEARS_MAX; i++) {
        struct str value = str_format(request->arena, "%d", i);
        struct date until = {(int32_t)(commitment_ends(request->now, i) / 86400)};
        m->years.options[m->years.n++] = (struct deed_option){
            value, SAY(out, "{n} year, until {date}|{n} years, until {date}", slot("n", count(i)),
                       slot("date", until)), typed.n > 0 ? str_eq(typed, value) : i == usual};
    }
}

static void add_fields(struct request *request, struct out *out, struct commitment_page *m)
{
    m->job = form_field_of(request, form_find(commitment_form, "job"),
                           W(out, "It stands beside your name: head of the climate office."));
    m->reference = form_field_of(request, form_find(commitment_form, "reference"),
                                 W(out, "Its number and who took it, without names of people: 2026/114, town "
                                        "council."));
    m->decided_on = form_field_of(request, form_find(commitment_form, "decided_on"),
                                  W(out, "Day, month, year: 5/10/2026."));
    m->confirm_by = form_field_of(request, form_find(commitment_form, "confirm_by"),
                                  W(out, "Their office, not their name: the mayor, the town council."));
    m->reference.required = m->decided_on.required = m->decided;
    m->confirm_by.required = !m->decided;
    m->job.fills = S("organization-title");
    add_years(request, out, m);
}

enum fault commitment_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct commitment_page *m = arena_new(request->arena, struct commitment_page);
    struct q_member_by_uid member;
    q_member_by_uid_soon(request->db, request->params[0]);
    TRY(member_of(request, &member));
    struct commitment_words words = commitment_words_get(request->arena, 0, words_tag(request->words));
    m->page = membership_page_of(request, W(&out, "Sign the commitment"),
                                 SAY(&out, "Three sentences, signed for {city} by a person, on an authority that is "
                                           "named.", slot("city", member.name)), member.name);
    m->sentences = arena_array(request->arena, struct str, COMMITMENT_SENTENCES);
    for (size_t i = 0; i < COMMITMENT_SENTENCES; i++) {
        m->sentences[i] = words.sentences[i];
    }
    m->words_of = commitment_words_of(&out, &words);
    m->signs = SAY(&out, "You sign as {name}, for {city}.", slot("name", request->who->name),
                   slot("city", member.name));
    m->decided = is_decided(request);
    add_fields(request, &out, m);
    m->action = member_url(request, "/member-cities/{}/commitment");
    m->other = url_add(request->arena, m->action, "authority", m->decided ? S("officer") : S("decision"));
    m->problems = form_problems_of(request, commitment_form);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_commitment(&out, m);
    return OK;
}

/* ---- signing */

/* As date_parse, and with points or blanks: "5.10.2026", "5. 10. 2026", "5 10 2026". */
static bool read_day(struct arena *arena, struct str text, struct date *ret_day)
{
    char *plain = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        bool between = text.s[i] == '.' || text.s[i] == ' ';
        if (!between) {
            plain[n++] = text.s[i];
        } else if (n > 0 && plain[n - 1] != '/') {
            plain[n++] = '/';
        }
    }
    return date_parse(text, ret_day) || date_parse((struct str){plain, n}, ret_day);
}

static void require(struct request *request, const char *name)
{
    if (request_typed(request, name).n == 0) {
        form_refuse(request, form_find(commitment_form, name), W_NOTE("is missing"), W_NOTE("fill it in"));
    }
}

static void judge(struct request *request, struct commitment_new *commitment)
{
    const struct field *day = form_find(commitment_form, "decided_on");
    struct str typed = str_trim(request_typed(request, "decided_on"));
    if (!commitment->decided) {
        require(request, "confirm_by");
        return;
    }
    require(request, "reference");
    if (typed.n == 0) {
        require(request, "decided_on");
    } else if (!read_day(request->arena, typed, &commitment->decided_on) ||
               date_year(commitment->decided_on) < DAY_YEAR_FIRST) {
        form_refuse(request, day, W_NOTE("is not a day"), W_NOTE("write it as day, month, year: 5/10/2026"));
    } else if (commitment->decided_on.days > request->today.days) {
        form_refuse(request, day, W_NOTE("is still to come"),
                    W_NOTE("sign at officer level until the decision is taken"));
    }
}

static enum fault must_use refuse_left(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    problems_add(&request->problems, W(&out, "The city"), W(&out, "is no member city any more"),
                 W(&out, "it may ask to join again"));
    response->status = 409;
    return FAULT_INVALID;
}

enum fault commitment_act(struct request *request, struct response *response)
{
    struct q_member_by_uid member;
    const struct log_someone who = gate_who(request);
    TRY(member_of(request, &member));
    struct commitment_new commitment = {
        .member_id = member.id, .city = member.name, .job = request_typed(request, "job"),
        .version = commitment_words_get(request->arena, 0, S("en")).version, .decided = is_decided(request),
        .reference = request_typed(request, "reference"), .confirm_by = request_typed(request, "confirm_by"),
        .decided_on = DATE_NONE};
    struct str years = request_typed(request, "years");
    commitment.years = years.n == 1 ? years.s[0] - '0' /* the field takes 1, 2 and 3 */
                       : commitment.decided ? COMMITMENT_YEARS_DECISION : COMMITMENT_YEARS_OFFICER;
    judge(request, &commitment);
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    if (!member.takes_part) {
        return refuse_left(request, response);
    }
    TRY(commitment_sign(request->db, request->arena, &commitment, &who, request->now));
    response->status = 303;
    response->location = url_add(request->arena, member_url(request, "/member-cities/{}/membership"), "done",
                                 S("signed")).text;
    return OK;
}
