/* SPDX-License-Identifier: AGPL-3.0-or-later
** fund_say: clauses and answers in words. */
#include "web/funding/fund_say.h"

#include "base/check.h"
#include "text/country.h"
#include "web/say.h"

#define CITIES_NAMED 3 /* of more, how many they are */

static struct str say_subject_of_city(struct out *out, enum fund_subject subject)
{
    switch (subject) {
    case FUND_COUNTRY:
        return W(out, "country");
    case FUND_POPULATION:
        return W(out, "people in the city");
    case FUND_DEGURBA:
        return W(out, "degree of urbanisation");
    case FUND_CODED:
        return W(out, "LAU and NUTS 3 codes");
    case FUND_PLAN:
        return W(out, "an approved climate or energy plan");
    case FUND_LETTER:
        return W(out, "a letter of the mayor");
    case FUND_EUI_BEFORE:
        return W(out, "money from EUI Innovative Actions before");
    case FUND_EUCF_BEFORE:
        return W(out, "money from the European City Facility before, also as a partner");
    default:
        return W(out, "who applies");
    }
}

struct str fund_say_subject(struct out *out, enum fund_subject subject)
{
    switch (subject) {
    case FUND_LEGAL_BODY:
        return W(out, "one legal body of these cities");
    case FUND_INVESTMENT:
        return W(out, "to be invested");
    case FUND_GRANT:
        return W(out, "asked for");
    case FUND_TOPIC:
        return W(out, "topic");
    case FUND_CITIES:
        return W(out, "cities together");
    case FUND_COUNTRIES:
        return W(out, "different countries");
    case FUND_PEOPLE:
        return W(out, "people together");
    case FUND_SHARE:
        return W(out, "part of the people");
    case FUND_LEVERAGE:
        return W(out, "euros invested for each euro asked for");
    default:
        return say_subject_of_city(out, subject);
    }
}

struct str fund_say_text(struct out *out, struct str english)
{
    bool typed = str_contains(english, S("{")) || str_contains(english, S("|")); /* by people: ours have no slots */
    return english.n == 0 || typed ? english : words_text(out, str_c(out->arena, english), NULL, 0);
}

struct str fund_say_capital(struct arena *arena, struct str text)
{
    bool small = text.n > 0 && text.s[0] >= 'a' && text.s[0] <= 'z';
    bool wide = text.n > 1 && text.s[0] == '\xc3' && (unsigned char)text.s[1] >= 0xa0;
    size_t i = wide ? 1 : 0;
    struct str rest = str_from(text, i + 1);
    return small || wide ? str_format(arena, "%.*s%c%.*s", (int)i, text.s, text.s[i] - 0x20, STR_ARG(rest)) : text;
}

/* ---- amounts and bounds */

/* What a kind and a topic may be; of other topics the word itself stands. */
static const struct {
    enum fund_subject subject;
    struct str word;
    const char *english;
} known[] = {
    {FUND_KIND, S_INIT("city"), W_NOTE("a city")},
    {FUND_KIND, S_INIT("solution provider"), W_NOTE("a firm or organisation with a solution")},
    {FUND_KIND, S_INIT("state authority"), W_NOTE("an authority of the state")},
    {FUND_KIND, S_INIT("mayoral authority"), W_NOTE("a mayoral strategic authority")},
    {FUND_KIND, S_INIT("researcher"), W_NOTE("a researcher")},
    {FUND_KIND, S_INIT("university or research organisation"), W_NOTE("a university or research organisation")},
    {FUND_KIND, S_INIT("small firm"), W_NOTE("a small firm")},
    {FUND_KIND, S_INIT("non-profit organisation"), W_NOTE("an organisation that works for no profit")},
    {FUND_KIND, S_INIT("owner of results"), W_NOTE("somebody with results of an earlier EU project")},
    {FUND_KIND, S_INIT("coordinator of the project before it"), W_NOTE("who coordinates the project before it")},
    {FUND_KIND, S_INIT("border or coast guard"), W_NOTE("an authority that guards a border or a coast")},
    {FUND_KIND, S_INIT("organisation that a country named"),
     W_NOTE("an organisation that its country has named")},
    {FUND_TOPIC, S_INIT("energy"), W_NOTE("energy")}, {FUND_TOPIC, S_INIT("transport"), W_NOTE("transport")},
    {FUND_TOPIC, S_INIT("other"), W_NOTE("something else")},
};

