/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "domain/funding_call.h"

#include <string.h>

#include "base/fold.h"
#include "domain/zone.h"

static const struct str WORDS[PAYS__MAX] = {
    [PAYS_SECRETARIAT] = S_INIT("secretariat"), [PAYS_EXCHANGE] = S_INIT("exchange"),
    [PAYS_PREPARING] = S_INIT("preparing"),     [PAYS_TRYING] = S_INIT("trying"),
    [PAYS_INVESTING] = S_INIT("investing"),     [PAYS_RUNNING] = S_INIT("running"),
};

struct str pays_word(enum pays what)
{
    return WORDS[what];
}

bool pays_parse(struct str word, enum pays *ret_what)
{
    for (int i = 0; i < PAYS__MAX; i++) {
        if (str_eq(word, WORDS[i])) {
            *ret_what = (enum pays)i;
            return true;
        }
    }
    return false;
}

/* ---- the rules. Phrases are folded; '*' at the end stands for any end of the last word. */

struct rule {
    enum pays what;
    int points;
    const char *phrase;
};

/* Of the type of action. What has PAYS_ENOUGH here says it all, and the text only adds what is beyond doubt. */
static const struct rule ACTIONS[] = {
    {PAYS_SECRETARIAT, 120, "coordination and support action*"},
    {PAYS_SECRETARIAT, 120, "cofund action*"},
    {PAYS_EXCHANGE, 120, "msca"},
    {PAYS_TRYING, 120, "research and innovation action*"},
    {PAYS_TRYING, 120, "innovation action*"},
    {PAYS_TRYING, 120, "research action*"},
    {PAYS_TRYING, 120, "development action*"},
    {PAYS_TRYING, 120, "erc"},
    {PAYS_TRYING, 120, "eic grant*"},
    {PAYS_TRYING, 120, "pre commercial procurement"},
    {PAYS_TRYING, 60, "pilot project*"},
    {PAYS_TRYING, 60, "pppa"},
    {PAYS_INVESTING, 120, "infrastructure project*"},
    {PAYS_INVESTING, 120, "public procurement of innovative solution*"},
    {PAYS_INVESTING, 120, "grants for procurement"},
    {PAYS_INVESTING, 120, "equity"},
    {PAYS_RUNNING, 120, "operating grant*"},
};

/* Of the title alone: within a text they are words like any others. */
static const struct rule TITLES[] = {
    {PAYS_PREPARING, 120, "studies"},
    {PAYS_INVESTING, 120, "works"},
};

