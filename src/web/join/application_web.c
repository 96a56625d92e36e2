/* SPDX-License-Identifier: AGPL-3.0-or-later
** application: for those who run the network, which cities ask to join, and the answer. */
#include "base/buf.h"
#include "base/check.h"
#include "base/fields.h"
#include "base/scan.h"
#include "domain/official.h"
#include "domain/who.h"
#include "store/trust_log.h"
#include "text/country.h"
#include "text/words.h"
#include "web/gate.h"
#include "web/join/join_web.h"
#include "web/say.h"
#include "web/suggest/suggest_web.h"
#include "web/views.h"

#define NOTED_MAX 8192u

const struct field applications_fields[] = {
    {.name = "after", .label = W_NOTE("Where the list goes on"), .kind = FIELD_TEXT, .max = 60,
     .help = "behind this row: its group, key and number"},
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "yes no",
     .help = "what was done before, to be said"},
    {0},
};

const struct field application_form[] = {
    {.name = "why", .label = W_NOTE("Why"), .kind = FIELD_TEXT, .max = APPLICATION_WHY_MAX,
     .help = "of a no: what the person gets to read, may be empty; of a yes outside the usual size: the reason"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "yes no", .help = "the answer"},
    {0},
};

/* ---- the list */

static struct tag tag_of(struct out *out, struct str state, bool waits)
{
    return waits                       ? (struct tag){W(out, "waits"), TONE_CARE, S("")}
           : str_eq(state, S("yes")) ? (struct tag){W(out, "yes"), TONE_GOOD, S("")}
           : str_eq(state, S("no"))  ? (struct tag){W(out, "no"), TONE_PLAIN, S("")}
                                     : (struct tag){W(out, "over"), TONE_STOPPED, S("")};
}

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request_text(request, "done");
    struct str text = S("");
    if (str_eq(done, S("yes"))) {
        text = W(out, "The city is a member city now, and its main contact gets a mail.");
    } else if (str_eq(done, S("no"))) {
        text = W(out, "The person gets a mail with the answer.");
    }
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

/* Behind which row a page begins: "1.-1795348800.17". */
struct after { int64_t group; int64_t key; int64_t id; };

static struct after read_after(struct str text)
{
    struct str key, id;
    struct after after;
    struct str group = str_cut(text, '.', &key);
    key = str_cut(key, '.', &id);
    bool right = parse_int(group, 0, 1, &after.group) && parse_int(key, INT64_MIN, INT64_MAX, &after.key)
                 && parse_int(id, 1, INT64_MAX, &after.id);
    return right ? after : (struct after){-1, 0, 0};
}

static enum fault must_use load_list(struct request *request, struct q_application_list **ret_rows,
                                     struct applications_page *m)
{
    const struct after after = read_after(request_text(request, "after"));
    TRY(q_application_list(request->db, request->arena, request->now, after.group, after.key, after.id, ret_rows,
                           &m->n));
    m->pages.first = after.id > 0 ? URL("/applications") : (struct url){S("")};
    if (m->n > APPLICATION_LIST_MAX) {
        const struct q_application_list *last = &(*ret_rows)[--m->n - 1];
        struct str next = str_format(request->arena, "%lld.%lld.%lld", (long long)last->sort_group,
                                     (long long)last->sort_key, (long long)last->id);
        m->pages.next = url_add(request->arena, URL("/applications"), "after", next);
    }
    return OK;
}

enum fault applications_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct applications_page *m = arena_new(request->arena, struct applications_page);
    struct q_application_list *rows;
    TRY(load_list(request, &rows, m));
    m->page = page_of(request, W(&out, "Cities that ask to join"),
                      W(&out, "Those that wait for an answer first; behind them those of the last thirty days."),
                      DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Your desk"), URL("/me"));
    m->notice = notice_of(request, &out);
    m->rows = arena_array(request->arena, struct application_row, m->n + 1);
    for (size_t i = 0; i < m->n; i++) {
        struct slot slots[] = {slot("name", rows[i].name),
                               slot("when", (struct date){(int32_t)(rows[i].made_at / 86400)}),
                               slot("then", (struct date){(int32_t)(rows[i].ends_at / 86400)})};
        m->rows[i] = (struct application_row){
            .url = url_path_of(request->arena, "/applications/{}", rows[i].uid),
            .city = str_format(request->arena, "%.*s, %.*s", STR_ARG(rows[i].city),
                               STR_ARG(country_name(&out, rows[i].country))),
            .says = rows[i].waits ? words_text(&out, W_NOTE("{name} asked on {when}. It ends on {then}."), slots, 3)
                                  : words_text(&out, W_NOTE("{name} asked on {when}."), slots, 2),
            .state = tag_of(&out, rows[i].state, rows[i].waits),
        };
    }
    response->max_age_s = -1;
    view_applications(&out, m);
    return OK;
}

/* ---- one of them */

