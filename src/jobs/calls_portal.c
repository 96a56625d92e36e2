/* SPDX-License-Identifier: AGPL-3.0-or-later
** calls: the objects of the EU's Funding and Tenders portal, in the three forms in which they are met. */
#include <stdio.h>

#include "base/scan.h"
#include "domain/funding_call.h"
#include "jobs/calls.h"
#include "text/json.h"

#define ADDRESS_OF_TOPIC                                                                                               \
    "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/"
#define DAY_MILLIS_MAX 7258118400000   /* 2200 */
#define NO_DAY_MILLIS (-62135596800000) /* 0001-01-01 */
#define GRANT_TYPE 1                    /* in grantsTenders.json; 0 and 2 are calls for tenders */
#define CASCADE_TYPE 8                  /* money that a project gives on to others */
#define TREES_MAX 16u                   /* texts of one object that hold JSON */
#define VALUE_DEPTH_MAX 4u              /* a list of an object of a text */

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

/* Texts of an object that hold JSON themselves, read as they are met. */
struct trees {
    struct json_value *items[TREES_MAX];
    size_t n;
};

struct object {
    struct arena *arena;
    const struct json_value *root; /* where the fields are */
    const struct json_value *outer;
    struct trees *trees;
    struct call *call;
    struct call_problem *problem;
};

/* ---- values. A field is a text, a number, or a list of them of which the first counts; a text of several languages is
** an object with a member for each, or a list of objects that say theirs. */

static bool is_english(struct str language)
{
    return str_eq_nocase(str_sub(language, 0, 2), S("en"));
}

/* Of a list the item that says that it is English, else the first. */
static const struct json_value *english_of(const struct json_value *list)
{
    for (size_t i = 0; i < json_count(list); i++) {
        struct str said = json_text(json_get(json_at(list, i), "language"));
        said = said.s ? said : json_text(json_get(json_at(list, i), "lang"));
        if (is_english(said)) {
            return json_at(list, i);
        }
    }
    return json_at(list, 0);
}

static struct str scalar(struct arena *arena, const struct json_value *value)
{
    static const char *const parts[] = {"en", "EN", "value", "text", "#text", "label", "$numberLong", "$date"};
    int64_t number = 0;
    for (size_t depth = 0; value && depth < VALUE_DEPTH_MAX; depth++) {
        if (json_text(value).s) {
            return json_text(value);
        }
        if (json_whole(value, &number)) {
            return str_format(arena, "%lld", (long long)number);
        }
        const struct json_value *inner = json_is_list(value) ? english_of(value) : NULL;
        for (size_t i = 0; i < sizeof parts / sizeof *parts && !inner; i++) {
            inner = json_get(value, parts[i]);
        }
        value = inner;
    }
    return S("");
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
    return call_line(object->arena, raw_of(object, names));
}

/* Of a field that is an object: {"abbreviation": "Open", "description": ...}. */
static struct str part_of(const struct object *object, const char *name, const char *part)
{
    const struct json_value *value = json_get(object->root, name);
    value = json_is_list(value) ? json_at(value, 0) : value;
    return call_line(object->arena, scalar(object->arena, json_get(value, part)));
}

/* A field that is a list or an object, or a text that holds one; NULL for anything else. */
static const struct json_value *tree_of(const struct object *object, const struct json_value *value)
{
    struct str text = str_trim(json_text(json_is_list(value) ? json_at(value, 0) : value));
    struct str why;
    if (!text.s || !(str_starts(text, S("{")) || str_starts(text, S("[")))) {
        return value;
    }
    struct trees *trees = object->trees;
    bool read = trees->n < TREES_MAX
                && json_parse(object->arena, call_json(object->arena, text), &trees->items[trees->n], &why) == OK;
    return read ? trees->items[trees->n++] : NULL;
}

/* "1,500,000.00 EUR" without what is for the eye. A comma with three digits behind it parts thousands. */
static struct str amount_text(struct arena *arena, struct str text)
{
    char *to = arena_array(arena, char, text.n + 1);
    size_t n = 0;
    bool point = str_contains(text, S("."));
    for (size_t i = 0; i < text.n; i++) {
        bool digit = text.s[i] >= '0' && text.s[i] <= '9';
        bool sign = text.s[i] == '.' || (text.s[i] == ',' && !point && text.n - i - 1 <= 2);
        if (digit || sign) {
            to[n++] = text.s[i];
        }
    }
    return (struct str){to, n};
}

static struct maybe_int cents_of(struct arena *arena, struct str raw)
{
    int64_t cents = 0;
    struct str text = str_trim(raw);
    bool known = (parse_cents(text, &cents) || parse_cents(amount_text(arena, text), &cents)) && cents > 0;
    return (struct maybe_int){known, known ? cents : 0};
}

