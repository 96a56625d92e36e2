/* SPDX-License-Identifier: AGPL-3.0-or-later
** record: what everybody may read of a leadership programme: chosen, looked at, published, taken back; and the pages
** for everybody. */
#include "web/programme/record_web.h"

#include "base/check.h"
#include "text/words.h"
#include "store/kept.h"
#include "store/profile_publish.sql.h"
#include "web/gate.h"
#include "web/member/member_web.h"
#include "web/say.h"
#include "web/views.h"

#define SEEN_LETTERS 16
#define SHOW_LETTERS 12
#define UID_LETTERS 32

const struct field record_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "asked yes no dropped taken",
     .help = "what was done before, to be said"},
    {0},
};

const struct field record_form[] = {
    {.name = "show", .label = W_NOTE("What may be read"), .kind = FIELD_TEXT, .max = SHOW_LETTERS, .many = true,
     .help = "each of name, kind, place, number, cities that may be read"},
    {.name = "themes", .label = W_NOTE("Themes"), .kind = FIELD_TEXT, .max = RECORD_THEMES_MAX,
     .help = "in the city's words; empty: not said"},
    {.name = "came_of", .label = W_NOTE("What came of it"), .kind = FIELD_TEXT, .max = RECORD_CAME_OF_MAX,
     .help = "in the city's words; empty: not said"},
    {.name = "seen", .label = W_NOTE("What was looked at"), .kind = FIELD_TEXT, .max = SEEN_LETTERS,
     .help = "sent along by the page: a mark of what was looked at before it is published"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "look ask yes no drop end",
     .min = 1, .help = "look at it, ask a colleague to publish it, say yes or no to that, take back the question, or "
                       "what is published"},
    {.name = "which", .label = W_NOTE("Which text was read"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "sent along by the page, of yes and no"},
    {0},
};

struct looking {
    struct q_programme_of row;
    struct q_record_of published;
    bool is_published;
    struct q_record_ask_of ask;
    bool is_asked, is_refused;
    int64_t others;               /* people of the city beside who looks */
    int64_t took_part;
    struct str cities;
    struct q_record_themes *themes;
    size_t themes_n;
};

static enum fault must_use load_ask(struct request *request, struct looking *looking)
{
    struct q_publication_others others;
    enum fault fault = q_record_ask_of(request->db, request->arena, request->params[0], request->params[1],
                                       &looking->ask);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    looking->is_asked = fault == OK && str_eq(looking->ask.state, S("asked"));
    looking->is_refused = fault == OK && !looking->is_asked;
    TRY(q_publication_others(request->db, request->arena, request->params[0], request->who->person_id, request->now,
                             &others));
    looking->others = others.n;
    return OK;
}

static enum fault must_use load(struct request *request, struct looking *looking)
{
    struct db *db = request->db;
    struct str member = request->params[0], uid = request->params[1];
    struct q_programme_cities *cities;
    struct q_record_took_part took;
    size_t n;
    q_programme_of_soon(db, member, uid);
    q_record_of_soon(db, member, uid);
    q_record_ask_of_soon(db, member, uid);
    q_publication_others_soon(db, member, request->who->person_id, request->now);
    q_record_took_part_soon(db, member, uid);
    q_record_themes_soon(db, member, uid);
    q_programme_cities_soon(db, uid);
    TRY(q_programme_of(db, request->arena, member, uid, &looking->row));
    enum fault fault = q_record_of(db, request->arena, member, uid, &looking->published);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    looking->is_published = fault == OK;
    TRY(load_ask(request, looking));
    TRY(q_record_took_part(db, request->arena, member, uid, &took));
    TRY(q_record_themes(db, request->arena, member, uid, &looking->themes, &looking->themes_n));
    TRY(q_programme_cities(db, request->arena, uid, &cities, &n));
    looking->took_part = took.n;
    looking->cities = S("");
    for (size_t i = 0; i < n; i++) {
        looking->cities = i == 0 ? cities[i].name
                                 : str_format(request->arena, "%.*s, %.*s", STR_ARG(looking->cities),
                                              STR_ARG(cities[i].name));
    }
    return OK;
}

/* ---- as it is read */

static void fact(struct record_shown *shown, struct arena *arena, struct str label, struct str value)
{
    if (value.n > 0) {
        check(shown->facts_n < COUNT_OF(shown->facts));
        shown->facts[shown->facts_n++] = (struct fact){.label = label, .value = html_text(arena, value),
                                                       .as_of = DATE_NONE};
    }
}

static struct str agenda_kind(struct out *out, struct str kind)
{
    return kind.n > 0 ? say_template(out, kind) : S("");
}

static struct record_shown shown_of(struct out *out, const struct q_record_public *row)
{
    struct record_shown shown = {.themes = row->themes, .came_of = row->came_of};
    struct str city = say_member_city(out->arena, row->city, row->country);
    struct str days = say_programme_days(out, row->begins_on, row->ends_on);
    shown.title = row->name.n > 0 ? row->name : SAY(out, "Leadership programme of {city}", slot("city", city));
    shown.lead = SAY(out, "A leadership programme that {city} held, {days}.", slot("city", city), slot("days", days));
    fact(&shown, out->arena, W(out, "Held by"), city);
    fact(&shown, out->arena, W(out, "When"), days);
    fact(&shown, out->arena, W(out, "For whom"), say_programme_host(out, row->city, row->host_kind, row->host_name));
    fact(&shown, out->arena, W(out, "Cities"), row->cities);
    fact(&shown, out->arena, W(out, "Where"), row->place);
    fact(&shown, out->arena, W(out, "Kind"), agenda_kind(out, row->kind));
    fact(&shown, out->arena, W(out, "People who took part"),
         row->took_part.known ? text_count(out, count(row->took_part.v)) : S(""));
    return shown;
}

static struct record_shown shown_to(struct out *out, const struct looking *looking,
                                    const struct programme_record *record)
{
    const struct q_programme_of *row = &looking->row;
    const struct q_record_public shown = {
        .city = row->city, .country = row->country, .host_kind = row->host_kind, .host_name = row->host_name,
        .begins_on = row->begins_on, .ends_on = row->ends_on, .name = record->name, .kind = record->kind,
        .place = record->place, .cities = record->cities, .took_part = record->took_part, .themes = record->themes,
        .came_of = record->came_of};
    return shown_of(out, &shown);
}

/* ---- choosing */

static bool is_ticked(struct request *request, const char *value)
{
    for (size_t i = 0; query_get_nth(&request->typed, "show", i).s != NULL; i++) {
        if (str_eq(query_get_nth(&request->typed, "show", i), str_of(value))) {
            return true;
        }
    }
    return false;
}

static struct programme_record chosen(struct request *request, const struct looking *looking)
{
    const struct q_programme_of *row = &looking->row;
    bool counts = is_ticked(request, "number") && looking->took_part >= RECORD_LEAST;
    return (struct programme_record){
        .name = is_ticked(request, "name") ? row->name : S(""),
        .kind = is_ticked(request, "kind") ? row->template : S(""),
        .place = is_ticked(request, "place") ? row->place : S(""),
        .cities = is_ticked(request, "cities") ? looking->cities : S(""),
        .took_part = {counts, counts ? looking->took_part : 0},
        .themes = str_trim(request_typed(request, "themes")), .came_of = str_trim(request_typed(request, "came_of"))};
}

/* Changes with everything that would be read. */
static struct str seen_of(struct arena *arena, const struct looking *looking, const struct programme_record *record)
{
    struct str all = str_format(arena, "%.*s\n%.*s\n%.*s\n%.*s\n%lld\n%.*s\n%.*s\n%d %d %.*s", STR_ARG(record->name),
                                STR_ARG(record->kind), STR_ARG(record->place), STR_ARG(record->cities),
                                (long long)record->took_part.v, STR_ARG(record->themes), STR_ARG(record->came_of),
                                (int)looking->row.begins_on.days, (int)looking->row.ends_on.days,
                                STR_ARG(looking->row.host_name));
    return str_format(arena, "%016llx", (unsigned long long)str_hash(all));
}

static void choice(struct request *request, struct record_page *m, const char *value, struct str label,
                   struct str note, bool said_before, bool never)
{
    m->choices[m->choices_n++] = (struct record_choice){
        str_of(value), label, note, !never && (request->acts ? is_ticked(request, value) : said_before), never};
}

static void add_choices(struct request *request, struct out *out, const struct looking *looking, struct record_page *m)
{
    const struct q_programme_of *row = &looking->row;
    const struct q_record_of *now = &looking->published;
    bool few = looking->took_part < RECORD_LEAST;
    bool any = looking->is_published;
    choice(request, m, "name", W(out, "Its name"), row->name, any && now->name.n > 0, false);
    if (row->template.n > 0) {
        choice(request, m, "kind", W(out, "What kind it was"), say_template(out, row->template), any && now->kind.n > 0,
               false);
    }
    if (row->place.n > 0) {
        choice(request, m, "place", W(out, "Where it was held"), row->place, any && now->place.n > 0, false);
    }
    if (looking->cities.n > 0) {
        choice(request, m, "cities", W(out, "For which cities"), looking->cities, any && now->cities.n > 0, false);
    }
    choice(request, m, "number", W(out, "How many took part"),
           looking->took_part == 0 ? W(out, "unknown: needs who was there, session by session")
           : few                   ? W(out, "fewer than five are not counted in public")
                                   : text_count(out, count(looking->took_part)),
           any && now->took_part.known, few);
}

/* What the cards of the wall are about, to begin with. */
static enum fault must_use add_texts(struct request *request, struct out *out, const struct looking *looking,
                                     struct record_page *m)
{
    struct themes themes;
    TRY(themes_load(request, &themes));
    m->themes = form_field_of(request, form_find(record_form, "themes"), W(out, "You may leave it empty."));
    m->came_of = form_field_of(request, form_find(record_form, "came_of"),
                               W(out, "What was decided and begun, as far as your city tells it. You may leave it "
                                      "empty."));
    m->came_of.long_text = true;
    if (request->acts) {
        return OK;
    }
    if (looking->is_published) {
        m->themes.value = looking->published.themes;
        m->came_of.value = looking->published.came_of;
        return OK;
    }
    for (size_t i = 0; i < looking->themes_n; i++) {
        struct str name = say_theme(out, &themes, looking->themes[i].theme_id);
        bool fits = m->themes.value.n + name.n + 2 <= RECORD_THEMES_MAX;
        m->themes.value = name.n == 0 || !fits    ? m->themes.value
                          : m->themes.value.n == 0 ? name
                                                   : str_format(request->arena, "%.*s, %.*s",
                                                                STR_ARG(m->themes.value), STR_ARG(name));
    }
    return OK;
}

static struct slot when(struct out *out, const char *name, int64_t at)
{
    return slot(name, say_day(out, (struct maybe_int){true, at}));
}

static struct str name_of(struct out *out, struct str name)
{
    return name.n > 0 ? name : W(out, "somebody who is not here any more");
}

static void add_asked(struct request *request, struct out *out, const struct looking *looking, struct record_page *m)
{
    const struct q_record_ask_of *ask = &looking->ask;
    m->no = looking->is_refused ? SAY(out, "{name} said no on {when}.", slot("name", name_of(out, ask->reader)),
                                      when(out, "when", ask->answered_at.v))
                                : S("");
    if (!looking->is_asked) {
        return;
    }
    const struct programme_record record = {ask->name, ask->kind, ask->place, ask->cities, ask->took_part, ask->themes,
                                            ask->came_of};
    m->asked = shown_to(out, looking, &record);
    m->which = ask->uid;
    m->may_answer = ask->asked_by.known && ask->asked_by.v != request->who->person_id;
    m->asked_says = m->may_answer
                        ? SAY(out, "Asked by {name} on {when}.", slot("name", name_of(out, ask->asker)),
                              when(out, "when", ask->asked_at))
                        : SAY(out, "You asked on {when}. A colleague reads it on this page and says yes or no.",
                              when(out, "when", ask->asked_at));
    m->alone = !m->may_answer && looking->others == 0
                   ? W(out, "Nobody else acts for your city here yet: needs a second person.") : S("");
}

static void add_published(struct request *request, struct out *out, const struct looking *looking,
                          struct record_page *m)
{
    const struct q_record_of *now = &looking->published;
    if (looking->is_published) {
        const struct programme_record record = {now->name, now->kind, now->place, now->cities, now->took_part,
                                                now->themes, now->came_of};
        m->published = shown_to(out, looking, &record);
        m->published_says = now->reader.n == 0
                                ? SAY(out, "Since {when}.", when(out, "when", now->published_at))
                                : SAY(out, "{asker} asked, {reader} said yes on {when}.",
                                      slot("asker", name_of(out, now->asker)), slot("reader", now->reader),
                                      when(out, "when", now->published_at));
        m->shown = url_path_of(request->arena, "/programmes/{}", now->uid);
    }
}

static struct str say_done(struct out *out, struct str done)
{
    return str_eq(done, S("asked"))     ? W(out, "A colleague of yours is asked to read it")
           : str_eq(done, S("yes"))     ? W(out, "Everybody reads it from now on")
           : str_eq(done, S("no"))      ? W(out, "It is not published")
           : str_eq(done, S("dropped")) ? W(out, "The question is taken back")
                                        : W(out, "It is taken back: nobody reads it any more");
}

enum fault programme_record_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct record_page *m = arena_new(request->arena, struct record_page);
    struct looking looking = {0};
    kept_soon(request->db);
    TRY(load(request, &looking));
    m->page = programme_page_of(request, &out, &looking.row, W(&out, "What everybody may read of it"),
                                W(&out, "Two people of your city decide: one chooses and asks, another one reads it "
                                        "and says yes."));
    m->page->no_index = true;
    struct str done = request->acts ? S("") : request_text(request, "done");
    if (done.n > 0) {
        m->notice = (struct notice){TONE_GOOD, say_done(&out, done), {S("")}};
    }
    m->not_yet = record_may_be(&looking.row, request->today)
                     ? S("") : W(&out, "Once it was held you can tell everybody of it, as far as you like.");
    add_choices(request, &out, &looking, m);
    TRY(add_texts(request, &out, &looking, m));
    add_published(request, &out, &looking, m);
    add_asked(request, &out, &looking, m);
    if (request->acts && m->not_yet.n == 0 && request->problems.n == 0) {
        struct programme_record record = chosen(request, &looking);
        m->preview = shown_to(&out, &looking, &record);
        m->seen = seen_of(request->arena, &looking, &record);
    }
    m->problems = form_problems_of(request, record_form);
    m->action = programme_url(request, "/record");
    m->back = programme_url(request, "");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_record(&out, m);
    return OK;
}