/* Of the title, worth twice there, and of the text. */
static const struct rule PHRASES[] = {
    {PAYS_SECRETARIAT, 60, "capacity building"},
    {PAYS_SECRETARIAT, 60, "building capacity"},
    {PAYS_SECRETARIAT, 50, "build capacity"},
    {PAYS_SECRETARIAT, 50, "in house capacity"},
    {PAYS_SECRETARIAT, 50, "awareness raising"},
    {PAYS_SECRETARIAT, 50, "raising awareness"},
    {PAYS_SECRETARIAT, 40, "networking"},
    {PAYS_SECRETARIAT, 100, "collaborative network*"},
    {PAYS_SECRETARIAT, 60, "cooperation network*"},
    {PAYS_SECRETARIAT, 60, "transnational partnership*"},
    {PAYS_SECRETARIAT, 60, "national platform*"},
    {PAYS_SECRETARIAT, 60, "platforms fora"},
    {PAYS_SECRETARIAT, 50, "administrative cooperation"},
    {PAYS_SECRETARIAT, 100, "workshops or conferences"},
    {PAYS_SECRETARIAT, 60, "accompanying measure*"},
    {PAYS_SECRETARIAT, 100, "secretariat"},
    {PAYS_SECRETARIAT, 60, "one stop shop*"},
    {PAYS_SECRETARIAT, 60, "coordination of"},
    {PAYS_SECRETARIAT, 40, "governance"},
    {PAYS_SECRETARIAT, 40, "knowledge sharing"},
    {PAYS_SECRETARIAT, 50, "mobilise supplementary"},
    {PAYS_SECRETARIAT, 50, "coordination with"},
    {PAYS_EXCHANGE, 60, "peer review*"},
    {PAYS_EXCHANGE, 60, "peer learning"},
    {PAYS_EXCHANGE, 60, "mutual learning"},
    {PAYS_EXCHANGE, 60, "exchange of good practice*"},
    {PAYS_EXCHANGE, 60, "exchange of best practice*"},
    {PAYS_EXCHANGE, 60, "exchange of experience*"},
    {PAYS_EXCHANGE, 100, "study visit*"},
    {PAYS_EXCHANGE, 100, "site visit*"},
    {PAYS_EXCHANGE, 120, "town twinning"},
    {PAYS_EXCHANGE, 60, "twinning"},
    {PAYS_EXCHANGE, 100, "staff exchange*"},
    {PAYS_EXCHANGE, 100, "exchanges of staff"},
    {PAYS_EXCHANGE, 60, "existing exchanges"},
    {PAYS_EXCHANGE, 60, "exchange programme*"},
    {PAYS_EXCHANGE, 60, "learning mobility"},
    {PAYS_EXCHANGE, 60, "networks of towns"},
    {PAYS_PREPARING, 60, "feasibility"},
    {PAYS_PREPARING, 120, "project development assistance"},
    {PAYS_PREPARING, 60, "investment pipeline*"},
    {PAYS_PREPARING, 60, "technical assistance"},
    {PAYS_PREPARING, 60, "preparatory stud*"},
    {PAYS_PREPARING, 60, "projects for studies"},
    {PAYS_PREPARING, 60, "roadmap"},
    {PAYS_PREPARING, 60, "cooling plan*"},
    {PAYS_PREPARING, 60, "slate development"},
    {PAYS_PREPARING, 60, "develop projects"},
    {PAYS_PREPARING, 60, "preparation of project*"},
    {PAYS_PREPARING, 60, "investment concept*"},
    {PAYS_TRYING, 60, "pilot project*"},
    {PAYS_TRYING, 60, "design and test"},
    {PAYS_TRYING, 60, "prototype*"},
    {PAYS_TRYING, 60, "proof of concept"},
    {PAYS_TRYING, 60, "proofs of concept"},
    {PAYS_TRYING, 50, "piloting"},
    {PAYS_TRYING, 60, "demonstration project*"},
    {PAYS_TRYING, 60, "research project*"},
    {PAYS_TRYING, 20, "demonstration"},
    {PAYS_TRYING, 40, "piloted"},
    {PAYS_TRYING, 60, "living lab*"},
    {PAYS_TRYING, 10, "testing"},
    {PAYS_INVESTING, 100, "common procurement"},
    {PAYS_INVESTING, 60, "construction of"},
    {PAYS_INVESTING, 40, "equipment"},
    {PAYS_INVESTING, 40, "deployment of"},
    {PAYS_INVESTING, 60, "innovation investment*"},
    {PAYS_INVESTING, 60, "production capacit*"},
    {PAYS_INVESTING, 60, "installation of"},
    {PAYS_INVESTING, 60, "additional renewable energy capacity"},
    {PAYS_TRYING, 60, "demonstrator*"},
    {PAYS_TRYING, 60, "develop and test"},
    {PAYS_TRYING, 60, "disruptive technologies"},
    {PAYS_TRYING, 60, "research action*"},
    {PAYS_TRYING, 60, "development action*"},
    {PAYS_INVESTING, 60, "industrial reinforcement"},
    {PAYS_RUNNING, 60, "support for the functioning"},
    {PAYS_RUNNING, 120, "operating grant*"},
    {PAYS_RUNNING, 100, "operating budget"},
    {PAYS_RUNNING, 60, "operating cost*"},
    {PAYS_RUNNING, 60, "running cost*"},
};

/* Types of action that pay for nothing in particular: a reward is free to use. */
static const char *const FREE[] = {"prize*"};

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define TITLE_TIMES 2

/* ---- finding phrases */

static bool ends_word(struct str text, size_t at)
{
    return at >= text.n || text.s[at] == ' ';
}

static bool has_phrase(struct str text, const char *phrase)
{
    struct str part = str_of(phrase);
    bool open = part.s[part.n - 1] == '*';
    part.n -= open;
    for (size_t from = 0; from + part.n <= text.n;) {
        size_t at = from + str_find(str_from(text, from), part);
        if (at >= text.n) {
            return false;
        }
        if ((at == 0 || text.s[at - 1] == ' ') && (open || ends_word(text, at + part.n))) {
            return true;
        }
        from = at + 1;
    }
    return false;
}