/* ---- days */

static bool bad(const struct object *object, const char *column, const char *reason)
{
    *object->problem = (struct call_problem){column, reason};
    return false;
}

static bool add_deadline(const struct object *object, const char *name, bool is_day, struct call_deadline deadline)
{
    if (!is_day) {
        return bad(object, name, "is no day");
    }
    return call_deadline_add(object->call, deadline)
           || bad(object, name, "names more deadlines than a funding call can have");
}

static bool is_days(struct str text, char sign)
{
    struct call_deadline deadline;
    struct str rest = text;
    bool well = str_contains(text, (struct str){&sign, 1});
    while (well && rest.s) {
        struct str one = str_cut(rest, sign, &rest);
        well = call_is_no_day(one) || call_deadline_parse(one, S(""), &deadline);
    }
    return well;
}

/* One day, or several with a sign between them. */
static bool read_text(const struct object *object, const char *name, struct str text)
{
    static const char signs[] = {';', '|', '\n', ','};
    struct call_deadline deadline;
    if (call_is_no_day(text)) {
        return true;
    }
    bool is_day = call_deadline_parse(text, S(""), &deadline);
    for (size_t i = 0; i < sizeof signs && !is_day; i++) {
        struct str rest = text;
        bool well = is_days(text, signs[i]);
        while (well && rest.s) {
            well = read_text(object, name, str_cut(rest, signs[i], &rest));
        }
        if (well) {
            return true;
        }
    }
    return add_deadline(object, name, is_day, deadline);
}

/* -1, 0 and the least day of a programming language stand for none, a day past all of ours too. */
static bool read_number(const struct object *object, const char *name, int64_t number)
{
    struct call_deadline deadline;
    bool none = number == 0 || number == -1 || number == NO_DAY_MILLIS || number > DAY_MILLIS_MAX;
    return none || add_deadline(object, name, call_deadline_of_number(number, &deadline), deadline);
}

/* [2026, 9, 23] and [2026, 9, 23, 17, 0], as some programs write a day. */
static struct str day_of_parts(struct arena *arena, const struct json_value *list)
{
    int64_t parts[5] = {0};
    size_t n = json_count(list);
    for (size_t i = 0; i < n && i < 5; i++) {
        if (!json_whole(json_at(list, i), &parts[i])) {
            return S("");
        }
    }
    bool day = n >= 3 && n <= 7 && parts[0] >= 1990 && parts[0] < 2200 && parts[1] <= 12 && parts[2] <= 31;
    return day ? str_format(arena, "%04lld-%02lld-%02lld %02lld:%02lld", (long long)parts[0], (long long)parts[1],
                            (long long)parts[2], (long long)parts[3], (long long)parts[4])
               : S("");
}

/* What holds a day: a text, a number, an object around it. */
static const struct json_value *inner_day(const struct json_value *value)
{
    static const char *const names[] = {"$date", "$numberLong", "date", "deadlineDate", "deadline", "closingDate",
                                        "dateTime", "value"};
    for (size_t depth = 0; depth < VALUE_DEPTH_MAX; depth++) {
        const struct json_value *inner = NULL;
        for (size_t i = 0; i < sizeof names / sizeof *names && !inner; i++) {
            inner = json_get(value, names[i]);
        }
        if (!inner) {
            break;
        }
        value = inner;
    }
    return value;
}

static bool read_one(const struct object *object, const char *name, const struct json_value *value)
{
    int64_t number = 0;
    const struct json_value *inner = inner_day(value);
    struct str parts = day_of_parts(object->arena, inner);
    if (!str_is_empty(parts)) {
        return read_text(object, name, parts);
    }
    if (json_text(inner).s) {
        return read_text(object, name, json_text(inner));
    }
    return !json_whole(inner, &number) || read_number(object, name, number);
}

static bool read_deadlines(const struct object *object, const char *name, const struct json_value *value)
{
    struct str parts = day_of_parts(object->arena, value);
    value = tree_of(object, value);
    if (!json_is_list(value) || !str_is_empty(parts)) {
        return !value || read_one(object, name, value);
    }
    bool well = true;
    for (size_t i = 0; i < json_count(value) && well; i++) {
        well = read_one(object, name, json_at(value, i));
    }
    return well;
}

/* Under all names that were met. */
static bool read_all_deadlines(const struct object *object, const struct json_value *from)
{
    static const char *const names[] = {"deadline", "deadlines", "deadlineDate", "deadlineDates", "deadlineDatesLong",
                                        "deadlineDateLong", "submissionDeadlineDate", "closingDate"};
    bool well = true;
    for (size_t i = 0; i < sizeof names / sizeof *names && well; i++) {
        well = read_deadlines(object, names[i], json_get(from, names[i]));
    }
    return well;
}