struct str fund_say_word_nth(enum fund_subject subject, size_t i)
{
    for (size_t k = 0; k < COUNT_OF(known); k++) {
        if (known[k].subject == subject && i-- == 0) {
            return known[k].word;
        }
    }
    return (struct str){0};
}

static struct str say_word(struct out *out, enum fund_subject subject, struct str word)
{
    if (subject == FUND_COUNTRY) {
        return str_eq(word, S("EU27")) ? W(out, "the EU") : country_name(out, word);
    }
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (str_eq(known[i].word, word)) {
            return words_text(out, known[i].english, NULL, 0);
        }
    }
    return word;
}

struct str fund_say_amount(struct out *out, enum fund_subject subject, const struct fund_value *value)
{
    if (!value->known) {
        return W(out, "not known");
    }
    switch (fund_subject_type(subject)) {
    case FUND_WORD:
        return say_word(out, subject, value->word);
    case FUND_YES_NO:
        return value->number ? W(out, "yes") : W(out, "no");
    default:
        return subject == FUND_INVESTMENT || subject == FUND_GRANT ? text_euros(out, euros(value->number * 100))
               : subject == FUND_SHARE ? SAY(out, "{n} in 100", slot("n", count(value->number)))
                                       : text_count(out, count(value->number));
    }
}

static struct str say_values(struct out *out, const struct fund_clause *clause)
{
    struct str text = S("");
    for (size_t i = 0; i < clause->values_n; i++) {
        struct str value = fund_say_amount(out, clause->subject, &clause->values[i]);
        bool last = i + 1 == clause->values_n;
        text = i == 0 ? value
               : last ? SAY(out, "{first} or {second}", slot("first", text), slot("second", value))
                      : str_format(out->arena, "%.*s, %.*s", STR_ARG(text), STR_ARG(value));
    }
    return text;
}

static enum fund_compare turn(enum fund_compare compare)
{
    static const enum fund_compare turned[] = {
        [FUND_EQ] = FUND_NE, [FUND_NE] = FUND_EQ, [FUND_LT] = FUND_GTE, [FUND_LTE] = FUND_GT,
        [FUND_GT] = FUND_LTE, [FUND_GTE] = FUND_LT, [FUND_IN] = FUND_NE,
    };
    return turned[compare];
}

static struct str say_bound(struct out *out, const struct fund_clause *clause, bool turned)
{
    enum fund_compare compare = turned ? turn(clause->compare) : clause->compare;
    struct slot values = slot("n", say_values(out, clause));
    switch (compare) {
    case FUND_GTE:
        return SAY(out, "{n} or more", values);
    case FUND_GT:
        return SAY(out, "more than {n}", values);
    case FUND_LTE:
        return SAY(out, "{n} or fewer", values);
    case FUND_LT:
        return SAY(out, "fewer than {n}", values);
    case FUND_NE:
        return SAY(out, "not {n}", values);
    default:
        return values.text;
    }
}

/* ---- what is asked */

static struct str say_compare(struct out *out, const struct fund_clause *clause, bool turned)
{
    struct slot what = slot("what", fund_say_subject(out, clause->subject));
    if (fund_subject_type(clause->subject) == FUND_YES_NO) {
        return clause->values[0].number != turned ? what.text : SAY(out, "no {what}", what);
    }
    struct slot bound = slot("bound", say_bound(out, clause, turned));
    if (clause->where == NULL) {
        return SAY(out, "{what}: {bound}", what, bound);
    }
    return SAY(out, "{what}: {bound}, only of cities with {which}", what, bound,
               slot("which", fund_say_clause(out, clause->where, false)));
}

static struct str say_parts(struct out *out, const struct fund_clause *clause, bool turned)
{
    struct str text = S("");
    bool any = (clause->op == FUND_ANY) != turned;
    for (size_t i = 0; i < clause->n; i++) {
        struct str part = fund_say_clause(out, &clause->items[i], turned);
        struct slot first = slot("first", text), second = slot("second", part);
        text = i == 0 ? part
               : any  ? SAY(out, "{first} or {second}", first, second)
                      : SAY(out, "{first} and {second}", first, second);
    }
    return text;
}

struct str fund_say_way(struct out *out, struct str as)
{
    return str_eq(as, S("single"))          ? W(out, "one city alone")
           : str_eq(as, S("agglomeration")) ? W(out, "cities as one legal body")
                                            : W(out, "a group of cities");
}

