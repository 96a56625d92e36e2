/* SPDX-License-Identifier: AGPL-3.0-or-later
** fund_calls: funding calls and their rules. */
#include "web/funding/fund_calls.h"

#include "base/check.h"
#include "domain/fund_scope.h"
#include "text/words.h"
#include "web/funding/fund_say.h"
#include "web/say.h"
#include "web/views.h"

#define LINE_MAX (1u << 20) /* texts of a rule are bounded by its reader; no line of ours has 2,000 bytes */

static const struct {
    struct str word;
    const char *name;
} FITS[CALL_FITS] = {
    [CALL_FITS_YES] = {S_INIT("yes"), W_NOTE("fits")},
    [CALL_FITS_PARTNERS] = {S_INIT("partners"), W_NOTE("would fit with partners")},
    [CALL_FITS_UNKNOWN] = {S_INIT("unknown"), W_NOTE("we cannot tell yet")},
    [CALL_FITS_NO] = {S_INIT("no"), W_NOTE("does not fit")},
};

struct str call_fits_word(enum call_fits fits)
{
    return FITS[fits].word;
}

const char *call_fits_name(enum call_fits fits)
{
    return FITS[fits].name;
}

bool call_fits_parse(struct str word, enum call_fits *ret_fits)
{
    for (enum call_fits i = 0; i < CALL_FITS; i++) {
        if (str_eq(word, FITS[i].word)) {
            *ret_fits = i;
            return true;
        }
    }
    return false;
}

/* ---- which rule */

uint16_t fund_calls_rule(const struct fund_entries *entries, const struct call_kind *kind)
{
    const struct fund_call call = {kind->programme, kind->identifier, kind->action};
    unsigned best = 0;
    uint16_t rule = FUND_CALL_NO_RULE;
    for (size_t i = 0; i < entries->n; i++) {
        unsigned points = fund_rule_points(&entries->items[i].rule, &call);
        bool is = points > best || (points > 0 && points == best && entries->items[i].of_network);
        rule = is ? (uint16_t)(i + 1) : rule;
        best = is ? points : best;
    }
    return rule;
}

struct kept_rules {
    uint64_t sum;
    uint16_t *rule_of;
};

static const uint16_t *rules_of(struct db *db, const struct call_facts *facts, const struct fund_entries *entries)
{
    const void **slot = db_kept(db, KEPT_CALL_RULES);
    struct kept_rules *kept = (struct kept_rules *)*slot;
    if (kept != NULL && kept->sum == entries->sum) {
        return kept->rule_of;
    }
    struct kept_rules *made = kept != NULL ? kept : arena_new(db_kept_arena(db), struct kept_rules);
    made->sum = entries->sum;
    made->rule_of = kept != NULL ? kept->rule_of : arena_array(db_kept_arena(db), uint16_t, facts->n + 1);
    for (size_t i = 0; i < facts->n; i++) {
        made->rule_of[i] = fund_calls_rule(entries, &facts->kinds[i]);
    }
    *slot = made;
    return made->rule_of;
}

const struct fund_entry *fund_calls_entry(const struct fund_calls *calls, const struct call_fact *fact)
{
    uint16_t rule = calls->rule_of[fact - calls->facts->items];
    return rule == FUND_CALL_NO_RULE ? NULL : &calls->entries.items[rule - 1];
}

/* ---- what it answers */

struct fund_rule fund_calls_timeless(const struct fund_rule *rule)
{
    struct fund_rule timeless = *rule;
    timeless.windows_n = 0;
    timeless.rolling = timeless.later_unknown = false;
    timeless.by_calls = true;
    return timeless;
}

enum call_fits fund_calls_judge(const struct fund_rule *rule, const struct fund_group *group, struct date today)
{
    if (rule == NULL || rule->clause == NULL || fund_age_of(rule->checked, today) == FUND_STALE) {
        return CALL_FITS_UNKNOWN;
    }
    struct fund_group open = *group;
    open.open = true;
    switch (fund_clause_judge(rule->clause, group)) {
    case TRUTH_YES:
        return CALL_FITS_YES;
    case TRUTH_UNKNOWN:
        return CALL_FITS_UNKNOWN;
    default:
        return fund_clause_judge(rule->clause, &open) == TRUTH_NO ? CALL_FITS_NO : CALL_FITS_PARTNERS;
    }
}

/* ---- kept: the answers of the cities that were asked for last, by public facts alone */

#define KEPT_CITIES 8
#define KEPT_BYTES 65536u /* lines of one city; of more, some are made each time */
#define KEPT_RULES (2 * FUND_RULES_MAX)

