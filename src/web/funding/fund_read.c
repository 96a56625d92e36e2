/* SPDX-License-Identifier: AGPL-3.0-or-later
** fund_read: a file of rules. */
#include "web/funding/fund_read.h"

#include <stdio.h>

#include "base/check.h"
#include "domain/fund_scope.h"
#include "text/asset.h"
#include "text/words.h"
#include "web/funding/fund_read_parts.h"

#define CONTENT_PREFIX "fund-" /* files of content/funding, by the name that the program carries them under */

/* ---- what all parts use */

bool fund_wrong(struct fund_reading *reading, struct str where, const char *what, const char *hint)
{
    reading->wrong = true;
    problems_add(reading->problems, where, str_of(what), str_of(hint));
    return false;
}

struct str fund_at(struct fund_reading *reading, struct str where, struct str part)
{
    part = str_clip(part, 60);
    return str_format(reading->arena, "%.*s, %.*s", STR_ARG(where), STR_ARG(part));
}

struct str fund_at_nth(struct fund_reading *reading, struct str where, const char *part, size_t i)
{
    return str_format(reading->arena, "%.*s, %s %zu", STR_ARG(where), part, i + 1);
}

bool fund_text(struct fund_reading *reading, struct str where, const struct json_value *from, const char *name,
               struct str *ret_text)
{
    const struct json_value *value = json_get(from, name);
    struct str text = json_text(value);
    if (value != NULL && (text.s == NULL || text.n > FUND_TEXT_MAX)) {
        return fund_wrong(reading, fund_at(reading, where, str_of(name)), W_NOTE("is no text, or too long"),
                          W_NOTE("write a text in quotation marks, up to 1,000 letters"));
    }
    *ret_text = value == NULL ? S("") : str_copy(reading->arena, text);
    return true;
}

bool fund_value_read(struct fund_reading *reading, enum fund_subject subject, const struct json_value *from,
                     struct fund_value *ret_value)
{
    enum fund_type type = fund_subject_type(subject);
    struct str text = json_text(from);
    if (type == FUND_YES_NO) {
        bool said = json_is_yes(from) || json_is_no(from);
        return said && fund_value_parse(subject, json_is_yes(from) ? S("yes") : S("no"), ret_value);
    }
    if (type == FUND_NUMBER) {
        int64_t number = json_number(from, INT64_MIN);
        char digits[24];
        snprintf(digits, sizeof digits, "%lld", (long long)number);
        return number != INT64_MIN && fund_value_parse(subject, str_of(digits), ret_value);
    }
    struct fund_value value = {0};
    if (text.s == NULL || !fund_value_parse(subject, text, &value)) {
        return false;
    }
    value.word = str_copy(reading->arena, text);
    *ret_value = value;
    return true;
}

bool fund_date_read(struct fund_reading *reading, struct str where, const struct json_value *from, const char *name,
                    struct date *ret_date)
{
    struct str text;
    *ret_date = DATE_NONE;
    if (!fund_text(reading, where, from, name, &text)) {
        return false;
    }
    return text.n == 0 || (text.n == 10 && date_parse(text, ret_date)) ||
           fund_wrong(reading, fund_at(reading, where, str_of(name)), W_NOTE("is no day"),
                      W_NOTE("write it as 2026-11-22"));
}

/* ---- one rule */

static bool read_windows(struct fund_reading *reading, struct str where, const struct json_value *from,
                         struct fund_rule *rule)
{
    size_t n = json_count(from);
    bool fits = n <= FUND_WINDOWS_MAX;
    struct fund_window *windows = arena_array(reading->arena, struct fund_window, fits ? n : 0);
    for (size_t i = 0; fits && i < n; i++) {
        struct str at = fund_at_nth(reading, where, "window", i);
        const struct json_value *window = json_at(from, i);
        fits = fund_text(reading, at, window, "id", &windows[i].id) &&
               fund_text(reading, at, window, "name", &windows[i].name) &&
               fund_date_read(reading, at, window, "opens", &windows[i].opens) &&
               fund_date_read(reading, at, window, "closes", &windows[i].closes);
        bool turned = fits && !date_is_none(windows[i].opens) && !date_is_none(windows[i].closes) &&
                      windows[i].closes.days < windows[i].opens.days;
        if (turned) {
            fits = fund_wrong(reading, at, W_NOTE("closes before it opens"), W_NOTE("look at both days"));
        }
    }
    rule->windows = windows;
    rule->windows_n = fits ? n : 0;
    return fits || reading->wrong || fund_wrong(reading, where, W_NOTE("has too many windows"), W_NOTE("at most 50"));
}

