/* SPDX-License-Identifier: AGPL-3.0-or-later
** join: the form by which somebody asks that their city joins, in two steps of one address: which city, found by its
** name as everywhere (of several which one, of one that is in no list the country), and then who asks. */
#include "domain/who.h"
#include "store/kept.h"
#include "store/person.h"
#include "text/words.h"
#include "web/join/join_web.h"
#include "web/say.h"
#include "web/views.h"

static const struct asking_limits LIMITS = {{S_INIT("join"), 10, 3600}, {S_INIT("join-line"), 30, 3600},
                                            {S_INIT("join-all"), 1000, 3600}};

const struct field join_city_fields[] = {
    WHICH_CITY_FIELDS(W_NOTE("Your city"), W_NOTE("Which one is yours?")),
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "sent",
     .help = "what was done before, to be said"},
    {0},
};

const struct field join_city_form[] = {
    WHICH_CITY_FIELDS(W_NOTE("Your city"), W_NOTE("Which one is yours?")),
    {.name = "name", .label = W_NOTE("My name"), .kind = FIELD_TEXT, .min = 1, .max = PERSON_NAME_MAX,
     .help = "as you write it"},
    {.name = "mail", .label = W_NOTE("My mail address at work"), .kind = FIELD_MAIL, .min = 1, .max = PERSON_MAIL_MAX,
     .help = "where the link goes"},
    {.name = "says", .label = W_NOTE("What I do there"), .kind = FIELD_TEXT, .min = 1, .max = APPLICATION_SAYS_MAX,
     .help = "in your own words"},
    {.name = "wish", .label = W_NOTE("What we dare to change, and by when"), .kind = FIELD_TEXT, .min = 1,
     .max = APPLICATION_WISH_MAX, .help = "one sentence"},
    {.name = "website", .label = W_NOTE("Leave this empty"), .kind = FIELD_TEXT, .max = ASKING_TRAP_LETTERS,
     .help = "left empty by people"},
    {0},
};

/* ---- which city is meant */

struct meant {
    struct which_city city;
    struct q_member_keys keys; /* when settled */
    struct str member_uid;     /* "": it has not joined yet */
};

/* A page waits for the database three times at most: only of a city that is called as a member city is, it looks which
** one that is. */
static enum fault must_use is_named_as_member(struct request *request, const struct found_city *city, bool *ret_is)
{
    struct q_member_choices *rows;
    size_t n;
    *ret_is = false;
    TRY(q_member_choices(request->db, request->arena, &rows, &n));
    for (size_t i = 0; i < n && !*ret_is; i++) {
        *ret_is = str_eq(rows[i].name, city->name) && str_eq(rows[i].country, city->country);
    }
    return OK;
}

static enum fault must_use find_keys(struct request *request, struct meant *meant)
{
    struct q_application_city city;
    bool looks = request->acts;
    TRY(looks ? OK : is_named_as_member(request, meant->city.city, &looks));
    if (looks) {
        TRY(q_application_city(request->db, request->arena, meant->city.city->id, &city));
        meant->keys = (struct q_member_keys){city.name, city.country, city.lau_id, city.gss_code, city.geonames_id};
        meant->member_uid = city.member_uid;
    }
    return OK;
}

