/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme: its name, days, place and cities; its house rules. */
#include "base/check.h"
#include "text/words.h"
#include "web/member/member_web.h"
#include "web/programme/programme_web.h"
#include "web/say.h"

#define DAY_LETTERS 32
#define CITIES_LETTERS 4000

#define SEEN_FIELD {.name = "seen", .label = W_NOTE("How it stands"), .kind = FIELD_TEXT, .max = 12, \
                    .help = "sent along by the page: what it was made from"}

const struct field programme_about_form[] = {
    {.name = "name", .label = W_NOTE("Name"), .kind = FIELD_TEXT, .max = PROGRAMME_NAME_MAX,
     .help = "of the leadership programme"},
    {.name = "place", .label = W_NOTE("Where"), .kind = FIELD_TEXT, .max = PROGRAMME_PLACE_MAX,
     .help = "the room and its address"},
    {.name = "host", .label = W_NOTE("Its name"), .kind = FIELD_TEXT, .max = PROGRAMME_HOST_MAX,
     .help = "of a cluster, a region or a state"},
    {.name = "kind", .label = W_NOTE("For whom"), .kind = FIELD_CHOICE, .choices = "city cluster region",
     .help = "the city, a cluster of cities, or a region or state"},
    {.name = "languages", .label = W_NOTE("Languages"), .kind = FIELD_CHOICE, .choices = "en de en-de de-en",
     .help = "the main one first"},
    {.name = "day", .label = W_NOTE("First day"), .kind = FIELD_TEXT, .max = DAY_LETTERS,
     .help = "all sessions move with it"},
    {.name = "cities", .label = W_NOTE("Cities, one a line"), .kind = FIELD_TEXT, .max = CITIES_LETTERS,
     .help = "of the cluster, the region or the state"},
    SEEN_FIELD,
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save shift cities remove",
     .help = "save it, move the days, save the cities, remove it with all that is in it"},
    {0},
};

const struct field programme_rules_form[] = {
    {.name = "seen_by", .label = W_NOTE("Who reads what it comes to"), .kind = FIELD_CHOICE,
     .choices = "participants city members everybody", .help = "results: statements, votes, ratings together"},
    {.name = "named", .label = W_NOTE("In the room"), .kind = FIELD_CHOICE, .choices = "named sectors nobody",
     .help = "whether the room sees who wrote what; sectors: and the middle rating of a sector of three"},
    {.name = "chatham", .label = W_NOTE("Outside the room"), .kind = FIELD_CHOICE, .choices = "what who",
     .help = "what was said may be told, or also who said it"},
    {.name = "notes", .label = W_NOTE("Who reads the notes"), .kind = FIELD_CHOICE,
     .choices = "participants city members everybody", .help = "once they are closed"},
    {.name = "draft", .label = W_NOTE("While they are written"), .kind = FIELD_CHOICE, .choices = "open closed",
     .help = "who takes part reads the draft and corrects it, or reads them once they are closed"},
    {.name = "more", .label = W_NOTE("In your own words"), .kind = FIELD_TEXT, .max = PROGRAMME_RULES_MAX,
     .help = "what else holds in the room"},
    SEEN_FIELD,
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save notes",
     .help = "save what holds, or who reads the notes"},
    {0},
};

static void choose(struct request *request, struct deed_select *select, struct str value)
{
    for (size_t i = 0; !request->acts && i < select->n; i++) {
        select->options[i].chosen = str_eq(select->options[i].value, value);
    }
}

/* ---- about it */

