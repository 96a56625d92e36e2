/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme: what these pages share: one programme of a city, its address, and who takes part. */
#include "base/check.h"
#include "base/scan.h"
#include "text/words.h"
#include "web/member/member_web.h"
#include "web/programme/programme_web.h"
#include "web/say.h"

void programme_load_soon(struct request *request)
{
    q_programme_of_soon(request->db, request->params[0], request->params[1]);
}

enum fault programme_load(struct request *request, struct q_programme_of *ret_row)
{
    return q_programme_of(request->db, request->arena, request->params[0], request->params[1], ret_row);
}

struct url programme_url(struct request *request, const char *behind)
{
    struct arena *arena = request->arena;
    const char *pattern = str_c(arena, str_format(arena, "/member-cities/{}/programmes/{}%s", behind));
    return url_path_of(arena, pattern, request->params[0], request->params[1]);
}

void programme_crumbs(struct request *request, struct out *out, struct str city, struct str name, struct page *page)
{
    page_add_crumb(page, SAY(out, "Leadership programmes of {city}", slot("city", city)),
                   member_url(request, "/member-cities/{}/programmes"));
    page_add_crumb(page, name, programme_url(request, ""));
}

struct page *programme_page_of(struct request *request, struct out *out, const struct q_programme_of *row,
                               struct str title, struct str lead)
{
    struct page *page = page_of(request, title, lead, DOOR_NONE);
    page->kicker = W(out, "Leadership programme");
    page->no_index = true;
    programme_crumbs(request, out, row->city, row->name, page);
    return page;
}

struct deed *programme_deed(struct request *request, struct out *out, const struct q_programme_of *row,
                            struct str title, struct str lead)
{
    struct deed *m = deed_of(request, title, lead);
    m->page = programme_page_of(request, out, row, title, lead);
    return m;
}

struct str programme_seen(struct request *request, int64_t number)
{
    return str_format(request->arena, "%lld", (long long)number);
}

int64_t programme_seen_of(struct request *request)
{
    int64_t seen;
    return parse_int(request_typed(request, "seen"), 0, INT32_MAX, &seen) ? seen : -1;
}

enum fault programme_refuse(struct request *request, struct response *response, const struct field *form)
{
    return form_refuse_meanwhile(request, response, form_find(form, "seen"));
}

enum fault programme_done(struct request *request, struct response *response, const char *behind, struct str done)
{
    response->status = 303;
    response->location = url_add(request->arena, programme_url(request, behind), "done", done).text;
    return OK;
}

bool programme_read_day(struct request *request, const struct field *form, struct date *ret_day)
{
    const struct field *field = form_find(form, "day");
    if (!date_parse(request_typed(request, "day"), ret_day)) {
        form_refuse(request, field, W_NOTE("is not a day"), W_NOTE("write it as 2027-01-12"));
    } else if (ret_day->days > request->today.days + PROGRAMME_AHEAD_DAYS) {
        form_refuse(request, field, W_NOTE("is more than two years ahead"), W_NOTE("use an earlier day"));
    } else if (ret_day->days < request->today.days - 365) {
        form_refuse(request, field, W_NOTE("is more than a year ago"), W_NOTE("use a later day"));
    } else {
        return true;
    }
    return false;
}

bool programme_has_do(struct request *request, const struct field *form)
{
    if (request_typed(request, "do").n == 0) {
        form_refuse(request, form_find(form, "do"), W_NOTE("is missing"), W_NOTE("use one of the buttons"));
        return false;
    }
    return true;
}

/* ---- who takes part */

void programme_team_soon(struct db *db, struct str uid)
{
    q_participant_list_soon(db, uid);
    q_participant_sessions_soon(db, uid);
}

enum fault programme_team_load(struct db *db, struct arena *arena, struct str uid, struct programme_team *ret_team)
{
    TRY(q_participant_list(db, arena, uid, &ret_team->people, &ret_team->n));
    return q_participant_sessions(db, arena, uid, &ret_team->answers, &ret_team->answers_n);
}

bool participant_is_there(const struct q_participant_list *person)
{
    return !person->removed_at.known && !person->erased_at.known;
}