/* By the name that call_facts keeps once. */
struct fund_programme {
    const char *name;
    struct str line; /* no text: the place is free */
};

struct fund_calls_kept {
    struct fund_city city;     /* whose; its texts stand in `bytes` */
    const struct words *words;
    struct date today;
    uint64_t sum;              /* of the rules */
    uint8_t fits[KEPT_RULES + 1];
    struct str lines[KEPT_RULES + 1];
    struct fund_programme programmes[FUND_PROGRAMMES_MAX];
    char bytes[KEPT_BYTES];
    size_t used;
};

struct kept_answers {
    struct fund_calls_kept *cities[KEPT_CITIES];
    size_t next; /* to be written over */
};

/* No text when there is no room. */
static struct str keep_text(struct fund_calls_kept *kept, struct str text)
{
    if (text.n > KEPT_BYTES - kept->used) {
        return (struct str){0};
    }
    char *at = kept->bytes + kept->used;
    for (size_t i = 0; i < text.n; i++) {
        at[i] = text.s[i];
    }
    kept->used += text.n;
    return (struct str){at, text.n};
}

static bool is_same_city(const struct fund_city *a, const struct fund_city *b)
{
    bool same = str_eq(a->name, b->name);
    for (size_t i = 0; same && i < FUND_CITY_FACTS; i++) {
        const struct fund_value *x = &a->facts[i], *y = &b->facts[i];
        same = x->known == y->known && x->number == y->number && str_eq(x->word, y->word);
    }
    return same;
}

static struct fund_calls_kept *kept_of(struct db *db, const struct fund_calls *calls, const struct words *words)
{
    const void **slot = db_kept(db, KEPT_CALL_ANSWERS);
    struct kept_answers *all = (struct kept_answers *)*slot;
    const struct fund_city *city = calls->group.cities;
    if (all == NULL) {
        all = arena_new(db_kept_arena(db), struct kept_answers);
        *slot = all;
    }
    for (size_t i = 0; i < KEPT_CITIES && all->cities[i] != NULL; i++) {
        struct fund_calls_kept *one = all->cities[i];
        if (one->words == words && one->today.days == calls->today.days && one->sum == calls->entries.sum &&
            is_same_city(&one->city, city)) {
            return one;
        }
    }
    struct fund_calls_kept **place = &all->cities[all->next++ % KEPT_CITIES];
    *place = *place != NULL ? *place : arena_new(db_kept_arena(db), struct fund_calls_kept);
    struct fund_calls_kept *made = *place;
    made->used = 0;
    made->city = *city;
    made->city.name = keep_text(made, city->name);
    for (size_t i = 0; i < FUND_CITY_FACTS; i++) {
        made->city.facts[i].word = keep_text(made, city->facts[i].word);
    }
    made->words = words;
    made->today = calls->today;
    made->sum = calls->entries.sum;
    for (size_t i = 0; i < FUND_PROGRAMMES_MAX; i++) {
        made->programmes[i] = (struct fund_programme){NULL, {0}};
    }
    for (size_t i = 0; i <= KEPT_RULES; i++) {
        made->fits[i] = CALL_FITS; /* not asked yet */
        made->lines[i] = (struct str){0};
    }
    return made;
}

enum fault fund_calls_ask(struct db *db, struct arena *arena, const struct call_facts *facts,
                          const struct fund_group *group, bool keep, const struct words *words, struct date today,
                          struct fund_calls *ret_calls)
{
    struct fund_calls calls = {.facts = facts, .group = *group, .today = today};
    TRY(fund_rules_load(db, arena, &calls.entries));
    calls.rule_of = rules_of(db, facts, &calls.entries);
    calls.said = arena_array(arena, struct fund_call_said, calls.entries.n + 1);
    if (keep && group->n == 1 && calls.entries.n <= KEPT_RULES) {
        calls.kept = kept_of(db, &calls, words);
        calls.fits = calls.kept->fits;
        calls.programmes = calls.kept->programmes;
    } else {
        calls.programmes = arena_array(arena, struct fund_programme, FUND_PROGRAMMES_MAX);
        calls.fits = arena_array(arena, uint8_t, calls.entries.n + 1);
        for (size_t i = 0; i <= calls.entries.n; i++) {
            calls.fits[i] = CALL_FITS;
        }
    }
    calls.fits[FUND_CALL_NO_RULE] = CALL_FITS_UNKNOWN;
    *ret_calls = calls;
    return OK;
}

