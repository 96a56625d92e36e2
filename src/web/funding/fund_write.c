/* SPDX-License-Identifier: AGPL-3.0-or-later
** fund_write: one rule as JSON. */
#include "web/funding/fund_write.h"

#include "base/buf.h"
#include "base/check.h"

#define WRITE_MAX (4u << 20) /* what was read is shorter; line ends and indents are all that is added */
#define LINES_DEPTH 4         /* what nests deeper stands on one line */

static void put_text(struct json *json, const char *name, struct str text)
{
    if (text.n > 0) {
        json_name(json, name);
        json_str(json, text);
    }
}

static void put_number(struct json *json, const char *name, int64_t number)
{
    if (number != 0) {
        json_name(json, name);
        json_int(json, number);
    }
}

static void put_yes(struct json *json, const char *name, bool yes)
{
    if (yes) {
        json_name(json, name);
        json_bool(json, true);
    }
}

static void put_date(struct json *json, const char *name, struct date date)
{
    if (!date_is_none(date)) {
        json_name(json, name);
        json_date(json, date);
    }
}

static void put_value(struct json *json, enum fund_subject subject, const struct fund_value *value)
{
    switch (fund_subject_type(subject)) {
    case FUND_WORD:
        json_str(json, value->word);
        return;
    case FUND_YES_NO:
        json_bool(json, value->number != 0);
        return;
    default:
        json_int(json, value->number);
    }
}

/* ---- clauses */

static const char *const compare_words[] = {
    [FUND_EQ] = "eq", [FUND_NE] = "ne", [FUND_LT] = "lt", [FUND_LTE] = "lte", [FUND_GT] = "gt", [FUND_GTE] = "gte",
    [FUND_IN] = "in",
};

static const char *const op_words[] = {
    [FUND_ALL] = "all", [FUND_ANY] = "any", [FUND_NOT] = "not", [FUND_EVERY] = "every", [FUND_SOME] = "some",
    [FUND_LEAD] = "lead", [FUND_USUALLY] = "usually",
};

static void put_clause(struct json *json, const struct fund_clause *clause);

static void put_compare(struct json *json, const struct fund_clause *clause)
{
    bool list = clause->compare == FUND_IN;
    json_name(json, compare_words[clause->compare]);
    json_open(json, '[');
    json_str(json, fund_subject_word(clause->subject));
    if (list) {
        json_open(json, '[');
    }
    for (size_t i = 0; i < clause->values_n; i++) {
        put_value(json, clause->subject, &clause->values[i]);
    }
    if (list) {
        json_close(json, ']');
    }
    if (clause->where != NULL) {
        put_clause(json, clause->where);
    }
    json_close(json, ']');
}

static void put_clause(struct json *json, const struct fund_clause *clause)
{
    json_open(json, '{');
    if (clause->op == FUND_COMPARE) {
        put_compare(json, clause);
    } else if (clause->op == FUND_AS) {
        put_text(json, "as", clause->as);
        json_name(json, "when");
        put_clause(json, &clause->items[0]);
        json_name(json, "then");
        put_clause(json, &clause->items[1]);
    } else {
        bool list = clause->op == FUND_ALL || clause->op == FUND_ANY;
        json_name(json, op_words[clause->op]);
        if (list) {
            json_open(json, '[');
        }
        for (size_t i = 0; i < clause->n; i++) {
            put_clause(json, &clause->items[i]);
        }
        if (list) {
            json_close(json, ']');
        }
    }
    json_close(json, '}');
}

/* ---- examples */

static void put_facts(struct json *json, const struct fund_value *facts, enum fund_subject low, enum fund_subject high)
{
    for (enum fund_subject subject = low; subject < high; subject++) {
        const struct fund_value *value = &facts[subject - low];
        bool usual = subject == FUND_KIND && str_eq(value->word, S("city")); /* unless it is said */
        if (value->known && !usual) {
            json_name(json, fund_subject_word(subject).s /* of a table: it ends in 0 */);
            put_value(json, subject, value);
        }
    }
}

