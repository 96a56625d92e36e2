/* SPDX-License-Identifier: AGPL-3.0-or-later
** calls: the objects of the EU's Funding and Tenders portal, in the three forms in which they are met. */
#include <stdio.h>

#include "base/scan.h"
#include "domain/funding_call.h"
#include "domain/zone.h"
#include "jobs/calls.h"
#include "text/json.h"

#define ADDRESS_OF_TOPIC                                                                                               \
    "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/"
#define DAY_S 86400
#define MILLI 1000
#define INSTANT_MAX 7258118400 /* 2200 */
#define GRANT_TYPE 1           /* in grantsTenders.json; 0 and 2 are calls for tenders */

/* The portal's numbers of programmes. */
static const struct {
    const char *number;
    struct str name;
} PROGRAMMES[] = {
    {"43108390", S_INIT("Horizon Europe")},
    {"43152860", S_INIT("Digital Europe")},
    {"43251567", S_INIT("Connecting Europe Facility")},
    {"43251589", S_INIT("CERV")},
    {"43251814", S_INIT("Creative Europe")},
    {"43252368", S_INIT("ISF")},
    {"43252386", S_INIT("Justice")},
    {"43252405", S_INIT("LIFE")},
    {"43252433", S_INIT("Pericles IV")},
    {"43252449", S_INIT("RFCS")},
    {"43252476", S_INIT("Single Market Programme")},
    {"43253967", S_INIT("Renewable Energy FM")},
    {"43254019", S_INIT("ESF+")},
    {"43298916", S_INIT("Euratom")},
    {"43353764", S_INIT("Erasmus+")},
    {"43392145", S_INIT("EMFAF")},
    {"43637601", S_INIT("Pilot Projects & Preparatory Actions")},
    {"44181033", S_INIT("European Defence Fund")},
    {"44416173", S_INIT("Interregional Innovation")},
    {"45532249", S_INIT("EU Agencies")},
    {"46324255", S_INIT("Technical assistance for ERDF, CF and JTF (ERDF-TA)")},
};

struct object {
    struct arena *arena;
    const struct json_value *root; /* where the fields are */
    const struct json_value *outer;
    struct call *call;
    struct call_problem *problem;
};

/* ---- values. A field is a text, a number, or a list of them of which the first counts. */

static struct str scalar(struct arena *arena, const struct json_value *value)
{
    int64_t number = 0;
    if (json_is_list(value)) {
        return scalar(arena, json_at(value, 0));
    }
    if (value && json_text(value).s) {
        return json_text(value);
    }
    return value && json_whole(value, &number) ? str_format(arena, "%lld", (long long)number) : S("");
}

/* The first of the fields that says something; names are separated by spaces. */
static struct str raw_of(const struct object *object, const char *names)
{
    struct str rest = str_of(names);
    while (rest.s) {
        struct str name = str_cut(rest, ' ', &rest);
        struct str value = scalar(object->arena, json_get(object->root, str_c(object->arena, name)));
        if (!str_is_empty(str_trim(value))) {
            return value;
        }
    }
    return S("");
}

static struct str text_of(const struct object *object, const char *names)
{
    return call_text(object->arena, raw_of(object, names));
}

/* Of a field that is an object: {"abbreviation": "Open", "description": ...}. */
static struct str part_of(const struct object *object, const char *name, const char *part)
{
    const struct json_value *value = json_get(object->root, name);
    value = json_is_list(value) ? json_at(value, 0) : value;
    return call_text(object->arena, scalar(object->arena, json_get(value, part)));
}

static struct maybe_int cents_of(const struct object *object, const char *name)
{
    int64_t cents = 0;
    struct str text = str_trim(raw_of(object, name));
    bool known = parse_cents(text, &cents) && cents > 0;
    return (struct maybe_int){known, known ? cents : 0};
}

/* ---- days */

/* Milliseconds. Midnight, in UTC or in Brussels, is how a day is written that has no hour. */
static bool deadline_of_millis(int64_t millis, struct call_deadline *ret_deadline)
{
    struct zone zone = zone_of(S("BE"), S(""));
    int64_t at = millis / MILLI;
    if (millis < 0 || at > INSTANT_MAX) {
        return false;
    }
    int64_t local = at + zone_offset_s(&zone, at);
    struct date day = {(int32_t)((at % DAY_S == 0 ? at : local) / DAY_S)};
    bool known = at % DAY_S != 0 && local % DAY_S != 0;
    *ret_deadline = (struct call_deadline){day, known ? at : funding_call_usual_hour(day, S("")), known};
    return true;
}