static struct date day_in(const struct object *object, const struct json_value *from)
{
    static const char *const names[] = {"plannedOpeningDateLong", "plannedOpeningDate", "startDate", "openingDate",
                                        "opens"};
    struct call day = {.deadlines_n = 0};
    struct call_problem ignored;
    struct object aside = *object;
    aside.call = &day;
    aside.problem = &ignored;
    for (size_t i = 0; i < sizeof names / sizeof *names && day.deadlines_n == 0; i++) {
        (void)read_deadlines(&aside, names[i], json_get(from, names[i]));
    }
    return day.deadlines_n > 0 ? day.deadlines[0].day : DATE_NONE;
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
    number = str_is_empty(number) ? part_of(object, "frameworkProgramme", "id") : number;
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
    plain = str_is_empty(plain) ? part_of(object, "status", "abbreviation") : plain;
    return call_status(str_is_empty(plain) ? part_of(object, "status", "id") : plain);
}

/* The texts of several fields, one behind the other. */
static struct str joined(const struct object *object, const char *names)
{
    struct str all = S("");
    struct str rest = str_of(names);
    while (rest.s) {
        struct str name = str_cut(rest, ' ', &rest);
        struct str text = call_text(object->arena, raw_of(object, str_c(object->arena, name)));
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
        struct str word = call_line(object->arena, scalar(object->arena, json_at(list, i)));
        all = str_format(object->arena, "%.*s%s%.*s", STR_ARG(all), all.n > 0 ? ", " : "", STR_ARG(word));
    }
    return str_is_empty(all) ? text_of(object, "keywords tags") : all;
}

/* The extract that comes with the program has no texts, and says what was found in them (content/make-extract.mjs). */
static struct str pays_of(const struct object *object)
{
    struct str words = S("");
    for (struct str rest = text_of(object, "pays"); rest.s != NULL && !str_is_empty(rest);) {
        struct str word = str_trim(str_cut(rest, ';', &rest));
        enum pays what;
        if (pays_parse(word, &what)) {
            words = str_format(object->arena, "%.*s%s%.*s", STR_ARG(words), words.n > 0 ? "; " : "", STR_ARG(word));
        }
    }
    return words;
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
    call->pays = pays_of(object);
    call->text = joined(object, "description descriptionByte objectives");
    call->conditions = call_text(object->arena, raw_of(object, "topicConditions conditions"));
    call->address = address_of(object);
    call->status = status_of(object);
}

static struct maybe_int count_of(struct str raw)
{
    int64_t n = 0;
    bool known = parse_int(str_trim(raw), 1, 1000000, &n);
    return (struct maybe_int){known, n};
}

static void read_money(const struct object *object)
{
    struct call *call = object->call;
    call->currency = S("EUR");
    call->grant_min_cents = cents_of(object->arena, raw_of(object, "budgetMin minContribution"));
    call->grant_max_cents = cents_of(object->arena, raw_of(object, "budgetMax maxContribution"));
    call->budget_cents = cents_of(object->arena, raw_of(object, "budget"));
    call->grants = count_of(raw_of(object, "expectedGrants"));
}

/* ---- what stands deeper: the actions of a funding call, and the table of its budget */

/* A funding call may have several actions, each with days of its own. */
static bool read_actions(const struct object *object)
{
    const struct json_value *actions = tree_of(object, json_get(object->root, "actions"));
    bool well = true;
    for (size_t i = 0; i < json_count(actions) && well; i++) {
        const struct json_value *one = json_at(actions, i);
        const struct json_value *types = json_get(one, "types");
        struct str type = scalar(object->arena, json_get(json_at(types, 0), "typeOfAction"));
        struct str model = scalar(object->arena, json_get(json_get(one, "submissionProcedure"), "abbreviation"));
        struct call *call = object->call;
        well = read_all_deadlines(object, one);
        call->opens_on = date_is_none(call->opens_on) ? day_in(object, one) : call->opens_on;
        call->action = str_is_empty(call->action) ? call_line(object->arena, type) : call->action;
        call->model = str_is_empty(call->model) ? call_line(object->arena, model) : call->model;
    }
    return well;
}

static bool is_of(const struct object *object, const struct json_value *row)
{
    struct str action = call_line(object->arena, scalar(object->arena, json_get(row, "action")));
    struct str identifier = object->call->identifier;
    bool begins = str_eq_nocase(str_sub(action, 0, identifier.n), identifier);
    return begins && (action.n == identifier.n || action.s[identifier.n] == ' ');
}

static void fill_in(struct maybe_int *to, struct maybe_int from)
{
    *to = to->known ? *to : from;
}