struct str fund_say_clause(struct out *out, const struct fund_clause *clause, bool turned)
{
    if (clause->op == FUND_COMPARE) {
        return say_compare(out, clause, turned);
    }
    if (clause->op <= FUND_ANY) {
        return say_parts(out, clause, turned);
    }
    const struct fund_clause *last = &clause->items[clause->n - 1];
    struct slot what = slot("what", fund_say_clause(out, last, turned != (clause->op == FUND_NOT)));
    switch (clause->op) {
    case FUND_NOT:
        return what.text;
    case FUND_EVERY:
        return turned ? SAY(out, "at least one city with {what}", what) : SAY(out, "every city with {what}", what);
    case FUND_SOME:
        return turned ? SAY(out, "every city with {what}", what) : SAY(out, "at least one city with {what}", what);
    case FUND_LEAD:
        return SAY(out, "the lead applicant with {what}", what);
    case FUND_USUALLY:
        return SAY(out, "usually {what}", what);
    default:
        return SAY(out, "as {way}: {what}", slot("way", fund_say_way(out, clause->as)), what);
    }
}

/* ---- what was found */

static struct str say_total(struct out *out, const struct fund_found *found)
{
    struct fund_value low = fund_number(found->low);
    struct str text = fund_say_amount(out, found->clause->subject, &low);
    bool is_short = found->clause->compare == FUND_GTE && found->truth == TRUTH_NO;
    if (found->low == found->high && found->clause->subject == FUND_PEOPLE && is_short) {
        return SAY(out, "here {n}, short by {more}", slot("n", text),
                   slot("more", count(found->clause->values[0].number - found->low)));
    }
    if (found->low == found->high) {
        return SAY(out, "here {n}", slot("n", text));
    }
    return found->low == 0 ? W(out, "not known") : SAY(out, "here {n} or more", slot("n", text));
}

struct str fund_say_value(struct out *out, const struct fund_group *group, const struct fund_found *found)
{
    if (found->clause->op != FUND_COMPARE) {
        return S("");
    }
    if (found->clause->subject >= FUND_FACTS) {
        return say_total(out, found);
    }
    struct str value = fund_say_amount(out, found->clause->subject, &found->value);
    if (found->city == FUND_NO_CITY || group->cities[found->city].name.n == 0) {
        return value;
    }
    return SAY(out, "{city}: {what}", slot("city", group->cities[found->city].name), slot("what", value));
}

static struct str join(struct out *out, struct str text, struct str more)
{
    return text.n == 0 ? more : str_format(out->arena, "%.*s; %.*s", STR_ARG(text), STR_ARG(more));
}

/* Whether both say the same of another city. */
static bool is_same_ask(const struct fund_reason *a, const struct fund_reason *b)
{
    return a->found->clause == b->found->clause && a->turned == b->turned && a->usually == b->usually;
}

/* What was found of every city that this is asked of: the first few by name. */
static struct str say_found(struct out *out, const struct fund_group *group, const struct fund_reasons *reasons,
                            size_t which)
{
    struct str text = S("");
    size_t more = 0, n = 0;
    for (size_t i = which; i < reasons->n; i++) {
        struct str value = is_same_ask(&reasons->items[which], &reasons->items[i])
                               ? fund_say_value(out, group, reasons->items[i].found) : S("");
        text = value.n > 0 && n < CITIES_NAMED ? join(out, text, value) : text;
        more += value.n > 0 && n >= CITIES_NAMED;
        n += value.n > 0;
    }
    return more == 0 ? text : join(out, text, SAY(out, "and {n} more|and {n} more", slot("n", count((int64_t)more))));
}

static struct str say_because(struct out *out, const struct fund_group *group, const struct fund_answer *answer)
{
    const struct fund_reasons *reasons = &answer->reasons;
    struct str text = S("");
    for (size_t i = 0; i < reasons->n; i++) {
        const struct fund_reason *reason = &reasons->items[i];
        bool said = false;
        for (size_t k = 0; k < i; k++) {
            said = said || is_same_ask(&reasons->items[k], reason);
        }
        if (said) {
            continue;
        }
        struct str asked = fund_say_clause(out, reason->found->clause, reason->turned);
        struct str value = say_found(out, group, reasons, i);
        asked = reason->usually ? SAY(out, "usually {what}", slot("what", asked)) : asked;
        text = join(out, text, value.n == 0 ? asked : SAY(out, "{what} ({value})", slot("what", asked),
                                                          slot("value", value)));
    }
    return text;
}