static void put_cities(struct json *json, const struct fund_group *group)
{
    json_name(json, "cities");
    json_open(json, '[');
    for (size_t i = 0; i < group->n; i++) {
        json_open(json, '{');
        put_text(json, "called", group->cities[i].name);
        put_facts(json, group->cities[i].facts, FUND_COUNTRY, FUND_CITY_FACTS);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_name(json, "together");
    json_open(json, '{');
    put_facts(json, group->facts, FUND_CITY_FACTS, FUND_FACTS);
    json_close(json, '}');
}

static void put_case(struct json *json, const struct fund_case *example)
{
    json_open(json, '{');
    put_text(json, "says", example->says);
    put_number(json, "reference", example->reference);
    put_date(json, "on", example->on);
    put_text(json, "window", example->window);
    put_cities(json, &example->group);
    put_text(json, "expect", fund_truth_word(example->expect));
    json_name(json, "because");
    json_open(json, '[');
    for (size_t i = 0; i < example->because_n; i++) {
        json_str(json, fund_subject_word(example->because[i]));
    }
    json_close(json, ']');
    put_yes(json, "closed", example->expects_closed);
    put_yes(json, "usually", example->expects_usually);
    put_text(json, "way", example->expects_as);
    json_close(json, '}');
}

/* ---- the rule */

static void put_windows(struct json *json, const struct fund_rule *rule)
{
    json_name(json, "windows");
    json_open(json, '[');
    for (size_t i = 0; i < rule->windows_n; i++) {
        json_open(json, '{');
        put_text(json, "id", rule->windows[i].id);
        put_text(json, "name", rule->windows[i].name);
        put_date(json, "opens", rule->windows[i].opens);
        put_date(json, "closes", rule->windows[i].closes);
        json_close(json, '}');
    }
    json_close(json, ']');
    put_yes(json, "rolling", rule->rolling);
    put_yes(json, "by_calls", rule->by_calls);
    put_yes(json, "later_unknown", rule->later_unknown);
}

static void put_of(struct json *json, const struct fund_rule *rule)
{
    if (rule->of_n == 0) {
        return;
    }
    json_name(json, "of");
    json_open(json, '[');
    for (size_t i = 0; i < rule->of_n; i++) {
        json_open(json, '{');
        put_text(json, "programme", rule->of[i].programme);
        put_text(json, "identifier", rule->of[i].identifier);
        put_text(json, "action", rule->of[i].action);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_lists(struct json *json, const struct fund_entry *entry)
{
    put_of(json, &entry->rule);
    if (entry->rule.also_n > 0) {
        json_name(json, "also");
        json_open(json, '[');
        for (size_t i = 0; i < entry->rule.also_n; i++) {
            json_str(json, entry->rule.also[i]);
        }
        json_close(json, ']');
    }
    json_name(json, "asks");
    json_open(json, '[');
    for (size_t i = 0; i < entry->rule.asks_n; i++) {
        json_open(json, '{');
        put_text(json, "ask", entry->rule.asks[i]);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_name(json, "cases");
    json_open(json, '[');
    for (size_t i = 0; i < entry->cases_n; i++) {
        put_case(json, &entry->cases[i]);
    }
    json_close(json, ']');
}

static void put_rule(struct json *json, const struct fund_entry *entry)
{
    const struct fund_rule *rule = &entry->rule;
    json_open(json, '{');
    put_text(json, "id", rule->id);
    put_text(json, "name", rule->name);
    put_text(json, "source", rule->source);
    put_text(json, "url", rule->url);
    put_text(json, "licence", rule->licence);
    put_date(json, "checked", rule->checked);
    put_text(json, "confidence", rule->confidence == FUND_READ ? S("read") : S("remembered"));
    put_windows(json, rule);
    json_name(json, "money");
    json_open(json, '{');
    put_number(json, "grant_euros_max", rule->grant_euros_max);
    put_number(json, "rate_percent", rule->rate_percent);
    json_close(json, '}');
    put_yes(json, "no_rules_yet", rule->clause == NULL);
    if (rule->clause != NULL) {
        json_name(json, "applicant");
        put_clause(json, rule->clause);
    }
    put_text(json, "note", rule->note);
    put_text(json, "replaced_by", rule->replaced_by);
    put_lists(json, entry);
    json_close(json, '}');
}

/* ---- on lines */

static void put_line_end(struct buf *buf, int depth)
{
    buf_put_char(buf, '\n');
    for (int i = 0; i < depth; i++) {
        buf_put_str(buf, S("  "));
    }
}

/* Line ends where JSON may have blanks, down to a depth; strings stay as they are. */
static void put_lines(struct buf *buf, struct str json)
{
    bool in_text = false;
    int depth = 0;
    for (size_t i = 0; i < json.n; i++) {
        char c = json.s[i];
        bool opens = !in_text && (c == '{' || c == '['), closes = !in_text && (c == '}' || c == ']');
        bool is_empty = opens && i + 1 < json.n && (json.s[i + 1] == '}' || json.s[i + 1] == ']');
        depth -= closes;
        if (closes && depth < LINES_DEPTH && json.s[i - 1] != '{' && json.s[i - 1] != '[') {
            put_line_end(buf, depth);
        }
        buf_put_char(buf, c);
        depth += opens;
        if (!in_text && !is_empty && (opens || c == ',') && depth <= LINES_DEPTH) {
            put_line_end(buf, depth);
        } else if (!in_text && (c == ',' || c == ':')) {
            buf_put_char(buf, ' ');
        }
        if (in_text && c == '\\') {
            buf_put_char(buf, json.s[++i]);
        } else if (c == '"') {
            in_text = !in_text;
        }
    }
}

struct str fund_write(struct arena *arena, const struct fund_entry *entry)
{
    struct buf CLEANUP(buf_done) one_line;
    struct buf CLEANUP(buf_done) lines;
    buf_init(&one_line, WRITE_MAX);
    buf_init(&lines, WRITE_MAX);
    struct json json = json_to(&one_line);
    put_rule(&json, entry);
    put_lines(&lines, buf_str(&one_line));
    check(!one_line.overflow && !lines.overflow);
    return str_copy(arena, buf_str(&lines));
}