static void add_about(struct request *request, struct out *out, const struct q_programme_of *row, struct deed *m)
{
    static const char *const codes[] = {"en", "de", "en-de", "de-en"};
    const struct field *fields = programme_about_form;
    struct deed_form *form = deed_form(m, W(out, "Name and place"), S(""));
    const struct { const char *name; struct str value; } all[] = {
        {"name", row->name}, {"place", row->place}, {"host", row->host_name}};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        struct str hint = i == 2 ? W(out, "Only of a cluster of cities, a region or a state.") : S("");
        struct form_field *field = deed_field(request, form, form_find(fields, all[i].name), hint);
        field->value = request->acts ? field->value : all[i].value;
    }
    struct deed_select *kind = deed_select(request, form, form_find(fields, "kind"), S(""), 3);
    deed_option(request, kind, S("city"), row->city);
    deed_option(request, kind, S("cluster"), W(out, "A cluster of cities"));
    deed_option(request, kind, S("region"), W(out, "A region or a state"));
    choose(request, kind, row->host_kind);
    struct deed_select *languages = deed_select(request, form, form_find(fields, "languages"), S(""), COUNT_OF(codes));
    struct str rest, first = str_cut(row->languages, ' ', &rest);
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        struct str more, one = str_cut(str_of(codes[i]), '-', &more);
        struct str both = more.s == NULL ? one : str_format(request->arena, "%.*s %.*s", STR_ARG(one), STR_ARG(more));
        deed_option(request, languages, str_of(codes[i]), say_languages(out, both));
    }
    choose(request, languages, rest.s == NULL ? first : str_format(request->arena, "%.*s-%.*s", STR_ARG(first),
                                                                   STR_ARG(rest)));
    deed_button(form, "save", W(out, "Save"));
}

static void add_days(struct request *request, struct out *out, const struct q_programme_of *row, struct deed *m)
{
    struct deed_form *form = deed_form(m, W(out, "First day"), W(out, "All sessions move with it. Who was asked gets a "
                                                                     "mail; what they said of each stands."));
    struct form_field *day = deed_field(request, form, form_find(programme_about_form, "day"), S(""));
    day->type = S("date");
    day->value = request->acts ? day->value : date_iso(request->arena, row->begins_on);
    deed_button_quiet(form, "shift", W(out, "Move it"));
}

static void add_cities(struct request *request, struct out *out, const struct q_programme_cities *cities, size_t n,
                       struct deed *m)
{
    struct deed_form *form = deed_form(m, W(out, "Cities of it"),
                                       W(out, "When it is held for several cities, their names."));
    struct form_field *field = deed_field(request, form, form_find(programme_about_form, "cities"), S(""));
    struct str text = S("");
    for (size_t i = 0; i < n; i++) {
        text = str_format(request->arena, "%.*s%.*s\n", STR_ARG(text), STR_ARG(cities[i].name));
    }
    field->long_text = true;
    field->value = request->acts ? field->value : text;
    deed_button_quiet(form, "cities", W(out, "Save the cities"));
}

enum fault programme_about_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct q_programme_of row;
    struct q_programme_cities *cities;
    size_t n;
    programme_load_soon(request);
    q_programme_cities_soon(request->db, request->params[1]);
    TRY(programme_load(request, &row));
    TRY(q_programme_cities(request->db, request->arena, request->params[1], &cities, &n));
    struct deed *m = programme_deed(request, &out, &row, W(&out, "About the leadership programme"),
                                    W(&out, "Name, place, days, and the cities that it is held for."));
    add_about(request, &out, &row, m);
    add_days(request, &out, &row, m);
    add_cities(request, &out, cities, n, m);
    if (!programme_has_begun(programme_at(&row).stage)) {
        deed_button_quiet(deed_form(m, W(&out, "Remove it"),
                                    W(&out, "With its agenda and all who are on its list. It cannot be undone.")),
                          "remove", W(&out, "Remove it for good"));
    }
    m->action = programme_url(request, "/about");
    m->hidden_name = S("seen");
    m->hidden = programme_seen(request, row.rev);
    deed_end(request, response, m, programme_about_form);
    return OK;
}

