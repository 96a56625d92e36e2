/* SPDX-License-Identifier: AGPL-3.0-or-later
** right: the table, and what follows from it. */
#include "domain/right.h"

const struct role_row role_known[ROLE__MAX] = {
    [ROLE_VISITOR] = {S_INIT("visitor"), S_INIT("Anybody, without signing in."), false},
    [ROLE_PERSON] = {S_INIT("person"), S_INIT("Whoever has signed in."), false},
    [ROLE_COLLEAGUE] = {S_INIT("colleague"), S_INIT("Works with a member city, for that city."), false},
    [ROLE_MAIN_CONTACT] = {S_INIT("main contact"), S_INIT("Speaks for a member city, for that city."), false},
    [ROLE_COORDINATOR] = {S_INIT("coordinator"), S_INIT("Staff of the network."), true},
    [ROLE_ADMINISTRATOR] = {S_INIT("administrator"), S_INIT("Runs this site."), true},
};

const struct str scope_names[SCOPE__MAX] = {
    [SCOPE_NONE] = S_INIT("no"),
    [SCOPE_ONESELF] = S_INIT("oneself"),
    [SCOPE_OWN_CITY] = S_INIT("own city"),
    [SCOPE_ANY] = S_INIT("all"),
};

const struct right_row right_known[RIGHT__MAX] = {
    [RIGHT_NONE] = {S_INIT("none"), S_INIT("Nobody may: a page that does not say who may is closed."), {0}},
    [RIGHT_PUBLIC] = {S_INIT("public"), S_INIT("Read the open pages, search, tell what is wrong, sign in."),
        {[ROLE_VISITOR] = SCOPE_ANY, [ROLE_PERSON] = SCOPE_ANY, [ROLE_COLLEAGUE] = SCOPE_ANY,
         [ROLE_MAIN_CONTACT] = SCOPE_ANY, [ROLE_COORDINATOR] = SCOPE_ANY, [ROLE_ADMINISTRATOR] = SCOPE_ANY}},
    [RIGHT_ACCOUNT] = {S_INIT("account"),
        S_INIT("See and change what is kept about oneself, end one's sessions, leave."),
        {[ROLE_PERSON] = SCOPE_ONESELF, [ROLE_COLLEAGUE] = SCOPE_ONESELF, [ROLE_MAIN_CONTACT] = SCOPE_ONESELF,
         [ROLE_COORDINATOR] = SCOPE_ONESELF, [ROLE_ADMINISTRATOR] = SCOPE_ONESELF}},
    [RIGHT_CITY_READ] = {S_INIT("city-read"), S_INIT("Read what is private to a member city."),
        {[ROLE_COLLEAGUE] = SCOPE_OWN_CITY, [ROLE_MAIN_CONTACT] = SCOPE_OWN_CITY}},
    [RIGHT_CITY_EDIT] = {S_INIT("city-edit"), S_INIT("Write for a member city."),
        {[ROLE_COLLEAGUE] = SCOPE_OWN_CITY, [ROLE_MAIN_CONTACT] = SCOPE_OWN_CITY}},
    [RIGHT_CITY_PEOPLE] = {S_INIT("city-people"),
        S_INIT("See who acts for a member city, invite colleagues, end their part."),
        {[ROLE_MAIN_CONTACT] = SCOPE_OWN_CITY, [ROLE_COORDINATOR] = SCOPE_ANY}},
    [RIGHT_CITY_PERSON] = {S_INIT("city-person"),
        S_INIT("See what somebody is for a member city: colleagues see themselves."),
        {[ROLE_COLLEAGUE] = SCOPE_OWN_CITY, [ROLE_MAIN_CONTACT] = SCOPE_OWN_CITY, [ROLE_COORDINATOR] = SCOPE_ANY}},
    [RIGHT_CITY_STANDING] = {S_INIT("city-standing"),
        S_INIT("See how a member city stands, what happened to it, what it signed and who signed."),
        {[ROLE_COLLEAGUE] = SCOPE_OWN_CITY, [ROLE_MAIN_CONTACT] = SCOPE_OWN_CITY, [ROLE_COORDINATOR] = SCOPE_ANY}},
    [RIGHT_CITY_STEP] = {S_INIT("city-step"), S_INIT("Pause a member city, take it back, end it."),
        {[ROLE_MAIN_CONTACT] = SCOPE_OWN_CITY, [ROLE_COORDINATOR] = SCOPE_ANY}},
    [RIGHT_CITY_SIGN] = {S_INIT("city-sign"), S_INIT("Sign the commitment of a member city."),
        {[ROLE_MAIN_CONTACT] = SCOPE_OWN_CITY}},
    [RIGHT_CITY_ADDRESSES] = {S_INIT("city-addresses"),
        S_INIT("See all member cities, say which mail addresses are a city's own."), {[ROLE_COORDINATOR] = SCOPE_ANY}},
    [RIGHT_APPLICATIONS] = {S_INIT("applications"),
        S_INIT("Read which cities ask to join or are suggested, say yes or no, invite."),
        {[ROLE_COORDINATOR] = SCOPE_ANY, [ROLE_ADMINISTRATOR] = SCOPE_ANY}},
    [RIGHT_EVENTS] = {S_INIT("events"),
        S_INIT("Make, change and cancel events, see who comes, announce."), {[ROLE_COORDINATOR] = SCOPE_ANY}},
    [RIGHT_DRIVER] = {S_INIT("driver"),
        S_INIT("Name who drives this network and the deputy, read the page for handing over."),
        {[ROLE_COORDINATOR] = SCOPE_ANY, [ROLE_ADMINISTRATOR] = SCOPE_ANY}},
    [RIGHT_FUNDING_RULES] = {S_INIT("funding-rules"),
        S_INIT("Write and change this network's rules of funding."), {[ROLE_COORDINATOR] = SCOPE_ANY}},
    [RIGHT_FUNDING_ANSWER] = {S_INIT("funding-answer"),
        S_INIT("Say yes or no to a rule of funding that somebody else wrote, see who changed which."),
        {[ROLE_COORDINATOR] = SCOPE_ANY, [ROLE_ADMINISTRATOR] = SCOPE_ANY}},
    [RIGHT_REMARKS] = {S_INIT("remarks"),
        S_INIT("Read, answer, close and remove what readers say is wrong or missing."),
        {[ROLE_COORDINATOR] = SCOPE_ANY, [ROLE_ADMINISTRATOR] = SCOPE_ANY}},
    [RIGHT_IMPORT] = {S_INIT("import"), S_INIT("Bring in places, EU projects and lists from files."),
        {[ROLE_COORDINATOR] = SCOPE_ANY, [ROLE_ADMINISTRATOR] = SCOPE_ANY}},
    [RIGHT_LOG] = {S_INIT("log"), S_INIT("Read the log of what was decided and changed."),
        {[ROLE_COORDINATOR] = SCOPE_ANY, [ROLE_ADMINISTRATOR] = SCOPE_ANY}},
    [RIGHT_PEOPLE] = {S_INIT("people"), S_INIT("See who has an account, give and take roles, erase a person."),
        {[ROLE_ADMINISTRATOR] = SCOPE_ANY}},
    [RIGHT_SETTINGS] = {S_INIT("settings"), S_INIT("Set up this site: name, address, mail, notices."),
        {[ROLE_ADMINISTRATOR] = SCOPE_ANY}},
};

