/* SPDX-License-Identifier: AGPL-3.0-or-later
** join: the form by which somebody asks that their city joins, in two steps of one address: which city, found by its
** name as everywhere (of several which one, of one that is in no list the country), and then who asks. */
#include <stdlib.h>

#include "domain/who.h"
#include "store/city_find.h"
#include "store/kept.h"
#include "store/person.h"
#include "text/country.h"
#include "text/words.h"
#include "web/join/join_web.h"
#include "web/say.h"
#include "web/views.h"

#define CHOICES_MAX 20
#define COUNTRIES_MAX 300
#define SLUG_LETTERS 120
#define NONE "none"

static const struct asking_limits LIMITS = {{S_INIT("join"), 10, 3600}, {S_INIT("join-line"), 30, 3600},
                                            {S_INIT("join-all"), 1000, 3600}};

#define CITY_FIELDS                                                                                                  \
    {.name = "city", .label = W_NOTE("Your city"), .kind = FIELD_TEXT, .max = APPLICATION_CITY_MAX,                  \
     .help = "its name"},                                                                                            \
    {.name = "which", .label = W_NOTE("Which one is yours?"), .kind = FIELD_TEXT, .max = SLUG_LETTERS,               \
     .help = "the short name of one of the cities that are called so, or none"},                                     \
    {.name = "country", .label = W_NOTE("Country"), .kind = FIELD_TEXT, .max = 2,                                    \
     .help = "of a city that is in no list: ISO 3166-1 alpha-2"}

const struct field join_city_fields[] = {
    CITY_FIELDS,
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "sent",
     .help = "what was done before, to be said"},
    {0},
};

const struct field join_city_form[] = {
    CITY_FIELDS,
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

/* As it was typed, and what it comes to. */
struct meant {
    struct str typed;
    struct str which;
    struct str country;
    struct found_cities found;
    const struct found_city *city; /* NULL: not clear, or in no list */
    bool none;                     /* said to be none of those found */
    bool settled;                  /* it is clear which city asks */
    struct q_member_keys keys;     /* when settled */
    struct str member_uid;         /* "": it has not joined yet */
};

static struct str given(struct request *request, const char *name)
{
    return request->acts ? request_typed(request, name) : str_trim(request_text(request, name));
}

/* One that the name finds: it may have been mended since `which` was chosen. */
static void choose(struct meant *meant)
{
    meant->none = str_eq(meant->which, S(NONE)) || meant->found.n == 0;
    if (meant->which.n == 0 && meant->found.clear) {
        meant->city = &meant->found.items[0];
    }
    for (size_t i = 0; i < meant->found.n; i++) {
        meant->city = str_eq(meant->found.items[i].slug, meant->which) ? &meant->found.items[i] : meant->city;
    }
    meant->settled = meant->city != NULL || (meant->none && country_is_known(meant->country));
}

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
    meant->keys = (struct q_member_keys){.name = meant->city->name, .country = meant->city->country};
    TRY(looks ? OK : is_named_as_member(request, meant->city, &looks));
    if (looks) {
        TRY(q_application_city(request->db, request->arena, meant->city->id, &city));
        meant->keys = (struct q_member_keys){city.name, city.country, city.lau_id, city.gss_code, city.geonames_id};
        meant->member_uid = city.member_uid;
    }
    return OK;
}