static enum fault must_use do_it(struct request *request, struct str what, const struct looking *looking,
                                 const struct programme_record *record)
{
    struct log_someone who = gate_who(request);
    bool yes = str_eq(what, S("yes"));
    if (str_eq(what, S("ask"))) {
        return record_ask(request->db, request->arena, &looking->row, record, &who, request->now);
    }
    if (yes || str_eq(what, S("no"))) {
        return record_answer(request->db, request->arena, &looking->row, request_typed(request, "which"), yes, &who,
                             request->now);
    }
    return str_eq(what, S("drop")) ? record_drop(request->db, request->arena, &looking->row, &who)
                                   : record_take_back(request->db, request->arena, &looking->row, &who, request->now);
}

enum fault programme_record_act(struct request *request, struct response *response)
{
    struct looking looking = {0};
    struct str what = request_typed(request, "do");
    TRY(load(request, &looking));
    if (!programme_has_do(request, record_form)) {
        return FAULT_INVALID;
    }
    struct programme_record record = chosen(request, &looking);
    bool is_seen = str_eq(request_typed(request, "seen"), seen_of(request->arena, &looking, &record));
    if (str_eq(what, S("look")) || (str_eq(what, S("ask")) && !is_seen)) {
        response->looks = true; /* also when something was changed after it was looked at */
        return FAULT_INVALID;
    }
    enum fault fault = do_it(request, what, &looking, &record);
    if (fault == FAULT_CONFLICT) {
        form_refuse(request, form_find(record_form, "do"), W_NOTE("is not possible as it stands now"),
                    W_NOTE("who asked cannot be who says yes; look at what stands on the page"));
        response->status = 409;
        return FAULT_INVALID;
    }
    TRY(fault);
    return programme_done(request, response, "/record",
                          str_eq(what, S("ask"))    ? S("asked")
                          : str_eq(what, S("drop")) ? S("dropped")
                          : str_eq(what, S("end"))  ? S("taken")
                                                    : what);
}