static enum fault must_use save(struct request *request, const struct q_programme_of *row)
{
    struct str name = str_trim(request_typed(request, "name")), host = str_trim(request_typed(request, "host"));
    struct str kind = request_typed(request, "kind"), languages = request_typed(request, "languages"), rest;
    struct str first = str_cut(languages, '-', &rest);
    if (name.n == 0) {
        form_refuse(request, form_find(programme_about_form, "name"), W_NOTE("is empty"), W_NOTE("fill it in"));
    }
    if (kind.n > 0 && !str_eq(kind, S("city")) && host.n == 0) {
        form_refuse(request, form_find(programme_about_form, "host"), W_NOTE("is empty"),
                    W_NOTE("say which cluster of cities, region or state it is"));
    }
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    bool of_city = kind.n == 0 || str_eq(kind, S("city"));
    TRY(q_programme_save(request->db, row->id, name, of_city ? S("city") : kind, of_city ? S("") : host,
                         languages.n == 0  ? row->languages
                         : rest.s == NULL ? first
                                          : str_format(request->arena, "%.*s %.*s", STR_ARG(first), STR_ARG(rest)),
                         str_trim(request_typed(request, "place"))));
    return q_programme_rev(request->db, row->id, request->now);
}

static enum fault must_use save_cities(struct request *request, const struct q_programme_of *row)
{
    int64_t n = 0;
    TRY(q_programme_cities_remove(request->db, row->id));
    for (struct str rest = request_typed(request, "cities"); rest.s != NULL && rest.n > 0;) {
        struct str name = str_trim(str_cut(rest, '\n', &rest));
        if (name.n == 0) {
            continue;
        }
        if (str_letters(name) > PROGRAMME_HOST_MAX || n == PROGRAMME_CITIES_MAX) {
            form_refuse(request, form_find(programme_about_form, "cities"),
                        n == PROGRAMME_CITIES_MAX ? W_NOTE("are too many") : W_NOTE("have a line that is too long"),
                        W_NOTE("write one name a line, sixty at most"));
            return FAULT_INVALID;
        }
        TRY(q_programme_city_add(request->db, row->id, ++n, name, S(""), (struct maybe_int){0}));
    }
    return q_programme_rev(request->db, row->id, request->now);
}

enum fault programme_about_act(struct request *request, struct response *response)
{
    struct q_programme_of row;
    struct date day;
    struct str what = request_typed(request, "do");
    programme_load_soon(request);
    TRY(programme_load(request, &row));
    if (!programme_has_do(request, programme_about_form)) {
        return FAULT_INVALID;
    }
    if (row.rev != programme_seen_of(request)) {
        return programme_refuse(request, response, programme_about_form);
    }
    if (str_eq(what, S("remove"))) {
        if (programme_has_begun(programme_at(&row).stage)) {
            return programme_refuse(request, response, programme_about_form);
        }
        TRY(programme_remove(request->db, row.id));
        response->status = 303;
        response->location = url_add(request->arena, member_url(request, "/member-cities/{}/programmes"), "done",
                                     S("removed")).text;
        return OK;
    }
    if (str_eq(what, S("shift"))) {
        TRY(programme_read_day(request, programme_about_form, &day) ? OK : FAULT_INVALID);
        TRY(agenda_shift(request->db, &row, day, request->now));
        TRY(day.days != row.begins_on.days ? programme_tell(request->db, request->arena, row.id, request->now) : OK);
    } else {
        TRY(str_eq(what, S("cities")) ? save_cities(request, &row) : save(request, &row));
    }
    return programme_done(request, response, "", S("saved"));
}

/* ---- house rules */

static struct deed_select *readers(struct request *request, struct out *out, struct deed_form *form, const char *name,
                                   struct str value)
{
    struct deed_select *select = deed_select(request, form, form_find(programme_rules_form, name), S(""), 4);
    deed_option(request, select, S("participants"), W(out, "Those who take part"));
    deed_option(request, select, S("city"), W(out, "They, and people of our city here"));
    deed_option(request, select, S("members"), W(out, "They, and all member cities"));
    deed_option(request, select, S("everybody"), W(out, "Everybody"));
    choose(request, select, value);
    return select;
}