static bool read_asks(struct fund_reading *reading, struct str where, const struct json_value *from,
                      struct fund_rule *rule)
{
    size_t n = json_count(from);
    bool fits = n <= FUND_ASKS_MAX;
    struct str *asks = arena_array(reading->arena, struct str, fits ? n : 0);
    for (size_t i = 0; fits && i < n; i++) {
        struct str text = json_text(json_get(json_at(from, i), "ask"));
        asks[i] = str_copy(reading->arena, text);
        fits = text.n > 0 && text.n <= FUND_TEXT_MAX;
    }
    rule->asks = asks;
    rule->asks_n = fits ? n : 0;
    return fits || fund_wrong(reading, where, W_NOTE("asks for something that is no text"),
                              "write \"asks\": [{\"ask\": \"...\"}]");
}

static bool read_also(struct fund_reading *reading, struct str where, const struct json_value *from,
                      struct fund_rule *rule)
{
    size_t n = json_count(from);
    bool fits = n <= FUND_ALSO_MAX && (from == NULL || json_is_list(from));
    struct str *also = arena_array(reading->arena, struct str, fits ? n : 0);
    for (size_t i = 0; fits && i < n; i++) {
        also[i] = str_copy(reading->arena, json_text(json_at(from, i)));
        fits = also[i].n > 0 && also[i].n <= FUND_TEXT_MAX;
    }
    rule->also = also;
    rule->also_n = fits ? n : 0;
    return fits || fund_wrong(reading, where, W_NOTE("has another name that is no text"),
                              W_NOTE("write \"also\": [\"...\"]"));
}

/* Which funding calls it is the rule of. */
static bool read_of(struct fund_reading *reading, struct str where, const struct json_value *from,
                    struct fund_rule *rule)
{
    size_t n = json_count(from);
    bool fits = n <= FUND_SCOPES_MAX && (from == NULL || json_is_list(from));
    struct fund_scope *of = arena_array(reading->arena, struct fund_scope, fits ? n : 0);
    for (size_t i = 0; fits && i < n; i++) {
        struct str at = fund_at_nth(reading, where, "kind of funding calls", i);
        const struct json_value *one = json_at(from, i);
        fits = fund_text(reading, at, one, "programme", &of[i].programme) &&
               fund_text(reading, at, one, "identifier", &of[i].identifier) &&
               fund_text(reading, at, one, "action", &of[i].action) &&
               of[i].programme.n + of[i].identifier.n > 0 && of[i].programme.n <= FUND_SCOPE_TEXT_MAX &&
               of[i].identifier.n <= FUND_SCOPE_TEXT_MAX && of[i].action.n <= FUND_SCOPE_TEXT_MAX;
    }
    rule->of = of;
    rule->of_n = fits ? n : 0;
    return fits || reading->wrong ||
           fund_wrong(reading, where, W_NOTE("says of which funding calls it is the rule in a way that is not known"),
                      "write \"of\": [{\"programme\": \"LIFE\", \"identifier\": \"LIFE-2026-CET\"}], at most 40, with "
                      "a programme or an identifier in each");
}

static bool read_source(struct fund_reading *reading, struct str where, const struct json_value *from,
                        struct fund_rule *rule)
{
    struct str confidence;
    if (!fund_text(reading, where, from, "source", &rule->source) ||
        !fund_text(reading, where, from, "url", &rule->url) ||
        !fund_text(reading, where, from, "licence", &rule->licence) ||
        !fund_text(reading, where, from, "confidence", &confidence) ||
        !fund_date_read(reading, where, from, "checked", &rule->checked)) {
        return false;
    }
    if (rule->source.n == 0 || date_is_none(rule->checked)) {
        return fund_wrong(reading, where, W_NOTE("does not say where it comes from, or when that was looked at"),
                          W_NOTE("write \"source\" and \"checked\": \"2026-11-22\""));
    }
    bool read = str_eq(confidence, S("read"));
    rule->confidence = read ? FUND_READ : FUND_REMEMBERED;
    return read || str_eq(confidence, S("remembered")) ||
           fund_wrong(reading, where, W_NOTE("does not say how sure it is"),
                      W_NOTE("write \"confidence\": \"read\" (at its source) or \"remembered\""));
}

