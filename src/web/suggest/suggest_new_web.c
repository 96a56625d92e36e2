/* SPDX-License-Identifier: AGPL-3.0-or-later
** suggest: a member city's people suggest a city: from its twin cities, or any other, and then why. */
#include "base/check.h"
#include "domain/who.h"
#include "store/kept.h"
#include "text/words.h"
#include "web/member/member_web.h"
#include "web/suggest/suggest_web.h"
#include "web/views.h"

#define TWINS_FIRST 10

const struct field suggest_fields[] = {
    SUGGEST_CITY_FIELDS,
    {0},
};

const struct field suggest_form[] = {
    SUGGEST_CITY_FIELDS,
    {.name = "kind", .label = W_NOTE("What is it to you?"), .kind = FIELD_CHOICE,
     .choices = "twin neighbour partner other",
     .help = "a twin city, a neighbour, a partner in a project, or something else"},
    {.name = "says", .label = W_NOTE("Why it should take part"), .kind = FIELD_TEXT, .min = 1,
     .max = SUGGESTION_SAYS_MAX, .help = "one sentence"},
    {.name = "named", .label = W_NOTE("Your name on the invitation"), .kind = FIELD_FLAG,
     .help = "ticked: it may stand there"},
    {0},
};

/* ---- what is known */

/* A city of our lists, or one that is in none (id 0), by country and name. */
struct place {
    int64_t id;
    struct str name;
    struct str country;
};

/* All that the page is made of, asked for at once. */
struct known {
    struct q_member_by_uid member;
    struct q_suggestion_twins *twins;
    size_t twins_n;
    struct q_suggestion_known *made; /* by any member city */
    size_t made_n;
    struct q_suggestion_members *members;
    size_t members_n;
    bool settled;                    /* it is clear which city is meant: */
    struct place place;
    struct q_suggestion_city city;   /* of our lists */
};

static void ask_ahead(struct request *request)
{
    struct str uid = request->params[0];
    q_member_by_uid_soon(request->db, uid);
    q_suggestion_twins_soon(request->db, uid);
    q_suggestion_known_soon(request->db, uid);
    q_suggestion_members_soon(request->db);
    q_suggestion_of_member_soon(request->db, uid);
    if (suggest_given(request, "which").n > 0) {
        q_suggestion_city_soon(request->db, suggest_given(request, "which"));
    }
    if (suggest_names_city(request)) {
        kept_soon(request->db);
    }
}