enum call_fits fund_calls_fits(const struct fund_calls *calls, const struct call_fact *fact)
{
    uint16_t rule = calls->rule_of[fact - calls->facts->items];
    if (calls->fits[rule] == CALL_FITS) {
        calls->fits[rule] = (uint8_t)fund_calls_judge(&calls->entries.items[rule - 1].rule, &calls->group,
                                                      calls->today);
    }
    return (enum call_fits)calls->fits[rule];
}

/* ---- in words */

struct fund_call_said fund_call_say(struct out *out, const struct fund_entry *entry, struct str programme,
                                    const struct fund_group *group, bool with_change, struct date today)
{
    struct fund_call_said said = {.made = true, .would = S("")};
    if (entry == NULL) {
        said.says = programme.n > 0 ? SAY(out, "we cannot tell yet: needs the rule of {fund}", slot("fund", programme))
                                    : W(out, "we cannot tell yet: needs its rule");
        return said;
    }
    struct fund_rule rule = fund_calls_timeless(&entry->rule);
    struct fund_answer answer = fund_answer_make(out->arena, &rule, NULL, group, today, today);
    said.says = fund_say_answer(out, &rule, group, &answer);
    if (with_change && answer.truth == TRUTH_NO && answer.said != FUND_TOO_OLD) {
        struct fund_changes changes = fund_change_find(out->arena, rule.clause, group);
        said.would = changes.n > 0 ? fund_say_change(out, group, &changes.items[0]) : S("");
    }
    return said;
}

static struct fund_call_said *say(struct fund_calls *calls, struct out *out, const struct call_fact *fact)
{
    size_t place = (size_t)(fact - calls->facts->items);
    struct fund_call_said *said = &calls->said[calls->rule_of[place]];
    struct str programme = calls->facts->kinds[place].programme;
    const struct fund_entry *entry = fund_calls_entry(calls, fact);
    if (!said->made || entry == NULL) {
        *said = fund_call_say(out, entry, programme, &calls->group, false, calls->today);
    }
    return said;
}

const struct fund_call_said *fund_calls_say(struct fund_calls *calls, struct out *out, const struct call_fact *fact)
{
    return say(calls, out, fact);
}

static struct str sentence(struct out *out, struct str text)
{
    return text.n == 0 ? text : str_format(out->arena, "%.*s.", STR_ARG(fund_say_capital(out->arena, text)));
}

static struct str make_line(struct fund_calls *calls, struct out *out, const struct call_fact *fact)
{
    const struct fund_call_said *said = say(calls, out, fact);
    const struct fund_entry *entry = fund_calls_entry(calls, fact);
    bool partners = fund_calls_fits(calls, fact) == CALL_FITS_PARTNERS;
    struct fund_line line = {.says = sentence(out, said->says), .rule = S(""),
                             .would = partners ? W(out, "With partners it would.") : S("")};
    if (entry != NULL) {
        line.rule = fund_say_text(out, entry->rule.name);
        line.url = url_path_of(out->arena, "/funding-rules/{}", entry->rule.id);
    }
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, LINE_MAX);
    struct out part = {.buf = &buf, .words = out->words, .arena = out->arena};
    view_fund_line(&part, &line);
    check(!buf.overflow);
    return str_copy(out->arena, buf_str(&buf));
}

/* Where the line of this funding call is kept: of its rule, or of its funding programme. NULL: no place is left. */
static struct str *place_of(struct fund_calls *calls, const struct call_fact *fact)
{
    size_t place = (size_t)(fact - calls->facts->items);
    uint16_t rule = calls->rule_of[place];
    if (rule != FUND_CALL_NO_RULE) {
        return calls->kept != NULL ? &calls->kept->lines[rule] : &calls->said[rule].line.markup;
    }
    for (size_t i = 0; i < FUND_PROGRAMMES_MAX; i++) {
        struct fund_programme *programme = &calls->programmes[i];
        if (programme->line.n == 0) {
            programme->name = calls->facts->kinds[place].programme.s;
        }
        if (programme->name == calls->facts->kinds[place].programme.s) {
            return &programme->line;
        }
    }
    return NULL;
}

struct html fund_calls_line(struct fund_calls *calls, struct out *out, const struct call_fact *fact)
{
    struct str *place = place_of(calls, fact);
    if (place != NULL && place->n > 0) {
        return (struct html){*place};
    }
    struct str line = make_line(calls, out, fact);
    if (place != NULL) {
        *place = calls->kept != NULL ? keep_text(calls->kept, line) : line;
    }
    return (struct html){line};
}