static bool read_when(struct fund_reading *reading, struct str where, const struct json_value *from,
                      struct fund_rule *rule)
{
    const struct json_value *money = json_get(from, "money");
    rule->rolling = json_is_yes(json_get(from, "rolling"));
    rule->by_calls = json_is_yes(json_get(from, "by_calls"));
    rule->later_unknown = json_is_yes(json_get(from, "later_unknown"));
    rule->grant_euros_max = json_number(json_get(money, "grant_euros_max"), 0);
    rule->rate_percent = json_number(json_get(money, "rate_percent"), 0);
    if (rule->grant_euros_max < 0 || rule->rate_percent < 0 || rule->rate_percent > 100) {
        return fund_wrong(reading, where, W_NOTE("pays an amount that cannot be"),
                          W_NOTE("write whole euros in grant_euros_max, 0 to 100 in rate_percent"));
    }
    return read_windows(reading, where, json_get(from, "windows"), rule);
}

static bool read_rule(struct fund_reading *reading, struct str where, const struct json_value *from,
                      struct fund_rule *rule)
{
    const struct json_value *applicant = json_get(from, "applicant");
    *rule = (struct fund_rule){.checked = DATE_NONE};
    if (!fund_text(reading, where, from, "id", &rule->id) || !fund_text(reading, where, from, "name", &rule->name) ||
        !fund_text(reading, where, from, "note", &rule->note) ||
        !fund_text(reading, where, from, "replaced_by", &rule->replaced_by)) {
        return false;
    }
    if (rule->id.n == 0 || rule->name.n == 0) {
        return fund_wrong(reading, where, W_NOTE("has no id or no name"),
                          W_NOTE("write both: a short word, and what it is called"));
    }
    if (applicant == NULL && !json_is_yes(json_get(from, "no_rules_yet"))) {
        return fund_wrong(reading, where, W_NOTE("does not say who may apply"),
                          "write \"applicant\": {...}, or \"no_rules_yet\": true");
    }
    bool source = read_source(reading, where, from, rule);
    bool when = read_when(reading, where, from, rule);
    bool asks = read_asks(reading, where, json_get(from, "asks"), rule);
    bool clause = applicant == NULL || fund_clause_read(reading, fund_at(reading, where, S("applicant")), applicant,
                                                        &rule->clause);
    bool also = read_also(reading, where, json_get(from, "also"), rule);
    bool of = read_of(reading, where, json_get(from, "of"), rule);
    return source && when && asks && clause && also && of;
}

/* ---- its examples */

static bool read_cases(struct fund_reading *reading, struct str where, const struct json_value *from,
                       struct fund_entry *entry)
{
    size_t n = json_count(from);
    if (n > FUND_CASES_MAX) {
        return fund_wrong(reading, where, W_NOTE("has too many examples"), W_NOTE("at most 100"));
    }
    struct fund_case *cases = arena_array(reading->arena, struct fund_case, n);
    for (size_t i = 0; i < n; i++) {
        struct str at = fund_at_nth(reading, where, "example", i);
        struct str why = S("");
        if (!fund_case_read(reading, at, json_at(from, i), &cases[i])) {
            return false;
        }
        if (cases[i].window.n > 0 && fund_window_find(&entry->rule, cases[i].window) == NULL) {
            return fund_wrong(reading, at, W_NOTE("names a window that the rule does not have"),
                              W_NOTE("use the id of one of them"));
        }
        if (!reading->untried && !fund_case_holds(reading->arena, &entry->rule, &cases[i], &why)) {
            struct str what = str_format(reading->arena, "does not hold: %.*s", STR_ARG(why));
            return fund_wrong(reading, at, str_c(reading->arena, what), W_NOTE("mend the rule, or the example"));
        }
    }
    entry->cases = cases;
    entry->cases_n = n;
    return true;
}