/* FAULT_NOT_FOUND as well before the address was shown to be theirs. */
static enum fault must_use find_row(struct request *request, struct q_application_by_uid *ret_row)
{
    TRY(q_application_by_uid(request->db, request->arena, request->params[0], ret_row));
    return str_eq(ret_row->state, S("unproven")) ? FAULT_NOT_FOUND : OK;
}

static bool waits(const struct request *request, const struct q_application_by_uid *row)
{
    return str_eq(row->state, S("waiting")) && row->ends_at > request->now;
}

static bool fits(const struct application_city *city)
{
    return str_eq(city->fit, S("fits"));
}

static struct str say_address(struct request *request, struct out *out, const struct q_application_by_uid *row,
                              const struct application_city *city)
{
    struct slot domain = slot("domain", city->domain);
    if (city->domain.n == 0) {
        return W(out, "The person has shown that the address is theirs. We know no website of the city to compare it "
                      "with.");
    }
    return official_is_of(request->arena, row->mail, city->domain)
               ? words_text(out, W_NOTE("The person has shown that the address is theirs. It ends as the city's "
                                        "website does: {domain}."), &domain, 1)
               : words_text(out, W_NOTE("The person has shown that the address is theirs. It does not end as the "
                                        "city's website does: {domain}. Ask before you say yes."), &domain, 1);
}

static void say_answered(struct out *out, const struct q_application_by_uid *row, struct deed *m)
{
    deed_say(m, str_eq(row->state, S("yes"))  ? W(out, "It was answered with yes. There is nothing to do.")
                : str_eq(row->state, S("no")) ? W(out, "It was answered with no. There is nothing to do.")
                                              : W(out, "It is over: nobody answered in time."));
    if (row->why.n > 0) {
        deed_say(m, SAY(out, "Why: {why}", slot("why", row->why)));
    }
}

static struct deed_form *form_of(struct out *out, const struct q_application_by_uid *row,
                                 const struct application_city *city, struct deed *m)
{
    struct slot name = slot("city", row->city);
    if (city->member.id > 0) {
        return deed_form(m, words_text(out, W_NOTE("{city} has joined meanwhile"), &name, 1),
                         W(out, "It is a member city already, so a yes is not possible any more. Answer no: the mail "
                                "tells the person how to ask to act for it."));
    }
    return deed_form(m, words_text(out, W_NOTE("Shall {city} join?"), &name, 1),
                     fits(city) ? W(out, "With a yes it is a member city at once, and who asks is its main contact.")
                                : W(out, "It is outside the usual size, or its size is not known. You may say yes all "
                                         "the same, with a reason: it stays in the log."));
}

static void add_answer(struct request *request, struct out *out, const struct q_application_by_uid *row,
                       const struct application_city *city, struct deed *m)
{
    struct deed_form *form = form_of(out, row, city, m);
    bool may_yes = city->member.id == 0;
    struct str hint = !may_yes || fits(city)
                          ? W(out, "Only for a no. You may leave this empty; the person gets to read it.")
                          : W(out, "For a yes: the reason, without names of people. For a no: what the person gets to "
                                   "read; you may leave it empty.");
    deed_field(request, form, form_find(application_form, "why"), hint)->long_text = true;
    if (may_yes) {
        deed_button(form, "yes", W(out, "Yes, the city joins"));
        deed_button_quiet(form, "no", W(out, "No"));
    } else {
        deed_button(form, "no", W(out, "No, it has joined already"));
    }
}

/* Which member cities brought it along, or that the network itself did. */
static enum fault must_use add_suggested(struct request *request, struct out *out,
                                         const struct q_application_by_uid *row, struct deed *m)
{
    struct q_suggestion_of_application *rows;
    size_t n;
    struct str list = S("");
    TRY(q_suggestion_of_application(request->db, request->arena, row->place, row->lau_id, row->gss_code,
                                    row->geonames_id, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct str who = rows[i].member.n == 0
                             ? W(out, "those who run this network")
                             : str_format(request->arena, "%.*s (%.*s)",
                                          STR_ARG(suggestion_place(out, rows[i].member, rows[i].country)),
                                          STR_ARG(suggestion_kind(out, rows[i].kind)));
        list = str_format(request->arena, "%.*s%s%.*s", STR_ARG(list), i > 0 ? "; " : "", STR_ARG(who));
    }
    deed_fact(request, m, W(out, "Suggested by"), list);
    return OK;
}

enum fault application_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct q_application_by_uid row;
    struct application_city city;
    TRY(find_row(request, &row));
    application_city_soon(request->db, &row);
    q_suggestion_of_application_soon(request->db, row.place, row.lau_id, row.gss_code, row.geonames_id);
    TRY(application_city_of(request->db, &out, &row, &city));
    struct deed *m = deed_of(request, application_place(&out, &row),
                             SAY(&out, "{name} asks that {city} joins.", slot("name", row.name),
                                 slot("city", row.city)));
    page_add_crumb(m->page, W(&out, "Cities that ask to join"), URL("/applications"));
    m->action = url_path_of(request->arena, "/applications/{}", request->params[0]);
    application_facts(request, m, &row, &city);
    TRY(add_suggested(request, &out, &row, m));
    deed_fact(request, m, W(&out, "Asked on"), say_day(&out, (struct maybe_int){true, row.made_at}));
    if (waits(request, &row)) {
        deed_fact(request, m, W(&out, "Ends"), say_day(&out, (struct maybe_int){true, row.ends_at}));
        deed_say(m, say_address(request, &out, &row, &city));
        add_answer(request, &out, &row, &city, m);
    } else {
        say_answered(&out, &row, m);
    }
    deed_end(request, response, m, application_form);
    return OK;
}

