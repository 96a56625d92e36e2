/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme: stages, days, blocks and house rules in words. */
#include "base/check.h"
#include "text/words.h"
#include "web/programme/programme_web.h"
#include "web/say.h"

/* ---- how it stands */

struct str say_programme_stage(struct out *out, struct programme_at at)
{
    switch (at.stage) {
    case PROGRAMME_DRAFT: return W(out, "Being prepared");
    case PROGRAMME_SURVEY_OPEN: return W(out, "The survey before is open");
    case PROGRAMME_SURVEY_CLOSED: return W(out, "The survey before is closed");
    case PROGRAMME_DAY: return SAY(out, "Day {n}", slot("n", count(at.day)));
    case PROGRAMME_WRAP_UP: return W(out, "Wrap-up: notes and actions");
    case PROGRAMME_FOLLOW_UP: return W(out, "Follow-up: what became of it");
    default: return W(out, "Called off");
    }
}

struct tag say_programme_tag(struct out *out, struct programme_at at)
{
    bool off = at.stage == PROGRAMME_CALLED_OFF;
    enum tone tone = off ? TONE_PLAIN : programme_has_begun(at.stage) ? TONE_GOOD : TONE_CARE;
    struct str name = off                                      ? W(out, "called off")
                      : at.stage == PROGRAMME_DRAFT            ? W(out, "being prepared")
                      : programme_stage_by_survey(at.stage)    ? W(out, "survey")
                      : at.stage == PROGRAMME_DAY              ? SAY(out, "day {n}", slot("n", count(at.day)))
                      : at.stage == PROGRAMME_WRAP_UP          ? W(out, "wrap-up")
                                                               : W(out, "follow-up");
    return (struct tag){name, tone, S("")};
}

struct str say_programme_do(struct out *out, struct programme_at at)
{
    switch (at.stage) {
    case PROGRAMME_SURVEY_OPEN: return W(out, "The survey is open");
    case PROGRAMME_SURVEY_CLOSED: return W(out, "The survey is closed");
    case PROGRAMME_DAY: return SAY(out, "Begin day {n}", slot("n", count(at.day)));
    case PROGRAMME_WRAP_UP: return W(out, "The days are over: wrap up");
    case PROGRAMME_FOLLOW_UP: return W(out, "Wrapped up: begin the follow-up");
    default: return W(out, "It is called off");
    }
}

struct str say_programme_means(struct out *out, struct programme_at at)
{
    switch (at.stage) {
    case PROGRAMME_SURVEY_OPEN: return W(out, "Say it once the links to the survey have gone out.");
    case PROGRAMME_SURVEY_CLOSED: return W(out, "Say it once nobody can answer any more.");
    case PROGRAMME_DAY: return W(out, "The room is open from then on.");
    case PROGRAMME_WRAP_UP: return W(out, "Notes and actions are put together.");
    default: return W(out, "From then on it is about what was decided: after 30 and 90 days and 12 months.");
    }
}

struct str say_template(struct out *out, struct str word)
{
    return str_eq(word, S("two_and_a_half_days")) ? W(out, "Two and a half days")
           : str_eq(word, S("one_day"))           ? W(out, "One day")
           : str_eq(word, S("two_hours"))         ? W(out, "Two hours")
                                                  : W(out, "Empty, I write it myself");
}

/* ---- blocks */