static enum fault must_use find_place(struct request *request, struct known *known)
{
    known->settled = suggest_names_city(request);
    known->place = (struct place){0, suggest_given(request, "city"), suggest_given(request, "country")};
    known->city = (struct q_suggestion_city){.fit = S("unknown")};
    if (suggest_given(request, "which").n == 0) {
        return OK;
    }
    enum fault fault = q_suggestion_city(request->db, request->arena, suggest_given(request, "which"), &known->city);
    known->settled = fault == OK;
    known->place = (struct place){known->city.id.v, known->city.name, known->city.country};
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

static enum fault must_use load(struct request *request, struct known *ret_known)
{
    struct str uid = request->params[0];
    TRY(member_of(request, &ret_known->member));
    TRY(q_suggestion_twins(request->db, request->arena, uid, &ret_known->twins, &ret_known->twins_n));
    TRY(q_suggestion_known(request->db, request->arena, uid, &ret_known->made, &ret_known->made_n));
    TRY(q_suggestion_members(request->db, request->arena, &ret_known->members, &ret_known->members_n));
    return find_place(request, ret_known);
}

static struct str key_of(struct request *request, struct str name, struct str country)
{
    return place_key(request->arena, &(struct q_member_keys){.name = name, .country = country});
}

/* NULL: it is no member city. */
static const struct q_suggestion_members *find_member(struct request *request, const struct known *known,
                                                      const struct place *place)
{
    struct str key = place->id > 0 ? S("") : key_of(request, place->name, place->country);
    for (size_t i = 0; i < known->members_n; i++) {
        const struct q_suggestion_members *row = &known->members[i];
        if (row->city_id.v == place->id && (place->id > 0 || str_eq(key_of(request, row->name, row->country), key))) {
            return row;
        }
    }
    return NULL;
}

/* NULL: nobody has suggested it. */
static const struct q_suggestion_known *find_made(struct request *request, const struct known *known,
                                                  const struct place *place)
{
    struct str key = place->id > 0 ? S("") : key_of(request, place->name, place->country);
    for (size_t i = 0; i < known->made_n; i++) {
        const struct q_suggestion_known *row = &known->made[i];
        if (row->city_id.v == place->id && (place->id > 0 || str_eq(row->place, key))) {
            return row;
        }
    }
    return NULL;
}

static bool is_twin(const struct known *known, const struct place *place)
{
    for (size_t i = 0; i < known->twins_n; i++) {
        const struct q_suggestion_twins *row = &known->twins[i];
        if (place->id > 0 ? row->city_id.v == place->id
                          : str_eq(row->name, place->name) && str_eq(row->country, place->country)) {
            return true;
        }
    }
    return false;
}

/* ---- the first step */

static struct tag state_of(struct out *out, const struct q_suggestion_members *member,
                           const struct q_suggestion_known *made)
{
    if (member != NULL) {
        return (struct tag){W(out, "member city"), TONE_GOOD, S("")};
    }
    if (made != NULL && made->voices == 0 && made->by_network) {
        return (struct tag){W(out, "invited"), TONE_RUNNING, S("")};
    }
    if (made == NULL || made->voices == 0) {
        return (struct tag){0};
    }
    return made->is_own ? (struct tag){W(out, "suggested by you"), TONE_PLAIN, S("")}
                        : (struct tag){W(out, "suggested by others"), TONE_PLAIN, S("")};
}

static struct str say_source(struct out *out, const struct q_suggestion_twins *row)
{
    struct slot slots[] = {slot("source", row->source), slot("date", row->source_as_of)};
    return date_is_none(row->source_as_of)
               ? words_text(out, W_NOTE("Twin by: {source}, which does not say of when"), slots, 1)
               : words_text(out, W_NOTE("Twin by: {source}, as of {date}"), slots, 2);
}

static struct url suggest_url(struct request *request, const struct q_suggestion_twins *row)
{
    struct url url = member_url(request, "/member-cities/{}/suggest");
    if (row->slug.n > 0) {
        return url_add(request->arena, url, "which", row->slug);
    }
    url = url_add(request->arena, url, "city", row->name);
    return url_add(request->arena, url, "country", row->country);
}

static void add_twins(struct request *request, struct out *out, const struct known *known, struct suggest_page *m)
{
    size_t fits = 0;
    m->twins = arena_array(request->arena, struct suggest_twin, known->twins_n + 1);
    for (; m->twins_n < known->twins_n; m->twins_n++) {
        const struct q_suggestion_twins *row = &known->twins[m->twins_n];
        const struct place place = {row->city_id.v, row->name, row->country};
        const struct q_suggestion_members *member = find_member(request, known, &place);
        const struct q_suggestion_known *made = find_made(request, known, &place);
        bool is_done = member != NULL || (made != NULL && made->is_own);
        fits += str_eq(row->fit, S("fits"));
        m->twins[m->twins_n] = (struct suggest_twin){
            .place = suggestion_place(out, row->name, row->country), .name = row->name,
            .people = say_people(out, row->population, S(""), (struct maybe_int){0}),
            .source = say_source(out, row), .state = state_of(out, member, made),
            .suggest = is_done ? (struct url){S("")} : suggest_url(request, row)};
    }
    m->twins_first = fits > 0 && fits < m->twins_n ? fits : m->twins_n;
    m->twins_first = m->twins_first < TWINS_FIRST ? m->twins_first : TWINS_FIRST;
    m->more = SAY(out, "{n} twin city more|{n} twin cities more",
                  slot("n", count((int64_t)(m->twins_n - m->twins_first))));
}

static enum fault must_use add_made(struct request *request, struct out *out, struct suggest_page *m)
{
    struct q_suggestion_of_member *rows;
    TRY(q_suggestion_of_member(request->db, request->arena, request->params[0], &rows, &m->made_n));
    m->made = arena_array(request->arena, struct deed_link, m->made_n + 1);
    m->made_states = arena_array(request->arena, struct tag, m->made_n + 1);
    for (size_t i = 0; i < m->made_n; i++) {
        m->made[i] = (struct deed_link){
            url_path_of(request->arena, "/member-cities/{}/suggestions/{}", request->params[0], rows[i].uid),
            suggestion_place(out, rows[i].city, rows[i].country)};
        m->made_states[i] = suggestion_tag(out, rows[i].state, rows[i].is_withdrawn);
    }
    return OK;
}

/* Why there is no second step for it. */
static struct notice notice_of(struct request *request, struct out *out, const struct known *known,
                               const struct place *place)
{
    const struct q_suggestion_members *member = find_member(request, known, place);
    const struct q_suggestion_known *made = find_made(request, known, place);
    struct slot city = slot("city", place->name);
    if (member != NULL) {
        return (struct notice){TONE_GOOD, words_text(out, W_NOTE("{city} takes part already"), &city, 1),
                               html_text(request->arena, W(out, "There is nothing to suggest."))};
    }
    if (made != NULL && made->is_own) {
        struct url url = url_path_of(request->arena, "/member-cities/{}/suggestions/{}", request->params[0], made->uid);
        return (struct notice){TONE_GOOD, words_text(out, W_NOTE("Your city has suggested {city} already"), &city, 1),
                               html_link(request->arena, url, W(out, "See how it stands"))};
    }
    return (struct notice){0};
}

/* ---- the second */

static void add_kinds(struct request *request, struct out *out, const struct known *known, const struct place *place,
                      struct suggest_page *m)
{
    static const struct { const char *value; const char *name; } kinds[] = {
        {"twin", W_NOTE("A twin city of ours")}, {"neighbour", W_NOTE("A neighbour of ours")},
        {"partner", W_NOTE("A partner of ours in a project")}, {"other", W_NOTE("Something else")}};
    struct deed_select *select = &m->kind;
    struct str chosen = request->acts ? request_typed(request, "kind") : is_twin(known, place) ? S("twin") : S("");
    select->field = form_field_of(request, form_find(suggest_form, "kind"), S(""));
    select->options = arena_array(request->arena, struct deed_option, COUNT_OF(kinds) + 1);
    select->options[select->n++] = (struct deed_option){S(""), W(out, "Choose one"), false};
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct str value = str_of(kinds[i].value);
        select->options[select->n++] =
            (struct deed_option){value, words_text(out, kinds[i].name, NULL, 0), str_eq(value, chosen)};
    }
}