static bool deadline_of(struct arena *arena, const struct json_value *value, struct call_deadline *ret_deadline)
{
    int64_t millis = 0;
    if (json_text(value).s) {
        return call_deadline_parse(scalar(arena, value), S(""), ret_deadline);
    }
    return json_whole(value, &millis) && deadline_of_millis(millis, ret_deadline);
}

static bool bad(const struct object *object, const char *column, const char *reason)
{
    *object->problem = (struct call_problem){column, reason};
    return false;
}

static bool read_deadlines(const struct object *object, const char *name)
{
    const struct json_value *value = json_get(object->root, name);
    size_t n = json_is_list(value) ? json_count(value) : value ? 1 : 0;
    for (size_t i = 0; i < n; i++) {
        const struct json_value *one = json_is_list(value) ? json_at(value, i) : value;
        struct call_deadline deadline;
        bool nothing = str_is_empty(str_trim(scalar(object->arena, one)));
        if (!nothing && !deadline_of(object->arena, one, &deadline)) {
            return bad(object, name, "is no day");
        }
        if (!nothing && !call_deadline_add(object->call, deadline)) {
            return bad(object, name, "names more deadlines than a funding call can have");
        }
    }
    return true;
}

static struct date day_of(const struct object *object, const char *name)
{
    struct call_deadline day;
    const struct json_value *value = json_get(object->root, name);
    value = json_is_list(value) ? json_at(value, 0) : value;
    return value && deadline_of(object->arena, value, &day) ? day.day : DATE_NONE;
}

/* ---- the parts of a funding call */

static struct str upper(struct arena *arena, struct str text)
{
    struct str copy = str_copy(arena, text);
    for (size_t i = 0; i < copy.n; i++) {
        char *c = (char *)copy.s + i;
        *c = *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
    }
    return copy;
}

static struct str lower(struct arena *arena, struct str text)
{
    struct str copy = str_copy(arena, text);
    for (size_t i = 0; i < copy.n; i++) {
        char *c = (char *)copy.s + i;
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
    }
    return copy;
}

static struct str programme_of(const struct object *object)
{
    struct str number = raw_of(object, "programmeId frameworkProgramme");
    struct str name = text_of(object, "programme");
    struct str said = part_of(object, "frameworkProgramme", "description");
    for (size_t i = 0; str_is_empty(name) && i < sizeof PROGRAMMES / sizeof *PROGRAMMES; i++) {
        name = str_eq(number, str_of(PROGRAMMES[i].number)) ? PROGRAMMES[i].name : name;
    }
    if (str_is_empty(name)) {
        name = str_is_empty(said) ? part_of(object, "frameworkProgramme", "abbreviation") : said;
    }
    return name;
}

static struct str address_of(const struct object *object)
{
    struct str given = str_trim(raw_of(object, "portalUrl url"));
    if (call_address_is_well(given)) {
        return given;
    }
    struct str made = str_join(object->arena, S(ADDRESS_OF_TOPIC), lower(object->arena, object->call->identifier));
    return call_address_is_well(made) ? made : S("");
}

static struct str status_of(const struct object *object)
{
    struct str plain = raw_of(object, "callStatus status");
    return call_status(str_is_empty(plain) ? part_of(object, "status", "abbreviation") : plain);
}

/* The texts of several fields, one behind the other. */
static struct str joined(const struct object *object, const char *names)
{
    struct str all = S("");
    struct str rest = str_of(names);
    while (rest.s) {
        struct str name = str_cut(rest, ' ', &rest);
        struct str text = text_of(object, str_c(object->arena, name));
        all = str_is_empty(text) || str_contains(all, text)
                  ? all
                  : str_format(object->arena, "%.*s%s%.*s", STR_ARG(all), all.n > 0 ? "\n" : "", STR_ARG(text));
    }
    return all;
}

/* Lists of keywords come as texts of one list, or as one text. */
static struct str keywords_of(const struct object *object)
{
    const struct json_value *list = json_get(object->root, "keywords");
    struct str all = S("");
    for (size_t i = 0; json_is_list(list) && i < json_count(list); i++) {
        struct str word = call_text(object->arena, scalar(object->arena, json_at(list, i)));
        all = str_format(object->arena, "%.*s%s%.*s", STR_ARG(all), i > 0 ? ", " : "", STR_ARG(word));
    }
    return str_is_empty(all) ? text_of(object, "keywords tags") : all;
}