static const struct { const char *name; const char *from; const char *leaves; } kinds[BLOCK_KIND__MAX] = {
    [BLOCK_BRIEF] = {W_NOTE("Brief"), NULL, NULL},
    [BLOCK_GALLERY] = {W_NOTE("Knowledge wall"), W_NOTE("cards of the knowledge wall"), W_NOTE("marks and remarks")},
    [BLOCK_DIVERGE] = {W_NOTE("Everybody writes"), W_NOTE("a question"), W_NOTE("cards")},
    [BLOCK_SORT] = {W_NOTE("Sort into groups"), W_NOTE("cards"), W_NOTE("groups with names")},
    [BLOCK_VOTE] = {W_NOTE("Vote"), W_NOTE("groups with names, or statements"), W_NOTE("an order")},
    [BLOCK_BREAKOUT] = {W_NOTE("Small groups"), W_NOTE("a question"), W_NOTE("three statements of each group at most")},
    [BLOCK_PLENARY] = {W_NOTE("Plenary"), W_NOTE("statements"), W_NOTE("statements that hold")},
    [BLOCK_ASSESS] = {W_NOTE("How far we are"), W_NOTE("twelve questions"), W_NOTE("ratings of everybody")},
    [BLOCK_ROADMAP] = {W_NOTE("Roadmap"), W_NOTE("statements that hold"), W_NOTE("initiatives in an order")},
    [BLOCK_COMMIT] = {W_NOTE("Who does what"), W_NOTE("initiatives in an order"), W_NOTE("actions with names")},
    [BLOCK_BREAK] = {W_NOTE("Break"), NULL, NULL},
};

struct str say_block_kind(struct out *out, enum block_kind kind)
{
    return words_text(out, kinds[kind].name, NULL, 0);
}

/* The blocks of ready agendas. */
static const struct { const char *part; const char *title; const char *purpose; } parts[] = {
    {"welcome", W_NOTE("Welcome and house rules"), W_NOTE("Why we are here, and what becomes of what is said.")},
    {"wall", W_NOTE("Knowledge wall"), W_NOTE("Everybody reads what is known, and marks what matters.")},
    {"challenges", W_NOTE("What does our city face?"), W_NOTE("Everybody writes in silence, one thought a card.")},
    {"challenges_sorted", W_NOTE("What belongs together?"), W_NOTE("Cards become groups; names come afterwards.")},
    {"challenges_first", W_NOTE("What comes first?"), W_NOTE("Everybody picks the few that matter most.")},
    {"challenges_agreed", W_NOTE("What we start from"), W_NOTE("We agree on the few that the rest is about.")},
    {"insights", W_NOTE("Look closer, in small groups"), W_NOTE("Each group finds what stands behind one of them.")},
    {"insights_tested", W_NOTE("Does it hold?"), W_NOTE("Everybody tests what the groups say.")},
    {"assess", W_NOTE("How far are we?"), W_NOTE("Everybody rates for themselves, before anybody speaks.")},
    {"assess_differs", W_NOTE("Where we see it differently"), W_NOTE("We talk about where the ratings lie apart.")},
    {"look_back", W_NOTE("Look back"), W_NOTE("What we have, and what is still open.")},
    {"ideas", W_NOTE("What could we do?"), W_NOTE("Small groups find ideas, without deciding on them.")},
    {"ideas_tested", W_NOTE("Which ideas hold?"), W_NOTE("Everybody tests the ideas of the groups.")},
    {"ideas_sorted", W_NOTE("Ideas that belong together"), W_NOTE("Ideas become initiatives with names.")},
    {"ideas_first", W_NOTE("Which come first?"), W_NOTE("Everybody picks the few that should be begun.")},
    {"ideas_agreed", W_NOTE("What we go on with"), W_NOTE("We agree on the initiatives of the afternoon.")},
    {"roadmap_how", W_NOTE("How a roadmap is made"), W_NOTE("What a first outline needs, and what can wait.")},
    {"roadmap", W_NOTE("A first roadmap"), W_NOTE("Initiatives get an order, and what they need from each other.")},
    {"initiatives", W_NOTE("Initiatives, one a group"), W_NOTE("Each group works one out: aim, first step, who.")},
    {"initiatives_tested", W_NOTE("Do they hold?"), W_NOTE("Everybody tests what the groups worked out.")},
    {"initiatives_first", W_NOTE("Where do we begin?"), W_NOTE("Everybody picks what is begun first.")},
    {"roadmap_links", W_NOTE("What hangs together"), W_NOTE("What needs, helps or stands in the way of what.")},
    {"roadmap_tested", W_NOTE("Does the roadmap hold?"), W_NOTE("We look for what is missing and who must agree.")},
    {"actions", W_NOTE("Who does what by when"), W_NOTE("Nobody leaves without knowing the next steps.")},
    {"close", W_NOTE("Close"), W_NOTE("What comes next, and when we hear of it.")},
    {"break", W_NOTE("Break"), W_NOTE("")},
};