/* ---- for everybody */

enum fault records_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct records_page *m = arena_new(request->arena, struct records_page);
    struct q_record_list *rows;
    size_t n;
    TRY(q_record_list(request->db, request->arena, &rows, &n));
    m->page = page_of(request, W(&out, "Leadership programmes held"),
                      W(&out, "Member cities in which leaders met to agree on what comes next, as far as each city "
                              "tells."), DOOR_NONE);
    m->rows = arena_array(request->arena, struct record_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct str city = say_member_city(request->arena, rows[i].city, rows[i].country);
        struct slot slots[] = {slot("city", city), slot("days", say_programme_days(&out, rows[i].begins_on,
                                                                                   rows[i].ends_on)),
                               slot("n", count(rows[i].took_part.known ? rows[i].took_part.v : 0))};
        m->rows[m->n++] = (struct record_row){
            url_path_of(request->arena, "/programmes/{}", rows[i].uid),
            rows[i].name.n > 0 ? rows[i].name : SAY(&out, "Leadership programme of {city}", slot("city", city)),
            rows[i].took_part.known ? words_text(&out, W_NOTE("{city}, {days}; {n} people took part."), slots, 3)
                                    : words_text(&out, W_NOTE("{city}, {days}."), slots, 2)};
    }
    response->max_age_s = request->who != NULL ? -1 : 0; /* taken back it is gone at once */
    view_records(&out, m);
    return OK;
}

enum fault record_public_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct record_public_page *m = arena_new(request->arena, struct record_public_page);
    struct q_record_public row;
    TRY(q_record_public(request->db, request->arena, request->params[0], &row));
    m->shown = shown_of(&out, &row);
    m->page = page_of(request, m->shown.title, m->shown.lead, DOOR_NONE);
    m->page->kicker = W(&out, "Leadership programme");
    m->source = SAY(&out, "Source: {city}, published on {when}. It chose what stands here.",
                    slot("city", say_member_city(request->arena, row.city, row.country)),
                    when(&out, "when", row.published_at));
    if (row.slug.n > 0) {
        m->city = url_path_of(request->arena, "/cities/{}", row.slug);
        m->city_name = row.city;
    }
    response->max_age_s = request->who != NULL ? -1 : 0; /* taken back it is gone at once */
    view_record_public(&out, m);
    return OK;
}