struct tally {
    struct arena *arena;
    struct {
        int points;
        struct {
            int points;
            const char *place, *phrase;
        } why[PAYS_WHY_MAX];
        size_t why_n;
    } of[PAYS__MAX];
};

/* Strongest first; of equal ones the first met. */
static void note_why(struct tally *tally, const struct rule *rule, int points, const char *place)
{
    size_t n = tally->of[rule->what].why_n;
    size_t at = n;
    while (at > 0 && tally->of[rule->what].why[at - 1].points < points) {
        at--;
    }
    for (size_t i = n < PAYS_WHY_MAX ? n : PAYS_WHY_MAX - 1; i > at; i--) {
        tally->of[rule->what].why[i] = tally->of[rule->what].why[i - 1];
    }
    if (at < PAYS_WHY_MAX) {
        tally->of[rule->what].why[at].points = points;
        tally->of[rule->what].why[at].place = place;
        tally->of[rule->what].why[at].phrase = rule->phrase;
        tally->of[rule->what].why_n = n < PAYS_WHY_MAX ? n + 1 : n;
    }
}

static int strongest(const struct tally *tally)
{
    int best = 0;
    for (int i = 1; i < PAYS__MAX; i++) {
        best = tally->of[i].points > tally->of[best].points ? i : best;
    }
    return best;
}

/* What a title may add to what the type of action says: studies to works, visits to coordination. */
static bool goes_with(enum pays said, enum pays other)
{
    return (said == PAYS_INVESTING && other == PAYS_PREPARING) || (said == PAYS_SECRETARIAT && other == PAYS_EXCHANGE);
}

/* Each rule counts once, where it counts most. */
static void add_phrases(struct tally *tally, struct str title, struct str text, bool is_said)
{
    enum pays said = (enum pays)strongest(tally);
    for (size_t i = 0; i < COUNT(PHRASES) + COUNT(TITLES); i++) {
        bool title_only = i >= COUNT(PHRASES);
        const struct rule *rule = title_only ? &TITLES[i - COUNT(PHRASES)] : &PHRASES[i];
        if (is_said && rule->what != said && !goes_with(said, rule->what)) {
            continue;
        }
        bool in_title = has_phrase(title, rule->phrase);
        if (in_title || (!title_only && has_phrase(text, rule->phrase))) {
            int points = in_title && !title_only ? TITLE_TIMES * rule->points : rule->points;
            tally->of[rule->what].points += points;
            note_why(tally, rule, points, in_title ? "title" : "text");
        }
    }
}

/* True when the type of action says it. */
static bool add_action(struct tally *tally, struct str action)
{
    bool said = false;
    for (size_t i = 0; i < COUNT(ACTIONS) && !said; i++) {
        if (has_phrase(action, ACTIONS[i].phrase)) {
            tally->of[ACTIONS[i].what].points += ACTIONS[i].points;
            note_why(tally, &ACTIONS[i], ACTIONS[i].points, "action");
            said = ACTIONS[i].points >= PAYS_ENOUGH;
        }
    }
    return said;
}

static struct str why_text(struct tally *tally, enum pays what)
{
    struct str text = S("");
    for (size_t i = 0; i < tally->of[what].why_n; i++) {
        struct str phrase = str_of(tally->of[what].why[i].phrase);
        phrase.n -= str_ends(phrase, S("*"));
        text = str_format(tally->arena, "%.*s%s%s:%.*s", STR_ARG(text), i > 0 ? "|" : "", tally->of[what].why[i].place,
                          STR_ARG(phrase));
    }
    return text;
}

static size_t put_found(struct tally *tally, int enough, enum pays said, bool is_said, struct pays_found *found)
{
    size_t n = 0;
    for (int i = 0; i < PAYS__MAX; i++) {
        int points = tally->of[i].points;
        if (points >= enough || (is_said && i == (int)said)) {
            size_t at = n++;
            for (; at > 0 && found[at - 1].points < points && !(is_said && found[at - 1].what == said); at--) {
                found[at] = found[at - 1];
            }
            found[at] = (struct pays_found){(enum pays)i, points, why_text(tally, (enum pays)i)};
        }
    }
    return n;
}