static struct str part_words(struct out *out, struct str part, bool purpose)
{
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        if (str_eq(part, str_of(parts[i].part))) {
            const char *words = purpose ? parts[i].purpose : parts[i].title;
            return words[0] == 0 ? S("") : words_text(out, words, NULL, 0);
        }
    }
    return S("");
}

static enum block_kind kind_of(const struct q_programme_blocks *block)
{
    enum block_kind kind = BLOCK_BRIEF;
    check(block_kind_parse(block->kind, &kind)); /* the schema holds it */
    return kind;
}

struct str say_block_title(struct out *out, const struct q_programme_blocks *block)
{
    struct str words = block->title.n > 0 ? block->title : part_words(out, block->part, false);
    return words.n > 0 ? words : say_block_kind(out, kind_of(block));
}

struct str say_block_purpose(struct out *out, const struct q_programme_blocks *block)
{
    return block->purpose.n > 0 ? block->purpose : part_words(out, block->part, true);
}

struct str say_block_from(struct out *out, const struct q_programme_blocks *block)
{
    const char *words = kinds[kind_of(block)].from;
    return block->inputs.n > 0 ? block->inputs : words == NULL ? S("") : words_text(out, words, NULL, 0);
}

struct str say_block_leaves(struct out *out, const struct q_programme_blocks *block)
{
    const char *words = kinds[kind_of(block)].leaves;
    return block->outputs.n > 0 ? block->outputs : words == NULL ? S("") : words_text(out, words, NULL, 0);
}

/* ---- days and times */

struct str say_minutes_of_day(struct arena *arena, int64_t minutes)
{
    int64_t within = ((minutes % 1440) + 1440) % 1440;
    return str_format(arena, "%02lld:%02lld", (long long)(within / 60), (long long)(within % 60));
}

bool minutes_of_day_parse(struct str text, int *ret_minutes)
{
    struct str rest, hours = str_cut(str_trim(text), ':', &rest);
    int minutes[2] = {0};
    const struct str both[] = {hours, rest.s == NULL ? S("") : str_sub(rest, 0, 2)};
    for (int i = 0; i < 2; i++) {
        if (both[i].n == 0 || both[i].n > 2) {
            return false;
        }
        for (size_t k = 0; k < both[i].n; k++) {
            if (both[i].s[k] < '0' || both[i].s[k] > '9') {
                return false;
            }
            minutes[i] = minutes[i] * 10 + (both[i].s[k] - '0');
        }
    }
    if (minutes[0] > 23 || minutes[1] > 59) {
        return false;
    }
    *ret_minutes = minutes[0] * 60 + minutes[1];
    return true;
}

static int day_number(const struct agenda *agenda, const struct q_programme_sessions *session)
{
    int day = 0;
    int32_t last = INT32_MIN;
    for (size_t i = 0; i < agenda->sessions_n; i++) {
        int32_t days = agenda->sessions[i].day_on.days;
        day += days != last && days <= session->day_on.days;
        last = days;
    }
    return day;
}

struct str say_session(struct out *out, const struct agenda *agenda, const struct q_programme_sessions *session)
{
    struct slot day = slot("n", count(day_number(agenda, session)));
    return session->title.n > 0            ? session->title
           : session->begins < 12 * 60     ? words_text(out, W_NOTE("Day {n}, morning"), &day, 1)
           : session->begins < 17 * 60     ? words_text(out, W_NOTE("Day {n}, afternoon"), &day, 1)
                                           : words_text(out, W_NOTE("Day {n}, evening"), &day, 1);
}

