/* SPDX-License-Identifier: AGPL-3.0-or-later
** demo: the demonstration network, made as people would make it, one day after the other. */
#include "store/demo.h"

#include "base/check.h"
#include "base/date.h"
#include "domain/zone.h"
#include "store/application.h"
#include "store/commitment.h"
#include "store/demo_bid.h"
#include "store/demo_content.h"
#include "store/event.h"
#include "store/driver.h"
#include "store/introduction.h"
#include "store/lead.h"
#include "store/membership.h"
#include "store/person.h"
#include "store/profile.h"
#include "store/setting.sql.h"
#include "store/suggestion.h"
#include "store/trait.h"

#define DAY_S 86400
#define MADE_DAYS 360 /* ago: those who run it came first */
#define DRIVES_DAYS 200
#define COMMITMENT_VERSION 1
#define ASKED_DAYS 1
#define LEAD_YEARS 2
#define HELD_ASKED_DAYS 21
#define HELD_ANSWERED_DAYS 20
#define HELD_SAID_DAYS 9
#define MEET_DAYS 21
#define MEET_HOUR 10
#define MEET_MINUTES 90

struct made {
    struct db *db;
    struct arena *arena;
    const struct log_someone *who;
    int64_t now;
    int64_t coordinator;
    struct demo_side cities[DEMO_CITIES];
};

static int64_t days_ago(const struct made *made, int days)
{
    return made->now - (int64_t)days * DAY_S;
}

enum fault demo_look(struct db *db, struct arena *arena, enum demo_state *ret_state)
{
    struct q_demo_use use;
    TRY(q_demo_use(db, arena, &use));
    *ret_state = use.is_demo > 0 ? DEMO_MADE : use.uses > 0 ? DEMO_IN_USE : DEMO_EMPTY;
    return OK;
}

static bool is_among(const struct q_demo_people *rows, size_t n, int64_t person_id)
{
    for (size_t i = 0; i < n; i++) {
        if (rows[i].person_id == person_id) {
            return true;
        }
    }
    return false;
}