static struct str say_before(struct out *out, const struct q_suggestion_known *made)
{
    struct slot n = slot("n", count(made != NULL ? made->voices : 0));
    if (made != NULL && made->voices == 0 && made->by_network) {
        return W(out, "Those who run this network have invited it. Your reason stands beside theirs: it is asked only "
                      "once.");
    }
    if (made == NULL || made->voices == 0) {
        return S("");
    }
    return str_eq(made->state, S("no"))
               ? words_text(out, W_NOTE("{n} member city suggested it before, and the answer was no. Yours counts as "
                                        "one more.|{n} member cities suggested it before, and the answer was no. "
                                        "Yours counts as one more."), &n, 1)
               : words_text(out, W_NOTE("{n} member city suggested it before. Yours counts as one more: it is asked "
                                        "only once.|{n} member cities suggested it before. Yours counts as one more: "
                                        "it is asked only once."), &n, 1);
}

static void ask_city(struct request *request, struct out *out, const struct known *known, struct suggest_page *m)
{
    add_twins(request, out, known, m);
    m->member_uid = request->params[0];
    m->box = form_field_of(request, form_find(suggest_form, "city"), S(""));
    m->box.names_city = true;
    m->box.fills = S("off");
    m->box.required = true;
    m->box.value = S("");
}

