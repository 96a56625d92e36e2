/* SPDX-License-Identifier: AGPL-3.0-or-later
** member: the list of member cities, and who acts for one. */
#include "web/member/member_web.h"

#include "base/check.h"
#include "domain/idna.h"
#include "domain/official.h"
#include "store/claim.h"
#include "store/invitation.h"
#include "store/person.h"
#include "text/words.h"
#include "web/gate.h"
#include "web/membership/membership_web.h"
#include "web/say.h"
#include "web/views.h"

#define KEY_LETTERS 400
#define LIST_FULL 100

const struct field member_cities_fields[] = {
    {.name = "after", .label = W_NOTE("Where the list goes on"), .kind = FIELD_TEXT, .max = KEY_LETTERS,
     .help = "behind this city: its name and uid"},
    {0},
};

const struct field member_people_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE,
     .choices = "invited again withdrawn ended handed stand-in addresses vouched refused for-area",
     .help = "what was done before, to be said"},
    {0},
};

/* ---- shared */

enum fault member_of(struct request *request, struct q_member_by_uid *ret_member)
{
    return q_member_by_uid(request->db, request->arena, request->params[0], ret_member);
}

struct url member_url(struct request *request, const char *pattern)
{
    return url_path_of(request->arena, pattern, request->params[0]);
}

static struct str title_of(struct out *out, struct str city)
{
    return SAY(out, "People of {city}", slot("city", city));
}

struct deed *member_deed(struct request *request, struct str title, struct str lead, struct str city)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct deed *m = deed_of(request, title, lead);
    page_add_crumb(m->page, title_of(&out, city), member_url(request, "/member-cities/{}/people"));
    return m;
}

struct str member_fields(struct request *request, struct str role, int64_t member_id)
{
    return str_format(request->arena, "role=%.*s\nmember=%lld\n", STR_ARG(role), (long long)member_id);
}

/* ---- the cities */

static struct member_city_row row_of(struct request *request, struct out *out, const struct q_member_list *row)
{
    enum city_step step;
    struct member_city_row made = {
        .url = url_path_of(request->arena, "/member-cities/{}/people", row->uid),
        .name = say_member_city(request->arena, row->name, row->country),
        .membership = url_path_of(request->arena, "/member-cities/{}/membership", row->uid),
        .commitment = commitment_tag(out, row->commitment_ends_at.v, request->now), .until = S("")};
    check(city_step_parse(row->step, &step));
    if (row->asks > 0) {
        made.state = (struct tag){SAY(out, "{n} asks|{n} ask", slot("n", count(row->asks))), TONE_CARE, S("")};
    }
    if (standing_after(step) != STANDING_MEMBER) {
        made.standing = standing_tag(out, standing_after(step));
    }
    if (row->commitment_ends_at.v > request->now) {
        struct date until = {(int32_t)(row->commitment_ends_at.v / 86400)};
        made.until = SAY(out, "until {date}", slot("date", until));
    }
    made.says = str_format(
        request->arena, "%.*s, %.*s", STR_ARG(SAY(out, "{n} person|{n} people", slot("n", count(row->people)))),
        STR_ARG(SAY(out, "{n} invitation waits|{n} invitations wait", slot("n", count(row->invited)))));
    return made;
}

enum fault member_cities_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct member_cities_page *m = arena_new(request->arena, struct member_cities_page);
    struct q_member_list *rows;
    struct str after = request_text(request, "after");
    TRY(q_member_list(request->db, request->arena, after, request->now, &rows, &m->n));
    m->page = page_of(request, W(&out, "Member cities"),
                      W(&out, "Who acts for each, how it stands, and whether its commitment is signed."), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Your desk"), URL("/me"));
    m->rows = arena_array(request->arena, struct member_city_row, m->n + 1);
    for (size_t i = 0; i < m->n; i++) {
        m->rows[i] = row_of(request, &out, &rows[i]);
    }
    if (m->n == LIST_FULL) {
        const struct q_member_list *last = &rows[m->n - 1];
        m->pages.next = url_add(request->arena, URL("/member-cities"), "after",
                          str_format(request->arena, "%.*s %.*s", STR_ARG(last->name), STR_ARG(last->uid)));
    }
    m->pages.first = after.n > 0 ? URL("/member-cities") : (struct url){S("")};
    response->max_age_s = -1;
    view_member_cities(&out, m);
    return OK;
}