/* A row is a role: who has several is listed by the first. */
enum fault demo_list_people(struct db *db, struct arena *arena, int64_t now, struct q_demo_people **ret_rows,
                            size_t *ret_n)
{
    struct q_demo_people *rows;
    size_t n;
    size_t kept = 0;
    TRY(q_demo_people(db, arena, now, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        if (str_ends(rows[i].mail, S(DEMO_MAIL)) && !is_among(rows, kept, rows[i].person_id)) {
            rows[kept++] = rows[i];
        }
    }
    *ret_rows = rows;
    *ret_n = kept;
    return OK;
}

/* ---- people */

static enum fault must_use add_person(struct made *made, const struct demo_person *person, const char *role,
                                      struct maybe_int member_id, int days, int64_t *ret_id)
{
    struct role_taken taken;
    const struct person_new new = {person->name, person->mail, S("en")};
    const struct role_new given = {.role = str_of(role), .member_id = member_id};
    TRY(role_take(made->db, made->arena, &new, &given, days_ago(made, days), &taken));
    *ret_id = taken.id;
    return OK;
}

/* ---- cities */

static struct q_member_keys keys_of(struct str name)
{
    return (struct q_member_keys){.name = name, .country = S(COUNTRY_INVENTED)};
}

/* It asks, and shows that the address is theirs. *ret_row: as it waits. */
static enum fault must_use apply(struct made *made, const struct demo_asking *asking, int days,
                                 struct q_application_by_uid *ret_row)
{
    struct q_application_by_mail found;
    const struct application_new new = {
        .keys = keys_of(asking->city), .name = asking->person.name, .mail = asking->person.mail,
        .says = asking->says, .wish = asking->wish, .language = S("en")};
    struct str mail = person_fold_mail(made->arena, new.mail);
    TRY(application_add(made->db, made->arena, &new, days_ago(made, days)));
    TRY(q_application_by_mail(made->db, made->arena, place_key(made->arena, &new.keys), mail, &found));
    TRY(q_application_by_uid(made->db, made->arena, found.uid, ret_row));
    TRY(application_prove(made->db, made->arena, ret_row, days_ago(made, days)));
    return q_application_by_uid(made->db, made->arena, found.uid, ret_row);
}

/* As most cities come: it asked, and those who run the network said yes. */
static enum fault must_use join(struct made *made, size_t i)
{
    const struct demo_city *city = &demo_cities[i];
    const struct demo_asking asking = {city->name, city->main, city->job, city->ambition};
    struct q_application_by_uid row;
    struct role_taken taken;
    const struct q_member_keys keys = keys_of(city->name);
    struct q_application_member member;
    TRY(apply(made, &asking, city->joined + 3, &row));
    TRY(application_accept(made->db, made->arena, &row, S(""), made->coordinator, days_ago(made, city->joined),
                           &made->cities[i].id, &taken));
    made->cities[i].person = taken.id;
    TRY(application_find_member(made->db, made->arena, &keys, &member));
    made->cities[i].uid = member.uid;
    int64_t seen_at = days_ago(made, city->seen);
    return person_signed_in(made->db, taken.id, seen_at);
}

static enum fault must_use sign(struct made *made, size_t i)
{
    const struct demo_city *city = &demo_cities[i];
    const struct log_someone who = {LOG_PERSON, made->cities[i].person, city->main.name};
    int64_t at = days_ago(made, city->signed_on);
    const struct commitment_new commitment = {
        .member_id = made->cities[i].id, .city = city->name, .version = COMMITMENT_VERSION, .job = city->job,
        .decided = city->decision.n > 0, .reference = city->decision, .decided_on = {(int32_t)(at / DAY_S)},
        .confirm_by = city->decision.n > 0 ? S("") : S("the mayor"), .years = city->years};
    return commitment_sign(made->db, made->arena, &commitment, &who, at);
}

static enum fault must_use answer(struct made *made, size_t i, enum help_kind kind, const struct str *whats,
                                  struct str says)
{
    size_t n = 0;
    while (n < DEMO_WHATS_MAX && whats[n].n > 0) {
        n++;
    }
    return profile_save(made->db, made->cities[i].id, kind, whats, n, says, days_ago(made, demo_cities[i].signed_on));
}

/* A card that other member cities see; name and value of each trait on it. */
static enum fault must_use save_card(struct made *made, size_t i, enum trait_card card, const char *name,
                                     struct str value, const char *name_2, struct str value_2)
{
    struct str says[TRAITS_N];
    for (size_t k = 0; k < TRAITS_N; k++) {
        struct str trait = str_of(traits[k].name);
        says[k] = str_eq(trait, str_of(name)) ? value : str_eq(trait, str_of(name_2)) ? value_2 : S("");
        check(trait_fits(&traits[k], says[k]));
    }
    return trait_save(made->db, made->cities[i].id, card, says, true, days_ago(made, demo_cities[i].signed_on));
}

static enum fault must_use say_all(struct made *made, size_t i)
{
    const struct demo_city *city = &demo_cities[i];
    TRY(answer(made, i, HELP_NEED, city->need.whats, city->need.says));
    TRY(answer(made, i, HELP_OFFER, city->offer.whats, city->offer.says));
    TRY(answer(made, i, HELP_THEME, city->themes, S("")));
    TRY(answer(made, i, HELP_LANGUAGE, city->languages, S("")));
    TRY(save_card(made, i, TRAIT_AMBITION, "ambition", city->ambition, "horizon", city->horizon));
    TRY(save_card(made, i, TRAIT_VALUE, "first", city->first, "", S("")));
    TRY(save_card(made, i, TRAIT_STRENGTHS, "strength", city->strength, "", S("")));
    return save_card(made, i, TRAIT_TIME, "hours", city->hours, "", S(""));
}

/* ---- what they do together */

static enum fault must_use suggest(struct made *made, const struct demo_suggested *suggested, int days,
                                   struct str *ret_uid)
{
    const struct suggestion_new new = {
        .keys = keys_of(suggested->city), .member_id = made->cities[MUSTERHAFEN].id,
        .person_id = made->cities[MUSTERHAFEN].person, .kind = suggested->kind, .says = suggested->says,
        .named = true};
    return suggestion_add(made->db, made->arena, &new, days_ago(made, days), ret_uid);
}

/* Before the last city joins the first one suggests it, and it is invited. */
static enum fault must_use bring(struct made *made)
{
    struct str uid;
    struct q_suggestion_by_uid row;
    int days = demo_cities[PRZYKLADOWO].joined;
    TRY(suggest(made, &demo_brought, days + 30, &uid));
    TRY(q_suggestion_by_uid(made->db, made->arena, uid, &row));
    return suggestion_invite(made->db, &row, made->coordinator, (struct maybe_int){0}, days_ago(made, days + 25));
}

static enum fault must_use ask(struct made *made, size_t from, size_t to, struct introduction_new *new, int days,
                               struct q_introduction_by_uid *ret_row)
{
    const struct zone zone = zone_of(S(COUNTRY_INVENTED), S(""));
    struct str uid;
    new->from_id = made->cities[from].id;
    new->from_uid = made->cities[from].uid;
    new->to_id = made->cities[to].id;
    new->to_uid = made->cities[to].uid;
    new->person = made->cities[from].person;
    introduction_suggest_slots(&zone, days_ago(made, days), new->slots);
    TRY(introduction_add(made->db, made->arena, new, days_ago(made, days), &uid));
    return q_introduction_by_uid(made->db, made->arena, uid, ret_row);
}

static enum fault must_use hold(struct made *made)
{
    struct q_introduction_by_uid row;
    struct introduction_new new = {.need = demo_need_held, .reason = S("they-can"), .reason_what = S("bids")};
    TRY(ask(made, MUSTERHAFEN, VILLAPROVA, &new, HELD_ASKED_DAYS, &row));
    const struct introduction_answer yes = {TALK_YES, new.slots[TALK_SLOTS - 1], S(""),
                                            made->cities[VILLAPROVA].person};
    TRY(introduction_answer(made->db, made->arena, &row, &yes, days_ago(made, HELD_ANSWERED_DAYS)));
    TRY(q_introduction_by_uid(made->db, made->arena, row.uid, &row));
    TRY(introduction_say(made->db, &row, true, TALK_USEFUL, NEXT_EXCHANGE, days_ago(made, HELD_SAID_DAYS)));
    return introduction_say(made->db, &row, false, TALK_USEFUL, NEXT_EXCHANGE, days_ago(made, HELD_SAID_DAYS));
}

/* A step of leading: by its main contact, or by the coordinator; one that is asked, by the first city. */
static enum fault must_use lead(struct made *made, size_t i, enum city_step step, bool own, int days)
{
    bool asks = step == STEP_LEAD_ASKED;
    size_t by = asks ? MUSTERHAFEN : i;
    int64_t at = days_ago(made, days);
    const struct log_someone who = {LOG_PERSON, own ? made->cities[by].person : made->coordinator,
                                    own ? demo_cities[by].main.name : demo_coordinator.name};
    const struct lead_change change = {
        .to = {made->cities[i].id, demo_cities[i].name, step, own, S("")},
        .reasons = asks ? S("need capacity") : S(""), .until = asks ? commitment_ends(at, LEAD_YEARS) : 0,
        .by_member = {asks && own, asks && own ? made->cities[MUSTERHAFEN].id : 0}};
    return lead_step(made->db, made->arena, &change, &who, at);
}

static enum fault must_use lead_all(struct made *made)
{
    static const size_t leads[] = {VILLAPROVA, PRZYKLADOWO};
    for (size_t i = 0; i < COUNT_OF(leads); i++) {
        TRY(lead(made, leads[i], STEP_LEAD_ASKED, i > 0, 60));
        TRY(lead(made, leads[i], STEP_LEADS, true, 55));
    }
    TRY(lead(made, VILLAPROVA, STEP_CHAIR, false, 50));
    return lead(made, SAMPLEWICK, STEP_LEAD_ASKED, true, 3);
}

/* In three weeks, in the morning; the first city comes. */
static enum fault must_use meet(struct made *made)
{
    struct q_event_by_uid row = demo_event;
    const struct log_someone who = {LOG_PERSON, made->coordinator, demo_coordinator.name};
    struct zone zone = event_zone(row.zone);
    struct str uid;
    bool waits;
    row.starts_at = zone_instant(&zone, (made->now / DAY_S + MEET_DAYS) * DAY_S + MEET_HOUR * 3600);
    row.ends_at = row.starts_at + MEET_MINUTES * 60;
    TRY(event_add(made->db, made->arena, &row, made->coordinator, days_ago(made, ASKED_DAYS), &uid));
    TRY(q_event_by_uid(made->db, made->arena, uid, &row));
    TRY(event_publish(made->db, made->arena, &row, &who, days_ago(made, ASKED_DAYS)));
    TRY(q_event_by_uid(made->db, made->arena, uid, &row));
    return event_register(made->db, made->arena, &row, made->cities[MUSTERHAFEN].person, made->cities[MUSTERHAFEN].id,
                          S(""), made->now, &waits);
}

static enum fault must_use announce(struct made *made)
{
    struct announcement_new words = demo_announcement;
    const struct log_someone who = {LOG_PERSON, made->coordinator, demo_coordinator.name};
    struct str uid;
    words.until_day = made->now / DAY_S + MEET_DAYS;
    return announcement_add(made->db, made->arena, &words, &who, days_ago(made, ASKED_DAYS), &uid);
}

static enum fault must_use work(struct made *made)
{
    struct q_introduction_by_uid asked;
    struct q_application_by_uid waiting;
    struct str uid;
    struct introduction_new new = {.need = demo_need_asked, .reason = S("they-can"), .reason_what = S("waste")};
    TRY(lead_all(made));
    TRY(hold(made));
    TRY(meet(made));
    TRY(announce(made));
    TRY(demo_bid_all(made->db, made->arena, made->cities, made->now));
    TRY(apply(made, &demo_asking, 4, &waiting));
    TRY(suggest(made, &demo_suggested, 2, &uid));
    return ask(made, SAMPLEWICK, MUSTERHAFEN, &new, ASKED_DAYS, &asked);
}

/* Both agree to be shown; of the deputy it is known from the day after. */
static enum fault must_use drive(struct made *made)
{
    int64_t persons[PART__MAX] = {[PART_DRIVER] = made->coordinator};
    const struct log_someone driver = {LOG_PERSON, made->coordinator, demo_coordinator.name};
    struct log_someone deputy = {LOG_PERSON, 0, demo_deputy.name};
    TRY(add_person(made, &demo_deputy, "coordinator", (struct maybe_int){0}, DRIVES_DAYS, &persons[PART_DEPUTY]));
    deputy.person = persons[PART_DEPUTY];
    TRY(driver_name(made->db, made->arena, persons, &driver, days_ago(made, DRIVES_DAYS)));
    TRY(driver_show(made->db, made->arena, &driver, true, days_ago(made, DRIVES_DAYS)));
    return driver_show(made->db, made->arena, &deputy, true, days_ago(made, DRIVES_DAYS - 1));
}

/* ---- all of it */

static enum fault must_use make_all(struct made *made)
{
    const struct maybe_int none = {0};
    int64_t id;
    TRY(q_setting_save(made->db, S("demo"), S("yes")));
    TRY(add_person(made, &demo_coordinator, "coordinator", none, MADE_DAYS, &made->coordinator));
    for (size_t i = 0; i < DEMO_CITIES; i++) {
        TRY(i == PRZYKLADOWO ? bring(made) : OK);
        TRY(join(made, i));
        TRY(sign(made, i));
        TRY(say_all(made, i));
    }
    const struct maybe_int first = {true, made->cities[MUSTERHAFEN].id};
    TRY(add_person(made, &demo_colleague, "colleague", first, demo_cities[MUSTERHAFEN].signed_on, &id));
    TRY(add_person(made, &demo_administrator, "administrator", none, MADE_DAYS, &id));
    TRY(drive(made));
    TRY(work(made));
    TRY(q_setting_note_change(made->db));
    return trust_log_add(made->db, made->arena, &(struct log_event){
        .kind = S("demonstration-made"), .fields = S(""), .who = *made->who, .now = made->now});
}

enum fault demo_make(struct db *db, struct arena *arena, const struct log_someone *who, int64_t now)
{
    enum demo_state state;
    struct made made = {.db = db, .arena = arena, .who = who, .now = now};
    TRY(demo_look(db, arena, &state));
    return state == DEMO_EMPTY ? make_all(&made) : FAULT_CONFLICT;
}