static enum fault must_use ask_why(struct request *request, struct out *out, const struct known *known,
                                   struct suggest_page *m)
{
    const struct q_size_bounds_list *bounds;
    const struct place *place = &known->place;
    size_t n;
    TRY(kept_bounds(request->db, &bounds, &n));
    m->place = suggestion_place(out, place->name, place->country);
    m->people = say_people(out, known->city.population, S(""), (struct maybe_int){0});
    m->size = say_fit(out, known->city.fit, place->country, bounds, n);
    m->before = say_before(out, find_made(request, known, place));
    m->kept_which = suggest_given(request, "which");
    m->kept_city = suggest_given(request, "city");
    m->kept_country = suggest_given(request, "country");
    add_kinds(request, out, known, place, m);
    m->says = form_field_of(request, form_find(suggest_form, "says"),
                            W(out, "One sentence; it stands on the invitation that the city gets."));
    m->says.long_text = true;
    m->named = (struct deed_check){
        S("named"), W(out, "My name may stand on the invitation, as long as no other city asks too"), S(""),
        request_typed(request, "named").n > 0};
    return OK;
}

enum fault suggest_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct suggest_page *m = arena_new(request->arena, struct suggest_page);
    struct known known;
    ask_ahead(request);
    TRY(load(request, &known));
    m->action = member_url(request, "/member-cities/{}/suggest");
    if (known.settled) {
        m->notice = notice_of(request, &out, &known, &known.place);
    }
    m->asks_city = !known.settled || m->notice.title.n > 0;
    TRY(add_made(request, &out, m));
    if (m->asks_city) {
        ask_city(request, &out, &known, m);
    } else {
        TRY(ask_why(request, &out, &known, m));
    }
    m->page = page_of(request, W(&out, "Suggest a city"),
                      SAY(&out, "Which city should {city} bring along: a twin city, a neighbour, a partner?",
                          slot("city", known.member.name)), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "You"), URL("/me"));
    m->problems = form_problems_of(request, suggest_form);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_suggest(&out, m);
    return OK;
}

/* ---- sending it */

static void judge(struct request *request, const struct known *known)
{
    const struct field *city = form_find(suggest_form, "city");
    const struct place *place = &known->place;
    const struct q_suggestion_known *made = known->settled ? find_made(request, known, place) : NULL;
    if (!known->settled) {
        form_refuse(request, city, W_NOTE("is missing, or not clear"), W_NOTE("say which city it is"));
    } else if (find_member(request, known, place) != NULL) {
        form_refuse(request, city, W_NOTE("takes part already"), W_NOTE("choose another city"));
    } else if (made != NULL && made->is_own) {
        form_refuse(request, city, W_NOTE("was suggested by your city already"), W_NOTE("choose another city"));
    }
    if (request_typed(request, "kind").n == 0) {
        form_refuse(request, form_find(suggest_form, "kind"), W_NOTE("is not chosen"), W_NOTE("choose one of these"));
    }
}

enum fault suggest_act(struct request *request, struct response *response)
{
    struct known known;
    struct str uid;
    TRY(load(request, &known));
    judge(request, &known);
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    const struct suggestion_new suggestion = {
        .keys = {known.place.name, known.place.country, known.city.lau_id, known.city.gss_code, known.city.geonames_id},
        .member_id = known.member.id, .person_id = request_who(request)->person_id,
        .kind = request_typed(request, "kind"), .says = request_typed(request, "says"),
        .named = request_typed(request, "named").n > 0,
    };
    enum fault fault = suggestion_add(request->db, request->arena, &suggestion, request->now, &uid);
    if (fault == FAULT_TOO_LARGE) {
        form_refuse(request, form_find(suggest_form, "city"),
                    W_NOTE("is one too many: your city has suggested a hundred"),
                    W_NOTE("wait until some of them have joined, or the oldest are removed"));
        return FAULT_INVALID;
    }
    TRY(fault);
    response->status = 303;
    response->location = url_add(request->arena, url_path_of(request->arena, "/member-cities/{}/suggestions/{}",
                                                             request->params[0], uid), "done", S("sent")).text;
    return OK;
}