static enum fault must_use find_meant(struct request *request, struct meant *meant)
{
    struct q_application_member member;
    *meant = (struct meant){.typed = given(request, "city"), .which = given(request, "which"),
                            .country = given(request, "country")};
    if (meant->typed.n == 0) {
        return OK;
    }
    TRY(city_find(request->db, request->arena, meant->typed, CHOICES_MAX, &meant->found));
    choose(meant);
    if (meant->city != NULL) {
        return find_keys(request, meant);
    }
    meant->keys = (struct q_member_keys){.name = meant->typed, .country = meant->country};
    enum fault fault = !meant->settled ? FAULT_NOT_FOUND
                                       : q_application_member(request->db, request->arena, (struct str){0},
                                                              (struct str){0}, (struct maybe_int){0}, meant->typed,
                                                              meant->country, &member);
    meant->member_uid = fault == OK ? member.uid : S("");
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

/* ---- the first step */

static struct form_field city_field(struct request *request, const char *name, struct str value, struct str hint)
{
    struct form_field field = form_field_of(request, form_find(join_city_form, name), hint);
    field.value = value;
    return field;
}

static void add_which(struct request *request, struct out *out, const struct meant *meant, struct join_city_page *m)
{
    struct deed_select *select = &m->which;
    select->field = city_field(request, "which", meant->which,
                               W(out, "Several cities are called so, or nearly so. Choose yours."));
    select->options = arena_array(request->arena, struct deed_option, meant->found.n + 2);
    select->options[select->n++] = (struct deed_option){S(""), W(out, "Choose a city"), false};
    for (size_t i = 0; i < meant->found.n; i++) {
        const struct found_city *city = &meant->found.items[i];
        struct str people = say_people(out, city->population, S(""), (struct maybe_int){0});
        struct str name = str_format(request->arena, "%.*s, %.*s (%.*s)", STR_ARG(city->name),
                                     STR_ARG(country_name(out, city->country)), STR_ARG(people));
        select->options[select->n++] = (struct deed_option){city->slug, name, false};
    }
    select->options[select->n++] = (struct deed_option){S(NONE), W(out, "None of these"), meant->none};
}

static int by_name(const void *a, const void *b)
{
    const struct deed_option *x = a, *y = b;
    return str_cmp(x->name, y->name);
}

static void add_countries(struct request *request, struct out *out, const struct meant *meant,
                          struct join_city_page *m)
{
    struct deed_select *select = &m->country;
    select->field = city_field(request, "country", meant->country,
                               W(out, "Our lists do not have your city. Is it spelt right? Then choose the country."));
    select->options = arena_array(request->arena, struct deed_option, COUNTRIES_MAX);
    select->options[select->n++] = (struct deed_option){S(""), W(out, "Choose a country"), false};
    for (size_t i = 0; select->n < COUNTRIES_MAX && country_nth(i).n > 0; i++) {
        struct str code = country_nth(i);
        select->options[select->n++] = (struct deed_option){code, country_name(out, code), false};
    }
    qsort(select->options + 1, select->n - 1, sizeof *select->options, by_name);
}

static void ask_city(struct request *request, struct out *out, const struct meant *meant, struct join_city_page *m)
{
    m->city = city_field(request, "city", meant->typed, S(""));
    m->city.names_city = true;
    m->city.fills = S("off");
    m->city.required = true;
    if (meant->typed.n == 0 || meant->settled) {
        return;
    }
    if (meant->found.n > 0) {
        add_which(request, out, meant, m);
    }
    if (meant->none) {
        add_countries(request, out, meant, m);
    }
}

/* ---- the second */

static enum fault must_use ask_who(struct request *request, struct out *out, const struct meant *meant,
                                   struct join_city_page *m)
{
    const struct q_size_bounds_list *bounds;
    size_t n;
    struct maybe_int people = meant->city != NULL ? meant->city->population : (struct maybe_int){0};
    TRY(kept_bounds(request->db, &bounds, &n));
    TRY(asking_fields_of(request, join_city_form, S(""), &m->asks));
    m->place = str_format(request->arena, "%.*s, %.*s", STR_ARG(meant->keys.name),
                          STR_ARG(country_name(out, meant->keys.country)));
    m->people = say_people(out, people, S(""), (struct maybe_int){0});
    m->size = say_fit(out, meant->city != NULL ? meant->city->fit : S("unknown"), meant->keys.country, bounds, n);
    m->kept_city = meant->typed;
    m->kept_which = meant->which;
    m->kept_country = meant->country;
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
    struct str typed = given(request, "city");
    if (request->acts || typed.n == 0) {
        return;
    }
    kept_soon(request->db);
    city_find_soon(request->db, request->arena, typed);
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
    m->asks_city = !meant.settled || meant.member_uid.n > 0;
    if (meant.member_uid.n > 0) {
        say_joined(request, &out, &meant, m);
    }
    if (m->asks_city) {
        ask_city(request, &out, &meant, m);
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
    if (!meant->settled) {
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
    TRY(asking_take_mail(request, S("join-mail"), person_fold_mail(request->arena, mail), &may));
    const struct application_new application = {
        .keys = meant.keys, .name = request_typed(request, "name"), .mail = mail,
        .says = request_typed(request, "says"), .wish = request_typed(request, "wish"),
        .language = words_tag(request->words),
    };
    if (may) { /* else the answer is the same: it tells nothing of the address */
        TRY(application_add(request->db, request->arena, &application, request->now));
    }
    response->status = 303;
    response->location = S("/join/city?done=sent");
    return OK;
}