/* ---- the people of one */

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request_text(request, "done");
    struct str text = str_eq(done, S("invited"))     ? W(out, "The invitation is on its way by mail.")
                      : str_eq(done, S("again"))     ? W(out, "The invitation is sent again.")
                      : str_eq(done, S("withdrawn")) ? W(out, "The invitation is withdrawn.")
                      : str_eq(done, S("ended"))     ? W(out, "That person does not act for this city any more.")
                      : str_eq(done, S("handed"))    ? W(out, "The city has a new main contact.")
                      : str_eq(done, S("stand-in"))  ? W(out, "That person stands in for you, and is told by mail.")
                      : str_eq(done, S("vouched"))   ? W(out, "That person is a colleague now.")
                      : str_eq(done, S("refused"))   ? W(out, "That person is told no.")
                      : str_eq(done, S("for-area"))  ? W(out, "Who speaks for the area around us is saved.")
                      : str_eq(done, S("addresses")) ? W(out, "The city's own mail addresses are saved.")
                                                     : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

static bool is_own(struct arena *arena, const struct q_member_domain_list *domains, size_t n, struct str mail)
{
    for (size_t i = 0; i < n; i++) {
        if (official_is_of(arena, mail, domains[i].domain)) {
            return true;
        }
    }
    return false;
}

static struct str say_vouched(struct out *out, struct str name, int64_t at)
{
    struct str when = say_day(out, (struct maybe_int){true, at});
    return name.n > 0 ? SAY(out, "The address is not one of the city's own: {name} vouched for it on {when}.",
                            slot("name", name), slot("when", when))
                      : SAY(out, "The address is not one of the city's own: whoever runs the server vouched for it on "
                                 "{when}.", slot("when", when));
}

/* Main contacts come first, and who is a colleague as well stands once. */
static bool stands_already(const struct q_member_people *rows, size_t i)
{
    for (size_t k = 0; k < i; k++) {
        if (rows[k].person_id == rows[i].person_id) {
            return true;
        }
    }
    return false;
}

/* For the city's own people only. */
static bool acts_for_it(const struct request *request, const struct q_member_people *rows, size_t n)
{
    bool has_me = false;
    for (size_t i = 0; i < n; i++) {
        has_me |= rows[i].person_id == request->who->person_id;
    }
    return has_me;
}

static void add_people(struct request *request, struct out *out, const struct q_member_people *rows, size_t n,
                       const struct q_member_domain_list *domains, size_t domains_n, struct member_page *m)
{
    bool is_own_city = acts_for_it(request, rows, n);
    m->people = arena_array(request->arena, struct member_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct q_member_people *row = &rows[i];
        if (stands_already(rows, i)) {
            continue;
        }
        struct member_row *made = &m->people[m->people_n++];
        made->url = url_path_of(request->arena, "/member-cities/{}/people/{}", request->params[0], row->uid);
        made->name = row->name;
        made->mail = row->mail;
        made->role = say_person_role(out, row->role, S(""));
        made->says = row->until.known
                         ? SAY(out, "Stands in until {when}.", slot("when", member_stand_in_day(out, row->until.v)))
                         : SAY(out, "Since {when}.", slot("when", say_day(out, (struct maybe_int){true, row->since})));
        const struct q_member_people *speaks = member_speaks(rows, n, row->person_id);
        if (is_own_city && speaks != NULL) {
            made->speaks = SAY(out, "Speaks for the area around us: {place}",
                               slot("place", member_for_area(out, speaks->for_area)));
        }
        if (!is_own(request->arena, domains, domains_n, row->mail)) {
            made->vouched = say_vouched(out, row->given_name, row->since);
        }
        if (!str_eq(row->state, S("active"))) {
            made->state = (struct tag){W(out, "blocked"), TONE_STOPPED, S("")};
        }
    }
}