/* ---- the answer */

static struct str noted(struct request *request, const struct q_application_by_uid *row,
                        const struct application_city *city, struct maybe_int member_id, struct str why)
{
    struct buf CLEANUP(buf_done) text;
    buf_init(&text, NOTED_MAX);
    if (member_id.known) {
        fields_put(&text, "role", S("main_contact"));
        fields_put_int(&text, "member", member_id.v);
    }
    fields_put(&text, "city", row->city);
    fields_put(&text, "size", city->fit);
    if (member_id.known && why.n > 0) {
        fields_put(&text, "why", why);
    }
    return str_copy(request->arena, buf_str(&text));
}

static enum fault must_use note(struct request *request, const char *kind, const struct log_someone *whom,
                                struct str fields)
{
    return trust_log_add(request->db, request->arena, &(struct log_event){
        .kind = str_of(kind), .who = gate_who(request), .whom = *whom, .now = request->now, .fields = fields});
}

static enum fault must_use accept(struct request *request, const struct q_application_by_uid *row,
                                  const struct application_city *city, struct str why)
{
    struct role_taken taken;
    struct maybe_int member = {.known = true};
    const struct log_someone nobody = {.is = LOG_NOBODY};
    TRY(application_accept(request->db, request->arena, row, why, request_who(request)->person_id, request->now,
                           &member.v, &taken));
    const struct log_someone whom = {LOG_PERSON, taken.id, taken.name};
    TRY(taken.is_new ? note(request, "person-added", &whom, S("")) : OK);
    struct str joined = str_format(request->arena, "member=%lld\ncity=%.*s\n", (long long)member.v, STR_ARG(row->city));
    TRY(note(request, "city-joined", &nobody, joined));
    return note(request, "application-accepted", &whom, noted(request, row, city, member, why));
}

static enum fault must_use refuse(struct request *request, const struct q_application_by_uid *row,
                                  const struct application_city *city, struct str why)
{
    const struct log_someone nobody = {.is = LOG_NOBODY};
    TRY(application_refuse(request->db, request->arena, row, why, request_who(request)->person_id, request->now));
    return note(request, "application-refused", &nobody, noted(request, row, city, (struct maybe_int){0}, S("")));
}

/* Notes what does not fit. */
static void judge(struct request *request, const struct application_city *city, struct str what, struct str why)
{
    const struct field *field = form_find(application_form, "why");
    if (what.n == 0) {
        form_refuse(request, form_find(application_form, "do"), W_NOTE("is missing"), W_NOTE("use one of the buttons"));
    } else if (str_eq(what, S("yes")) && city->member.id == 0 && !fits(city) && why.n == 0) {
        form_refuse(request, field, W_NOTE("is missing"),
                    W_NOTE("say why this city may join although its size is not the usual one, or is not known"));
    } else if (str_eq(what, S("yes")) && fits(city) && why.n > 0) {
        form_refuse(request, field, W_NOTE("is filled in"), W_NOTE("empty it for a yes, or answer no"));
    }
}

enum fault application_act(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct q_application_by_uid row;
    struct application_city city;
    struct str what = request_typed(request, "do");
    struct str why = request_typed(request, "why");
    TRY(find_row(request, &row));
    TRY(application_city_of(request->db, &out, &row, &city));
    if (waits(request, &row) && city.member.id > 0 && str_eq(what, S("yes"))) {
        return asking_refuse(request, response, W_NOTE("is not possible any more: the city has joined meanwhile"),
                             W_NOTE("answer no, and the person is told how to act for it"));
    }
    judge(request, &city, what, why);
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    enum fault fault = str_eq(what, S("yes")) ? accept(request, &row, &city, why) : refuse(request, &row, &city, why);
    if (fault == FAULT_CONFLICT) {
        return asking_refuse(request, response, W_NOTE("does not wait any more, or the account is blocked"),
                             W_NOTE("nothing was changed by what you sent"));
    }
    TRY(fault);
    response->status = 303;
    response->location = url_add(request->arena, URL("/applications"), "done", what).text;
    return OK;
}