struct str say_session_when(struct out *out, const struct q_programme_sessions *session)
{
    return SAY(out, "{day}, {from} to {to}", slot("day", session->day_on),
               slot("from", say_minutes_of_day(out->arena, session->begins)),
               slot("to", say_minutes_of_day(out->arena, session->ends)));
}

struct str say_programme_days(struct out *out, struct date begins_on, struct date ends_on)
{
    struct slot slots[] = {slot("from", begins_on), slot("to", ends_on)};
    return begins_on.days == ends_on.days ? words_text(out, W_NOTE("{from}"), slots, 1)
                                          : words_text(out, W_NOTE("{from} to {to}"), slots, 2);
}

struct str say_participant_sector(struct out *out, struct str sector)
{
    return str_eq(sector, S("public"))    ? W(out, "public sector")
           : str_eq(sector, S("private")) ? W(out, "private sector")
           : str_eq(sector, S("third"))   ? W(out, "third sector")
                                          : W(out, "sector not said");
}

struct str say_programme_host(struct out *out, struct str city, struct str host_kind, struct str host_name)
{
    (void)out;
    return str_eq(host_kind, S("city")) || host_name.n == 0 ? city : host_name;
}

struct str say_languages(struct out *out, struct str codes)
{
    struct str list = S("");
    for (struct str rest = codes; rest.s != NULL && rest.n > 0;) {
        struct str name = say_language(out, str_cut(rest, ' ', &rest));
        list = list.n == 0 ? name : str_format(out->arena, "%.*s, %.*s", STR_ARG(list), STR_ARG(name));
    }
    return list;
}

/* ---- house rules */

static struct str say_readers(struct out *out, struct str word, const char *const words[4])
{
    static const char *const columns[] = {"participants", "city", "members", "everybody"};
    for (size_t i = 0; i < COUNT_OF(columns); i++) {
        if (str_eq(word, str_of(columns[i]))) {
            return words_text(out, words[i], NULL, 0);
        }
    }
    return S("");
}

size_t say_house_rules(struct out *out, const struct q_programme_of *row, struct str ret_says[RULES_SAID_MAX])
{
    static const char *const results[] = {
        W_NOTE("What the programme comes to is read by those who take part, and by nobody else."),
        W_NOTE("What the programme comes to is read by those who take part and by people of the city that holds it."),
        W_NOTE("What the programme comes to is read by those who take part and by all member cities of this network."),
        W_NOTE("What the programme comes to may be read by everybody."),
    };
    static const char *const notes[] = {
        W_NOTE("The notes are read by those who took part."),
        W_NOTE("The notes are read by those who took part and by people of the city that holds it."),
        W_NOTE("The notes are read by those who took part and by all member cities."),
        W_NOTE("The notes may be read by everybody."),
    };
    size_t n = 0;
    ret_says[n++] = say_readers(out, row->seen_by, results);
    ret_says[n++] = row->named ? W(out, "In the room, what you write may stand with your short name; of a vote "
                                        "everybody sees the count, and nobody sees who.")
                               : W(out, "In the room, nobody sees who wrote or voted what, nor a count that would "
                                        "tell: fewer than five, or all but fewer than five.");
    if (row->named && row->sectors_shown) {
        ret_says[n++] = W(out, "The middle rating of a sector is shown when at least three of it have rated.");
    }
    ret_says[n++] = row->chatham ? W(out, "What is said may be told outside; who said it may not (Chatham House rule).")
                                 : W(out, "What is said may be told outside, and who said it.");
    ret_says[n++] = row->notes_draft ? W(out, "While the notes are written, those who take part read the draft and may "
                                              "correct it.")
                                     : W(out, "Those who take part read the notes once they are closed.");
    ret_says[n++] = say_readers(out, row->notes_read_by, notes); /* the last one */
    return n;
}