static void add_invited(struct request *request, struct out *out, const struct q_invitation_list *rows, size_t n,
                        struct member_page *m)
{
    m->invited = arena_array(request->arena, struct member_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct q_invitation_list *row = &rows[i];
        struct member_row *made = &m->invited[m->invited_n++];
        made->url = url_path_of(request->arena, "/member-cities/{}/invitations/{}", request->params[0], row->uid);
        made->mail = row->mail;
        made->role = say_person_role(out, row->role, S(""));
        made->says = SAY(out, "Ends on {when}.", slot("when", say_day(out, (struct maybe_int){true, row->ends_at})));
        made->vouched = row->vouched ? say_vouched(out, row->by_name, row->made_at) : S("");
        made->state = row->holds ? (struct tag){W(out, "waits"), TONE_CARE, S("")}
                                 : (struct tag){W(out, "over"), TONE_STOPPED, S("")};
    }
}

static void add_asking(struct request *request, struct out *out, const struct q_claim_list *rows, size_t n,
                       struct member_page *m)
{
    m->asking = arena_array(request->arena, struct member_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct member_row *made = &m->asking[m->asking_n++];
        made->url = url_path_of(request->arena, "/member-cities/{}/claims/{}", request->params[0], rows[i].uid);
        made->name = rows[i].name;
        made->mail = rows[i].mail;
        made->role = rows[i].says;
        made->says = SAY(out, "Ends on {when}.", slot("when", say_day(out, (struct maybe_int){true, rows[i].ends_at})));
        made->state = (struct tag){W(out, "waits"), TONE_CARE, S("")};
    }
}

static struct str join_domains(struct request *request, const struct q_member_domain_list *rows, size_t n)
{
    struct str text = S("");
    for (size_t i = 0; i < n; i++) {
        text = str_format(request->arena, "%.*s%s%.*s", STR_ARG(text), i > 0 ? ", " : "",
                          STR_ARG(idna_readable(request->arena, rows[i].domain)));
    }
    return text;
}

static enum fault must_use load(struct request *request, struct out *out, struct member_page *m)
{
    struct q_member_people *people;
    struct q_claim_list *asking;
    struct q_invitation_list *invited;
    struct q_member_domain_list *domains;
    size_t people_n, asking_n, invited_n, domains_n;
    struct str uid = request->params[0];
    TRY(q_member_people(request->db, request->arena, uid, request->now, &people, &people_n));
    TRY(q_claim_list(request->db, request->arena, uid, request->now, &asking, &asking_n));
    TRY(q_invitation_list(request->db, request->arena, uid, request->now, &invited, &invited_n));
    TRY(q_member_domain_list(request->db, request->arena, uid, &domains, &domains_n));
    add_people(request, out, people, people_n, domains, domains_n, m);
    add_asking(request, out, asking, asking_n, m);
    add_invited(request, out, invited, invited_n, m);
    m->domains = join_domains(request, domains, domains_n);
    return OK;
}

enum fault member_people_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct member_page *m = arena_new(request->arena, struct member_page);
    struct q_member_by_uid member;
    struct str uid = request->params[0];
    q_member_by_uid_soon(request->db, uid);
    q_member_people_soon(request->db, uid, request->now);
    q_claim_list_soon(request->db, uid, request->now);
    q_invitation_list_soon(request->db, uid, request->now);
    q_member_domain_list_soon(request->db, uid);
    TRY(member_of(request, &member));
    TRY(load(request, &out, m));
    m->page = page_of(request, title_of(&out, member.name),
                      W(&out, "Who acts for this city in the network, and who is invited."), DOOR_NONE);
    m->page->no_index = true;
    if (gate_allows(request, RIGHT_CITY_ADDRESSES)) {
        page_add_crumb(m->page, W(&out, "Member cities"), URL("/member-cities"));
    } else {
        page_add_crumb(m->page, W(&out, "Your desk"), URL("/me"));
    }
    m->notice = notice_of(request, &out);
    m->invite = member_url(request, "/member-cities/{}/invite");
    m->membership = member_url(request, "/member-cities/{}/membership");
    if (gate_allows(request, RIGHT_CITY_ADDRESSES)) {
        m->addresses = member_url(request, "/member-cities/{}/addresses");
    }
    response->max_age_s = -1;
    view_member_people(&out, m);
    return OK;
}