static void read_entries(struct fund_reading *reading, struct str file, const struct json_value *list,
                         struct fund_entry *entries, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct json_value *from = json_at(list, i);
        struct str id = json_text(json_get(from, "id"));
        struct str where = id.n > 0 ? str_format(reading->arena, "%.*s, rule %.*s", STR_ARG(file),
                                                 STR_ARG(str_clip(id, 60)))
                                    : fund_at_nth(reading, file, "rule", i);
        if (read_rule(reading, where, from, &entries[i].rule)) {
            read_cases(reading, where, json_get(from, "cases"), &entries[i]);
        }
        for (size_t k = 0; k < i; k++) {
            if (entries[k].rule.id.n > 0 && str_eq(entries[k].rule.id, entries[i].rule.id)) {
                fund_wrong(reading, where, W_NOTE("has the id of another rule"), W_NOTE("give it one of its own"));
            }
        }
    }
}

enum fault fund_read(struct problems *problems, struct str file, struct str json, struct fund_entries *ret_entries)
{
    struct fund_reading reading = {.problems = problems, .arena = problems->arena};
    struct json_value *root = NULL;
    struct str why = S("");
    if (json.n > FUND_FILE_MAX || json_parse(reading.arena, json, &root, &why) != OK) {
        fund_wrong(&reading, file, why.n > 0 ? str_c(reading.arena, why) : W_NOTE("is longer than 1 MiB"),
                   "write JSON: {\"rules\": [...]}");
        return FAULT_INVALID;
    }
    const struct json_value *list = json_get(root, "rules");
    size_t n = json_count(list);
    if (n == 0 || n > FUND_RULES_MAX) {
        fund_wrong(&reading, file, W_NOTE("has no rules, or too many"),
                   "write {\"rules\": [...]}, up to 200 in one file");
        n = 0;
    }
    struct fund_entry *entries = arena_array(reading.arena, struct fund_entry, n);
    read_entries(&reading, file, list, entries, n);
    json_free(root);
    if (reading.wrong) {
        return FAULT_INVALID;
    }
    *ret_entries = (struct fund_entries){entries, n};
    return OK;
}

enum fault fund_read_one(struct problems *problems, struct str file, struct str json, bool untried,
                         struct fund_entry *ret_entry)
{
    struct fund_reading reading = {.problems = problems, .arena = problems->arena, .untried = untried};
    struct fund_entry entry = {.cases_n = 0};
    struct json_value *root = NULL;
    struct str why = S("");
    if (json.n > FUND_FILE_MAX || json_parse(reading.arena, json, &root, &why) != OK) {
        fund_wrong(&reading, file, why.n > 0 ? str_c(reading.arena, why) : W_NOTE("is longer than 1 MiB"),
                   "write JSON: {\"id\": ...}");
        return FAULT_INVALID;
    }
    if (read_rule(&reading, file, root, &entry.rule)) {
        read_cases(&reading, file, json_get(root, "cases"), &entry);
    }
    json_free(root);
    if (reading.wrong) {
        return FAULT_INVALID;
    }
    *ret_entry = entry;
    return OK;
}

/* ---- those of the program */

struct fund_entries fund_read_own(struct arena *arena)
{
    struct problems problems;
    struct fund_entry *all = arena_array(arena, struct fund_entry, FUND_RULES_MAX);
    size_t n = 0;
    problems_init(&problems, arena);
    for (size_t i = 0; i < content_files_count; i++) {
        struct str name = str_of(content_files[i].name);
        struct str text = {(const char *)content_files[i].bytes, content_files[i].n};
        struct fund_entries some = {.n = 0};
        if (!str_starts(name, S(CONTENT_PREFIX))) {
            continue;
        }
        if (fund_read(&problems, name, text, &some) != OK) {
            const struct problem *first = &problems.items[0];
            fprintf(stderr, "%.*s %.*s\n", STR_ARG(first->where), STR_ARG(first->what));
            check(!"the rules of the program can be read");
        }
        check(n + some.n <= FUND_RULES_MAX);
        for (size_t k = 0; k < some.n; k++) {
            all[n++] = some.items[k];
        }
    }
    return (struct fund_entries){all, n};
}

const struct fund_entry *fund_entry_find(const struct fund_entries *entries, struct str id,
                                         const struct fund_window **ret_window)
{
    for (size_t i = 0; i < entries->n; i++) {
        const struct fund_window *window = fund_window_find(&entries->items[i].rule, id);
        if (window != NULL || str_eq(entries->items[i].rule.id, id)) {
            *ret_window = window;
            return &entries->items[i];
        }
    }
    return NULL;
}