/* ---- what is needed: facts, each once */

static struct str say_need_of_city(struct out *out, enum fund_subject fact, struct str name)
{
    struct slot city = slot("city", name);
    switch (fact) {
    case FUND_COUNTRY:
        return SAY(out, "the country of {city}", city);
    case FUND_POPULATION:
        return SAY(out, "how many people live in {city}", city);
    case FUND_DEGURBA:
        return SAY(out, "the degree of urbanisation of {city}", city);
    case FUND_CODED:
        return SAY(out, "the LAU and NUTS 3 codes of {city}", city);
    case FUND_PLAN:
        return SAY(out, "whether {city} has an approved climate or energy plan", city);
    case FUND_LETTER:
        return SAY(out, "whether the mayor of {city} gives a letter of commitment", city);
    case FUND_EUI_BEFORE:
        return SAY(out, "whether {city} had money from EUI Innovative Actions before", city);
    case FUND_EUCF_BEFORE:
        return SAY(out, "whether {city} had money from the European City Facility before, also as a partner", city);
    default:
        return SAY(out, "who applies for {city}", city);
    }
}

static struct str say_need_together(struct out *out, enum fund_subject fact)
{
    return fact == FUND_LEGAL_BODY   ? W(out, "whether these cities are one legal body")
           : fact == FUND_INVESTMENT ? W(out, "how much is to be invested")
           : fact == FUND_GRANT      ? W(out, "how much is asked for")
                                     : W(out, "the topic");
}

static void need_found(struct fund_needs *needs, const struct fund_group *group, const struct fund_found *found);

static void need_of_cities(struct fund_needs *needs, const struct fund_group *group, enum fund_subject subject)
{
    for (size_t i = 0; i < group->n; i++) {
        needs->of_city[i][subject] = needs->of_city[i][subject] || !group->cities[i].facts[subject].known;
    }
}

static void need_compare(struct fund_needs *needs, const struct fund_group *group, const struct fund_found *found)
{
    enum fund_subject subject = found->clause->subject;
    if (subject < FUND_CITY_FACTS) {
        needs->of_city[found->city][subject] = true;
    } else if (subject < FUND_FACTS) {
        needs->together[subject] = true;
    } else if (subject == FUND_LEVERAGE) {
        needs->together[FUND_GRANT] = !group->facts[FUND_GRANT - FUND_CITY_FACTS].known;
        needs->together[FUND_INVESTMENT] = !group->facts[FUND_INVESTMENT - FUND_CITY_FACTS].known;
    } else if (subject == FUND_COUNTRIES) {
        need_of_cities(needs, group, FUND_COUNTRY);
    } else if (subject != FUND_CITIES) {
        need_of_cities(needs, group, FUND_POPULATION);
    }
}

static void need_found(struct fund_needs *needs, const struct fund_group *group, const struct fund_found *found)
{
    if (found->clause->op == FUND_COMPARE) {
        need_compare(needs, group, found);
    }
    for (size_t i = 0; i < found->n; i++) {
        if (found->items[i].truth == TRUTH_UNKNOWN) {
            need_found(needs, group, &found->items[i]);
        }
    }
}

void fund_needs_find(struct fund_needs *ret_needs, const struct fund_group *group, const struct fund_answer *answer)
{
    *ret_needs = (struct fund_needs){.together = {false}};
    for (size_t i = 0; answer->truth == TRUTH_UNKNOWN && i < answer->reasons.n; i++) {
        need_found(ret_needs, group, answer->reasons.items[i].found);
    }
}

/* Of how many cities this fact is needed. */
static size_t count_needs(const struct fund_needs *needs, const struct fund_group *group, enum fund_subject fact)
{
    size_t n = 0;
    for (size_t i = 0; i < group->n; i++) {
        n += needs->of_city[i][fact];
    }
    return n;
}