static void add_rules(struct request *request, struct out *out, const struct q_programme_of *row, struct deed *m)
{
    struct deed_form *room = deed_form(m, W(out, "What holds"), S(""));
    readers(request, out, room, "seen_by", row->seen_by);
    struct deed_select *named = deed_select(request, room, form_find(programme_rules_form, "named"), S(""), 3);
    deed_option(request, named, S("named"), W(out, "What is written may stand with a short name; of votes all see the "
                                                  "count"));
    deed_option(request, named, S("sectors"), W(out, "The same, and middle ratings of sectors of three or more"));
    deed_option(request, named, S("nobody"), W(out, "Nobody sees who wrote or voted what, nor a count that "
                                                   "would tell"));
    choose(request, named, !row->named ? S("nobody") : row->sectors_shown ? S("sectors") : S("named"));
    struct deed_select *chatham = deed_select(request, room, form_find(programme_rules_form, "chatham"), S(""), 2);
    deed_option(request, chatham, S("what"), W(out, "What was said may be told, never by whom (Chatham House rule)"));
    deed_option(request, chatham, S("who"), W(out, "What was said may be told, and by whom"));
    choose(request, chatham, row->chatham ? S("what") : S("who"));
    struct form_field *more = deed_field(request, room, form_find(programme_rules_form, "more"),
                                         W(out, "Such as: telephones stay outside. You may leave it empty."));
    more->long_text = true;
    more->value = request->acts ? more->value : row->rules_more;
    deed_button(room, "save", W(out, "Save"));
    struct deed_form *form = deed_form(m, W(out, "The notes"), S(""));
    readers(request, out, form, "notes", row->notes_read_by);
    struct deed_select *draft = deed_select(request, form, form_find(programme_rules_form, "draft"), S(""), 2);
    deed_option(request, draft, S("open"), W(out, "Those who take part read the draft and correct it"));
    deed_option(request, draft, S("closed"), W(out, "Those who take part read them once they are closed"));
    choose(request, draft, row->notes_draft ? S("open") : S("closed"));
    deed_button_quiet(form, "notes", W(out, "Save who reads them"));
}

enum fault programme_rules_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct q_programme_of row;
    programme_load_soon(request);
    TRY(programme_load(request, &row));
    struct deed *m = programme_deed(request, &out, &row, W(&out, "House rules"),
                                    W(&out, "They stand before the first question, for everybody who takes part."));
    if (programme_has_begun(programme_at(&row).stage)) {
        struct str says[RULES_SAID_MAX];
        size_t n = say_house_rules(&out, &row, says);
        for (size_t i = 0; i < n; i++) {
            deed_say(m, says[i]);
        }
        deed_say(m, W(&out, "It has begun: they hold as they are."));
    } else {
        add_rules(request, &out, &row, m);
    }
    m->action = programme_url(request, "/rules");
    m->hidden_name = S("seen");
    m->hidden = programme_seen(request, row.rev);
    deed_end(request, response, m, programme_rules_form);
    return OK;
}

enum fault programme_rules_act(struct request *request, struct response *response)
{
    struct q_programme_of row;
    programme_load_soon(request);
    TRY(programme_load(request, &row));
    struct str seen_by = request_typed(request, "seen_by"), named = request_typed(request, "named");
    struct str chatham = request_typed(request, "chatham"), notes = request_typed(request, "notes");
    struct str draft = request_typed(request, "draft");
    bool only_notes = str_eq(request_typed(request, "do"), S("notes"));
    if (!programme_has_do(request, programme_rules_form)) {
        return FAULT_INVALID;
    }
    if (row.rev != programme_seen_of(request) || programme_has_begun(programme_at(&row).stage)) {
        return programme_refuse(request, response, programme_rules_form);
    }
    TRY(q_programme_rules(request->db, &(struct q_programme_rules_in){
        .id = row.id, .seen_by = seen_by.n > 0 ? seen_by : row.seen_by,
        .named = named.n > 0 ? !str_eq(named, S("nobody")) : row.named,
        .sectors_shown = named.n > 0 ? str_eq(named, S("sectors")) : row.sectors_shown,
        .chatham = chatham.n > 0 ? str_eq(chatham, S("what")) : row.chatham,
        .notes_read_by = notes.n > 0 ? notes : row.notes_read_by,
        .notes_draft = draft.n > 0 ? str_eq(draft, S("open")) : row.notes_draft,
        .rules_more = only_notes ? row.rules_more : str_trim(request_typed(request, "more"))}));
    TRY(q_programme_rev(request->db, row.id, request->now));
    return programme_done(request, response, "", S("rules"));
}