size_t pays_find(struct arena *arena, const struct pays_text *text, struct pays_found ret_found[PAYS__MAX])
{
    struct tally tally = {.arena = arena};
    struct str action = fold(arena, text->action);
    for (size_t i = 0; i < COUNT(FREE); i++) {
        if (has_phrase(action, FREE[i])) {
            return 0;
        }
    }
    bool is_said = add_action(&tally, action);
    enum pays said = (enum pays)strongest(&tally);
    struct str title = fold(arena, text->title);
    add_phrases(&tally, title, is_said ? S("") : fold(arena, text->text), is_said);
    int best = tally.of[strongest(&tally)].points;
    int enough = best / 2 > PAYS_ENOUGH ? best / 2 : PAYS_ENOUGH;
    return put_found(&tally, is_said ? PAYS_ENOUGH : enough, said, is_said, ret_found);
}

/* ---- the address of its page */

#define SLUG_BYTES_MAX 80u /* of a key; the longest of the portal has 60 */

struct str funding_call_slug(struct arena *arena, struct str key)
{
    char *to = arena_array(arena, char, SLUG_BYTES_MAX + 1);
    size_t n = 0;
    bool lossy = key.n > SLUG_BYTES_MAX;
    for (size_t i = 0; i < key.n && n < SLUG_BYTES_MAX; i++) {
        char c = key.s[i];
        bool capital = c >= 'A' && c <= 'Z';
        bool kept = capital || (c >= '0' && c <= '9') || (c == '-' && n > 0 && to[n - 1] != '-');
        bool small = c >= 'a' && c <= 'z';
        lossy = lossy || !kept;
        if (kept || small) {
            to[n++] = capital ? (char)(c - 'A' + 'a') : c;
        } else if (n > 0 && to[n - 1] != '-') {
            to[n++] = '-';
        }
    }
    lossy = lossy || n == 0 || to[n - 1] == '-';
    n -= n > 0 && to[n - 1] == '-';
    struct str slug = {to, n};
    return lossy ? str_format(arena, "%.*s%s%08x", STR_ARG(slug), n > 0 ? "-" : "", (unsigned)(str_hash(key) >> 32))
                 : slug;
}

/* ---- deadlines */

int64_t funding_call_usual_hour(struct date day, struct str country)
{
    struct zone zone = zone_of(str_is_empty(country) ? S("BE") : country, S(""));
    return zone_instant(&zone, (int64_t)day.days * 86400 + FUNDING_CALL_HOUR * 3600);
}

/* ---- how it stands */

enum funding_call_standing funding_call_standing(const struct funding_call_days *days, struct date today)
{
    bool is_open = str_eq(days->status, S("open"));
    if (!date_is_none(days->last) && days->last.days < today.days) {
        return FUNDING_CALL_OVER;
    }
    if (str_eq(days->status, S("closed"))) {
        return FUNDING_CALL_OVER;
    }
    if (!date_is_none(days->opens_on)) {
        bool opened = days->opens_on.days <= today.days;
        return !opened                                ? FUNDING_CALL_LATER
               : date_is_none(days->last) && !is_open ? FUNDING_CALL_UNKNOWN
                                                      : FUNDING_CALL_OPEN;
    }
    return is_open                                  ? FUNDING_CALL_OPEN
           : str_eq(days->status, S("forthcoming")) ? FUNDING_CALL_LATER
                                                    : FUNDING_CALL_UNKNOWN;
}

enum funding_call_size funding_call_size(int64_t cents)
{
    return cents <= 0             ? FUNDING_CALL_SIZE_UNKNOWN
           : cents < 10000000     ? FUNDING_CALL_UNDER_100K
           : cents <= 50000000    ? FUNDING_CALL_TO_500K
           : cents <= 200000000   ? FUNDING_CALL_TO_2M
                                  : FUNDING_CALL_ABOVE;
}

unsigned funding_call_due(struct date deadline, struct date today)
{
    static const int within[FUNDING_CALL_AFTER] = {31, 92, 183};
    unsigned due = 0;
    if (date_is_none(deadline) || deadline.days < today.days) {
        return 0;
    }
    for (unsigned i = 0; i < FUNDING_CALL_AFTER; i++) {
        due |= deadline.days - today.days <= within[i] ? 1u << i : 0;
    }
    return due != 0 ? due : 1u << FUNDING_CALL_AFTER;
}