static struct str say_needs(struct out *out, const struct fund_group *group, const struct fund_answer *answer)
{
    struct fund_needs *needs = arena_new(out->arena, struct fund_needs);
    struct str text = S("");
    fund_needs_find(needs, group, answer);
    for (size_t i = 0; i < group->n; i++) {
        for (enum fund_subject fact = 0; fact < FUND_CITY_FACTS; fact++) {
            bool by_name = needs->of_city[i][fact] && count_needs(needs, group, fact) <= CITIES_NAMED;
            text = by_name ? join(out, text, say_need_of_city(out, fact, group->cities[i].name)) : text;
        }
    }
    for (enum fund_subject fact = 0; fact < FUND_CITY_FACTS; fact++) {
        size_t n = count_needs(needs, group, fact);
        text = n > CITIES_NAMED ? join(out, text, SAY(out, "{what} (of {n} city)|{what} (of {n} cities)",
                                                      slot("what", fund_say_subject(out, fact)),
                                                      slot("n", count((int64_t)n)))) : text;
    }
    for (enum fund_subject fact = FUND_CITY_FACTS; fact < FUND_FACTS; fact++) {
        text = needs->together[fact] ? join(out, text, say_need_together(out, fact)) : text;
    }
    return text;
}

/* ---- the answer */

struct str fund_say_state(struct out *out, const struct fund_answer *answer)
{
    struct slot opens = slot("day", answer->window ? answer->window->opens : DATE_NONE);
    struct slot closes = slot("day", answer->window ? answer->window->closes : DATE_NONE);
    switch (answer->state) {
    case FUND_OPEN:
        return answer->window == NULL ? W(out, "open at any time") : SAY(out, "open until {day}", closes);
    case FUND_OPENS:
        return SAY(out, "opens on {day}", opens);
    case FUND_UNTIL:
        return SAY(out, "until {day}; from when is not known", closes);
    case FUND_SINCE:
        return SAY(out, "opened on {day}; until when is not known", opens);
    case FUND_CLOSED:
        return SAY(out, "closed on {day}", closes);
    case FUND_LAST_KNOWN:
        return SAY(out, "closed on {day}; whether it opens again is not known", closes);
    case FUND_BY_CALLS:
        return W(out, "each of its funding calls says when");
    default:
        return W(out, "when one can apply is not known");
    }
}

struct str fund_say_age(struct out *out, const struct fund_rule *rule, const struct fund_answer *answer)
{
    struct slot day = slot("day", rule->checked);
    if (rule->confidence == FUND_REMEMBERED) {
        return SAY(out, "written down on {day}, not read at its source", day);
    }
    if (answer->age == FUND_FRESH) {
        return SAY(out, "checked on {day}", day);
    }
    return SAY(out, "checked on {day}, {n} day ago|checked on {day}, {n} days ago", day,
               slot("n", count(answer->age_days)));
}

static struct str say_fits(struct out *out, const struct fund_answer *answer)
{
    struct slot when = slot("when", fund_say_state(out, answer));
    struct slot way = slot("way", answer->as.n > 0 ? fund_say_way(out, answer->as) : S(""));
    if (fund_answer_is_closed(answer)) {
        return SAY(out, "would fit, but {when}", when);
    }
    return answer->as.n > 0 ? SAY(out, "fits, as {way}", way) : W(out, "fits");
}

struct str fund_say_answer(struct out *out, const struct fund_rule *rule, const struct fund_group *group,
                           const struct fund_answer *answer)
{
    struct slot day = slot("day", rule->checked);
    struct slot why = slot("why", answer->truth == TRUTH_NO ? say_because(out, group, answer) : S(""));
    bool read = rule->confidence == FUND_READ;
    switch (answer->said) {
    case FUND_FITS:
        return say_fits(out, answer);
    case FUND_FITTED:
        return read ? SAY(out, "fitted when checked on {day}; check", day)
                    : W(out, "seems to fit; nobody has read this rule at its source yet");
    case FUND_DOES_NOT:
        return answer->usually ? SAY(out, "does not fit, because {why}; that is usual, so ask", why)
                               : SAY(out, "does not fit, because {why}", why);
    case FUND_DID_NOT:
        return read ? SAY(out, "did not fit when checked on {day}, because {why}; check", day, why)
                    : SAY(out, "seems not to fit, because {why}; nobody has read this rule at its source yet", why);
    case FUND_NEEDS:
        return SAY(out, "we cannot tell yet: needs {what}", slot("what", say_needs(out, group, answer)));
    case FUND_TOO_OLD:
        return SAY(out, "we cannot tell: nobody has checked this rule since {day}", day);
    default:
        return W(out, "we cannot tell yet: needs rules, which there are none of so far");
    }
}