/* Answers come by participant: the first of one is found by halving. */
enum team_says participant_says(const struct programme_team *team, int64_t participant_id, int64_t session_id)
{
    size_t low = 0, high = team->answers_n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (team->answers[middle].participant_id < participant_id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (size_t i = low; i < team->answers_n && team->answers[i].participant_id == participant_id; i++) {
        if (team->answers[i].session_id == session_id && team->answers[i].accepted.known) {
            return team->answers[i].accepted.v == 1 ? TEAM_COMES : TEAM_CANNOT;
        }
    }
    return TEAM_NOT_SAID;
}

static enum team_sector sector_of(struct str word)
{
    enum team_sector sector;
    return team_sector_parse(word, &sector) ? sector : TEAM_SECTOR__MAX;
}

/* All on the list, with what they say of one session; NULL: of all of them, where "cannot" is a no to each. */
static struct team_person *people_of(struct arena *arena, const struct programme_team *team,
                                     const struct agenda *agenda, const struct q_programme_sessions *session,
                                     size_t *ret_n)
{
    struct team_person *people = arena_array(arena, struct team_person, team->n + 1);
    *ret_n = 0;
    for (size_t i = 0; i < team->n; i++) {
        const struct q_participant_list *row = &team->people[i];
        if (!participant_is_there(row)) {
            continue;
        }
        enum team_says says = session != NULL ? participant_says(team, row->id, session->id) : TEAM_NOT_SAID;
        size_t cannot = 0;
        for (size_t k = 0; session == NULL && k < agenda->sessions_n; k++) {
            cannot += participant_says(team, row->id, agenda->sessions[k].id) == TEAM_CANNOT;
        }
        says = session == NULL && agenda->sessions_n > 0 && cannot == agenda->sessions_n ? TEAM_CANNOT : says;
        people[(*ret_n)++] = (struct team_person){row->organisation, row->role, sector_of(row->sector), says};
    }
    return people;
}

static struct str say_role_gap(struct out *out, enum team_role role)
{
    switch (role) {
    case TEAM_LEADS: return W(out, "No role here leads the city, such as mayor or councillor: decisions need them.");
    case TEAM_RUNS: return W(out, "No role here runs an organisation, such as chief executive or head of department.");
    case TEAM_MONEY: return W(out, "No role here is about money: somebody from finance knows what can be paid for.");
    default: return W(out, "No role here is about digital or data: somebody from there knows what exists.");
    }
}

static struct str say_gap(struct out *out, const struct team_gap *gap)
{
    struct slot slots[] = {slot("sector", say_participant_sector(out, team_sector_word(gap->sector))),
                           slot("n", count((int64_t)gap->n)), slot("name", gap->organisation)};
    switch (gap->reason) {
    case TEAM_NOBODY: return W(out, "Nobody is on the list yet.");
    case TEAM_TOO_FEW: return words_text(out, W_NOTE("With {n} people there are not two small groups: eight would do."),
                                         slots + 1, 1);
    case TEAM_NO_SECTOR: return words_text(out, W_NOTE("Nobody is of the {sector} yet."), slots, 1);
    case TEAM_THIN_SECTOR: return words_text(out, W_NOTE("Of the {sector} there are only {n}: less than one in six."),
                                             slots, 2);
    case TEAM_ONE_ORGANISATION: return words_text(out, W_NOTE("More than half, {n} of them, are of {name}."), slots + 1,
                                                  2);
    case TEAM_NO_ROLE: return say_role_gap(out, gap->role);
    case TEAM_UNKNOWN_SECTOR: return words_text(out, W_NOTE("Unknown: of {n} person it needs to be said which sector "
                                                            "they are of.|Unknown: of {n} people it needs to be said "
                                                            "which sector they are of."), slots + 1, 1);
    default: return words_text(out, W_NOTE("Unknown: of {n} person it needs to be said what they do.|Unknown: of "
                                           "{n} people it needs to be said what they do."),
                               slots + 1, 1);
    }
}

size_t programme_gaps(struct out *out, const struct programme_team *team, const struct agenda *agenda,
                      struct str ret_says[TEAM_GAPS_MAX])
{
    struct team_gap gaps[TEAM_GAPS_MAX];
    size_t n;
    struct team_person *people = people_of(out->arena, team, agenda, NULL, &n);
    size_t gaps_n = team_gaps(out->arena, people, n, gaps);
    for (size_t i = 0; i < gaps_n; i++) {
        ret_says[i] = say_gap(out, &gaps[i]);
    }
    return gaps_n;
}

/* Names of those of a sector who cannot come to it, or have not said. */
static struct str names_of(struct arena *arena, const struct programme_team *team, int64_t session_id,
                           enum team_sector sector, enum team_says says)
{
    struct str list = S("");
    for (size_t i = 0; i < team->n; i++) {
        const struct q_participant_list *row = &team->people[i];
        if (participant_is_there(row) && sector_of(row->sector) == sector &&
            participant_says(team, row->id, session_id) == says) {
            list = list.n == 0 ? row->name : str_format(arena, "%.*s, %.*s", STR_ARG(list), STR_ARG(row->name));
        }
    }
    return list;
}

/* Of a sector all who are on the list cannot come to that session. */
static struct str say_break(struct out *out, const struct programme_team *team, const struct agenda *agenda,
                            const struct q_programme_sessions *session, enum team_sector sector)
{
    return SAY(out, "{session}: nobody of the {sector} is there; {names} cannot come. A substitute would help.",
               slot("session", say_session(out, agenda, session)),
               slot("sector", say_participant_sector(out, team_sector_word(sector))),
               slot("names", names_of(out->arena, team, session->id, sector, TEAM_CANNOT)));
}

/* Said once of a sector, whatever the number of sessions: who has not answered has not for any, as a rule. */
static struct str say_open(struct out *out, const struct programme_team *team, int64_t session_id,
                           enum team_sector sector)
{
    return SAY(out, "Whether the {sector} is there hangs on {names}, not answered yet.",
               slot("sector", say_participant_sector(out, team_sector_word(sector))),
               slot("names", names_of(out->arena, team, session_id, sector, TEAM_NOT_SAID)));
}

size_t programme_breaks(struct out *out, const struct q_programme_of *row, const struct programme_team *team,
                        const struct agenda *agenda, struct str ret_says[PROGRAMME_SESSIONS_MAX])
{
    size_t said = 0;
    bool open_said[TEAM_SECTOR__MAX] = {0};
    if (programme_at(row).stage == PROGRAMME_CALLED_OFF) {
        return 0;
    }
    for (size_t i = 0; i < agenda->sessions_n; i++) {
        size_t n;
        const struct q_programme_sessions *session = &agenda->sessions[i];
        struct team_person *people = people_of(out->arena, team, agenda, session, &n);
        struct team_balance balance = team_balance(people, n);
        for (enum team_sector s = 0; s < TEAM_SECTOR__MAX && said < PROGRAMME_SESSIONS_MAX; s++) {
            bool open = balance.open[s] && balance.comes > 0 && !open_said[s];
            if (balance.breaks[s]) {
                ret_says[said++] = say_break(out, team, agenda, session, s);
            } else if (open) {
                ret_says[said++] = say_open(out, team, session->id, s);
                open_said[s] = true;
            }
        }
    }
    return said;
}