static enum fault must_use find_meant(struct request *request, struct meant *meant)
{
    struct q_application_member member;
    *meant = (struct meant){.member_uid = S("")};
    TRY(which_city_find(request, &meant->city));
    meant->keys = (struct q_member_keys){.name = meant->city.name, .country = meant->city.code};
    if (!meant->city.settled) {
        return OK;
    }
    if (meant->city.city != NULL) {
        return find_keys(request, meant);
    }
    enum fault fault = application_find_member(request->db, request->arena, &meant->keys, &member);
    meant->member_uid = fault == OK ? member.uid : S("");
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

/* ---- the second */

static enum fault must_use ask_who(struct request *request, struct out *out, const struct meant *meant,
                                   struct join_city_page *m)
{
    const struct q_size_bounds_list *bounds;
    size_t n;
    const struct found_city *city = meant->city.city;
    struct maybe_int people = city != NULL ? city->population : (struct maybe_int){0};
    TRY(kept_bounds(request->db, &bounds, &n));
    TRY(asking_fields_of(request, join_city_form, S(""), &m->asks));
    m->place = which_city_place(out, &meant->city);
    m->people = say_people(out, people, S(""), (struct maybe_int){0});
    m->size = say_fit(out, city != NULL ? city->fit : S("unknown"), meant->keys.country, bounds, n);
    m->kept_city = meant->city.typed;
    m->kept_which = meant->city.which;
    m->kept_country = meant->city.country;
    m->wish = form_field_of(request, form_find(join_city_form, "wish"),
                            W(out, "One sentence, such as: no oil heating in our schools by 2030."));
    m->wish.long_text = true;
    return OK;
}

static void say_joined(struct request *request, struct out *out, const struct meant *meant, struct join_city_page *m)
{
    struct slot city = slot("city", meant->keys.name);
    struct html link = html_link(request->arena,
                                 url_add(request->arena, URL("/act-for-a-city"), "city", meant->member_uid),
                                 words_text(out, W_NOTE("Ask to act for {city}"), &city, 1));
    m->notice = (struct notice){TONE_GOOD, words_text(out, W_NOTE("{city} has joined already"), &city, 1), link};
}

static void ask_ahead(struct request *request)
{
    if (request->acts || request_text(request, "city").n == 0) {
        return;
    }
    kept_soon(request->db);
    which_city_soon(request);
    const struct q_member_keys keys = {.country = request_text(request, "country")};
    if (keys.country.n > 0) {
        application_find_member_soon(request->db, &keys);
    }
    q_member_choices_soon(request->db);
    const struct who *who = request_who(request);
    if (who != NULL) {
        q_person_by_id_soon(request->db, who->person_id);
    }
}

enum fault join_city_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct join_city_page *m = arena_new(request->arena, struct join_city_page);
    struct meant meant;
    ask_ahead(request);
    TRY(find_meant(request, &meant));
    m->notice = asking_notice(request, &out);
    m->is_open = asking_is_open(request);
    m->asks_city = !meant.city.settled || meant.member_uid.n > 0;
    if (meant.member_uid.n > 0) {
        say_joined(request, &out, &meant, m);
    }
    if (m->asks_city) {
        which_city_ask(request, join_city_form, S(""), &meant.city, &m->ask);
    } else {
        TRY(ask_who(request, &out, &meant, m));
    }
    m->page = page_of(request, W(&out, "Ask that your city joins"),
                      W(&out, "Five questions; a link by mail shows you what will be sent before you send it."),
                      DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Join with your city"), URL("/join"));
    m->problems = form_problems_of(request, join_city_form);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_join_city(&out, m);
    return OK;
}

/* ---- sending it */

static void judge(struct request *request, const struct meant *meant)
{
    const struct field *city = form_find(join_city_form, "city");
    if (!meant->city.settled) {
        form_refuse(request, city, W_NOTE("is missing, or not clear"), W_NOTE("say which city it is"));
    } else if (meant->member_uid.n > 0) {
        form_refuse(request, city, W_NOTE("has joined already"), W_NOTE("ask to act for it instead"));
    }
    asking_judge_trap(request, join_city_form);
    asking_judge_mail(request, join_city_form);
}

enum fault join_city_act(struct request *request, struct response *response)
{
    bool may;
    struct meant meant;
    struct str mail = request_typed(request, "mail");
    TRY(find_meant(request, &meant));
    judge(request, &meant);
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    TRY(asking_take_turn(request, response, &LIMITS));
    struct str folded = person_fold_mail(request->arena, mail);
    TRY(asking_take_mail(request, S("join-mail"), folded, &may));
    struct application_new application = {
        .keys = meant.keys, .name = request_typed(request, "name"), .mail = mail,
        .says = request_typed(request, "says"), .wish = request_typed(request, "wish"),
        .language = words_tag(request->words),
    };
    TRY(asking_self(request, folded, &application.person_id));
    if (may) { /* else the answer is the same: it tells nothing of the address */
        TRY(application_add(request->db, request->arena, &application, request->now));
    }
    response->status = 303;
    response->location = S("/join/city?done=sent");
    return OK;
}