static void read_texts(const struct object *object)
{
    struct call *call = object->call;
    struct str model = text_of(object, "deadlineModel");
    call->programme = programme_of(object);
    call->group = text_of(object, "callIdentifier");
    call->group_title = text_of(object, "callTitle");
    call->action = text_of(object, "typesOfAction typeOfAction actionType");
    call->model = str_is_empty(model) ? part_of(object, "submissionProcedure", "abbreviation") : model;
    call->model = str_is_empty(call->model) ? part_of(object, "sumbissionProcedure", "abbreviation") : call->model;
    call->keywords = keywords_of(object);
    call->text = joined(object, "description descriptionByte objectives");
    call->conditions = text_of(object, "topicConditions");
    call->address = address_of(object);
    call->status = status_of(object);
}

static void read_money(const struct object *object)
{
    int64_t grants = 0;
    struct call *call = object->call;
    call->currency = S("EUR");
    call->grant_min_cents = cents_of(object, "budgetMin");
    call->grant_max_cents = cents_of(object, "budgetMax");
    call->budget_cents = cents_of(object, "budget");
    bool known = parse_int(raw_of(object, "expectedGrants"), 1, 1000000, &grants);
    call->grants = (struct maybe_int){known, grants};
}

static bool is_wanted(const struct object *object)
{
    struct str type = raw_of(object, "type");
    struct str language = raw_of(object, "language");
    bool listed = json_get(object->root, "deadlineDatesLong") || json_get(object->root, "ccm2Id");
    int64_t number = 0;
    bool tender = listed && parse_int(type, 0, 1000, &number) && number != GRANT_TYPE;
    return !tender && (str_is_empty(language) || str_eq_nocase(language, S("en")));
}

static enum call_step read_object(const struct object *object)
{
    struct call *call = object->call;
    call->identifier = text_of(object, "topicId identifier");
    if (str_is_empty(call->identifier)) {
        call->identifier = call_text(object->arena, scalar(object->arena, json_get(object->outer, "reference")));
    }
    call->title = text_of(object, "title topicTitle callTitle");
    if (!is_wanted(object)) {
        return CALL_UNWANTED;
    }
    if (str_is_empty(call->identifier) || str_is_empty(call->title)) {
        (void)bad(object, str_is_empty(call->identifier) ? "topicId" : "title", "is missing");
        return CALL_BAD;
    }
    call->key = upper(object->arena, call->identifier);
    if (!read_deadlines(object, "deadline") || !read_deadlines(object, "deadlines")
        || !read_deadlines(object, "deadlineDate") || !read_deadlines(object, "deadlineDates")
        || !read_deadlines(object, "deadlineDatesLong")) {
        return CALL_BAD;
    }
    call->opens_on = day_of(object, "plannedOpeningDateLong");
    call->opens_on = date_is_none(call->opens_on) ? day_of(object, "startDate") : call->opens_on;
    read_texts(object);
    read_money(object);
    return CALL_TAKEN;
}

enum call_step call_of_object(struct arena *arena, struct str text, struct call *ret_call,
                              struct call_problem *ret_problem)
{
    struct json_value *root = NULL;
    struct str why;
    struct call call = {.opens_on = DATE_NONE, .pays = S(""), .country = S(""), .publisher = S("")};
    if (json_parse(arena, str_scrub(arena, text), &root, &why) != OK) {
        *ret_problem = (struct call_problem){"", str_c(arena, str_format(arena, "is no JSON: %.*s", STR_ARG(why)))};
        return CALL_BAD;
    }
    const struct json_value *metadata = json_get(root, "metadata");
    struct object object = {arena, metadata ? metadata : root, root, &call, ret_problem};
    enum call_step step = read_object(&object);
    /* Texts that needed no mending still stand in the tree. */
    struct str *texts[] = {&call.key,         &call.identifier, &call.title,  &call.programme, &call.group,
                           &call.group_title, &call.action,     &call.status, &call.model,     &call.keywords,
                           &call.address,     &call.currency,   &call.text,   &call.conditions};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i] = str_copy(arena, *texts[i]);
    }
    json_free(root);
    *ret_call = call;
    return step;
}