/* The row of the table that is about this funding call: the table is that of all of its group. */
static bool read_budget_row(const struct object *object, const struct json_value *row)
{
    struct arena *arena = object->arena;
    struct call *call = object->call;
    const struct json_value *years = json_get(row, "budgetYearMap"), *year;
    struct maybe_int budget = {.known = false};
    struct str name;
    for (size_t i = 0; (year = json_member(years, i, &name)) != NULL; i++) {
        struct maybe_int more = cents_of(arena, scalar(arena, year));
        budget = more.known ? (struct maybe_int){true, budget.v + more.v} : budget;
    }
    fill_in(&call->budget_cents, budget);
    fill_in(&call->grant_min_cents, cents_of(arena, scalar(arena, json_get(row, "minContribution"))));
    fill_in(&call->grant_max_cents, cents_of(arena, scalar(arena, json_get(row, "maxContribution"))));
    fill_in(&call->grants, count_of(scalar(arena, json_get(row, "expectedGrants"))));
    return read_all_deadlines(object, row);
}

static bool read_budget(const struct object *object)
{
    const struct json_value *table = json_get(object->root, "budgetOverview");
    table = tree_of(object, table ? table : json_get(object->root, "budgetOverviewJSONItem"));
    const struct json_value *map = json_get(table, "budgetTopicActionMap"), *rows;
    struct str name;
    bool well = true;
    for (size_t i = 0; well && (rows = json_member(map, i, &name)) != NULL; i++) {
        for (size_t k = 0; k < json_count(rows) && well; k++) {
            well = !is_of(object, json_at(rows, k)) || read_budget_row(object, json_at(rows, k));
        }
    }
    return well;
}

/* ---- one funding call */

static bool is_wanted(const struct object *object)
{
    bool listed = json_get(object->root, "deadlineDatesLong") || json_get(object->root, "ccm2Id");
    int64_t number = 0;
    bool known = listed && parse_int(raw_of(object, "type"), 0, 1000, &number);
    return !known || number == GRANT_TYPE || number == CASCADE_TYPE;
}

static enum call_step read_object(const struct object *object)
{
    struct call *call = object->call;
    struct str language = raw_of(object, "language");
    call->identifier = text_of(object, "topicId identifier topicIdentifier topicCode");
    if (str_is_empty(call->identifier)) {
        call->identifier = call_line(object->arena, scalar(object->arena, json_get(object->outer, "reference")));
    }
    call->title = text_of(object, "title topicTitle callTitle");
    call->is_foreign = !str_is_empty(language) && !is_english(language);
    if (!is_wanted(object)) {
        return CALL_UNWANTED;
    }
    if (str_is_empty(call->identifier) || str_is_empty(call->title)) {
        (void)bad(object, str_is_empty(call->identifier) ? "topicId" : "title", "is missing");
        return CALL_BAD;
    }
    call->key = upper(object->arena, call->identifier);
    call->opens_on = day_in(object, object->root);
    read_texts(object);
    read_money(object);
    bool well = read_all_deadlines(object, object->root) && read_actions(object) && read_budget(object);
    return well ? CALL_TAKEN : CALL_BAD;
}

/* Where the fields are: the search service puts them into "metadata", an index of it into "_source". */
static const struct json_value *fields_of(const struct json_value *root)
{
    const struct json_value *inner = json_get(root, "metadata");
    inner = inner ? inner : json_get(root, "_source");
    inner = json_is_list(inner) ? json_at(inner, 0) : inner;
    return inner ? inner : root;
}

static void free_trees(struct trees *trees)
{
    for (size_t i = 0; i < trees->n; i++) {
        json_free(trees->items[i]);
    }
}

enum call_step call_of_object(struct arena *arena, struct str text, struct call *ret_call,
                              struct call_problem *ret_problem)
{
    struct json_value *root = NULL;
    struct str why;
    struct call call = {.opens_on = DATE_NONE, .pays = S(""), .country = S(""), .publisher = S("")};
    if (json_parse(arena, call_json(arena, text), &root, &why) != OK) {
        *ret_problem = (struct call_problem){"", str_c(arena, str_format(arena, "is no JSON: %.*s", STR_ARG(why)))};
        return CALL_BAD;
    }
    struct trees trees = {.n = 0};
    struct object object = {arena, fields_of(root), root, &trees, &call, ret_problem};
    enum call_step step = read_object(&object);
    /* Texts that needed no mending still stand in the tree. */
    struct str *texts[] = {&call.key,         &call.identifier, &call.title,  &call.programme, &call.group,
                           &call.group_title, &call.action,     &call.status, &call.model,     &call.keywords,
                           &call.address,     &call.currency,   &call.text,   &call.conditions};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i] = str_copy(arena, *texts[i]);
    }
    free_trees(&trees);
    json_free(root);
    *ret_call = call;
    return step;
}