static bool has_city(const struct who *who, int64_t member_id, bool is_main_contact)
{
    for (size_t i = 0; i < who->cities_count; i++) {
        if (who->cities[i].member_id == member_id && who->cities[i].is_main_contact == is_main_contact) {
            return member_id != 0;
        }
    }
    return false;
}

bool who_has_role(const struct who *who, enum role role, const struct right_about *about)
{
    switch (role) {
    case ROLE_VISITOR: return true;
    case ROLE_PERSON: return who != NULL;
    case ROLE_COLLEAGUE: return who != NULL && has_city(who, about->member_id, false);
    case ROLE_MAIN_CONTACT: return who != NULL && has_city(who, about->member_id, true);
    case ROLE_COORDINATOR: return who != NULL && who->is_coordinator && who->has_second_factor;
    case ROLE_ADMINISTRATOR: return who != NULL && who->is_administrator && who->has_second_factor;
    default: return false;
    }
}

static bool is_within(const struct who *who, enum scope scope, const struct right_about *about)
{
    switch (scope) {
    case SCOPE_ANY: return true;
    case SCOPE_OWN_CITY: return about->member_id != 0; /* the role is one of that city */
    case SCOPE_ONESELF: return who != NULL && about->person_id != 0 && about->person_id == who->person_id;
    default: return false;
    }
}

bool right_allows(const struct who *who, enum right right, const struct right_about *about)
{
    if (right <= RIGHT_NONE || right >= RIGHT__MAX) {
        return false;
    }
    for (enum role role = 0; role < ROLE__MAX; role++) {
        if (who_has_role(who, role, about) && is_within(who, right_known[right].of[role], about)) {
            return true;
        }
    }
    return false;
}

static bool is_for_somebody(enum right right)
{
    for (enum role role = 0; right > RIGHT_NONE && right < RIGHT__MAX && role < ROLE__MAX; role++) {
        if (right_known[right].of[role] != SCOPE_NONE) {
            return true;
        }
    }
    return false;
}

enum verdict right_judge(const struct who *who, enum right right, const struct right_about *about)
{
    if (right_allows(who, right, about)) {
        return VERDICT_MAY;
    }
    if (who == NULL) {
        return is_for_somebody(right) ? VERDICT_SIGN_IN : VERDICT_MAY_NOT;
    }
    struct who stronger = *who;
    stronger.has_second_factor = true;
    return right_allows(&stronger, right, about) ? VERDICT_SECOND_FACTOR : VERDICT_MAY_NOT;
}
